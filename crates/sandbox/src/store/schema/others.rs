//! The smaller schemas: causes of exclusion, URLs, journal, quarantine, people and settings (contract, 8.3 to 8.6).

use super::shape::{Schema, Strict, boolean, code, instant, long, one, text};
use crate::store::codes;

pub static DLV_EXCLUSION: Schema = Schema {
    name: "nms:dlvExclusion",
    label: "Causes of exclusions",
    table: "dlvExclusion",
    attributes: &[
        long("@id", "id"),
        long("@count", "count"),
        long("@delivery-id", "delivery_id"),
        long("@typologyRule-id", "typologyRule_id"),
    ],
    links: &[
        one("delivery", "nms:delivery", "delivery_id"),
        one("typologyRule", "nms:typologyRule", "typologyRule_id"),
    ],
    compute_string: "CAST({}.\"count\" AS TEXT)",
    writable: true,
    strict: Strict { is_closed: true, ..Strict::PLAIN },
    ..Schema::PLAIN
};

/// The row of `nms:trackingUrl` that all deliveries have for their opening pixel; no SMS has such a pixel (contract 8.4).
pub const OPENING_PIXEL: i64 = 1;

pub static TRACKING_URL: Schema = Schema {
    name: "nms:trackingUrl",
    label: "Tracked URLs",
    table: "trackingUrl",
    attributes: &[
        long("@id", "id"),
        text("@label", "label"),
        code("@type", "type", &codes::URL_TYPE),
        text("@source", "source"),
        text("@category", "category"),
        long("@delivery-id", "delivery_id"),
    ],
    links: &[one("delivery", "nms:delivery", "delivery_id")],
    compute_string: "(CASE WHEN {}.\"label\" <> '' THEN {}.\"label\" ELSE {}.\"source\" END)",
    writable: true,
    strict: Strict { unproven: &["@delivery-id"], ..Strict::PLAIN },
    ..Schema::PLAIN
};

pub static JOB_LOG: Schema = Schema {
    name: "xtk:jobLog",
    label: "Job logs",
    table: "jobLog",
    attributes: &[
        long("@id", "id"),
        instant("@logDate", "logDate"),
        code("@logType", "logType", &codes::LOG_TYPE),
        text("@message", "message"),
        long("@job-id", "job_id"),
        long("@iRc", "iRc"),
        text("@object", "object"),
    ],
    links: &[one("job", "nms:delivery", "job_id")],
    compute_string: "{}.\"message\"",
    ..Schema::PLAIN
};

pub static ADDRESS: Schema = Schema {
    name: "nms:address",
    label: "Non deliverables and addresses",
    table: "address",
    attributes: &[
        long("@id", "id"),
        text("@address", "address"),
        code("@type", "type", &codes::MESSAGE_TYPE),
        code("@status", "status", &codes::ADDRESS_STATUS),
        instant("@created", "created"),
        instant("@lastModified", "lastModified"),
        text("@domain", "domain"),
        instant("@lastError", "lastError"),
        long("@errorCount", "errorCount"),
        code("@errorReason", "errorReason", &codes::FAILURE_REASON),
        text("@quarantineText", "quarantineText"),
        long("@delivery-id", "delivery_id"),
    ],
    links: &[one("delivery", "nms:delivery", "delivery_id")],
    compute_string: "{}.\"address\"",
    writable: true,
    strict: Strict {
        beyond_rights_of: &["viewer"],
        unproven: &["@lastError", "@errorCount", "@errorReason", "@quarantineText", "@delivery-id", "delivery"],
        ..Strict::PLAIN
    },
    ..Schema::PLAIN
};

pub static RECIPIENT: Schema = Schema {
    name: "nms:recipient",
    label: "Recipients",
    table: "recipient",
    attributes: &[
        long("@id", "id"),
        text("@firstName", "firstName").labelled("First name", "Prénom"),
        text("@lastName", "lastName").labelled("Last name", "Nom"),
        text("@mobilePhone", "mobilePhone").labelled("Mobile", "Mobile"),
        text("@email", "email").labelled("Email", "Email"),
        text("@language", "language").labelled("Language", "Langue"),
        boolean("@blackListMobile", "blackListMobile")
            .labelled("No longer contact by SMS/MMS", "Ne plus contacter par SMS/MMS"),
    ],
    compute_string: "({}.\"firstName\" || ' ' || {}.\"lastName\" || ' (' || {}.\"email\" || ')')",
    writable: true,
    ..Schema::PLAIN
};

pub static MEMBER: Schema = Schema {
    name: "cus:member",
    label: "Members",
    table: "member",
    attributes: &[
        long("@id", "id"),
        text("@card", "card").labelled("Card number", "Numéro de carte"),
        text("@name", "name").labelled("Name", "Nom"),
        text("@phone", "phone").labelled("Phone", "Téléphone"),
        boolean("@noSms", "noSms").labelled("No SMS", "Pas de SMS"),
    ],
    compute_string: "({}.\"name\" || ' (' || {}.\"card\" || ')')",
    natural_key: Some("@card"),
    writable: true,
    ..Schema::PLAIN
};

pub static OPERATOR: Schema = Schema {
    name: "xtk:operator",
    label: "Operators",
    table: "operator",
    attributes: &[
        long("@id", "id"),
        text("@name", "name"),
        text("@label", "label"),
        text("@locale", "locale"),
        text("@timezone", "timezone"),
    ],
    compute_string: "({}.\"label\" || ' (' || {}.\"name\" || ')')",
    natural_key: Some("@name"),
    ..Schema::PLAIN
};

pub static EXT_ACCOUNT: Schema = Schema {
    name: "nms:extAccount",
    label: "External accounts",
    table: "extAccount",
    attributes: &[long("@id", "id"), text("@name", "name"), text("@label", "label"), boolean("@active", "active")],
    compute_string: "{}.\"label\"",
    natural_key: Some("@name"),
    ..Schema::PLAIN
};

pub static FOLDER: Schema = Schema {
    name: "xtk:folder",
    label: "Folders",
    table: "folder",
    attributes: &[
        long("@id", "id"),
        text("@name", "name"),
        text("@label", "label"),
        text("@fullName", "fullName"),
        long("@parent-id", "parent_id"),
    ],
    links: &[one("parent", "xtk:folder", "parent_id")],
    compute_string: "{}.\"label\"",
    natural_key: Some("@name"),
    ..Schema::PLAIN
};

pub static TYPOLOGY: Schema = Schema {
    name: "nms:typology",
    label: "Typologies",
    table: "typology",
    attributes: &[long("@id", "id"), text("@name", "name"), text("@label", "label")],
    compute_string: "{}.\"label\"",
    natural_key: Some("@name"),
    ..Schema::PLAIN
};

pub static TYPOLOGY_RULE: Schema = Schema {
    name: "nms:typologyRule",
    label: "Typology rules",
    table: "typologyRule",
    attributes: &[long("@id", "id"), text("@name", "name"), text("@label", "label"), boolean("@active", "active")],
    compute_string: "{}.\"label\"",
    natural_key: Some("@name"),
    ..Schema::PLAIN
};

//! Delivery logs, exclusion logs and tracking logs, for recipients and for the custom target (contract, 8.2 to 8.4).

use super::shape::{Attribute, Link, Schema, Strict, code, instant, long, one, text};
use crate::store::codes;

const fn log(
    name: &'static str,
    label: &'static str,
    table: &'static str,
    attributes: &'static [Attribute],
    links: &'static [Link],
) -> Schema {
    Schema {
        name,
        label,
        table,
        attributes,
        links,
        compute_string: "CAST({}.\"id\" AS TEXT)",
        writable: true,
        ..Schema::PLAIN
    }
}

macro_rules! log_attributes {
    ($target:literal) => {
        &[
            long("@id", "id"),
            long("@delivery-id", "delivery_id"),
            code("@status", "status", &codes::LOG_STATUS),
            text("@address", "address"),
            instant("@lastModified", "lastModified"),
            instant("@eventDate", "eventDate"),
            long("@msg-id", "msg_id"),
            long($target, "target_id"),
        ]
    };
}

macro_rules! tracking_attributes {
    ($target:literal) => {
        &[
            long("@id", "id"),
            instant("@logDate", "logDate"),
            long("@url-id", "url_id"),
            long("@broadLog-id", "broadLog_id"),
            long("@delivery-id", "delivery_id"),
            long("@source-id", "source_id"),
            long($target, "target_id"),
        ]
    };
}

pub static BROAD_LOG_RCP: Schema = log(
    "nms:broadLogRcp",
    "Recipient delivery logs",
    "broadLogRcp",
    log_attributes!("@recipient-id"),
    &[
        one("delivery", "nms:delivery", "delivery_id"),
        one("msg", "nms:broadLogMsg", "msg_id"),
        one("recipient", "nms:recipient", "target_id"),
    ],
);

pub static EXCLUDE_LOG_RCP: Schema = log(
    "nms:excludeLogRcp",
    "Recipient exclusion logs",
    "excludeLogRcp",
    log_attributes!("@recipient-id"),
    &[
        one("delivery", "nms:delivery", "delivery_id"),
        one("msg", "nms:broadLogMsg", "msg_id"),
        one("recipient", "nms:recipient", "target_id"),
    ],
);

pub static TRACKING_LOG_RCP: Schema = log(
    "nms:trackingLogRcp",
    "Recipient tracking logs",
    "trackingLogRcp",
    tracking_attributes!("@recipient-id"),
    &[
        one("url", "nms:trackingUrl", "url_id"),
        one("broadLog", "nms:broadLogRcp", "broadLog_id"),
        one("delivery", "nms:delivery", "delivery_id"),
        one("recipient", "nms:recipient", "target_id"),
    ],
);

pub static BROAD_LOG_MEMBER: Schema = log(
    "cus:broadLogMember",
    "Member delivery logs",
    "broadLogMember",
    log_attributes!("@member-id"),
    &[
        one("delivery", "nms:delivery", "delivery_id"),
        one("msg", "nms:broadLogMsg", "msg_id"),
        one("member", "cus:member", "target_id"),
    ],
);

pub static EXCLUDE_LOG_MEMBER: Schema = log(
    "cus:excludeLogMember",
    "Member exclusion logs",
    "excludeLogMember",
    log_attributes!("@member-id"),
    &[
        one("delivery", "nms:delivery", "delivery_id"),
        one("msg", "nms:broadLogMsg", "msg_id"),
        one("member", "cus:member", "target_id"),
    ],
);

pub static TRACKING_LOG_MEMBER: Schema = log(
    "cus:trackingLogMember",
    "Member tracking logs",
    "trackingLogMember",
    tracking_attributes!("@member-id"),
    &[
        one("url", "nms:trackingUrl", "url_id"),
        one("broadLog", "cus:broadLogMember", "broadLog_id"),
        one("delivery", "nms:delivery", "delivery_id"),
        one("member", "cus:member", "target_id"),
    ],
);

pub static BROAD_LOG_MSG: Schema = Schema {
    name: "nms:broadLogMsg",
    label: "Delivery log qualification",
    table: "broadLogMsg",
    attributes: &[
        long("@id", "id"),
        code("@failureReason", "failureReason", &codes::FAILURE_REASON),
        code("@failureType", "failureType", &codes::FAILURE_TYPE),
        text("@text", "text"),
        text("@firstText", "firstText"),
    ],
    compute_string: "{}.\"text\"",
    natural_key: Some("@text"),
    writable: true,
    strict: Strict { unproven: &["@firstText"], ..Strict::PLAIN },
    ..Schema::PLAIN
};

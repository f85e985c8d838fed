//! The data of a new sandbox, the same on every machine.
//!
//! [`documented`] has the deliveries of Adobe's documentation, [`special`] one delivery for each special case,
//! [`strict`] the cases of strict sandboxes, [`generated`] some hundreds more, [`large`] the one with a million logs,
//! [`many`] as many more as are wanted. [`panel`] are the people to whom drafts are sent. [`rows`] says what a delivery is made of, [`seeder`] writes it.

mod documented;
mod generated;
mod large;
mod many;
mod panel;
mod phone;
mod rows;
mod seeder;
mod sequence;
mod special;
mod strict;
mod texts;

pub use large::{fill, grouped};
pub use many::MOST;

use rusqlite::{Connection, params};

use crate::store::codes::{exclusion_type, url_type};
use crate::store::database::{Store, TABLES, counts};
use crate::store::operator::{OPERATORS, TIMEZONE};
use crate::store::rule;
use crate::store::schema::OPENING_PIXEL;
use crate::wire::manner::Manner;
use rows::{ACCOUNT_EMAIL, ACCOUNT_SMS, FOLDER_CAMPAIGNS, FOLDER_DELIVERIES, FOLDER_ROOT, FOLDER_TEMPLATES, TYPOLOGY};
use rows::{MAPPING_IN_LOG, MAPPING_MEMBER, MAPPING_RECIPIENT};
use seeder::Seeder;

/// Creates the tables, and the first time their rows. Then sets how many `logs` the large delivery is to have,
/// and writes those of the `deliveries` without logs that are missing.
///
/// The additional data of a strict sandbox is written when a strict sandbox uses the folder for the first time. It
/// stays there.
pub fn create(store: &Store, logs: u64, deliveries: u64, manner: Manner) -> rusqlite::Result<()> {
    store.write(|connection| {
        connection.execute_batch(TABLES)?;
        connection.execute_batch(&counts())?;
        if !is_set(connection, "seeded")? {
            settings(connection)?;
            people(connection)?;
            panel::insert(connection, generated::TODAY)?;
            let mut seeder = Seeder::new(connection);
            documented::insert(&mut seeder)?;
            special::insert(&mut seeder)?;
            generated::insert(&mut seeder)?;
            large::insert(&mut seeder)?;
            connection.execute("INSERT INTO setting VALUES ('seeded', 1)", [])?;
        }
        if manner.seeds_its_own() && !is_set(connection, "strict")? {
            strict::insert(connection)?;
            connection.execute("INSERT INTO setting VALUES ('strict', 1)", [])?;
        }
        many::expect(connection, deliveries)?;
        large::expect(connection, logs)
    })
}

fn is_set(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    connection.query_row("SELECT EXISTS (SELECT 1 FROM setting WHERE name = ?1)", [name], |row| row.get(0))
}

fn settings(connection: &Connection) -> rusqlite::Result<()> {
    for operator in &OPERATORS {
        connection.execute(
            "INSERT INTO operator VALUES (?1, ?2, ?3, ?4, ?5)",
            params![operator.id, operator.login, operator.label, operator.locale, TIMEZONE],
        )?;
    }
    connection.execute(
        "INSERT INTO trackingUrl (id, label, type, source) VALUES (?1, 'open', ?2, '')",
        [OPENING_PIXEL, url_type::OPEN],
    )?;
    let folders = [
        (FOLDER_ROOT, "xtkRoot", "Profiles and Targets", "/Profiles and Targets/", 0),
        (FOLDER_DELIVERIES, "nmsDeliveries", "Deliveries", "/Profiles and Targets/Deliveries/", FOLDER_ROOT),
        (FOLDER_CAMPAIGNS, "nmsCampaigns", "Campaigns", "/Profiles and Targets/Campaigns/", FOLDER_ROOT),
        (FOLDER_TEMPLATES, "nmsTemplates", "Delivery templates", "/Resources/Templates/Delivery templates/", 0),
    ];
    for folder in folders {
        connection.execute("INSERT INTO folder VALUES (?1, ?2, ?3, ?4, ?5)", folder)?;
    }
    for account in [(ACCOUNT_SMS, "defaultSms", "SMS routing", 1), (ACCOUNT_EMAIL, "defaultEmail", "Email routing", 1)]
    {
        connection.execute("INSERT INTO extAccount VALUES (?1, ?2, ?3, ?4)", account)?;
    }
    let mappings = [
        (
            MAPPING_RECIPIENT,
            "mapRecipient",
            "Recipients",
            "nms:recipient",
            "@mobilePhone",
            "@blackListMobile",
            "Rcp",
            exclusion_type::EXCLUSION_LOG,
        ),
        (
            MAPPING_MEMBER,
            "cusMember",
            "Members",
            "cus:member",
            "@phone",
            "@noSms",
            "Member",
            exclusion_type::EXCLUSION_LOG,
        ),
        (
            MAPPING_IN_LOG,
            "mapRecipientOneLog",
            "Recipients (one log)",
            "nms:recipient",
            "@mobilePhone",
            "@blackListMobile",
            "Rcp",
            exclusion_type::DELIVERY_LOG,
        ),
    ];
    for (id, name, label, schema, sms, denied, suffix, exclusion) in mappings {
        let space = if suffix == "Rcp" { "nms" } else { "cus" };
        let excluded = if exclusion == exclusion_type::EXCLUSION_LOG {
            format!("{space}:excludeLog{suffix}")
        } else {
            String::new()
        };
        connection.execute(
            "INSERT INTO deliveryMapping VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                id,
                name,
                label,
                schema,
                sms,
                denied,
                format!("{space}:broadLog{suffix}"),
                excluded,
                format!("{space}:trackingLog{suffix}"),
                exclusion,
            ],
        )?;
    }
    connection.execute("INSERT INTO typology VALUES (?1, 'defaultTypology', 'Default typology')", [TYPOLOGY])?;
    for (id, name, label) in rule::ALL {
        connection.execute("INSERT INTO typologyRule VALUES (?1, ?2, ?3, 1)", params![id, name, label])?;
    }
    Ok(())
}

fn people(connection: &Connection) -> rusqlite::Result<()> {
    for number in 0..rows::PEOPLE {
        let (first, last) = (texts::FIRST_NAMES[number % 12], texts::LAST_NAMES[number / 12 % 10]);
        connection.execute(
            "INSERT INTO recipient VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
            params![
                number as i64 + 1,
                first,
                last,
                phone::of_person(number),
                format!("person{}@example.com", number + 1),
                if number % 3 == 0 { "fr" } else { "en" },
            ],
        )?;
        connection.execute(
            "INSERT INTO member VALUES (?1, ?2, ?3, ?4, 0)",
            params![
                number as i64 + 1,
                format!("C{:06}", number + 1),
                format!("{first} {last}"),
                phone::of_person(number)
            ],
        )?;
    }
    Ok(())
}

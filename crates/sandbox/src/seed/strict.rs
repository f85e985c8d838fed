//! The additional data of a strict sandbox (contract, 19.4 and 19.6).

use rusqlite::Connection;

use super::rows::{Content, Log, MAPPING_NOT_STORED};
use super::seeder::Seeder;
use super::special::{case, draft};
use crate::store::codes::{exclusion_type, log_status};
use crate::store::why::{DENIED, DOUBLE, IN_QUARANTINE};
use crate::wire::instant::DAY;

/// The id of the first log. It is above the ids of the other data and below those of the large delivery.
const FIRST_LOG: i64 = 150_000_000;

pub fn insert(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO deliveryMapping SELECT ?1, 'mapRecipientNotStored', 'Recipients (exclusions not stored)', schema, \
         sms, blackListSms, broadLogSchema, '', trackingLogSchema, ?2 FROM deliveryMapping WHERE name = 'mapRecipient'",
        [MAPPING_NOT_STORED, exclusion_type::NOT_STORED],
    )?;
    let mut seeder = Seeder::numbering_from(connection, FIRST_LOG);
    let mut not_stored = case(24, "Spring sale (exclusions not stored)");
    not_stored.mapping = MAPPING_NOT_STORED;
    let at = not_stored.created + 2 * DAY;
    let causes = [DENIED, DOUBLE, IN_QUARANTINE];
    not_stored.exclusions = (0..5)
        .map(|place| Log { status: log_status::IGNORED, modified: at, person: 80 + place, why: causes[place % 3] })
        .collect();
    seeder.insert(&not_stored)?;
    let mut feedback = case(26, "Feedback from the provider (log status 5)");
    feedback.logs.iter_mut().take(3).for_each(|log| log.status = log_status::PROVIDER_FEEDBACK);
    seeder.insert(&feedback)?;
    // The console's editor ends lines with CR LF.
    let text = "Hello <%= recipient.firstName %>!\r\nSee you on Sunday.\r\n";
    seeder.insert(&draft(25, "Text of two lines (CR LF)", Content::new(text)))?;
    // On instances it is often empty: `[folder/@fullName]` says where a delivery is.
    connection.execute("UPDATE delivery SET folderProcess_id = 0", []).map(|_| ())
}

//! Any number of further deliveries, to try out a long list. They are old: their logs and journals were purged, their
//! figures stay.

use rusqlite::{Connection, OptionalExtension, params};

use super::generated::{TODAY, link};
use super::rows::{ACCOUNT_SMS, Content, FOLDER_DELIVERIES, MAPPING_RECIPIENT, TYPOLOGY};
use super::sequence::Sequence;
use super::texts::CAMPAIGNS;
use crate::store::codes::{message_type, state};
use crate::store::life::analysis_step;
use crate::store::operator::OPERATORS;
use crate::wire::instant::DAY;

/// Delivery `n` has the id `FIRST + n`. The ids end below that of the large delivery: those above it are for new ones.
const FIRST: i64 = 1_400_000;
/// How many there can be.
pub const MOST: u64 = 400_000;
/// The name in the table of settings.
const SETTING: &str = "deliveries";
const MINUTE: i64 = 60_000;

/// The states to choose from. A state that stands here more often is chosen more often.
const STATES: [i64; 9] = [
    state::EDITED,
    state::PREPARATION_FAILED,
    state::STOPPED,
    state::FAILED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
];

/// Writes those that are missing of `wanted`. Existing ones stay.
pub fn expect(connection: &Connection, wanted: u64) -> rusqlite::Result<()> {
    let sql = "SELECT value FROM setting WHERE name = ?1";
    let present: i64 = connection.query_row(sql, [SETTING], |row| row.get(0)).optional()?.unwrap_or_default();
    let wanted = wanted.min(MOST) as i64;
    if present >= wanted {
        return Ok(());
    }
    let contents = CAMPAIGNS.map(|(_, text)| Content { urls: link(text), ..Content::new(text) }.memo());
    for number in present..wanted {
        insert(connection, number, &contents)?;
    }
    connection.execute("INSERT OR REPLACE INTO setting VALUES (?1, ?2)", params![SETTING, wanted]).map(|_| ())
}

fn insert(connection: &Connection, number: i64, contents: &[String; CAMPAIGNS.len()]) -> rusqlite::Result<()> {
    let mut chance = Sequence::new((FIRST + number) as u64);
    let campaign = chance.below(CAMPAIGNS.len() as u64) as usize;
    let state = *chance.pick(&STATES);
    // Ten years, before the deliveries that have logs.
    let created = TODAY - chance.between(550, 4_200) * DAY - chance.between(0, 1_439) * MINUTE;
    let is_sent = state > state::START_PENDING;
    let started = is_sent.then(|| created + chance.between(60, 4_000) * MINUTE);
    let ended = started.map(|started| started + chance.between(2, 300) * MINUTE);
    let to_deliver = if is_sent { chance.between(1, 20_000) } else { 0 };
    // The messages that came to an end, and those among them that failed.
    let done = match state {
        state::STOPPED => to_deliver * chance.between(5, 80) / 100,
        _ => to_deliver,
    };
    let error = match state {
        state::FAILED => done,
        _ => done * chance.between(0, 12) / 100,
    };
    let author = OPERATORS[chance.below(2) as usize].id;
    connection
        .prepare_cached(
            "INSERT INTO delivery (id, internalName, label, deliveryCode, state, messageType, mapping_id, createdBy_id, \
             modifiedBy_id, analysisStep, created, lastModified, contentModTime, contactDate, broadStartDate, \
             broadEndDate, data, toDeliver, totalTarget, processed, success, sent, error, folder_id, folderProcess_id, \
             deliveryProvider_id, typology_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11, ?10, ?12, ?12, \
             ?13, ?14, ?15, ?15, ?16, ?17, ?17, ?18, ?19, ?19, ?20, ?21)",
        )?
        .execute(params![
            FIRST + number,
            format!("DM{}", 200_000 + number),
            format!("{} {}", CAMPAIGNS[campaign].0, number + 1),
            if number % 4 == 0 { format!("OLD-{number:06}") } else { String::new() },
            state,
            message_type::SMS,
            MAPPING_RECIPIENT,
            author,
            if state == state::PREPARATION_FAILED { 6 } else { analysis_step(state) },
            created,
            ended.unwrap_or(created),
            started,
            ended,
            contents[campaign],
            to_deliver,
            done,
            done - error,
            error,
            FOLDER_DELIVERIES,
            ACCOUNT_SMS,
            TYPOLOGY,
        ])
        .map(|_| ())
}

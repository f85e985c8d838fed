//! DM90000, the delivery with very many logs. They are written in batches while the server answers requests.

use rusqlite::{Connection, params};

use super::generated::{FAILURES, TODAY};
use super::phone;
use super::rows::{Content, Delivery, Line};
use super::seeder::Seeder;
use crate::store::codes::log_status::{FAILED, RECEIVED, SENT, SENT_TO_PROVIDER, TAKEN_INTO_ACCOUNT};
use crate::store::codes::{address_status, failure_reason, failure_type, log_status, log_type, message_type, state};
use crate::store::database::Store;
use crate::store::filling::{self, ID};
use crate::store::{journal, why};
use crate::wire::instant::DAY;

const LABEL: &str = "Season opening, every subscriber";
/// Log `n` has the id `FIRST_LOG + n`.
const FIRST_LOG: i64 = 200_000_000;
const BATCH: u64 = 5_000;
/// The pause between two batches. It lets a waiting Write go first, because a mutex keeps no order.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(2);
const START: i64 = TODAY - 2 * DAY;
/// Milliseconds from one log to the next.
const STEP: i64 = 37;
const CLICKS: i64 = 400;
/// Of four people who click one takes the second.
const URLS: [&str; 2] = ["https://shop.example.com/season", "https://shop.example.com/shops"];

/// The delivery without its logs.
pub fn insert(seeder: &mut Seeder) -> rusqlite::Result<()> {
    let mut delivery = Delivery::new(ID, "DM90000", LABEL, state::STARTED, START);
    delivery.code = "SEASON".to_owned();
    delivery.contact = Some(START);
    delivery.started = Some(START);
    delivery.content = Content {
        urls: URLS.map(str::to_owned).to_vec(),
        ..Content::new(format!(
            "Hello <%= recipient.firstName %>, the season opens: {} Our shops: {}",
            URLS[0], URLS[1]
        ))
    };
    delivery.journal = vec![
        Line::info(START - 60_000, "Target preparation in progress..."),
        Line::info(START - 30_000, "Applying rule 'Check delivery size'."),
        Line::info(START, "Delivery started by operator '…'..."),
    ];
    seeder.insert(&delivery)?;
    for why in [why::PUSHED, why::RECEIVED, why::SILENT].into_iter().chain(FAILURES) {
        seeder.message(why)?;
    }
    Ok(())
}

/// Sets how many logs the delivery is to have. Existing logs stay.
pub fn expect(connection: &Connection, wanted: u64) -> rusqlite::Result<()> {
    let present = filling::present(connection)?;
    let wanted = wanted.max(present);
    connection
        .execute("UPDATE delivery SET toDeliver = ?1, totalTarget = ?1 + reject WHERE id = ?2", params![wanted, ID])?;
    if present < wanted {
        let sql = "UPDATE delivery SET state = ?1, broadEndDate = NULL WHERE id = ?2";
        connection.execute(sql, [state::STARTED, ID])?;
        announce(connection, present, wanted)?;
    }
    Ok(())
}

fn announce(connection: &Connection, present: u64, wanted: u64) -> rusqlite::Result<()> {
    let label = format!("{LABEL} (being filled: {} of {} logs)", grouped(present), grouped(wanted));
    connection.execute("UPDATE delivery SET label = ?1 WHERE id = ?2", params![label, ID]).map(|_| ())
}

/// Writes what is missing; see `Sandbox::fill`.
pub fn fill(store: &Store, wanted: u64, mut progress: impl FnMut(u64, u64)) -> rusqlite::Result<()> {
    let mut present = store.write(filling::present)?;
    let wanted = wanted.max(present);
    progress(present, wanted);
    while present < wanted {
        let next = wanted.min(present + BATCH);
        store.write(|connection| batch(connection, present, next, wanted))?;
        present = next;
        progress(present, wanted);
        std::thread::sleep(PAUSE);
    }
    store.write(finish)
}

fn message_ids(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut find =
        connection.prepare("SELECT id FROM broadLogMsg WHERE failureReason = ?1 AND failureType = ?2 AND text = ?3")?;
    [why::PUSHED, why::RECEIVED, why::SILENT]
        .into_iter()
        .chain(FAILURES)
        .map(|why| find.query_row(why, |row| row.get(0)))
        .collect()
}

/// Seventy of a hundred are received, fifteen sent, seven taken into account, seven failed, one with the provider.
fn status(n: u64) -> i64 {
    match n * 37 % 100 {
        0..70 => RECEIVED,
        70..85 => SENT,
        85..92 => TAKEN_INTO_ACCOUNT,
        92..99 => FAILED,
        _ => SENT_TO_PROVIDER,
    }
}

/// Numbers of four countries. Operators type them in several spellings, so some of those that received the message have
/// another one (contract 19.4).
fn address(n: u64) -> String {
    let is_in_quarantine = status(n) == FAILED;
    match n % 40 {
        7 if !is_in_quarantine => phone::french(n).replacen('+', "00", 1),
        17 if !is_in_quarantine => phone::spaced(&phone::french(n)),
        27 if !is_in_quarantine => phone::french(n).replacen("+33", "0", 1),
        33 if !is_in_quarantine => phone::german(n / 40),
        37 if !is_in_quarantine => phone::in_threes(&phone::french(n)),
        n40 if n40 % 10 == 8 => phone::british(n / 10),
        n40 if n40 % 10 == 9 => phone::american(n / 10),
        _ => phone::french(n),
    }
}

fn batch(connection: &Connection, first: u64, next: u64, wanted: u64) -> rusqlite::Result<()> {
    let messages = message_ids(connection)?;
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO broadLogRcp (id, delivery_id, status, address, lastModified, eventDate, msg_id, target_id) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let (mut success, mut error) = (0, 0);
    for n in first..next {
        let status = status(n);
        let message = match status {
            SENT | TAKEN_INTO_ACCOUNT => 0,
            RECEIVED => 1,
            FAILED => 3 + (n / 100) as usize % FAILURES.len(),
            _ => 2,
        };
        success += i64::from(log_status::SUCCESSES.contains(&status));
        error += i64::from(status == FAILED);
        let person = n % super::rows::PEOPLE as u64 + 1;
        let at = n as i64;
        insert.execute(params![
            FIRST_LOG + at,
            ID,
            status,
            address(n),
            START + at * STEP,
            START,
            messages[message],
            person
        ])?;
    }
    connection.execute(
        "UPDATE delivery SET processed = processed + ?1 + ?2, success = success + ?1, sent = sent + ?1, \
         error = error + ?2 WHERE id = ?3",
        params![success, error, ID],
    )?;
    filling::note(connection, next)?;
    announce(connection, next, wanted)
}

/// Counts the errors by reason, and puts the numbers with hard failures into quarantine.
fn count_failures(connection: &Connection) -> rusqlite::Result<()> {
    let columns = failure_reason::INDICATORS.map(|(_, column)| column).join(", ");
    let counts = failure_reason::INDICATORS.map(|(reason, _)| format!("sum(failureReason = {reason})")).join(", ");
    let sql = format!(
        "UPDATE delivery SET ({columns}) = (SELECT {counts} FROM broadLogRcp AS log \
         JOIN broadLogMsg AS msg ON msg.id = log.msg_id WHERE log.delivery_id = ?1 AND log.status = ?2) \
         WHERE id = ?1 AND error > 0"
    );
    connection.execute(&sql, [ID, FAILED])?;
    let quarantined = connection.execute(
        "INSERT INTO address (address, type, status, created, lastModified, lastError, errorCount, errorReason, \
         quarantineText, delivery_id) SELECT log.address, ?4, ?5, log.lastModified, log.lastModified, \
         max(log.lastModified), count(*), msg.failureReason, msg.text, ?1 FROM broadLogRcp AS log \
         JOIN broadLogMsg AS msg ON msg.id = log.msg_id \
         WHERE log.delivery_id = ?1 AND log.status = ?3 AND msg.failureType = ?2 GROUP BY log.address \
         ON CONFLICT (address, type) DO NOTHING",
        params![ID, failure_type::HARD, FAILED, message_type::SMS, address_status::QUARANTINE],
    )?;
    // Another start on the same folder finds these numbers there, and adds none.
    let sql = "UPDATE delivery SET newQuarantine = newQuarantine + ?1 WHERE id = ?2";
    connection.execute(sql, params![quarantined, ID]).map(|_| ())
}

/// Ends the sending: sets state and label, and makes the clicks if there are none.
fn finish(connection: &Connection) -> rusqlite::Result<()> {
    let changed = connection.execute(
        "UPDATE delivery SET label = ?1, state = ?3, broadEndDate = coalesce((SELECT max(lastModified) FROM broadLogRcp \
         WHERE delivery_id = ?2), broadStartDate) WHERE id = ?2 AND state = ?4",
        params![LABEL, ID, state::FINISHED, state::STARTED],
    )?;
    count_failures(connection)?;
    let clicked: i64 =
        connection.query_row("SELECT count(*) FROM trackingLogRcp WHERE delivery_id = ?1", [ID], |row| row.get(0))?;
    if changed == 0 || clicked > 0 {
        return Ok(());
    }
    connection.execute(
        "INSERT INTO trackingLogRcp (logDate, url_id, broadLog_id, delivery_id, target_id) \
         SELECT log.lastModified + 300000, url.id, log.id, ?1, log.target_id FROM broadLogRcp AS log \
         JOIN (SELECT id, row_number() OVER (ORDER BY id) AS turn FROM trackingUrl WHERE delivery_id = ?1) AS url \
         ON url.turn = 1 + (log.id % 4 = 0) \
         WHERE log.delivery_id = ?1 AND log.status = ?3 ORDER BY log.lastModified DESC, log.id LIMIT ?2",
        params![ID, CLICKS, RECEIVED],
    )?;
    connection.execute(
        "UPDATE delivery SET recipientClick = n, personClick = n, totalRecipientClick = n \
         FROM (SELECT count(*) AS n FROM trackingLogRcp WHERE delivery_id = ?1) WHERE id = ?1",
        [ID],
    )?;
    let sql = "SELECT broadEndDate FROM delivery WHERE id = ?1";
    let end: Option<i64> = connection.query_row(sql, [ID], |row| row.get(0))?;
    journal::write(connection, ID, end.unwrap_or(START), log_type::INFO, journal::FINISHED)
}

/// `1000000` as `1,000,000`: how the sandbox writes counts for people.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

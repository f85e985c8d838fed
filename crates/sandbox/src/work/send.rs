//! The sending (contract 7.3): 51 → 55, logs from Pending to their end, retries (61 ↔ 62), and 95.
//!
//! A pass takes the pending logs in the order of their ids, one batch a second. A batch is handed to the provider,
//! acknowledged one second later, and gets its receipts one second after that. [`Task`] remembers how far each of the
//! three is. A step is one transaction that changes whole batches. So the figures add up after each step, and a restart
//! continues after the last one.

use chrono_tz::Europe::Paris;
use rusqlite::{Connection, OptionalExtension, params};

use super::address;
use super::batch::{Batch, changed, just_changed};
use super::delivery::Delivery;
use super::message;
use super::outcome::{self, CLICK_PLACE, EVERYBODY, Failing, PLACE};
use super::task::{Next, Task};
use crate::store::codes::log_status::{self, FAILED, PENDING, RECEIVED, SENT, SENT_TO_PROVIDER, TAKEN_INTO_ACCOUNT};
use crate::store::codes::{self, failure_reason, failure_type, state};
use crate::store::journal;
use crate::store::memo;
use crate::store::operator::OPERATORS;
use crate::store::why::{self, Why};
use crate::wire::instant;

/// Milliseconds between the order to start and the first message.
const LAUNCH: i64 = 500;
/// Milliseconds from one batch to the next.
const BEAT: i64 = 1_000;
/// How many batches a delivery has. So people can watch the progress of small and of large deliveries.
const BATCHES: i64 = 20;
/// The most messages of one transaction. Others write between two transactions.
const LARGEST_BATCH: i64 = 10_000;
/// Retry periods are this many times shorter here: one hour becomes two and a half seconds.
const RETRY_SHRINK: i64 = 1_440;

/// Begins the sending, or waits for the contact date.
pub fn start(connection: &Connection, delivery: &Delivery, task: &mut Task, at: i64) -> rusqlite::Result<Next> {
    let who = operator_name(connection, task.operator)?;
    if delivery.tracked {
        delivery.say(connection, at, "Uploading tracking information on server 'sandbox'...")?;
    }
    delivery.say(connection, at, &format!("Delivery started by operator '{who}'..."))?;
    delivery.set_state(connection, state::START_PENDING, at)?;
    (task.job, task.due) = (0, None);
    task.begin_pass(1);
    Ok(Next::At(delivery.contact.unwrap_or(at).max(at + LAUNCH)))
}

/// Begins again after a pause.
pub fn resume(connection: &Connection, delivery: &Delivery, task: &Task, at: i64) -> rusqlite::Result<Next> {
    let who = operator_name(connection, task.operator)?;
    delivery.say(connection, at, &format!("Delivery resumed by operator '{who}'..."))?;
    delivery.set_state(connection, state::STARTED, at)?;
    // No task knows the messages that the seeds have on their way to the provider: they are sent again.
    connection.execute(
        &format!(
            "UPDATE {} SET status = {PENDING} WHERE delivery_id = ?1 AND status IN ({})",
            delivery.tables.logs,
            codes::list(&log_status::ON_THE_WAY)
        ),
        [delivery.id],
    )?;
    launch(connection, delivery, at)?;
    Ok(Next::At(at + LAUNCH))
}

fn launch(connection: &Connection, delivery: &Delivery, at: i64) -> rusqlite::Result<()> {
    let program = "nlserver mtachild -noconsole -tracefile:mtachild@sandbox -instance:sandbox";
    delivery.say(connection, at, &format!("Launching task 'mtachild@sandbox' ('{program}')"))
}

/// 51 → 55, unless the contact date was changed to a later one.
pub fn begin(connection: &Connection, delivery: &Delivery, at: i64) -> rusqlite::Result<Next> {
    if let Some(contact) = delivery.contact.filter(|contact| *contact > at) {
        return Ok(Next::At(contact));
    }
    if delivery.contact.is_some() {
        delivery.say(connection, at, "Starting scheduled delivery...")?;
    }
    launch(connection, delivery, at)?;
    connection.execute(
        "UPDATE delivery SET broadStartDate = ?1, contactDate = coalesce(contactDate, ?1) WHERE id = ?2",
        [at, delivery.id],
    )?;
    delivery.set_state(connection, state::STARTED, at)?;
    Ok(Next::At(at + BEAT))
}

/// 61 → 62.
pub fn retry(connection: &Connection, delivery: &Delivery, task: &mut Task, at: i64) -> rusqlite::Result<Next> {
    launch(connection, delivery, at)?;
    connection.execute("UPDATE delivery SET nextPassDate = NULL WHERE id = ?1", [delivery.id])?;
    delivery.set_state(connection, state::RETRYING, at)?;
    task.begin_pass(task.pass + 1);
    Ok(Next::At(at + BEAT))
}

/// One beat of a pass: receipts, acknowledgements, and the next batch.
pub fn beat(connection: &Connection, delivery: &Delivery, task: &mut Task, at: i64) -> rusqlite::Result<Next> {
    settle(connection, delivery, task, at)?;
    let sent = hand_over(connection, delivery, task, at)?;
    if sent == 0 && task.is_settled() {
        return end_pass(connection, delivery, task, at);
    }
    Ok(Next::At(at + BEAT))
}

/// Finishes what is on its way: receipts for what was acknowledged, acknowledgements for what was sent.
pub fn settle(connection: &Connection, delivery: &Delivery, task: &mut Task, at: i64) -> rusqlite::Result<()> {
    if task.received_to < task.acknowledged_to {
        let batch = Batch { delivery, after: task.received_to, to: task.acknowledged_to, at };
        receive(connection, &batch)?;
        task.received_to = task.acknowledged_to;
    }
    if task.acknowledged_to < task.sent_to {
        let batch = Batch { delivery, after: task.acknowledged_to, to: task.sent_to, at };
        acknowledge(connection, &batch, task)?;
        task.acknowledged_to = task.sent_to;
    }
    Ok(())
}

/// Hands the next batch to the provider and returns how many there were.
fn hand_over(connection: &Connection, delivery: &Delivery, task: &mut Task, at: i64) -> rusqlite::Result<i64> {
    let tables = delivery.tables;
    let batch = (delivery.to_deliver + BATCHES - 1) / BATCHES;
    let sql = format!(
        "SELECT max(id) FROM (SELECT id FROM {} INDEXED BY {} WHERE delivery_id = ?1 AND id > ?2 AND status = {PENDING} \
         ORDER BY id LIMIT ?3)",
        tables.logs, tables.logs_by_delivery
    );
    let values = [delivery.id, task.sent_to, batch.clamp(1, LARGEST_BATCH)];
    let last: Option<i64> = connection.prepare_cached(&sql)?.query_row(values, |row| row.get(0))?;
    let Some(last) = last else { return Ok(0) };
    let sql = format!(
        "UPDATE {} INDEXED BY {} SET status = {SENT_TO_PROVIDER}, msg_id = ?1, lastModified = ?2, eventDate = ?2 \
         WHERE delivery_id = ?3 AND id > ?4 AND id <= ?5 AND status = {PENDING}",
        tables.logs, tables.logs_by_delivery
    );
    let silent = why::id_of(connection, why::SILENT)?;
    let values = params![silent, at, delivery.id, task.sent_to, last];
    let sent = connection.prepare_cached(&sql)?.execute(values)? as i64;
    if task.pass > 1 {
        // They were counted as pending errors. Now they are on their way again.
        let sql = "UPDATE delivery SET errorPending = errorPending - ?1 WHERE id = ?2";
        connection.execute(sql, [sent, delivery.id])?;
    }
    task.sent_to = last;
    Ok(sent)
}

/// What the provider answers for a batch: Sent, Failed, or Pending again after a soft failure.
fn acknowledge(connection: &Connection, batch: &Batch, task: &Task) -> rusqlite::Result<()> {
    let delivery = batch.delivery;
    let (by_id, by_status) = (delivery.tables.logs_by_delivery, delivery.tables.logs_by_status);
    let parts = message::parts(&message::source(&delivery.memo));
    if is_too_long(delivery, parts) {
        let failed = batch.change(connection, FAILED, why::TOO_LONG, &EVERYBODY, by_id)?;
        return fail(connection, delivery, why::TOO_LONG, failed);
    }
    let last_pass = !may_retry(delivery, task, batch.at);
    let failing: Vec<&Failing> = outcome::FAILING.iter().filter(|failing| failing.at(task.pass)).collect();
    let succeeding = 0..failing.first().map_or(EVERYBODY.end, |first| first.places.start);
    let success = batch.change(connection, SENT, why::PUSHED, &succeeding, by_id)?;
    let mut again = 0;
    for Failing { places, why, .. } in failing {
        let is_soft = why.1 != failure_type::HARD;
        if is_soft && !last_pass {
            again += batch.change(connection, PENDING, *why, places, by_status)?;
            address::count_error(connection, batch, PENDING, *why)?;
            continue;
        }
        let failed = batch.change(connection, FAILED, *why, places, by_status)?;
        fail(connection, delivery, *why, failed)?;
        if is_soft {
            address::count_error(connection, batch, FAILED, *why)?
        } else {
            address::quarantine(connection, batch, *why)?
        }
    }
    connection
        .prepare_cached(
            "UPDATE delivery SET success = success + ?1, processed = processed + ?1, sent = sent + ?2, \
             errorPending = errorPending + ?3, lastErrorComputation = ?4, lastModified = ?4 WHERE id = ?5",
        )?
        .execute(params![success, success.saturating_mul(parts), again, batch.at, delivery.id])?;
    address::forgive(connection, batch)
}

/// Whether the text has more parts than `maxSmsPerMessage` allows; 0 is no limit (contract, section 13).
fn is_too_long(delivery: &Delivery, parts: i64) -> bool {
    let most = memo::get(&delivery.memo, "smsParameters/@maxSmsPerMessage").and_then(|most| most.parse().ok());
    most.is_some_and(|most: i64| most > 0 && parts > most)
}

/// Whether there is another attempt after a soft failure: retries are left, and the next one is before the validity
/// date.
fn may_retry(delivery: &Delivery, task: &Task, at: i64) -> bool {
    let next = at + retry_wait(delivery);
    task.pass <= delivery.most_retries && delivery.valid_until.is_none_or(|until| next < until)
}

/// Milliseconds until the next attempt.
fn retry_wait(delivery: &Delivery) -> i64 {
    (delivery.retry_period.clamp(0, 31_536_000) * 1_000 / RETRY_SHRINK).max(BEAT)
}

/// Counts failures, also in the indicator of their reason if it has one (contract, section 11).
fn fail(connection: &Connection, delivery: &Delivery, why: Why, failed: i64) -> rusqlite::Result<()> {
    let indicator = failure_reason::INDICATORS.iter().find(|(reason, _)| *reason == why.0);
    let reason = indicator.map(|(_, column)| format!(", {column} = {column} + ?1")).unwrap_or_default();
    let sql = format!("UPDATE delivery SET error = error + ?1, processed = processed + ?1{reason} WHERE id = ?2");
    connection.prepare_cached(&sql)?.execute([failed, delivery.id]).map(|_| ())
}

/// Receipts of a batch: on the phone, taken into account, or none. Some who have the message click its links.
fn receive(connection: &Connection, batch: &Batch) -> rusqlite::Result<()> {
    let (tables, silent, taken) = (batch.delivery.tables, outcome::STAYS_SENT, outcome::TAKEN_INTO_ACCOUNT);
    let is_taken = format!("({PLACE} >= {} AND {PLACE} < {})", taken.start, taken.end);
    let sql = format!(
        "UPDATE {} INDEXED BY {} SET status = CASE WHEN {is_taken} THEN {TAKEN_INTO_ACCOUNT} ELSE {RECEIVED} END, \
         msg_id = CASE WHEN {is_taken} THEN msg_id ELSE ?1 END, lastModified = ?2 WHERE delivery_id = ?3 AND id > ?4 \
         AND id <= ?5 AND status = {SENT} AND NOT ({PLACE} >= {} AND {PLACE} < {})",
        tables.logs, tables.logs_by_delivery, silent.start, silent.end
    );
    let message = why::id_of(connection, why::RECEIVED)?;
    let values = [message, batch.at, batch.delivery.id, batch.after, batch.to];
    connection.prepare_cached(&sql)?.execute(values)?;
    if batch.delivery.tracked { click(connection, batch) } else { Ok(()) }
}

fn click(connection: &Connection, batch: &Batch) -> rusqlite::Result<()> {
    let delivery = batch.delivery;
    let sql = "SELECT min(id), max(id) FROM trackingUrl WHERE delivery_id = ?1";
    let (first, last): (Option<i64>, Option<i64>) =
        connection.prepare_cached(sql)?.query_row([delivery.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (Some(first), Some(last)) = (first, last) else { return Ok(()) };
    let sql = format!(
        "INSERT INTO {} (logDate, url_id, broadLog_id, delivery_id, target_id) \
         SELECT ?3, ?5, log.id, ?1, log.target_id {} AND {CLICK_PLACE} < ?6",
        delivery.tables.tracking,
        just_changed(batch)
    );
    let mut insert = connection.prepare_cached(&sql)?;
    let [id, status, at, message] = changed(connection, batch, RECEIVED, why::RECEIVED)?;
    let people = insert.execute([id, status, at, message, first, outcome::CLICKS_BELOW])?;
    let again = insert.execute([id, status, at, message, last, outcome::CLICKS_AGAIN_BELOW])?;
    connection
        .prepare_cached(
            "UPDATE delivery SET recipientClick = recipientClick + ?1, personClick = personClick + ?1, \
             totalRecipientClick = totalRecipientClick + ?1 + ?2, lastTrackingComputation = ?3 WHERE id = ?4",
        )?
        .execute(params![people, again, at, id])
        .map(|_| ())
}

/// Schedules the next attempt if messages are left for it. Otherwise it finishes the delivery.
fn end_pass(connection: &Connection, delivery: &Delivery, task: &Task, at: i64) -> rusqlite::Result<Next> {
    let sql =
        format!("SELECT EXISTS (SELECT 1 FROM {} WHERE delivery_id = ?1 AND status = {PENDING})", delivery.tables.logs);
    let left: bool = connection.prepare_cached(&sql)?.query_row([delivery.id], |row| row.get(0))?;
    if left && task.pass <= delivery.most_retries {
        let next = at + retry_wait(delivery);
        let line = format!(
            "DEL-430020 Scheduling next retry to '{}' (delivery of identifier '{}').",
            instant::server_text(next, Paris),
            delivery.id
        );
        delivery.say(connection, at, &line)?;
        connection.execute("UPDATE delivery SET nextPassDate = ?1 WHERE id = ?2", [next, delivery.id])?;
        delivery.set_state(connection, state::RETRY_PENDING, at)?;
        return Ok(Next::At(next));
    }
    delivery.say(connection, at, journal::FINISHED)?;
    connection
        .execute("UPDATE delivery SET broadEndDate = ?1, nextPassDate = NULL WHERE id = ?2", [at, delivery.id])?;
    delivery.set_state(connection, state::FINISHED, at)?;
    Ok(Next::Done)
}

/// `Administrator (admin)`, for the journal.
fn operator_name(connection: &Connection, id: i64) -> rusqlite::Result<String> {
    if let Some(operator) = OPERATORS.iter().find(|operator| operator.id == id) {
        return Ok(operator.compute_string());
    }
    let sql = "SELECT label || ' (' || name || ')' FROM operator WHERE id = ?1";
    Ok(connection.query_row(sql, params![id], |row| row.get(0)).optional()?.unwrap_or_default())
}

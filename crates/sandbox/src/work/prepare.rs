//! The analysis (contract 7.3): 11 → 12 → 13 → 15 → 21 → 22 → 25 → 45, or 37 with the reason in the journal.
//!
//! The analysis counts the target, leaves people out by rules, and makes a log for each message. The journal lines are
//! those of Adobe's documented journals.

use rusqlite::{Connection, OptionalExtension, params};

use super::delivery::Delivery;
use super::message;
use super::task::{self, Goal, Next, Task};
use super::{job, preview, send};
use crate::store::codes::{address_status, failure_reason, log_status, message_type, state, tracking_type, url_type};
use crate::store::journal;
use crate::store::life::analysis_step;
use crate::store::rule;
use crate::store::why::{self, Why};

/// Milliseconds from one state to the next; together they are about four seconds.
const SHORT: i64 = 300;
const LONG: i64 = 800;

/// The ids of the engine's logs are above this number. Below are those of the seeds and of the large delivery, which
/// may still be filled while messages are prepared.
const FIRST_LOG: i64 = 300_000_000;

/// Begins an analysis, removes the results of an earlier one, and returns the job.
pub fn begin(
    connection: &Connection,
    delivery: &Delivery,
    goal: Goal,
    operator: i64,
    at: i64,
) -> rusqlite::Result<i64> {
    let job = job::begin(connection, delivery.id)?;
    clean(connection, delivery, at)?;
    delivery.say(connection, at, "Cleaning data from previous analysis...")?;
    connection.execute(
        "UPDATE delivery SET state = ?1, analysisStep = ?2, startDate = ?3, endDate = NULL WHERE id = ?4",
        params![state::TARGETING_PENDING, analysis_step(state::TARGETING_PENDING), at, delivery.id],
    )?;
    Task { goal, job, ..Task::new(delivery.id, operator) }.keep(connection, Next::At(at + SHORT))?;
    Ok(job)
}

/// Continues with a target that is ready (`PrepareMessage`), and returns the job.
pub fn go_on(connection: &Connection, delivery: &Delivery, operator: i64, at: i64) -> rusqlite::Result<i64> {
    let job = job::begin(connection, delivery.id)?;
    begin_messages(connection, delivery, at)?;
    Task { job, ..Task::new(delivery.id, operator) }.keep(connection, Next::At(at + SHORT))?;
    Ok(job)
}

/// Cancels a running analysis and removes its results. Then the delivery is being edited again.
pub fn cancel(connection: &Connection, delivery: &Delivery, task: &Task, who: &str, at: i64) -> rusqlite::Result<()> {
    clean(connection, delivery, at)?;
    delivery.set_state(connection, state::EDITED, at)?;
    delivery.warn(connection, at, &format!("Analysis canceled by operator '{who}'."))?;
    job::end(connection, task.job, job::status::CANCELED, "")?;
    task::forget(connection, delivery.id)
}

/// One step of the analysis.
pub fn step(connection: &Connection, delivery: &Delivery, task: &mut Task, at: i64) -> rusqlite::Result<Next> {
    let soon = Next::At(at + SHORT);
    match delivery.state {
        state::TARGETING_PENDING => {
            for step in ["sql", "businessRanking", "volume"] {
                delivery.say(connection, at, &format!("Loading typology rules (step: {step}/preTarget)..."))?;
            }
            delivery.say(connection, at, "Target preparation in progress...")?;
            reach(connection, delivery, state::COUNTING, at)?;
            Ok(Next::At(at + LONG))
        }
        state::COUNTING => {
            let sql = "SELECT count(*) FROM target WHERE delivery_id = ?1";
            let people: i64 = connection.query_row(sql, [delivery.id], |row| row.get(0))?;
            if people == 0 || !delivery.has_population {
                return fail(connection, delivery, task, journal::NO_POPULATION, at);
            }
            connection.execute(
                "UPDATE delivery SET totalTarget = ?1, toDeliver = ?1, reject = 0 WHERE id = ?2",
                [people, delivery.id],
            )?;
            reach(connection, delivery, state::ARBITRATION, at)?;
            Ok(Next::At(at + LONG))
        }
        state::ARBITRATION => arbitrate(connection, delivery, task, at),
        state::TARGET_READY => {
            begin_messages(connection, delivery, at)?;
            Ok(soon)
        }
        state::PERSONALIZATION_PENDING => {
            for step in ["sql", "businessRanking", "volume", "javascript"] {
                delivery.say(connection, at, &format!("Loading typology rules (step: {step}/preMessage)..."))?;
            }
            reach(connection, delivery, state::PERSONALIZATION, at)?;
            Ok(Next::At(at + LONG))
        }
        state::PERSONALIZATION => personalize(connection, delivery, task, at),
        _ => finish(connection, delivery, task, at),
    }
}

fn reach(connection: &Connection, delivery: &Delivery, state: i64, at: i64) -> rusqlite::Result<()> {
    delivery.set_state(connection, state, at)?;
    connection
        .execute("UPDATE delivery SET analysisStep = ?1 WHERE id = ?2", [analysis_step(state), delivery.id])
        .map(|_| ())
}

/// Removes the results of an earlier analysis.
fn clean(connection: &Connection, delivery: &Delivery, at: i64) -> rusqlite::Result<()> {
    let tables = delivery.tables;
    for table in [tables.logs, tables.exclusions, tables.tracking, "dlvExclusion", "trackingUrl"] {
        connection.execute(&format!("DELETE FROM {table} WHERE delivery_id = ?1"), [delivery.id])?;
    }
    connection.execute("UPDATE target SET rule = 0 WHERE delivery_id = ?1 AND rule <> 0", [delivery.id])?;
    let failures = failure_reason::INDICATORS.map(|(_, column)| format!("{column} = 0, ")).concat();
    let sql = format!(
        "UPDATE delivery SET toDeliver = 0, reject = 0, totalTarget = 0, smsCount = 0, urlCount = 0, processed = 0, \
         sent = 0, success = 0, error = 0, errorPending = 0, newQuarantine = 0, {failures}personClick = 0, \
         recipientClick = 0, totalRecipientClick = 0, optOut = 0, analysisStep = 0, broadStartDate = NULL, \
         broadEndDate = NULL, nextPassDate = NULL, lastModified = ?1 WHERE id = ?2"
    );
    connection.execute(&sql, [at, delivery.id]).map(|_| ())
}

fn begin_messages(connection: &Connection, delivery: &Delivery, at: i64) -> rusqlite::Result<()> {
    delivery.say(connection, at, "Message preparation in progress...")?;
    reach(connection, delivery, state::PERSONALIZATION_PENDING, at)
}

/// Leaves people out, rule by rule, and writes who and why.
fn arbitrate(connection: &Connection, delivery: &Delivery, task: &Task, at: i64) -> rusqlite::Result<Next> {
    for (rule, why) in rule::EXCLUDING {
        let excluded = connection
            .prepare_cached(&format!(
                "UPDATE target SET rule = ?2 WHERE delivery_id = ?1 AND rule = 0 AND {}",
                test(rule, delivery)
            ))?
            .execute([delivery.id, rule])?;
        write_exclusions(connection, delivery, rule, why, at)?;
        // The documented journals name these three even when they leave nobody out.
        if excluded > 0 || matches!(rule, rule::DENYLISTED | rule::QUARANTINE | rule::DUPLICATE) {
            delivery.say(connection, at, &journal::excluded(rule::label(rule), excluded))?;
        }
    }
    connection.execute(
        "INSERT INTO dlvExclusion (count, delivery_id, typologyRule_id) SELECT count(*), delivery_id, rule FROM target \
         WHERE delivery_id = ?1 AND rule <> 0 GROUP BY rule",
        [delivery.id],
    )?;
    connection.execute(
        "UPDATE delivery SET (toDeliver, reject) = (SELECT sum(rule = 0), sum(rule <> 0) FROM target \
         WHERE delivery_id = ?1) WHERE id = ?1",
        [delivery.id],
    )?;
    let sql = "SELECT toDeliver FROM delivery WHERE id = ?1";
    let left: i64 = connection.query_row(sql, [delivery.id], |row| row.get(0))?;
    if left == 0 {
        let why = "The whole target was excluded by typology rules: there is nobody to send to.";
        return fail(connection, delivery, task, why, at);
    }
    delivery.say(connection, at, "Loading typology rules (step: javascript/postTarget)...")?;
    delivery.say(connection, at, "Applying rule 'Check delivery size'.")?;
    let done = format!("Target preparation successfully completed in 1s ({left} message(s) waiting).");
    delivery.say(connection, at, &done)?;
    reach(connection, delivery, state::TARGET_READY, at)?;
    if task.goal == Goal::Target {
        job::end(connection, task.job, job::status::FINISHED, "")?;
        return Ok(Next::Done);
    }
    Ok(Next::At(at + SHORT))
}

/// Whether a rule leaves a row of `target` out, as SQL.
fn test(rule: i64, delivery: &Delivery) -> String {
    let tables = delivery.tables;
    let (people, number) = (tables.people, tables.number);
    let person = |what: &str| format!("(SELECT {what} FROM {people} AS person WHERE person.id = target.target_id)");
    let known_as = |status: i64| {
        let address = person(number);
        format!(
            "EXISTS (SELECT 1 FROM address WHERE address = {address} AND type = {} AND status = {status})",
            message_type::SMS
        )
    };
    match rule {
        rule::CONTROL => "control = 1".to_owned(),
        rule::NO_ADDRESS => format!("coalesce({}, '') = ''", person(number)),
        rule::DENYLISTED => format!("({} = 1 OR {})", person(tables.denied), known_as(address_status::DENYLISTED)),
        rule::QUARANTINE => known_as(address_status::QUARANTINE),
        rule::NO_LANGUAGE => person(tables.without_language),
        // Of the rows that are not excluded and share a number, all but the first are duplicates.
        _ => format!(
            "position NOT IN (SELECT min(first.position) FROM target AS first JOIN {people} AS person \
             ON person.id = first.target_id WHERE first.delivery_id = ?1 AND first.rule = 0 GROUP BY person.{number})"
        ),
    }
}

/// Writes the exclusion logs of one rule.
fn write_exclusions(
    connection: &Connection,
    delivery: &Delivery,
    rule: i64,
    why: Why,
    at: i64,
) -> rusqlite::Result<()> {
    let tables = delivery.tables;
    if !tables.stores_exclusions {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO {table} (id, delivery_id, status, address, lastModified, eventDate, msg_id, target_id) \
         SELECT ?1 + row_number() OVER (ORDER BY position), delivery_id, {ignored}, coalesce(person.{number}, ''), ?2, ?2, ?3, \
         target_id FROM target LEFT JOIN {people} AS person ON person.id = target_id \
         WHERE delivery_id = ?4 AND rule = ?5",
        table = tables.exclusions,
        ignored = log_status::IGNORED,
        number = tables.number,
        people = tables.people,
    );
    let last = last_log(connection, tables.exclusions)?;
    connection.execute(&sql, params![last, at, why::id_of(connection, why)?, delivery.id, rule]).map(|_| ())
}

/// The highest id in use in a table of logs, counted from [`FIRST_LOG`].
fn last_log(connection: &Connection, table: &str) -> rusqlite::Result<i64> {
    let sql = format!("SELECT max(coalesce(max(id), 0), ?1) FROM {table}");
    connection.query_row(&sql, [FIRST_LOG], |row| row.get(0))
}

/// Makes one log for each message, with the status "Pending".
fn personalize(connection: &Connection, delivery: &Delivery, task: &Task, at: i64) -> rusqlite::Result<Next> {
    let source = message::source(&delivery.memo);
    if let Err(why) = check(connection, delivery, &source)? {
        return fail(connection, delivery, task, &why, at);
    }
    let tables = delivery.tables;
    let sql = format!(
        "INSERT INTO {table} (id, delivery_id, status, address, lastModified, eventDate, msg_id, target_id) \
         SELECT ?1 + row_number() OVER (ORDER BY position), delivery_id, {pending}, person.{number}, ?2, ?2, ?3, target_id \
         FROM target JOIN {people} AS person ON person.id = target_id WHERE delivery_id = ?4 AND rule = 0",
        table = tables.logs,
        pending = log_status::PENDING,
        number = tables.number,
        people = tables.people,
    );
    let last = last_log(connection, tables.logs)?;
    let made = connection.execute(&sql, params![last, at, why::id_of(connection, why::SILENT)?, delivery.id])?;
    let urls = track(connection, delivery, &source)?;
    connection.execute(
        "UPDATE delivery SET urlCount = ?1, smsCount = ?2 WHERE id = ?3",
        params![urls, message::parts(&source).saturating_mul(made as i64), delivery.id],
    )?;
    for line in [
        "Applying rule 'Message size validation'.",
        "Starting delivery parts preparation...",
        "Delivery parts preparation in progress...",
        "Delivery parts preparation completed in 0.0s.",
        "Delivery logs created in 0.0s.",
    ] {
        delivery.say(connection, at, line)?;
    }
    reach(connection, delivery, state::MESSAGE_READY, at)?;
    Ok(Next::At(at + SHORT))
}

/// Checks what would prevent the sending (contract, section 13): no text, no routing, or a field that cannot be filled
/// in.
fn check(connection: &Connection, delivery: &Delivery, source: &str) -> rusqlite::Result<Result<(), String>> {
    if source.trim().is_empty() {
        return Ok(Err("The content of the delivery is empty: there is no text to send.".to_owned()));
    }
    if delivery.provider == 0 {
        return Ok(Err("The delivery has no routing: choose an external account.".to_owned()));
    }
    let sql = "SELECT target_id FROM target WHERE delivery_id = ?1 AND rule = 0 ORDER BY position LIMIT 1";
    let first = connection.query_row(sql, [delivery.id], |row| row.get(0)).optional()?;
    let person = preview::person(connection, delivery, first.unwrap_or_default())?;
    Ok(message::render(source, &preview::fields(&person)).map(|_| ()))
}

/// Stores the URLs of the text, without those that are not to be tracked, and returns how many they are.
fn track(connection: &Connection, delivery: &Delivery, source: &str) -> rusqlite::Result<usize> {
    if !delivery.tracked {
        return Ok(0);
    }
    let configured = crate::store::memo::find(&delivery.memo, "content/sms/urlConfig");
    let is_untracked = |link: &str| {
        configured.is_some_and(|urls| {
            let mut same = urls.elements().filter(|url| url.attribute("source") == Some(link));
            same.any(|url| {
                matches!(url.attribute("trackingType"), Some(tracking_type::NOT_TRACKED | tracking_type::NEVER))
            })
        })
    };
    let links: Vec<String> = message::links(source).into_iter().filter(|link| !is_untracked(link)).collect();
    for link in &links {
        let sql = "INSERT INTO trackingUrl (label, type, source, delivery_id) VALUES ('', ?1, ?2, ?3)";
        connection.execute(sql, params![url_type::CLICK, link, delivery.id])?;
    }
    Ok(links.len())
}

fn finish(connection: &Connection, delivery: &Delivery, task: &mut Task, at: i64) -> rusqlite::Result<Next> {
    let sql = "SELECT startDate FROM delivery WHERE id = ?1";
    let begun: Option<i64> = connection.query_row(sql, [delivery.id], |row| row.get(0))?;
    let seconds = (at - begun.unwrap_or(at)).max(0) / 1_000;
    let waiting = delivery.to_deliver;
    for line in [
        "Loading typology rules (step: javascript/postMessage)...".to_owned(),
        "Message preparation completed in 1s.".to_owned(),
        format!("Analysis successfully completed in {seconds}s ({waiting} message(s) waiting)."),
    ] {
        delivery.say(connection, at, &line)?;
    }
    reach(connection, delivery, state::READY, at)?;
    connection.execute("UPDATE delivery SET endDate = ?1 WHERE id = ?2", [at, delivery.id])?;
    job::end(connection, task.job, job::status::FINISHED, "")?;
    if task.goal == Goal::Start { send::start(connection, delivery, task, at) } else { Ok(Next::Done) }
}

/// Ends the analysis in state 37, with the reason in the journal.
fn fail(connection: &Connection, delivery: &Delivery, task: &Task, why: &str, at: i64) -> rusqlite::Result<Next> {
    delivery.complain(connection, at, why)?;
    delivery.set_state(connection, state::PREPARATION_FAILED, at)?;
    connection.execute("UPDATE delivery SET endDate = ?1 WHERE id = ?2", [at, delivery.id])?;
    job::end(connection, task.job, job::status::FAILED, why)?;
    Ok(Next::Done)
}

//! Some hundreds of deliveries in all states, over eighteen months. The figures of each agree with its logs.

use super::rows::{Content, Delivery, Figures, Line, Log, MAPPING_RECIPIENT, PEOPLE};
use super::seeder::Seeder;
use super::sequence::Sequence;
use super::texts::CAMPAIGNS;
use crate::store::codes::log_status::{
    FAILED, IGNORED, PENDING, PREPARED, RECEIVED, SENT, SENT_TO_PROVIDER, TAKEN_INTO_ACCOUNT,
};
use crate::store::codes::{DELIVERY_STATE, failure_reason, failure_type, log_status, log_type, state};
use crate::store::life::analysis_step;
use crate::store::why::{self, Why};
use crate::store::{journal, rule};
use crate::wire::instant::DAY;

/// 2026-11-20 12:00 UTC. The data does not depend on the clock, so that tests find the same data every day.
pub const TODAY: i64 = 1_795_176_000_000;
const DELIVERIES: i64 = 360;
const MINUTE: i64 = 60_000;

/// The failures of the generated messages: those that the engine makes too, and some that it does not.
pub const FAILURES: [Why; 12] = [
    why::UNKNOWN_USER,
    why::REJECTED,
    why::EXPIRED,
    why::NOT_SENT,
    why::NO_RECEIPT,
    (
        failure_reason::UNREACHABLE,
        failure_type::SOFT,
        "Error '#xxx#' while processing acknowledgment frame for send query",
    ),
    why::DISABLED,
    why::MAILBOX_FULL,
    (failure_reason::NOT_CONNECTED, failure_type::IGNORED, "SR Generic UNDELIV 027|#MESSAGE#"),
    why::UNKNOWN_NETWORK,
    why::TOO_LONG,
    (failure_reason::UNDEFINED, failure_type::UNDEFINED, "SR Generic UNDELIV 099|#MESSAGE#"),
];

/// The states to choose from. A state that stands here more often is chosen more often.
const STATES: [i64; 22] = [
    state::EDITED,
    state::EDITED,
    state::PREPARATION_FAILED,
    state::READY,
    state::READY,
    state::START_PENDING,
    state::STARTED,
    state::RETRYING,
    state::PAUSED,
    state::STOPPED,
    state::FAILED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
    state::FINISHED,
];

pub fn insert(seeder: &mut Seeder) -> rusqlite::Result<()> {
    (0..DELIVERIES).try_for_each(|number| seeder.insert(&delivery(number)))
}

fn delivery(number: i64) -> Delivery {
    let mut chance = Sequence::new(number as u64 + 1);
    let state = match DELIVERY_STATE.0.get(number as usize) {
        Some(code) => code.value,
        None => *chance.pick(&STATES),
    };
    let (label, text) = chance.pick(&CAMPAIGNS);
    let day = TODAY - chance.between(0, 547) * DAY - chance.between(0, 600) * MINUTE;
    let label = format!("{label} {}", number + 1);
    let mut delivery = Delivery::new(1_300_000 + number * 10, format!("DM{}", 60_000 + number), label, state, day);
    delivery.author = chance.below(2) as usize;
    if number % 4 == 0 {
        delivery.code = format!("SMS-{:04}", number);
    }
    delivery.content = Content { urls: link(text), ..Content::new(*text) };
    delivery.deleted = state == state::DELETED;
    delivery.is_model = number >= 23 && state == state::EDITED && number % 3 == 0;
    let messages = chance.between(1, 28) as usize;
    progress(&mut delivery, day, messages, &mut chance);
    delivery
}

/// The first address in a text, as tracked URLs have it.
pub fn link(text: &str) -> Vec<String> {
    let Some(start) = text.find("https://") else { return Vec::new() };
    let end = text[start..].find(char::is_whitespace).map_or(text.len(), |length| start + length);
    vec![text[start..end].to_owned()]
}

/// Gives a delivery the dates, logs, exclusions and journal that belong to its state.
pub fn progress(delivery: &mut Delivery, day: i64, messages: usize, chance: &mut Sequence) {
    let state = delivery.state;
    let first = chance.below(PEOPLE as u64) as usize;
    delivery.modified = day;
    if state == state::EDITED {
        return;
    }
    delivery.analysis_step = match state {
        state::TARGET_READY | state::PREPARATION_FAILED => 6,
        _ => analysis_step(state),
    };
    delivery.journal.push(Line::info(day, "Target preparation in progress..."));
    if state <= state::ARBITRATION {
        return;
    }
    if state == state::PREPARATION_FAILED {
        let message = journal::NO_POPULATION.to_owned();
        delivery.journal.push(Line { at: day + 900, kind: log_type::ERROR, message });
        return;
    }
    exclude(delivery, day, first + messages, chance);
    prepared(delivery, day, messages);
    if state < state::READY {
        delivery.figures = Some(Figures { to_deliver: messages as i64, ..Default::default() });
        return;
    }
    delivery.logs = (0..messages).map(|place| log(state, day, first + place, place, chance)).collect();
    sent(delivery, day, chance);
}

/// Excludes some people, whose numbers follow those of the people who get the message.
fn exclude(delivery: &mut Delivery, day: i64, first: usize, chance: &mut Sequence) {
    let causes = [why::DENIED, why::DOUBLE, why::IN_QUARANTINE, why::NO_ADDRESS, why::BY_ARBITRATION];
    for place in 0..chance.below(6) as usize {
        let why = *chance.pick(&causes);
        delivery.exclusions.push(Log { status: IGNORED, modified: day, person: first + place, why });
    }
}

fn prepared(delivery: &mut Delivery, day: i64, messages: usize) {
    let excluded = |rule, reason| {
        let people = delivery.exclusions.iter().filter(|log| log.why.0 == reason).count();
        journal::excluded(rule::label(rule), people)
    };
    let lines = [
        excluded(rule::DENYLISTED, failure_reason::DENYLISTED),
        excluded(rule::QUARANTINE, failure_reason::QUARANTINE),
        excluded(rule::DUPLICATE, failure_reason::DOUBLE),
        format!("Target preparation successfully completed in 0s ({messages} message(s) waiting)."),
    ];
    delivery.journal.extend(lines.into_iter().map(|line| Line::info(day + 1_000, line)));
    if delivery.state >= state::READY {
        let line = format!("Analysis successfully completed in 1s ({messages} message(s) waiting).");
        delivery.journal.push(Line::info(day + 2_000, line));
    }
}

fn log(state: i64, day: i64, person: usize, place: usize, chance: &mut Sequence) -> Log {
    let modified = day + MINUTE * (1 + chance.between(0, 90));
    let draw = chance.below(100);
    let done = |draw: u64, chance: &mut Sequence| match draw {
        0..60 => (RECEIVED, why::RECEIVED),
        60..80 => (SENT, why::PUSHED),
        80..90 => (TAKEN_INTO_ACCOUNT, why::PUSHED),
        _ => (FAILED, *chance.pick(&FAILURES)),
    };
    let (status, why) = match state {
        state::READY | state::START_PENDING => (PENDING, why::SILENT),
        state::STARTED..=state::PAUSED if place % 2 == 1 => {
            (*chance.pick(&[PENDING, PENDING, PREPARED, SENT_TO_PROVIDER]), why::SILENT)
        }
        state::STOP_REQUESTED..=state::STOPPED if place % 2 == 1 => (log_status::CANCELED, why::SILENT),
        state::FAILED if draw < 90 => (FAILED, *chance.pick(&FAILURES)),
        _ => done(draw, chance),
    };
    Log { status, modified: if status == PENDING { day } else { modified }, person, why }
}

fn sent(delivery: &mut Delivery, day: i64, chance: &mut Sequence) {
    let state = delivery.state;
    let last = delivery.logs.iter().map(|log| log.modified).max().unwrap_or(day);
    if state == state::START_PENDING {
        delivery.delayed = true;
        delivery.contact = Some(TODAY + chance.between(1, 20) * DAY);
    }
    if state < state::STARTED {
        return;
    }
    delivery.contact = Some(day + MINUTE);
    delivery.started = Some(day + MINUTE);
    delivery.modified = last;
    delivery.clicks =
        if delivery.content.urls.is_empty() { 0 } else { chance.below(delivery.logs.len() as u64 + 1) as usize };
    delivery.journal.push(Line::info(day + MINUTE, "Delivery started by operator '…'..."));
    match state {
        state::RETRY_PENDING | state::RETRYING => {
            delivery.next_pass = Some(last + 60 * MINUTE);
            let line = format!("DEL-430020 Scheduling next retry (delivery of identifier '{}').", delivery.id);
            delivery.journal.push(Line { at: last, kind: log_type::WARNING, message: line });
        }
        state::STOPPED | state::FAILED | state::FINISHED | state::DELETED => {
            delivery.ended = Some(last);
            let (kind, line) = match state {
                state::FAILED => (log_type::ERROR, "Error while sending messages"),
                state::STOPPED => (log_type::WARNING, "Delivery stopped by operator '…'."),
                _ => (log_type::INFO, journal::FINISHED),
            };
            delivery.journal.push(Line { at: last, kind, message: line.to_owned() });
        }
        _ => {}
    }
}

/// A finished delivery to recipients. Special cases are made from it.
pub fn finished(id: i64, name: &str, label: &str, day: i64, messages: usize) -> Delivery {
    let mut delivery = Delivery::new(id, name, label, state::FINISHED, day);
    delivery.mapping = MAPPING_RECIPIENT;
    let text = CAMPAIGNS[0].1;
    delivery.content = Content { urls: link(text), ..Content::new(text) };
    progress(&mut delivery, day, messages, &mut Sequence::new(id as u64));
    delivery
}

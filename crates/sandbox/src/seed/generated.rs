//! Some hundreds of deliveries in every state, spread over eighteen months, each consistent with its own logs.

use crate::codes::DELIVERY_STATE;

use super::rows::{
    Content, DENIED, DOUBLE, Delivery, HARD, IN_QUARANTINE, Line, Log, MAPPING_RECIPIENT, PEOPLE, PUSHED, RECEIVED,
    SILENT, SOFT, Seeder, Why,
};
use super::texts::CAMPAIGNS;
use crate::instant::DAY;
use crate::random::Sequence;

/// 2026-11-20 12:00 UTC: the data never looks at the clock, so tests find it the same on every day.
pub const TODAY: i64 = 1_795_176_000_000;
const DELIVERIES: i64 = 360;
const MINUTE: i64 = 60_000;

/// Failures as receipts and connectors word them (contract, section 12).
pub const FAILURES: [Why; 12] = [
    (1, HARD, "SR Generic UNDELIV 001|#MESSAGE#"),
    (20, HARD, "SR Generic REJECTD 020|#MESSAGE#"),
    (3, SOFT, "SR Generic EXPIRED 008|#MESSAGE#"),
    (3, SOFT, "Error while sending messages"),
    (3, SOFT, "Error while receiving data (SR or MO)"),
    (3, SOFT, "Error '#xxx#' while processing acknowledgment frame for send query"),
    (4, HARD, "SR Generic DELETED 004|#MESSAGE#"),
    (5, SOFT, "SR Generic UNDELIV 005|#MESSAGE#"),
    (6, 3, "SR Generic UNDELIV 027|#MESSAGE#"),
    (2, SOFT, "SR Generic UNKNOWN 002|#MESSAGE#"),
    (20, SOFT, "SMS too long"),
    (0, 0, "SR Generic UNDELIV 099|#MESSAGE#"),
];

pub fn insert(seeder: &mut Seeder) -> rusqlite::Result<()> {
    (0..DELIVERIES).try_for_each(|number| seeder.insert(&delivery(number)))
}

fn delivery(number: i64) -> Delivery {
    let mut chance = Sequence::new(number as u64 + 1);
    let state = match DELIVERY_STATE.0.get(number as usize) {
        Some(code) => code.value,
        None => *chance.pick(&[0, 0, 37, 45, 45, 51, 55, 62, 75, 85, 87, 95, 95, 95, 95, 95, 95, 95, 95, 95, 95, 95]),
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
    delivery.deleted = state == 100;
    delivery.is_model = number >= 23 && state == 0 && number % 3 == 0;
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

/// Gives a delivery the dates, logs, exclusions and journal that its state implies.
pub fn progress(delivery: &mut Delivery, day: i64, messages: usize, chance: &mut Sequence) {
    let state = delivery.state;
    let first = chance.below(PEOPLE as u64) as usize;
    delivery.modified = day;
    if state == 0 {
        return;
    }
    delivery.analysis_step = match state {
        11..=13 => state - 10,
        15 | 37 => 6,
        21 | 22 | 25 => state - 10,
        _ => 17,
    };
    delivery.journal.push(Line::info(day, "Target preparation in progress..."));
    if state <= 13 {
        return;
    }
    if state == 37 {
        let why = "DLV-490009 You have not defined the target population of the delivery action.";
        delivery.journal.push(Line { at: day + 900, kind: 0, message: why.to_owned() });
        return;
    }
    exclude(delivery, day, first + messages, chance);
    prepared(delivery, day, messages);
    if state < 45 {
        delivery.figures = Some(super::rows::Figures { to_deliver: messages as i64, ..Default::default() });
        return;
    }
    delivery.logs = (0..messages).map(|place| log(state, day, first + place, place, chance)).collect();
    sent(delivery, day, chance);
}

/// Keeps those excluded apart from those addressed: their persons follow on.
fn exclude(delivery: &mut Delivery, day: i64, first: usize, chance: &mut Sequence) {
    let causes: [Why; 5] = [
        DENIED,
        DOUBLE,
        IN_QUARANTINE,
        (7, HARD, "The address is not specified."),
        (12, 3, "Excluded after arbitration"),
    ];
    for place in 0..chance.below(6) as usize {
        let why = *chance.pick(&causes);
        delivery.exclusions.push(Log { status: 0, modified: day, person: first + place, why });
    }
}

fn prepared(delivery: &mut Delivery, day: i64, messages: usize) {
    let excluded = |reason| delivery.exclusions.iter().filter(|log| log.why.0 == reason).count();
    let lines = [
        format!("Exclusion of denylisted recipients : {} recipient(s) excluded in 0.0s.", excluded(8)),
        format!("Exclusion of addresses in quarantine : {} recipient(s) excluded in 0.0s.", excluded(9)),
        format!("Duplicate address in delivery action. : {} recipient(s) excluded in 0.0s.", excluded(10)),
        format!("Target preparation successfully completed in 0s ({messages} message(s) waiting)."),
    ];
    delivery.journal.extend(lines.into_iter().map(|line| Line::info(day + 1_000, line)));
    if delivery.state >= 45 {
        let line = format!("Analysis successfully completed in 1s ({messages} message(s) waiting).");
        delivery.journal.push(Line::info(day + 2_000, line));
    }
}

fn log(state: i64, day: i64, person: usize, place: usize, chance: &mut Sequence) -> Log {
    let modified = day + MINUTE * (1 + chance.between(0, 90));
    let draw = chance.below(100);
    let done = |draw: u64, chance: &mut Sequence| match draw {
        0..60 => (4, RECEIVED),
        60..80 => (1, PUSHED),
        80..90 => (3, PUSHED),
        _ => (2, *chance.pick(&FAILURES)),
    };
    let (status, why) = match state {
        45 | 51 => (6, SILENT),
        55..=75 if place % 2 == 1 => (*chance.pick(&[6, 6, 8, 9]), SILENT),
        81..=85 if place % 2 == 1 => (7, SILENT),
        87 if draw < 90 => (2, *chance.pick(&FAILURES)),
        _ => done(draw, chance),
    };
    Log { status, modified: if status == 6 { day } else { modified }, person, why }
}

fn sent(delivery: &mut Delivery, day: i64, chance: &mut Sequence) {
    let state = delivery.state;
    let last = delivery.logs.iter().map(|log| log.modified).max().unwrap_or(day);
    if state == 51 {
        delivery.delayed = true;
        delivery.contact = Some(TODAY + chance.between(1, 20) * DAY);
    }
    if state < 55 {
        return;
    }
    delivery.contact = Some(day + MINUTE);
    delivery.started = Some(day + MINUTE);
    delivery.modified = last;
    delivery.clicks =
        if delivery.content.urls.is_empty() { 0 } else { chance.below(delivery.logs.len() as u64 + 1) as usize };
    delivery.journal.push(Line::info(day + MINUTE, "Delivery started by operator '…'..."));
    match state {
        61 | 62 => {
            delivery.next_pass = Some(last + 60 * MINUTE);
            let line = format!("DEL-430020 Scheduling next retry (delivery of identifier '{}').", delivery.id);
            delivery.journal.push(Line { at: last, kind: 1, message: line });
        }
        85 | 87 | 95 | 100 => {
            delivery.ended = Some(last);
            let (kind, line) = match state {
                87 => (0, "Error while sending messages"),
                85 => (1, "Delivery stopped by operator '…'."),
                _ => (2, "DEL-430015 Delivery finished (all messages have been sent)."),
            };
            delivery.journal.push(Line { at: last, kind, message: line.to_owned() });
        }
        _ => {}
    }
}

/// The delivery of special cases: recipients, no surprises.
pub fn finished(id: i64, name: &str, label: &str, day: i64, messages: usize) -> Delivery {
    let mut delivery = Delivery::new(id, name, label, 95, day);
    delivery.mapping = MAPPING_RECIPIENT;
    let text = CAMPAIGNS[0].1;
    delivery.content = Content { urls: link(text), ..Content::new(text) };
    progress(&mut delivery, day, messages, &mut Sequence::new(id as u64));
    delivery
}

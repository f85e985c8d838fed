//! One delivery for each special case: DM61000 and the following, one day apart.

use super::generated::{FAILURES, TODAY, finished};
use super::rows::{Content, Delivery, Figures, Log, MAPPING_IN_LOG, MAPPING_MEMBER};
use super::seeder::Seeder;
use super::texts::LONG_LABEL;
use crate::store::codes::failure_type::{HARD, IGNORED, SOFT, UNDEFINED};
use crate::store::codes::{
    FAILURE_REASON, LOG_STATUS, failure_reason as reason, log_status, sms_mode, sms_priority, state,
};
use crate::store::why::{self, Why};
use crate::wire::instant::DAY;

const FIRST_ID: i64 = 1_250_000;
/// The latest one is this many days before the data's today, so that the first page of a list shows ordinary
/// deliveries.
const DAYS_BACK: i64 = 60;

/// Builds special delivery `number`, one day before the one with the number below it.
pub fn case(number: i64, label: &str) -> Delivery {
    finished(FIRST_ID + number, &format!("DM{}", 61_000 + number), label, TODAY - (number + DAYS_BACK) * DAY, 12)
}

/// The same, still being edited.
pub fn draft(number: i64, label: &str, content: Content) -> Delivery {
    let mut delivery = Delivery::new(
        FIRST_ID + number,
        format!("DM{}", 61_000 + number),
        label,
        state::EDITED,
        TODAY - (number + DAYS_BACK) * DAY,
    );
    delivery.content = content;
    delivery
}

pub fn insert(seeder: &mut Seeder) -> rusqlite::Result<()> {
    for delivery in mappings().into_iter().chain(labels()).chain(logs()).chain(contents()).chain(kinds()) {
        seeder.insert(&delivery)?;
    }
    Ok(())
}

fn mappings() -> Vec<Delivery> {
    let mut members = case(0, "Members' evening (custom target mapping)");
    members.mapping = MAPPING_MEMBER;
    let mut in_log = case(1, "Autumn sale (exclusions in the delivery log)");
    in_log.mapping = MAPPING_IN_LOG;
    for delivery in [&mut members, &mut in_log] {
        let at = delivery.created + 2 * DAY;
        let causes = [why::DENIED, why::DOUBLE, why::IN_QUARANTINE];
        delivery.exclusions = (0..5)
            .map(|place| Log { status: log_status::IGNORED, modified: at, person: 80 + place, why: causes[place % 3] })
            .collect();
    }
    vec![members, in_log]
}

fn labels() -> Vec<Delivery> {
    vec![
        case(2, "<script>alert(1)</script><img src=x onerror=alert(1)>"),
        case(3, "'; DROP TABLE delivery; --"),
        case(4, LONG_LABEL),
        case(5, "\"Quotes\" 'and' & <tags> \\ 100% _under_ ]]> #date#"),
        case(6, "عرض \u{202E}Autumn\u{202C} ٢٠٪ DM 61006 שלום"),
        case(7, "🎉🎂👩‍👩‍👧‍👦🇫🇷"),
    ]
}

fn logs() -> Vec<Delivery> {
    let mut untracked = case(8, "Without tracking");
    untracked.tracked = false;
    untracked.content.urls.clear();
    untracked.clicks = 0;

    let mut failures = case(9, "Every failure reason");
    let at = failures.modified;
    failures.logs = every_failure()
        .into_iter()
        .enumerate()
        .map(|(person, why)| Log { status: log_status::FAILED, modified: at - person as i64 * 1_000, person, why })
        .collect();
    failures.clicks = 0;

    let mut statuses = case(10, "Every log status, and one that nobody documents");
    let at = statuses.modified;
    // Section 10.2 has no name for this one: only strict sandboxes have it.
    let is_named = |status: &i64| *status != log_status::PROVIDER_FEEDBACK;
    let codes = LOG_STATUS.0.iter().map(|code| code.value).filter(is_named).chain([42]);
    statuses.logs = codes
        .flat_map(|status| [status; 2])
        .enumerate()
        .map(|(person, status)| {
            let why = match status {
                log_status::SENT | log_status::TAKEN_INTO_ACCOUNT => why::PUSHED,
                log_status::FAILED => FAILURES[person % FAILURES.len()],
                log_status::RECEIVED => why::RECEIVED,
                _ => why::SILENT,
            };
            Log { status, modified: at - person as i64 * 1_000, person, why }
        })
        .collect();
    statuses.clicks = 2;

    let mut purged = case(11, "Figures without rows (logs purged)");
    purged.figures = Some(Figures { to_deliver: 5_230, processed: 5_230, success: 5_102 });
    purged.logs.clear();
    purged.clicks = 0;

    let mut all_failed = case(12, "Every message failed");
    all_failed.logs.iter_mut().for_each(|log| (log.status, log.why) = (log_status::FAILED, FAILURES[0]));
    all_failed.clicks = 0;

    let mut nobody = case(13, "Nobody to send to");
    nobody.logs.clear();
    nobody.clicks = 0;

    let mut long = case(14, "Two parts per message");
    long.content.source = "A text that needs two parts. ".repeat(8);
    long.parts = 2;
    vec![untracked, failures, statuses, purged, all_failed, nobody, long]
}

/// Every documented reason with its types (contract, 10.3), the texts of connectors, and a reason that is not
/// documented.
fn every_failure() -> Vec<Why> {
    let mut failures = FAILURES.to_vec();
    for code in FAILURE_REASON.0 {
        let (types, text): (&[i64], &str) = match code.value {
            reason::UNDEFINED => (&[UNDEFINED], "SR Generic UNDELIV 100|#MESSAGE#"),
            reason::USER_UNKNOWN => (&[HARD], "SR Generic UNDELIV 101|#MESSAGE#"),
            reason::NO_ADDRESS => (&[HARD], why::NO_ADDRESS.2),
            reason::DENYLISTED => (&[HARD], why::DENIED.2),
            reason::QUARANTINE => (&[HARD], why::IN_QUARANTINE.2),
            reason::INVALID_DOMAIN | reason::MAILBOX_FULL => (&[SOFT], "SR Generic UNDELIV 102|#MESSAGE#"),
            reason::UNREACHABLE | reason::ACCOUNT_DISABLED | reason::REFUSED => {
                (&[SOFT, HARD], "SR Generic UNDELIV 103|#MESSAGE#")
            }
            _ => (&[IGNORED], "Ignored by the server."),
        };
        failures.extend(types.iter().map(|kind| (code.value, *kind, text)));
    }
    failures.push((99, 7, "SR Unheard UNHEARD 999|#MESSAGE#"));
    failures
}

fn contents() -> Vec<Delivery> {
    let hello = || Content::new("Hello <%= recipient.firstName %>!");
    let legacy = Content {
        legacy: "Hello <%= recipient.firstName %>, this text lives where version 6 kept it.".to_owned(),
        ..Content::new("")
    };
    let hostile =
        "]]> <script>alert(1)</script> <%= recipient.firstName %> & \"'\\ \u{202E}abc\u{202C} 👩‍👩‍👧‍👦\nsecond line";
    vec![
        draft(15, "Text in its old home", legacy),
        draft(16, "Flash and urgent", Content { mode: sms_mode::FLASH, priority: sms_priority::URGENT, ..hello() }),
        draft(17, "At most three parts", Content { most_parts: 3, source: "Long text. ".repeat(60), ..hello() }),
        draft(18, "Without a sender", Content { sender: String::new(), ..hello() }),
        draft(19, "Without a text", Content::new("")),
        draft(20, "Hostile text", Content::new(hostile)),
    ]
}

fn kinds() -> Vec<Delivery> {
    let mut proof = case(21, "[Proof 1] Every log status");
    proof.is_proof = true;
    proof.proof_of = FIRST_ID + 10;
    let mut template = draft(22, "Template: appointment reminder", Content::new("See you tomorrow!"));
    template.is_model = true;
    let mut deleted = case(23, "Deleted delivery");
    deleted.deleted = true;
    vec![proof, template, deleted]
}

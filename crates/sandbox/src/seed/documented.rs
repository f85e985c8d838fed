//! The deliveries that Adobe's documentation shows. The file beside this one has the texts and numbers of its pictures.
//!
//! The pictures cut off or blur some parts. These are made up:
//! - DM55842: the 11 oldest of its 34 logs, the 26 oldest of its 49 journal lines, all addresses, the text, creation
//!   and start dates, three clicks. Two contradictions are Adobe's own and are kept: it finished in August, but its
//!   journal is of March; 34 of 34 messages succeeded, but no log is past "Sent".
//! - DM144: dates. DM145: dates, text, addresses, the times of its 22 journal lines.
//! - The e-mail rows of the list: ids, internal names, and a last change on their contact date.

use serde_json::Value;

use super::panel;
use super::rows::{Content, Delivery, Figures, Line, Log};
use super::seeder::Seeder;
use crate::store::codes::{log_status, message_type, state};
use crate::store::life::analysis_step;
use crate::store::why::{DENIED, DOUBLE, PUSHED, SILENT};
use crate::wire::instant::paris;

const TRANSCRIPTION: &str = include_str!("documented-deliveries.json");

pub fn insert(seeder: &mut Seeder) -> rusqlite::Result<()> {
    let data: Value = serde_json::from_str(TRANSCRIPTION).expect("the transcription is part of this crate and is JSON");
    seeder.insert(&event_launch(&data["deliveries"][0]))?;
    seeder.insert(&event_reminder(&data["deliveries"][1]))?;
    seeder.insert(&event_day(&data["deliveries"][2]))?;
    for (number, row) in list(&data["deliveryList"]["rows"]).iter().enumerate() {
        seeder.insert(&email(number as i64, row))?;
    }
    Ok(())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_default()
}

fn event_launch(data: &Value) -> Delivery {
    let finished = paris(text(&data["finishedOn"]));
    let id = text(&data["id"]).parse().unwrap_or_default();
    let mut delivery = Delivery::new(id, text(&data["internalName"]), text(&data["label"]), state::FINISHED, finished);
    delivery.created = paris("2024-03-12 09:31:07");
    delivery.started = Some(paris("2024-03-12 09:50:33"));
    delivery.contact = Some(finished);
    delivery.ended = Some(finished);
    delivery.content = Content {
        urls: list(&data["trackedUrls"]["visible"]).iter().map(|url| text(&url["source"]).to_owned()).collect(),
        ..Content::new(
            "Hi <%= recipient.firstName %>, our event starts today! Find your programme here: https://www.adobe.com",
        )
    };
    delivery.figures = Some(Figures {
        to_deliver: number(&data["toSend"]),
        processed: number(&data["processed"]),
        success: number(&data["success"]),
    });
    delivery.clicks = 3;

    let logs = &data["deliveryLogs"];
    let visible = list(&logs["visible"]).iter().map(|row| paris(text(&row["lastModified"])));
    // The rows that the picture cuts off are the older ones.
    let cut_off = std::iter::repeat_n(paris("2024-03-12 09:51:08"), 11);
    let dates: Vec<i64> = visible.chain(cut_off).take(number(&logs["total"]) as usize).collect();
    delivery.logs = dates
        .into_iter()
        .enumerate()
        .map(|(person, modified)| Log { status: log_status::SENT, modified, person, why: PUSHED })
        .collect();
    delivery.exclusions = list(&data["exclusionLogs"]["visible"])
        .iter()
        .enumerate()
        .map(|(number, row)| Log {
            status: log_status::IGNORED,
            modified: paris(text(&row["lastModified"])),
            // Duplicates have the address of somebody who gets the message. Denylisted people have their own.
            person: if number < 2 { 100 + number } else { number },
            why: if text(&row["reason"]) == "Double" { DOUBLE } else { DENIED },
        })
        .collect();

    let analysis = paris("2024-03-12 09:49:23");
    delivery.journal = CUT_OFF_JOURNAL.iter().map(|line| Line::info(analysis, *line)).collect();
    let visible = list(&data["journal"]["visible"]).iter().rev();
    delivery.journal.extend(visible.map(|line| Line::info(paris(text(&line["date"])), text(&line["message"]))));
    delivery
}

/// Lines of the documented kinds for the part of DM55842's journal that the picture does not show, oldest first.
const CUT_OFF_JOURNAL: [&str; 26] = [
    "Target preparation in progress...",
    "Exclusion of addresses in quarantine : 0 recipient(s) excluded in 0.0s.",
    "Duplicate address in delivery action. : 6 recipient(s) excluded in 0.0s.",
    "Applying rule 'Check delivery size'.",
    "Target preparation successfully completed in 0s (34 message(s) waiting).",
    "Cleaning data from previous analysis...",
    "Loading typology rules (step: sql/preTarget)...",
    "Loading typology rules (step: businessRanking/preTarget)...",
    "Loading typology rules (step: volume/preTarget)...",
    "Target preparation in progress...",
    "Exclusion of denylisted recipients : 2 recipient(s) excluded in 0.0s.",
    "Exclusion of addresses in quarantine : 0 recipient(s) excluded in 0.0s.",
    "Duplicate address in delivery action. : 6 recipient(s) excluded in 0.0s.",
    "Loading typology rules (step: javascript/postTarget)...",
    "Applying rule 'Check delivery size'.",
    "Applying rule 'Check proof target size'.",
    "Target preparation successfully completed in 0s (34 message(s) waiting).",
    "Message preparation in progress...",
    "Cleaning data from previous analysis...",
    "Loading typology rules (step: sql/preMessage)...",
    "Loading typology rules (step: businessRanking/preMessage)...",
    "Loading typology rules (step: volume/preMessage)...",
    "Exclusion of denylisted recipients : 0 recipient(s) excluded in 0.0s.",
    "Exclusion of addresses in quarantine : 0 recipient(s) excluded in 0.0s.",
    "Loading typology rules (step: javascript/preMessage)...",
    "Applying rule 'Message size validation'.",
];

fn event_reminder(data: &Value) -> Delivery {
    let at = paris("2024-03-18 10:05:00");
    let mut delivery = Delivery::new(1_206_800, text(&data["internalName"]), text(&data["label"]), state::EDITED, at);
    delivery.content = Content::new(text(&data["content"]));
    delivery.has_population = text(&data["target"]) != "Population not defined";
    delivery
}

fn event_day(data: &Value) -> Delivery {
    let at = paris("2024-03-19 11:20:00");
    let mut delivery = Delivery::new(1_206_801, "DM145", "Event day", state::READY, at);
    delivery.content = Content::new("Hi <%= recipient.firstName %>, doors open at 9. See you there!");
    delivery.analysis_step = analysis_step(state::READY);
    let people = panel::FIRST..panel::FIRST + number(&data["messagesToSend"]) as usize;
    delivery.logs =
        people.map(|person| Log { status: log_status::PENDING, modified: at, person, why: SILENT }).collect();
    // The journal says 14 duplicates.
    let duplicates = panel::FIRST..panel::FIRST + 14;
    delivery.exclusions =
        duplicates.map(|person| Log { status: log_status::IGNORED, modified: at, person, why: DOUBLE }).collect();
    let lines = list(&data["analysisJournal"]).iter().enumerate();
    delivery.journal = lines.map(|(second, line)| Line::info(at - 12_000 + second as i64 * 500, text(line))).collect();
    delivery
}

fn email(place: i64, row: &Value) -> Delivery {
    let state = match text(&row[2]) {
        "Target ready" => state::TARGET_READY,
        "Personalization or count failed" => state::PREPARATION_FAILED,
        _ => state::FINISHED,
    };
    let contact = Some(text(&row[3])).filter(|date| !date.is_empty()).map(paris);
    let at = contact.unwrap_or_else(|| paris("2018-10-08 09:00:00"));
    let mut delivery = Delivery::new(1_100_000 + place, format!("DM{}", 120 + place), text(&row[0]), state, at);
    delivery.code = text(&row[1]).to_owned();
    delivery.message_type = message_type::EMAIL;
    delivery.is_proof = delivery.label.starts_with("[Proof");
    delivery.contact = contact;
    let (to_deliver, processed) = (number(&row[4]), number(&row[5]));
    delivery.figures = Some(Figures { to_deliver, processed, success: processed });
    delivery
}

//! The checks before a text is sent, and the fields that correct them.

use campaign::{
    delivery::{Content, Delivery},
    lifecycle::Phase,
    value::Instant,
};

use leptos::prelude::*;

use super::{
    fields::{Fields, unknown_fields},
    tally::Tally,
};
use crate::{format::lower, ui::icon::Tone, words::msg::Msg};

/// The longest sender address, and the longest one with letters that networks accept (contract 13 and 19.4).
const MAX_SENDER: usize = 21;
const MAX_LETTERS: usize = 11;

/// Words by which a recipient finds out how to opt out, unless the settings have others.
const OPT_OUT_WORDS: [&str; 6] = ["STOP", "UNSUBSCRIBE", "OPT-OUT", "OPT OUT", "ARRÊT", "DÉSINSCRI"];

/// A check, and the id of the field that corrects it; `None` if there is nothing to correct.
#[derive(Debug, PartialEq, Eq)]
pub struct Check {
    pub tone: Tone,
    pub msg: Msg,
    pub place: Option<&'static str>,
}

impl Check {
    fn good(msg: Msg) -> Self {
        Self { tone: Tone::Good, msg, place: None }
    }

    fn wait(msg: Msg, place: &'static str) -> Self {
        Self { tone: Tone::Wait, msg, place: Some(place) }
    }

    fn bad(msg: Msg, place: &'static str) -> Self {
        Self { tone: Tone::Bad, msg, place: Some(place) }
    }

    /// Whether the user should look at it.
    pub fn is_open(&self) -> bool {
        self.tone != Tone::Good
    }
}

/// The checks of a content with the given `tally`. The text must contain one of `opt_out_words`, or one of the usual
/// words if there are none. `unknown` are the names of its fields that the target lacks.
pub fn checks(
    content: &Content,
    tally: &Tally,
    is_tracked: bool,
    opt_out_words: &[String],
    unknown: Vec<String>,
) -> Vec<Check> {
    if content.source.trim().is_empty() {
        return vec![Check::bad(Msg::TextMissing, "text"), sender(&content.sender)];
    }
    let mut checks = vec![parts(tally, content.max_parts), sender(&content.sender)];
    checks.extend(unknown.into_iter().map(|name| Check::bad(Msg::FieldUnknown { name }, "text")));
    if tally.has_links {
        checks.push(match is_tracked {
            true => Check::good(Msg::LinksTracked),
            false => Check::wait(Msg::LinksNotTracked, "text"),
        });
    }
    checks.push(match says_how_to_opt_out(&content.source, opt_out_words) {
        true => Check::good(Msg::OptOutThere),
        false => Check::wait(Msg::OptOutMissing, "text"),
    });
    checks
}

/// The open checks of a delivery with its content on the server; reads the signals that they depend on.
pub fn open_checks(
    delivery: &Delivery,
    fields: Fields,
    prepared: Option<Instant>,
    opt_out_words: &[String],
) -> Vec<Check> {
    let tally = Tally::of(&delivery.content.source);
    let unknown = fields.known.with(|known| unknown_fields(&delivery.content.source, known));
    let mut checks = checks(&delivery.content, &tally, delivery.is_tracked, opt_out_words, unknown);
    checks.extend(prepared_checks(delivery, prepared));
    checks.retain(Check::is_open);
    checks
}

/// The checks of a prepared delivery. The target can be changed only in Campaign, and the text of the last preparation
/// is sent (contract 19.3).
pub fn prepared_checks(delivery: &Delivery, prepared: Option<Instant>) -> Vec<Check> {
    if delivery.state.code.phase() != Phase::Ready {
        return Vec::new();
    }
    let is_changed = prepared.is_some_and(|prepared| delivery.is_changed_since(prepared));
    let flaws = [(delivery.to_deliver == 0, Msg::NobodyToSendTo), (is_changed, Msg::ChangedSincePrepared)];
    let flaws = flaws.into_iter().filter(|(is_there, _)| *is_there);
    flaws.map(|(_, msg)| Check { tone: Tone::Bad, msg, place: None }).collect()
}

/// Compares the larger number of parts with the limit; 0 is no limit (contract 13).
fn parts(tally: &Tally, limit: i64) -> Check {
    let parts = tally.parts[1] as i64;
    if limit > 0 && parts > limit {
        return Check::bad(Msg::PartsBeyond { parts, limit }, "parts");
    }
    match &tally.replaced {
        Some(replaced) if replaced.parts < tally.parts[0] => {
            Check::wait(Msg::PartsForCharacters { parts, instead: replaced.parts as i64 }, "text")
        }
        _ => Check::good(Msg::PartsWithin { parts }),
    }
}

fn sender(sender: &str) -> Check {
    let length = sender.trim().chars().count();
    let is_number = sender.trim().chars().all(|c| c.is_ascii_digit() || c == '+');
    match length {
        0 => Check::good(Msg::SenderOfAccount),
        // The output of the code decides about the length (contract 19.4).
        _ if sender.contains("<%") => Check::wait(Msg::SenderIsScript, "sender"),
        _ if length > MAX_SENDER => Check::bad(Msg::SenderTooLong { length: length as i64 }, "sender"),
        _ if length > MAX_LETTERS && !is_number => Check::wait(Msg::SenderTooLong { length: length as i64 }, "sender"),
        _ if is_number => Check::wait(Msg::SenderIsNumber, "sender"),
        _ => Check::good(Msg::SenderFits),
    }
}

fn says_how_to_opt_out(source: &str, words: &[String]) -> bool {
    let source = lower(source);
    let is_there = |word: &str| !word.trim().is_empty() && source.contains(&lower(word.trim()));
    if words.is_empty() {
        OPT_OUT_WORDS.iter().any(|word| is_there(word))
    } else {
        words.iter().any(|word| is_there(word))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use campaign::{
        codes::{Code, SmsMode, SmsPriority},
        delivery,
        request::Which,
        value::{Id, instant},
        xml::Element,
    };

    use super::*;

    fn content(source: &str, sender: &str, max_parts: i64) -> Content {
        let (mode, priority) = (SmsMode::of(0), SmsPriority::of(0));
        Content { source: source.to_owned(), sender: sender.to_owned(), mode, priority, max_parts, has_crlf: false }
    }

    /// A delivery as the server would answer.
    fn sample(state: i64, to_deliver: i64) -> Delivery {
        let xml = format!(
            "<pdomOutput><delivery id='7' state='{state}'><properties toDeliver='{to_deliver}'/></delivery></pdomOutput>"
        );
        let request = delivery::get(&Id::new("7").unwrap());
        request.read(&[Element::parse(&xml).unwrap()], Which::Full).unwrap().unwrap()
    }

    fn msgs(checks: Vec<Check>) -> Vec<Msg> {
        checks.into_iter().map(|check| check.msg).collect()
    }

    fn said(source: &str, from: &str, max_parts: i64, is_tracked: bool) -> Vec<Msg> {
        let checks = checks(&content(source, from, max_parts), &Tally::of(source), is_tracked, &[], Vec::new());
        msgs(checks.into_iter().filter(Check::is_open).collect())
    }

    #[test]
    fn a_correct_delivery_has_no_open_checks() {
        assert_eq!(said("Sale! https://example.com STOP 36111", "ACME", 1, true), []);
        assert_eq!(said("Désinscription : répondez STOP", "", 0, false), []);
    }

    #[test]
    fn each_problem_has_its_message() {
        assert_eq!(said(" ", "ACME", 0, false), [Msg::TextMissing]);
        assert_eq!(said(&format!("STOP{}", "a".repeat(160)), "", 1, false), [Msg::PartsBeyond { parts: 2, limit: 1 }]);
        assert_eq!(
            said(&format!("STOP’{}", "a".repeat(90)), "", 0, false),
            [Msg::PartsForCharacters { parts: 2, instead: 1 }]
        );
        assert_eq!(said("STOP http://example.com", "", 0, false), [Msg::LinksNotTracked]);
        assert_eq!(said("Hello", "", 0, false), [Msg::OptOutMissing]);
    }

    #[test]
    fn a_field_that_the_target_lacks_must_be_corrected() {
        let (source, unknown) = ("STOP <%= recipient.x %>", vec!["recipient.x".to_owned()]);
        let found = checks(&content(source, "", 0), &Tally::of(source), false, &[], unknown);
        assert!(found.contains(&Check::bad(Msg::FieldUnknown { name: "recipient.x".to_owned() }, "text")));
    }

    #[test]
    fn a_sender_is_checked_for_length_digits_and_code() {
        let of = |from: &str| sender(from).msg;
        assert_eq!(of("ACME"), Msg::SenderFits);
        assert_eq!(of(""), Msg::SenderOfAccount);
        assert_eq!(of("ACME STORE FRANCE"), Msg::SenderTooLong { length: 17 });
        assert_eq!(of("36111"), Msg::SenderIsNumber);
        assert_eq!(of("0123456789012345678901"), Msg::SenderTooLong { length: 22 });
        assert_eq!(of("<%= recipient.country == 'FR' ? 'ACME' : 'ACME WORLD' %>"), Msg::SenderIsScript);
    }

    #[test]
    fn a_missing_target_is_reported_after_the_preparation() {
        let of = |state: i64, to_deliver: i64| msgs(prepared_checks(&sample(state, to_deliver), None));
        assert_eq!(of(45, 0), [Msg::NobodyToSendTo]);
        assert_eq!((of(45, 1), of(0, 0)), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_change_after_the_preparation_is_reported() {
        let ready = Delivery { content_modified: instant("2024-03-14 14:00:00.000Z"), ..sample(45, 1) };
        let of = |prepared: &str| msgs(prepared_checks(&ready, instant(prepared)));
        assert_eq!(of("2024-03-14 13:59:59.000Z"), [Msg::ChangedSincePrepared]);
        assert_eq!(of("2024-03-14 14:00:00.000Z"), []);
    }

    #[test]
    fn the_words_for_opting_out_can_be_set() {
        assert!(says_how_to_opt_out("Abmelden: 36111", &["abmelden".into()]));
        assert!(!says_how_to_opt_out("STOP 36111", &["abmelden".into(), String::new()]));
    }
}

//! The user's changes to a delivery, the content that they started from, and the result of the last save.

use campaign::{
    codes::{Code, DeliveryState},
    delivery::{Coded, Content, Delivery},
    lifecycle::Lock,
    value::{Id, Instant},
    xml::ForbiddenCharacter,
};
use chrono::DateTime;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Refusal};

/// The largest parts limit: Campaign stores it in a signed byte (contract 19.4).
const MAX_PARTS: i64 = 127;

/// Why the draft cannot be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalid {
    /// The parts limit is not a whole number from 0 to 127.
    MaxParts,
    /// XML forbids the character at this position.
    Character { character: char, position: usize },
}

impl From<ForbiddenCharacter> for Invalid {
    fn from(ForbiddenCharacter { character, position }: ForbiddenCharacter) -> Self {
        Self::Character { character, position }
    }
}

/// The result of the last save.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Outcome {
    #[default]
    None,
    Saving,
    Saved {
        is_analysed: bool,
    },
    /// Saved, but the delivery could not be read afterwards.
    Unconfirmed,
    Nothing,
    Invalid(Invalid),
    Locked(Coded<DeliveryState>),
    /// Another operator has saved meanwhile; their content is the new base.
    Changed {
        at: Option<Instant>,
    },
    Gone,
    /// The content did not reach the server.
    Failed(Error),
    /// The server refused, in its own words. A missing right lasts until the next sign-in; another reason may be
    /// temporary.
    Refused(Refusal),
    /// The answer was lost, so the result is unknown.
    Unknown(Error),
}

/// The content that the user has typed for one delivery, and the content that it started from.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub content: Content,
    /// The parts limit as typed.
    pub max_parts: String,
    pub base: Content,
    pub base_modified: Option<Instant>,
    /// The text of the base before another operator saved.
    pub former: Option<String>,
    pub outcome: Outcome,
}

impl Draft {
    pub fn of(delivery: &Delivery) -> Self {
        Self {
            content: delivery.content.clone(),
            max_parts: delivery.content.max_parts.to_string(),
            base: delivery.content.clone(),
            base_modified: delivery.last_modified,
            former: None,
            outcome: Outcome::None,
        }
    }

    /// Whether the draft differs from the content on the server.
    pub fn is_dirty(&self) -> bool {
        self.content != self.base || self.max_parts.trim() != self.base.max_parts.to_string()
    }

    /// Takes the server's content, if the user has typed nothing.
    pub fn follow(&mut self, now: &Delivery) {
        if !self.is_dirty() {
            let outcome = std::mem::take(&mut self.outcome);
            *self = Self { outcome, ..Self::of(now) };
        }
    }

    /// Makes the server's content the new base. Typed text stays, unless it equals `written`.
    pub fn rebase(&mut self, now: &Delivery, written: &Content) {
        let is_untouched = self.checked().as_ref() == Ok(written);
        let former = std::mem::replace(&mut self.base, now.content.clone()).source;
        self.base_modified = now.last_modified;
        self.content.has_crlf = now.content.has_crlf;
        if is_untouched && now.content == *written {
            self.content = now.content.clone();
            self.max_parts = now.content.max_parts.to_string();
        }
        self.former = (former != self.base.source && self.is_dirty()).then_some(former);
    }

    /// Changes the draft. This clears the result of the last save, but not a conflict or a lock.
    pub fn edit(&mut self, change: impl FnOnce(&mut Self)) {
        change(self);
        if !matches!(self.outcome, Outcome::Saving | Outcome::Changed { .. } | Outcome::Locked(_)) {
            self.outcome = Outcome::None;
        }
    }

    /// Drops the typed content.
    pub fn discard(&mut self) {
        self.content = self.base.clone();
        self.max_parts = self.base.max_parts.to_string();
        self.outcome = Outcome::None;
    }

    /// The content to write.
    ///
    /// # Errors
    /// Why the draft cannot be saved.
    pub fn checked(&self) -> Result<Content, Invalid> {
        let max_parts = self.max_parts.trim().parse().ok().filter(|parts| (0..=MAX_PARTS).contains(parts));
        Ok(Content { max_parts: max_parts.ok_or(Invalid::MaxParts)?, ..self.content.clone() })
    }

    /// The reason why `content` must not be written to the delivery `now`; `None` if there is none.
    pub fn obstacle(&self, content: &Content, now: &Delivery) -> Option<Outcome> {
        let lock = now.lock();
        if now.last_modified == self.base_modified && lock.is_open() {
            return None;
        }
        Some(match lock {
            // An earlier save whose answer was lost.
            _ if now.content == *content => Outcome::Saved { is_analysed: lock == Lock::OpenAfterAnalysis },
            Lock::Open | Lock::OpenAfterAnalysis => Outcome::Changed { at: now.last_modified },
            Lock::Analysing | Lock::Sent => Outcome::Locked(now.state.clone()),
        })
    }
}

/// The drafts of each author for each delivery, kept in memory until the mount ends.
#[derive(Clone, Copy)]
pub struct Drafts(StoredValue<Vec<(String, Id, ArcRwSignal<Draft>)>>);

/// A draft for storage, in plain values.
#[derive(Serialize, Deserialize)]
pub struct Kept {
    content: Content,
    max_parts: String,
    base: Content,
    /// Milliseconds since 1970.
    base_modified: Option<i64>,
    former: Option<String>,
    /// The part of the last save's result that still matters; there will be no answer to it any more.
    outcome: String,
    /// The state that locked it, or the time when another operator saved, in milliseconds since 1970.
    outcome_number: Option<i64>,
}

impl Kept {
    pub fn of(draft: Draft) -> Self {
        let ms = |instant: Option<Instant>| instant.map(|instant| instant.timestamp_millis());
        let (outcome, outcome_number) = match &draft.outcome {
            Outcome::Saving | Outcome::Unknown(_) => ("unknown", None),
            Outcome::Gone => ("gone", None),
            Outcome::Locked(state) => ("locked", Some(state.code.number())),
            Outcome::Changed { at } => ("changed", ms(*at)),
            _ => ("", None),
        };
        Self {
            content: draft.content,
            max_parts: draft.max_parts,
            base: draft.base,
            base_modified: ms(draft.base_modified),
            former: draft.former,
            outcome: outcome.to_owned(),
            outcome_number,
        }
    }

    pub fn draft(self) -> Draft {
        let instant = |ms: Option<i64>| ms.and_then(DateTime::from_timestamp_millis);
        let outcome = match (self.outcome.as_str(), self.outcome_number) {
            ("unknown", _) => Outcome::Unknown(Error::Unreachable),
            ("gone", _) => Outcome::Gone,
            ("locked", Some(state)) => Outcome::Locked(Coded::bare(DeliveryState::of(state))),
            ("changed", at) => Outcome::Changed { at: instant(at) },
            _ => Outcome::None,
        };
        Draft {
            content: self.content,
            max_parts: self.max_parts,
            base: self.base,
            base_modified: instant(self.base_modified),
            former: self.former,
            outcome,
        }
    }
}

impl Drafts {
    pub fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    /// Whether there is an unsaved draft.
    pub fn is_unsaved(self) -> bool {
        self.any(|_, _| true)
    }

    /// Whether the author has an unsaved draft for the delivery.
    pub fn is_dirty(self, author: &str, id: &Id) -> bool {
        self.any(|by, of| by == author && of == id)
    }

    fn any(self, is_such: impl Fn(&str, &Id) -> bool) -> bool {
        self.0.with_value(|drafts| {
            drafts.iter().any(|(by, of, draft)| is_such(by, of) && draft.with_untracked(Draft::is_dirty))
        })
    }

    /// The author's draft for a delivery: from memory, else from `stored`, else a new one.
    pub fn open(
        self,
        author: String,
        delivery: &Delivery,
        stored: impl FnOnce() -> Option<Draft>,
    ) -> ArcRwSignal<Draft> {
        let known = self.0.with_value(|drafts| {
            let own = drafts.iter().find(|(by, of, _)| *by == author && *of == delivery.id);
            own.map(|(.., draft)| draft.clone())
        });
        known.unwrap_or_else(|| {
            // A stored draft that was saved afterwards is not needed.
            let stored = stored().filter(|draft| draft.checked().as_ref() != Ok(&delivery.content));
            let draft = ArcRwSignal::new(stored.unwrap_or_else(|| Draft::of(delivery)));
            self.0.update_value(|drafts| drafts.push((author, delivery.id.clone(), draft.clone())));
            draft
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use campaign::{delivery, request::Which, value::instant, xml::Element};
    use proptest::prelude::*;

    use super::*;

    /// A delivery as the server would answer.
    fn delivery(state: i64, text: &str, modified: &str) -> Delivery {
        let xml = format!("<pdomOutput><delivery id='7' state='{state}'/></pdomOutput>");
        let request = delivery::get(&Id::new("7").unwrap());
        let read = request.read(&[Element::parse(&xml).unwrap()], Which::Full).unwrap().unwrap();
        let content = Content { source: text.to_owned(), ..read.content.clone() };
        Delivery { content, last_modified: instant(modified), ..read }
    }

    const THEN: &str = "2024-03-14 13:55:20.000Z";
    const LATER: &str = "2024-03-14 14:00:00.000Z";

    fn typed(text: &str) -> Draft {
        let mut draft = Draft::of(&delivery(0, "former", THEN));
        draft.edit(|draft| draft.content.source = text.to_owned());
        draft
    }

    #[test]
    fn an_unchanged_content_is_overwritten() {
        let draft = typed("new");
        let content = draft.checked().unwrap();
        assert_eq!(draft.obstacle(&content, &delivery(0, "former", THEN)), None);
        assert_eq!(draft.obstacle(&content, &delivery(45, "former", THEN)), None);
    }

    #[test]
    fn a_saved_text_without_line_ends_leaves_no_unsaved_draft() {
        let mut draft = Draft::of(&delivery(0, "a\nb", THEN));
        (draft.content.has_crlf, draft.base.has_crlf) = (true, true);
        draft.edit(|draft| draft.content.source = "a".to_owned());
        let written = draft.checked().unwrap();
        draft.rebase(&delivery(0, "a", LATER), &written);
        assert!(!draft.is_dirty() && !draft.content.has_crlf);
    }

    #[test]
    fn a_colleagues_text_is_not_overwritten() {
        let draft = typed("new");
        let content = draft.checked().unwrap();
        let outcome = draft.obstacle(&content, &delivery(0, "theirs", LATER));
        assert_eq!(outcome, Some(Outcome::Changed { at: instant(LATER) }));
        let sent = draft.obstacle(&content, &delivery(55, "former", THEN));
        assert!(matches!(sent, Some(Outcome::Locked(state)) if state.code == DeliveryState::Started));
    }

    #[test]
    fn a_lost_save_that_was_carried_out_counts_as_saved() {
        let draft = typed("new");
        let content = draft.checked().unwrap();
        let outcome = draft.obstacle(&content, &delivery(45, "new", LATER));
        assert_eq!(outcome, Some(Outcome::Saved { is_analysed: true }));
    }

    #[test]
    fn a_parts_limit_is_a_whole_number_up_to_127() {
        for (typed, is_valid) in
            [("0", true), (" 127 ", true), ("128", false), ("-1", false), ("", false), ("1.5", false)]
        {
            let mut draft = typed_limit(typed);
            assert_eq!(draft.checked().is_ok(), is_valid, "{typed}");
            draft.discard();
            assert!(!draft.is_dirty());
        }
    }

    fn typed_limit(limit: &str) -> Draft {
        let mut draft = typed("former");
        draft.edit(|draft| draft.max_parts = limit.to_owned());
        draft
    }

    #[test]
    fn a_conflict_is_still_shown_while_the_user_types() {
        let mut draft = typed("new");
        draft.outcome = Outcome::Changed { at: None };
        draft.edit(|draft| draft.content.source.push('!'));
        assert_eq!(draft.outcome, Outcome::Changed { at: None });
        draft.outcome = Outcome::Nothing;
        draft.edit(|draft| draft.content.source.push('!'));
        assert_eq!(draft.outcome, Outcome::None);
    }

    /// The draft is stored and read again.
    fn stored_and_read(outcome: Outcome) -> Outcome {
        let json = serde_json::to_string(&Kept::of(Draft { outcome, ..typed("new") })).unwrap();
        serde_json::from_str::<Kept>(&json).unwrap().draft().outcome
    }

    #[test]
    fn a_stored_draft_keeps_the_result_that_still_matters() {
        let unknown = Outcome::Unknown(Error::Unreachable);
        assert_eq!(stored_and_read(Outcome::Saving), unknown);
        let locked = Outcome::Locked(Coded::bare(DeliveryState::Started));
        for outcome in [unknown, Outcome::Gone, locked, Outcome::Changed { at: instant(LATER) }] {
            assert_eq!(stored_and_read(outcome.clone()), outcome);
        }
        assert_eq!(stored_and_read(Outcome::Nothing), Outcome::None);
    }

    #[test]
    fn a_stored_draft_is_restored_unless_it_was_saved() {
        Owner::new().with(|| {
            let opened = |stored: Draft, now: &str| {
                let open = Drafts::new().open("admin".into(), &delivery(0, now, LATER), || Some(stored));
                open.get_untracked()
            };
            assert_eq!(opened(typed("new"), "former"), typed("new"));
            assert!(!opened(typed("new"), "new").is_dirty());
        });
    }

    proptest! {
        #[test]
        fn typed_text_is_never_replaced_by_the_servers(typed_text in ".{0,40}", theirs in ".{0,40}", written in ".{0,40}") {
            let mut draft = typed(&typed_text);
            let is_typed = draft.is_dirty();
            draft.follow(&delivery(0, &theirs, LATER));
            let followed = if is_typed { &typed_text } else { &theirs };
            prop_assert_eq!(&draft.content.source, followed);
            let before = draft.content.source.clone();
            let written = Content { source: written, ..draft.content.clone() };
            draft.rebase(&delivery(0, &theirs, LATER), &written);
            prop_assert_eq!(draft.content.source, before);
        }

        #[test]
        fn a_draft_is_read_back_from_storage(text in any::<String>(), limit in "[0-9]{0,4}") {
            let mut draft = typed(&text);
            draft.edit(|draft| draft.max_parts = limit);
            let json = serde_json::to_string(&Kept::of(draft.clone())).unwrap();
            prop_assert_eq!(serde_json::from_str::<Kept>(&json).unwrap().draft(), draft);
        }
    }
}

//! The filter and the order of the list, and their form in an address.

use campaign::{
    delivery::{Column as Key, Filter},
    flag,
    lifecycle::Phase,
    value::{Instant, search_word},
};
use chrono::TimeDelta;

use crate::{
    route::{Place, may_be_number},
    words::msg::Msg,
};

/// Which deliveries are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    All,
    /// Those with a flag.
    Attention,
    Phase(Phase),
}

/// The views with their words in an address; the statuses in the order of a delivery's life.
pub const VIEWS: [(&str, View); 11] = [
    ("", View::All),
    ("attention", View::Attention),
    ("draft", View::Phase(Phase::Draft)),
    ("preparing", View::Phase(Phase::Preparing)),
    ("ready", View::Phase(Phase::Ready)),
    ("scheduled", View::Phase(Phase::Scheduled)),
    ("sending", View::Phase(Phase::Sending)),
    ("paused", View::Phase(Phase::Paused)),
    ("stopped", View::Phase(Phase::Stopped)),
    ("failed", View::Phase(Phase::Failed)),
    ("finished", View::Phase(Phase::Finished)),
];

/// What the list can be sorted by, with its word in an address.
pub const SORTS: [(&str, Key); 8] = [
    ("label", Key::Label),
    ("code", Key::Code),
    ("status", Key::State),
    ("date", Key::ContactDate),
    ("messages", Key::ToDeliver),
    ("processed", Key::Processed),
    ("success", Key::Success),
    ("failed", Key::Errors),
];

/// A period that ends now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Any,
    Days(u32),
    Months(u32),
    Year,
}

impl Period {
    pub const ALL: [Period; 5] = [Self::Any, Self::Days(7), Self::Days(30), Self::Months(3), Self::Year];

    pub fn name(self) -> Msg {
        match self {
            Self::Any => Msg::AnyTime,
            Self::Days(n) => Msg::LastDays(n),
            Self::Months(n) => Msg::LastMonths(n),
            Self::Year => Msg::LastYear,
        }
    }

    /// Its word in an address; empty for any time.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Days(7) => "week",
            Self::Days(_) => "month",
            Self::Months(_) => "quarter",
            Self::Year => "year",
        }
    }

    /// The start of the period; `None` if it has none.
    pub fn since(self, now: Option<Instant>) -> Option<Instant> {
        let days = match self {
            Self::Any => return None,
            Self::Days(n) => n,
            Self::Months(n) => n * 30 + 1,
            Self::Year => 365,
        };
        Some(now? - TimeDelta::days(days.into()))
    }
}

/// The filter and the order of the list, which are kept while a delivery is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub text: String,
    pub view: View,
    pub period: Period,
    pub sort: Key,
    pub is_descending: bool,
}

impl Default for Choice {
    fn default() -> Self {
        let Filter { text, sort, descending, .. } = Filter::default();
        Self { text, view: View::All, period: Period::Any, sort, is_descending: descending }
    }
}

impl Choice {
    pub fn is_narrowed(&self) -> bool {
        !search_word(&self.text).is_empty() || self.view != View::All || self.period != Period::Any
    }

    /// The filter of a question that is asked now, for these types of messages.
    pub fn filter(&self, message_types: Vec<i64>, now: Option<Instant>) -> Filter {
        let (phase, further) = match self.view {
            View::All => (None, None),
            View::Attention => (None, now.map(flag::condition)),
            View::Phase(phase) => (Some(phase), None),
        };
        Filter {
            text: self.text.clone(),
            message_types,
            phase,
            further,
            since: self.period.since(now),
            sort: self.sort,
            descending: self.is_descending,
        }
    }

    /// The same search in this view, in the usual order.
    pub fn in_view(&self, view: View) -> Self {
        Self { text: self.text.clone(), view, period: self.period, ..Self::default() }
    }

    /// Clears the filter and keeps the order.
    pub fn widen(&mut self) {
        *self = Self { sort: self.sort, is_descending: self.is_descending, ..Self::default() };
    }

    /// The form in an address. A text that may be a phone number is left out, because addresses are stored and shared.
    pub fn place(&self) -> Place {
        let text = if may_be_number(&self.text) { "" } else { &self.text };
        let view = VIEWS.iter().find(|(_, view)| *view == self.view).map_or("", |(slug, _)| slug);
        let sort = SORTS.iter().find(|(.., key)| *key == self.sort).map_or("", |(slug, ..)| slug);
        let order = if self.is_descending { "" } else { "up" };
        let place = Place::default().and("q", text).and("status", view).and("period", self.period.slug());
        place.and("sort", sort).and("order", order)
    }

    /// Reads an address. A missing or unknown value becomes the default.
    pub fn read(place: &Place) -> Self {
        let usual = Self::default();
        let view = VIEWS.into_iter().find(|(slug, _)| *slug == place.get("status"));
        let period = Period::ALL.into_iter().find(|period| period.slug() == place.get("period"));
        let sort = SORTS.into_iter().find(|(slug, ..)| *slug == place.get("sort"));
        Self {
            text: place.get("q").to_owned(),
            view: view.map_or(usual.view, |(_, view)| view),
            period: period.unwrap_or(usual.period),
            sort: sort.map_or(usual.sort, |(.., key)| key),
            is_descending: place.get("order") != "up",
        }
    }

    /// Sorts by `key`, or reverses the order if the list is already sorted by it.
    pub fn sort_by(&mut self, key: Key) {
        // Texts begin with A, figures and dates with the largest.
        let first = !matches!(key, Key::Label | Key::Code);
        self.is_descending = if self.sort == key { !self.is_descending } else { first };
        self.sort = key;
    }
}

#[cfg(test)]
mod tests {
    use campaign::value::instant;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_period_ends_now() {
        let now = instant("2024-03-31 12:00:00Z");
        assert_eq!(Period::Days(7).since(now), instant("2024-03-24 12:00:00Z"));
        assert_eq!(Period::Any.since(now), None);
        assert_eq!(Period::Year.since(None), None);
    }

    #[test]
    fn a_choice_goes_with_the_clock() {
        let choice = Choice { view: View::Attention, period: Period::Days(7), ..Choice::default() };
        let at = |now| choice.filter(vec![1], instant(now));
        let [first, later] = [at("2024-03-31 12:00:00Z"), at("2024-04-01 12:00:00Z")];
        assert_eq!(later.since, instant("2024-03-25 12:00:00Z"));
        assert_eq!(later.further, instant("2024-04-01 12:00:00Z").map(flag::condition));
        assert!(first.further != later.further && first.since != later.since);
    }

    #[test]
    fn sorting_again_reverses_the_order_and_clearing_the_filter_keeps_it() {
        let sending = View::Phase(Phase::Sending);
        let mut choice = Choice { view: sending, period: Period::Days(7), ..Choice::default() };
        choice.sort_by(Key::Label);
        assert!(!choice.is_descending);
        choice.sort_by(Key::Label);
        assert!(choice.is_descending && choice.is_narrowed());
        choice.widen();
        assert!(!choice.is_narrowed());
        assert_eq!(choice, Choice { sort: Key::Label, is_descending: true, ..Choice::default() });
    }

    #[test]
    fn a_phone_number_stays_out_of_the_address() {
        let said = |text: &str| Choice { text: text.into(), ..Choice::default() }.place().get("q").to_owned();
        assert_eq!(said("DM61012 summer"), "DM61012 summer");
        for number in ["+33 6 39 98 00 01", "0639980001", "+٩٦٦٥٠١٢٣٤٥٦٧", "＋３３６３９９８０００１"]
        {
            assert_eq!(said(number), "", "{number}");
        }
    }

    proptest! {
        #[test]
        fn a_choice_is_read_back_from_its_address(
            text in "[a-z é&=?#]{0,12}", view in 0..VIEWS.len(), sort in 0..=SORTS.len(), is_descending: bool, period in 0..5usize,
        ) {
            let choice = Choice {
                text,
                view: VIEWS[view].1,
                period: Period::ALL[period],
                sort: SORTS.get(sort).map_or(Key::LastModified, |(.., key)| *key),
                is_descending,
            };
            prop_assert_eq!(Choice::read(&choice.place()), choice);
        }
    }
}

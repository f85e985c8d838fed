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
    pub filter: Filter,
    pub period: Period,
}

impl Choice {
    pub fn is_narrowed(&self) -> bool {
        let filter = &self.filter;
        !search_word(&filter.text).is_empty() || self.view() != View::All || filter.since.is_some()
    }

    /// The filter for these types of messages.
    pub fn of(&self, message_types: Vec<i64>) -> Filter {
        Filter { message_types, ..self.filter.clone() }
    }

    /// Clears the filter and keeps the order.
    pub fn widen(&mut self) {
        let Filter { sort, descending, .. } = self.filter;
        *self = Self { filter: Filter { sort, descending, ..Filter::default() }, period: Period::Any };
    }

    /// Shows the deliveries of this status, or those that need attention at `now`, or all.
    pub fn show(&mut self, view: View, now: Option<Instant>) {
        let (phase, further) = match view {
            View::All => (None, None),
            View::Attention => (None, now.map(flag::condition)),
            View::Phase(phase) => (Some(phase), None),
        };
        self.filter = Filter { phase, further, ..self.filter.clone() };
    }

    /// What [`Choice::show`] was called with.
    pub fn view(&self) -> View {
        match (self.filter.phase, &self.filter.further) {
            (Some(phase), _) => View::Phase(phase),
            (None, Some(_)) => View::Attention,
            (None, None) => View::All,
        }
    }

    /// The form in an address. A text that may be a phone number is left out, because addresses are stored and shared.
    pub fn place(&self) -> Place {
        let Filter { text, sort, descending, .. } = &self.filter;
        let text = if may_be_number(text) { "" } else { text };
        let phase = VIEWS.iter().find(|(_, view)| *view == self.view()).map_or("", |(slug, _)| slug);
        let sort = SORTS.iter().find(|(.., key)| key == sort).map_or("", |(slug, ..)| slug);
        let order = if *descending { "" } else { "up" };
        let place = Place::default().and("q", text).and("status", phase).and("period", self.period.slug());
        place.and("sort", sort).and("order", order)
    }

    /// Reads an address. A missing or unknown value becomes the default.
    pub fn read(place: &Place, now: Option<Instant>) -> Self {
        let period = Period::ALL.into_iter().find(|period| period.slug() == place.get("period"));
        let view = VIEWS.into_iter().find(|(slug, _)| *slug == place.get("status"));
        let sort = SORTS.into_iter().find(|(slug, ..)| *slug == place.get("sort"));
        let mut filter = Filter { text: place.get("q").to_owned(), ..Filter::default() };
        filter.sort = sort.map_or(filter.sort, |(.., key)| key);
        filter.descending = place.get("order") != "up";
        let period = period.unwrap_or(Period::Any);
        filter.since = period.since(now);
        let mut choice = Self { filter, period };
        choice.show(view.map_or(View::All, |(_, view)| view), now);
        choice
    }

    /// Sorts by `key`, or reverses the order if the list is already sorted by it.
    pub fn sort_by(&mut self, key: Key) {
        // Texts begin with A, figures and dates with the largest.
        let first = !matches!(key, Key::Label | Key::Code);
        self.filter.descending = if self.filter.sort == key { !self.filter.descending } else { first };
        self.filter.sort = key;
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
    fn sorting_again_reverses_the_order_and_clearing_the_filter_keeps_it() {
        let mut choice = Choice { filter: Filter::default(), period: Period::Days(7) };
        choice.filter.phase = Some(Phase::Sending);
        choice.sort_by(Key::Label);
        assert!(!choice.filter.descending);
        choice.sort_by(Key::Label);
        assert!(choice.filter.descending && choice.is_narrowed());
        choice.widen();
        assert!(!choice.is_narrowed());
        assert_eq!((choice.filter.sort, choice.filter.descending, choice.period), (Key::Label, true, Period::Any));
    }

    #[test]
    fn a_phone_number_stays_out_of_the_address() {
        let said = |text: &str| {
            let filter = Filter { text: text.into(), ..Filter::default() };
            Choice { filter, period: Period::Any }.place().get("q").to_owned()
        };
        assert_eq!(said("DM61012 summer"), "DM61012 summer");
        for number in ["+33 6 39 98 00 01", "0639980001", "+٩٦٦٥٠١٢٣٤٥٦٧", "＋３３６３９９８０００１"]
        {
            assert_eq!(said(number), "", "{number}");
        }
    }

    proptest! {
        #[test]
        fn a_choice_is_read_back_from_its_address(
            text in "[a-z é&=?#]{0,12}", view in 0..VIEWS.len(), sort in 0..=SORTS.len(), descending: bool, period in 0..5usize,
        ) {
            let filter = Filter {
                text,
                sort: SORTS.get(sort).map_or(Key::LastModified, |(.., key)| *key),
                descending,
                since: Period::ALL[period].since(instant("2024-03-31 12:00:00Z")),
                ..Filter::default()
            };
            let mut choice = Choice { filter, period: Period::ALL[period] };
            choice.show(VIEWS[view].1, instant("2024-03-31 12:00:00Z"));
            prop_assert_eq!(Choice::read(&choice.place(), instant("2024-03-31 12:00:00Z")), choice);
        }
    }
}

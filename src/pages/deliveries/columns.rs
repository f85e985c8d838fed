//! The columns of the list.

use std::sync::Arc;

use campaign::{
    codes::Code,
    delivery::{Column as Key, Row},
    flag::flag,
    ladder::{Ladder, Part},
    lifecycle::Outcome,
    usual::Usual,
    value::Instant,
};
use leptos::prelude::*;

use super::outcomes::Outcomes;
use crate::{
    format::{DASH, Format},
    navigator::Navigator,
    pages::{
        behind::{Behind, number_link},
        listed::{name, number},
        status::{flag_badge, parts_bar, share, state_look},
    },
    remote::{Query, Remote},
    ui::{
        table::{Column, Corner, Source, Spot},
        text::Unseen,
    },
    words::{Words, msg::Msg},
};

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// What the list can be sorted by.
    By(Key),
    Outcome,
    Received,
    Attention,
}

/// The columns in their order.
const SHOWN: [Shown; 11] = [
    Shown::By(Key::Label),
    Shown::By(Key::State),
    Shown::Outcome,
    Shown::Received,
    Shown::By(Key::Errors),
    Shown::By(Key::ToDeliver),
    Shown::Attention,
    Shown::By(Key::ContactDate),
    Shown::By(Key::Code),
    Shown::By(Key::Processed),
    Shown::By(Key::Success),
];

/// What the column with this index sorts the list by; `None` if it cannot.
pub fn sort_of(index: usize) -> Option<Key> {
    match SHOWN.get(index) {
        Some(Shown::By(key)) => Some(*key),
        _ => None,
    }
}

/// The column that the list is sorted by.
pub fn sorted(key: Key) -> Option<usize> {
    SHOWN.iter().position(|shown| *shown == Shown::By(key))
}

/// What the columns need.
#[derive(Clone, Copy)]
pub struct Columns {
    pub words: Words,
    pub format: Format,
    pub navigator: Navigator,
    /// Keeps the place of a row for the way back and for its neighbours.
    pub leave: Callback<Arc<Row>>,
    pub on_open: Callback<Arc<Row>>,
    pub outcomes: Outcomes,
    pub usual: Query<Usual>,
    /// The time for which flags are told.
    pub minute: Memo<Option<Instant>>,
}

impl Columns {
    /// The columns in their order, and Campaign's raw ones.
    pub fn all(self) -> Arc<[Column<Row>]> {
        let raw = [
            Column::raw("@id", 8.0, |row: &Row| row.id.clone()),
            Column::raw("@internalName", 11.0, |row: &Row| row.internal_name.clone()),
            Column::raw("@state", 6.0, |row: &Row| row.state.code.number().to_string())
                .source(Source::Number(|row| Some(row.state.code.number()))),
        ];
        SHOWN.into_iter().map(|shown| self.column(shown)).chain(raw).collect()
    }

    fn column(self, shown: Shown) -> Column<Row> {
        let words = self.words;
        match shown {
            Shown::By(key) => self.sorted(key),
            Shown::Outcome => Column::new("outcome", Msg::OutcomeTitle, 8.5, move |row: &Row| self.outcome(row))
                .view(move |row, spot| self.outcome_bar(row, spot)),
            Shown::Received => Column::new("received", Msg::ReceivedTitle, 6.5, move |row: &Row| self.received(row))
                .view(move |row, _| {
                    let row = row.clone();
                    (move || self.received(&row)).into_any()
                })
                .number(),
            Shown::Attention => {
                let told = move |row: &Row| {
                    let others = self.usual.value.with(|usual| match usual {
                        Remote::Ready(usual) => usual.beside(row),
                        Remote::Loading | Remote::Failed(_) => None,
                    });
                    flag(row, &self.outcomes.get(row), others, self.minute.get())
                };
                Column::new("attention", Msg::Attention, 16.5, move |row: &Row| {
                    told(row).map(|flag| words.say(&Msg::Flag(flag))).unwrap_or_default()
                })
                .view(move |row, _| {
                    let row = row.clone();
                    let told = Memo::new(move |_| told(&row));
                    (move || told.get().map(|flag| flag_badge(words, flag))).into_any()
                })
                .at(Corner::UnderEnd)
            }
        }
    }

    fn sorted(self, key: Key) -> Column<Row> {
        let Self { words, format, .. } = self;
        match key {
            Key::Label => Column::rest(key.expr(), Msg::Label, 18.5, |row: &Row| row.label.clone())
                .view(move |row, _| name(row, self.navigator, self.on_open))
                .at(Corner::Start),
            Key::Code => Column::new(key.expr(), Msg::DeliveryCode, 11.0, |row: &Row| row.code.clone()).optional(),
            Key::State => Column::new(key.expr(), Msg::Status, 15.5, move |row: &Row| words.code(&row.state))
                .mark(|row| state_look(row.state.code))
                .at(Corner::Under),
            Key::ContactDate | Key::LastModified => {
                let at: fn(&Row) -> Option<Instant> = |row| row.contact_date;
                Column::moment(key.expr(), Msg::ContactDate, 12.0, at, format, Format::minute).at(Corner::End)
            }
            Key::ToDeliver => {
                Column::new(key.expr(), Msg::ToSend, 8.0, move |row: &Row| number(row, row.to_deliver, self.format))
                    .view(move |row, spot| self.linked(row, Behind::Log, row.to_deliver, spot))
                    .source(Source::Number(|row| (!row.is_partial).then_some(row.to_deliver)))
                    .number()
            }
            Key::Processed => self
                .figure(key, Msg::Processed, Behind::Log, |row| row.processed)
                .source(Source::Number(|row| (!row.is_partial).then_some(row.processed)))
                .optional(),
            Key::Success => self
                .figure(key, Msg::Success, Behind::Succeeded, |row| row.success)
                .source(Source::Number(|row| (!row.is_partial).then_some(row.success)))
                .optional(),
            Key::Errors => self
                .figure(key, Msg::FailedMessages, Behind::Is(Outcome::Failed), |row| row.errors)
                .source(Source::Number(|row| (!row.is_partial).then_some(row.errors))),
        }
    }

    /// What became of the messages, by Campaign's counters, which do not tell what was received.
    fn outcome(self, row: &Row) -> String {
        if row.is_partial || row.to_deliver == 0 {
            return String::new();
        }
        let [success, failed] = [row.success, row.errors].map(|n| self.format.percent(n, row.to_deliver));
        self.words.say(&Msg::OutcomeByCampaign { success, failed })
    }

    /// The parts as a bar, with their words for those who do not see it.
    fn outcome_bar(self, row: &Arc<Row>, spot: Spot) -> AnyView {
        let (this, said) = (row.clone(), self.outcome(row));
        if said.is_empty() {
            return ().into_any();
        }
        let content = move || {
            let ladder = self.outcomes.get(&this);
            let said = if ladder.is_of_log() { self.outcome_of_log(&ladder) } else { said.clone() };
            if spot == Spot::Details {
                return said.into_any();
            }
            let title = said.clone();
            view! { <span class="outcome" title=title>{parts_bar(&ladder)}<Unseen text=said/></span> }.into_any()
        };
        content.into_any()
    }

    /// The share of the messages that a phone confirmed; a dash until the log has told it, and empty as long as all wait.
    fn received(self, row: &Row) -> String {
        let (ladder, n) = (self.outcomes.get(row), row.to_deliver);
        match ladder.is_of_log() {
            _ if row.is_partial => DASH.to_owned(),
            _ if ladder.number(Part::Is(Outcome::Waiting)) >= n => String::new(),
            true => self.format.percent(ladder.number(Part::Is(Outcome::Received)), n),
            false => DASH.to_owned(),
        }
    }

    fn outcome_of_log(self, ladder: &Ladder) -> String {
        let is = |outcome| ladder.number(Part::Is(outcome));
        let numbers = [is(Outcome::Received), ladder.unconfirmed(), is(Outcome::Failed)];
        let [received, unconfirmed, failed] = numbers.map(|n| self.format.percent(n, ladder.targeted));
        self.words.say(&Msg::OutcomeByLog { received, unconfirmed, failed })
    }

    fn linked(self, row: &Arc<Row>, behind: Behind, n: i64, spot: Spot) -> AnyView {
        let rows = if row.is_partial { 0 } else { n };
        let (leave, this) = (self.leave, row.clone());
        number_link(self.navigator, &row.id, behind, rows, spot == Spot::Row, number(row, n, self.format), move || {
            leave.run(this.clone());
        })
    }

    /// A number with its share of the messages to send.
    fn figure(self, key: Key, title: Msg, behind: Behind, part: fn(&Row) -> i64) -> Column<Row> {
        let view = move |row: &Arc<Row>, spot| {
            let share = share(self.words, self.format, part(row), row.to_deliver);
            view! { {self.linked(row, behind, part(row), spot)}" "<span class="quiet part">{share}</span> }.into_any()
        };
        Column::new(key.expr(), title, 10.5, move |row: &Row| number(row, part(row), self.format))
            .view(move |row, spot| if row.is_partial { DASH.into_any() } else { view(row, spot) })
            .number()
    }
}

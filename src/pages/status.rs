//! The look of states, statuses and shares: a tone and a shape for each.

use campaign::{
    codes::DeliveryState,
    delivery::Coded,
    lifecycle::{Outcome, Phase},
    value::Instant,
};
use leptos::prelude::*;

use crate::{
    clock,
    format::Format,
    ui::{
        icon::{Icon, Tone, badge, mark},
        text::Unseen,
    },
    words::{Words, msg::Msg},
};

/// The status of a delivery.
pub fn state_badge(words: Words, state: &Coded<DeliveryState>) -> AnyView {
    let (tone, icon) = match state.code.phase() {
        Phase::Draft | Phase::Unknown => (Tone::Idle, Icon::Dashes),
        Phase::Preparing => (Tone::Live, Icon::Clock),
        Phase::Ready => (Tone::Live, Icon::Check),
        Phase::Scheduled => (Tone::Wait, Icon::Clock),
        Phase::Sending if state.code == DeliveryState::RetryPending => (Tone::Wait, Icon::Clock),
        Phase::Sending => (Tone::Live, Icon::Play),
        Phase::Paused => (Tone::Wait, Icon::Pause),
        Phase::Stopped | Phase::Deleted => (Tone::Idle, Icon::Cross),
        Phase::Failed => (Tone::Bad, Icon::Cross),
        Phase::Finished => (Tone::Good, Icon::Check),
    };
    badge(tone, icon, words.code(state))
}

/// A share of a whole in percent. A share larger than the whole is shown as the server gives it, with a mark.
pub fn share(words: Words, format: Format, part: i64, whole: i64) -> AnyView {
    let percent = format.percent(part, whole);
    if part <= whole || whole == 0 {
        return percent.into_any();
    }
    let why = words.say(&Msg::NotAddingUp);
    let title = why.clone();
    view! { <span class="bad over" title=title>{percent}" "{Icon::Warning.draw()}<Unseen text=why/></span> }.into_any()
}

/// The date when a delivery is due, and by how much it is overdue.
pub fn contact_date(words: Words, format: Format, state: &Coded<DeliveryState>, date: Option<Instant>) -> AnyView {
    let overdue = overdue(words, state, date).map(|overdue| view! { " "<span class="bad over">{overdue}</span> });
    view! { <span class="when">{format.minute(date)}</span>{overdue} }.into_any()
}

/// The time by which a delivery is overdue, in words.
pub fn overdue(words: Words, state: &Coded<DeliveryState>, date: Option<Instant>) -> Option<String> {
    let late = state.code.overdue(date, clock::now())?;
    Some(words.say(&Msg::Overdue { minutes: late.num_minutes() }))
}

/// The look of what became of a message. Only a confirmation by the phone is green.
pub fn outcome_look(outcome: Outcome) -> (Tone, Icon) {
    match outcome {
        Outcome::Received => (Tone::Good, Icon::Check),
        Outcome::Accepted | Outcome::Passed | Outcome::Handed => (Tone::Unsure, Icon::Send),
        Outcome::Failed => (Tone::Bad, Icon::Cross),
        Outcome::Waiting => (Tone::Wait, Icon::Clock),
        Outcome::Cancelled | Outcome::LeftOut => (Tone::Idle, Icon::Cross),
        Outcome::Other => (Tone::Idle, Icon::Dashes),
    }
}

/// What became of a message.
pub fn outcome_mark(words: Words, outcome: Outcome) -> AnyView {
    let (tone, icon) = outcome_look(outcome);
    mark(tone, icon, words.say(&Msg::Outcome(outcome)))
}

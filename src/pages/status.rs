//! The look of states, statuses and shares: a tone and a shape for each.

use campaign::{
    codes::DeliveryState,
    delivery::Coded,
    flag::Flag,
    ladder::{Ladder, Part},
    lifecycle::{Outcome, Phase},
    value::Instant,
};
use leptos::prelude::*;

use crate::{
    format::Format,
    ui::{
        icon::{Icon, Tone, badge, mark},
        picture::{ON_PURPOSE, texture},
        stack::stack,
        text::Unseen,
    },
    words::{Words, msg::Msg},
};

/// The status of a delivery, in a frame.
pub fn state_badge(words: Words, state: &Coded<DeliveryState>) -> AnyView {
    let (tone, icon) = state_look(state.code);
    badge(tone, icon, words.code(state))
}

/// A status has a shape and no colour: colours are for outcomes and exceptions.
pub fn state_look(state: DeliveryState) -> (Tone, Icon) {
    let icon = match state.phase() {
        Phase::Draft | Phase::Unknown => Icon::Dashes,
        Phase::Preparing | Phase::Scheduled => Icon::Clock,
        Phase::Sending if state == DeliveryState::RetryPending => Icon::Clock,
        Phase::Ready | Phase::Finished => Icon::Check,
        Phase::Sending => Icon::Play,
        Phase::Paused => Icon::Pause,
        Phase::Stopped | Phase::Deleted | Phase::Failed => Icon::Cross,
    };
    (Tone::Idle, icon)
}

/// What needs a hand, or a look, with the rule that says so.
pub fn flag_badge(words: Words, flag: Flag) -> AnyView {
    let tone = match flag {
        Flag::NoReceipts { .. } => Tone::Unsure,
        Flag::ManyFailed { .. } | Flag::UnusuallyManyFailed { .. } | Flag::SeveralParts { .. } => Tone::Wait,
        Flag::PreparationFailed
        | Flag::SendingFailed
        | Flag::AllFailed { .. }
        | Flag::Overdue { .. }
        | Flag::Stuck { .. } => Tone::Bad,
    };
    let rule = words.say(&Msg::FlagRule(flag));
    view! { <span title=rule>{badge(tone, Icon::Warning, words.say(&Msg::Flag(flag)))}</span> }.into_any()
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

/// The time by which a delivery is overdue at `now`, in words.
pub fn overdue(
    words: Words,
    state: &Coded<DeliveryState>,
    date: Option<Instant>,
    now: Option<Instant>,
) -> Option<String> {
    let late = state.code.overdue(date, now)?;
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

/// The look of a part. Nothing proves that what Campaign counts as success was received.
pub fn part_look(part: Part) -> (Tone, Icon) {
    match part {
        Part::Is(outcome) => outcome_look(outcome),
        Part::Succeeded => outcome_look(Outcome::Handed),
    }
}

/// The parts as one bar.
pub fn parts_bar(ladder: &Ladder) -> AnyView {
    let fill = |part| match part {
        Part::Is(Outcome::LeftOut) => Some(ON_PURPOSE),
        part => texture(part_look(part).0),
    };
    let parts: Vec<_> = ladder.parts.iter().map(|(part, n)| (part_look(*part).0, fill(*part), *n)).collect();
    stack(&parts, ladder.targeted)
}

/// What became of a message.
pub fn outcome_mark(words: Words, outcome: Outcome) -> AnyView {
    let (tone, icon) = outcome_look(outcome);
    mark(tone, icon, words.say(&Msg::Outcome(outcome)))
}

//! What became of a delivery, in words.

use campaign::{
    delivery::Delivery,
    ladder::Ladder,
    lifecycle::Phase,
    rate::Rate,
    value::Instant,
    verdict::{Fact, advice, facts},
};
use leptos::prelude::*;

use crate::{
    format::Format,
    ui::text::brief,
    words::{Words, msg::Msg},
};

/// The first sentence is the answer, the others are beside it; then what helps. `rate` is how fast the delivery is being sent.
pub fn sentence(
    delivery: &Delivery,
    ladder: &Ladder,
    rate: &Rate,
    now: Option<Instant>,
    words: Words,
    format: Format,
) -> AnyView {
    let speed = speed(delivery, rate, now, format);
    let facts = facts(delivery, ladder, now);
    let advice = advice(delivery, &facts, now).map(|advice| words.say(&Msg::Advice(advice)));
    let facts = facts.into_iter().map(|fact| message(fact, now, format));
    let mut said = facts.chain(speed).map(|message| words.say(&message));
    let last_change = last_change(delivery, format).map(|message| words.say(&message));
    let first = said.next();
    let rest = said.collect::<Vec<_>>().join(" ");
    view! {
        <p class="sentence">{first}</p>
        {(!rest.is_empty()).then(|| view! { <p>{rest}</p> })}
        {advice.map(|said| view! { <p>{said}</p> })}
        {last_change.map(|said| view! { <p class="quiet"><bdi>{said}</bdi></p> })}
    }
    .into_any()
}

/// How fast the messages leave, and when the last one does.
fn speed(delivery: &Delivery, rate: &Rate, now: Option<Instant>, format: Format) -> Option<Msg> {
    // In other states messages wait for something else than their turn.
    let waiting = Some(delivery.to_deliver - delivery.processed).filter(|n| *n > 0 && delivery.state.code.goes_on())?;
    let (per_minute, end) = (rate.per_minute().filter(|n| *n > 0)?, rate.end(waiting)?);
    // Nothing new was seen since.
    let is_past = now.is_none_or(|now| end < now);
    (delivery.state.code.phase() == Phase::Sending && !is_past)
        .then(|| Msg::Leaving { per_minute, end: format.minute(Some(end)) })
}

/// Who changed the delivery last, as far as the server says.
fn last_change(delivery: &Delivery, format: Format) -> Option<Msg> {
    let (at, by) = (delivery.last_modified?, brief(&delivery.modified_by));
    (!by.is_empty()).then(|| Msg::LastChange { at: format.minute(Some(at)), by })
}

fn message(fact: Fact, now: Option<Instant>, format: Format) -> Msg {
    match fact {
        Fact::Draft => Msg::NothingPrepared,
        Fact::Preparing => Msg::BeingPrepared,
        Fact::Ready { n } => Msg::ReadyUnsent { n },
        Fact::Scheduled { n, at } => Msg::StartsAt { n, date: format.minute(at) },
        Fact::Overdue { late } => Msg::NotStarted { minutes: late.num_minutes() },
        Fact::Stuck { still } => Msg::StillFor { minutes: still.num_minutes() },
        Fact::Leaving { left, n } => Msg::HaveLeft { left, n },
        Fact::TriedAgain { at } => Msg::TriedAgain { at: format.minute(Some(at)) },
        Fact::Paused { waiting } => Msg::PausedWaiting { waiting },
        Fact::Stopped { cancelled, left } => Msg::StoppedWith { cancelled, left },
        Fact::CannotSend => Msg::NothingCanBeSent,
        Fact::NoneLeft { n } => Msg::NoneLeft { n },
        Fact::AllFailed { n } => Msg::AllFailed { n },
        Fact::AllReceived { n } => Msg::AllReceived { n },
        Fact::Received { received, n } => Msg::SomeReceived { received, n },
        Fact::Unconfirmed { outcome, n } => Msg::Unconfirmed { outcome, n },
        Fact::MoreUnconfirmed { n, since } => {
            let minutes = now.zip(since).map(|(now, since)| (now - since).num_minutes());
            Msg::MoreUnconfirmed { n, minutes: minutes.filter(|minutes| *minutes > 0) }
        }
        Fact::Failed { n } => Msg::SomeFailed { n },
        Fact::Succeeded { success, n } => Msg::CountedAsSuccess { success, n },
        Fact::Purged => Msg::LogPurged,
        Fact::Nobody => Msg::NobodyToReach,
    }
}

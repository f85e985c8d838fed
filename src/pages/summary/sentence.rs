//! What became of a delivery, in words.

use campaign::{
    delivery::Delivery,
    ladder::Ladder,
    value::Instant,
    verdict::{Fact, facts},
};
use leptos::prelude::*;

use crate::{
    clock,
    format::Format,
    words::{Words, msg::Msg},
};

/// The first sentence is the answer, the others are beside it.
pub fn sentence(delivery: &Delivery, ladder: &Ladder, words: Words, format: Format) -> AnyView {
    let now = clock::now();
    let mut said = facts(delivery, ladder, now).into_iter().map(|fact| words.say(&message(fact, now, format)));
    let first = said.next();
    let rest = said.collect::<Vec<_>>().join(" ");
    view! {
        <p class="sentence">{first}</p>
        {(!rest.is_empty()).then(|| view! { <p>{rest}</p> })}
    }
    .into_any()
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

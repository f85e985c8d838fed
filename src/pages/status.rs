//! How states and statuses look: tone and shape for each.

use crate::prelude::*;
use campaign::{
    codes::{DELIVERY_STATE, LOG_STATUS},
    delivery::Coded,
    lifecycle::{Phase, Sent},
};

use crate::{
    i18n::{Msg, Words},
    ui::icon::{Icon, Mark, Tone},
};

/// The status of a delivery.
#[component]
pub fn StateBadge(#[prop(into)] state: Signal<Coded>) -> AnyView {
    let words = expect_context::<Words>();
    child(move || {
        let coded = state.get();
        let (tone, icon) = match Phase::of(coded.value) {
            Phase::Draft | Phase::Unknown => (Tone::Idle, Icon::Dashes),
            Phase::Preparing => (Tone::Live, Icon::Clock),
            Phase::Ready => (Tone::Live, Icon::Check),
            Phase::Scheduled => (Tone::Wait, Icon::Clock),
            Phase::Sending if matches!(coded.value, 61) => (Tone::Wait, Icon::Clock),
            Phase::Sending => (Tone::Live, Icon::Play),
            Phase::Paused => (Tone::Wait, Icon::Pause),
            Phase::Stopped | Phase::Deleted => (Tone::Idle, Icon::Cross),
            Phase::Failed => (Tone::Bad, Icon::Cross),
            Phase::Finished => (Tone::Good, Icon::Check),
        };
        let word = Signal::derive(move || words.code(DELIVERY_STATE, &coded));
        view! { <Mark badge=true tone icon word/> }
    })
}

/// Whether an SMS was sent, in one word.
#[component]
pub fn SentMark(status: i64) -> AnyView {
    let words = expect_context::<Words>();
    let sent = Sent::of(status);
    let (tone, icon) = match sent {
        Sent::Yes => (Tone::Good, Icon::Check),
        Sent::Waiting => (Tone::Wait, Icon::Clock),
        Sent::No => (Tone::Bad, Icon::Cross),
        Sent::Unknown => (Tone::Idle, Icon::Dashes),
    };
    view! { <Mark tone icon word=words.t(Msg::SentWord(sent))/> }
}

/// The word for a log's status.
pub fn status_word(words: Words, status: &Coded) -> String {
    words.code(LOG_STATUS, status)
}

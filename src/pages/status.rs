//! How states and statuses look: tone and shape for each.

use campaign::{
    codes::DELIVERY_STATE,
    delivery::Coded,
    lifecycle::{Phase, Sent},
};

use crate::{
    i18n::Msg,
    prelude::*,
    ui::icon::{Icon, Tone, badge, mark},
};

/// The status of a delivery.
pub fn state_badge(state: &Coded) -> View {
    let Mount { words, .. } = Mount::here();
    let (tone, icon) = match Phase::of(state.value) {
        Phase::Draft | Phase::Unknown => (Tone::Idle, Icon::Dashes),
        Phase::Preparing => (Tone::Live, Icon::Clock),
        Phase::Ready => (Tone::Live, Icon::Check),
        Phase::Scheduled => (Tone::Wait, Icon::Clock),
        Phase::Sending if state.value == 61 => (Tone::Wait, Icon::Clock),
        Phase::Sending => (Tone::Live, Icon::Play),
        Phase::Paused => (Tone::Wait, Icon::Pause),
        Phase::Stopped | Phase::Deleted => (Tone::Idle, Icon::Cross),
        Phase::Failed => (Tone::Bad, Icon::Cross),
        Phase::Finished => (Tone::Good, Icon::Check),
    };
    badge(tone, icon, words.code(DELIVERY_STATE, state))
}

/// Whether an SMS was sent, in one word.
pub fn sent_mark(status: i64) -> View {
    let Mount { words, .. } = Mount::here();
    let sent = Sent::of(status);
    let (tone, icon) = match sent {
        Sent::Yes => (Tone::Good, Icon::Check),
        Sent::Waiting => (Tone::Wait, Icon::Clock),
        Sent::No => (Tone::Bad, Icon::Cross),
        Sent::Unknown => (Tone::Idle, Icon::Dashes),
    };
    mark(tone, icon, words.say(&Msg::SentWord(sent)))
}

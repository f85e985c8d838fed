//! How states and statuses look: tone and shape for each.

use campaign::{
    codes::{DeliveryState, LogStatus},
    delivery::Coded,
    lifecycle::{Phase, Sent},
};
use leptos::prelude::*;

use crate::{
    ui::icon::{Icon, Tone, badge, mark},
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

/// Whether an SMS was sent, in one word.
pub fn sent_mark(words: Words, status: LogStatus) -> AnyView {
    let sent = status.sent();
    let (tone, icon) = match sent {
        Sent::Yes => (Tone::Good, Icon::Check),
        Sent::Waiting => (Tone::Wait, Icon::Clock),
        Sent::No => (Tone::Bad, Icon::Cross),
        Sent::Unknown => (Tone::Idle, Icon::Dashes),
    };
    mark(tone, icon, words.say(&Msg::SentWord(sent)))
}

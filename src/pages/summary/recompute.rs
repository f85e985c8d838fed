//! Campaign's own counters, counted again from its logs.

use std::sync::Arc;

use campaign::{delivery::Delivery, launch};
use leptos::prelude::*;

use crate::{
    error::Error,
    remote::{Refresh, ask_once},
    ui::{button::Button, note::Failure, text::Announcer},
    words::{Words, msg::Msg},
};

#[derive(Clone, PartialEq)]
enum State {
    Idle,
    Asking,
    Failed(Error),
}

/// A button for those who may; the server decides who.
#[component]
pub fn Recompute(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let words = expect_context::<Words>();
    let state = RwSignal::new(State::Idle);
    let ask = move |()| state.set(State::Asking);
    move || match state.get() {
        State::Idle => view! { <Button label=words.t(Msg::Recompute) class="plain" on_press=ask/> }.into_any(),
        State::Asking => view! { <Asking delivery state/> }.into_any(),
        State::Failed(error) => view! { <Failure error on_retry=ask/> }.into_any(),
    }
}

/// Asks once, and ends with this view.
#[component]
fn Asking(delivery: Memo<Arc<Delivery>>, state: RwSignal<State>) -> impl IntoView {
    let (words, refresh) = (expect_context::<Words>(), expect_context::<Refresh>());
    let announcer = expect_context::<Announcer>();
    let request = launch::recompute(&delivery.with_untracked(|delivery| delivery.id.clone()));
    ask_once(request, move |answer| match answer {
        Ok(()) => {
            announcer.done(words.say(&Msg::Recomputed));
            refresh.ask_again();
            state.set(State::Idle);
        }
        Err(error) => state.set(State::Failed(error)),
    });
    view! { <p role="status">{words.t(Msg::Recomputing)}</p> }
}

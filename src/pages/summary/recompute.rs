//! Campaign's own counters, counted again from its logs.

use std::sync::Arc;

use campaign::{delivery::Delivery, launch};
use leptos::{html, prelude::*};

use crate::{
    error::Error,
    remote::{Refresh, ask_once},
    ui::{button::Button, focus::keep_focus, note::Failure, text::Announcer},
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
    let place = NodeRef::<html::Div>::new();
    let ask = move |()| {
        // The button stays, and a second press is no second order.
        if state.with_untracked(|state| *state == State::Asking) {
            return;
        }
        keep_focus(place.get_untracked().map(Into::into));
        state.set(State::Asking);
    };
    let shown = move || match state.get() {
        State::Idle => None,
        State::Asking => Some(view! { <Asking delivery state/> }.into_any()),
        State::Failed(error) => Some(view! { <Failure error on_retry=ask/> }.into_any()),
    };
    view! {
        <div node_ref=place>
            <Button label=words.t(Msg::Recompute) class="plain" on_press=ask/>
            {shown}
        </div>
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

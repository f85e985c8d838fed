//! What makes the server read a whole log.

use std::sync::Arc;

use campaign::{delivery::Delivery, request::Request};
use leptos::{html, prelude::*};

use crate::{
    remote::{Query, costly_query},
    ui::{button::Button, focus::keep_focus, show::Show},
    words::{Words, msg::Msg},
};

/// A longer log is read only if the user wants it.
const MOST_BY_ITSELF: i64 = 100_000;

/// What a log tells of the delivery, and what it tells when the delivery's phase has changed.
pub fn counted<T>(delivery: Memo<Arc<Delivery>>, ask: impl Fn(&Delivery) -> Request<T> + 'static) -> Query<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let phase = Memo::new(move |_| delivery.with(|delivery| delivery.state.code.phase()));
    costly_query(move || {
        phase.track();
        delivery.with_untracked(|delivery| ask(delivery))
    })
}

/// A panel; with a button before its content if the log is long.
#[component]
pub fn Costly(
    delivery: Memo<Arc<Delivery>>,
    id: &'static str,
    title: Msg,
    ask: Msg,
    children: ChildrenFn,
) -> impl IntoView {
    let words = expect_context::<Words>();
    let is_wanted = RwSignal::new(delivery.with_untracked(|delivery| delivery.to_deliver <= MOST_BY_ITSELF));
    let ask = words.t(ask);
    let panel = NodeRef::<html::Section>::new();
    let want = move |()| {
        keep_focus(panel.get_untracked().map(Into::into));
        is_wanted.set(true);
    };
    view! {
        <section class="panel" aria-labelledby=id node_ref=panel>
            <h2 id=id>{words.t(title)}</h2>
            <Show when=move || is_wanted.get()>{children()}</Show>
            <Show when=move || !is_wanted.get()>
                <Button label=ask.clone() on_press=want/>
            </Show>
        </section>
    }
}

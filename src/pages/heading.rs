//! The head of a page: a heading that gets the focus when the page opens, and the time of the last answer.

use leptos::{html, prelude::*};

use crate::{
    format::Format,
    navigator::Navigator,
    remote::{AskTimes, Refresh},
    server::SessionStatus,
    ui::button::Button,
    words::{Words, msg::Msg},
};

#[component]
pub fn Heading(children: Children) -> impl IntoView {
    let navigator = expect_context::<Navigator>();
    let node = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = node.get().filter(|_| navigator.takes_focus()) {
            // Focusing an element in the document cannot fail.
            let _ = heading.focus();
        }
    });
    view! { <h1 node_ref=node part="h1" tabindex="-1">{children()}</h1> }
}

/// The time of the server's last answer, and a button to load again.
#[component]
pub fn Freshness() -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let (status, refresh) = (expect_context::<SessionStatus>(), expect_context::<Refresh>());
    let times = expect_context::<AskTimes>();
    let updated = move || {
        let at = status.last_answer_at.get()?;
        Some(words.say(&Msg::UpdatedAt { time: format.time(Some(at)) }))
    };
    let slowed = move || {
        let answered_at = status.last_answer_at.get()?;
        // A later answer ends the slow polling.
        times.slowed_at.get().filter(|slowed_at| *slowed_at > answered_at)?;
        Some(words.say(&Msg::SlowedDown { time: format.time(Some(answered_at)) }))
    };
    view! {
        <span class="slowed" role="status">{slowed}</span>
        <span class="quiet wide">{updated}</span>
        <Button label=words.t(Msg::Refresh) on_press=move |()| refresh.refresh()/>
    }
}

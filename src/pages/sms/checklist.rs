//! The checks as the user sees them.

use leptos::prelude::*;

use super::checks::Check;
use crate::{
    host::Host,
    ui::{
        button::Button,
        icon::{Icon, Tone, mark},
    },
    words::{Words, msg::Msg},
};

/// The checks before sending. Each line links to the field that corrects it.
#[component]
pub fn Checklist(#[prop(into)] checks: Signal<Vec<Check>>) -> impl IntoView {
    let (words, host) = (expect_context::<Words>(), expect_context::<Host>());
    let rows = move || checks.with(|checks| checks.iter().map(|check| row(check, words, host)).collect_view());
    view! {
        <section class="panel" aria-labelledby="checks">
            <h2 id="checks">{words.t(Msg::BeforeSending)}</h2>
            <ul class="checks">{rows}</ul>
        </section>
    }
}

/// A check without a link.
pub fn check_line(check: &Check, words: Words) -> AnyView {
    let icon = match check.tone {
        Tone::Good => Icon::Check,
        Tone::Bad => Icon::Cross,
        Tone::Wait | Tone::Idle | Tone::Unsure | Tone::Count => Icon::Warning,
    };
    mark(check.tone, icon, words.say(&check.msg))
}

fn row(check: &Check, words: Words, host: Host) -> AnyView {
    let mend = check.place.map(|place| {
        let mend = words.say(&Msg::Mend);
        // Several lines may link to the same field.
        let name = format!("{mend}: {}", words.say(&check.msg));
        view! {
            <Button label=mend name class="small plain" on_press=move |()| host.focus_on(place)/>
        }
    });
    view! { <li>{check_line(check, words)}{mend}</li> }.into_any()
}

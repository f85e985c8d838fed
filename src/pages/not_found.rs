//! There is nothing at this address.

use super::heading::Heading;
use crate::{i18n::Msg, prelude::*, route::Route};

#[component]
pub fn NotFound(title: Msg, hint: Option<Msg>) -> View {
    let Mount { words, navigator, host, .. } = Mount::here();
    let title: Derived<String> = words.t(title).into();
    effect(move || host.set_title(&title.get()));
    view! {
        <Heading>{title}</Heading>
        {hint.map(|hint| view! { <p class="quiet">{words.t(hint)}</p> })}
        <p><button type="button" on:click=move |_| navigator.go(&Route::Deliveries)>{words.t(Msg::BackToList)}</button></p>
    }
}

//! There is nothing at this address.

use super::heading::Heading;
use crate::{
    element::Host,
    i18n::{Msg, Words},
    prelude::*,
    route::{Navigator, Route},
};

#[component]
pub fn NotFound(title: Msg, hint: Option<Msg>) -> AnyView {
    let words = expect_context::<Words>();
    let navigator = expect_context::<Navigator>();
    let host = expect_context::<Host>();
    let title: Derived<String> = words.t(title).into();
    effect(move || host.set_title(&title.get()));
    view! {
        <Heading>{title}</Heading>
        {hint.map(|hint| view! { <p class="quiet">{words.t(hint)}</p> })}
        <p><button type="button" on:click=move |_| navigator.go(&Route::Deliveries)>{words.t(Msg::BackToList)}</button></p>
    }
}

//! There is nothing at this address.

use leptos::prelude::*;

use super::heading::Heading;
use crate::{
    host::Host,
    navigator::Navigator,
    route::Route,
    words::{Words, msg::Msg},
};

#[component]
pub fn NotFound(title: Msg, hint: Option<Msg>) -> impl IntoView {
    let (words, host, navigator) = (expect_context::<Words>(), expect_context::<Host>(), expect_context::<Navigator>());
    let title = words.t(title);
    Effect::new({
        let title = title.clone();
        move |_| host.set_title(&title())
    });
    view! {
        <Heading>{title}</Heading>
        {hint.map(|hint| view! { <p class="quiet">{words.t(hint)}</p> })}
        <p>
            <button type="button" part="button" on:click=move |_| navigator.go(&Route::Deliveries)>
                {words.t(Msg::BackToList)}
            </button>
        </p>
    }
}

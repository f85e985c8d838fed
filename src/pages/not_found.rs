//! The page for an address without content.

use leptos::prelude::*;

use super::heading::Heading;
use crate::{
    host::Host,
    navigator::Navigator,
    route::Route,
    ui::button::Button,
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
            <Button label=words.t(Msg::BackToList) on_press=move |()| navigator.go(&Route::Deliveries)/>
        </p>
    }
}

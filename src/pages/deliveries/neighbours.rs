//! The place of an open delivery in the list, and the ways to those beside it.

use std::sync::Arc;

use campaign::{
    delivery::{self, Delivery, Row},
    value::Id,
};
use leptos::prelude::*;

use super::{
    choice::View,
    place::place,
    state::{Left, ListState},
    statuses::title,
};
use crate::{
    clock,
    navigator::Navigator,
    remote::ask_once,
    route::{Route, Tab},
    server::Session,
    ui::{button::Button, table::At},
    words::{Words, msg::Msg},
};

/// "3 of 131" and two buttons; nothing if the user did not come from the list, or if the delivery is elsewhere in it by
/// now.
#[component]
pub fn Neighbours(delivery: Memo<Arc<Delivery>>, tab: Memo<Tab>) -> impl IntoView {
    let (words, session) = (expect_context::<Words>(), expect_context::<Session>());
    let (list, navigator) = (expect_context::<ListState>(), expect_context::<Navigator>());
    let Left { index, total } = list.left.get_untracked()?;
    // The row before is the first one, if there is one.
    let start = index.saturating_sub(1);
    let around = RwSignal::new(Vec::<Row>::new());
    let message_types = untrack(|| session.message_types());
    let filter = list.choice.with_untracked(|choice| choice.filter(message_types, clock::now()));
    ask_once(delivery::around(&filter, start), move |answer| around.set(answer.unwrap_or_default()));
    let is_here = Memo::new(move |_| {
        let id = delivery.with(|delivery| delivery.id.to_string());
        around.with(|around| around.get(index - start).is_some_and(|row| row.id == id))
    });
    let go = move |to: usize| {
        let id = around.with_untracked(|around| Id::new(&around.get(to - start)?.id));
        if let Some(id) = id {
            let at = At { index: to, id: Some(id.to_string()) };
            list.left.set(Some(Left { index: to, total }));
            navigator.remember(&Route::Deliveries, list.choice.with_untracked(|choice| place(choice, Some(&at))));
            navigator.go(&Route::Delivery { id, tab: tab.get_untracked() });
        }
    };
    let number = index as i64 + 1;
    let said = move || total.map(|total| words.say(&Msg::NOfN { number, total }));
    let view = list.choice.with_untracked(|choice| choice.view);
    let step = move |label: &'static str, name: Msg, to: usize| {
        view! { <Button label name=words.t(name) class="small plain" on_press=move |()| go(to)/> }.into_any()
    };
    let shown = move || {
        let is_last = around.with(|around| around.len() <= index - start + 1);
        view! {
            <span aria-hidden="true">{"/"}</span>
            {(view != View::All).then(|| view! { <span>{words.t(title(view))}</span>" · " })}
            <span>{said}</span>
            {(index > 0).then(|| step("‹", Msg::PreviousDelivery, index - 1))}
            {(!is_last).then(|| step("›", Msg::NextDelivery, index + 1))}
        }
        .into_any()
    };
    Some(move || is_here.get().then(shown))
}

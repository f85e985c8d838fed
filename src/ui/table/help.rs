//! The dialog with the keys of a table.

use leptos::prelude::*;

use crate::{
    ui::{button::Button, dialog::Dialog},
    words::{Words, msg::Msg},
};

#[component]
pub fn Help(has_search: bool, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let words = expect_context::<Words>();
    let keys = [
        ("↑ ↓, j k", Msg::KeyRow),
        ("PageUp PageDown", Msg::KeyPage),
        ("Home End", Msg::KeyEnds),
        ("Enter", Msg::KeyOpen),
        ("Esc", Msg::KeyClose),
        ("Shift + ↑ ↓", Msg::KeyExtend),
        ("Ctrl + A", Msg::KeyAll),
        ("Ctrl + C", Msg::KeyCopy),
        ("/", Msg::KeySearch),
    ];
    let keys = keys.into_iter().filter(|(key, _)| has_search || *key != "/");
    let keys = keys.map(|(key, msg)| view! { <dt><kbd>{key}</kbd></dt><dd>{words.say(&msg)}</dd> }).collect::<Vec<_>>();
    view! {
        <Dialog title=words.say(&Msg::Keys) on_close>
            <dl class="facts">{keys}</dl>
            <div class="buttons">
                <Button label=words.t(Msg::Close) class="main-button" is_first=true on_press=on_close/>
            </div>
        </Dialog>
    }
}

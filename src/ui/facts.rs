//! Names and values.

use leptos::prelude::*;

use crate::words::{Words, msg::Msg};

pub fn facts(words: Words, facts: Vec<(&Msg, AnyView)>) -> AnyView {
    let facts = facts.into_iter().map(|(title, value)| view! { <dt>{words.say(title)}</dt><dd>{value}</dd> });
    view! { <dl class="facts">{facts.collect_view()}</dl> }.into_any()
}

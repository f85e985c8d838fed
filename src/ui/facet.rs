//! The values of a property, each with the number of rows that have it.

use leptos::prelude::*;

use super::button::Button;
use crate::{
    format::{Format, Numbers},
    words::{Words, msg::Msg},
};

/// So many values are shown before the user asks for all.
const N_SHOWN: usize = 6;

/// The width of the whole bar, in units of its own.
const BAR: f64 = 1000.0;

/// A value that rows can be narrowed to.
pub struct FacetValue {
    pub label: String,
    pub n: i64,
    pub is_chosen: bool,
    /// Without it the value is only told.
    pub on_press: Option<Callback<()>>,
}

/// Values that can be pressed, each with a bar as long as its share of the most frequent one.
pub fn facet_values(words: Words, format: Format, values: Vec<FacetValue>, shows_all: RwSignal<bool>) -> AnyView {
    let most = values.iter().map(|value| value.n).max().unwrap_or(1).max(1);
    let n_shown = if shows_all.get() { values.len() } else { N_SHOWN };
    let n_more = values.len().saturating_sub(n_shown);
    let item = |value: FacetValue| {
        let width = (value.n as f64 / most as f64 * BAR).round().to_string();
        let content = view! {
            <bdi>{value.label}</bdi>" "<span class="n">{format.number(value.n)}</span>
            <svg class="share" aria-hidden="true" viewBox=format!("0 0 {BAR} 1") preserveAspectRatio="none">
                <rect width=width height="1">{()}</rect>
            </svg>
        };
        let is_chosen = value.is_chosen.to_string();
        let item = match value.on_press {
            Some(on_press) => view! {
                <button type="button" class="facet" part="button" aria-pressed=is_chosen on:click=move |_| on_press.run(())>
                    {content}
                </button>
            }
            .into_any(),
            None => view! { <div class="facet">{content}</div> }.into_any(),
        };
        view! { <li>{item}</li> }.into_any()
    };
    let items: Vec<AnyView> = values.into_iter().take(n_shown).map(item).collect();
    let more = (n_more > 0).then(|| {
        let label = words.say(&Msg::MoreValues { n: n_more as i64 });
        view! { <Button label class="plain" on_press=move |()| shows_all.set(true)/> }.into_any()
    });
    view! { <ul>{items}</ul>{more} }.into_any()
}

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
    pub on_press: Callback<()>,
}

/// Values as buttons, each with a bar as long as its share of the most frequent one.
pub fn facet_values(words: Words, format: Format, values: Vec<FacetValue>, shows_all: RwSignal<bool>) -> AnyView {
    let most = values.iter().map(|value| value.n).max().unwrap_or(1).max(1);
    let n_shown = if shows_all.get() { values.len() } else { N_SHOWN };
    let n_more = values.len().saturating_sub(n_shown);
    let button = |value: FacetValue| {
        let width = (value.n as f64 / most as f64 * BAR).round().to_string();
        view! {
            <li>
                <button type="button" class="facet" part="button" aria-pressed=value.is_chosen.to_string()
                    on:click=move |_| value.on_press.run(())>
                    <bdi>{value.label}</bdi>" "<span class="n">{format.number(value.n)}</span>
                    <svg class="share" aria-hidden="true" viewBox=format!("0 0 {BAR} 1") preserveAspectRatio="none">
                        <rect width=width height="1">{()}</rect>
                    </svg>
                </button>
            </li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = values.into_iter().take(n_shown).map(button).collect();
    let more = (n_more > 0).then(|| {
        let label = words.say(&Msg::MoreValues { n: n_more as i64 });
        view! { <Button label class="plain" on_press=move |()| shows_all.set(true)/> }.into_any()
    });
    view! { <ul>{items}</ul>{more} }.into_any()
}

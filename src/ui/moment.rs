//! A moment in the chosen zone; the other zones are told where the pointer or the focus is.

use campaign::value::{Instant, instant, instant_literal};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::text::foreign;
use crate::format::Format;

/// A moment that the Tab key stops at. `text` is what it is in the chosen zone.
pub fn moment(moment: Option<Instant>, text: String, format: Format) -> AnyView {
    let Some(moment) = moment else { return foreign(&text) };
    let elsewhere = Some(format.elsewhere(moment)).filter(|elsewhere| !elsewhere.is_empty());
    view! { <time datetime=datetime(moment) tabindex=elsewhere.is_some().then_some("0") title=elsewhere>{text}</time> }
        .into_any()
}

/// A moment in a cell, whose row changes. The other zones are told by [`tell_zones`]: so the many moments of a long table
/// cost nothing.
pub fn moment_in_cell(value: Memo<(Option<Instant>, String)>) -> AnyView {
    let at = move || value.with(|(at, _)| at.map(datetime));
    view! { <time datetime=at>{move || value.with(|(_, text)| text.clone())}</time> }.into_any()
}

fn datetime(moment: Instant) -> String {
    instant_literal(moment).trim_matches('#').to_owned()
}

/// If the pointer is over a moment, gives it the other zones as its title. A row's element gets other moments while one
/// scrolls, so this is needed with every move.
pub fn tell_zones(event: &MouseEvent, format: Format) {
    let under = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(time) = under.filter(|element| element.tag_name().eq_ignore_ascii_case("time")) else { return };
    let moment = time.get_attribute("datetime").as_deref().and_then(instant);
    let elsewhere = moment.map_or_else(String::new, |moment| untrack(|| format.elsewhere(moment)));
    // Setting an attribute of an element in the document cannot fail.
    let _ = time.set_attribute("title", &elsewhere);
}

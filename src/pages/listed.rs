//! A delivery in a table of deliveries.

use std::sync::Arc;

use campaign::{delivery::Row, value::Id};
use leptos::prelude::*;

use crate::{
    format::{DASH, Format, Numbers},
    navigator::Navigator,
    route::{Route, Tab},
    ui::{link::link, text::brief},
};

/// The page of the delivery.
pub fn route(row: &Row) -> Route {
    Id::new(&row.id).map_or(Route::Unknown, |id| Route::Delivery { id, tab: Tab::Summary })
}

/// The label as a link, and the internal name.
pub fn name(row: &Arc<Row>, navigator: Navigator, on_open: Callback<Arc<Row>>) -> AnyView {
    let label = if row.label.is_empty() { DASH.to_owned() } else { brief(&row.label) };
    let this = row.clone();
    let on_follow = Callback::new(move |()| on_open.run(this.clone()));
    view! {
        {link(navigator.href(&route(row)), true, on_follow, view! { <bdi dir="auto">{label}</bdi> })}
        " "
        <span class="code"><bdi>{brief(&row.internal_name)}</bdi></span>
    }
    .into_any()
}

/// A number of the row. A missing number is unknown, not 0.
pub fn number(row: &Row, n: i64, format: Format) -> String {
    if row.is_partial { DASH.to_owned() } else { format.number(n) }
}

//! The head of a column: its title, its order, and the edge that changes its width.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::{
    column::{Sorting, head},
    grid::Grid,
    layout::Width,
    rows::Head,
};
use crate::ui::text::is_rtl;

pub fn head_cell(grid: Grid, index: usize, column: Head, sorting: Option<Sorting>) -> AnyView {
    let Head { title, shape, .. } = column;
    let aria_sort = move || sorting?.direction(index).map(|down| if down { "descending" } else { "ascending" });
    // Where the pointer went down, and the width there, in pixels and in em.
    let begin = StoredValue::new(None::<(f64, f64, f64)>);
    let on_down = move |event: PointerEvent| {
        let Some(edge) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let Some(cell) = edge.parent_element() else { return };
        event.prevent_default();
        // The pointer is down, so it can be captured.
        let _ = edge.set_pointer_capture(event.pointer_id());
        let width_px = cell.get_bounding_client_rect().width();
        begin.set_value(em_px(&cell).map(|em_px| (f64::from(event.client_x()), width_px, em_px)));
    };
    let on_move = move |event: PointerEvent| {
        if let Some((from_px, width_px, em_px)) = begin.get_value() {
            let is_rtl =
                event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|edge| is_rtl(&edge));
            let dragged_px = f64::from(event.client_x()) - from_px;
            let width = Width::of_em((width_px + if is_rtl { -dragged_px } else { dragged_px }) / em_px);
            grid.layout.update(|layout| layout.resize(index, width));
        }
    };
    let on_up = move |_| begin.set_value(None);
    view! {
        <th role="columnheader" scope="col" class=shape.class aria-sort=aria_sort>
            {head(index, title, sorting)}
            <span class="edge" aria-hidden="true" on:pointerdown=on_down on:pointermove=on_move on:pointerup=on_up on:pointercancel=on_up>{()}</span>
        </th>
    }
    .into_any()
}

/// The size of the text in an element, in pixels.
fn em_px(element: &Element) -> Option<f64> {
    let size = window().get_computed_style(element).ok()??.get_property_value("font-size").ok()?;
    size.trim_end_matches("px").parse().ok().filter(|px| *px > 0.0)
}

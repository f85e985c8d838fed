//! The dialog with the columns: which are shown, and how wide they are.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::{
    grid::Grid,
    layout::{Layout, WIDTHS, Width},
};
use crate::{
    ui::{button::Button, dialog::Dialog},
    words::{Words, msg::Msg},
};

#[component]
pub fn Chooser(grid: Grid, usual: Layout, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let words = expect_context::<Words>();
    let layout = grid.layout;
    let column = move |index: usize| {
        let title = grid.titles.with_value(|titles| titles[index]);
        let width = move || layout.with(|layout| layout.tracks()[index].width.to_string());
        let on_resize = move |event| {
            let em = event_target::<HtmlInputElement>(&event).value_as_number();
            if em.is_finite() {
                layout.update(|layout| layout.resize(index, Width::of_em(em)));
            }
        };
        let width_name = move || words.say(&Msg::WidthOf { column: title.get() });
        view! {
            <li>
                {shown_box(title, layout, index)}
                <input type="number" class="field small" part="input" min=WIDTHS.0.to_string() max=WIDTHS.1.to_string() step="0.5"
                    aria-label=width_name prop:value=width on:change=on_resize/>
            </li>
        }
        .into_any()
    };
    let columns = (0..layout.with_untracked(|layout| layout.tracks().len())).map(column).collect::<Vec<_>>();
    let reset = move |()| layout.set(usual.clone());
    view! {
        <Dialog title=words.say(&Msg::Columns) on_close>
            <ul class="columns">{columns}</ul>
            <div class="buttons">
                <Button label=words.t(Msg::UsualColumns) class="plain" on_press=reset/>
                <Button label=words.t(Msg::Close) class="main-button" is_first=true on_press=on_close/>
            </div>
        </Dialog>
    }
}

/// The box that says whether a column is shown; the last one that is shown stays.
pub fn shown_box(title: Signal<String>, layout: RwSignal<Layout>, index: usize) -> AnyView {
    let is_shown = move || layout.with(|layout| layout.tracks()[index].is_shown);
    let is_last = move || layout.with(|layout| layout.shown() == [index]);
    let on_show = move |event| layout.update(|layout| layout.show(index, event_target_checked(&event)));
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=is_shown disabled=is_last on:change=on_show/>" "<span>{title}</span>
        </label>
    }
    .into_any()
}

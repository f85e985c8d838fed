//! A tab list: one tab stop, arrows move and select (the ARIA tabs pattern).

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// One tab.
#[derive(Clone)]
pub struct Item {
    /// The tab's whole accessible name.
    pub name: Signal<String>,
    /// Shown beside the name; screen readers read it as the tab's description.
    pub count: Memo<Option<(String, String)>>,
    /// The last part of the ids of the tab and the panel.
    pub slug: &'static str,
}

/// The id of a tab.
pub fn tab_id(slug: &str) -> String {
    format!("tab-{slug}")
}

/// The id of the panel that all tabs share.
pub const PANEL: &str = "panel";

#[component]
pub fn TabList(
    #[prop(into)] label: Signal<String>,
    items: Vec<Item>,
    /// The index of the selected tab.
    selected: Memo<usize>,
    #[prop(into)] on_select: Callback<usize>,
) -> impl IntoView {
    let n_tabs = items.len();
    let widths: Vec<_> = items.iter().map(|item| (item.name, has_count(item.count))).collect();
    let on_keydown = move |event: KeyboardEvent| {
        let here = selected.get_untracked();
        let list = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let Some(list) = list else { return };
        // As it is seen: a host may turn it round in its style.
        let style = window().get_computed_style(&list).ok().flatten();
        let is_rtl = style.and_then(|style| style.get_property_value("direction").ok()).as_deref() == Some("rtl");
        let (next, previous) = ((here + 1) % n_tabs, (here + n_tabs - 1) % n_tabs);
        let (right, left) = if is_rtl { (previous, next) } else { (next, previous) };
        let there = match event.key().as_str() {
            "ArrowRight" => right,
            "ArrowLeft" => left,
            "Home" => 0,
            "End" => n_tabs - 1,
            _ => return,
        };
        event.prevent_default();
        on_select.run(there);
        let tab = list.children().item(there as u32).and_then(|tab| tab.dyn_into::<HtmlElement>().ok());
        if let Some(tab) = tab {
            // Focusing an element in the document cannot fail.
            let _ = tab.focus();
        }
    };
    let tabs = items
        .into_iter()
        .enumerate()
        .map(|(index, item)| {
            let is_selected = move || selected.get() == index;
            let name = item.name;
            let count_id = format!("count-{}", item.slug);
            let (shown, said) =
                (move || item.count.get().map(|count| count.0), move || item.count.get().map(|count| count.1));
            let described = {
                let id = count_id.clone();
                move || item.count.get().map(|_| id.clone())
            };
            view! {
                <button type="button" role="tab" id=tab_id(item.slug) class="tab" part="tab" aria-label=name
                    aria-controls=PANEL aria-selected=move || is_selected().to_string()
                    tabindex=move || if is_selected() { "0" } else { "-1" }
                    aria-describedby=described on:click=move |_| on_select.run(index)>
                    {name}
                    <i aria-hidden="true">{shown}</i>
                    <span hidden id=count_id>{said}</span>
                </button>
            }
        })
        .collect::<Vec<_>>();
    let list = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        // When the tabs get wider. A number that changes does not scroll: the user may be looking at other tabs.
        for (name, has_count) in &widths {
            name.track();
            has_count.track();
        }
        if let Some(list) = list.get() {
            bring_into_view(&list, selected.get());
        }
    });
    view! { <div role="tablist" class="tabs" part="tabs" aria-label=label node_ref=list on:keydown=on_keydown>{tabs}</div> }
}

fn has_count(count: Memo<Option<(String, String)>>) -> Memo<bool> {
    Memo::new(move |_| count.with(Option::is_some))
}

/// Scrolls the list, and nothing around it, until the tab is in view.
fn bring_into_view(list: &HtmlElement, index: usize) {
    let Some(tab) = list.children().item(index as u32) else { return };
    let (view, tab) = (list.get_bounding_client_rect(), tab.get_bounding_client_rect());
    let by = (tab.right() - view.right()).max(0.0) + (tab.left() - view.left()).min(0.0);
    if by != 0.0 {
        list.scroll_by_with_x_and_y(by, 0.0);
    }
}

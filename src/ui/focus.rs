//! Keeps the focus when the focused element is replaced: the element in its place gets it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

/// Call it before the children of `around` change; afterwards the focus is given back, to the child with the same
/// `data-key` if it had one. If no element is in the old place, the element around gets it.
pub fn keep_focus(around: Option<Element>) {
    let Some(around) = around else { return };
    let Some(before) = Place::of_focus_in(&around) else { return };
    queue_microtask(move || {
        if focused(&around).is_some() {
            return;
        }
        let outside = || around.closest("[tabindex]").ok().flatten();
        let there = before.find_in(&around).or_else(outside);
        if let Some(element) = there.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // Focusing an element in the document cannot fail.
            let _ = element.focus();
        }
    });
}

/// Whether the focus is in an element.
pub fn has_focus(around: &Element) -> bool {
    focused(around).is_some_and(|focused| around.contains(Some(&focused)))
}

/// The place of the focus: the index of the child, and the element's index in it among those with the same tag.
struct Place {
    key: Option<String>,
    child: u32,
    tag: String,
    id: String,
    n: u32,
}

fn focused(beside: &Element) -> Option<Element> {
    beside.get_root_node().dyn_ref::<ShadowRoot>()?.active_element()
}

impl Place {
    fn of_focus_in(around: &Element) -> Option<Self> {
        let focused = focused(around).filter(|focused| around.contains(Some(focused)))?;
        let children = around.children();
        let of = |element: &Element| (0..children.length()).find(|n| children.item(*n).as_ref() == Some(element));
        let mut child = focused.clone();
        while child.parent_element().as_ref() != Some(around) {
            child = child.parent_element()?;
        }
        let key = child.get_attribute("data-key");
        let same = child.get_elements_by_tag_name(&focused.tag_name());
        let n = (0..same.length()).find(|n| same.item(*n).as_ref() == Some(&focused)).unwrap_or(0);
        Some(Self { key, child: of(&child)?, tag: focused.tag_name(), id: focused.id(), n })
    }

    /// The same kind of element in the same place; if there are fewer children, in the last child.
    fn find_in(&self, around: &Element) -> Option<Element> {
        let children = around.children();
        let is_same = |child: &Element| self.key.is_some() && child.get_attribute("data-key") == self.key;
        let same = (0..children.length()).find_map(|n| children.item(n).filter(is_same));
        let child = same.or_else(|| children.item(self.child.min(children.length().saturating_sub(1))))?;
        let is_such = |element: &Element| element.tag_name() == self.tag && element.id() == self.id;
        let inside = child.get_elements_by_tag_name(&self.tag).item(self.n);
        Some(child).filter(is_such).or(inside).filter(is_such)
    }
}

//! Places whose content changes: what was there goes, what comes is put in, and the focus stays where it was.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, ShadowRoot, Text};

use super::{Child, View, draw_effect, put, sure};
use crate::prelude::*;

/// A place in the document between two marks, whose content changes.
pub struct Place {
    start: Node,
    end: Node,
}

impl Place {
    pub fn new() -> Self {
        let mark = document().create_comment("");
        Self { start: sure(mark.clone_node()), end: mark.into() }
    }

    /// The place with its marks, to be put somewhere.
    pub fn whole(&self) -> View {
        vec![View(self.start.clone()), View(self.end.clone())].into_child()
    }

    /// The text here, if there is nothing else.
    fn text(&self) -> Option<Text> {
        let text = self.start.next_sibling()?.dyn_into::<Text>().ok()?;
        (text.next_sibling()? == self.end).then_some(text)
    }

    /// Shows `view` instead of what is here. The focus stays where it was, if there is such an element again.
    pub fn show(&self, view: View) {
        // The place is always somewhere: in a document, or in a fragment on its way there.
        let Some(parent) = self.end.parent_node() else { return };
        if let (Some(now), Some(before)) = (view.0.dyn_ref::<Text>(), self.text()) {
            // One text after another: what does not change stays, selected or not.
            if now.data() != before.data() {
                before.set_data(&now.data());
            }
            return;
        }
        let focus = Focus::in_root_of(&parent);
        let mut left = None;
        let mut n = 0;
        while let Some(node) = self.start.next_sibling().filter(|node| *node != self.end) {
            left = left.or_else(|| focus.left(&node).map(|left| (n, left)));
            sure(parent.remove_child(&node));
            n += 1;
        }
        put(&parent, view, Some(&self.end));
        if let Some((n, left)) = left {
            left.back_in(along(self.start.next_sibling(), n), &parent);
        }
    }
}

/// The element that has the focus, if one of ours has it.
struct Focus(Option<Element>);

impl Focus {
    fn in_root_of(node: &Node) -> Self {
        let root = node.get_root_node().dyn_into::<ShadowRoot>().ok();
        Self(root.and_then(|root| root.active_element()))
    }

    /// Where the focus is in `top`, which is about to go.
    fn left(&self, top: &Node) -> Option<Left> {
        let element = self.0.as_ref().filter(|element| top.contains(Some(element)))?;
        let mut way = Vec::new();
        let mut node: Node = element.clone().into();
        while node != *top {
            let mut n = 0;
            let mut sibling = node.previous_sibling();
            while let Some(before) = sibling {
                n += 1;
                sibling = before.previous_sibling();
            }
            way.push(n);
            node = node.parent_node()?;
        }
        Some(Left { way, tag: element.tag_name(), id: element.id() })
    }
}

/// Where the focus was.
struct Left {
    /// The numbers of the element and of what is around it, each among its siblings.
    way: Vec<u32>,
    tag: String,
    id: String,
}

impl Left {
    /// Gives the focus to such an element in the same place of `top`, else to what is around it.
    fn back_in(self, top: Option<Node>, around: &Node) {
        let node = self.way.into_iter().rev().fold(top, |node, n| along(node?.first_child(), n));
        let same = node.and_then(|node| node.dyn_into::<HtmlElement>().ok());
        let same = same.filter(|element| element.tag_name() == self.tag && element.id() == self.id);
        let around = || around.dyn_ref::<Element>()?.closest("[tabindex]").ok()??.dyn_into().ok();
        if let Some(element) = same.or_else(around) {
            // Focusing an element that is there cannot fail.
            let _ = element.focus();
        }
    }
}

/// The sibling `n` places after `node`.
fn along(node: Option<Node>, n: u32) -> Option<Node> {
    (0..n).fold(node, |node, _| node?.next_sibling())
}

/// One row of a list, with what keeps it alive: its own owner, and that of the rows that came with it.
struct Row<K> {
    key: K,
    node: Node,
    _owners: (Owner, Owner),
}

/// Rows by keys that rise from row to row. Those whose key stays are not drawn again; `draw` gives one element each.
pub fn keyed<K, T>(each: impl Fn() -> Vec<(K, T)> + 'static, draw: impl Fn(&K, &T) -> View + 'static) -> View
where
    K: Ord + 'static,
    T: 'static,
{
    let place = Place::new();
    let whole = place.whole();
    let shown = RefCell::new(Vec::<Row<K>>::new());
    // The rows outlive the effect's turns.
    let owner = Owner::current().unwrap_or_default();
    draw_effect(Box::new(move || {
        let each = each();
        let Some(parent) = place.end.parent_node() else { return };
        let focus = Focus::in_root_of(&parent);
        let mut left = None;
        // An owner remembers each of its children for good: rows that come every few seconds would fill the memory.
        let mut batch = None;
        let mut shown = shown.borrow_mut();
        let mut old = std::mem::take(&mut *shown).into_iter().peekable();
        for (key, row) in each {
            while let Some(gone) = old.next_if(|old| old.key < key) {
                left = left.or_else(|| focus.left(&gone.node));
                sure(parent.remove_child(&gone.node));
            }
            let row = old.next_if(|old| old.key == key).unwrap_or_else(|| {
                let next = old.peek().map_or(&place.end, |next| &next.node);
                let batch = batch.get_or_insert_with(|| owner.with(Owner::new));
                let own = batch.with(Owner::new);
                let View(node) = own.with(|| untrack(|| draw(&key, &row)));
                sure(parent.insert_before(&node, Some(next)));
                // The row that took the place of one that had the focus.
                if let Some(left) = left.take() {
                    left.back_in(Some(node.clone()), &parent);
                }
                Row { key, node, _owners: (own, batch.clone()) }
            });
            shown.push(row);
        }
        for gone in old {
            sure(parent.remove_child(&gone.node));
        }
    }));
    whole
}

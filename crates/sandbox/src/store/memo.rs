//! The XML memo of a record: finds parts by their path, and merges a difference into it (contract, section 5).

use super::schema::Memo;
use crate::wire::xml::{Element, Node};

/// Reads a stored memo. The database has only what [`Element`] wrote, so anything else counts as empty.
pub fn read(text: &str) -> Element {
    let document = roxmltree::Document::parse(text).ok();
    let root = document.and_then(|document| Element::from_request(document.root_element()));
    root.unwrap_or_else(|| Element::new("data"))
}

/// The element at `content/sms/source`.
pub fn find<'a>(memo: &'a Element, path: &str) -> Option<&'a Element> {
    path.split('/').try_fold(memo, Element::child)
}

/// The text of an element or the value of an attribute.
pub fn get(memo: &Element, path: &str) -> Option<String> {
    match path.rsplit_once("/@") {
        Some((element, attribute)) => find(memo, element)?.attribute(attribute).map(str::to_owned),
        None => find(memo, path).map(Element::own_text),
    }
}

/// Merges a difference. What it does not name stays. A collection is replaced as a whole, unless its elements have
/// operations of their own.
pub fn merge(old: &mut Element, difference: &Element, memo: &Memo) {
    merge_at(old, difference, &difference.name, memo);
}

fn merge_at(old: &mut Element, difference: &Element, path: &str, memo: &Memo) {
    for (name, value) in &difference.attributes {
        if !name.starts_with('_') {
            old.set(name, value.as_str());
        }
    }
    if difference.elements().next().is_none() {
        let text = difference.own_text();
        if !text.is_empty() || difference.attributes.is_empty() {
            old.set_memo(text);
        }
        return;
    }
    let mut replaced: Vec<&str> = Vec::new();
    for child in difference.elements() {
        let below = format!("{path}/{}", child.name);
        let repeated = difference.elements().filter(|other| other.name == child.name).count() > 1;
        if !repeated && !memo.collections.iter().any(|(path, _)| *path == below) {
            merge_at(old.child_mut(&child.name), child, &below, memo);
        } else if child.attribute("_operation").is_some() || child.attribute("_key").is_some() {
            merge_item(old, child, &below, memo);
        } else {
            if !replaced.contains(&child.name.as_str()) {
                old.children.retain(|node| !matches!(node, Node::Element(known) if known.name == child.name));
                replaced.push(&child.name);
            }
            old.push(without_instructions(child));
        }
    }
}

/// One element of a collection, found by its `_key`.
fn merge_item(old: &mut Element, item: &Element, path: &str, memo: &Memo) {
    let key = item.attribute("_key").map(|key| key.trim_start_matches('@').to_owned());
    let same = |node: &Node| match (&key, node) {
        (Some(key), Node::Element(known)) => {
            known.name == item.name && known.attribute(key).is_some() && known.attribute(key) == item.attribute(key)
        }
        _ => false,
    };
    let found = old.children.iter().position(same);
    match (item.attribute("_operation").unwrap_or("insertOrUpdate"), found) {
        ("delete", Some(index)) => {
            old.children.remove(index);
        }
        ("insert", _) | ("insertOrUpdate", None) => old.push(without_instructions(item)),
        ("update" | "insertOrUpdate", Some(index)) => {
            if let Node::Element(known) = &mut old.children[index] {
                merge_at(known, item, path, memo);
            }
        }
        _ => {}
    }
}

fn without_instructions(element: &Element) -> Element {
    let mut copy = element.clone();
    copy.attributes.retain(|(name, _)| !name.starts_with('_'));
    copy
}

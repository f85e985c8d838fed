//! Rows as XML (contract, 1.4).

use std::collections::HashMap;

use rusqlite::types::Value;

use super::select::{Content, Format, Leaf, Output, Place};
use crate::store::memo;
use crate::store::operator::Operator;
use crate::store::reader::Reader;
use crate::store::schema::Kind;
use crate::wire::fault::Cause;
use crate::wire::instant;
use crate::wire::xml::Element;

/// The MD5 of an empty text: the attribute has no meaning.
const NO_DIGEST: &str = "d41d8cd98f00b204e9800998ecf8427e";

/// One row as the element `name`. Labels of enumerations are in the operator's language.
pub fn row(name: &str, outputs: &[Output], row: &[Value], reader: Reader) -> Result<Element, Cause> {
    let operator = reader.operator;
    let mut element = Element::new(name);
    let mut memos: HashMap<usize, Element> = HashMap::new();
    for output in outputs {
        let Some(value) = row.get(output.column) else { continue };
        match &output.content {
            Content::Value(format) => {
                put(&mut element, &output.place, text(value, format.kind), false);
                analyze(&mut element, &output.place, value, *format, operator);
            }
            Content::Memo(path, format) => {
                let memo = memos.entry(output.column).or_insert_with(|| memo_of(value));
                let found = memo::get(memo, path);
                let shown = match format.kind {
                    Kind::Long => found.unwrap_or_else(|| "0".to_owned()),
                    _ => found.unwrap_or_default(),
                };
                let code = shown.parse().map_or(Value::Null, Value::Integer);
                put(&mut element, &output.place, shown, true);
                analyze(&mut element, &output.place, &code, *format, operator);
            }
            Content::MemoElement(path) => {
                let memo = memos.entry(output.column).or_insert_with(|| memo_of(value));
                put_element(&mut element, &output.place, memo, path);
                if reader.manner.adds_attributes() && path == "data" {
                    let is_null = memo.children.is_empty().to_string();
                    descend(&mut element, &output.place.elements).set("_isMemoNull", is_null);
                }
            }
            Content::Collection(link, outputs) => {
                let rows = match value {
                    Value::Text(json) => json_rows(json),
                    _ => Vec::new(),
                };
                // The place is that of the collection. Each of its rows becomes an element with the last name of the
                // place.
                let last = output.place.elements.last().map_or(*link, String::as_str);
                let parents = output.place.elements.len().saturating_sub(1);
                let parent = descend(&mut element, &output.place.elements[..parents]);
                for inner in rows {
                    parent.push(self::row(last, outputs, &inner, reader)?);
                }
            }
        }
    }
    if reader.manner.adds_attributes() {
        element.set("md5", NO_DIGEST);
    }
    Ok(element)
}

fn descend<'a>(mut element: &'a mut Element, path: &[String]) -> &'a mut Element {
    for name in path {
        element = element.child_mut(name);
    }
    element
}

fn put(element: &mut Element, place: &Place, text: String, memo: bool) {
    let target = descend(element, &place.elements);
    match &place.leaf {
        Leaf::Attribute(name) => target.set(name, text),
        Leaf::Text if memo => target.set_memo(text),
        Leaf::Text => target.children.push(crate::wire::xml::Node::Text(text)),
    }
}

/// Adds a whole element of the memo. The root, `data`, is added as text, because scripts expect text.
fn put_element(element: &mut Element, place: &Place, memo: &Element, path: &str) {
    if path == "data" {
        return put(element, place, memo.to_string(), true);
    }
    let Some(found) = memo::find(memo, path) else { return };
    let Some((name, parents)) = place.elements.split_last() else { return };
    let mut copy = found.clone();
    copy.name.clone_from(name);
    descend(element, parents).push(copy);
}

fn analyze(element: &mut Element, place: &Place, value: &Value, format: Format, operator: &Operator) {
    let (Some(codes), Value::Integer(code), Leaf::Attribute(name)) = (format.codes, value, &place.leaf) else { return };
    let Some(code) = codes.find(*code) else { return };
    let label = if operator.locale == "fr" { code.fr } else { code.en };
    let target = descend(element, &place.elements);
    target.set(&format!("{name}Name"), code.name);
    target.set(&format!("{name}Label"), label);
}

fn text(value: &Value, kind: Kind) -> String {
    match (value, kind) {
        (Value::Integer(at), Kind::Instant) => instant::datetime(*at),
        (Value::Integer(at), Kind::Date) => instant::date(*at),
        (Value::Integer(on), Kind::Boolean) => (*on != 0).to_string(),
        (Value::Null, Kind::Boolean) => "false".to_owned(),
        (Value::Null, Kind::Long | Kind::Real | Kind::Flag) => "0".to_owned(),
        (Value::Null | Value::Blob(_), _) => String::new(),
        (Value::Integer(number), _) => number.to_string(),
        (Value::Real(number), _) => number.to_string(),
        (Value::Text(text), _) => text.clone(),
    }
}

fn memo_of(value: &Value) -> Element {
    match value {
        Value::Text(text) => memo::read(text),
        _ => memo::read(""),
    }
}

fn json_rows(json: &str) -> Vec<Vec<Value>> {
    let Ok(serde_json::Value::Array(rows)) = serde_json::from_str(json) else { return Vec::new() };
    let cells = |row: serde_json::Value| match row {
        serde_json::Value::Array(cells) => cells.into_iter().map(cell).collect(),
        _ => Vec::new(),
    };
    rows.into_iter().map(cells).collect()
}

fn cell(value: serde_json::Value) -> Value {
    match value {
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(integer) => Value::Integer(integer),
            None => Value::Real(number.as_f64().unwrap_or_default()),
        },
        serde_json::Value::Bool(value) => Value::Integer(i64::from(value)),
        serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => Value::Null,
    }
}

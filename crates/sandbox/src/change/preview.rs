//! `BuildPreviewFromId` (contract 7.1): the text as one person gets it.
//!
//! The names of what it returns, `pdomPreview/preview` and `pdomQueryResult/queryResult`, are those that a published
//! client of Campaign reads; what is inside `preview` is inferred.

use crate::read;
use crate::store::database::Store;
use crate::store::reader::Reader;
use crate::wire::fault::Cause;
use crate::wire::soap::{Call, Value};
use crate::wire::xml::Element;
use crate::work::delivery::Delivery;
use crate::work::message;
use crate::work::preview::{fields, person as person_of};

/// The text of a delivery for the first person that `params/@filter` finds at the instant `now`; without a filter, for
/// the first person.
pub fn build(store: &Store, reader: Reader, call: &Call, now: i64) -> Result<Vec<Value>, Cause> {
    let id = call.integer(0, "deliveryId")?;
    let params = call.document(1);
    let parameter = |name| params.and_then(|params| params.attribute(name)).unwrap_or_default();
    if !matches!(parameter("content"), "" | "sms") {
        return Err(Cause::new("The content to preview is not 'sms', which is all there is here."));
    }
    let delivery = store.read(|connection| Delivery::existing(connection, id))?;
    let found = find_person(store, reader, &delivery, parameter("filter"), now)?;
    let person: i64 = found.attribute("id").and_then(|id| id.parse().ok()).unwrap_or_default();
    let person = store.read(|connection| person_of(connection, &delivery, person))?;
    let source = message::source(&delivery.memo);
    let text = message::render(&source, &fields(&person)).map_err(Cause::new)?;
    let mut preview = Element::new("preview");
    preview.child_mut("sms").child_mut("source").set_memo(text);
    let mut result = Element::new("queryResult");
    result.push(found);
    Ok(vec![Value::Document("pdomPreview", Some(preview)), Value::Document("pdomQueryResult", Some(result))])
}

/// The person as a query finds them: the filter is an expression over the target's schema.
fn find_person(store: &Store, reader: Reader, delivery: &Delivery, filter: &str, now: i64) -> Result<Element, Cause> {
    let tables = delivery.tables;
    let mut definition = Element::new("queryDef").with("schema", tables.schema).with("operation", "getIfExists");
    let select = definition.child_mut("select");
    for field in ["id"].iter().chain(tables.fields) {
        select.push(Element::new("node").with("expr", format!("@{field}")));
    }
    if !filter.trim().is_empty() {
        definition.child_mut("where").push(Element::new("condition").with("expr", filter));
    }
    definition.child_mut("orderBy").push(Element::new("node").with("expr", "@id"));
    let text = definition.to_string();
    let document = roxmltree::Document::parse(&text)
        .map_err(|error| Cause::new(format!("The filter cannot be read: {error}.")))?;
    let found = read::execute(store, reader, Some(document.root_element()), now)?;
    if found.attribute("id").is_none() {
        return Err(Cause::new("The filter finds nobody to preview the text for."));
    }
    Ok(found)
}

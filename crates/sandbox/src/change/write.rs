//! `xtk:persist#Write` (contract, section 5): one difference document, one transaction.

use super::apply::Author;
use super::difference::Change;
use crate::store::database::Store;
use crate::store::operator::Operator;
use crate::store::reader::Reader;
use crate::wire::fault::Cause;
use crate::wire::xml::{self, Element};

/// Writes a document.
///
/// # Errors
/// The specific cause; nothing is written then.
pub fn execute(store: &Store, reader: Reader, document: Option<roxmltree::Node>, now: i64) -> Result<(), Cause> {
    let element = read(reader.operator, document)?;
    let author = Author { operator: reader.operator, now };
    let change = change_of(reader, &element, element.attribute("xtkschema").unwrap_or_default())?;
    store.write(|connection| change.apply(connection, &author))
}

/// Writes every record of a collection, or none of them (`WriteCollection`).
///
/// # Errors
/// The specific cause; nothing is written then.
pub fn execute_all(store: &Store, reader: Reader, document: Option<roxmltree::Node>, now: i64) -> Result<(), Cause> {
    let collection = read(reader.operator, document)?;
    let author = Author { operator: reader.operator, now };
    let schema = collection.attribute("xtkschema").unwrap_or_default();
    let changes =
        collection.elements().map(|element| change_of(reader, element, schema)).collect::<Result<Vec<_>, _>>()?;
    store.write(|connection| changes.iter().try_for_each(|change| change.apply(connection, &author)))
}

fn read(operator: &Operator, document: Option<roxmltree::Node>) -> Result<Element, Cause> {
    if !operator.writes {
        let who = operator.compute_string();
        return Err(Cause::no_right(format!(
            "The operator '{who}' may read but not write: ask for the right to edit."
        )));
    }
    let node = document.ok_or_else(|| Cause::new("The parameter 'doc' is missing: a document is expected."))?;
    let element = Element::from_request(node).ok_or_else(|| Cause::new("The document is nested too deep."))?;
    check_characters(&element)?;
    Ok(element)
}

fn change_of<'a>(reader: Reader, element: &'a Element, name: &str) -> Result<Change<'a>, Cause> {
    if name.is_empty() {
        return Err(Cause::new("The attribute 'xtkschema' is missing."));
    }
    let schema = reader.schema(name)?;
    if !schema.writable {
        return Err(Cause::new(format!("Records of the schema '{name}' cannot be changed in the sandbox.")));
    }
    Change::read(schema, reader, element)
}

/// The parser refuses them too. This check does not depend on the parser.
fn check_characters(element: &Element) -> Result<(), Cause> {
    let values = element.attributes.iter().map(|(_, value)| value.as_str());
    let text = element.own_text();
    if values.chain([text.as_str()]).any(|text| !text.chars().all(xml::is_allowed)) {
        return Err(Cause::new("The document contains a character that XML cannot carry."));
    }
    element.elements().try_for_each(check_characters)
}

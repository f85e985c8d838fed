//! `xtk:persist#Write` (contract, section 5): one difference document, one transaction.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use crate::fault::Cause;
use crate::operator::Operator;
use crate::reader::Reader;
use crate::schema::{Attribute, Kind, Memo, Reach, Schema, Source};
use crate::store::Store;
use crate::xml::{self, Element};
use crate::{instant, memo};

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

/// Who writes, and when.
struct Author<'a> {
    operator: &'a Operator,
    /// Milliseconds since 1970.
    now: i64,
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

/// The parser refuses them too; this holds whatever the parser does.
fn check_characters(element: &Element) -> Result<(), Cause> {
    let values = element.attributes.iter().map(|(_, value)| value.as_str());
    let text = element.own_text();
    if values.chain([text.as_str()]).any(|text| !text.chars().all(xml::is_allowed)) {
        return Err(Cause::new("The document contains a character that XML cannot carry."));
    }
    element.elements().try_for_each(check_characters)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    InsertOrUpdate,
    Insert,
    Update,
    Delete,
    None,
}

impl Operation {
    fn read(element: &Element) -> Result<Self, Cause> {
        Ok(match element.attribute("_operation").unwrap_or("insertOrUpdate") {
            "insertOrUpdate" => Self::InsertOrUpdate,
            "insert" => Self::Insert,
            "update" => Self::Update,
            "delete" => Self::Delete,
            "none" => Self::None,
            other => return Err(Cause::new(format!("The operation '{other}' is unknown."))),
        })
    }
}

/// A document, checked against its schema.
struct Change<'a> {
    schema: &'static Schema,
    reader: Reader,
    operation: Operation,
    /// Columns and values that recognise the row; empty when the document has none of the key's attributes.
    key: Vec<(&'static str, Value)>,
    columns: Vec<(&'static str, Value)>,
    /// Links to rows given by their own key: column, schema, attribute, value.
    links: Vec<Lookup>,
    memo: Vec<&'a Element>,
}

struct Lookup {
    column: &'static str,
    schema: &'static Schema,
    by: &'static str,
    value: Value,
}

impl<'a> Change<'a> {
    fn read(schema: &'static Schema, reader: Reader, element: &'a Element) -> Result<Self, Cause> {
        let mut change = Self {
            schema,
            reader,
            operation: Operation::read(element)?,
            key: Vec::new(),
            columns: Vec::new(),
            links: Vec::new(),
            memo: Vec::new(),
        };
        change.attributes(element, "")?;
        change.elements(element, "")?;
        change.key = change.key_of(element)?;
        Ok(change)
    }

    fn attributes(&mut self, element: &Element, prefix: &str) -> Result<(), Cause> {
        for (name, value) in &element.attributes {
            if name.starts_with('_') || name == "xtkschema" {
                continue;
            }
            let path = format!("{prefix}@{name}");
            let attribute = self.attribute(&path).ok_or_else(|| self.unknown(name, "attribute", &path))?;
            self.check_kept(attribute.path)?;
            match attribute.source {
                Source::Column(column) => self.columns.push((column, value_of(attribute, value)?)),
                Source::Computed(_) => return Err(Cause::new(format!("'{path}' is computed and cannot be written."))),
                Source::Memo => return Err(Cause::new(format!("'{path}' cannot be written on its own."))),
            }
        }
        Ok(())
    }

    fn elements(&mut self, element: &'a Element, prefix: &str) -> Result<(), Cause> {
        for child in element.elements() {
            let path = format!("{prefix}{}", child.name);
            if let Some(memo) = self.schema.memo.filter(|memo| prefix.is_empty() && memo.roots.contains(&&*child.name))
            {
                self.check_memo(memo, child)?;
                self.memo.push(child);
            } else if let Some(link) = self.reader.link(self.schema, &path) {
                self.check_kept(&format!("@{}-id", link.name))?;
                match link.reach {
                    Reach::One(column) => self.link(column, link.schema(), child)?,
                    Reach::Many(_) => {
                        let name = &child.name;
                        return Err(Cause::new(format!(
                            "The collection '{name}' cannot be written inside its record: write its records themselves."
                        )));
                    }
                }
            } else if self.schema.attributes.iter().any(|attribute| attribute.path.starts_with(&format!("{path}/"))) {
                let below = format!("{path}/");
                self.attributes(child, &below)?;
                self.elements(child, &below)?;
            } else {
                return Err(self.unknown(&child.name, "element", &path));
            }
        }
        Ok(())
    }

    /// Refuses what only the server changes.
    fn check_kept(&self, path: &str) -> Result<(), Cause> {
        let is_counter = self.schema.counted_by_server.iter().any(|counters| path.starts_with(counters));
        if is_counter || self.schema.set_by_server.contains(&path) {
            let what = if is_counter { "is counted" } else { "is set" };
            return Err(Cause::new(format!("'{path}' {what} by the server and cannot be written.")));
        }
        Ok(())
    }

    /// A memo holds text alone, so a wrong number is refused before it is stored.
    fn check_memo(&self, memo: &Memo, root: &Element) -> Result<(), Cause> {
        for (name, value) in &root.attributes {
            let path = format!("{}/@{name}", root.name);
            if let Some(attribute) = self.schema.attribute(&path) {
                value_of(attribute, value)?;
            } else if memo.closed.contains(&&*root.name) && !name.starts_with('_') {
                return Err(self.unknown(name, "attribute", &path));
            }
        }
        Ok(())
    }

    /// A link is set by its row's id, or by another key attribute of that row.
    fn link(&mut self, column: &'static str, target: &'static Schema, element: &Element) -> Result<(), Cause> {
        for path in ["@id"].into_iter().chain(target.natural_key) {
            let (Some(attribute), Some(value)) =
                (target.attribute(path), element.attribute(path.trim_start_matches('@')))
            else {
                continue;
            };
            let Source::Column(by) = attribute.source else { continue };
            self.links.push(Lookup { column, schema: target, by, value: value_of(attribute, value)? });
            return Ok(());
        }
        Err(Cause::new(format!("The link '{}' needs the key of its record.", element.name)))
    }

    fn key_of(&self, element: &Element) -> Result<Vec<(&'static str, Value)>, Cause> {
        let given = element.attribute("_key").map(str::trim).filter(|key| !key.is_empty());
        let paths: Vec<&str> = match given {
            Some(key) => key.split(',').map(str::trim).collect(),
            None => ["@id"]
                .into_iter()
                .chain(self.schema.natural_key)
                .find(|path| element.attribute(path.trim_start_matches('@')).is_some())
                .into_iter()
                .collect(),
        };
        let mut key = Vec::new();
        for path in paths {
            let path = if path.contains('@') { path.to_owned() } else { format!("@{path}") };
            let attribute = self.attribute(&path).ok_or_else(|| self.unknown(&path, "attribute", &path))?;
            let Source::Column(column) = attribute.source else {
                return Err(Cause::new(format!("'{path}' cannot be a key.")));
            };
            let written = self.columns.iter().find(|(known, _)| *known == column);
            let (_, value) = written.ok_or_else(|| Cause::new(format!("The key attribute '{path}' is missing.")))?;
            key.push((column, value.clone()));
        }
        Ok(key)
    }

    fn apply(&self, connection: &Connection, author: &Author) -> Result<(), Cause> {
        let row = self.find(connection)?;
        match (self.operation, row) {
            (Operation::None, _) => Ok(()),
            (Operation::Insert, Some(_)) => Err(self.about("already exists")),
            (Operation::Insert | Operation::InsertOrUpdate, None) => self.insert(connection, author),
            (Operation::Update | Operation::InsertOrUpdate, Some(id)) => self.update(connection, author, id),
            (Operation::Update | Operation::Delete, None) => Err(self.about("does not exist")),
            (Operation::Delete, Some(id)) => {
                connection.execute(&format!("DELETE FROM {} WHERE id = ?1", self.schema.table), [id])?;
                Ok(())
            }
        }
    }

    fn find(&self, connection: &Connection) -> Result<Option<i64>, Cause> {
        if self.key.is_empty() {
            return Ok(None);
        }
        let tests: Vec<String> =
            self.key.iter().enumerate().map(|(index, (column, _))| format!("\"{column}\" = ?{}", index + 1)).collect();
        let sql = format!("SELECT id FROM {} WHERE {} ORDER BY id LIMIT 1", self.schema.table, tests.join(" AND "));
        let values = rusqlite::params_from_iter(self.key.iter().map(|(_, value)| value));
        Ok(connection.query_row(&sql, values, |row| row.get(0)).optional()?)
    }

    fn insert(&self, connection: &Connection, author: &Author) -> Result<(), Cause> {
        connection.execute(&format!("INSERT INTO {} DEFAULT VALUES", self.schema.table), []).map_err(Cause::from)?;
        let id = connection.last_insert_rowid();
        let now = author.now;
        if self.schema.attribute("@created").is_some() {
            connection.execute(&format!("UPDATE {} SET created = ?1 WHERE id = ?2", self.schema.table), [now, id])?;
        }
        if self.schema.attribute("@createdBy-id").is_some() {
            let sql = format!("UPDATE {} SET createdBy_id = ?1 WHERE id = ?2", self.schema.table);
            connection.execute(&sql, [author.operator.id, id])?;
        }
        if let Some((column, name)) = self.schema.name_of_new_row {
            connection.execute(&format!("UPDATE {} SET {column} = {name} WHERE id = ?1", self.schema.table), [id])?;
        }
        self.update(connection, author, id)
    }

    fn update(&self, connection: &Connection, author: &Author, id: i64) -> Result<(), Cause> {
        let now = author.now;
        let mut columns: Vec<(&str, Value)> = Vec::new();
        let mut stamp = |path: &str, column: &'static str, value: i64| {
            if self.schema.attribute(path).is_some() {
                columns.push((column, Value::Integer(value)));
            }
        };
        stamp("@lastModified", "lastModified", now);
        stamp("@modifiedBy-id", "modifiedBy_id", author.operator.id);
        for (column, value) in &self.columns {
            columns.retain(|(known, _)| known != column);
            columns.push((column, value.clone()));
        }
        for link in &self.links {
            columns.push((link.column, Value::Integer(link.find(connection)?)));
        }
        if let Some((memo, text)) = self.merged(connection, id)? {
            columns.push(("data", Value::Text(text)));
            columns.retain(|(known, _)| *known != memo.changed);
            columns.push((memo.changed, Value::Integer(now)));
        }
        if columns.is_empty() {
            return Ok(());
        }
        let assignments: Vec<String> =
            columns.iter().enumerate().map(|(index, (column, _))| format!("\"{column}\" = ?{}", index + 1)).collect();
        let place = columns.len() + 1;
        let sql = format!("UPDATE {} SET {} WHERE id = ?{place}", self.schema.table, assignments.join(", "));
        let id = Value::Integer(id);
        connection.execute(&sql, rusqlite::params_from_iter(columns.iter().map(|(_, value)| value).chain([&id])))?;
        Ok(())
    }

    /// The memo after the change, if that differs from what it was.
    fn merged(&self, connection: &Connection, id: i64) -> Result<Option<(&'static Memo, String)>, Cause> {
        let Some(memo) = self.schema.memo.filter(|_| !self.memo.is_empty()) else { return Ok(None) };
        let sql = format!("SELECT {}, data FROM {} WHERE id = ?1", memo.lock.column, self.schema.table);
        let (locking, stored): (i64, String) =
            connection.query_row(&sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut merged = memo::read(&stored);
        for difference in &self.memo {
            memo::merge(merged.child_mut(&difference.name), difference, memo);
        }
        let merged = merged.to_string();
        if merged == stored {
            return Ok(None);
        }
        if locking >= memo.lock.from {
            return Err(Cause::new(memo.lock.refusal));
        }
        Ok(Some((memo, merged)))
    }

    fn attribute(&self, path: &str) -> Option<&'static Attribute> {
        self.reader.attribute(self.schema, path)
    }

    fn unknown(&self, name: &str, kind: &str, path: &str) -> Cause {
        Cause::unknown(name, kind, self.schema, path)
    }

    fn about(&self, what: &str) -> Cause {
        Cause::new(format!("The record of the schema '{}' {what}.", self.schema.name))
    }
}

impl Lookup {
    /// The id of the linked row; 0 is "none" and needs no row.
    fn find(&self, connection: &Connection) -> Result<i64, Cause> {
        if self.value == Value::Integer(0) {
            return Ok(0);
        }
        let sql = format!("SELECT id FROM {} WHERE \"{}\" = ?1 ORDER BY id LIMIT 1", self.schema.table, self.by);
        let found: Option<i64> = connection.query_row(&sql, [&self.value], |row| row.get(0)).optional()?;
        found.ok_or_else(|| {
            Cause::new(format!("The linked record of the schema '{}' does not exist.", self.schema.name))
        })
    }
}

/// A value of the wire as it is stored (contract, 1.2): an empty one is null or 0.
fn value_of(attribute: &Attribute, text: &str) -> Result<Value, Cause> {
    let wrong = |what: &str| Cause::new(format!("The value of '{}' is not {what}.", attribute.path));
    let trimmed = text.trim();
    Ok(match attribute.kind {
        Kind::Text => Value::Text(text.to_owned()),
        Kind::Long if trimmed.is_empty() => Value::Integer(0),
        Kind::Long => Value::Integer(trimmed.parse().map_err(|_| wrong("a whole number"))?),
        Kind::Real if trimmed.is_empty() => Value::Real(0.0),
        Kind::Real => {
            let number: f64 = trimmed.parse().map_err(|_| wrong("a number"))?;
            if number.is_finite() { Value::Real(number) } else { return Err(wrong("a number")) }
        }
        Kind::Flag | Kind::Boolean => match trimmed {
            "true" | "1" => Value::Integer(1),
            "false" | "0" | "" => Value::Integer(0),
            _ => return Err(wrong("true or false")),
        },
        Kind::Instant | Kind::Date if trimmed.is_empty() => Value::Null,
        Kind::Instant | Kind::Date => Value::Integer(instant::parse(trimmed).ok_or_else(|| wrong("a date"))?),
    })
}

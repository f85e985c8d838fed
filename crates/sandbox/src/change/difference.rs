//! The difference document of Write (contract, section 5), checked against its schema before anything is written.

use rusqlite::types::Value;

use super::value::value_of;
use crate::store::reader::Reader;
use crate::store::schema::{Attribute, Memo, Reach, Schema, Source};
use crate::wire::fault::Cause;
use crate::wire::xml::Element;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
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
pub struct Change<'a> {
    pub schema: &'static Schema,
    reader: Reader,
    pub operation: Operation,
    /// Columns and values that find the row. Empty when the document has no attribute of a key.
    pub key: Vec<(&'static str, Value)>,
    pub columns: Vec<(&'static str, Value)>,
    /// Links to other rows, which are found by a key of their own.
    pub links: Vec<Lookup>,
    pub memo: Vec<&'a Element>,
}

pub struct Lookup {
    pub column: &'static str,
    pub schema: &'static Schema,
    pub by: &'static str,
    pub value: Value,
}

impl<'a> Change<'a> {
    /// Reads a document.
    ///
    /// # Errors
    /// When it names what the schema does not have, or what cannot be written.
    pub fn read(schema: &'static Schema, reader: Reader, element: &'a Element) -> Result<Self, Cause> {
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

    fn attribute(&self, path: &str) -> Option<&'static Attribute> {
        self.reader.attribute(self.schema, path)
    }

    fn unknown(&self, name: &str, kind: &str, path: &str) -> Cause {
        self.schema.unknown(name, kind, path)
    }
}

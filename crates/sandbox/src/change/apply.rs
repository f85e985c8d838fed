//! Writes a change into the database.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::difference::{Change, Lookup, Operation};
use crate::store::memo;
use crate::store::operator::Operator;
use crate::store::schema::Memo;
use crate::wire::fault::Cause;

/// Who writes, and when.
pub struct Author<'a> {
    pub operator: &'a Operator,
    /// Milliseconds since 1970.
    pub now: i64,
}

impl Change<'_> {
    /// Writes the record.
    ///
    /// # Errors
    /// When the operation does not fit to what is stored, or the database refuses it.
    pub fn apply(&self, connection: &Connection, author: &Author) -> Result<(), Cause> {
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

//! The one SQL statement of a query.

use rusqlite::types::Value;

use super::request::{DEFAULT_LINES, Operation, Query};
use super::scope::{Scope, Statement, keyword};
use super::select::{self, Output};
use super::{answer, condition, counts};
use crate::store::reader::Reader;
use crate::wire::fault::Cause;
use crate::wire::xml::Element;

/// A statement, its bound values, and how its columns become XML.
pub struct Plan {
    sql: String,
    parameters: Vec<Value>,
    outputs: Vec<Output>,
}

impl Plan {
    pub fn make(query: &Query, reader: Reader, now: i64) -> Result<Self, Cause> {
        match query.operation {
            Operation::Count => Self::count(query, reader, now),
            Operation::Select | Operation::Get | Operation::GetIfExists => Self::select(query, reader, now),
        }
    }

    fn count(query: &Query, reader: Reader, now: i64) -> Result<Self, Cause> {
        let mut statement = Statement::new(reader, now);
        let mut scope = Scope::new(query.schema, &mut statement).counted(counts::table(query));
        let filter = condition::filter(&query.conditions, &mut scope, &mut statement)?;
        if query.groups.is_empty() && !query.distinct {
            let sql = format!("SELECT {} FROM {}{}", scope.n_rows(), scope.from(), keyword(" WHERE ", &filter));
            return Ok(Self { sql, parameters: statement.parameters, outputs: Vec::new() });
        }
        let inner = Self::select(query, reader, now)?;
        Ok(Self { sql: format!("SELECT count(*) FROM ({})", inner.sql), ..inner })
    }

    fn select(query: &Query, reader: Reader, now: i64) -> Result<Self, Cause> {
        let mut statement = Statement::new(reader, now);
        let mut rows = Scope::new(query.schema, &mut statement).counted(counts::table(query));
        let selection = select::Selection::compile(query, &mut rows, &mut statement)?;
        if selection.grouped || query.distinct {
            Self::select_groups(query, rows, statement, selection)
        } else {
            Self::select_rows(query, rows, statement, selection)
        }
    }

    /// Groups or distinct rows, in one SELECT.
    fn select_groups(
        query: &Query,
        mut scope: Scope,
        mut statement: Statement,
        selection: select::Selection,
    ) -> Result<Self, Cause> {
        let filter = condition::filter(&query.conditions, &mut scope, &mut statement)?;
        let having = condition::having(&query.having, &mut scope, &mut statement)?;
        let order = select::order(query, selection.grouped, &mut scope, &mut statement)?;
        let limit = limit(query, &mut statement);
        let sql = format!(
            "SELECT {}{} FROM {}{}{}{}{}{limit}",
            if query.distinct { "DISTINCT " } else { "" },
            selection.columns(),
            scope.from(),
            keyword(" WHERE ", &filter),
            keyword(" GROUP BY ", &selection.groups.join(", ")),
            keyword(" HAVING ", &having),
            keyword(" ORDER BY ", &order),
        );
        Ok(Self { sql, parameters: statement.parameters, outputs: selection.outputs })
    }

    /// Plain rows. The inner SELECT finds the ids of the page with an index, the outer one reads their columns. So a
    /// page deep inside a million rows skips index entries only, and no joined rows.
    fn select_rows(
        query: &Query,
        rows: Scope,
        mut statement: Statement,
        selection: select::Selection,
    ) -> Result<Self, Cause> {
        if !query.having.is_empty() {
            return Err(Cause::new("A having clause needs groups."));
        }
        let mut page = Scope::new(query.schema, &mut statement);
        let filter = condition::filter(&query.conditions, &mut page, &mut statement)?;
        let inner_order = select::order(query, false, &mut page, &mut statement)?;
        let limit = limit(query, &mut statement);
        let mut rows = rows;
        let outer_order = select::order(query, false, &mut rows, &mut statement)?;
        let sql = format!(
            "SELECT {columns} FROM (SELECT {alias}.id AS id FROM {from}{filter}{inner_order}{limit}) AS page \
             CROSS JOIN {table} AS {row} ON {row}.id = page.id{joins}{outer_order}",
            columns = selection.columns(),
            alias = page.alias,
            from = page.from(),
            filter = keyword(" WHERE ", &filter),
            inner_order = keyword(" ORDER BY ", &inner_order),
            table = query.schema.table,
            row = rows.alias,
            joins = rows.joins(),
            outer_order = keyword(" ORDER BY ", &outer_order),
        );
        Ok(Self { sql, parameters: statement.parameters, outputs: selection.outputs })
    }

    pub fn rows(&self, connection: &rusqlite::Connection) -> rusqlite::Result<Vec<Vec<Value>>> {
        let mut statement = connection.prepare_cached(&self.sql)?;
        let width = statement.column_count();
        let rows = statement.query_map(rusqlite::params_from_iter(&self.parameters), |row| {
            (0..width).map(|index| row.get(index)).collect::<rusqlite::Result<Vec<Value>>>()
        })?;
        rows.collect()
    }

    pub fn answer(&self, query: &Query, reader: Reader, rows: Vec<Vec<Value>>) -> Result<Element, Cause> {
        let name = query.schema.element();
        match query.operation {
            Operation::Count => {
                let count = match rows.first().and_then(|row| row.first()) {
                    Some(Value::Integer(count)) => *count,
                    _ => 0,
                };
                Ok(Element::new(name).with("count", count.to_string()))
            }
            Operation::Select => {
                let mut collection = Element::new(format!("{name}-collection"));
                for row in &rows {
                    collection.push(answer::row(name, &self.outputs, row, reader)?);
                }
                Ok(collection)
            }
            Operation::Get | Operation::GetIfExists => match rows.first() {
                Some(row) => answer::row(name, &self.outputs, row, reader),
                None if query.operation == Operation::GetIfExists => Ok(Element::new(name)),
                None => Err(Cause::new(format!(
                    "No '{}' document of schema '{}' matches the condition.",
                    query.schema.label, query.schema.name
                ))),
            },
        }
    }
}

fn limit(query: &Query, statement: &mut Statement) -> String {
    let lines = match query.operation {
        Operation::Get | Operation::GetIfExists => 1,
        Operation::Select => query.line_count.unwrap_or(DEFAULT_LINES),
        Operation::Count => u64::MAX,
    };
    let integer = |number: u64| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
    let lines = statement.bind(integer(lines));
    let start = statement.bind(integer(statement.reader.manner.rows_to_skip(query.start_line)));
    format!(" LIMIT {lines} OFFSET {start}")
}

//! `xtk:queryDef#ExecuteQuery` (contract, section 4): one query, one parameterised SQL statement, one document.
//!
//! [`request`] reads the queryDef, [`scope`] finds paths in the schemas and joins what they need, [`compile`] turns
//! expressions into SQL, [`condition`] the where clauses, [`select`] the output, and [`answer`] writes the rows as XML.

mod answer;
mod compile;
mod condition;
mod request;
mod scope;
mod select;

use rusqlite::types::Value;

use crate::fault::Cause;
use crate::reader::Reader;
use crate::store::Store;
use crate::xml::Element;

use request::{Operation, Query};
use scope::{Scope, Statement};
use select::Output;

/// Rows of a select that names no `lineCount` (contract, section 4).
pub const DEFAULT_LINES: u64 = 10_000;

/// Answers a queryDef, asked at the instant `now`.
///
/// # Errors
/// The specific cause, for the detail of an SOP-330011.
pub fn execute(store: &Store, reader: Reader, document: Option<roxmltree::Node>, now: i64) -> Result<Element, Cause> {
    let document =
        document.ok_or_else(|| Cause::new("The parameter 'document' is missing: a queryDef is expected."))?;
    let query = Query::read(document, reader)?;
    let plan = Plan::make(&query, reader, now)?;
    let rows = store.read(|connection| plan.rows(connection))?;
    plan.answer(&query, reader, rows)
}

/// A statement, its bound values, and how its columns become XML.
struct Plan {
    sql: String,
    parameters: Vec<Value>,
    outputs: Vec<Output>,
}

impl Plan {
    fn make(query: &Query, reader: Reader, now: i64) -> Result<Self, Cause> {
        match query.operation {
            Operation::Count => Self::count(query, reader, now),
            Operation::Select | Operation::Get | Operation::GetIfExists => Self::select(query, reader, now),
        }
    }

    fn count(query: &Query, reader: Reader, now: i64) -> Result<Self, Cause> {
        let mut statement = Statement::new(reader, now);
        let mut scope = Scope::new(query.schema, &mut statement);
        let filter = condition::filter(&query.conditions, &mut scope, &mut statement)?;
        if query.groups.is_empty() && !query.distinct {
            let sql = format!("SELECT count(*) FROM {}{}", scope.from(), keyword(" WHERE ", &filter));
            return Ok(Self { sql, parameters: statement.parameters, outputs: Vec::new() });
        }
        let inner = Self::select(query, reader, now)?;
        Ok(Self { sql: format!("SELECT count(*) FROM ({})", inner.sql), ..inner })
    }

    fn select(query: &Query, reader: Reader, now: i64) -> Result<Self, Cause> {
        let mut statement = Statement::new(reader, now);
        let mut rows = Scope::new(query.schema, &mut statement);
        let selection = select::Selection::compile(query, &mut rows, &mut statement)?;
        if selection.grouped || query.distinct {
            Self::select_groups(query, rows, statement, selection)
        } else {
            Self::select_rows(query, rows, statement, selection)
        }
    }

    /// Groups, or distinct rows: one level.
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

    /// Plain rows: the ids of the page first, by index alone, then what is shown of them. Pages deep inside a million
    /// rows skip index entries this way, and no joined row.
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

    fn rows(&self, connection: &rusqlite::Connection) -> rusqlite::Result<Vec<Vec<Value>>> {
        let mut statement = connection.prepare_cached(&self.sql)?;
        let width = statement.column_count();
        let rows = statement.query_map(rusqlite::params_from_iter(&self.parameters), |row| {
            (0..width).map(|index| row.get(index)).collect::<rusqlite::Result<Vec<Value>>>()
        })?;
        rows.collect()
    }

    fn answer(&self, query: &Query, reader: Reader, rows: Vec<Vec<Value>>) -> Result<Element, Cause> {
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

/// A clause with its keyword, or nothing when the clause is empty.
fn keyword(keyword: &str, clause: &str) -> String {
    if clause.is_empty() { String::new() } else { format!("{keyword}{clause}") }
}

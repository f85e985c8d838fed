//! Paths into schemas, and the joins that they need.

use rusqlite::types::Value;

use crate::store::reader::Reader;
use crate::store::schema::{Attribute, Kind, Link, Reach, Schema, Source};
use crate::wire::fault::Cause;

/// What one SQL statement shares: bound values and names of rows.
pub struct Statement {
    pub parameters: Vec<Value>,
    aliases: usize,
    /// Operators so far: SQLite refuses trees deeper than 1,000.
    pub operators: usize,
    /// What `GetDate()` is, in milliseconds since 1970.
    pub now: i64,
    pub reader: Reader,
}

/// Bound values of one statement; SQLite itself allows 32,766.
const MOST_PARAMETERS: usize = 20_000;
/// Joined rows of one statement; SQLite itself allows 64.
const MOST_JOINS: usize = 40;

impl Statement {
    pub fn new(reader: Reader, now: i64) -> Self {
        Self { parameters: Vec::new(), aliases: 0, operators: 0, now, reader }
    }

    /// Binds a value and answers its place in the SQL.
    pub fn bind(&mut self, value: Value) -> String {
        self.parameters.push(value);
        format!("?{}", self.parameters.len())
    }

    pub fn is_full(&self) -> bool {
        self.parameters.len() > MOST_PARAMETERS
    }

    pub fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("r{}", self.aliases)
    }
}

/// One level of FROM: a row of a schema and the rows it links to.
pub struct Scope {
    pub schema: &'static Schema,
    pub alias: String,
    /// The table of counts that stands for the schema's own.
    pub counts: Option<&'static str>,
    joins: Vec<Join>,
}

struct Join {
    path: String,
    alias: String,
    sql: String,
}

/// What a path means.
pub enum Target {
    Attribute {
        attribute: &'static Attribute,
        alias: String,
    },
    /// A record as a whole: its compute string.
    Record {
        schema: &'static Schema,
        alias: String,
    },
    /// A collection of rows that point to the row `alias`.
    Collection {
        link: &'static Link,
        alias: String,
    },
    /// An element of the XML memo.
    MemoElement {
        path: String,
        alias: String,
    },
}

impl Scope {
    pub fn new(schema: &'static Schema, statement: &mut Statement) -> Self {
        Self { schema, alias: statement.alias(), counts: None, joins: Vec::new() }
    }

    /// The same, from the counts of the schema's rows.
    pub fn counted(self, counts: Option<&'static str>) -> Self {
        Self { counts, ..self }
    }

    /// The table and its joins, after FROM.
    pub fn from(&self) -> String {
        format!("{} AS {}{}", self.counts.unwrap_or(self.schema.table), self.alias, self.joins())
    }

    /// The number of rows, as an aggregate.
    pub fn n_rows(&self) -> String {
        match self.counts {
            Some(_) => format!("coalesce(sum({}.n), 0)", self.alias),
            None => "count(*)".to_owned(),
        }
    }

    pub fn joins(&self) -> String {
        self.joins.iter().map(|join| join.sql.as_str()).collect()
    }

    /// Finds what a path names, joining links on the way.
    ///
    /// # Errors
    /// XTK-170036 for what the schema does not have; `expression` is quoted in it.
    pub fn resolve(&mut self, path: &str, expression: &str, statement: &mut Statement) -> Result<Target, Cause> {
        let reader = statement.reader;
        let mut schema = self.schema;
        let mut alias = self.alias.clone();
        let mut walked = String::new();
        let path = path.trim_start_matches('/').trim_start_matches("./");
        let mut rest = if path == "." { "" } else { path };
        loop {
            if rest.is_empty() {
                return Ok(Target::Record { schema, alias });
            }
            if let Some(attribute) = reader.attribute(schema, rest) {
                return Ok(Target::Attribute { attribute, alias });
            }
            let element = rest.strip_suffix("/*").unwrap_or(rest);
            if schema.is_memo_element(element) {
                return Ok(Target::MemoElement { path: element.to_owned(), alias });
            }
            let (name, after) = rest.split_once('/').unwrap_or((rest, ""));
            let Some(link) = reader.link(schema, name) else {
                let kind = if rest.contains('@') { "attribute" } else { "element" };
                let name = rest.rsplit('/').next().unwrap_or(rest);
                return Err(schema.unknown(name, kind, expression));
            };
            reader.check(link.schema())?;
            match link.reach {
                Reach::Many(_) if after.is_empty() => return Ok(Target::Collection { link, alias }),
                Reach::Many(_) => {
                    let why = format!("The collection '{name}' needs a node of its own.");
                    return Err(Cause::expression(&why, expression));
                }
                Reach::One(column) => {
                    walked.push_str(name);
                    walked.push('/');
                    alias = self.join(&walked, &alias, link, column, statement)?;
                    schema = link.schema();
                    rest = after;
                }
            }
        }
    }

    fn join(
        &mut self,
        path: &str,
        from: &str,
        link: &Link,
        column: &str,
        statement: &mut Statement,
    ) -> Result<String, Cause> {
        if let Some(known) = self.joins.iter().find(|join| join.path == path) {
            return Ok(known.alias.clone());
        }
        if self.joins.len() >= MOST_JOINS {
            return Err(Cause::new("The query follows too many links."));
        }
        let alias = statement.alias();
        let sql = format!(" LEFT JOIN {} AS {alias} ON {alias}.id = {from}.\"{column}\"", link.schema().table);
        self.joins.push(Join { path: path.to_owned(), alias: alias.clone(), sql });
        Ok(alias)
    }
}

/// The SQL of a stored attribute; `None` when it lives in the memo.
pub fn stored(attribute: &Attribute, alias: &str) -> Option<String> {
    match attribute.source {
        Source::Column(column) => Some(format!("{alias}.\"{column}\"")),
        Source::Computed(sql) => Some(sql.replace("{}", alias)),
        Source::Memo => None,
    }
}

/// The SQL of a record's compute string.
pub fn compute_string(schema: &Schema, alias: &str) -> String {
    schema.compute_string.replace("{}", alias)
}

/// The kind of a compute string.
pub const COMPUTE_STRING: Kind = Kind::Text;

/// A clause with its keyword, or nothing when the clause is empty.
pub fn keyword(keyword: &str, clause: &str) -> String {
    if clause.is_empty() { String::new() } else { format!("{keyword}{clause}") }
}

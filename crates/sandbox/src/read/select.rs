//! The output: the columns of the statement, and where each value stands in the row's element (contract, section 4).

use super::compile::{compile, compile_tree, without_aggregate};
use super::condition::{belonging, filter};
use super::expression::{Expression, parse};
use super::request::{self, Query};
use super::scope::{self, Scope, Statement, Target, keyword, stored};
use crate::store::codes::Enumeration;
use crate::store::schema::{Kind, Link};
use crate::wire::fault::Cause;
use crate::wire::xml;

/// One output: a column of the statement and its place in the answer.
#[derive(Debug)]
pub struct Output {
    pub column: usize,
    pub place: Place,
    pub content: Content,
}

/// Where a value stands below the row's element.
#[derive(Debug, Clone)]
pub struct Place {
    pub elements: Vec<String>,
    pub leaf: Leaf,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaf {
    Attribute(String),
    /// The text of the last element.
    Text,
}

#[derive(Debug)]
pub enum Content {
    Value(Format),
    /// The column is the XML memo; the value is at this path in it.
    Memo(String, Format),
    /// The column is the XML memo; this element of it is answered as a whole.
    MemoElement(String),
    /// The column is a JSON array of rows of this element.
    Collection(&'static str, Vec<Output>),
}

#[derive(Debug, Clone, Copy)]
pub struct Format {
    pub kind: Kind,
    /// Set when `analyze` asks for name and label.
    pub codes: Option<&'static Enumeration>,
}

#[derive(Default)]
pub struct Selection {
    pub outputs: Vec<Output>,
    pub groups: Vec<String>,
    pub grouped: bool,
    columns: Vec<String>,
}

impl Selection {
    pub fn compile(query: &Query, scope: &mut Scope, statement: &mut Statement) -> Result<Self, Cause> {
        let mut selection = Self::default();
        for text in &query.groups {
            let group = without_aggregate(compile(text, scope, statement)?, text)?;
            selection.groups.push(group.text);
        }
        let mut plain = Vec::new();
        for node in &query.nodes {
            selection.node(node, "", scope, statement, &mut plain)?;
        }
        selection.grouped |= !selection.groups.is_empty();
        if statement.reader.manner.adds_attributes() && !selection.grouped && !query.distinct {
            selection.compute_string(scope);
        }
        if selection.grouped {
            let loose = plain.iter().find(|(sql, _)| !selection.groups.contains(sql) && !sql.starts_with('?'));
            if let Some((_, text)) = loose {
                return Err(Cause::expression("It is neither grouped nor an aggregate.", text));
            }
        }
        Ok(selection)
    }

    /// Adds `_cs`, which instances send without being asked.
    fn compute_string(&mut self, scope: &Scope) {
        let column = self.column(scope::compute_string(scope.schema, &scope.alias));
        let place = Place { elements: Vec::new(), leaf: Leaf::Attribute("_cs".to_owned()) };
        self.outputs.push(Output { column, place, content: Content::Value(Format { kind: Kind::Text, codes: None }) });
    }

    /// The columns, after SELECT.
    pub fn columns(&self) -> String {
        if self.columns.is_empty() { "NULL".to_owned() } else { self.columns.join(", ") }
    }

    fn column(&mut self, sql: String) -> usize {
        let known = self.columns.iter().position(|column| *column == sql);
        known.unwrap_or_else(|| {
            self.columns.push(sql);
            self.columns.len() - 1
        })
    }

    /// Adds one node; `prefix` is the link that it stands inside. `plain` collects what is not an aggregate.
    fn node(
        &mut self,
        node: &request::Output,
        prefix: &str,
        scope: &mut Scope,
        statement: &mut Statement,
        plain: &mut Vec<(String, String)>,
    ) -> Result<(), Cause> {
        let text = node.expression.as_str();
        let tree = match parse(text).map_err(|why| Cause::expression(&why, text))? {
            Expression::Path(path) => Expression::Path(format!("{prefix}{path}")),
            other => other,
        };
        let place = Place::of(node, &tree, self.outputs.len())?;
        let (column, place, content) = match &tree {
            Expression::Path(path) => match scope.resolve(path, text, statement)? {
                Target::Record { .. } if !node.nodes.is_empty() => {
                    for inner in &node.nodes {
                        self.node(inner, &format!("{path}/"), scope, statement, plain)?;
                    }
                    return Ok(());
                }
                Target::Record { schema, alias } => {
                    let place = if node.alias.is_none() { place.compute_string() } else { place };
                    let sql = scope::compute_string(schema, &alias);
                    self.plain(sql.clone(), node, plain);
                    (sql, place, Content::Value(Format { kind: Kind::Text, codes: None }))
                }
                Target::Attribute { attribute, alias } => {
                    let format = Format { kind: attribute.kind, codes: attribute.codes.filter(|_| node.analyze) };
                    match stored(attribute, &alias) {
                        Some(sql) => {
                            self.plain(sql.clone(), node, plain);
                            (sql, place, Content::Value(format))
                        }
                        // Attributes of the memo can always be selected, its texts not in a strict sandbox.
                        None if !attribute.path.contains('@') && !statement.reader.manner.selects_memo_leaves() => {
                            return Err(Cause::expression("An element of the XML memo cannot be selected.", text));
                        }
                        None => {
                            let sql = format!("{alias}.data");
                            plain.push((sql.clone(), text.to_owned()));
                            (sql, place, Content::Memo(attribute.path.to_owned(), format))
                        }
                    }
                }
                Target::MemoElement { path, alias } => {
                    let sql = format!("{alias}.data");
                    plain.push((sql.clone(), text.to_owned()));
                    (sql, place, Content::MemoElement(path))
                }
                Target::Collection { link, alias } => {
                    let (sql, outputs) = collection(link, &alias, node, statement)?;
                    plain.push((sql.clone(), text.to_owned()));
                    (sql, place, Content::Collection(link.name, outputs))
                }
            },
            _ => {
                let sql = compile_tree(&tree, text, scope, statement)?;
                if sql.aggregate {
                    self.grouped = true;
                } else {
                    self.plain(sql.text.clone(), node, plain);
                }
                let codes = sql.codes.filter(|_| node.analyze);
                (sql.text, place, Content::Value(Format { kind: sql.kind, codes }))
            }
        };
        let column = self.column(column);
        self.outputs.push(Output { column, place, content });
        Ok(())
    }

    fn plain(&mut self, sql: String, node: &request::Output, plain: &mut Vec<(String, String)>) {
        if node.grouped {
            self.groups.push(sql.clone());
        }
        plain.push((sql, node.expression.clone()));
    }
}

/// A sub-select: the collection's rows as one JSON value, so that the query stays one statement.
fn collection(
    link: &'static Link,
    parent: &str,
    node: &request::Output,
    statement: &mut Statement,
) -> Result<(String, Vec<Output>), Cause> {
    let mut scope = Scope::new(link.schema(), statement);
    let mut selection = Selection::default();
    let mut plain = Vec::new();
    for inner in &node.nodes {
        selection.node(inner, "", &mut scope, statement, &mut plain)?;
    }
    if selection.grouped || !selection.groups.is_empty() {
        return Err(Cause::expression("A sub-select cannot be grouped.", &node.expression));
    }
    let conditions = filter(&node.conditions, &mut scope, statement)?;
    let order = orders(&node.order, false, &mut scope, statement)?;
    let and = if conditions.is_empty() { String::new() } else { format!(" AND ({conditions})") };
    let columns: Vec<String> =
        selection.columns.iter().enumerate().map(|(index, sql)| format!("{sql} AS c{index}")).collect();
    let names: Vec<String> = (0..columns.len()).map(|index| format!("c{index}")).collect();
    let columns = if columns.is_empty() { "1".to_owned() } else { columns.join(", ") };
    let sql = format!(
        "(SELECT json_group_array(json_array({})) FROM (SELECT {columns} FROM {} WHERE {}{and}{} LIMIT {}))",
        names.join(", "),
        scope.from(),
        belonging(link, &scope.alias, parent),
        keyword(" ORDER BY ", &order),
        request::DEFAULT_LINES,
    );
    Ok((sql, selection.outputs))
}

/// The SQL after ORDER BY; empty when no order was asked for.
pub fn order(query: &Query, grouped: bool, scope: &mut Scope, statement: &mut Statement) -> Result<String, Cause> {
    orders(&query.order, grouped, scope, statement)
}

fn orders(
    orders: &[request::Order],
    grouped: bool,
    scope: &mut Scope,
    statement: &mut Statement,
) -> Result<String, Cause> {
    let mut parts = Vec::new();
    for order in orders {
        let mut sql = compile(&order.expression, scope, statement)?;
        if !grouped {
            sql = without_aggregate(sql, &order.expression)?;
        }
        parts.push(format!("{}{}", sql.text, if order.descending { " DESC" } else { "" }));
    }
    Ok(parts.join(", "))
}

impl Place {
    /// The place that the alias names. Without an alias it is that of the path, and other expressions become an
    /// attribute that is named by its position.
    fn of(node: &request::Output, tree: &Expression, position: usize) -> Result<Self, Cause> {
        if let Some(alias) = &node.alias {
            let refused = || Cause::new(format!("The alias '{alias}' is not a path."));
            return Self::parse(alias.trim_start_matches('[').trim_end_matches(']')).ok_or_else(refused);
        }
        let place = match tree {
            Expression::Path(path) => Self::parse(path.strip_suffix("/*").unwrap_or(path)),
            _ => None,
        };
        Ok(place.unwrap_or_else(|| Self { elements: Vec::new(), leaf: Leaf::Attribute(format!("_{position}")) }))
    }

    fn parse(path: &str) -> Option<Self> {
        let path = path.trim().trim_start_matches("./").trim_start_matches('/');
        if path == "." {
            return Some(Self { elements: Vec::new(), leaf: Leaf::Text });
        }
        let mut elements: Vec<String> = path.split('/').map(str::to_owned).collect();
        let leaf = match elements.last().and_then(|last| last.strip_prefix('@')) {
            Some(name) => {
                let leaf = Leaf::Attribute(name.to_owned());
                elements.pop();
                leaf
            }
            None => Leaf::Text,
        };
        let attribute = match &leaf {
            Leaf::Attribute(name) => xml::is_name(name),
            Leaf::Text => true,
        };
        (attribute && elements.len() <= 10 && elements.iter().all(|name| xml::is_name(name)))
            .then_some(Self { elements, leaf })
    }

    fn compute_string(self) -> Self {
        Self { leaf: Leaf::Attribute("_cs".to_owned()), ..self }
    }
}

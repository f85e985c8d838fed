//! The queryDef as it was sent (contract, section 4).

use roxmltree::Node;

use crate::store::reader::Reader;
use crate::store::schema::Schema;
use crate::wire::fault::Cause;

/// Conditions inside conditions, and sub-queries inside sub-queries.
const DEEPEST: usize = 20;
/// Conditions or output nodes of one query.
const MOST: usize = 400;

/// Rows of a select that names no `lineCount` (contract, section 4).
pub const DEFAULT_LINES: u64 = 10_000;

#[derive(Debug)]
pub struct Query {
    pub schema: &'static Schema,
    pub operation: Operation,
    pub nodes: Vec<Output>,
    pub conditions: Vec<Condition>,
    pub having: Vec<Condition>,
    pub order: Vec<Order>,
    /// Expressions of `<groupBy>`.
    pub groups: Vec<String>,
    pub distinct: bool,
    pub line_count: Option<u64>,
    pub start_line: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Select,
    Get,
    GetIfExists,
    Count,
}

/// A `<node>` of the select.
#[derive(Debug)]
pub struct Output {
    pub expression: String,
    pub alias: Option<String>,
    pub analyze: bool,
    pub grouped: bool,
    /// Nodes inside it: a sub-select of a collection, or the parts of a link.
    pub nodes: Vec<Output>,
    pub conditions: Vec<Condition>,
    pub order: Vec<Order>,
}

#[derive(Debug)]
pub struct Order {
    pub expression: String,
    pub descending: bool,
}

#[derive(Debug)]
pub struct Condition {
    pub expression: Option<String>,
    /// Joins this condition with the next one.
    pub joiner: Joiner,
    pub set: Option<SetOperator>,
    pub sub_query: Option<Box<Query>>,
    pub conditions: Vec<Condition>,
    pub enabled_if: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joiner {
    And,
    Or,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetOperator {
    In,
    NotIn,
    Exists,
    NotExists,
}

impl Query {
    pub fn read(node: Node, reader: Reader) -> Result<Self, Cause> {
        Self::at_depth(node, reader, 0)
    }

    fn at_depth(node: Node, reader: Reader, depth: usize) -> Result<Self, Cause> {
        let name = node.attribute("schema").unwrap_or_default();
        let schema = reader.schema(name)?;
        let operation = match node.attribute("operation").unwrap_or("select") {
            "select" => Operation::Select,
            "get" => Operation::Get,
            "getIfExists" => Operation::GetIfExists,
            "count" => Operation::Count,
            other => return Err(Cause::new(format!("The operation '{other}' is unknown."))),
        };
        let part = |name| child(node, name);
        let query = Self {
            schema,
            operation,
            nodes: part("select").map_or(Ok(Vec::new()), |select| outputs(select, reader, depth))?,
            conditions: part("where").map_or(Ok(Vec::new()), |clause| conditions(clause, reader, depth))?,
            having: part("having").map_or(Ok(Vec::new()), |clause| conditions(clause, reader, depth))?,
            order: part("orderBy").map_or(Ok(Vec::new()), orders)?,
            groups: part("groupBy").map_or(Vec::new(), |groups| nodes(groups).map(expression).collect()),
            distinct: boolean(node, "distinct"),
            line_count: number(node, "lineCount")?.filter(|lines| *lines > 0),
            start_line: number(node, "startLine")?.unwrap_or_default(),
        };
        if query.groups.len() > MOST {
            return Err(Cause::new("The query has too many groups."));
        }
        Ok(query)
    }
}

fn outputs(parent: Node, reader: Reader, depth: usize) -> Result<Vec<Output>, Cause> {
    if depth > DEEPEST {
        return Err(Cause::new("The query is nested too deep."));
    }
    let read = |node: Node| {
        Ok(Output {
            expression: expression(node),
            alias: node.attribute("alias").map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned),
            analyze: boolean(node, "analyze"),
            grouped: boolean(node, "groupBy"),
            nodes: outputs(node, reader, depth + 1)?,
            conditions: child(node, "where").map_or(Ok(Vec::new()), |clause| conditions(clause, reader, depth + 1))?,
            order: child(node, "orderBy").map_or(Ok(Vec::new()), orders)?,
        })
    };
    limited(nodes(parent).map(read).collect())
}

fn conditions(parent: Node, reader: Reader, depth: usize) -> Result<Vec<Condition>, Cause> {
    if depth > DEEPEST {
        return Err(Cause::new("The conditions are nested too deep."));
    }
    let found = parent.children().filter(|node| node.is_element() && node.tag_name().name() == "condition");
    limited(found.filter(|node| !boolean(*node, "ignore")).map(|node| condition(node, reader, depth + 1)).collect())
}

fn condition(node: Node, reader: Reader, depth: usize) -> Result<Condition, Cause> {
    if node.attribute("sql").is_some() {
        return Err(Cause::new("XTK-170016 SQL in a condition is not allowed."));
    }
    let written = node.attribute("boolOperator").or_else(|| node.attribute("bool-operator")).unwrap_or("AND");
    let joiner = match written.trim().to_ascii_uppercase().as_str() {
        "" | "AND" => Joiner::And,
        "OR" => Joiner::Or,
        _ => return Err(Cause::new(format!("The operator '{written}' between conditions is unknown."))),
    };
    let written = node.attribute("setOperator").unwrap_or_default();
    let set = match written.trim().to_ascii_uppercase().as_str() {
        "" => None,
        "IN" => Some(SetOperator::In),
        "NOT IN" => Some(SetOperator::NotIn),
        "EXISTS" => Some(SetOperator::Exists),
        "NOT EXISTS" => Some(SetOperator::NotExists),
        _ => return Err(Cause::new(format!("The set operator '{written}' is unknown."))),
    };
    let sub_query = match child(node, "subQuery") {
        Some(sub) if depth < DEEPEST => Some(Box::new(Query::at_depth(sub, reader, depth + 1)?)),
        Some(_) => return Err(Cause::new("The conditions are nested too deep.")),
        None => None,
    };
    Ok(Condition {
        expression: Some(expression(node)).filter(|expression| !expression.is_empty()),
        joiner,
        set,
        sub_query,
        conditions: conditions(node, reader, depth)?,
        enabled_if: node.attribute("enabledIf").map(str::to_owned).filter(|text| !text.trim().is_empty()),
    })
}

fn orders(parent: Node) -> Result<Vec<Order>, Cause> {
    let read = |node: Node| {
        Ok(Order { expression: expression(node), descending: boolean(node, "sortDesc") || boolean(node, "desc") })
    };
    limited(nodes(parent).map(read).collect())
}

fn limited<T>(items: Result<Vec<T>, Cause>) -> Result<Vec<T>, Cause> {
    let items = items?;
    if items.len() > MOST { Err(Cause::new("The query has too many parts.")) } else { Ok(items) }
}

fn nodes<'a, 'input>(parent: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    parent.children().filter(|node| node.is_element() && node.tag_name().name() == "node")
}

fn child<'a, 'input>(parent: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    parent.children().find(|node| node.is_element() && node.tag_name().name() == name)
}

fn expression(node: Node) -> String {
    node.attribute("expr").unwrap_or_default().trim().to_owned()
}

fn boolean(node: Node, name: &str) -> bool {
    matches!(node.attribute(name), Some("true" | "1"))
}

fn number(node: Node, name: &str) -> Result<Option<u64>, Cause> {
    match node.attribute(name).map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(Cause::new(format!("'{name}' is not a whole number of 0 or more."))),
        },
    }
}

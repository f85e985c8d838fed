//! `<where>` and `<having>`: conditions in conditions, sets, sub-queries (contract, section 4).

use super::compile::{Sql, compile, without_aggregate};
use super::expression::{Expression, Operator, parse};
use super::request::{Condition, Joiner, Query, SetOperator};
use super::scope::{Scope, Statement, Target, keyword};
use crate::store::schema::{Link, Reach};
use crate::wire::fault::Cause;

/// The SQL after WHERE; empty when there is no condition.
pub fn filter(conditions: &[Condition], scope: &mut Scope, statement: &mut Statement) -> Result<String, Cause> {
    Clause { aggregates: false }.all(conditions, scope, statement)
}

/// The SQL after HAVING, where aggregates may stand.
pub fn having(conditions: &[Condition], scope: &mut Scope, statement: &mut Statement) -> Result<String, Cause> {
    Clause { aggregates: true }.all(conditions, scope, statement)
}

struct Clause {
    aggregates: bool,
}

impl Clause {
    /// Each condition's own operator joins it with the next; where none is written, AND.
    fn all(&self, conditions: &[Condition], scope: &mut Scope, statement: &mut Statement) -> Result<String, Cause> {
        let mut clause = String::new();
        let mut joiner = "";
        for condition in conditions {
            if !is_enabled(condition)? {
                continue;
            }
            let sql = self.one(condition, scope, statement)?;
            if sql.is_empty() {
                continue;
            }
            statement.operators += 1;
            clause.push_str(joiner);
            clause.push_str(&sql);
            joiner = match condition.joiner {
                Joiner::And => " AND ",
                Joiner::Or => " OR ",
            };
        }
        Ok(clause)
    }

    fn one(&self, condition: &Condition, scope: &mut Scope, statement: &mut Statement) -> Result<String, Cause> {
        if let Some(set) = condition.set {
            return self.set(set, condition, scope, statement);
        }
        let own = match &condition.expression {
            Some(text) => self.expression(text, scope, statement)?.text,
            None => String::new(),
        };
        let nested = self.all(&condition.conditions, scope, statement)?;
        Ok(match (own.is_empty(), nested.is_empty()) {
            (false, false) => format!("({own} AND ({nested}))"),
            (true, false) => format!("({nested})"),
            (_, true) => own,
        })
    }

    fn expression(&self, text: &str, scope: &mut Scope, statement: &mut Statement) -> Result<Sql, Cause> {
        let sql = compile(text, scope, statement)?;
        if self.aggregates { Ok(sql) } else { without_aggregate(sql, text) }
    }

    fn set(
        &self,
        set: SetOperator,
        condition: &Condition,
        scope: &mut Scope,
        statement: &mut Statement,
    ) -> Result<String, Cause> {
        match set {
            SetOperator::In | SetOperator::NotIn => {
                let text = condition.expression.as_deref().unwrap_or_default();
                let value = self.expression(text, scope, statement)?.text;
                let sub = condition.sub_query.as_deref().ok_or_else(no_sub_query)?;
                let sub = values(sub, statement)?;
                let not = if set == SetOperator::NotIn { "NOT " } else { "" };
                Ok(format!("({value} {not}IN ({sub}))"))
            }
            SetOperator::Exists | SetOperator::NotExists => {
                let not = if set == SetOperator::NotExists { "NOT " } else { "" };
                let rows = match (&condition.expression, &condition.sub_query) {
                    (None, Some(sub)) => rows(sub, statement)?,
                    (Some(path), sub) => {
                        let (link, parent) = collection(path, scope, statement)?;
                        let conditions = sub.as_deref().map_or(&condition.conditions, |sub| &sub.conditions);
                        linked(link, &parent, conditions, statement)?
                    }
                    (None, None) => return Err(no_sub_query()),
                };
                Ok(format!("({not}EXISTS ({rows}))"))
            }
        }
    }
}

fn no_sub_query() -> Cause {
    Cause::new("A condition with a set operator needs a sub-query.")
}

/// A SELECT of the one column of a sub-query.
fn values(query: &Query, statement: &mut Statement) -> Result<String, Cause> {
    let [output] = query.nodes.as_slice() else {
        return Err(Cause::new("A sub-query of IN selects exactly one value."));
    };
    let mut scope = Scope::new(query.schema, statement);
    let value = compile(&output.expression, &mut scope, statement)?;
    let filter = filter(&query.conditions, &mut scope, statement)?;
    let mut groups = Vec::new();
    for group in &query.groups {
        groups.push(without_aggregate(compile(group, &mut scope, statement)?, group)?.text);
    }
    if output.grouped {
        groups.push(without_aggregate(value.clone(), &output.expression)?.text);
    }
    let having = having(&query.having, &mut scope, statement)?;
    if !having.is_empty() && groups.is_empty() {
        return Err(Cause::new("A having clause needs groups."));
    }
    Ok(format!(
        "SELECT {} FROM {}{}{}{}",
        value.text,
        scope.from(),
        keyword(" WHERE ", &filter),
        keyword(" GROUP BY ", &groups.join(", ")),
        keyword(" HAVING ", &having)
    ))
}

/// A SELECT that has rows if the sub-query has any.
fn rows(query: &Query, statement: &mut Statement) -> Result<String, Cause> {
    let mut scope = Scope::new(query.schema, statement);
    let filter = filter(&query.conditions, &mut scope, statement)?;
    Ok(format!("SELECT 1 FROM {}{}", scope.from(), keyword(" WHERE ", &filter)))
}

fn collection(path: &str, scope: &mut Scope, statement: &mut Statement) -> Result<(&'static Link, String), Cause> {
    let inner = path.trim().trim_start_matches('[').trim_end_matches(']');
    match scope.resolve(inner, path, statement)? {
        Target::Collection { link, alias } => Ok((link, alias)),
        _ => Err(Cause::expression("EXISTS needs a collection.", path)),
    }
}

/// The rows of a collection that meet the conditions, for the row `parent`.
fn linked(
    link: &'static Link,
    parent: &str,
    conditions: &[Condition],
    statement: &mut Statement,
) -> Result<String, Cause> {
    let mut scope = Scope::new(link.schema(), statement);
    let conditions = filter(conditions, &mut scope, statement)?;
    let belongs = belonging(link, &scope.alias, parent);
    let and = if conditions.is_empty() { String::new() } else { format!(" AND ({conditions})") };
    Ok(format!("SELECT 1 FROM {} WHERE {belongs}{and}", scope.from()))
}

/// The test whether the row `child` is in the collection `link` of the row `parent`.
pub fn belonging(link: &Link, child: &str, parent: &str) -> String {
    match link.reach {
        Reach::Many(column) => format!("{child}.\"{column}\" = {parent}.id"),
        Reach::One(column) => format!("{child}.id = {parent}.\"{column}\""),
    }
}

/// `enabledIf` is decided before the query runs, so it may only hold constants.
fn is_enabled(condition: &Condition) -> Result<bool, Cause> {
    let Some(text) = &condition.enabled_if else { return Ok(true) };
    let tree = parse(text).map_err(|why| Cause::expression(&why, text))?;
    constant(&tree).ok_or_else(|| Cause::expression("The sandbox knows only constants in enabledIf.", text))
}

fn constant(tree: &Expression) -> Option<bool> {
    match tree {
        Expression::Boolean(value) => Some(*value),
        Expression::Integer(value) => Some(*value != 0),
        Expression::Not(value) => Some(!constant(value)?),
        Expression::Binary { operator, left, right } => match operator {
            Operator::And => Some(constant(left)? && constant(right)?),
            Operator::Or => Some(constant(left)? || constant(right)?),
            Operator::Equal if is_literal(left) && is_literal(right) => Some(left == right),
            Operator::Different if is_literal(left) && is_literal(right) => Some(left != right),
            _ => None,
        },
        _ => None,
    }
}

fn is_literal(tree: &Expression) -> bool {
    matches!(tree, Expression::Text { .. } | Expression::Integer(_) | Expression::Boolean(_) | Expression::Real(_))
}

//! Which queries are answered from the counts of a log instead of its rows.
//!
//! The database keeps the counts by delivery, status, message, minute of the last change and beginning of the address. They
//! are some thousands where the log has a million rows, so that what is counted by these takes milliseconds.

use super::expression::{Expression, Function, Operator, parse};
use super::request::{Condition, Operation, Output, Query};

/// The granularity of the counts, in seconds.
const MINUTE: i64 = 60;

/// So many characters of an address the counts have.
const N_BEGINNING: usize = 5;

/// The table of the counts that answers this query; `None` if it needs the rows.
pub fn table(query: &Query) -> Option<&'static str> {
    let table = match query.schema.table {
        "broadLogRcp" => "broadLogRcp_counts",
        "broadLogMember" => "broadLogMember_counts",
        _ => return None,
    };
    let is_plain = query.groups.is_empty() && query.having.is_empty() && !query.distinct;
    let is_count = match query.operation {
        Operation::Count => true,
        Operation::Select => !query.nodes.is_empty() && query.nodes.iter().all(is_counted),
        Operation::Get | Operation::GetIfExists => false,
    };
    let orders = query.order.iter().all(|order| is_known_text(&order.expression));
    (is_plain && is_count && orders && query.conditions.iter().all(is_known_condition)).then_some(table)
}

/// Whether a node is a group, or the number of rows in one.
fn is_counted(node: &Output) -> bool {
    let Ok(tree) = parse(&node.expression) else { return false };
    node.nodes.is_empty() && is_known(&tree) && (node.grouped || is_number(&tree))
}

fn is_number(tree: &Expression) -> bool {
    matches!(tree, Expression::Call { function: Function::Count, .. })
}

fn is_known_condition(condition: &Condition) -> bool {
    condition.set.is_none()
        && condition.sub_query.is_none()
        && condition.expression.as_deref().is_none_or(is_known_text)
        && condition.conditions.iter().all(is_known_condition)
}

fn is_known_text(text: &str) -> bool {
    parse(text).is_ok_and(|tree| is_known(&tree))
}

/// Whether the counts have all that an expression needs.
fn is_known(tree: &Expression) -> bool {
    let is_path = |tree: &Expression, path: &str| *tree == Expression::Path(path.to_owned());
    match tree {
        Expression::Text { .. }
        | Expression::Integer(_)
        | Expression::Real(_)
        | Expression::Boolean(_)
        | Expression::Instant(_) => true,
        Expression::Path(path) => path == "@status" || path == "@delivery-id" || path.starts_with("msg/@"),
        Expression::Call { function, arguments } => match (function, arguments.as_slice()) {
            (Function::Count, []) => true,
            (Function::Count, [row]) => is_path(row, "@id"),
            (Function::TruncDate, [date, Expression::Integer(seconds)]) => {
                is_path(date, "@lastModified") && *seconds > 0 && seconds % MINUTE == 0
            }
            (Function::DateOnly, [date]) => is_path(date, "@lastModified"),
            (Function::Left, [text, Expression::Integer(n)]) if is_path(text, "@address") => {
                usize::try_from(*n).is_ok_and(|n| n <= N_BEGINNING)
            }
            _ => !function.is_aggregate() && arguments.iter().all(is_known),
        },
        Expression::Like { value, pattern, .. } => {
            is_known(pattern) && (is_known(value) || (is_path(value, "@address") && is_beginning(pattern)))
        }
        // The minutes of the counts are wholly before such a moment, or wholly after it.
        Expression::Binary { operator: Operator::GreaterOrEqual | Operator::Less, left, right }
            if is_path(left, "@lastModified") =>
        {
            matches!(**right, Expression::Instant(Some(millis)) if millis % (MINUTE * 1000) == 0)
        }
        Expression::Negative(value) | Expression::Not(value) | Expression::IsNull { value, .. } => is_known(value),
        Expression::Binary { left, right, .. } => is_known(left) && is_known(right),
        Expression::In { value, list, .. } => is_known(value) && list.iter().all(is_known),
    }
}

/// Whether a pattern of `LIKE` looks at nothing but the beginning of an address.
fn is_beginning(pattern: &Expression) -> bool {
    let Expression::Text { raw, .. } = pattern else { return false };
    let beginning = raw.strip_suffix('%');
    beginning.is_some_and(|beginning| beginning.chars().count() <= N_BEGINNING && !beginning.contains(['%', '_', '\\']))
}

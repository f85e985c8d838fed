//! Expressions as SQL. Every literal is a bound parameter; every name comes from the schemas.

use rusqlite::types::Value;

use super::expression::{Expression, Function, Operator, parse};
use super::scope::{self, COMPUTE_STRING, Scope, Statement, Target};
use crate::store::codes::Enumeration;
use crate::store::schema::Kind;
use crate::wire::fault::Cause;
use crate::wire::instant;

/// Operators of one statement, over all its expressions.
const MOST_OPERATORS: usize = 600;

/// A piece of SQL and what its value is.
#[derive(Debug, Clone)]
pub struct Sql {
    pub text: String,
    pub kind: Kind,
    /// The enumeration of the value, when it has one.
    pub codes: Option<&'static Enumeration>,
    /// Whether it contains an aggregate.
    pub aggregate: bool,
}

impl Sql {
    fn new(text: String, kind: Kind) -> Self {
        Self { text, kind, codes: None, aggregate: false }
    }
}

/// Reads an expression and turns it into SQL.
///
/// # Errors
/// XTK-170036 with the reason.
pub fn compile(text: &str, scope: &mut Scope, statement: &mut Statement) -> Result<Sql, Cause> {
    let tree = parse(text).map_err(|why| Cause::expression(&why, text))?;
    compile_tree(&tree, text, scope, statement)
}

/// Turns a parsed expression into SQL; `text` is quoted in faults.
pub fn compile_tree(tree: &Expression, text: &str, scope: &mut Scope, statement: &mut Statement) -> Result<Sql, Cause> {
    let sql = Compiler { text, scope, statement }.expression(tree)?;
    if statement.is_full() {
        return Err(Cause::new("The query has too many values."));
    }
    Ok(sql)
}

/// Refuses an aggregate where rows are filtered one by one.
pub fn without_aggregate(sql: Sql, text: &str) -> Result<Sql, Cause> {
    if sql.aggregate {
        return Err(Cause::expression("An aggregate cannot stand here; use a having clause.", text));
    }
    Ok(sql)
}

struct Compiler<'a> {
    text: &'a str,
    scope: &'a mut Scope,
    statement: &'a mut Statement,
}

impl Compiler<'_> {
    fn expression(&mut self, tree: &Expression) -> Result<Sql, Cause> {
        Ok(match tree {
            Expression::Text { value, .. } => Sql::new(self.statement.bind(Value::Text(value.clone())), Kind::Text),
            Expression::Integer(value) => Sql::new(self.statement.bind(Value::Integer(*value)), Kind::Long),
            Expression::Real(value) => Sql::new(self.statement.bind(Value::Real(*value)), Kind::Real),
            Expression::Boolean(value) => {
                Sql::new(self.statement.bind(Value::Integer(i64::from(*value))), Kind::Boolean)
            }
            Expression::Instant(value) => {
                Sql::new(self.statement.bind(value.map_or(Value::Null, Value::Integer)), Kind::Instant)
            }
            Expression::Path(path) => self.path(path)?,
            Expression::Call { function, arguments } => self.call(*function, arguments)?,
            Expression::Negative(value) => self.one(value, "(-", ")")?,
            Expression::Not(value) => {
                let value = self.one(value, "(NOT ", ")")?;
                Sql { kind: Kind::Boolean, codes: None, ..value }
            }
            Expression::Binary { operator, left, right } => self.binary(*operator, left, right)?,
            Expression::Like { value, pattern, negated } => self.like(value, pattern, *negated)?,
            Expression::In { value, list, negated } => self.list(value, list, *negated)?,
            Expression::IsNull { value, negated } => {
                let value = self.one(value, "(", if *negated { " IS NOT NULL)" } else { " IS NULL)" })?;
                Sql { kind: Kind::Boolean, codes: None, ..value }
            }
        })
    }

    fn path(&mut self, path: &str) -> Result<Sql, Cause> {
        match self.scope.resolve(path, self.text, self.statement)? {
            Target::Attribute { attribute, alias } => match scope::stored(attribute, &alias) {
                Some(sql) => Ok(Sql { codes: attribute.codes, ..Sql::new(sql, attribute.kind) }),
                None => Err(self.refuse(&format!("'{path}' is stored in XML and cannot be used in an expression."))),
            },
            Target::Record { schema, alias } => Ok(Sql::new(scope::compute_string(schema, &alias), COMPUTE_STRING)),
            Target::Collection { .. } => Err(self.refuse(&format!("The collection '{path}' is not a value."))),
            Target::MemoElement { .. } => {
                Err(self.refuse(&format!("'{path}' is stored in XML and cannot be used in an expression.")))
            }
        }
    }

    fn one(&mut self, value: &Expression, before: &str, after: &str) -> Result<Sql, Cause> {
        self.count_operator()?;
        let value = self.expression(value)?;
        Ok(Sql { text: format!("{before}{}{after}", value.text), ..value })
    }

    fn call(&mut self, function: Function, arguments: &[Expression]) -> Result<Sql, Cause> {
        self.count_operator()?;
        let arguments = arguments.iter().map(|tree| self.expression(tree)).collect::<Result<Vec<Sql>, _>>()?;
        let inner = arguments.iter().any(|argument| argument.aggregate);
        if function.is_aggregate() && inner {
            return Err(self.refuse("An aggregate cannot contain another one."));
        }
        let text = |index: usize| arguments.get(index).map_or("", |argument: &Sql| argument.text.as_str());
        let kind = arguments.first().map_or(Kind::Long, |argument| argument.kind);
        let codes = arguments.first().and_then(|argument| argument.codes);
        let (a, b, c) = (text(0), text(1), text(2));
        let plain = |text: String, kind| Sql::new(text, kind);
        let mut sql = match function {
            Function::Count if a.is_empty() || self.scope.counts.is_some() => plain(self.scope.n_rows(), Kind::Long),
            Function::Count => plain(format!("count({a})"), Kind::Long),
            Function::CountDistinct => plain(format!("count(DISTINCT {a})"), Kind::Long),
            Function::Sum => plain(format!("sum({a})"), if kind == Kind::Real { Kind::Real } else { Kind::Long }),
            Function::Min => Sql { codes, ..plain(format!("min({a})"), kind) },
            Function::Max => Sql { codes, ..plain(format!("max({a})"), kind) },
            Function::Avg => plain(format!("avg({a})"), Kind::Real),
            Function::Iif => {
                let kind = arguments.get(1).map_or(Kind::Long, |argument| argument.kind);
                plain(format!("(CASE WHEN {a} THEN {b} ELSE {c} END)"), kind)
            }
            Function::Percent => plain(format!("coalesce({a} * 100.0 / nullif({b}, 0), 0.0)"), Kind::Real),
            Function::DateOnly => {
                let day = instant::DAY;
                plain(format!("(CAST({a} / {day} AS INTEGER) * {day})"), Kind::Date)
            }
            // The precision is in seconds.
            Function::TruncDate => {
                let step = format!("({b} * {})", instant::DAY / (24 * 60 * 60));
                plain(format!("(CAST({a} / {step} AS INTEGER) * {step})"), kind)
            }
            Function::AddDays => plain(format!("({a} + {b} * {})", instant::DAY), kind),
            Function::GetDate => {
                let now = self.statement.now;
                plain(self.statement.bind(Value::Integer(now)), Kind::Instant)
            }
            Function::Lower => plain(format!("lower({a})"), Kind::Text),
            Function::Upper => plain(format!("upper({a})"), Kind::Text),
            Function::Length => plain(format!("length({a})"), Kind::Long),
            Function::Left => plain(format!("substr({a}, 1, {b})"), Kind::Text),
            Function::IsNull => plain(format!("({a} IS NULL)"), Kind::Boolean),
            Function::NoNull => {
                let empty = if kind == Kind::Text { "''" } else { "0" };
                plain(format!("coalesce({a}, {empty})"), kind)
            }
            Function::Abs => plain(format!("abs({a})"), kind),
            Function::Round => plain(format!("round({a})"), Kind::Real),
            Function::ToString => plain(format!("CAST({a} AS TEXT)"), Kind::Text),
            Function::ToInteger => plain(format!("CAST({a} AS INTEGER)"), Kind::Long),
        };
        sql.aggregate = inner || function.is_aggregate();
        Ok(sql)
    }

    fn binary(&mut self, operator: Operator, left: &Expression, right: &Expression) -> Result<Sql, Cause> {
        self.count_operator()?;
        let null_date = [left, right].iter().any(|side| **side == Expression::Instant(None));
        let (left, right) = self.comparable(left, right)?;
        let symbol = match operator {
            Operator::Equal if null_date => "IS",
            Operator::Different if null_date => "IS NOT",
            Operator::Or => "OR",
            Operator::And => "AND",
            Operator::Equal => "=",
            Operator::Different => "<>",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
        };
        let texts = left.kind == Kind::Text && right.kind == Kind::Text;
        let aggregate = left.aggregate || right.aggregate;
        let (symbol, kind) = match operator {
            Operator::Add if texts => ("||", Kind::Text),
            Operator::Add | Operator::Subtract | Operator::Multiply if left.kind != Kind::Real => (symbol, right.kind),
            Operator::Add | Operator::Subtract | Operator::Multiply => (symbol, Kind::Real),
            Operator::Divide => (symbol, Kind::Real),
            _ => (symbol, Kind::Boolean),
        };
        let left_text = if operator == Operator::Divide { format!("1.0 * {}", left.text) } else { left.text };
        Ok(Sql { aggregate, ..Sql::new(format!("({left_text} {symbol} {})", right.text), kind) })
    }

    /// Both sides of a comparison. A text beside an instant is read as a date.
    fn comparable(&mut self, left: &Expression, right: &Expression) -> Result<(Sql, Sql), Cause> {
        let mut left_sql = self.expression(left)?;
        let mut right_sql = self.expression(right)?;
        let is_date = |kind| matches!(kind, Kind::Instant | Kind::Date);
        if is_date(left_sql.kind) {
            right_sql = self.as_date(right, right_sql);
        } else if is_date(right_sql.kind) {
            left_sql = self.as_date(left, left_sql);
        }
        Ok((left_sql, right_sql))
    }

    fn as_date(&mut self, tree: &Expression, sql: Sql) -> Sql {
        let Expression::Text { value, .. } = tree else { return sql };
        match instant::parse(value) {
            Some(at) => Sql::new(self.statement.bind(Value::Integer(at)), Kind::Instant),
            None => sql,
        }
    }

    /// In a pattern `\` escapes, as Adobe's `escapeForLike` writes it. So SQLite gets a pattern as it was written.
    fn like(&mut self, value: &Expression, pattern: &Expression, negated: bool) -> Result<Sql, Cause> {
        self.count_operator()?;
        let value = self.expression(value)?;
        let pattern = match pattern {
            Expression::Text { raw, .. } => Sql::new(self.statement.bind(Value::Text(raw.clone())), Kind::Text),
            other => self.expression(other)?,
        };
        let not = if negated { "NOT " } else { "" };
        let text = format!("({} {not}LIKE {} ESCAPE '\\')", value.text, pattern.text);
        Ok(Sql { aggregate: value.aggregate || pattern.aggregate, ..Sql::new(text, Kind::Boolean) })
    }

    fn list(&mut self, value: &Expression, list: &[Expression], negated: bool) -> Result<Sql, Cause> {
        self.count_operator()?;
        let value = self.expression(value)?;
        let mut aggregate = value.aggregate;
        let mut items = Vec::with_capacity(list.len());
        for tree in list {
            let mut item = self.expression(tree)?;
            if matches!(value.kind, Kind::Instant | Kind::Date) {
                item = self.as_date(tree, item);
            }
            aggregate |= item.aggregate;
            items.push(item.text);
        }
        let not = if negated { "NOT " } else { "" };
        let text = format!("({} {not}IN ({}))", value.text, items.join(", "));
        Ok(Sql { aggregate, ..Sql::new(text, Kind::Boolean) })
    }

    fn count_operator(&mut self) -> Result<(), Cause> {
        self.statement.operators += 1;
        if self.statement.operators > MOST_OPERATORS {
            return Err(Cause::new("The query has too many operators."));
        }
        Ok(())
    }

    fn refuse(&self, why: &str) -> Cause {
        Cause::expression(why, self.text)
    }
}

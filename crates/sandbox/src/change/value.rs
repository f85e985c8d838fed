//! Values of the wire as they are stored.

use rusqlite::types::Value;

use crate::store::schema::{Attribute, Kind};
use crate::wire::fault::Cause;
use crate::wire::instant;

/// A value of the wire as it is stored (contract, 1.2): an empty one is null or 0.
pub fn value_of(attribute: &Attribute, text: &str) -> Result<Value, Cause> {
    let wrong = |what: &str| Cause::new(format!("The value of '{}' is not {what}.", attribute.path));
    let trimmed = text.trim();
    Ok(match attribute.kind {
        Kind::Text => Value::Text(text.to_owned()),
        Kind::Long if trimmed.is_empty() => Value::Integer(0),
        Kind::Long => Value::Integer(trimmed.parse().map_err(|_| wrong("a whole number"))?),
        Kind::Real if trimmed.is_empty() => Value::Real(0.0),
        Kind::Real => {
            let number: f64 = trimmed.parse().map_err(|_| wrong("a number"))?;
            if number.is_finite() { Value::Real(number) } else { return Err(wrong("a number")) }
        }
        Kind::Flag | Kind::Boolean => match trimmed {
            "true" | "1" => Value::Integer(1),
            "false" | "0" | "" => Value::Integer(0),
            _ => return Err(wrong("true or false")),
        },
        Kind::Instant | Kind::Date if trimmed.is_empty() => Value::Null,
        Kind::Instant | Kind::Date => Value::Integer(instant::parse(trimmed).ok_or_else(|| wrong("a date"))?),
    })
}

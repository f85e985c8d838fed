//! What stands in a cell.

use campaign::value::Instant;

/// The value of a row in a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    /// `None` if it is unknown.
    Number(Option<i64>),
    Moment(Option<Instant>),
    /// A telephone number.
    Phone(String),
}

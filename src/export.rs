//! Rows as files: what stands in a cell, and the lines of each kind of file.

mod cell;
pub mod csv;
mod json_lines;
mod kind;
#[cfg(test)]
mod round_trip;
pub mod xlsx;

pub use self::{
    cell::Cell,
    kind::{Field, Kind},
};

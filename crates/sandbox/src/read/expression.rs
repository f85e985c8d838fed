//! The language of `expr` (contract, section 4). [`parse`](mod@parse) makes a [`tree`] of the words that [`token`]
//! finds.

mod parse;
mod token;
mod tree;

pub use parse::parse;
pub use tree::{Expression, Function, Operator};

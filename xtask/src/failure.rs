//! Why a command failed.

use std::fmt;

/// Sentences for the terminal: what failed, and what to do about it.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure explained by `sentences`.
    pub fn new(sentences: impl Into<String>) -> Self {
        Self(sentences.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

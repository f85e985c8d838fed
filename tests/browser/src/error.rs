//! Why a journey stopped, and where.

use std::fmt;
use std::panic::Location;

use fantoccini::error::{CmdError, NewSessionError};

use crate::session;

/// A sentence about what a helper could not do.
#[derive(Debug)]
pub struct Error {
    sentence: String,
    is_outdated: bool,
}

impl Error {
    /// An error with this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), is_outdated: false }
    }

    /// Whether an element is gone because the view was drawn again. Then it can be searched for again.
    pub fn is_outdated(&self) -> bool {
        self.is_outdated
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence)
    }
}

impl From<CmdError> for Error {
    fn from(error: CmdError) -> Self {
        Self { sentence: format!("The browser refused: {error}"), is_outdated: session::is_outdated(&error) }
    }
}

impl From<NewSessionError> for Error {
    fn from(error: NewSessionError) -> Self {
        Self::new(format!("The browser did not start: {error}"))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::new(error.to_string())
    }
}

/// An error and the line of the test where it came up. The `?` in that line makes it from an [`Error`].
pub struct Failed {
    error: Error,
    location: &'static Location<'static>,
}

impl From<Error> for Failed {
    #[track_caller]
    fn from(error: Error) -> Self {
        Self { error, location: Location::caller() }
    }
}

impl fmt::Debug for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.location, self.error)
    }
}

/// How a journey ends.
pub type Outcome<T = ()> = Result<T, Failed>;

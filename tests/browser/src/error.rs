//! Why a journey stopped, and where.

use std::fmt;
use std::panic::Location;

use fantoccini::error::{CmdError, NewSessionError};

use crate::session;

/// What a helper could not do, in a sentence.
#[derive(Debug)]
pub struct Error {
    sentence: String,
    is_outdated: bool,
}

impl Error {
    /// An error explained by `sentence`.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), is_outdated: false }
    }

    /// Whether the view was drawn anew since an element was found: search again.
    pub(crate) fn is_outdated(&self) -> bool {
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

/// An error with the line of the test that met it: the `?` there makes one out of the other.
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

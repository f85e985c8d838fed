//! The errors of calls to Campaign. Their texts are in [`words`](crate::words).

use std::fmt;

use campaign::soap::Failure;

/// The setting that is invalid, in `config.json` or among the attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalid {
    /// The file is not a JSON object.
    File,
    BaseUrl,
    SignIn,
    Operators,
    OptOutWords,
    MessageTypes,
}

/// Why a file for the user cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileError {
    /// The part of the app that makes it cannot be loaded.
    MakerMissing,
    /// The browser has no room for it, or cannot compress it.
    NoRoom,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// No answer: the network or the server is down, or the browser refused the call.
    Unreachable,
    /// No answer within the limit.
    Timeout,
    /// The server is there, but does not allow pages of this origin to read its answers.
    CrossOrigin,
    /// A server in between redirects the call; the app does not send tokens to another address.
    Redirected,
    /// A setting must be corrected.
    Setting(Invalid),
    /// The server answered, but not with the requested values.
    Failure(Failure),
}

impl Error {
    /// The error's code in events to the host.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::CrossOrigin => "cross-origin",
            Self::Setting(_) => "setting",
            Self::Failure(Failure::SessionEnded) => "session-ended",
            Self::Failure(Failure::Fault(_) | Failure::WrongPassword | Failure::AddressRefused) => "refused",
            Self::Failure(Failure::Http(_)) => "http",
            Self::Failure(Failure::NotCampaign) | Self::Redirected => "not-campaign",
            Self::Failure(Failure::Xml(_)) => "unreadable",
        }
    }

    /// Whether another attempt may succeed soon.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Unreachable | Self::Timeout => true,
            Self::Failure(Failure::Http(status)) => *status == 429 || *status >= 500,
            Self::Failure(_) | Self::CrossOrigin | Self::Redirected | Self::Setting(_) => false,
        }
    }

    /// Whether there was no answer at all.
    pub fn is_silence(&self) -> bool {
        matches!(self, Self::Unreachable | Self::Timeout)
    }

    /// Whether a server in between refused the call, so that Campaign did nothing: statuses 4xx blame the request (RFC
    /// 9110, 15.5), and a redirected call was not carried out.
    pub fn was_turned_away(&self) -> bool {
        matches!(self, Self::Redirected | Self::Failure(Failure::Http(400..=499)))
    }

    /// Whether the user must sign in again; the app then offers this by itself.
    pub fn is_session_end(&self) -> bool {
        *self == Self::Failure(Failure::SessionEnded)
    }

    /// The refusal, if the server refused in words.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Failure(Failure::Fault(fault)) => {
                Some(Refusal { words: fault.words(), is_right_missing: fault.lacks_right() })
            }
            _ => None,
        }
    }
}

/// A refusal of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The server's own words.
    pub words: String,
    /// Whether the operator lacks a right; false also if the server hides details.
    pub is_right_missing: bool,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable => write!(f, "no connection"),
            Self::Timeout => write!(f, "no answer in time"),
            Self::CrossOrigin => write!(f, "answers are barred from this origin"),
            Self::Redirected => write!(f, "redirected"),
            Self::Setting(invalid) => write!(f, "a setting cannot be used: {invalid:?}"),
            Self::Failure(failure) => failure.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use campaign::{fault::Fault, xml::Element};

    use super::*;

    #[test]
    fn every_code_is_in_the_types_for_hosts() {
        let types = include_str!("../embed/sms-dashboard.d.ts");
        let (_, codes) = types.split_once("export type SmsErrorCode =").unwrap();
        let (codes, _) = codes.split_once(';').unwrap();
        let failures = [
            Failure::SessionEnded,
            Failure::WrongPassword,
            Failure::AddressRefused,
            Failure::Fault(Fault::read(&Element::default())),
            Failure::Http(503),
            Failure::NotCampaign,
            Failure::Xml(Element::parse("<").unwrap_err()),
        ];
        let others =
            [Error::Unreachable, Error::Timeout, Error::CrossOrigin, Error::Redirected, Error::Setting(Invalid::File)];
        for error in failures.into_iter().map(Error::Failure).chain(others) {
            assert!(codes.contains(&format!("\"{}\"", error.code())), "{error}");
        }
    }
}

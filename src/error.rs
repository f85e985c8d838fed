//! What can go wrong between us and Campaign. The words for it are in [`words`](crate::words).

use std::fmt;

use campaign::soap::Failure;

/// What cannot be used, in `config.json` or among the attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalid {
    /// The file is no JSON object.
    File,
    BaseUrl,
    SignIn,
    Operators,
    OptOutWords,
    MessageTypes,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// No answer: the network or the server is down, or the browser refused the call.
    Unreachable,
    /// No answer within the limit.
    Timeout,
    /// The server is there, and lets no page of this origin read what it answers.
    CrossOrigin,
    /// A server on the way wants to send the call elsewhere; tokens follow no redirect.
    Redirected,
    /// Whoever set this up has to change something.
    Setting(Invalid),
    /// The server answered, but not with what was asked.
    Failure(Failure),
}

impl Error {
    /// The name under which the host is told.
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

    /// Whether it may be otherwise in a moment.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Unreachable | Self::Timeout => true,
            Self::Failure(Failure::Http(status)) => *status == 429 || *status >= 500,
            Self::Failure(_) | Self::CrossOrigin | Self::Redirected | Self::Setting(_) => false,
        }
    }

    /// Whether no answer came at all.
    pub fn is_silence(&self) -> bool {
        matches!(self, Self::Unreachable | Self::Timeout)
    }

    /// Whether a server on the way kept the call from Campaign, so that nothing was done: statuses 4xx blame the request
    /// (RFC 9110, 15.5), and what is redirected was not taken.
    pub fn was_turned_away(&self) -> bool {
        matches!(self, Self::Redirected | Self::Failure(Failure::Http(400..=499)))
    }

    /// Signing in again mends it, and is offered by itself.
    pub fn is_session_end(&self) -> bool {
        *self == Self::Failure(Failure::SessionEnded)
    }

    /// What the server said, if it refused in words.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Failure(Failure::Fault(fault)) => {
                Some(Refusal { words: fault.words(), is_right_missing: fault.lacks_right() })
            }
            _ => None,
        }
    }
}

/// What the server refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its own words.
    pub words: String,
    /// It said that the operator lacks a right; where details are hidden nobody can tell.
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
    fn every_code_is_promised_to_hosts() {
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

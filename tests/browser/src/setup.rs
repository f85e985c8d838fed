//! What a journey starts from.

use std::path::{Path, PathBuf};

use crate::clock::Time;
use crate::environment;

/// What a journey starts from; [`Setup::default`] is an English desktop in Paris.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The browser's language.
    pub language: Language,
    /// The browser's IANA time zone.
    pub zone: &'static str,
    /// The theme that the system prefers.
    pub scheme: Scheme,
    /// The viewport's width and height, in CSS pixels.
    pub size: (u32, u32),
    /// How many logs the largest delivery has.
    pub logs: u64,
    /// The HTTP status under which the sandbox answers faults.
    pub fault_status: sandbox::FaultStatus,
    /// Whether the sandbox is as awkward as real instances can be.
    pub is_strict: bool,
    /// Where the sandbox has its time from.
    pub time: Time,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            language: Language::English,
            zone: "Europe/Paris",
            scheme: Scheme::Light,
            size: (1440, 900),
            logs: 10_000,
            fault_status: sandbox::FaultStatus::default(),
            is_strict: environment::is_strict(),
            time: Time::OfTheMachine,
        }
    }
}

impl Setup {
    /// A browser in French.
    pub fn french() -> Self {
        Self { language: Language::French, ..Self::default() }
    }

    /// A sandbox whose time stands still until the journey moves it.
    pub fn frozen(self) -> Self {
        Self { time: Time::Frozen, ..self }
    }

    /// A sandbox with its data in this folder, which serves `app`.
    pub(crate) fn sandbox(&self, data: &Path, app: Option<PathBuf>) -> sandbox::Options {
        sandbox::Options {
            data: data.to_path_buf(),
            app,
            logs: self.logs,
            deliveries: 0,
            fault_status: self.fault_status,
            strict: self.is_strict,
        }
    }

    /// A window as narrow as a telephone.
    pub fn narrow(self) -> Self {
        Self { size: (390, 844), ..self }
    }

    /// A system that prefers a dark theme.
    pub fn dark(self) -> Self {
        Self { scheme: Scheme::Dark, ..self }
    }
}

/// A browser's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
}

impl Language {
    /// The language's BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en-US",
            Self::French => "fr-FR",
        }
    }
}

/// A theme that a system prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// The value of `prefers-color-scheme`.
    pub fn value(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

//! The browsers that journeys go through.

use std::fmt;

/// A browser's engine; one run of the journeys has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, the measure: every journey holds in it.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK, in its own small browser: the engine of Safari.
    WebKit,
}

impl Engine {
    /// The engine called `name` on a command line.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Chromium, Self::Firefox, Self::WebKit].into_iter().find(|engine| engine.to_string() == name)
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

//! The browsers in which journeys run.

use std::fmt;

/// The engine of a browser. One run of the journeys has one engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, in which every journey runs.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK, the engine of Safari, in its own small browser.
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

//! Icons, drawn in a 12 by 12 box; the style sheet has their pen. An icon always has a word beside it.

use leptos::{attr::AttributeValue, prelude::*};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Check,
    Cross,
    Clock,
    Dashes,
    Play,
    Pause,
    Send,
    Info,
    Warning,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Check => "M2 6.5 5 9.5 10.5 3",
            Self::Cross => "M3 3l6 6M9 3l-6 6",
            Self::Clock => "M6 1.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 1 0 0-9.2M6 3.4V6l1.8 1.2",
            Self::Dashes => {
                "M6 1.6a4.4 4.4 0 0 1 4 2.6M10.3 6.4a4.4 4.4 0 0 1-2.6 3.7M5 10.3A4.4 4.4 0 0 1 1.7 7M2 4.2a4.4 4.4 0 0 1 1.6-1.9"
            }
            Self::Play => "M3.5 2.2 9.5 6l-6 3.8z",
            Self::Pause => "M4 2.5v7M8 2.5v7",
            Self::Send => "M1.5 6h6M5 3l3 3-3 3M10.5 2.2v7.6",
            Self::Info => "M6 1.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 1 0 0-9.2M6 5.6v3M6 3.4v.4",
            Self::Warning => "M6 1.6 11 10.4H1zM6 5v2.6M6 8.8v.4",
        }
    }

    pub fn draw(self) -> AnyView {
        drawn(self.path())
    }
}

/// The colour of a meaning. A shape and a word always go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Wait,
    Bad,
    Idle,
    /// Not proven: neither good nor bad.
    Unsure,
    /// A count that means nothing good or bad.
    Count,
}

impl Tone {
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Wait => "wait",
            Self::Bad => "bad",
            Self::Idle => "idle",
            Self::Unsure => "unsure",
            Self::Count => "count",
        }
    }
}

/// A status: word, shape and colour together.
pub fn mark(tone: Tone, icon: Icon, word: String) -> AnyView {
    labelled("mark", tone, icon, word)
}

/// The status in a cell, whose row changes: its elements stay, and only what differs is set.
pub fn mark_in_cell(value: Memo<(Tone, Icon, String)>) -> AnyView {
    let class = move || value.with(|(tone, ..)| format!("mark {}", tone.class()));
    let path = move || value.with(|(_, icon, _)| icon.path());
    let word = move || value.with(|(.., word)| word.clone());
    view! { <span class=class part="badge">{drawn(path)}<bdi>{word}</bdi></span> }.into_any()
}

/// A status as a filled pill, for a whole delivery.
pub fn badge(tone: Tone, icon: Icon, word: String) -> AnyView {
    labelled("badge", tone, icon, word)
}

fn labelled(kind: &str, tone: Tone, icon: Icon, word: String) -> AnyView {
    let class = format!("{kind} {}", tone.class());
    view! { <span class=class part="badge">{icon.draw()}<bdi>{word}</bdi></span> }.into_any()
}

fn drawn(path: impl AttributeValue) -> AnyView {
    view! { <svg viewBox="0 0 12 12" aria-hidden="true"><path d=path></path></svg> }.into_any()
}

//! The meaning of a delivery's state or a message's status for people and for the editor (contract 7.3, 10.1, 10.2).
//!
//! The meaning of each value is in the tables of [`crate::codes`].

/// The phase of a state: our own grouping, for badges and filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Draft,
    Preparing,
    Ready,
    Scheduled,
    Sending,
    Paused,
    Stopped,
    Failed,
    Finished,
    Deleted,
    /// The state is not documented.
    Unknown,
}

/// Whether the content can be changed (contract 7.3, the lock rule).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    Open,
    /// Open, but a change makes the analysis invalid.
    OpenAfterAnalysis,
    /// The analysis is running: wait for it.
    Analysing,
    /// Handed to the sending server; it stays locked.
    Sent,
}

impl Lock {
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::OpenAfterAnalysis)
    }
}

/// Whether a delivery's state changes by itself (contract 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// It changes only when a person acts.
    Resting,
    /// The server is at work or waits for a time: the app polls it every 2 to 5 s (contract 16).
    Moving,
    /// A step of an analysis that usually continues by itself, but may wait for a person's approval (contract 19.3).
    MayRest,
    /// It never changes again.
    Final,
    /// The state is not documented.
    Unknown,
}

/// What became of a message, as far as its status proves it (contract 19.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The phone has confirmed it.
    Received,
    /// The provider has taken it; no phone has confirmed it.
    Accepted,
    /// It was passed to the provider, who has not answered.
    Passed,
    /// It was handed to the connector, which sends it to the provider.
    Handed,
    Failed,
    Waiting,
    Cancelled,
    /// It was excluded before sending.
    LeftOut,
    /// The status is not documented, or its meaning is not certain.
    Other,
}

impl Outcome {
    /// Whether the message is no longer with Campaign, whoever has confirmed it.
    pub fn has_left(self) -> bool {
        matches!(self, Self::Received | Self::Accepted | Self::Passed | Self::Handed)
    }
}

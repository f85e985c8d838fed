//! What a state of a delivery or the status of a message means for people and for the editor (contract 7.3, 10.1, 10.2).
//!
//! Which of them means what stands in its table, [`crate::codes`].

/// The phase that a state belongs to; our grouping, for badges and filters.
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
    /// Of a state that is not documented.
    Unknown,
}

/// Whether the content can be changed (contract 7.3, the lock rule).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    Open,
    /// Open, but what was analysed no longer holds after a change.
    OpenAfterAnalysis,
    /// The analysis is running: wait for it.
    Analysing,
    /// Handed to the sending server: for good.
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
    /// Until somebody acts.
    Resting,
    /// The server is at work or waits for a time: worth asking again, every 2 to 5 s (contract 16).
    Moving,
    /// A station of an analysis that mostly goes on by itself, and may wait for somebody's approval (contract 19.3).
    MayRest,
    /// For good.
    Final,
    /// Of a state that is not documented.
    Unknown,
}

/// Whether an SMS left for its address (contract 10.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    Yes,
    Waiting,
    No,
    Unknown,
}

//! The life cycle of a delivery: what its states mean for people and for the editor (contract 7.3, 10.1).

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
    Unknown,
}

impl Phase {
    /// The phase of a `@state`. Codes that are not documented are [`Phase::Unknown`].
    pub fn of(state: i64) -> Self {
        match state {
            0 => Self::Draft,
            11 | 12 | 13 | 15 | 21 | 22 | 25 => Self::Preparing,
            37 | 87 => Self::Failed,
            45 => Self::Ready,
            51 => Self::Scheduled,
            55 | 61 | 62 => Self::Sending,
            71 | 72 | 75 => Self::Paused,
            81 | 82 | 85 => Self::Stopped,
            95 => Self::Finished,
            100 => Self::Deleted,
            _ => Self::Unknown,
        }
    }

    /// The states of a phase, for a filter.
    pub fn states(self) -> &'static [i64] {
        match self {
            Self::Draft => &[0],
            Self::Preparing => &[11, 12, 13, 15, 21, 22, 25],
            Self::Ready => &[45],
            Self::Scheduled => &[51],
            Self::Sending => &[55, 61, 62],
            Self::Paused => &[71, 72, 75],
            Self::Stopped => &[81, 82, 85],
            Self::Failed => &[37, 87],
            Self::Finished => &[95],
            Self::Deleted => &[100],
            Self::Unknown => &[],
        }
    }
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
    pub fn of(state: i64) -> Self {
        match state {
            11 | 12 | 13 | 21 | 22 => Self::Analysing,
            15 | 25 | 45 => Self::OpenAfterAnalysis,
            ..=45 => Self::Open,
            _ => Self::Sent,
        }
    }

    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::OpenAfterAnalysis)
    }
}

/// Whether an SMS left for its address (contract 10.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    Yes,
    Waiting,
    No,
    Unknown,
}

impl Sent {
    /// The answer that a log's `@status` gives.
    pub fn of(status: i64) -> Self {
        match status {
            1 | 3 | 4 | 9 => Self::Yes,
            6 | 8 => Self::Waiting,
            0 | 2 | 7 => Self::No,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::DELIVERY_STATE;

    #[test]
    fn every_documented_state_has_a_phase_and_is_in_its_filter() {
        for code in DELIVERY_STATE.0 {
            let phase = Phase::of(code.value);
            assert_ne!(phase, Phase::Unknown, "{}", code.name);
            assert!(phase.states().contains(&code.value), "{}", code.name);
        }
        assert_eq!(Phase::of(42), Phase::Unknown);
    }

    #[test]
    fn the_text_is_open_up_to_45_but_not_during_the_analysis() {
        for (state, open) in [
            (0, true),
            (11, false),
            (13, false),
            (15, true),
            (22, false),
            (37, true),
            (45, true),
            (51, false),
            (95, false),
        ] {
            assert_eq!(Lock::of(state).is_open(), open, "{state}");
        }
    }
}

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
            0..=45 => Self::Open,
            // What is no state is not written to either.
            _ => Self::Sent,
        }
    }

    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::OpenAfterAnalysis)
    }
}

/// What can be done to a delivery. Only the server knows who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Prepare,
    /// Confirms what was prepared.
    Send,
    Pause,
    Resume,
    /// For good: what was stopped cannot be resumed.
    Stop,
}

impl Action {
    /// All of them, in the order of a delivery's life.
    pub const ALL: [Self; 5] = [Self::Prepare, Self::Send, Self::Pause, Self::Resume, Self::Stop];

    /// Whether the state machine of contract 7.3 has this step from `state`; a state that is not documented has none.
    ///
    /// What was analysed (45), or only its target (15), can be analysed again: after a change it must be.
    pub fn is_allowed(self, state: i64) -> bool {
        match self {
            Self::Prepare => matches!(state, 0 | 15 | 37 | 45),
            Self::Send => state == 45,
            Self::Pause => matches!(state, 55 | 61 | 62),
            Self::Resume => state == 75,
            Self::Stop => matches!(state, 51 | 55 | 61 | 62 | 71 | 72 | 75),
        }
    }
}

/// Whether a delivery's state changes by itself (contract 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Until somebody acts.
    Resting,
    /// The server is at work or waits for a time: worth asking again, every 2 to 5 s (contract 16).
    Moving,
    /// For good.
    Final,
    Unknown,
}

impl Motion {
    /// 15 and 25 are stations of an analysis that mostly goes on by itself, so they count as moving.
    pub fn of(state: i64) -> Self {
        match state {
            0 | 37 | 45 | 75 => Self::Resting,
            11 | 12 | 13 | 15 | 21 | 22 | 25 | 51 | 55 | 61 | 62 | 71 | 72 | 81 | 82 => Self::Moving,
            85 | 87 | 95 | 100 => Self::Final,
            _ => Self::Unknown,
        }
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
    use proptest::prelude::*;

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

    /// The arrows of contract 7.3: from where, by which action, to where.
    const STEPS: [(i64, Action, i64); 16] = [
        (0, Action::Prepare, 11),
        (15, Action::Prepare, 11),
        (37, Action::Prepare, 11),
        (45, Action::Prepare, 11),
        (45, Action::Send, 51),
        (55, Action::Pause, 71),
        (61, Action::Pause, 71),
        (62, Action::Pause, 71),
        (75, Action::Resume, 55),
        (51, Action::Stop, 81),
        (55, Action::Stop, 81),
        (61, Action::Stop, 81),
        (62, Action::Stop, 81),
        (71, Action::Stop, 81),
        (72, Action::Stop, 81),
        (75, Action::Stop, 81),
    ];

    #[test]
    fn each_state_allows_the_actions_that_the_contract_draws_and_no_others() {
        for state in -1..=128 {
            for action in Action::ALL {
                let is_drawn = STEPS.iter().any(|(from, by, _)| (*from, *by) == (state, action));
                assert_eq!(action.is_allowed(state), is_drawn, "{action:?} in {state}");
            }
        }
    }

    #[test]
    fn what_an_action_begins_is_followed() {
        for (_, action, to) in STEPS {
            assert_ne!(Motion::of(to), Motion::Resting, "{action:?}");
            assert_ne!(Motion::of(to), Motion::Unknown, "{action:?}");
        }
    }

    #[test]
    fn every_documented_state_moves_or_does_not() {
        for code in DELIVERY_STATE.0 {
            assert_ne!(Motion::of(code.value), Motion::Unknown, "{}", code.name);
        }
        assert_eq!(Motion::of(42), Motion::Unknown);
        // Contract 16: polled are 11 to 22 and 51 to 72.
        for state in [11, 12, 13, 15, 21, 22, 51, 55, 61, 62, 71, 72] {
            assert_eq!(Motion::of(state), Motion::Moving, "{state}");
        }
        for state in [85, 87, 95, 100] {
            assert_eq!(Motion::of(state), Motion::Final, "{state}");
            assert!(!Action::ALL.iter().any(|action| action.is_allowed(state)), "{state}");
        }
    }

    proptest! {
        #[test]
        fn a_state_that_is_not_documented_allows_nothing(state in any::<i64>()) {
            prop_assume!(DELIVERY_STATE.find(state).is_none());
            prop_assert!(!Action::ALL.iter().any(|action| action.is_allowed(state)));
            prop_assert_eq!(Motion::of(state), Motion::Unknown);
            prop_assert_eq!(Phase::of(state), Phase::Unknown);
        }
    }

    #[test]
    fn the_text_is_open_up_to_45_but_not_during_the_analysis() {
        for (state, open) in [
            (-1, false),
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

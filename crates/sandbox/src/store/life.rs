//! The life cycle of a delivery (contract 7.3): which states an analysis goes through, and what each state allows.

use super::codes::state;

/// The states that an analysis goes through, in their order. It ends in the last one.
pub const ANALYSIS: [i64; 8] = [
    state::TARGETING_PENDING,
    state::COUNTING,
    state::ARBITRATION,
    state::TARGET_READY,
    state::PERSONALIZATION_PENDING,
    state::PERSONALIZATION,
    state::MESSAGE_READY,
    state::READY,
];

/// The states from which an analysis may begin.
pub const ANALYSABLE: [i64; 5] =
    [state::EDITED, state::TARGET_READY, state::MESSAGE_READY, state::PREPARATION_FAILED, state::READY];

pub const PAUSABLE: [i64; 3] = [state::STARTED, state::RETRY_PENDING, state::RETRYING];

pub const STOPPABLE: [i64; 7] = [
    state::START_PENDING,
    state::STARTED,
    state::RETRY_PENDING,
    state::RETRYING,
    state::PAUSE_REQUESTED,
    state::PAUSING,
    state::PAUSED,
];

/// The lock rule: from this state on, the content cannot be changed.
pub const LOCKED_FROM: i64 = state::START_PENDING;

/// `@analysisStep` of a delivery that has reached this state: 0 to 17 (contract 8.1).
pub fn analysis_step(state: i64) -> i64 {
    match state {
        state::EDITED => 0,
        state::TARGETING_PENDING => 1,
        state::COUNTING => 2,
        state::ARBITRATION => 3,
        state::TARGET_READY => 4,
        state::PERSONALIZATION_PENDING => 11,
        state::PERSONALIZATION => 12,
        state::MESSAGE_READY => 15,
        _ => 17,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::codes::DELIVERY_STATE;

    #[test]
    fn content_can_be_changed_up_to_state_45_and_not_from_51_on() {
        let locked = DELIVERY_STATE.0.iter().map(|code| code.value).filter(|state| *state >= LOCKED_FROM);
        assert_eq!(locked.min(), Some(51));
        assert!(ANALYSABLE.iter().all(|state| *state < LOCKED_FROM));
        assert!(STOPPABLE.iter().all(|state| *state >= LOCKED_FROM));
    }
}

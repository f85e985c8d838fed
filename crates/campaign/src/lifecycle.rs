//! The life cycle of a delivery: the meaning of its states, and the actions that each allows (contract 7.3, 10.1).

use chrono::TimeDelta;

pub use crate::meaning::{Lock, Motion, Outcome, Phase};
use crate::{
    codes::{Code, DeliveryState, LogStatus},
    value::Instant,
};

impl Phase {
    /// The documented states of this phase, for a filter.
    pub fn states(self) -> impl Iterator<Item = DeliveryState> {
        DeliveryState::that(move |state| state.phase() == self)
    }
}

/// A server starts due deliveries about once a minute.
pub(crate) const LATE: TimeDelta = TimeDelta::minutes(2);

/// A delivery that goes on by itself says something at least this often, even if the provider is slow.
pub(crate) const STILL: TimeDelta = TimeDelta::hours(1);

/// So long after the contact date, a receipt is overdue.
const SILENT: TimeDelta = TimeDelta::days(1);

/// Whether receipts that have not come by `now` are overdue.
pub(crate) fn are_receipts_late(contact: Option<Instant>, now: Option<Instant>) -> bool {
    contact.zip(now).is_some_and(|(at, now)| at + SILENT <= now)
}

impl DeliveryState {
    /// The documented states that fit, for a filter.
    pub(crate) fn that(fits: impl Fn(Self) -> bool) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |state| fits(*state))
    }

    pub fn phase(self) -> Phase {
        self.meaning().map_or(Phase::Unknown, |(phase, ..)| phase)
    }

    /// An undocumented state up to the last one before sending is open. A value that is no state is locked.
    pub fn lock(self) -> Lock {
        match (self.meaning(), self.number()) {
            (Some((_, lock, _)), _) => lock,
            (None, 0..=45) => Lock::Open,
            (None, _) => Lock::Sent,
        }
    }

    pub fn motion(self) -> Motion {
        self.meaning().map_or(Motion::Unknown, |(.., motion)| motion)
    }

    /// For how long a delivery that waits for its `contact` date is overdue at `now`; `None` if it is not.
    pub fn overdue(self, contact: Option<Instant>, now: Option<Instant>) -> Option<TimeDelta> {
        let late = now? - contact?;
        (self.phase() == Phase::Scheduled && late >= LATE).then_some(late)
    }

    /// For how long a delivery that ought to go on by itself has not changed at `now`; `None` if it waits on purpose, or
    /// for less than [`STILL`].
    pub fn stuck(self, last_modified: Option<Instant>, now: Option<Instant>) -> Option<TimeDelta> {
        let still = now? - last_modified?;
        (self.goes_on() && still >= STILL).then_some(still)
    }

    /// Whether the delivery goes on by itself, and waits for nothing.
    pub fn goes_on(self) -> bool {
        let waits = self.phase() == Phase::Scheduled || self == Self::RetryPending;
        self.motion() == Motion::Moving && !waits
    }

    /// Whether the messages of the target have been made, so that the logs are complete.
    pub fn is_prepared(self) -> bool {
        self.number() >= Self::Ready.number()
    }

    /// Whether the analysis has read the text and found its links.
    pub fn has_messages(self) -> bool {
        self.number() > Self::MessageReady.number()
    }
}

/// An action on a delivery. Only the server knows who has the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Prepare,
    /// Confirms a prepared delivery.
    Send,
    Pause,
    Resume,
    /// Final: a stopped delivery cannot be resumed.
    Stop,
}

impl Action {
    /// All of them, in the order of a delivery's life.
    pub const ALL: [Self; 5] = [Self::Prepare, Self::Send, Self::Pause, Self::Resume, Self::Stop];

    /// The name of the right that the action needs, if the contract knows it (19.3).
    pub fn right(self) -> Option<&'static str> {
        match self {
            Self::Prepare => Some("deliveryPrepare"),
            Self::Send | Self::Resume => Some("deliveryValidate"),
            Self::Pause | Self::Stop => None,
        }
    }

    /// Whether the state machine of contract 7.3 has this step from `state`; an undocumented state has none.
    ///
    /// A delivery with an analysed target or analysed messages can be analysed again: a change makes this necessary.
    pub fn is_allowed(self, state: DeliveryState) -> bool {
        use DeliveryState::{BeingEdited, PreparationError, Ready, TargetReady};
        match self {
            Self::Prepare => matches!(state, BeingEdited | TargetReady | PreparationError | Ready),
            Self::Send => state == Ready,
            Self::Pause => state.phase() == Phase::Sending,
            Self::Resume => state == DeliveryState::Paused,
            Self::Stop => matches!(state.phase(), Phase::Scheduled | Phase::Sending | Phase::Paused),
        }
    }
}

/// How far an action has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    No,
    UnderWay,
    Done,
}

impl Action {
    /// How far this action has got when the delivery is in `state` (contract 7.3).
    pub fn reached(self, state: DeliveryState) -> Reached {
        let is_moving = state.motion() == Motion::Moving;
        match (self, state.phase()) {
            (Self::Prepare, Phase::Preparing) | (Self::Send, Phase::Scheduled | Phase::Sending) => Reached::UnderWay,
            (Self::Pause, Phase::Paused) | (Self::Stop, Phase::Stopped) if is_moving => Reached::UnderWay,
            (Self::Prepare, Phase::Ready)
            | (Self::Pause, Phase::Paused)
            | (Self::Stop, Phase::Stopped)
            | (Self::Resume, Phase::Sending)
            | (Self::Send | Self::Resume, Phase::Finished) => Reached::Done,
            _ => Reached::No,
        }
    }
}

impl LogStatus {
    /// Whether the contract is sure of the meaning. Otherwise the server's own label comes first (contract 19.4).
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Ignored | Self::Sent | Self::Failed | Self::Pending | Self::Cancelled)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::instant;

    #[test]
    fn every_documented_state_has_a_phase_and_is_in_its_filter() {
        for state in DeliveryState::ALL {
            assert_ne!(state.phase(), Phase::Unknown, "{state:?}");
            assert!(state.phase().states().any(|other| other == *state), "{state:?}");
        }
        assert_eq!(DeliveryState::of(42).phase(), Phase::Unknown);
    }

    #[test]
    fn only_a_delivery_that_waits_for_a_past_date_is_overdue() {
        let overdue = |state, contact, now| DeliveryState::of(state).overdue(instant(contact), instant(now));
        let (contact, now) = ("2026-11-20 08:00:00.000Z", "2026-11-25 08:00:00Z");
        assert_eq!(overdue(51, contact, now), Some(TimeDelta::days(5)));
        assert_eq!(overdue(51, now, contact), None);
        assert_eq!(overdue(51, contact, "2026-11-20 08:01:00Z"), None);
        assert_eq!((overdue(95, contact, now), overdue(51, "", now)), (None, None));
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
                assert_eq!(action.is_allowed(DeliveryState::of(state)), is_drawn, "{action:?} in {state}");
            }
        }
    }

    #[test]
    fn an_action_leads_to_a_state_that_does_not_rest() {
        for (_, action, to) in STEPS {
            assert_ne!(DeliveryState::of(to).motion(), Motion::Resting, "{action:?}");
            assert_ne!(DeliveryState::of(to).motion(), Motion::Unknown, "{action:?}");
        }
    }

    #[test]
    fn an_action_is_under_way_after_its_step_and_done_at_its_end() {
        for (from, action, to) in STEPS {
            assert_ne!(action.reached(DeliveryState::of(to)), Reached::No, "{action:?} to {to}");
            assert!(
                action == Action::Prepare || action.reached(DeliveryState::of(from)) != Reached::Done,
                "{action:?}"
            );
        }
        // The ends of the paths of contract 7.3.
        for (action, end) in
            [(Action::Prepare, 45), (Action::Send, 95), (Action::Pause, 75), (Action::Resume, 55), (Action::Stop, 85)]
        {
            assert_eq!(action.reached(DeliveryState::of(end)), Reached::Done, "{action:?}");
        }
        for (action, elsewhere) in [(Action::Send, 85), (Action::Pause, 95), (Action::Stop, 87), (Action::Prepare, 37)]
        {
            assert_eq!(action.reached(DeliveryState::of(elsewhere)), Reached::No, "{action:?}");
        }
    }

    #[test]
    fn every_documented_state_has_a_motion() {
        for state in DeliveryState::ALL {
            assert_ne!(state.motion(), Motion::Unknown, "{state:?}");
        }
        assert_eq!(DeliveryState::of(42).motion(), Motion::Unknown);
        // Contract 16: the states 11 to 22 and 51 to 72 are polled; 15 may rest (19.3).
        assert_eq!(DeliveryState::TargetReady.motion(), Motion::MayRest);
        for state in [11, 12, 13, 21, 22, 51, 55, 61, 62, 71, 72] {
            assert_eq!(DeliveryState::of(state).motion(), Motion::Moving, "{state}");
        }
        for state in [85, 87, 95, 100] {
            assert_eq!(DeliveryState::of(state).motion(), Motion::Final, "{state}");
            assert!(!Action::ALL.iter().any(|action| action.is_allowed(DeliveryState::of(state))), "{state}");
        }
    }

    proptest! {
        #[test]
        fn an_undocumented_state_allows_no_action(state in any::<i64>()) {
            let state = DeliveryState::of(state);
            prop_assume!(state.entry().is_none());
            prop_assert!(!Action::ALL.iter().any(|action| action.is_allowed(state)));
            prop_assert_eq!(state.motion(), Motion::Unknown);
            prop_assert_eq!(state.phase(), Phase::Unknown);
        }
    }

    #[test]
    fn a_state_keeps_its_number() {
        for number in -1..=128 {
            assert_eq!(DeliveryState::of(number).number(), number);
        }
    }

    #[test]
    fn the_text_can_be_edited_up_to_state_45_but_not_during_the_analysis() {
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
            assert_eq!(DeliveryState::of(state).lock().is_open(), open, "{state}");
        }
    }
}

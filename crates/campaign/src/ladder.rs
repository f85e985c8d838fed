//! What became of everybody that a delivery was to reach, in parts whose sum is known (contract 19.4).
//!
//! Campaign has no counter for "received": its `success` mixes what phones confirmed with what only left. So the log tells
//! the parts, and Campaign's own counters do where the log cannot.

use crate::{
    codes::{DeliveryState, LogStatus},
    delivery::{Coded, Delivery, Row},
    lifecycle::{Motion, Outcome},
};

/// A part of the targeted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What the log says.
    Is(Outcome),
    /// Campaign counts it as success: received, or only sent.
    Succeeded,
}

/// Where the parts come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Log,
    /// Campaign's own counters, which it computes now and then, because the log is empty.
    CountersOfEmptyLog,
    /// The same, because the log could not be read.
    Counters,
}

/// The parts of the targeted, those that are empty left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    pub source: Source,
    /// In the order of [`ORDER`]; no number is 0 or below.
    pub parts: Vec<(Part, i64)>,
    /// How many were to be reached, by Campaign's counters.
    pub targeted: i64,
}

/// From what is proven to what is not, as it is drawn.
pub const ORDER: [Part; 10] = [
    Part::Is(Outcome::Received),
    Part::Succeeded,
    Part::Is(Outcome::Accepted),
    Part::Is(Outcome::Passed),
    Part::Is(Outcome::Handed),
    Part::Is(Outcome::Failed),
    Part::Is(Outcome::Waiting),
    Part::Is(Outcome::Cancelled),
    Part::Is(Outcome::Other),
    Part::Is(Outcome::LeftOut),
];

impl Ladder {
    /// From the log's rows by status. An empty log says nothing of a delivery that has messages: it was purged, or it is
    /// being filled.
    pub fn of_log(delivery: &Delivery, log: &[(Coded<LogStatus>, i64)]) -> Self {
        Self::of(targeted(delivery), Source::Log, |part| match part {
            Part::Is(Outcome::LeftOut) => delivery.rejected,
            part => in_log(log, part),
        })
    }

    /// The parts of the messages to send, from the log's rows by status.
    pub fn of_messages(row: &Row, log: &[(Coded<LogStatus>, i64)]) -> Self {
        Self::of(row.to_deliver, Source::Log, |part| in_log(log, part))
    }

    /// The same from Campaign's counters.
    pub fn of_figures(row: &Row) -> Self {
        let rest = row.to_deliver - row.success - row.errors;
        Self::of(row.to_deliver, Source::Counters, |part| {
            by_counters(row.state.code, [row.success, row.errors, rest], part)
        })
    }

    /// From Campaign's counters alone: the log is empty, or it could not be read.
    pub fn of_counters(delivery: &Delivery, is_log_empty: bool) -> Self {
        let source = if is_log_empty { Source::CountersOfEmptyLog } else { Source::Counters };
        let rest = delivery.to_deliver - delivery.success - delivery.errors;
        Self::of(targeted(delivery), source, |part| match part {
            Part::Is(Outcome::LeftOut) => delivery.rejected,
            part => by_counters(delivery.state.code, [delivery.success, delivery.errors, rest], part),
        })
    }

    fn of(targeted: i64, source: Source, number: impl Fn(Part) -> i64) -> Self {
        let parts = ORDER.map(|part| (part, number(part))).into_iter().filter(|(_, n)| *n > 0).collect();
        Self { source, parts, targeted }
    }

    /// The number of a part; 0 if there is none.
    pub fn number(&self, part: Part) -> i64 {
        self.parts.iter().find(|(one, _)| *one == part).map_or(0, |(_, n)| *n)
    }

    pub fn is_of_log(&self) -> bool {
        self.source == Source::Log
    }

    /// Whether messages have left, and the log knows of no phone that confirmed one.
    pub fn is_silent(&self) -> bool {
        self.unconfirmed() > 0 && self.number(Part::Is(Outcome::Received)) == 0
    }

    /// How many messages have left and were not confirmed, as the log says; 0 by the counters, which do not tell.
    pub fn unconfirmed(&self) -> i64 {
        [Outcome::Accepted, Outcome::Passed, Outcome::Handed].map(|outcome| self.number(Part::Is(outcome))).iter().sum()
    }

    /// How many of the targeted are in no part; below 0 if the parts have more than were targeted.
    pub fn missing(&self) -> i64 {
        self.targeted - self.parts.iter().map(|(_, n)| n).sum::<i64>()
    }
}

fn targeted(delivery: &Delivery) -> i64 {
    delivery.targeted.max(delivery.to_deliver)
}

fn in_log(log: &[(Coded<LogStatus>, i64)], part: Part) -> i64 {
    log.iter().filter(|(status, _)| Part::Is(status.outcome()) == part).map(|(_, n)| *n).sum()
}

/// The number of a part by success, errors, and what is left.
fn by_counters(state: DeliveryState, [success, errors, rest]: [i64; 3], part: Part) -> i64 {
    match part {
        Part::Succeeded => success,
        Part::Is(Outcome::Failed) => errors,
        Part::Is(outcome) if outcome == rest_of(state) => rest,
        Part::Is(_) => 0,
    }
}

/// What the messages are that Campaign counts neither as success nor as errors.
fn rest_of(state: DeliveryState) -> Outcome {
    match state.motion() {
        Motion::Moving | Motion::MayRest | Motion::Resting => Outcome::Waiting,
        Motion::Final | Motion::Unknown => Outcome::Other,
    }
}

/// Where Campaign's counters and the log do not say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// `success` counts messages that no phone has confirmed.
    Unconfirmed { success: i64, sent: i64, received: i64 },
    /// The log has fewer or more failed messages than `errors`.
    Errors { counter: i64, log: i64 },
    /// The log has fewer or more messages than were to be sent.
    Messages { counter: i64, log: i64 },
}

/// The differences between Campaign's counters and a ladder of the log; none for one of the counters, and none while the
/// delivery moves.
pub fn differences(delivery: &Delivery, ladder: &Ladder) -> Vec<Difference> {
    // What moves has changed between the two answers.
    if !ladder.is_of_log() || delivery.state.code.motion() == Motion::Moving {
        return Vec::new();
    }
    let is = |outcome| ladder.number(Part::Is(outcome));
    let received = is(Outcome::Received);
    let failed = is(Outcome::Failed);
    let messages = ladder.parts.iter().map(|(_, n)| n).sum::<i64>() - is(Outcome::LeftOut);
    let sent = ladder.unconfirmed();
    [
        (delivery.success != received).then_some(Difference::Unconfirmed { success: delivery.success, sent, received }),
        (delivery.errors != failed).then_some(Difference::Errors { counter: delivery.errors, log: failed }),
        (delivery.to_deliver != messages)
            .then_some(Difference::Messages { counter: delivery.to_deliver, log: messages }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample::{by_status as rows, delivery};

    #[test]
    fn nothing_confirmed_is_no_success() {
        // DM55842, with the documented figures: 34 of 42 left, all of them "Sent".
        let delivery = delivery(95, 34, 8, 34, 0);
        let ladder = Ladder::of_log(&delivery, &rows(&[(1, 34)]));
        assert_eq!(ladder.parts, [(Part::Is(Outcome::Handed), 34), (Part::Is(Outcome::LeftOut), 8)]);
        assert_eq!((ladder.targeted, ladder.missing()), (42, 0));
        let unconfirmed = Difference::Unconfirmed { success: 34, sent: 34, received: 0 };
        assert_eq!(differences(&delivery, &ladder), [unconfirmed]);
    }

    #[test]
    fn counters_do_not_tell_received_from_sent() {
        let ladder = Ladder::of_counters(&delivery(55, 1_000, 20, 600, 50), true);
        let expected = [
            (Part::Succeeded, 600),
            (Part::Is(Outcome::Failed), 50),
            (Part::Is(Outcome::Waiting), 350),
            (Part::Is(Outcome::LeftOut), 20),
        ];
        assert_eq!(ladder.parts, expected);
        assert_eq!(ladder.missing(), 0);
    }

    #[test]
    fn what_moves_does_not_differ() {
        let delivery = delivery(55, 10, 0, 4, 0);
        assert_eq!(differences(&delivery, &Ladder::of_log(&delivery, &rows(&[(1, 5), (6, 5)]))), []);
    }

    #[test]
    fn a_purged_log_is_missing_and_differs() {
        let delivery = delivery(95, 500, 0, 480, 20);
        let ladder = Ladder::of_log(&delivery, &[]);
        assert_eq!((ladder.parts.as_slice(), ladder.missing()), ([].as_slice(), 500));
        assert!(differences(&delivery, &ladder).contains(&Difference::Messages { counter: 500, log: 0 }));
    }

    proptest! {
        /// Every row of the log is in exactly one part.
        #[test]
        fn no_row_is_lost(counts in prop::collection::vec((0_i64..=255, 1_i64..1_000_000), 0..20)) {
            // Left out are those of the list of exclusions, whose status is 0.
            let counts: Vec<_> = counts.into_iter().filter(|(status, _)| *status != 0).collect();
            let n: i64 = counts.iter().map(|(_, n)| n).sum();
            let ladder = Ladder::of_log(&delivery(95, n, 0, 0, 0), &rows(&counts));
            prop_assert_eq!(ladder.missing(), 0);
            prop_assert!(ladder.parts.iter().all(|(_, n)| *n > 0));
        }

        /// The parts of the counters sum to the targeted, whatever part of the messages succeeded and failed.
        #[test]
        fn counters_add_up(success in 0_i64..1_000, errors in 0_i64..1_000, rest in 0_i64..1_000, rejected in 0_i64..1_000, state in 0_i64..120) {
            let delivery = delivery(state, success + errors + rest, rejected, success, errors);
            prop_assert_eq!(Ladder::of_counters(&delivery, true).missing(), 0);
        }
    }
}

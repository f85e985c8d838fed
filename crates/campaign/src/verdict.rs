//! What became of a delivery, in sentences that are proven by its log, or else by Campaign's counters.

use chrono::TimeDelta;

use crate::{
    delivery::Delivery,
    ladder::{Ladder, Part, Source},
    lifecycle::{Outcome, Phase, are_receipts_late},
    value::Instant,
};

/// Something that is known about a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Nothing has been prepared.
    Draft,
    Preparing,
    /// So many messages are ready, and nobody has sent them.
    Ready {
        n: i64,
    },
    Scheduled {
        n: i64,
        at: Option<Instant>,
    },
    /// It was to start so long ago.
    Overdue {
        late: TimeDelta,
    },
    /// It ought to go on by itself, and nothing has changed for so long.
    Stuck {
        still: TimeDelta,
    },
    /// So many have left Campaign.
    Leaving {
        left: i64,
        n: i64,
    },
    /// The messages that could not be sent are tried again then.
    TriedAgain {
        at: Instant,
    },
    Paused {
        waiting: i64,
    },
    Stopped {
        cancelled: i64,
        left: i64,
    },
    /// Nothing can be sent, or nothing was.
    CannotSend,
    NoneLeft {
        n: i64,
    },
    AllFailed {
        n: i64,
    },
    AllReceived {
        n: i64,
    },
    Received {
        received: i64,
        n: i64,
    },
    /// They have left, and none of them was confirmed. The outcome is the farthest that is proven of all of them.
    Unconfirmed {
        outcome: Outcome,
        n: i64,
    },
    /// For so many others nothing is confirmed since they left.
    MoreUnconfirmed {
        n: i64,
        since: Option<Instant>,
    },
    Failed {
        n: i64,
    },
    /// Campaign counts so many as success; the log that would tell more is empty.
    Succeeded {
        success: i64,
        n: i64,
    },
    /// The log is empty, though there were messages: it was purged.
    Purged,
    /// It had nobody to write to.
    Nobody,
}

/// What is known, the most important first. `ladder` is that of the log if there is one, else that of the counters.
pub fn facts(delivery: &Delivery, ladder: &Ladder, now: Option<Instant>) -> Vec<Fact> {
    let state = delivery.state.code;
    let n = delivery.to_deliver;
    let is = |outcome| ladder.number(Part::Is(outcome));
    let stuck = state.stuck(delivery.last_modified, now).map(|still| Fact::Stuck { still });
    let left = ladder.parts.iter().filter(|(part, _)| has_left(*part)).map(|(_, n)| n).sum();
    match state.phase() {
        Phase::Draft => vec![Fact::Draft],
        Phase::Preparing => [Fact::Preparing].into_iter().chain(stuck).collect(),
        Phase::Ready => vec![Fact::Ready { n }],
        Phase::Scheduled => match state.overdue(delivery.contact_date, now) {
            Some(late) => vec![Fact::Overdue { late }],
            None => vec![Fact::Scheduled { n, at: delivery.contact_date }],
        },
        Phase::Sending => {
            let again = delivery.next_pass.filter(|at| now.is_some_and(|now| *at > now));
            let again = again.map(|at| Fact::TriedAgain { at });
            [Fact::Leaving { left, n }].into_iter().chain(again).chain(stuck).chain(failed(ladder)).collect()
        }
        Phase::Paused => [Fact::Paused { waiting: is(Outcome::Waiting) }].into_iter().chain(failed(ladder)).collect(),
        Phase::Stopped => {
            let cancelled = is(Outcome::Cancelled);
            [Fact::Stopped { cancelled, left }].into_iter().chain(failed(ladder)).collect()
        }
        Phase::Failed if n == 0 => vec![Fact::CannotSend],
        Phase::Failed if left == 0 => vec![Fact::NoneLeft { n }],
        Phase::Failed | Phase::Finished | Phase::Deleted | Phase::Unknown => finished(delivery, ladder),
    }
}

/// What helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// What ought to go on by itself does not: Campaign's server may not be running.
    AskAboutServer,
    /// The journal says why nothing can be sent.
    CorrectAndPrepare,
    /// The journal says why nothing was sent.
    CorrectFirst,
    LookAtReasons,
    /// After a day, receipts are hardly on their way.
    AskForReceipts,
}

/// What to do about these facts; `None` if nothing is wrong, or nothing helps.
pub fn advice(delivery: &Delivery, facts: &[Fact], now: Option<Instant>) -> Option<Advice> {
    facts.iter().find_map(|fact| match fact {
        Fact::Overdue { .. } | Fact::Stuck { .. } => Some(Advice::AskAboutServer),
        Fact::CannotSend => Some(Advice::CorrectAndPrepare),
        Fact::NoneLeft { .. } => Some(Advice::CorrectFirst),
        Fact::AllFailed { .. } => Some(Advice::LookAtReasons),
        Fact::Unconfirmed { .. } if are_receipts_late(delivery.contact_date, now) => Some(Advice::AskForReceipts),
        _ => None,
    })
}

fn failed(ladder: &Ladder) -> Option<Fact> {
    let n = ladder.number(Part::Is(Outcome::Failed));
    (n > 0).then_some(Fact::Failed { n })
}

/// Whether these messages are no longer with Campaign.
fn has_left(part: Part) -> bool {
    match part {
        Part::Is(outcome) => outcome.has_left(),
        Part::Succeeded => true,
    }
}

fn finished(delivery: &Delivery, ladder: &Ladder) -> Vec<Fact> {
    let is = |outcome| ladder.number(Part::Is(outcome));
    if !ladder.is_of_log() {
        let (success, n) = (delivery.success, delivery.to_deliver);
        if n == 0 {
            return vec![Fact::Nobody];
        }
        let purged = (ladder.source == Source::CountersOfEmptyLog).then_some(Fact::Purged);
        return [Fact::Succeeded { success, n }].into_iter().chain(failed(ladder)).chain(purged).collect();
    }
    let n: i64 = ladder.parts.iter().filter(|(part, _)| *part != Part::Is(Outcome::LeftOut)).map(|(_, n)| n).sum();
    let received = is(Outcome::Received);
    // The farther a message has got, the less is missing.
    let unconfirmed = [Outcome::Handed, Outcome::Passed, Outcome::Accepted];
    let n_unconfirmed = ladder.unconfirmed();
    let least = unconfirmed.into_iter().find(|outcome| is(*outcome) > 0);
    let first = match least {
        _ if n > 0 && is(Outcome::Failed) == n => return vec![Fact::AllFailed { n }],
        _ if n > 0 && received == n => return vec![Fact::AllReceived { n }],
        Some(outcome) if received == 0 => Some(Fact::Unconfirmed { outcome, n: n_unconfirmed }),
        _ => (received > 0).then_some(Fact::Received { received, n }),
    };
    let more = (received > 0 && n_unconfirmed > 0)
        .then_some(Fact::MoreUnconfirmed { n: n_unconfirmed, since: delivery.broad_end });
    first.into_iter().chain(more).chain(failed(ladder)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{
        sample::{by_status, delivery},
        value::instant,
    };

    fn of_log(delivery: &Delivery, log: &[(i64, i64)]) -> Vec<Fact> {
        facts(delivery, &Ladder::of_log(delivery, &by_status(log)), instant("2026-11-18 12:05:00.000Z"))
    }

    fn of_counters(delivery: &Delivery) -> Vec<Fact> {
        facts(delivery, &Ladder::of_counters(delivery, true), instant("2026-11-19 12:00:00.000Z"))
    }

    #[test]
    fn sent_is_not_received() {
        // DM55842: Campaign counts 34 of 34 as success, and its log has nothing past "Sent".
        let expected = [Fact::Unconfirmed { outcome: Outcome::Handed, n: 34 }];
        assert_eq!(of_log(&delivery(95, 34, 8, 34, 0), &[(1, 34)]), expected);
    }

    #[test]
    fn what_helps_follows_from_what_is_known() {
        let now = instant("2026-11-19 12:00:00.000Z");
        let of = |state, contact: &str, log: &[(i64, i64)]| {
            let mut delivery = delivery(state, 10, 0, 10, 0);
            delivery.contact_date = instant(contact);
            let facts = facts(&delivery, &Ladder::of_log(&delivery, &by_status(log)), now);
            advice(&delivery, &facts, now)
        };
        let (day, hour) = ("2026-11-18 12:00:00.000Z", "2026-11-19 11:00:00.000Z");
        assert_eq!(of(51, hour, &[]), Some(Advice::AskAboutServer));
        assert_eq!(of(55, day, &[(1, 4), (6, 6)]), Some(Advice::AskAboutServer));
        assert_eq!(of(95, day, &[(2, 10)]), Some(Advice::LookAtReasons));
        assert_eq!(of(95, day, &[(1, 10)]), Some(Advice::AskForReceipts));
        assert_eq!(of(87, day, &[(6, 10)]), Some(Advice::CorrectFirst));
        // A receipt may still come, and nothing is wrong.
        assert_eq!((of(95, hour, &[(1, 10)]), of(95, day, &[(4, 10)]), of(45, day, &[])), (None, None, None));
    }

    #[test]
    fn finished_is_not_good() {
        assert_eq!(of_log(&delivery(95, 12, 0, 0, 12), &[(2, 12)]), [Fact::AllFailed { n: 12 }]);
        assert_eq!(of_log(&delivery(95, 12, 0, 12, 0), &[(4, 12)]), [Fact::AllReceived { n: 12 }]);
        let expected = [
            Fact::Received { received: 70, n: 100 },
            Fact::MoreUnconfirmed { n: 23, since: None },
            Fact::Failed { n: 7 },
        ];
        assert_eq!(of_log(&delivery(95, 100, 3, 93, 7), &[(4, 70), (1, 15), (3, 8), (2, 7)]), expected);
    }

    #[test]
    fn the_least_that_is_proven_of_all_is_said() {
        let expected = [Fact::Unconfirmed { outcome: Outcome::Passed, n: 10 }];
        assert_eq!(of_log(&delivery(95, 10, 0, 10, 0), &[(9, 4), (3, 6)]), expected);
    }

    #[test]
    fn counters_are_said_to_be_counters() {
        let expected = [Fact::Succeeded { success: 480, n: 500 }, Fact::Failed { n: 20 }, Fact::Purged];
        assert_eq!(of_counters(&delivery(95, 500, 0, 480, 20)), expected);
        assert_eq!(of_counters(&delivery(95, 0, 9, 0, 0)), [Fact::Nobody]);
    }

    #[test]
    fn a_log_that_cannot_be_read_is_not_called_purged() {
        let delivery = delivery(95, 500, 0, 480, 20);
        let facts = facts(&delivery, &Ladder::of_counters(&delivery, false), None);
        assert_eq!(facts, [Fact::Succeeded { success: 480, n: 500 }, Fact::Failed { n: 20 }]);
    }

    #[test]
    fn the_next_try_is_said_as_long_as_it_is_ahead() {
        let mut delivery = delivery(61, 10, 0, 4, 0);
        delivery.next_pass = instant("2026-11-19 13:00:00.000Z");
        let again = Fact::TriedAgain { at: delivery.next_pass.unwrap() };
        assert_eq!(of_counters(&delivery), [Fact::Leaving { left: 4, n: 10 }, again]);
        delivery.next_pass = instant("2026-11-19 12:00:00.000Z");
        assert_eq!(of_counters(&delivery), [Fact::Leaving { left: 4, n: 10 }]);
    }

    #[test]
    fn what_moves_and_does_not_change_is_stuck() {
        let stuck = Fact::Stuck { still: TimeDelta::days(1) };
        assert_eq!(of_counters(&delivery(55, 10, 0, 4, 0)), [Fact::Leaving { left: 4, n: 10 }, stuck]);
        assert_eq!(of_log(&delivery(55, 10, 0, 4, 0), &[(1, 4), (6, 6)]), [Fact::Leaving { left: 4, n: 10 }]);
        // What waits on purpose is not stuck, and what rests may rest as long as it likes.
        assert_eq!(of_counters(&delivery(61, 10, 0, 4, 0)), [Fact::Leaving { left: 4, n: 10 }]);
        assert_eq!(of_counters(&delivery(0, 0, 0, 0, 0)), [Fact::Draft]);
    }
}

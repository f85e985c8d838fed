//! What needs a hand, or a look, in a list of deliveries: at most one exception for each.

use chrono::TimeDelta;

use crate::{
    codes::DeliveryState,
    delivery::{Condition, Row, in_states},
    ladder::Ladder,
    lifecycle::{LATE, Motion, Phase, STILL, are_receipts_late},
    usual::Failures,
    value::{Instant, instant_literal},
};

/// An exception, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// Nothing can be sent: the preparation failed.
    PreparationFailed,
    /// Campaign itself says that the sending failed.
    SendingFailed,
    /// Every message failed.
    AllFailed { n: i64 },
    /// It was to start so long ago.
    Overdue { late: TimeDelta },
    /// It ought to go on by itself, and nothing has changed for so long.
    Stuck { still: TimeDelta },
    /// Many messages failed.
    ManyFailed { failed: i64, n: i64 },
    /// More messages failed than in the others of its code, of which so many did.
    UnusuallyManyFailed { failed: i64, n: i64, others: Failures },
    /// So many SMS were handed over for so many messages, so many messages had several parts.
    SeveralParts { sms: i64, n: i64 },
    /// No phone has confirmed any of these messages.
    NoReceipts { n: i64 },
}

/// More failures than one in so many messages are many.
const MANY: i64 = 20;

/// Of fewer messages no share is told.
const FEWEST: i64 = 20;

/// Fewer failures are no sign of anything.
const FEWEST_FAILED: i64 = 5;

/// The worst that Campaign's counters and dates, the parts of the log and other deliveries of its code tell of a delivery
/// at `now`; `None` if all is well. Of a minimal answer, only the state is known.
pub fn flag(row: &Row, ladder: &Ladder, others: Option<Failures>, now: Option<Instant>) -> Option<Flag> {
    let (state, n, failed) = (row.state.code, row.to_deliver, row.errors);
    match state {
        DeliveryState::PreparationError => return Some(Flag::PreparationFailed),
        DeliveryState::Failed => return Some(Flag::SendingFailed),
        _ => {}
    }
    if n > 0 && failed >= n {
        return Some(Flag::AllFailed { n });
    }
    if let Some(late) = state.overdue(row.contact_date, now) {
        return Some(Flag::Overdue { late });
    }
    if let Some(still) = state.stuck(row.last_modified, now) {
        return Some(Flag::Stuck { still });
    }
    let is_told = n >= FEWEST && has_share(state);
    if is_told && failed.saturating_mul(MANY) > n {
        return Some(Flag::ManyFailed { failed, n });
    }
    let is_unusual = |others: &Failures| Failures { failed, n }.is_unusual_beside(*others);
    if let Some(others) = others.filter(is_unusual).filter(|_| is_told && failed >= FEWEST_FAILED) {
        return Some(Flag::UnusuallyManyFailed { failed, n, others });
    }
    let has_ended = state.motion() == Motion::Final;
    if has_ended && row.processed > 0 && row.sms.saturating_mul(2) >= row.processed.saturating_mul(3) {
        return Some(Flag::SeveralParts { sms: row.sms, n: row.processed });
    }
    let is_silent = has_ended && are_receipts_late(row.contact_date, now);
    (is_silent && ladder.is_silent()).then_some(Flag::NoReceipts { n })
}

/// The condition that selects the deliveries that have a flag at `now`, as [`flag`] says. That no receipt came, only the
/// logs know, and what is unusual, only other deliveries.
pub fn condition(now: Instant) -> Condition {
    let before = |by: TimeDelta| instant_literal(now - by);
    let (n, failed, processed) = ("[properties/@toDeliver]", "[indicators/@error]", "[indicators/@processed]");
    let states = |fits: fn(DeliveryState) -> bool| in_states(DeliveryState::that(fits));
    let minimal = states(|state| matches!(state, DeliveryState::PreparationError | DeliveryState::Failed));
    let full = [
        minimal.clone(),
        format!("({n} > 0 AND {failed} >= {n})"),
        format!(
            "({} AND [scheduling/@contactDate] <= {})",
            states(|state| state.phase() == Phase::Scheduled),
            before(LATE)
        ),
        format!("({} AND @lastModified <= {})", states(DeliveryState::goes_on), before(STILL)),
        format!(
            "({} AND {processed} > 0 AND [indicators/@sent] * 2 >= {processed} * 3)",
            states(|state| state.motion() == Motion::Final)
        ),
        format!("({} AND {n} >= {FEWEST} AND {failed} * {MANY} > {n})", states(has_share)),
    ]
    .join(" OR ");
    Condition { full, minimal }
}

/// Whether the share of failures means something.
fn has_share(state: DeliveryState) -> bool {
    matches!(state.motion(), Motion::Final | Motion::Moving)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        codes::{Code, LogStatus},
        delivery::Coded,
        sample::row,
        value::instant,
    };

    fn told(row: &Row) -> Option<Flag> {
        flag(row, &Ladder::of_figures(row), None, instant("2026-11-18 12:00:00.000Z"))
    }

    #[test]
    fn what_is_well_has_no_flag() {
        for state in [0, 15, 45, 51, 55, 75, 85, 95] {
            let mut row = row(state, 1_000, 50);
            row.contact_date = instant("2026-11-18 12:30:00.000Z");
            assert_eq!(told(&row), None, "{state}");
        }
        // One of few is no share.
        assert_eq!(told(&row(95, 19, 5)), None);
    }

    #[test]
    fn the_worst_is_told() {
        // DM61012: finished, and 12 of 12 failed.
        assert_eq!(told(&row(95, 12, 12)), Some(Flag::AllFailed { n: 12 }));
        assert_eq!(told(&row(37, 0, 0)), Some(Flag::PreparationFailed));
        assert_eq!(told(&row(87, 21, 21)), Some(Flag::SendingFailed));
        assert_eq!(told(&row(51, 21, 0)), Some(Flag::Overdue { late: TimeDelta::hours(3) }));
        assert_eq!(told(&row(95, 1_000, 51)), Some(Flag::ManyFailed { failed: 51, n: 1_000 }));
        let mut still = row(55, 1_000, 51);
        still.last_modified = instant("2026-11-17 12:00:00.000Z");
        assert_eq!(told(&still), Some(Flag::Stuck { still: TimeDelta::days(1) }));
    }

    #[test]
    fn failures_are_compared_with_the_others_of_the_code() {
        let row = row(95, 1_000, 30);
        let told = |failed| {
            let others = Some(Failures { failed, n: 1_000 });
            flag(&row, &Ladder::of_figures(&row), others, instant("2026-11-18 12:00:00.000Z"))
        };
        let others = Failures { failed: 10, n: 1_000 };
        assert_eq!((told(10), told(15)), (Some(Flag::UnusuallyManyFailed { failed: 30, n: 1_000, others }), None));
    }

    #[test]
    fn three_sms_for_two_messages_are_told() {
        let with_sms = |sms| Row { processed: 100, sms, ..row(95, 100, 0) };
        assert_eq!(told(&with_sms(150)), Some(Flag::SeveralParts { sms: 150, n: 100 }));
        assert_eq!((told(&with_sms(149)), told(&Row { processed: 0, ..with_sms(150) })), (None, None));
    }

    #[test]
    fn where_messages_left_and_no_phone_confirmed_one_nobody_knows() {
        let now = instant("2026-11-19 12:00:00.000Z");
        let of = |statuses: &[(i64, i64)], row: &Row, now| {
            let log: Vec<_> = statuses.iter().map(|(status, n)| (Coded::bare(LogStatus::of(*status)), *n)).collect();
            flag(row, &Ladder::of_messages(row, &log), None, now)
        };
        let finished = row(95, 34, 0);
        // DM55842: 34 of 34 are Sent.
        assert_eq!(of(&[(1, 34)], &finished, now), Some(Flag::NoReceipts { n: 34 }));
        assert_eq!(of(&[(1, 33), (4, 1)], &finished, now), None);
        assert_eq!(of(&[(6, 34)], &finished, now), None);
        // A receipt may still come; and counters know of none.
        assert_eq!(of(&[(1, 34)], &finished, instant("2026-11-18 12:00:00.000Z")), None);
        assert_eq!(flag(&finished, &Ladder::of_figures(&finished), None, now), None);
        assert_eq!(
            of(&[(1, 34)], &row(55, 34, 0), instant("2026-11-19 11:58:00.000Z")),
            Some(Flag::Stuck { still: TimeDelta::hours(23) + TimeDelta::minutes(59) })
        );
    }

    #[test]
    fn of_a_minimal_answer_only_the_state_is_told() {
        let minimal = |state| Row { is_partial: true, contact_date: None, last_modified: None, ..row(state, 0, 0) };
        assert_eq!(told(&minimal(87)), Some(Flag::SendingFailed));
        assert_eq!(told(&minimal(51)), None);
        assert_eq!(told(&minimal(95)), None);
    }
}

//! How often messages fail on this instance, told from its recent deliveries of one code.

use chrono::TimeDelta;

use crate::{
    codes::DeliveryState,
    delivery::{Row, in_states, of_types},
    lifecycle::Motion,
    query::{PAGE, Query},
    request::Request,
    value::{Instant, instant_literal},
};

/// Messages to send, and those of them that failed, by Campaign's counters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failures {
    pub failed: i64,
    pub n: i64,
}

/// The deliveries that have ended and whose contact date is not earlier, by their code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usual {
    asked_at: Instant,
    by_code: Vec<(String, Failures)>,
}

/// So far back, deliveries count as recent.
const RECENT: TimeDelta = TimeDelta::days(90);

/// Of fewer messages nothing is concluded.
const FEWEST: i64 = 100;

/// The codes with the most deliveries of these types of messages.
pub fn usual(message_types: &[i64], now: Instant) -> Request<Usual> {
    let since = now - RECENT;
    let deliveries = of_types(Query::select("nms:delivery", 0, PAGE), message_types)
        .filter(&in_states(DeliveryState::that(|state| state.motion() == Motion::Final)))
        .filter(&format!("[scheduling/@contactDate] >= {}", instant_literal(since)))
        .filter("@deliveryCode <> ''")
        .grouped("@deliveryCode")
        .aliased("Sum([properties/@toDeliver])", "@toDeliver")
        .aliased("Sum([indicators/@error])", "@error")
        .order("Count(@id)", true);
    deliveries
        .rows(|row| {
            let failures = Failures { failed: row.count("@error"), n: row.count("@toDeliver") };
            (row.text_at("@deliveryCode"), failures)
        })
        .map(move |by_code| Usual { asked_at: now, by_code })
}

impl Usual {
    /// The other deliveries of the row's code; `None` if they had too few messages to compare with, or if the row has
    /// changed since: then nobody knows which of its figures are in the sums.
    pub fn beside(&self, row: &Row) -> Option<Failures> {
        let (_, all) = self.by_code.iter().find(|(code, _)| *code == row.code)?;
        if row.last_modified.is_none_or(|at| at > self.asked_at) {
            return None;
        }
        let since = self.asked_at - RECENT;
        let is_among = row.state.code.motion() == Motion::Final && row.contact_date.is_some_and(|at| at >= since);
        let own = if is_among { Failures { failed: row.errors, n: row.to_deliver } } else { Failures::default() };
        let others = Failures { failed: (all.failed - own.failed).max(0), n: all.n - own.n };
        (others.n >= FEWEST).then_some(others)
    }
}

impl Failures {
    /// Whether the share that failed is more than twice that of the others.
    pub fn is_unusual_beside(self, others: Self) -> bool {
        i128::from(self.failed) * i128::from(others.n) > 2 * i128::from(others.failed) * i128::from(self.n)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{
        sample::{ask, conditions, row},
        value::instant,
    };

    fn now() -> Instant {
        instant("2026-11-18 12:00:00Z").unwrap()
    }

    #[test]
    fn deliveries_that_have_ended_are_summed_by_their_code() {
        let request = usual(&[1], now());
        let wanted = conditions(&request.calls.full);
        let since = "[scheduling/@contactDate] >= #2026-08-20T12:00:00.000Z#";
        for expr in ["@messageType IN (1)", "@FCP=0", since, "@deliveryCode <> ''"] {
            assert!(wanted.iter().any(|one| one == expr), "{expr}: {wanted:?}");
        }
        let body =
            "<delivery-collection><delivery deliveryCode='NEWS' toDeliver='1000' error='12'/></delivery-collection>";
        let expected = [("NEWS".to_owned(), Failures { failed: 12, n: 1_000 })];
        assert_eq!(ask(&request, body).by_code, expected);
    }

    #[test]
    fn a_delivery_is_not_compared_with_itself() {
        let by_code = vec![("NEWS".to_owned(), Failures { failed: 52, n: 2_000 })];
        let usual = Usual { asked_at: now(), by_code };
        let of_code =
            |state, date: &str| Row { code: "NEWS".into(), contact_date: instant(date), ..row(state, 1_000, 50) };
        assert_eq!(usual.beside(&of_code(95, "2026-11-18 09:00:00Z")), Some(Failures { failed: 2, n: 1_000 }));
        // These are not among those that were summed.
        for other in [of_code(95, "2026-01-18 09:00:00Z"), of_code(55, "2026-11-18 09:00:00Z")] {
            assert_eq!(usual.beside(&other), Some(Failures { failed: 52, n: 2_000 }));
        }
        let changed = Row { last_modified: instant("2026-11-18 12:00:01Z"), ..of_code(95, "2026-11-18 09:00:00Z") };
        assert_eq!(usual.beside(&changed), None);
        let of_few = Failures { failed: 50, n: 1_050 };
        let few = Usual { asked_at: now(), by_code: vec![("NEWS".to_owned(), of_few)] };
        assert_eq!(few.beside(&of_code(95, "2026-11-18 09:00:00Z")), None);
    }

    #[test]
    fn twice_the_share_is_not_yet_unusual() {
        let of = |failed, n| Failures { failed, n };
        assert!(!of(4, 100).is_unusual_beside(of(20, 1_000)));
        assert!(of(5, 100).is_unusual_beside(of(20, 1_000)));
        assert!(of(i64::MAX, i64::MAX).is_unusual_beside(of(1, i64::MAX)));
    }
}

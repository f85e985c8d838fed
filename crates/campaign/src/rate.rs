//! How fast messages leave, from the numbers that were seen.

use std::collections::VecDeque;

use chrono::TimeDelta;

use crate::value::Instant;

/// What was seen in the last [`SPAN`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rate {
    seen: VecDeque<(Instant, i64)>,
}

/// Older numbers do not count: a provider may have become slower.
const SPAN: TimeDelta = TimeDelta::minutes(5);

/// A shorter time says nothing, because Campaign counts in batches.
const SHORTEST: TimeDelta = TimeDelta::seconds(20);

impl Rate {
    /// Takes in how many messages have left at a time. Fewer than before are another count.
    pub fn see(&mut self, at: Instant, left: i64) {
        if self.seen.back().is_some_and(|(then, before)| left < *before || at < *then) {
            self.seen.clear();
        }
        self.seen.push_back((at, left));
        while self.seen.front().is_some_and(|(then, _)| at - *then > SPAN) {
            self.seen.pop_front();
        }
    }

    /// Messages a minute; `None` until enough was seen.
    pub fn per_minute(&self) -> Option<i64> {
        let (span, n) = self.change()?;
        i64::try_from(i128::from(n) * 60_000 / i128::from(span.num_milliseconds())).ok()
    }

    /// When the last of the `waiting` messages leaves; `None` if nothing leaves, or until enough was seen.
    pub fn end(&self, waiting: i64) -> Option<Instant> {
        let (span, n) = self.change().filter(|(_, n)| *n > 0)?;
        let rest = i128::from(span.num_milliseconds()) * i128::from(waiting) / i128::from(n);
        let (last, _) = self.seen.back()?;
        last.checked_add_signed(TimeDelta::try_milliseconds(i64::try_from(rest).ok()?)?)
    }

    /// How long it took for how many.
    fn change(&self) -> Option<(TimeDelta, i64)> {
        let ((from, before), (to, after)) = (self.seen.front()?, self.seen.back()?);
        let span = *to - *from;
        (span >= SHORTEST).then_some((span, after - before))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::value::instant;

    fn noon() -> Instant {
        instant("2026-11-18 12:00:00.000Z").unwrap()
    }

    fn seen(numbers: &[(i64, i64)]) -> Rate {
        let mut rate = Rate::default();
        numbers.iter().for_each(|(second, left)| rate.see(noon() + TimeDelta::seconds(*second), *left));
        rate
    }

    #[test]
    fn the_end_follows_from_the_rate() {
        let rate = seen(&[(0, 0), (30, 500), (60, 1_000)]);
        assert_eq!(rate.per_minute(), Some(1_000));
        assert_eq!(rate.end(30_000), Some(noon() + TimeDelta::minutes(31)));
    }

    #[test]
    fn nothing_is_told_too_early_or_when_nothing_leaves() {
        assert_eq!(seen(&[(0, 0), (3, 500)]).per_minute(), None);
        let still = seen(&[(0, 500), (60, 500)]);
        assert_eq!((still.per_minute(), still.end(10)), (Some(0), None));
        // It was prepared and sent again.
        assert_eq!(seen(&[(0, 500), (60, 900), (62, 0)]).end(10), None);
    }

    #[test]
    fn what_was_long_ago_does_not_count() {
        assert_eq!(seen(&[(0, 0), (300, 60_000), (590, 60_290), (600, 60_300)]).per_minute(), Some(60));
    }

    proptest! {
        #[test]
        fn any_numbers_have_a_rate_that_is_not_negative(numbers in prop::collection::vec((0_i64..4_000, 0_i64..i64::MAX), 0..9), waiting in 0_i64..i64::MAX) {
            let rate = seen(&numbers);
            prop_assert!(rate.per_minute().is_none_or(|n| n >= 0));
            prop_assert!(rate.end(waiting).is_none_or(|end| end >= noon()));
        }
    }
}

//! When to poll a delivery that is in progress.

use std::rc::Rc;

use campaign::lifecycle::Motion;
use futures::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use js_sys::Math;
use leptos::prelude::*;

use super::{
    actions::spawn,
    refresh::{AskTimes, Refresh},
};
use crate::{
    host::Host,
    server::{Session, SessionStatus, State},
};

/// The shortest wait between two polls, and the random time that is added, in milliseconds (contract 16: 2 to 5 s).
const WAIT_MS: (u32, u32) = (2_000, 1_000);

/// The longest wait while the server does not answer, in milliseconds, before up to half of it is added at random.
const MAX_WAIT_MS: u32 = 40_000;

/// The requests of one poll.
type Ask = Box<dyn Fn() -> LocalBoxFuture<'static, ()>>;

/// The number of polls in a state that may rest: an analysis leaves such a state sooner.
const MAX_POLLS: u32 = 10;

/// Polls a delivery in progress every few seconds, one poll after the other. It does not poll a delivery at rest or on
/// a hidden page. A state that may rest is polled for a while, and again after a change. While the server does not
/// answer, polls become rarer, until there is an answer, or the network or the user comes back.
pub fn poll(motion: Memo<Motion>, ask: Ask) {
    let (status, host) = (expect_context::<SessionStatus>(), expect_context::<Host>());
    let (session, times) = (expect_context::<Session>(), expect_context::<AskTimes>());
    let refresh = expect_context::<Refresh>();
    let ask = Rc::new(ask);
    // An ended session is not polled.
    let is_signed_in = Memo::new(move |_| status.facts.with(|facts| facts.state == State::SignedIn));
    let begun = times.woken.get_untracked();
    Effect::new(move |_| {
        let mut polls_left = if is_signed_in.get() { n_polls(motion.get()) } else { 0 };
        let mut is_due = times.woken.get() != begun;
        let ask = ask.clone();
        spawn(Box::pin(async move {
            let mut n_answers = None;
            let mut n_failures = 0;
            while polls_left > 0 {
                if !is_due {
                    TimeoutFuture::new(wait_ms(Math::random())).await;
                    // By now the last poll was answered, or the answer is late.
                    n_failures = if n_answers == Some(session.n_answers()) { n_failures + 1 } else { 0 };
                    if n_failures > 0 {
                        refresh.slow_down();
                        TimeoutFuture::new(more_ms(n_failures, Math::random())).await;
                    }
                }
                is_due = false;
                // On a hidden page nobody waits for an answer.
                let is_seen = !host.is_hidden();
                n_answers = is_seen.then(|| session.n_answers());
                if is_seen {
                    ask().await;
                    polls_left -= 1;
                }
            }
        }));
    });
}

/// The number of polls in a motion.
fn n_polls(motion: Motion) -> u32 {
    match motion {
        // No page stays open for so long.
        Motion::Moving => u32::MAX,
        Motion::MayRest => MAX_POLLS,
        Motion::Resting | Motion::Final | Motion::Unknown => 0,
    }
}

/// The wait before the next poll; `chance` is from 0 to 1.
fn wait_ms(chance: f64) -> u32 {
    let (least, spread) = WAIT_MS;
    least + (chance * f64::from(spread)) as u32
}

/// The additional wait after so many polls without an answer: with `wait_ms` 4, 8, 16 s and so on, up to a minute.
fn more_ms(n_failures: u32, chance: f64) -> u32 {
    let (least, spread) = WAIT_MS;
    let span = least.saturating_mul(1 << n_failures.min(16)).min(MAX_WAIT_MS);
    let most = span + (chance * f64::from(span / 2)) as u32;
    most.saturating_sub(least + spread)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_state_that_may_rest_is_not_polled_for_ever() {
        assert_eq!((n_polls(Motion::MayRest), n_polls(Motion::Resting)), (MAX_POLLS, 0));
        assert_eq!(n_polls(Motion::Moving), u32::MAX);
    }

    #[test]
    fn two_minutes_without_an_answer_cost_few_polls() {
        // At most two calls in a poll; the first calls of a page have up to four attempts.
        let (mut now_ms, mut n_polls) = (0, 0);
        for n_failures in 0.. {
            now_ms += wait_ms(0.0) + if n_failures > 0 { more_ms(n_failures, 0.0) } else { 0 };
            if now_ms > 120_000 {
                break;
            }
            n_polls += 1;
        }
        assert!(2 * n_polls + 2 * 3 <= 20, "{n_polls}");
    }

    proptest! {
        #[test]
        fn the_time_between_polls_is_that_of_the_contract(chance in 0.0..1.0) {
            prop_assert!((2_000..=5_000).contains(&wait_ms(chance)));
        }

        #[test]
        fn the_wait_doubles_without_an_answer_up_to_a_minute(n in 1u32.., chance in 0.0..1.0) {
            let all = wait_ms(1.0) + more_ms(n, chance);
            prop_assert!((3_000..=60_000).contains(&all), "{all}");
            prop_assert!(more_ms(n.saturating_add(1), chance) >= more_ms(n, chance));
        }
    }
}

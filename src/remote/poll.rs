//! When to look at what moves on the server.

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

/// The shortest wait between two looks, and how much longer it may be, in milliseconds (contract 16: 2 to 5 s).
const WAIT_MS: (u32, u32) = (2_000, 1_000);

/// What waits grow to while nothing answers, in milliseconds; each may be half as long again.
const MAX_WAIT_MS: u32 = 40_000;

/// What is done at each look.
type Look = Box<dyn Fn() -> LocalBoxFuture<'static, ()>>;

/// How often is looked at what may rest before it counts as resting: an analysis passes a station sooner.
const MAX_LOOKS: u32 = 10;

/// Looks every few seconds at what moves, one look after the other; never at what rests, nor while the page is hidden. What
/// may rest is looked at for a while, and again after it has moved. While nothing answers the looks become rarer, until
/// something answers, or the network or the user comes back.
pub fn poll(motion: Memo<Motion>, look: Look) {
    let (status, host) = (expect_context::<SessionStatus>(), expect_context::<Host>());
    let (session, times) = (expect_context::<Session>(), expect_context::<AskTimes>());
    let refresh = expect_context::<Refresh>();
    let look = Rc::new(look);
    // A session that has ended is not asked again and again.
    let is_signed_in = Memo::new(move |_| status.facts.with(|facts| facts.state == State::SignedIn));
    let begun = times.woken.get_untracked();
    Effect::new(move |_| {
        let mut looks_left = if is_signed_in.get() { n_looks(motion.get()) } else { 0 };
        let mut is_due = times.woken.get() != begun;
        let look = look.clone();
        spawn(Box::pin(async move {
            let mut n_answers = None;
            let mut n_failures = 0;
            while looks_left > 0 {
                if !is_due {
                    TimeoutFuture::new(wait_ms(Math::random())).await;
                    // Answers to the last look have come by now, or are late.
                    n_failures = if n_answers == Some(session.n_answers()) { n_failures + 1 } else { 0 };
                    if n_failures > 0 {
                        refresh.slow_down();
                        TimeoutFuture::new(more_ms(n_failures, Math::random())).await;
                    }
                }
                is_due = false;
                if !host.is_hidden() {
                    n_answers = Some(session.n_answers());
                    look().await;
                    looks_left -= 1;
                }
            }
        }));
    });
}

/// How often to look at what is in this motion.
fn n_looks(motion: Motion) -> u32 {
    match motion {
        // No page is open for so long.
        Motion::Moving => u32::MAX,
        Motion::MayRest => MAX_LOOKS,
        Motion::Resting | Motion::Final | Motion::Unknown => 0,
    }
}

/// How long to wait until the next look; `chance` is from 0 to 1.
fn wait_ms(chance: f64) -> u32 {
    let (least, spread) = WAIT_MS;
    least + (chance * f64::from(spread)) as u32
}

/// How long to wait besides after so many looks without an answer: in all 4, 8, 16 s and so on, up to a minute.
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
    fn what_may_rest_is_not_looked_at_for_ever() {
        assert_eq!((n_looks(Motion::MayRest), n_looks(Motion::Resting)), (MAX_LOOKS, 0));
        assert_eq!(n_looks(Motion::Moving), u32::MAX);
    }

    #[test]
    fn two_minutes_without_an_answer_cost_few_looks() {
        // At most two calls a look; the first ones of a screen are made up to four times.
        let (mut now_ms, mut n_looks) = (0, 0);
        for n_failures in 0.. {
            now_ms += wait_ms(0.0) + if n_failures > 0 { more_ms(n_failures, 0.0) } else { 0 };
            if now_ms > 120_000 {
                break;
            }
            n_looks += 1;
        }
        assert!(2 * n_looks + 2 * 3 <= 20, "{n_looks}");
    }

    proptest! {
        #[test]
        fn looks_are_as_far_apart_as_the_contract_asks(chance in 0.0..1.0) {
            prop_assert!((2_000..=5_000).contains(&wait_ms(chance)));
        }

        #[test]
        fn waits_without_an_answer_double_up_to_a_minute(n in 1u32.., chance in 0.0..1.0) {
            let all = wait_ms(1.0) + more_ms(n, chance);
            prop_assert!((3_000..=60_000).contains(&all), "{all}");
            prop_assert!(more_ms(n.saturating_add(1), chance) >= more_ms(n, chance));
        }
    }
}

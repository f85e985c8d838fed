//! When to look at what moves on the server.

use std::rc::Rc;

use campaign::lifecycle::Motion;
use futures::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use js_sys::Math;
use leptos::prelude::*;

use super::actions::spawn;
use crate::{
    host::Host,
    server::{SessionStatus, State},
};

/// The shortest wait between two looks, and how much longer it may be, in milliseconds (contract 16: 2 to 5 s).
const WAIT_MS: (u32, u32) = (2_000, 1_000);

/// What is done at each look.
type Look = Box<dyn Fn() -> LocalBoxFuture<'static, ()>>;

/// How often is looked at what may rest before it counts as resting: an analysis passes a station sooner.
const MAX_LOOKS: u32 = 10;

/// Looks every few seconds at what moves, one look after the other; never at what rests, nor while the page is hidden. What
/// may rest is looked at for a while, and again after it has moved.
pub fn poll(motion: Memo<Motion>, look: Look) {
    let (status, host) = (expect_context::<SessionStatus>(), expect_context::<Host>());
    let look = Rc::new(look);
    // A session that has ended is not asked again and again.
    let is_signed_in = Memo::new(move |_| status.facts.with(|facts| facts.state == State::SignedIn));
    Effect::new(move |_| {
        let mut looks_left = if is_signed_in.get() { n_looks(motion.get()) } else { 0 };
        let look = look.clone();
        spawn(Box::pin(async move {
            while looks_left > 0 {
                TimeoutFuture::new(wait_ms(Math::random())).await;
                if !host.is_hidden() {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_may_rest_is_not_looked_at_for_ever() {
        assert_eq!((n_looks(Motion::MayRest), n_looks(Motion::Resting)), (MAX_LOOKS, 0));
        assert_eq!(n_looks(Motion::Moving), u32::MAX);
    }

    proptest! {
        #[test]
        fn looks_are_as_far_apart_as_the_contract_asks(chance in 0.0..1.0) {
            prop_assert!((2_000..=5_000).contains(&wait_ms(chance)));
        }
    }
}

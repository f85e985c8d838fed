//! When to look at what moves on the server.

use std::rc::Rc;

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

/// Looks every few seconds at what moves, one look after the other; never at what rests, nor while the page is hidden.
pub fn poll(is_moving: Memo<bool>, look: Look) {
    let (status, host) = (expect_context::<SessionStatus>(), expect_context::<Host>());
    let look = Rc::new(look);
    // A session that has ended is not asked again and again.
    let is_worth_it = Memo::new(move |_| is_moving.get() && status.facts.with(|facts| facts.state == State::SignedIn));
    Effect::new(move |_| {
        if !is_worth_it.get() {
            return;
        }
        let look = look.clone();
        spawn(Box::pin(async move {
            loop {
                TimeoutFuture::new(wait_ms(Math::random())).await;
                if !host.is_hidden() {
                    look().await;
                }
            }
        }));
    });
}

/// How long to wait until the next look; `chance` is from 0 to 1.
fn wait_ms(chance: f64) -> u32 {
    let (least, spread) = WAIT_MS;
    least + (chance * f64::from(spread)) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::wait_ms;

    proptest! {
        #[test]
        fn looks_are_as_far_apart_as_the_contract_asks(chance in 0.0..1.0) {
            prop_assert!((2_000..=5_000).contains(&wait_ms(chance)));
        }
    }
}

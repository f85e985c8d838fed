//! The sandbox's clock. It goes like the machine's clock, or faster, or stands still.
//!
//! At speed 1 it shows the machine's time, so that new records have the real date.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Milliseconds since 1970 that go `speed` times as fast as the machine's.
#[derive(Debug)]
pub struct Clock(Mutex<State>);

#[derive(Debug, Clone, Copy)]
struct State {
    /// The sandbox's time at `since`.
    base: i64,
    since: Instant,
    speed: f64,
    frozen: bool,
}

/// What the clock shows, for those who steer it.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// Milliseconds since 1970.
    pub now: i64,
    pub speed: f64,
    pub frozen: bool,
}

/// What can be changed about the clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting {
    pub frozen: Option<bool>,
    /// Above 0.
    pub speed: Option<f64>,
    /// Milliseconds to go forward, in addition to the time that passes.
    pub advance: i64,
}

impl Clock {
    /// A clock that shows `start` now. `speed` is above 0.
    pub fn new(start: i64, speed: f64) -> Self {
        Self(Mutex::new(State { base: start, since: Instant::now(), speed, frozen: false }))
    }

    /// Milliseconds since 1970.
    pub fn now(&self) -> i64 {
        self.read().now
    }

    pub fn read(&self) -> Reading {
        let state = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Reading { now: state.now(), speed: state.speed, frozen: state.frozen }
    }

    /// Changes the clock. Time never goes back.
    pub fn set(&self, setting: Setting) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *state = State {
            base: state.now().saturating_add(setting.advance.max(0)),
            since: Instant::now(),
            speed: setting.speed.unwrap_or(state.speed),
            frozen: setting.frozen.unwrap_or(state.frozen),
        };
    }
}

impl State {
    fn now(&self) -> i64 {
        if self.frozen {
            return self.base;
        }
        self.base.saturating_add((self.since.elapsed().as_secs_f64() * self.speed * 1_000.0) as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_clock_moves_only_when_it_is_told_to() {
        let clock = Clock::new(1_000, 5.0);
        clock.set(Setting { frozen: Some(true), ..Setting::default() });
        let stood = clock.now();
        clock.set(Setting { advance: 250, ..Setting::default() });
        assert_eq!(clock.now(), stood + 250);
        clock.set(Setting { advance: -9_000, ..Setting::default() });
        assert_eq!(clock.now(), stood + 250);
    }
}

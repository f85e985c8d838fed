//! The time of a page, in a journey's hand.
//!
//! [`Page::stop_time`] puts a clock into every page that is loaded after it. There `setTimeout`, `setInterval` and `Date`
//! stand still until the journey calls [`PageClock::advance`]. So a journey sees what happens after two minutes without
//! waiting for them, and nothing happens in between by itself. It works alike in all engines, because a script of the
//! page does it.
//!
//! What does not stand still: the sandbox (its time is [`Clock`](crate::Clock)), requests, drawing
//! (`requestAnimationFrame`), `performance.now`, and timers without a delay, which wait for no time.

use std::time::Duration;

use serde_json::Value;

use crate::error::Error;
use crate::page::Page;
use crate::wait;

/// The longest step, in milliseconds. WebKitGTK's driver limits each script by a timer in the page, of two minutes. A
/// shorter step never reaches it.
const LONGEST_STEP: u64 = 60_000;

/// The clock of a page; it moves only when the journey says so.
pub struct PageClock<'a> {
    page: &'a Page,
}

impl Page {
    /// Stops the time in every page that is loaded from now on.
    pub fn stop_time(&self) -> PageClock<'_> {
        self.site.steering().write_clock();
        PageClock { page: self }
    }
}

impl PageClock<'_> {
    /// Moves the page's time on, timer by timer. After each timer it waits until the page has done what follows from it:
    /// requests are answered or have failed, except those that the journey [holds](crate::steering::Turn::Hold).
    pub async fn advance(&self, by: Duration) -> Result<(), Error> {
        let mut left = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        loop {
            self.rests().await?;
            if left == 0 {
                return Ok(());
            }
            let step = left.min(LONGEST_STEP);
            let rest = self.page.evaluate(&format!("return pageClock.step({step})")).await?;
            left -= step - rest.as_u64().unwrap_or_default().min(step);
        }
    }

    /// Waits until no request is under way, in the page and on the server, and stays so while a frame is drawn.
    async fn rests(&self) -> Result<(), Error> {
        loop {
            wait::eventually("the page waits for nothing but its clock", async || self.is_at_rest().await).await?;
            self.page.draws().await?;
            if self.is_at_rest().await? {
                return Ok(());
            }
        }
    }

    async fn is_at_rest(&self) -> Result<bool, Error> {
        let unfinished = self.page.evaluate("return window.pageClock?.unfinished() ?? null").await?;
        let Value::Number(unfinished) = unfinished else {
            return Err(Error::new("The page has no clock: call `stop_time` before the page is loaded."));
        };
        let n_held = self.page.site.steering().n_held();
        Ok(unfinished.as_u64().is_some_and(|unfinished| unfinished <= n_held)
            && self.page.site.steering().is_answered())
    }
}

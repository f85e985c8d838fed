//! What an element does while nothing happens, and what remains after it is removed.

use std::time::Duration;

use browser_tests::{Held, Outcome, Page, Setup, journey};
use serde_json::{Value, json};

use super::{ENTRY, add, load, open_bare, open_loaded};

/// Adds and removes twenty elements. Some are removed at once, some while they load, some when they show rows.
const TWENTY: &str = "const [done] = arguments;
    const shows = async (dashboard) => {
        while (!dashboard.shadowRoot.querySelector('tbody td')) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const ready = (dashboard) => new Promise((resolve) => dashboard.addEventListener('sms-ready', resolve, { once: true }));
    (async () => {
        for (let turn = 0; turn < 20; turn += 1) {
            const route = turn % 2 ? 'deliveries' : 'deliveries/1206770/audit';
            const dashboard = add(`dashboard-${turn}`, { route });
            if (turn % 4 === 1) await ready(dashboard);
            if (turn % 4 > 1) await shows(dashboard);
            dashboard.remove();
            await new Promise((resolve) => setTimeout(resolve));
        }
        done('');
    })().catch((error) => done(`${error}`));";

async fn twenty(page: &Page) -> Outcome {
    assert_eq!(page.evaluate_async(TWENTY).await?, "");
    Ok(page.settles().await?)
}

/// Waits until no timer is waiting, and fails with what the page has otherwise.
async fn no_timer_waits(page: &Page) -> Outcome {
    let waited = page.becomes_true("return count().waiting.length === 0").await;
    assert!(waited.is_ok(), "timers are waiting: {}", page.evaluate("return count()").await?);
    Ok(())
}

/// What the page has, and what the browser holds for it, if the engine tells.
///
/// It is numbers of things. How many bytes they take is measured by `cargo xtask bench memory`: how much memory an
/// allocator keeps in reserve is no fact to be tested.
async fn count(page: &Page) -> Outcome<(Value, Option<Held>)> {
    no_timer_waits(page).await?;
    Ok((page.evaluate("return count()").await?, page.held().await?))
}

#[test]
fn two_hundred_elements_that_were_removed_leave_nothing_behind() {
    journey(Setup::default().frozen(), async |page| {
        open_loaded(page).await?;
        // The host signs in once.
        page.evaluate("const tokens = getToken(); window.getToken = () => tokens").await?;
        twenty(page).await?;
        let (before, held_before) = count(page).await?;
        for _ in 0..10 {
            twenty(page).await?;
        }
        let (after, held) = count(page).await?;
        assert_eq!(after, before, "listeners, timers and nodes of the document");
        // Only Chromium tells what it holds besides the document. In the other engines there is nothing to compare.
        if let (Some(held), Some(before)) = (held, held_before) {
            // If every second element left one behind, it would be a hundred.
            assert!(held.nodes < before.nodes + 100, "{before:?} has become {held:?}");
            assert!(held.listeners < before.listeners + 100, "{before:?} has become {held:?}");
        }
        Ok(())
    });
}

#[test]
fn an_element_whose_delivery_does_not_change_asks_for_nothing() {
    journey(Setup::default().frozen(), async |page| {
        let clock = page.stop_time();
        open_loaded(page).await?;
        add(page, "one", "{ route: 'deliveries/1206770/summary' }").await?;
        page.by_role("tabpanel", "Summary").await?.shows("To send 34").await?;
        page.rests().await?;
        no_timer_waits(page).await?;
        page.site().steering().forget();
        clock.advance(Duration::from_secs(600)).await?;
        assert_eq!(page.site().steering().seen("soaprouter").len(), 0);
        Ok(())
    });
}

#[test]
fn a_removed_element_has_no_listener_timer_or_request() {
    journey(Setup::default().frozen(), async |page| {
        open_bare(page).await?;
        let before = page.evaluate("return count().listeners").await?;
        load(page, ENTRY).await?;
        // Some deliveries of the list change their state, so the list is asked for again and again.
        add(page, "one", "{}").await?;
        page.by_role("grid", "Deliveries").await?;
        page.evaluate("one.remove()").await?;
        no_timer_waits(page).await?;
        page.settles().await?;
        assert_eq!(page.evaluate("return count().listeners").await?, before);
        assert_eq!(page.evaluate("return count().waiting").await?, json!([]));
        Ok(())
    });
}

#[test]
fn an_element_that_nobody_can_see_asks_for_nothing() {
    journey(Setup::default().frozen(), async |page| {
        let clock = page.stop_time();
        open_loaded(page).await?;
        // Some deliveries of the list change their state, so the list is asked for again and again.
        add(page, "one", "{}").await?;
        page.by_role("grid", "Deliveries").await?;
        let calls = || page.site().steering().calls("ExecuteQuery");
        page.rests().await?;
        page.site().steering().forget();
        clock.advance(Duration::from_secs(10)).await?;
        assert!(calls() >= 3, "{} calls in ten seconds", calls());

        // No WebDriver can cover a window. So the page is told that it is covered.
        page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })").await?;
        page.site().steering().forget();
        clock.advance(Duration::from_secs(60)).await?;
        assert_eq!(calls(), 0);

        page.evaluate("delete document.hidden").await?;
        clock.advance(Duration::from_secs(3)).await?;
        assert!(calls() > 0, "it asks again");
        Ok(())
    });
}

//! What an element costs its host while nothing happens, and what is left when it has gone.

use browser_tests::{Outcome, Page, Setup, eventually, journey};
use serde_json::{Value, json};

use super::{ENTRY, load, open_bare};

/// Mounts and removes twenty elements: at once, while they ask, and when they show something.
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

/// Waits until the page is in a state, and tells the one that it stays in otherwise.
async fn rests(page: &Page, state: &str) -> Outcome {
    let waited = page.becomes_true(&format!("return {state}")).await;
    assert!(waited.is_ok(), "{state} never holds: {}", page.evaluate("return count()").await?);
    Ok(())
}

/// What the page has, and what the browser holds for it.
async fn count(page: &Page) -> Outcome<(Value, u64, u64)> {
    rests(page, "count().waiting.length === 0").await?;
    // WebAssembly's memory is measured by `cargo xtask bench memory`: how much a heap keeps in reserve is no promise.
    let counted = page.evaluate("const { memory, ...counted } = count(); return counted").await?;
    let held = page.held().await?.unwrap_or_default();
    let number = |name: &str| held[name].as_u64().unwrap_or_default();
    Ok((counted, number("nodes"), number("jsEventListeners")))
}

#[test]
fn two_hundred_mounts_and_removals_leave_nothing_behind() {
    journey(Setup::default().frozen(), async |page| {
        open_bare(page).await?;
        load(page, ENTRY).await?;
        // The host signs in once.
        page.evaluate("const tokens = getToken(); window.getToken = () => tokens").await?;
        twenty(page).await?;
        let (before, nodes, listeners) = count(page).await?;
        for _ in 0..10 {
            twenty(page).await?;
        }
        let (after, nodes_after, listeners_after) = count(page).await?;
        assert_eq!(after, before, "listeners, timers and nodes are as they were");
        // One of each for every second mount would be a hundred.
        assert!(nodes_after < nodes + 100, "{nodes} nodes have become {nodes_after}");
        assert!(listeners_after < listeners + 100, "{listeners} listeners have become {listeners_after}");
        Ok(())
    });
}

#[test]
fn while_nothing_moves_nothing_is_waited_for() {
    journey(Setup::default().frozen(), async |page| {
        open_bare(page).await?;
        load(page, ENTRY).await?;
        page.evaluate("add('one', { route: 'deliveries/1206770/summary' })").await?;
        page.by_role("tabpanel", "Summary").await?.shows("To send 34").await?;
        let is_at_rest = "count().waiting.every((delay) => delay >= 5000)";
        rests(page, is_at_rest).await?;
        // Who asks again and again has either a request under way or a timer.
        page.settles().await?;
        let still = page.evaluate(&format!("return {is_at_rest}")).await?;
        assert_eq!(still, json!(true), "{}", page.evaluate("return count()").await?);
        Ok(())
    });
}

#[test]
fn a_removed_element_has_no_listener_timer_or_request() {
    journey(Setup::default().frozen(), async |page| {
        open_bare(page).await?;
        let before = page.evaluate("return count().listeners").await?;
        load(page, ENTRY).await?;
        // A list of which some deliveries move is asked for again and again.
        page.evaluate("window.dashboard = add('one')").await?;
        page.by_role("table", "Deliveries").await?;
        page.evaluate("dashboard.remove()").await?;
        rests(page, "count().waiting.length === 0").await?;
        page.settles().await?;
        assert_eq!(page.evaluate("return count().listeners").await?, before);
        assert_eq!(page.evaluate("return count().waiting").await?, json!([]));
        Ok(())
    });
}

/// Waits until `n` more looks at what moves were due: each has waited for over a second.
async fn looks(page: &Page, n: u64) -> Outcome {
    let before = page.evaluate("return waits()").await?.as_u64().unwrap_or_default();
    Ok(page.becomes_true(&format!("return waits() >= {}", before + n)).await?)
}

#[test]
fn out_of_sight_it_asks_for_nothing() {
    journey(Setup::default().frozen(), async |page| {
        open_bare(page).await?;
        load(page, ENTRY).await?;
        // A list of which some deliveries move is asked for again and again.
        page.evaluate("add('one')").await?;
        page.by_role("table", "Deliveries").await?;
        let requests = || page.site().steering().seen("soaprouter").len();
        // No WebDriver can cover a window; the page is told that it is.
        page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })").await?;
        looks(page, 1).await?;
        page.settles().await?;
        page.site().steering().forget();
        looks(page, 2).await?;
        page.settles().await?;
        assert_eq!(requests(), 0, "two looks were due");

        page.evaluate("delete document.hidden").await?;
        eventually("it asks again", async || Ok(requests() > 0)).await?;
        Ok(())
    });
}

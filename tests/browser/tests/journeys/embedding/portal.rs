//! What a portal may set, and what it keeps to itself.

use browser_tests::{Page, Setup, journey, steering::Turn};
use fantoccini::key::Key;
use serde_json::json;

use super::{ENTRY, add, load, open_bare};
use crate::support::id;

async fn open(page: &Page) -> browser_tests::Outcome {
    open_bare(page).await?;
    load(page, ENTRY).await
}

#[test]
fn the_hosts_own_fetch_makes_every_call() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        page.evaluate(
            "window.calls = [];
             add('one').fetch = (request) => {
                calls.push(new URL(request.url).pathname);
                return fetch(request);
             }",
        )
        .await?;
        page.by_role("table", "Deliveries").await?;
        page.settles().await?;
        let n_calls = page.evaluate("return calls.length").await?;
        let n_seen = page.site().steering().seen("xtk:").len() - page.site().steering().calls("Logon");
        assert_eq!(n_calls, json!(n_seen), "all but the host's own Logon");
        assert_eq!(page.evaluate("return [...new Set(calls)]").await?, json!(["/nl/jsp/soaprouter.jsp"]));
        Ok(())
    });
}

/// What waits for long goes faster here; two minutes are WebKitGTK's driver's own wait for a script.
const HASTE: &str = "window.own = setTimeout;
    window.setTimeout = (run, ms, ...given) => own(run, ms >= 1000 && ms < 120_000 ? 1 : ms, ...given);";

#[test]
fn a_fetch_of_the_hosts_that_never_answers_has_a_limit_too() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        page.evaluate("add('one', { route: 'deliveries/1206770/audit' })").await?;
        page.shows("49 / 49").await?;
        page.evaluate(HASTE).await?;
        page.evaluate("one.fetch = () => new Promise(() => {}); one.refresh()").await?;
        page.by_role_containing("alert", "too long").await?;
        page.evaluate("window.setTimeout = own; one.fetch = undefined; one.refresh()").await?;
        page.none_by_role("button", "Try again").await?;
        page.shows("49 / 49").await?;
        Ok(())
    });
}

#[test]
fn escape_in_a_dialog_of_ours_closes_nothing_of_the_hosts() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        page.evaluate("window.keys = []; addEventListener('keydown', ({ key }) => keys.push(key)); add('one', { route: 'deliveries/1206770/delivery' })")
            .await?;
        page.shows("34 / 34").await?;
        let explain = page.by_role("table", "Delivery logs").await?.all_by_role("button").await?.swap_remove(0);
        explain.focus().await?;
        page.press(Key::Enter).await?;
        page.becomes_true("return one.shadowRoot.querySelector('dialog:modal') !== null").await?;
        page.press(Key::Escape).await?;
        page.becomes_true("return one.shadowRoot.querySelector('dialog') === null").await?;
        page.press(Key::Escape).await?;
        assert_eq!(
            page.evaluate("return keys.filter((key) => key === 'Escape').length").await?,
            json!(1),
            "its own one"
        );
        Ok(())
    });
}

#[test]
fn where_it_is_read_only_nothing_can_be_changed() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        let route = format!("deliveries/{}/sms", id::EVENT_DAY);
        add(page, "one", &format!("{{ route: '{route}', readonly: '' }}")).await?;
        page.shows("On this page deliveries can only be read.").await?;
        for name in ["Save", "Prepare", "Send"] {
            page.none_by_role("button", name).await?;
        }
        assert_eq!(
            page.by_role("textbox", "Text content").await?.attribute("aria-disabled").await?.as_deref(),
            Some("true")
        );
        page.check().await?;
        page.evaluate("one.setAttribute('readonly', 'false')").await?;
        for name in ["Save", "Prepare", "Send"] {
            page.by_role("button", name).await?;
        }
        Ok(())
    });
}

#[test]
fn an_attribute_that_changes_is_followed_at_once() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        add(page, "one", "{ route: 'deliveries/1206770/summary' }").await?;
        page.shows("15:27:39").await?;
        page.evaluate("Object.assign(one, { locale: 'fr', timeZone: 'America/New_York', density: 'spacious' })")
            .await?;
        page.by_role("tab", "Résumé").await?;
        page.shows("09:27:39").await?;
        let size = "return getComputedStyle(one.shadowRoot.querySelector('[part=app]')).fontSize";
        assert_eq!(page.evaluate(size).await?, json!("16px"));
        let attributes = "return ['locale', 'time-zone', 'density'].map((name) => one.getAttribute(name))";
        assert_eq!(page.evaluate(attributes).await?, json!(["fr", "America/New_York", "spacious"]));
        Ok(())
    });
}

#[test]
fn the_focus_stays_with_the_host_until_the_user_comes() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        page.evaluate(
            "const field = Object.assign(document.createElement('input'), { id: 'own', ariaLabel: 'Own' });
             document.querySelector('main').append(field); field.focus(); add('one')",
        )
        .await?;
        page.by_role("table", "Deliveries").await?;
        assert_eq!(page.evaluate("return document.activeElement.id").await?, json!("own"));
        page.evaluate("one.navigate('deliveries/1206770/audit')").await?;
        page.by_role("table", "Journal").await?;
        assert_eq!(page.evaluate("return document.activeElement.id").await?, json!("own"));
        page.by_role("link", "Deliveries").await?.click().await?;
        page.focus_is_on("heading", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn a_session_that_ends_blocks_nothing_of_the_host() {
    journey(Setup::default().frozen(), async |page| {
        open(page).await?;
        page.evaluate(
            "const own = Object.assign(document.createElement('button'), { id: 'own', textContent: 'Own' });
             own.onclick = () => { window.wasClicked = true; };
             document.querySelector('main').append(own); own.focus(); add('one')",
        )
        .await?;
        page.by_role("table", "Deliveries").await?;
        page.settles().await?;
        page.evaluate("one.getToken = async () => null").await?;
        page.site().expire_sessions().await?;
        page.evaluate("one.refresh()").await?;
        page.by_role("dialog", "Sign in").await?;
        page.by_role_containing("status", "Your session has ended.").await?;
        assert_eq!(page.evaluate("return document.activeElement.id").await?, json!("own"));
        page.host().await?.by_role("button", "Own").await?.click().await?;
        assert_eq!(page.evaluate("return window.wasClicked").await?, json!(true));
        page.check().await?;

        // The host has signed its user in again.
        page.evaluate("one.getToken = getToken; one.refresh()").await?;
        page.none_by_role("dialog", "Sign in").await?;
        page.by_role("table", "Deliveries").await?;
        Ok(())
    });
}

/// Campaign answers no preflight: without a proxy the browser lets nobody read what comes back.
#[test]
fn answers_that_are_barred_from_the_page_are_told_from_a_server_that_is_down() {
    journey(Setup::default(), async |page| {
        for part in ["CORS", "Cross-Origin", "cross-origin", "Failed to load resource", "access control"] {
            page.expect_in_console(part);
        }
        let elsewhere = page.site().elsewhere().to_owned();
        page.site().steering().allow("connect-src", &elsewhere);
        open(page).await?;
        page.evaluate("addEventListener('sms-error', (event) => { window.failure = event.detail; })").await?;
        add(page, "one", &format!("{{ 'base-url': '{elsewhere}' }}")).await?;
        page.shows("its answers are barred from this page (CORS)").await?;
        assert_eq!(
            page.evaluate("return window.failure").await?,
            json!({ "code": "cross-origin", "retryable": false })
        );
        Ok(())
    });
}

/// The limit is thirty seconds; the host's clock goes faster here.
#[test]
fn a_token_that_never_comes_is_waited_for_thirty_seconds() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        page.evaluate(
            "const own = setTimeout;
             window.waits = [];
             window.setTimeout = (run, ms, ...given) => { waits.push(ms); return own(run, ms === 30_000 ? 1 : ms, ...given); };
             window.asked = 0;
             Object.assign(add('one'), { getToken: () => new Promise(() => { window.asked += 1; }) })",
        )
        .await?;
        page.by_role("heading", "Sign in").await?;
        assert_eq!(page.evaluate("return [asked, waits.filter((ms) => ms === 30_000).length]").await?, json!([1, 1]));
        Ok(())
    });
}

/// Adds a dashboard with words of the host's in its slots.
const ADD_WITH_WORDS: &str = "const one = add('one');
    for (const slot of ['loading', 'error', 'unsupported']) {
        one.append(Object.assign(document.createElement('p'), { slot, textContent: `Own ${slot}` }));
    }";

#[test]
fn while_it_loads_the_hosts_own_words_are_shown() {
    journey(Setup::default(), async |page| {
        let held = page.site().steering().intervene(".wasm", Turn::Hold);
        open(page).await?;
        page.evaluate(ADD_WITH_WORDS).await?;
        let host = page.host().await?;
        host.shows("Own loading").await?;
        host.hides("Own error").await?;
        held.release();
        page.by_role("table", "Deliveries").await?;
        host.hides("Own loading").await?;
        Ok(())
    });
}

#[test]
fn where_it_cannot_start_the_hosts_own_words_are_shown() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("404");
        let missing = Turn::Answer { status: 404, kind: "text/plain", body: String::new() };
        let _missing = page.site().steering().intervene(".wasm", missing);
        open(page).await?;
        page.evaluate(ADD_WITH_WORDS).await?;
        let host = page.host().await?;
        host.shows("Own error").await?;
        host.hides("Own loading").await?;
        host.hides("This could not be started").await?;
        Ok(())
    });
}

#[test]
fn the_host_sets_the_look_by_custom_properties_and_parts() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        page.evaluate("add('one').style.setProperty('--sms-radius', '3px')").await?;
        page.by_role("button", "Refresh").await?;
        page.evaluate(
            "const sheet = new window.CSSStyleSheet();
             sheet.insertRule('sms-dashboard::part(bar) { display: none }');
             document.adoptedStyleSheets.push(sheet)",
        )
        .await?;
        let looks = "const look = (name) => getComputedStyle(one.shadowRoot.querySelector(`[part=${name}]`));
            return [look('button').borderTopLeftRadius, look('bar').display]";
        assert_eq!(page.evaluate(looks).await?, json!(["3px", "none"]));
        Ok(())
    });
}

#[test]
fn in_a_flex_row_it_takes_the_width_that_is_left() {
    journey(Setup::default(), async |page| {
        open(page).await?;
        page.evaluate(
            "const main = document.querySelector('main');
             main.style.setProperty('display', 'flex');
             main.querySelector('h1').style.setProperty('inline-size', '200px');
             add('one')",
        )
        .await?;
        page.by_role("table", "Deliveries").await?;
        page.becomes_true("return one.clientWidth > innerWidth - 300").await?;
        Ok(())
    });
}

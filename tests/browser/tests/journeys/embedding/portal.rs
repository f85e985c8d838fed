//! What a portal may set, and what stays its own.

use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Engine, Outcome, Page, Setup, eventually, journey};
use fantoccini::key::Key;
use serde_json::json;

use super::{add, open_loaded};
use crate::support::{id, text_field};

#[test]
fn the_hosts_own_fetch_makes_every_call() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
        page.evaluate(
            "window.calls = [];
             add('one').fetch = (request) => {
                calls.push(new URL(request.url).pathname);
                return fetch(request);
             }",
        )
        .await?;
        page.by_role("grid", "Deliveries").await?;
        page.rests().await?;
        // The list polls, so a call may be made between the two numbers.
        eventually("every call but the host's own Logon is made by its function", async || {
            let n_calls = page.evaluate("return calls.length").await?;
            let n_seen = page.site().steering().seen("xtk:").len() - page.site().steering().calls("Logon");
            Ok(n_calls == json!(n_seen))
        })
        .await?;
        assert_eq!(page.evaluate("return [...new Set(calls)]").await?, json!(["/nl/jsp/soaprouter.jsp"]));
        Ok(())
    });
}

/// A read has 30 seconds and is made four times, with pauses of together at most seven seconds (contract 16).
#[test]
fn a_fetch_of_the_host_that_never_answers_is_given_up() {
    journey(Setup::default().frozen(), async |page| {
        let clock = page.stop_time();
        open_loaded(page).await?;
        add(page, "one", "{ route: 'deliveries/1206770/audit' }").await?;
        page.shows("of 49").await?;
        page.evaluate("one.fetch = () => new Promise(() => {}); one.refresh()").await?;
        clock.advance(Duration::from_secs(4 * 30 - 1)).await?;
        page.none_by_role("button", "Try again").await?;
        clock.advance(Duration::from_secs(1 + 7)).await?;
        page.by_role_containing("alert", "too long").await?;
        page.evaluate("one.fetch = undefined; one.refresh()").await?;
        page.none_by_role("button", "Try again").await?;
        page.shows("of 49").await?;
        Ok(())
    });
}

#[test]
fn escape_in_the_details_does_not_reach_the_host() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
        page.evaluate("window.keys = []; addEventListener('keydown', ({ key }) => keys.push(key)); add('one', { route: 'deliveries/1206770/delivery' })")
            .await?;
        page.shows("of 34").await?;
        page.by_role("grid", "Delivery logs").await?.focus().await?;
        page.press(Key::Down).await?;
        page.press(Key::Enter).await?;
        page.by_role("complementary", "Row 1").await?;
        page.press(Key::Escape).await?;
        page.none_by_role("complementary", "Row 1").await?;
        page.press(Key::Escape).await?;
        assert_eq!(
            page.evaluate("return keys.filter((key) => key === 'Escape').length").await?,
            json!(1),
            "the host hears only the second one"
        );
        Ok(())
    });
}

#[test]
fn a_read_only_element_changes_nothing() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
        let route = format!("deliveries/{}/sms", id::EVENT_DAY);
        add(page, "one", &format!("{{ route: '{route}', readonly: '' }}")).await?;
        page.shows("On this page deliveries can only be read.").await?;
        for name in ["Save", "Prepare", "Send"] {
            page.none_by_role("button", name).await?;
        }
        assert_eq!(text_field(page).await?.attribute("aria-disabled").await?.as_deref(), Some("true"));
        page.check().await?;
        page.evaluate("one.setAttribute('readonly', 'false')").await?;
        for name in ["Save", "Prepare", "Send"] {
            page.by_role("button", name).await?;
        }
        Ok(())
    });
}

#[test]
fn a_changed_attribute_is_followed_at_once() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
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
fn the_focus_stays_in_the_host_until_the_user_moves_it() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
        page.evaluate(
            "const field = Object.assign(document.createElement('input'), { id: 'own', ariaLabel: 'Own' });
             document.querySelector('main').append(field); field.focus(); add('one')",
        )
        .await?;
        page.by_role("grid", "Deliveries").await?;
        assert_eq!(page.evaluate("return document.activeElement.id").await?, json!("own"));
        page.evaluate("one.navigate('deliveries/1206770/audit')").await?;
        page.by_role("grid", "Journal").await?;
        assert_eq!(page.evaluate("return document.activeElement.id").await?, json!("own"));
        page.by_role("link", "Deliveries").await?.click().await?;
        page.focus_is_on("heading", "Deliveries").await?;
        Ok(())
    });
}

/// Adds a dashboard beside a button of the host, which has the focus. Then the session ends, and the host has no token.
async fn open_and_end_session(page: &Page) -> Outcome {
    open_loaded(page).await?;
    page.evaluate(
        "const own = Object.assign(document.createElement('button'), { id: 'own', textContent: 'Own' });
         own.onclick = () => { window.wasClicked = true; };
         document.querySelector('main').append(own); own.focus(); add('one')",
    )
    .await?;
    page.by_role("grid", "Deliveries").await?;
    page.settles().await?;
    page.evaluate("one.getToken = async () => null").await?;
    page.site().expire_sessions().await?;
    page.evaluate("one.refresh()").await?;
    page.by_role("dialog", "Sign in").await?;
    Ok(())
}

#[test]
fn the_host_can_still_be_used_after_the_session_has_ended() {
    journey(Setup::default().frozen(), async |page| {
        open_and_end_session(page).await?;
        page.by_role_containing("status", "Your session has ended.").await?;
        assert_eq!(page.evaluate("return document.activeElement.id").await?, json!("own"));
        page.host().await?.by_role("button", "Own").await?.click().await?;
        assert_eq!(page.evaluate("return window.wasClicked").await?, json!(true));
        Ok(())
    });
}

#[test]
fn a_new_token_of_the_host_ends_the_sign_in() {
    journey(Setup::default().frozen(), async |page| {
        open_and_end_session(page).await?;
        page.evaluate("one.getToken = getToken; one.refresh()").await?;
        page.none_by_role("dialog", "Sign in").await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

/// Campaign does not allow other origins to read its answers. Only a proxy can.
#[test]
fn answers_that_the_browser_withholds_are_told_from_a_server_that_is_down() {
    journey(Setup::default(), async |page| {
        page.expect_in_console_of(Engine::Chromium, "CORS");
        page.expect_failed_request("net::ERR_FAILED");
        page.expect_failed_request("status of 405");
        page.expect_in_console_of(Engine::Firefox, "Cross-Origin Request Blocked");
        let elsewhere = page.site().elsewhere().to_owned();
        page.site().steering().allow("connect-src", &elsewhere);
        open_loaded(page).await?;
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

#[test]
fn a_token_that_never_comes_is_waited_for_thirty_seconds() {
    journey(Setup::default(), async |page| {
        let clock = page.stop_time();
        open_loaded(page).await?;
        page.evaluate(
            "window.nAsked = 0;
             Object.assign(add('one'), { getToken: () => new Promise(() => { window.nAsked += 1; }) })",
        )
        .await?;
        page.becomes_true("return nAsked === 1").await?;
        clock.advance(Duration::from_secs(29)).await?;
        page.none_by_role("heading", "Sign in").await?;
        clock.advance(Duration::from_secs(1)).await?;
        page.by_role("heading", "Sign in").await?;
        assert_eq!(page.evaluate("return nAsked").await?, json!(1));
        Ok(())
    });
}

/// Adds a dashboard with the host's own words in its slots.
const ADD_WITH_WORDS: &str = "const one = add('one');
    for (const slot of ['loading', 'error', 'unsupported']) {
        one.append(Object.assign(document.createElement('p'), { slot, textContent: `Own ${slot}` }));
    }";

#[test]
fn the_hosts_own_words_are_shown_while_the_element_loads() {
    journey(Setup::default(), async |page| {
        let held = page.site().steering().intervene(".wasm", Turn::Hold);
        open_loaded(page).await?;
        page.evaluate(ADD_WITH_WORDS).await?;
        let host = page.host().await?;
        host.shows("Own loading").await?;
        host.hides("Own error").await?;
        held.release();
        page.by_role("grid", "Deliveries").await?;
        host.hides("Own loading").await?;
        Ok(())
    });
}

#[test]
fn the_hosts_own_words_are_shown_when_the_element_cannot_start() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("status of 404");
        let _missing = page.site().steering().intervene(".wasm", Turn::missing());
        open_loaded(page).await?;
        page.evaluate(ADD_WITH_WORDS).await?;
        let host = page.host().await?;
        host.shows("Own error").await?;
        host.hides("Own loading").await?;
        host.hides("This could not be started").await?;
        Ok(())
    });
}

#[test]
fn custom_properties_and_parts_set_the_look() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
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
fn in_a_flex_row_the_element_takes_the_remaining_width() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
        page.evaluate(
            "const main = document.querySelector('main');
             main.style.setProperty('display', 'flex');
             main.querySelector('h1').style.setProperty('inline-size', '200px');
             add('one')",
        )
        .await?;
        page.by_role("grid", "Deliveries").await?;
        page.becomes_true("return one.clientWidth > innerWidth - 300").await?;
        Ok(())
    });
}

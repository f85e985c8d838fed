//! The harness itself: its checks find what is wrong, and its settings arrive in the page.

use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Outcome, Page, Scheme, Setup, eventually, journey};
use serde_json::json;

use crate::support::id;

/// Posts an empty request and answers with the status and the length of what arrives, or with `nothing`.
const POST: &str = "const done = arguments[0]; fetch('/nl/jsp/soaprouter.jsp', { method: 'POST' })
    .then((answer) => answer.text().then((body) => done(`${answer.status} ${body.length}`)), () => done('nothing'));";

/// Checks again and again until the complaints contain all `parts`: console and reports do not come at the same time.
async fn complains_of(page: &Page, parts: &[&str]) -> Outcome {
    let mut heard = String::new();
    let waited = eventually("the check complains", async || {
        if let Err(complaint) = page.check().await {
            heard.push_str(&complaint.to_string());
        }
        Ok(parts.iter().all(|part| heard.contains(part)))
    })
    .await;
    assert!(waited.is_ok(), "{parts:?} are not all in: {heard}");
    Ok(())
}

#[test]
fn a_breach_of_the_policy_is_found_and_reported_to_the_server() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.check().await?;
        page.evaluate(
            "const style = document.createElement('style'); style.textContent = 'b{}'; document.head.append(style)",
        )
        .await?;
        eventually("the breach is reported", async || Ok(page.site().steering().reports() == 1)).await?;
        complains_of(page, &["The console says SEVERE", "reports a breach of the policy", "style-src-elem"]).await
    });
}

#[test]
fn an_unsafe_sink_is_found() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        let thrown = page
            .evaluate("try { document.body.innerHTML = '<b>bold</b>'; return '' } catch (error) { return error.name }")
            .await?;
        assert_eq!(thrown, json!("TypeError"));
        eventually("the breach is reported", async || Ok(page.site().steering().reports() == 1)).await?;
        let parts = ["The console says SEVERE", "reports a breach of the policy", "require-trusted-types-for"];
        complains_of(page, &parts).await
    });
}

#[test]
fn an_error_that_nobody_catches_is_found() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.evaluate("setTimeout(() => { throw new Error('an error thrown aside') })").await?;
        page.becomes_true("return new Promise((done) => setTimeout(() => done(true)))").await?;
        complains_of(page, &["SEVERE", "an error thrown aside"]).await
    });
}

#[test]
fn an_error_on_the_console_is_found() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.evaluate("console.error('a provoked error')").await?;
        complains_of(page, &["a provoked error"]).await
    });
}

#[test]
fn an_error_that_the_journey_expects_is_no_failure() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("a provoked error");
        page.visit("/").await?;
        page.evaluate("console.error('a provoked error')").await?;
        Ok(())
    });
}

#[test]
fn an_error_before_a_reload_is_found_after_it() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("a provoked error");
        page.visit("/").await?;
        page.evaluate("console.error('a provoked error')").await?;
        page.reload().await?;
        Ok(())
    });
}

#[test]
#[should_panic(expected = "This is expected and does not come: [\"Console: an error that never comes\"]")]
fn a_journey_fails_when_an_expected_message_does_not_come() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.expect_in_console("an error that never comes");
        Ok(())
    });
}

/// Starts timers that write into `log` when they are due. `Date` is that of the page: Firefox gives scripts of WebDriver
/// another one.
const LOG_WAITS: &str = "window.log = [];
    const start = window.Date.now();
    const later = (name, ms) => setTimeout(() => log.push(`${name} ${window.Date.now() - start}`), ms);
    later('minute', 60_000);
    later('second', 1_000);
    clearTimeout(later('cancelled', 2_000));
    const ticks = setInterval(() => log.push('tick') === 3 && clearInterval(ticks), 500);
    setTimeout(() => fetch('/config.json').then((answer) => answer.text()).then(() => later('chained', 5_000)), 3_000);";

#[test]
fn the_time_of_a_page_moves_only_when_the_journey_moves_it() {
    journey(Setup::default(), async |page| {
        let clock = page.stop_time();
        page.visit("/").await?;
        page.evaluate(LOG_WAITS).await?;
        clock.advance(Duration::from_millis(999)).await?;
        assert_eq!(page.evaluate("return log").await?, json!(["tick"]));
        clock.advance(Duration::from_secs(2)).await?;
        assert_eq!(page.evaluate("return log").await?, json!(["tick", "second 1000", "tick"]));
        // The request is answered before the time goes on, so the wait after it begins at three seconds.
        clock.advance(Duration::from_secs(120)).await?;
        let log = json!(["tick", "second 1000", "tick", "chained 8000", "minute 60000"]);
        assert_eq!(page.evaluate("return log").await?, log);
        Ok(())
    });
}

#[test]
fn a_field_without_a_name_inside_the_shadow_root_is_found() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        let field = "document.querySelector('sms-dashboard').shadowRoot.querySelector('[role=main]').append(document.createElement('input'))";
        page.evaluate(field).await?;
        complains_of(page, &["label"]).await?;
        page.evaluate(
            "document.querySelector('sms-dashboard').shadowRoot.querySelector('[role=main] > input').remove()",
        )
        .await?;
        Ok(())
    });
}

#[test]
fn language_zone_theme_and_width_arrive_in_the_page() {
    journey(Setup { zone: "America/New_York", ..Setup::french().narrow().dark() }, async |page| {
        page.visit("/").await?;
        let script = "return [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone,
            matchMedia('(prefers-color-scheme: dark)').matches, innerWidth, document.documentElement.clientWidth]";
        assert_eq!(page.evaluate(script).await?, json!(["fr-FR", "America/New_York", true, 390, 390]));
        page.resize(1440, 900).await?;
        assert_eq!(page.evaluate("return innerWidth").await?, json!(1440));
        Ok(())
    });
}

#[test]
fn a_journey_finds_nothing_of_an_earlier_one() {
    for _ in 0..2 {
        journey(Setup::default(), async |page| {
            page.visit("/").await?;
            // A cookie belongs to all ports of a host: that of another journey would be found here.
            let found = page
                .evaluate("return [document.cookie, matchMedia('(prefers-color-scheme: dark)').matches, innerWidth]");
            assert_eq!(found.await?, json!(["", false, 1440]));
            page.evaluate("document.cookie = 'left=behind'").await?;
            page.prefer(Scheme::Dark).await?;
            page.resize(390, 844).await?;
            Ok(())
        });
    }
}

/// Posts to the sandbox while its answers take this turn.
async fn post(page: &Page, turn: Turn) -> Outcome<String> {
    let _turn = page.site().steering().intervene("soaprouter", turn);
    Ok(page.evaluate_async(POST).await?.as_str().unwrap_or_default().to_owned())
}

#[test]
fn an_answer_can_be_replaced() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("status of 503");
        page.visit("/").await?;
        assert_eq!(post(page, Turn::unavailable()).await?, "503 49");
        Ok(())
    });
}

#[test]
fn an_answer_can_be_cut() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        assert!(post(page, Turn::Truncate(3)).await?.ends_with(" 3"));
        Ok(())
    });
}

#[test]
fn a_request_can_be_refused() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("net::ERR_");
        page.visit("/").await?;
        assert_eq!(post(page, Turn::Refuse).await?, "nothing");
        Ok(())
    });
}

#[test]
fn an_answer_can_be_held() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        let held = page.site().steering().intervene("soaprouter", Turn::Hold);
        page.evaluate("window.hasArrived = false; fetch('/nl/jsp/soaprouter.jsp', { method: 'POST' }).then(() => { window.hasArrived = true; })")
            .await?;
        assert_eq!(page.evaluate("return window.hasArrived").await?, json!(false));
        held.release();
        page.becomes_true("return window.hasArrived").await?;
        Ok(())
    });
}

#[test]
fn a_server_can_stop_and_start_again() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("net::ERR_");
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        page.site().stop();
        assert_eq!(page.evaluate_async(POST).await?, json!("nothing"));
        page.site().restart().await?;
        assert_ne!(page.evaluate_async(POST).await?, json!("nothing"));
        Ok(())
    });
}

/// The state of the delivery that is ready from the start.
async fn state(colleague: &Colleague<'_>) -> Outcome<i64> {
    Ok(colleague.state(id::EVENT_DAY_NAME).await?)
}

#[test]
fn a_frozen_clock_moves_a_delivery_only_when_it_is_told_to() {
    journey(Setup::default().frozen(), async |page| {
        page.visit("/").await?;
        let clock = page.site().clock();
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        colleague.prepare(id::EVENT_DAY_NAME).await?;
        let now = clock.now().await?;
        let begun = state(&colleague).await?;
        assert!((11..=25).contains(&begun), "{begun}");
        assert_eq!((clock.now().await?, state(&colleague).await?), (now, begun));

        clock.advance(Duration::from_secs(120)).await?;
        assert_eq!(state(&colleague).await?, 45);
        colleague.play(id::EVENT_DAY_NAME).await?;
        assert_eq!(state(&colleague).await?, 51);
        clock.advance(Duration::from_secs(3)).await?;
        assert_eq!(state(&colleague).await?, 55);
        colleague.pause(id::EVENT_DAY_NAME).await?;
        clock.advance(Duration::from_secs(60)).await?;
        assert_eq!(state(&colleague).await?, 75);
        Ok(())
    });
}

#[test]
fn a_clock_is_still_frozen_after_a_restart() {
    journey(Setup::default().frozen(), async |page| {
        page.site().restart().await?;
        let clock = page.site().clock();
        assert_eq!(clock.now().await?, clock.now().await?);
        page.visit("/").await?;
        Ok(())
    });
}

#[test]
fn a_fast_clock_ends_a_sending_by_itself() {
    journey(Setup::default().frozen(), async |page| {
        page.visit("/").await?;
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        colleague.play(id::EVENT_DAY_NAME).await?;
        page.site().clock().speed(100_000.0).await?;
        eventually("the sending ends", async || Ok(colleague.state(id::EVENT_DAY_NAME).await? == 95)).await?;
        page.site().clock().freeze().await?;
        let refused = colleague.play(id::EVENT_DAY_NAME).await.expect_err("the sending has ended").to_string();
        assert!(refused.contains("Fault"), "{refused}");
        Ok(())
    });
}

#[test]
fn only_a_frozen_sandbox_lets_a_journey_move_its_clock_and_end_its_sessions() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        let refused = page.site().clock().advance(Duration::from_secs(1)).await.expect_err("there is no clock");
        assert!(refused.to_string().contains("Setup::frozen()"), "{refused}");
        let refused = page.site().expire_sessions().await.expect_err("there are no hooks");
        assert!(refused.to_string().contains("Setup::frozen()"), "{refused}");
        Ok(())
    });
}

#[test]
fn a_journey_can_end_every_session() {
    journey(Setup::default().frozen(), async |page| {
        page.visit("/").await?;
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        state(&colleague).await?;
        page.site().expire_sessions().await?;
        let ended = colleague.state(id::EVENT_DAY_NAME).await.expect_err("the session has ended").to_string();
        assert!(ended.contains("XSV-350008"), "{ended}");
        Ok(())
    });
}

/// Calls a method of `nms:delivery` from the page, and answers with whether an answer arrived.
fn call(colleague: &Colleague<'_>, method: &str) -> String {
    let (session, security) = colleague.tokens();
    format!(
        "const done = arguments[0];
        const body = `<SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body>
            <{method} xmlns='urn:nms:delivery'><sessiontoken>{session}</sessiontoken><deliveryId>{id}</deliveryId>
            </{method}></SOAP-ENV:Body></SOAP-ENV:Envelope>`;
        const headers = {{ SOAPAction: 'nms:delivery#{method}', 'X-Security-Token': '{security}', 'X-Session-Token': '{session}' }};
        fetch('/nl/jsp/soaprouter.jsp', {{ method: 'POST', headers, body }})
            .then((answer) => answer.text()).then(() => done('an answer'), () => done('nothing'));",
        id = id::EVENT_DAY,
    )
}

#[test]
fn an_answer_can_be_lost_after_its_request_was_carried_out() {
    journey(Setup::default().frozen(), async |page| {
        page.visit("/").await?;
        page.expect_failed_request("net::ERR_");
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        let steering = page.site().steering();
        let lost = steering.intervene_in_calls("Play", Turn::LoseAnswer);
        assert_eq!(page.evaluate_async(&call(&colleague, "Pla")).await?, json!("an answer"));
        assert_eq!(state(&colleague).await?, 45);
        assert_eq!(page.evaluate_async(&call(&colleague, "Play")).await?, json!("nothing"));
        assert_eq!(state(&colleague).await?, 51);
        lost.release();
        page.site().clock().advance(Duration::from_secs(3)).await?;
        assert_eq!(page.evaluate_async(&call(&colleague, "Pause")).await?, json!("an answer"));
        let calls = ["Play", "Pla", "Pause", "Stop"].map(|method| steering.calls(method));
        assert_eq!(calls, [1, 1, 1, 0]);
        Ok(())
    });
}

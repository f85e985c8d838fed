//! The harness itself: its checks bite, and its settings arrive in the page.

use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Failed, Outcome, Page, Scheme, Setup, eventually, journey};
use serde_json::json;

use crate::support::id;

/// Posts nothing to the sandbox and tells what arrives: the status, or that nothing did.
const POST: &str = "const done = arguments[0]; fetch('/nl/jsp/soaprouter.jsp', { method: 'POST' })
    .then((answer) => answer.text().then((body) => done(`${answer.status} ${body.length}`)), () => done('nothing'));";

/// Checks until it has complained of all `parts`: console and reports arrive one after the other.
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
fn an_error_on_the_console_is_found_unless_expected() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.evaluate("console.error('a provoked error')").await?;
        complains_of(page, &["a provoked error"]).await?;
        page.expect_in_console("a provoked error");
        page.evaluate("console.error('a provoked error')").await?;
        Ok(page.check().await?)
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
fn a_journey_finds_nothing_of_the_one_before() {
    for _ in 0..2 {
        journey(Setup::default(), async |page| {
            page.visit("/").await?;
            // Cookies do not tell ports apart, so that another sandbox's would be here.
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

#[test]
fn answers_can_be_replaced_held_lost_and_refused() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.expect_in_console("net::ERR_");
        page.expect_in_console("status of 503");
        let post = async || Ok::<_, Failed>(page.evaluate_async(POST).await?);
        let steering = page.site().steering();

        let intervention = steering.intervene("soaprouter", Turn::unavailable());
        assert_eq!(post().await?, json!("503 49"));
        intervention.release();
        let intervention = steering.intervene("soaprouter", Turn::Refuse);
        assert_eq!(post().await?, json!("nothing"));
        intervention.release();
        let intervention = steering.intervene("soaprouter", Turn::Truncate(3));
        assert!(post().await?.as_str().is_some_and(|answer| answer.ends_with(" 3")));
        intervention.release();

        let held = steering.intervene("soaprouter", Turn::Hold);
        page.evaluate("window.arrived = false; fetch('/nl/jsp/soaprouter.jsp', { method: 'POST' }).then(() => window.arrived = true)")
            .await?;
        assert_eq!(page.evaluate("return window.arrived").await?, json!(false));
        held.release();
        page.becomes_true("return window.arrived").await?;

        page.site().stop();
        assert_eq!(post().await?, json!("nothing"));
        page.site().restart().await?;
        assert!(post().await?.as_str().is_some_and(|answer| answer != "nothing"));
        Ok(())
    });
}

/// DM145, "Event day": analysed, for 18 people (contract 7.3: state 45).
const READY: &str = "DM145";

/// The state of the delivery that is ready from the start.
async fn state(colleague: &Colleague<'_>) -> Outcome<i64> {
    Ok(colleague.state(READY).await?)
}

#[test]
fn a_frozen_clock_moves_a_delivery_only_when_it_is_told_to() {
    journey(Setup::default().frozen(), async |page| {
        let clock = page.site().clock();
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        colleague.prepare(READY).await?;
        let now = clock.now().await?;
        let begun = state(&colleague).await?;
        assert!((11..=25).contains(&begun), "{begun}");
        assert_eq!((clock.now().await?, state(&colleague).await?), (now, begun));

        clock.advance(Duration::from_secs(120)).await?;
        assert_eq!(state(&colleague).await?, 45);
        colleague.play(READY).await?;
        assert_eq!(state(&colleague).await?, 51);
        clock.advance(Duration::from_secs(3)).await?;
        assert_eq!(state(&colleague).await?, 55);
        colleague.pause(READY).await?;
        clock.advance(Duration::from_secs(60)).await?;
        assert_eq!(state(&colleague).await?, 75);

        page.site().restart().await?;
        let clock = page.site().clock();
        assert_eq!(clock.now().await?, clock.now().await?);
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        colleague.play(READY).await?;
        clock.speed(100_000.0).await?;
        eventually("a fast clock ends the sending by itself", async || Ok(colleague.state(READY).await? == 95)).await?;
        clock.freeze().await?;
        let refused = colleague.play(READY).await.expect_err("what has ended cannot be started").to_string();
        assert!(refused.contains("Fault"), "{refused}");
        // Only now, because a page that is loading would miss what the restart takes away.
        page.visit("/").await?;
        Ok(())
    });
}

#[test]
fn only_a_frozen_sandbox_gives_its_clock_and_sessions_away() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        let refused = page.site().clock().advance(Duration::from_secs(1)).await.expect_err("there is no clock");
        assert!(refused.to_string().contains("Setup::frozen()"), "{refused}");
        let refused = page.site().expire_sessions().await.expect_err("there are no hooks");
        assert!(refused.to_string().contains("Setup::frozen()"), "{refused}");
        Ok(())
    });
    journey(Setup::default().frozen(), async |page| {
        page.visit("/").await?;
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        colleague.state(READY).await?;
        page.site().expire_sessions().await?;
        let ended = colleague.state(READY).await.expect_err("the session has ended").to_string();
        assert!(ended.contains("XSV-350008"), "{ended}");
        Ok(())
    });
}

/// Calls a method of `nms:delivery` on [`READY`] from the page and tells whether an answer arrived.
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
fn the_answer_to_one_method_is_lost_after_it_was_carried_out() {
    journey(Setup::default().frozen(), async |page| {
        page.visit("/").await?;
        page.expect_in_console("net::ERR_");
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

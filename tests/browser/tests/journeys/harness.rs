//! The harness itself: its checks bite, and its settings arrive in the page.

use browser_tests::steering::Turn;
use browser_tests::{Failed, Outcome, Page, Setup, journey};
use serde_json::json;

/// Posts nothing to the sandbox and tells what arrives: the status, or that nothing did.
const POST: &str = "const done = arguments[0]; fetch('/nl/jsp/soaprouter.jsp', { method: 'POST' })
    .then((answer) => answer.text().then((body) => done(`${answer.status} ${body.length}`)), () => done('nothing'));";

async fn complaint(page: &Page) -> Outcome<String> {
    Ok(page.check().await.expect_err("the check complains").to_string())
}

#[test]
fn a_breach_of_the_policy_is_found() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.check().await?;
        page.evaluate(
            "const style = document.createElement('style'); style.textContent = 'b{}'; document.head.append(style)",
        )
        .await?;
        let complaint = complaint(page).await?;
        assert!(complaint.contains("Content Security Policy"), "{complaint}");
        Ok(())
    });
}

#[test]
fn an_error_on_the_console_is_found_unless_expected() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.evaluate("console.error('a provoked error')").await?;
        assert!(complaint(page).await?.contains("a provoked error"));
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
        let field = "document.querySelector('sms-dashboard').shadowRoot.querySelector('main').append(document.createElement('input'))";
        page.evaluate(field).await?;
        assert!(complaint(page).await?.contains("label"));
        page.evaluate("document.querySelector('sms-dashboard').shadowRoot.querySelector('main > input').remove()")
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

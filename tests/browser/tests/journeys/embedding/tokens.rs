//! Tokens of the host that come late, come too late, or cannot be used.

use browser_tests::{Outcome, Page, Setup, journey};
use serde_json::json;

use super::open_loaded;
use crate::support::press;

/// Adds a dashboard `one` whose `getToken` is this. `ended` counts its events `sms-session-expired`.
async fn open(page: &Page, get_token: &str) -> Outcome {
    open_loaded(page).await?;
    let script = format!(
        "window.ended = 0;
         addEventListener('sms-session-expired', () => {{ window.ended += 1; }});
         const one = add('one', {{ route: 'deliveries' }}, document.createElement('div'));
         one.getToken = {get_token};
         document.querySelector('main').append(one);"
    );
    page.evaluate(&script).await?;
    Ok(())
}

#[test]
fn tokens_of_the_host_may_come_after_the_element_has_started() {
    journey(Setup::default(), async |page| {
        open(page, "undefined").await?;
        page.by_role("heading", "Sign in").await?;
        page.shows("Sign in there, then try again.").await?;
        page.none_by_role("textbox", "Operator").await?;
        assert_eq!(page.evaluate("return window.ended").await?, json!(1));
        page.check().await?;

        page.evaluate("one.getToken = async () => null").await?;
        press(page, "Try again").await?;
        page.becomes_true("return window.ended === 2").await?;
        page.evaluate("one.getToken = getToken; one.refresh()").await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

/// A header can contain neither an ellipsis, as examples have it, nor a line break.
#[test]
fn a_token_that_cannot_be_sent_counts_as_missing() {
    journey(Setup::default(), async |page| {
        open(page, "async () => ({ bearer: '…' })").await?;
        page.becomes_true("return window.ended === 1").await?;
        let others = [r"{ securityToken: 'a\nb', sessionToken: 'c' }", "{ bearer: 1 }", "'text'"];
        for (n_before, token) in (1..).zip(others) {
            page.evaluate(&format!("one.getToken = async () => ({token}); one.refresh()")).await?;
            page.becomes_true(&format!("return window.ended === {}", n_before + 1)).await?;
        }
        assert!(page.site().steering().seen("xtk:").is_empty(), "no call was made with them");
        page.evaluate("one.getToken = getToken; one.refresh()").await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn a_token_that_comes_after_signing_out_is_not_used() {
    journey(Setup::default(), async |page| {
        open(page, "() => new Promise((resolve) => { window.give = () => resolve(getToken()); })").await?;
        page.becomes_true("return 'give' in window").await?;
        page.evaluate("one.signOut()").await?;
        page.by_role("heading", "Sign in").await?;
        page.evaluate_async("const [done] = arguments; give(); getToken().then(() => setTimeout(done))").await?;
        page.settles().await?;
        page.by_role("heading", "Sign in").await?;
        assert_eq!(page.site().steering().calls("ExecuteQuery"), 0);

        page.evaluate("one.getToken = getToken; one.refresh()").await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

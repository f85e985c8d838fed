//! A host's tokens that come late, too late, or cannot be used.

use browser_tests::{Outcome, Page, Setup, journey};
use serde_json::json;

use super::{ENTRY, load, open_bare};

/// A bare host with a dashboard `one` whose `getToken` is this; `ended` counts its `sms-session-expired`.
async fn open(page: &Page, get_token: &str) -> Outcome {
    open_bare(page).await?;
    load(page, ENTRY).await?;
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
fn where_only_the_host_signs_in_its_tokens_may_come_later() {
    journey(Setup::default(), async |page| {
        open(page, "undefined").await?;
        page.by_role("heading", "Sign in").await?;
        page.shows("Sign in there, then try again.").await?;
        page.none_by_role("textbox", "Operator").await?;
        assert_eq!(page.evaluate("return window.ended").await?, json!(1));
        page.check().await?;

        page.evaluate("one.getToken = async () => null").await?;
        page.by_role("button", "Try again").await?.click().await?;
        page.becomes_true("return window.ended === 2").await?;
        page.evaluate("one.getToken = getToken; one.refresh()").await?;
        page.by_role("table", "Deliveries").await?;
        Ok(())
    });
}

/// An ellipsis, as in an example, and a line break can stand in no header.
#[test]
fn a_token_that_cannot_be_sent_is_none() {
    journey(Setup::default(), async |page| {
        open(page, "async () => ({ bearer: '…' })").await?;
        page.becomes_true("return window.ended === 1").await?;
        let others = [r"{ securityToken: 'a\nb', sessionToken: 'c' }", "{ bearer: 1 }", "'text'"];
        for (n_before, token) in (1..).zip(others) {
            page.evaluate(&format!("one.getToken = async () => ({token}); one.refresh()")).await?;
            page.becomes_true(&format!("return window.ended === {}", n_before + 1)).await?;
        }
        assert!(page.site().steering().seen("xtk:").is_empty(), "nothing was asked with them");
        page.evaluate("one.getToken = getToken; one.refresh()").await?;
        page.by_role("table", "Deliveries").await?;
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
        page.by_role("table", "Deliveries").await?;
        Ok(())
    });
}

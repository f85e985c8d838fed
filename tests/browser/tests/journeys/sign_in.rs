//! Signing in, staying signed in, and signing in again.

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Failed, Outcome, Page, Setup, journey};
use fantoccini::key::Key;
use serde_json::json;

use crate::support::{
    ENGLISH, Words, id, in_both_languages, open, open_tab, password_field, press, route, rows, sign_in_again,
    sign_in_as,
};

fn a_password_opens_the_list(words: &Words) {
    journey(words.setup(), async |page| {
        page.visit("/").await?;
        page.by_role("heading", words.sign_in).await?;
        page.check().await?;
        sign_in_as(page, words, words.login).await?;
        page.focus_is_on("heading", words.deliveries).await?;
        assert!(page.title().await?.starts_with(words.deliveries));
        Ok(())
    });
}

fn the_operators_of_the_sandbox_can_be_chosen_by_a_click(words: &Words) {
    journey(words.setup(), async |page| {
        page.visit("/").await?;
        for login in ["admin", "marie", "viewer"] {
            page.button_saying(login).await?;
        }
        page.button_saying(words.login).await?.click().await?;
        page.by_role("grid", words.deliveries).await?;
        Ok(())
    });
}

fn after_a_reload_signing_in_leads_to_the_same_tab(words: &Words) {
    journey(words.setup(), async |page| {
        let audit = route(id::EVENT_LAUNCH, "audit");
        open(page, words, &audit).await?;
        page.shows(&format!("{} 49", words.of)).await?;
        page.reload().await?;
        sign_in_as(page, words, words.login).await?;
        page.shows(&format!("{} 49", words.of)).await?;
        assert_eq!(page.route().await?, audit);
        let tab = page.by_role("tab", words.tabs[5]).await?;
        assert_eq!(tab.attribute("aria-selected").await?.as_deref(), Some("true"));
        Ok(())
    });
}

in_both_languages!(
    a_password_opens_the_list,
    the_operators_of_the_sandbox_can_be_chosen_by_a_click,
    after_a_reload_signing_in_leads_to_the_same_tab,
);

#[test]
fn after_signing_in_the_page_has_the_operators_language() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        sign_in_as(page, &ENGLISH, "marie").await?;
        page.by_role("grid", "Diffusions").await?;
        assert_eq!(page.evaluate("return document.documentElement.lang").await?, json!("fr"));
        Ok(())
    });
}

#[test]
fn after_a_wrong_password_the_operators_name_stays() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.by_role("textbox", "Operator").await?.fill("admin").await?;
        password_field(page, &ENGLISH).await?.fill("wrong").await?;
        page.press(Key::Enter).await?;
        page.by_role_containing("alert", "You are not signed in.").await?;
        assert_eq!(page.by_role("textbox", "Operator").await?.value().await?, "admin");
        page.check().await?;
        password_field(page, &ENGLISH).await?.fill("sandbox").await?;
        page.press(Key::Enter).await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn an_empty_form_says_what_is_missing_and_sends_nothing() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        press(page, "Sign in").await?;
        page.by_role_containing("alert", "Enter an operator and a password.").await?;
        assert!(page.site().steering().seen("Logon").is_empty());
        Ok(())
    });
}

#[test]
fn the_sign_in_says_when_the_server_does_not_answer() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.by_role("textbox", "Operator").await?;
        page.site().stop();
        page.expect_failed_request("net::ERR_");
        page.by_role("textbox", "Operator").await?.fill("admin").await?;
        password_field(page, &ENGLISH).await?.fill("sandbox").await?;
        page.press(Key::Enter).await?;
        page.by_role_containing("alert", "The server does not answer").await?;
        page.site().resume().await?;
        press(page, "Sign in").await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn when_the_session_ends_a_dialog_over_the_page_renews_it() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "audit").await?;
        page.shows("of 49").await?;
        let ended = page.site().steering().intervene("ExecuteQuery", Turn::session_ended());
        press(page, "Refresh").await?;
        page.by_role("dialog", "Sign in").await?;
        page.shows("of 49").await?;
        page.check().await?;
        ended.release();
        sign_in_again(page).await?;
        page.shows("of 49").await?;
        assert_eq!(page.route().await?, route(id::EVENT_LAUNCH, "audit"));
        Ok(())
    });
}

#[test]
fn signing_out_forgets_everything_on_screen() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "delivery").await?;
        page.shows("of 34").await?;
        press(page, "Sign out").await?;
        page.by_role("heading", "Sign in").await?;
        page.hides("of 34").await?;
        page.hides("Event launch").await?;
        let kept = page.evaluate("return [localStorage.length, sessionStorage.length]").await?;
        assert_eq!(kept, json!([0, 0]));
        Ok(())
    });
}

/// Puts an element into the page whose `getToken` is this function.
pub async fn give_tokens(page: &Page, get_token: &str) -> Outcome {
    let script = format!(
        "const element = document.createElement('sms-dashboard');
         element.setAttribute('routing', 'hash');
         element.getToken = {get_token};
         document.querySelector('sms-dashboard').replaceWith(element);"
    );
    page.evaluate(&script).await?;
    Ok(())
}

#[test]
fn a_token_from_the_host_opens_the_tab_without_a_sign_in() {
    journey(Setup::default(), async |page| {
        page.visit(&route(id::EVENT_LAUNCH, "summary")).await?;
        page.by_role("heading", "Sign in").await?;
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        let (session, security) = colleague.tokens();
        let get_token = format!("async () => ({{ sessionToken: '{session}', securityToken: '{security}' }})");
        give_tokens(page, &get_token).await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        page.none_by_role("heading", "Sign in").await?;
        Ok(())
    });
}

/// Such a page has the security token in a variable, and the browser itself sends the cookie of the session.
#[test]
fn a_page_that_campaign_serves_needs_no_sign_in() {
    // Instances use both spellings (contract 19.4).
    for variable in ["__securitytoken", "__securityToken"] {
        journey(Setup::default(), async |page| {
            page.visit(&route(id::EVENT_LAUNCH, "summary")).await?;
            page.by_role("heading", "Sign in").await?;
            let colleague = Colleague::sign_in(page.site(), "admin").await?;
            let (session, security) = colleague.tokens();
            let script = format!(
                "document.cookie = '__sessiontoken={session}; path=/';
                 document.{variable} = '{security}';
                 const element = document.querySelector('sms-dashboard');
                 element.replaceWith(element.cloneNode());"
            );
            page.evaluate(&script).await?;
            page.by_role("heading", "Event launch SMS (DM55842)").await?;
            page.none_by_role("button", "Sign out").await?;
            Ok(())
        });
    }
}

#[test]
fn calls_that_fail_at_the_same_time_ask_the_host_once_for_a_token() {
    journey(Setup::default().frozen(), async |page| {
        let tokens = async || {
            let colleague = Colleague::sign_in(page.site(), "admin").await?;
            let (session, security) = colleague.tokens();
            Ok::<_, Failed>(format!("window.tokens = {{ sessionToken: '{session}', securityToken: '{security}' }};"))
        };
        page.visit(&route(id::EVENT_LAUNCH, "delivery")).await?;
        page.by_role("heading", "Sign in").await?;
        page.evaluate(&tokens().await?).await?;
        page.evaluate("window.asked = 0;").await?;
        give_tokens(page, "async () => { window.asked += 1; return window.tokens; }").await?;
        rows(&page.by_role("grid", "Delivery logs").await?, 34).await?;
        page.settles().await?;
        page.site().expire_sessions().await?;
        page.evaluate(&tokens().await?).await?;
        page.site().steering().forget();
        press(page, "Refresh").await?;
        page.becomes_true("return window.asked === 2;").await?;
        page.settles().await?;
        assert_eq!(page.evaluate("return window.asked;").await?, 2);
        assert!(page.site().steering().calls("ExecuteQuery") > 2, "several calls failed and were repeated");
        page.none_by_role("heading", "Sign in").await?;
        Ok(())
    });
}

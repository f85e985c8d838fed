//! What each view shows while it loads, when it is empty, when it fails, and when the session has ended.

use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Outcome, Page, Setup, journey};

use crate::support::{ENGLISH, id, open, open_tab, press, route};

/// Each view: its tab, the schema that it asks for, and what it shows in the end.
const VIEWS: [(&str, &str, &str); 6] = [
    ("summary", "nms:delivery", "To send"),
    ("sms", "nms:delivery", "Text content"),
    ("delivery", "nms:broadLogRcp", "of 34"),
    ("exclusions", "nms:excludeLogRcp", "of 8"),
    ("tracking", "nms:trackingUrl", "of 1"),
    ("audit", "xtk:jobLog", "of 49"),
];

/// Opens the list, so that the next view is loaded from the server again.
async fn leave(page: &Page) -> Outcome {
    page.visit("/#/deliveries").await?;
    page.by_role("heading", "Deliveries").await?;
    page.shows(" of ").await?;
    Ok(page.settles().await?)
}

#[test]
fn a_slow_answer_shows_that_something_is_loading() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        for (tab, schema, end) in VIEWS {
            leave(page).await?;
            let held = page.site().steering().intervene(&format!("schema=\"{schema}\""), Turn::Hold);
            page.visit(&route(id::EVENT_LAUNCH, tab)).await?;
            page.by_role_containing("status", "Loading").await?;
            page.check().await?;
            held.release();
            page.shows(end).await?;
        }
        Ok(())
    });
}

/// The longest time until a read has failed for good: after one, two and four seconds it is repeated (contract 16).
const ALL_ATTEMPTS: Duration = Duration::from_secs(7);

#[test]
fn a_failed_view_says_why_and_can_be_loaded_again() {
    journey(Setup::default().frozen(), async |page| {
        page.expect_failed_request("status of 503");
        let clock = page.stop_time();
        open(page, &ENGLISH, "/").await?;
        for (tab, schema, end) in VIEWS {
            leave(page).await?;
            let down = page.site().steering().intervene(&format!("schema=\"{schema}\""), Turn::unavailable());
            page.visit(&route(id::EVENT_LAUNCH, tab)).await?;
            clock.advance(ALL_ATTEMPTS).await?;
            page.by_role_containing("alert", "This could not be loaded.").await?;
            // In a strict sandbox a second panel fails too, for another reason.
            let alert = page.by_role_containing("alert", "The server failed (503).").await?;
            page.check().await?;
            down.release();
            alert.by_role("button", "Try again").await?.click().await?;
            page.shows(end).await?;
        }
        Ok(())
    });
}

#[test]
fn a_failed_tab_leaves_the_others_working() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("status of 503");
        let _down = page.site().steering().intervene("xtk:jobLog", Turn::unavailable());
        open_tab(page, id::EVENT_LAUNCH, "audit").await?;
        page.by_role_containing("alert", "This could not be loaded.").await?;
        page.by_role("tab", "Delivery").await?.click().await?;
        page.shows("of 34").await?;
        Ok(())
    });
}

#[test]
fn every_wrong_answer_is_explained() {
    journey(Setup::default().frozen(), async |page| {
        for words in ["net::ERR_", "status of 403", "status of 413", "status of 429", "status of 503"] {
            page.expect_failed_request(words);
        }
        let clock = page.stop_time();
        open(page, &ENGLISH, "/").await?;
        page.shows(" of ").await?;
        for (turn, said) in [
            (Turn::unavailable(), "The server failed (503)."),
            (Turn::login_page(), "Something else than Adobe Campaign answered."),
            (Turn::status(302), "A server on the way sends this page elsewhere"),
            (Turn::Truncate(300), "cannot be read"),
            (Turn::Refuse, "The server does not answer."),
            (Turn::fault("XTK-170006", "The table is being rebuilt."), "The table is being rebuilt."),
            (Turn::status(403), "Access is refused (403)."),
            (Turn::status(413), "too large"),
            (Turn::status(429), "The server is busy (429)."),
        ] {
            let rule = page.site().steering().intervene("ExecuteQuery", turn);
            press(page, "Refresh").await?;
            clock.advance(ALL_ATTEMPTS).await?;
            page.by_role_containing("alert", said).await?;
            page.check().await?;
            rule.release();
            press(page, "Try again").await?;
            page.shows(" of ").await?;
        }
        Ok(())
    });
}

#[test]
fn a_server_that_goes_down_and_comes_back_is_asked_again() {
    journey(Setup::default().frozen(), async |page| {
        page.expect_failed_request("net::ERR_");
        let clock = page.stop_time();
        open(page, &ENGLISH, "/").await?;
        page.shows(" of ").await?;
        page.site().stop();
        press(page, "Refresh").await?;
        clock.advance(ALL_ATTEMPTS).await?;
        page.by_role_containing("alert", "The server does not answer.").await?;
        page.site().resume().await?;
        press(page, "Try again").await?;
        page.shows(" of ").await?;
        Ok(())
    });
}

#[test]
fn an_instance_without_deliveries_says_what_to_do() {
    journey(Setup::default(), async |page| {
        let _empty = page.site().steering().intervene("ExecuteQuery", Turn::no_rows("delivery-collection"));
        open(page, &ENGLISH, "/").await?;
        page.shows("There is no SMS delivery yet.").await?;
        Ok(())
    });
}

#[test]
fn a_search_without_results_can_be_reset() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        page.by_role("searchbox", "Search").await?.fill("no such delivery").await?;
        page.shows("No delivery matches.").await?;
        page.check().await?;
        press(page, "Reset filters").await?;
        page.shows(" of ").await?;
        assert_eq!(page.by_role("searchbox", "Search").await?.value().await?, "");
        Ok(())
    });
}

#[test]
fn the_end_of_the_session_asks_for_a_sign_in_over_every_view() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        page.shows(" of ").await?;
        for (tab, _, end) in VIEWS {
            page.visit(&route(id::EVENT_LAUNCH, tab)).await?;
            page.shows(end).await?;
            page.rests().await?;
            let ended = page.site().steering().intervene("ExecuteQuery", Turn::session_ended());
            press(page, "Refresh").await?;
            page.by_role("dialog", "Sign in").await?;
            ended.release();
            page.button_saying("admin").await?.click().await?;
            page.none_by_role("dialog", "Sign in").await?;
            page.shows(end).await?;
        }
        Ok(())
    });
}

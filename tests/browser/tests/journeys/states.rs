//! Loading, empty, failed and signed out: each view has a face for each.

use browser_tests::steering::Turn;
use browser_tests::{Outcome, Page, Setup, journey};

use crate::support::{ENGLISH, id, open, open_tab, route};

/// Each view: where it is, what it asks for, and what it shows in the end.
const VIEWS: [(&str, &str, &str); 6] = [
    ("summary", "nms:delivery", "To send"),
    ("sms", "nms:delivery", "Text content"),
    ("delivery", "nms:broadLogRcp", "34 / 34"),
    ("exclusions", "nms:excludeLogRcp", "8 / 8"),
    ("tracking", "nms:trackingUrl", "1 / 1"),
    ("audit", "xtk:jobLog", "49 / 49"),
];

#[test]
fn a_slow_answer_shows_that_something_is_loading() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        page.by_role("table", "Deliveries").await?;
        for (tab, schema, end) in VIEWS {
            page.visit("/#/deliveries").await?;
            page.by_role("heading", "Deliveries").await?;
            page.shows("100 /").await?;
            page.settles().await?;
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

#[test]
fn a_failed_view_says_why_and_offers_another_try() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("status of 503");
        open(page, &ENGLISH, "/").await?;
        page.by_role("table", "Deliveries").await?;
        for (tab, schema, end) in VIEWS {
            page.visit("/#/deliveries").await?;
            page.by_role("heading", "Deliveries").await?;
            page.shows("100 /").await?;
            page.settles().await?;
            let down = page.site().steering().intervene(&format!("schema=\"{schema}\""), Turn::unavailable());
            page.visit(&route(id::EVENT_LAUNCH, tab)).await?;
            let alert = page.by_role_containing("alert", "This could not be loaded.").await?;
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
        page.expect_in_console("status of 503");
        let _down = page.site().steering().intervene("xtk:jobLog", Turn::unavailable());
        open_tab(page, id::EVENT_LAUNCH, "audit").await?;
        page.by_role_containing("alert", "This could not be loaded.").await?;
        page.by_role("tab", "Delivery").await?.click().await?;
        page.shows("34 / 34").await?;
        Ok(())
    });
}

async fn list_fails(page: &Page, turn: Turn, words: &str) -> Outcome {
    let rule = page.site().steering().intervene("ExecuteQuery", turn);
    page.by_role("button", "Refresh").await?.click().await?;
    page.by_role_containing("alert", words).await?;
    page.check().await?;
    rule.release();
    page.by_role("button", "Try again").await?.click().await?;
    page.shows("100 /").await?;
    Ok(())
}

#[test]
fn every_way_an_answer_can_be_wrong_has_words() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("Failed to load resource");
        open(page, &ENGLISH, "/").await?;
        page.shows("100 /").await?;
        let status = |status: u16| Turn::Answer { status, kind: "text/html", body: "<html></html>".to_owned() };
        list_fails(page, Turn::unavailable(), "The server failed (503).").await?;
        list_fails(page, Turn::login_page(), "Something else than Adobe Campaign answered.").await?;
        list_fails(page, status(302), "Something else than Adobe Campaign answered.").await?;
        list_fails(page, Turn::Truncate(300), "cannot be read").await?;
        list_fails(page, Turn::Refuse, "The server does not answer.").await?;
        list_fails(page, Turn::fault("XTK-170006", "The table is being rebuilt."), "The table is being rebuilt.")
            .await?;
        list_fails(page, status(403), "Access is refused (403).").await?;
        list_fails(page, status(413), "too large").await?;
        list_fails(page, status(429), "The server is busy (429).").await?;
        Ok(())
    });
}

#[test]
fn a_server_that_goes_down_and_comes_back_is_asked_again() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("net::ERR_");
        open(page, &ENGLISH, "/").await?;
        page.shows("100 /").await?;
        page.site().stop();
        page.by_role("button", "Refresh").await?.click().await?;
        page.by_role_containing("alert", "The server does not answer.").await?;
        page.site().resume().await?;
        page.by_role("button", "Try again").await?.click().await?;
        page.shows("100 /").await?;
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
fn nothing_found_offers_the_way_back_to_everything() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        page.by_role("searchbox", "Search").await?.fill("no such delivery").await?;
        page.shows("No delivery matches.").await?;
        page.check().await?;
        page.by_role("button", "Reset filters").await?.click().await?;
        page.shows("100 /").await?;
        assert_eq!(page.by_role("searchbox", "Search").await?.value().await?, "");
        Ok(())
    });
}

#[test]
fn a_session_that_ends_in_any_view_asks_in_place() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        page.shows("100 /").await?;
        for (tab, _, end) in VIEWS {
            page.visit(&route(id::EVENT_LAUNCH, tab)).await?;
            page.shows(end).await?;
            page.rests().await?;
            let ended = page.site().steering().intervene("ExecuteQuery", Turn::session_ended());
            page.by_role("button", "Refresh").await?.click().await?;
            page.by_role("dialog", "Sign in").await?;
            ended.release();
            page.button_saying("admin").await?.click().await?;
            page.none_by_role("dialog", "Sign in").await?;
            page.shows(end).await?;
        }
        Ok(())
    });
}

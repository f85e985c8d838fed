//! What real instances answer and the sandbox does not: contract 19.

use browser_tests::steering::Turn;
use browser_tests::{Page, Setup, journey};

use crate::support::{ENGLISH, id, open, open_tab, route, sign_in_as};

const ENDED: &str = "XSV-350008 Session has expired or is invalid. Please reconnect.";

/// A zone that hides details says no more.
fn hidden() -> Turn {
    Turn::fault("SOP-330011", "Error while executing the method 'ExecuteQuery' of service 'xtk:queryDef'.")
}

/// Chromium says that a status is not one of success.
fn expect_status(page: &Page, status: u16) {
    if status != 200 {
        page.expect_in_console(&format!("status of {status}"));
    }
}

#[test]
fn a_session_that_ends_as_plain_text_asks_in_place() {
    for status in [200, 403, 500] {
        journey(Setup::default(), async |page| {
            expect_status(page, status);
            open(page, &ENGLISH, &route(id::EVENT_LAUNCH, "audit")).await?;
            page.shows("49 / 49").await?;
            page.rests().await?;
            let ended = page.site().steering().intervene("ExecuteQuery", Turn::plain(status, ENDED));
            page.by_role("button", "Refresh").await?.click().await?;
            page.by_role("dialog", "Sign in").await?;
            ended.release();
            page.button_saying("admin").await?.click().await?;
            page.none_by_role("dialog", "Sign in").await?;
            page.shows("49 / 49").await?;
            Ok(())
        });
    }
}

#[test]
fn a_wrong_password_and_a_refused_address_are_told_apart() {
    journey(Setup::default(), async |page| {
        expect_status(page, 403);
        page.visit("/").await?;
        let wrong = Turn::plain(403, "XSV-350012 Invalid login or password. Connection denied.");
        let refused = page.site().steering().intervene_in_calls("Logon", wrong);
        page.button_saying("admin").await?.click().await?;
        page.shows("The operator or the password is wrong.").await?;
        page.check().await?;
        refused.release();
        let address = Turn::plain(403, "XSV-350013 The address is not allowed.");
        let refused = page.site().steering().intervene_in_calls("Logon", address);
        page.button_saying("admin").await?.click().await?;
        page.shows("add it to a security zone").await?;
        refused.release();
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.by_role("table", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn a_list_of_which_details_are_hidden_is_asked_for_the_least() {
    journey(Setup::default(), async |page| {
        let _hidden = page.site().steering().intervene("deliveryCode", hidden());
        open(page, &ENGLISH, "/").await?;
        page.shows("Some columns and filters are missing").await?;
        let table = page.by_role("table", "Deliveries").await?;
        table.shows("Season opening, every subscriber").await?;
        // What is not known is no 0.
        table.shows("—").await?;
        table.hides("%").await?;
        page.check().await?;
        Ok(())
    });
}

#[test]
fn a_journal_without_severities_is_still_read() {
    journey(Setup::default(), async |page| {
        let _hidden = page.site().steering().intervene("@logType", hidden());
        open_tab(page, id::EVENT_LAUNCH, "audit").await?;
        page.shows("49 / 49").await?;
        page.shows("Some columns and filters are missing").await?;
        Ok(())
    });
}

#[test]
fn a_missing_right_is_not_asked_again() {
    journey(Setup::default(), async |page| {
        let refusal = Turn::fault("XTK-170019", "You do not have the right to read these rows.");
        let _refused = page.site().steering().intervene("xtk:jobLog", refusal);
        open_tab(page, id::EVENT_LAUNCH, "audit").await?;
        page.shows("You do not have the right to read these rows.").await?;
        page.rests().await?;
        let asked = page.site().steering().seen("xtk:jobLog").into_iter().filter(|seen| seen.contains("select"));
        assert_eq!(asked.filter(|seen| seen.contains("@logDate")).count(), 1);
        Ok(())
    });
}

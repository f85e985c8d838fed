//! What the app does with a strict sandbox: one that is as awkward as real instances can be (contract 19).

use browser_tests::{Colleague, Setup, eventually, journey};

use crate::logs::explain_quarantine;
use crate::sign_in::give_tokens;
use crate::support::{ENGLISH, go_to_row, id, open_tab, press, route, sign_in_as, text_field};

/// A sandbox that is as awkward as real instances can be.
fn strict() -> Setup {
    Setup { is_strict: true, ..Setup::default() }
}

#[test]
fn the_last_row_of_a_page_is_not_shown_again_on_the_next() {
    journey(strict(), async |page| {
        open_tab(page, id::LARGE, "delivery").await?;
        let table = page.by_role("grid", "Delivery logs").await?;
        page.shows("of 10,000").await?;
        page.by_role("button", "Show numbers").await?.click().await?;
        // The rows around three ends of pages.
        for row in [105, 205, 305] {
            go_to_row(page, row).await?;
            eventually("each row is there once", async || {
                let mut shown: Vec<_> = table.rows().await?.into_iter().map(|cells| cells.join("|")).collect();
                let n_rows = shown.len();
                shown.sort();
                shown.dedup();
                Ok(n_rows > 40 && shown.len() == n_rows)
            })
            .await?;
        }
        Ok(())
    });
}

#[test]
fn an_analysis_that_stops_after_counting_is_not_called_running() {
    journey(strict(), async |page| {
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        let resting = colleague.first_id("nms:delivery", "@internalName='DM60004'").await?;
        open_tab(page, &resting, "summary").await?;
        page.shows("The target is counted.").await?;
        page.hides("The analysis is running.").await?;
        page.by_role("button", "Prepare").await?;
        page.check().await?;
        Ok(())
    });
}

#[test]
fn a_mapping_that_stores_no_exclusions_says_so() {
    journey(strict(), async |page| {
        open_tab(page, "1250024", "exclusions").await?;
        page.shows("does not mean that nobody was").await?;
        page.check().await?;
        Ok(())
    });
}

#[test]
fn the_line_ends_of_a_text_from_the_clients_console_are_kept() {
    journey(strict(), async |page| {
        open_tab(page, "1250025", "sms").await?;
        let text = text_field(page).await?;
        eventually("the text is there", async || Ok(text.value().await?.contains("See you on Sunday."))).await?;
        page.none_by_role("button", "Discard").await?;
        text.fill("Hello!\nSee you on Monday.\n").await?;
        press(page, "Save").await?;
        page.shows("Saved.").await?;
        page.none_by_role("button", "Discard").await?;
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        let there = colleague.select("nms:delivery", &["data"], "@internalName='DM61025'").await?;
        assert_eq!(there.matches("&#13;").count(), 2, "{there}");
        Ok(())
    });
}

#[test]
fn a_status_that_only_the_server_knows_keeps_the_servers_name() {
    journey(strict(), async |page| {
        open_tab(page, "1250026", "delivery").await?;
        page.by_role("grid", "Delivery logs").await?.shows("Feedback from the provider").await?;
        press(page, "Français").await?;
        // A word of the app for it could be wrong.
        page.by_role("grid", "Logs de diffusion").await?.shows("Feedback from the provider").await?;
        Ok(())
    });
}

#[test]
fn a_quarantine_without_a_reason_is_still_explained() {
    journey(strict(), async |page| {
        open_tab(page, id::EVERY_FAILURE, "delivery").await?;
        let dialog = explain_quarantine(page).await?;
        dialog.shows("The number is in quarantine since").await?;
        dialog.shows("A quarantine never ends by itself").await?;
        page.check().await?;
        Ok(())
    });
}

#[test]
fn an_operator_who_may_not_read_quarantines_still_sees_the_rest() {
    journey(strict(), async |page| {
        page.visit(&route(id::EVERY_FAILURE, "delivery")).await?;
        sign_in_as(page, &ENGLISH, "viewer").await?;
        let dialog = explain_quarantine(page).await?;
        dialog.shows("nms:address").await?;
        dialog.shows("Address in quarantine").await?;
        page.check().await?;
        Ok(())
    });
}

#[test]
fn a_bearer_token_that_the_identity_service_refuses_is_asked_for_again() {
    journey(strict(), async |page| {
        page.expect_failed_request("status of 500");
        page.visit(&route(id::EVENT_LAUNCH, "summary")).await?;
        page.by_role("heading", "Sign in").await?;
        page.evaluate("window.tokens = ['sandbox-nobody', 'sandbox-admin'];").await?;
        give_tokens(page, "async () => ({ bearer: tokens.shift() ?? 'sandbox-admin' })").await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        page.shows("To send 34").await?;
        Ok(())
    });
}

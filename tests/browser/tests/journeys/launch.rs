//! Preparing and sending a delivery, following it, and everything that can come between.

use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Outcome, Page, Setup, eventually, journey};

use crate::support::{ENGLISH, id, open, open_tab, route, rows, sign_in_as};

const SECOND: Duration = Duration::from_secs(1);

async fn press(page: &Page, button: &str) -> Outcome {
    page.by_role("button", button).await?.click().await?;
    Ok(())
}

/// Presses Send, and then what the dialog offers.
async fn confirm(page: &Page, question: &str, answer: &str) -> Outcome {
    page.by_role("dialog", question).await?.by_role("button", answer).await?.click().await?;
    page.none_by_role("dialog", question).await?;
    Ok(())
}

#[test]
fn a_draft_is_edited_prepared_confirmed_paused_resumed_and_finished() {
    journey(Setup::default().frozen(), async |page| {
        let clock = page.site().clock();
        open_tab(page, id::DRAFT, "sms").await?;
        page.by_role("textbox", "Text content").await?.fill("Doors open at eight: https://www.example.com/").await?;
        press(page, "Prepare").await?;
        page.shows("Save or discard them first").await?;
        press(page, "Save").await?;
        page.shows("Saved.").await?;

        press(page, "Prepare").await?;
        page.shows("The analysis is running.").await?;
        page.by_role("progressbar", "Progress").await?;
        let text = page.by_role("textbox", "Text content").await?;
        eventually("the editor is locked", async || Ok(!text.is_enabled().await?)).await?;
        page.check().await?;
        clock.advance(10 * SECOND).await?;
        page.shows("Ready: 30 messages to send, 11 addresses left out.").await?;
        assert!(text.is_enabled().await?);

        press(page, "Send").await?;
        let dialog = page.by_role("dialog", "Send 30 messages?").await?;
        dialog.shows("cannot be called back").await?;
        dialog.shows("stopping it is final").await?;
        page.check().await?;
        confirm(page, "Send 30 messages?", "Cancel").await?;
        assert_eq!(page.site().steering().calls("Play"), 0);
        page.focus_is_on("button", "Send").await?;
        press(page, "Send").await?;
        confirm(page, "Send 30 messages?", "Send 30 messages").await?;
        page.shows("Start pending").await?;
        clock.advance(SECOND).await?;
        page.by_role("button", "Pause").await?;
        eventually("the editor is locked", async || Ok(!text.is_enabled().await?)).await?;
        assert!(text.description().await?.contains("handed over"), "{}", text.description().await?);

        page.by_role("tab", "Delivery").await?.click().await?;
        let logs = page.by_role("table", "Delivery logs").await?;
        rows(&logs, 30).await?;
        clock.advance(5 * SECOND).await?;
        logs.shows("Sent").await?;
        press(page, "Pause").await?;
        page.shows("Pause requested").await?;
        clock.advance(2 * SECOND).await?;
        page.shows("Paused:").await?;
        page.check().await?;
        press(page, "Resume").await?;
        page.by_role("button", "Pause").await?;
        clock.advance(300 * SECOND).await?;
        page.shows("Finished").await?;
        page.none_by_role("button", "Stop").await?;
        logs.hides("Pending").await?;

        page.by_role("tab", "Exclusions").await?.click().await?;
        rows(&page.by_role("table", "Exclusion logs").await?, 11).await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.by_role("table", "Journal").await?.shows("started by operator").await?;
        page.by_role("tab", "Summary").await?.click().await?;
        page.shows("100").await?;
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        assert_eq!(colleague.state(id::DRAFT_NAME).await?, 95);
        assert_eq!(page.site().steering().calls("Play"), 2);
        Ok(())
    });
}

#[test]
fn an_analysis_that_fails_says_where_to_look() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "audit").await?;
        press(page, "Prepare").await?;
        page.shows("The analysis is running.").await?;
        page.site().clock().advance(10 * SECOND).await?;
        page.shows("The analysis failed.").await?;
        page.by_role("table", "Journal").await?.shows("DLV-490009").await?;
        page.by_role("button", "Prepare").await?;
        Ok(())
    });
}

#[test]
fn stopping_is_asked_for_and_final() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::EVENT_DAY, "summary").await?;
        press(page, "Send").await?;
        confirm(page, "Send 18 messages?", "Send 18 messages").await?;
        page.shows("Start pending").await?;
        page.site().clock().advance(3 * SECOND).await?;
        page.by_role("button", "Pause").await?;
        press(page, "Stop").await?;
        page.by_role("dialog", "Stop this delivery for good?").await?.shows("cannot be resumed").await?;
        page.check().await?;
        confirm(page, "Stop this delivery for good?", "Stop for good").await?;
        page.shows("Stop requested").await?;
        page.site().clock().advance(5 * SECOND).await?;
        page.none_by_role("button", "Stop").await?;
        page.none_by_role("button", "Resume").await?;
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        assert_eq!(colleague.state("DM145").await?, 85);
        Ok(())
    });
}

#[test]
fn a_lost_answer_to_send_ends_in_reading_the_state_and_never_in_a_second_send() {
    journey(Setup::default().frozen(), async |page| {
        page.expect_in_console("net::ERR_");
        open_tab(page, id::EVENT_DAY, "summary").await?;
        let lost = page.site().steering().intervene_in_calls("Play", Turn::LoseAnswer);
        press(page, "Send").await?;
        confirm(page, "Send 18 messages?", "Send 18 messages").await?;
        page.shows("No answer came to “Send”. The delivery is now: Start pending.").await?;
        lost.release();
        page.site().clock().advance(3 * SECOND).await?;
        page.by_role("button", "Pause").await?;
        assert_eq!(page.site().steering().calls("Play"), 1);
        Ok(())
    });
}

#[test]
fn what_was_changed_meanwhile_is_not_sent() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::EVENT_DAY, "summary").await?;
        press(page, "Send").await?;
        page.by_role("dialog", "Send 18 messages?").await?;
        page.site().clock().advance(SECOND).await?;
        Colleague::sign_in(page.site(), "marie").await?.rewrite("DM145", "Un autre texte").await?;
        confirm(page, "Send 18 messages?", "Send 18 messages").await?;
        page.shows("Nothing was done: the delivery has changed meanwhile.").await?;
        assert_eq!(page.site().steering().calls("Play"), 0);
        Ok(())
    });
}

#[test]
fn a_refusal_is_shown_in_the_servers_words_and_disables_that_action_for_the_sign_in() {
    journey(Setup::default().frozen(), async |page| {
        page.visit(&route(id::EVENT_DAY, "summary")).await?;
        sign_in_as(page, &ENGLISH, "viewer").await?;
        press(page, "Prepare").await?;
        page.shows("The server refused “Prepare”:").await?;
        let prepare = page.by_role("button", "Prepare").await?;
        assert!(!prepare.is_enabled().await?);
        page.check().await?;
        // Not the others, elsewhere too, and without asking the server again.
        assert!(page.by_role("button", "Send").await?.is_enabled().await?);
        page.visit(&route(id::DRAFT, "summary")).await?;
        page.shows("The server refused “Prepare”:").await?;
        press(page, "Prepare").await?;
        assert_eq!(page.site().steering().calls("SubmitJob"), 1);
        Ok(())
    });
}

#[test]
fn a_momentary_refusal_is_said_and_leaves_the_button() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::EVENT_DAY, "summary").await?;
        let busy = Turn::fault("SOP-330011", "The database is busy. Try again later.");
        let busy = page.site().steering().intervene_in_calls("SubmitJob", busy);
        press(page, "Prepare").await?;
        page.shows("The server refused “Prepare”: SOP-330011 The database is busy. Try again later.").await?;
        assert!(page.by_role("button", "Prepare").await?.is_enabled().await?);
        page.check().await?;
        busy.release();
        press(page, "Prepare").await?;
        page.shows("The analysis is running.").await?;
        page.hides("The database is busy.").await?;
        Ok(())
    });
}

#[test]
fn the_editor_locks_under_the_hands_and_offers_what_was_typed() {
    journey(Setup::default().frozen(), async |page| {
        const MINE: &str = "A better text, almost finished";
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        colleague.prepare(id::DRAFT_NAME).await?;
        open_tab(page, id::EVENT_DAY, "sms").await?;
        page.by_role("textbox", "Text content").await?.fill(MINE).await?;
        colleague.play("DM145").await?;
        press(page, "Refresh").await?;
        let text = page.by_role("textbox", "Text content").await?;
        eventually("the editor is locked", async || Ok(!text.is_enabled().await?)).await?;
        assert_eq!(text.value().await?, MINE);
        press(page, "Copy my text").await?;
        page.shows("Copied.").await?;
        Ok(())
    });
}

#[test]
fn the_list_follows_what_moves() {
    journey(Setup::default().frozen(), async |page| {
        Colleague::sign_in(page.site(), "marie").await?.prepare(id::DRAFT_NAME).await?;
        open(page, &ENGLISH, "/").await?;
        page.by_role("searchbox", "Search").await?.fill(id::DRAFT_NAME).await?;
        let list = page.by_role("table", "Deliveries").await?;
        rows(&list, 1).await?;
        page.site().clock().advance(10 * SECOND).await?;
        list.shows("Ready to be delivered").await?;
        Ok(())
    });
}

#[test]
fn a_read_that_is_lost_is_asked_again_by_itself() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("status of 503");
        page.visit("/").await?;
        let busy = page.site().steering().intervene_in_calls("ExecuteQuery", Turn::unavailable());
        sign_in_as(page, &ENGLISH, "admin").await?;
        eventually("the list was asked for", async || Ok(page.site().steering().calls("ExecuteQuery") > 0)).await?;
        busy.release();
        rows(&page.by_role("table", "Deliveries").await?, 100).await?;
        Ok(())
    });
}

//! Preparing and sending a delivery, and what can happen on the way.

use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Outcome, Page, Setup, eventually, journey};

use crate::support::{
    ENGLISH, answer, first_rows, id, is_enabled, open, open_tab, press, route, rows, send_event_day, sign_in_as,
    text_field,
};

const SECOND: Duration = Duration::from_secs(1);

/// A colleague prepares the draft: 30 messages can be sent.
async fn prepare_draft(page: &Page) -> Outcome<Colleague<'_>> {
    let colleague = Colleague::sign_in(page.site(), "marie").await?;
    colleague.prepare(id::DRAFT_NAME).await?;
    page.site().clock().advance(10 * SECOND).await?;
    Ok(colleague)
}

/// A colleague prepares the draft and starts to send it.
async fn start_draft(page: &Page) -> Outcome<Colleague<'_>> {
    let colleague = prepare_draft(page).await?;
    colleague.play(id::DRAFT_NAME).await?;
    page.site().clock().advance(SECOND).await?;
    Ok(colleague)
}

#[test]
fn a_changed_text_must_be_saved_before_preparing() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::DRAFT, "sms").await?;
        text_field(page).await?.fill("Doors open at eight: https://www.example.com/").await?;
        press(page, "Prepare").await?;
        page.shows("Save or discard them first").await?;
        assert_eq!(page.site().steering().calls("SubmitJob"), 0);
        press(page, "Save").await?;
        page.shows("Saved.").await?;
        press(page, "Prepare").await?;
        page.shows("The analysis is running.").await?;
        Ok(())
    });
}

#[test]
fn preparing_locks_the_text_and_ends_with_the_number_of_messages() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::DRAFT, "sms").await?;
        press(page, "Prepare").await?;
        page.shows("The analysis is running.").await?;
        page.by_role("progressbar", "Progress").await?;
        let text = text_field(page).await?;
        is_enabled(&text, false).await?;
        page.check().await?;
        page.site().clock().advance(10 * SECOND).await?;
        page.shows("Ready: 30 messages to send, 11 addresses left out.").await?;
        assert!(text.is_enabled().await?);
        Ok(())
    });
}

#[test]
fn sending_asks_first_and_can_be_cancelled() {
    journey(Setup::default().frozen(), async |page| {
        prepare_draft(page).await?;
        open_tab(page, id::DRAFT, "summary").await?;
        press(page, "Send").await?;
        let dialog = page.by_role("dialog", "Send 30 messages?").await?;
        dialog.shows("cannot be called back").await?;
        dialog.shows("stopping it is final").await?;
        page.check().await?;
        answer(page, "Send 30 messages?", "Cancel").await?;
        page.focus_is_on("button", "Send").await?;
        assert_eq!(page.site().steering().calls("Play"), 0);
        Ok(())
    });
}

#[test]
fn sending_starts_the_delivery_and_locks_its_text() {
    journey(Setup::default().frozen(), async |page| {
        prepare_draft(page).await?;
        open_tab(page, id::DRAFT, "sms").await?;
        press(page, "Send").await?;
        answer(page, "Send 30 messages?", "Send 30 messages").await?;
        page.shows("Start pending").await?;
        page.site().clock().advance(SECOND).await?;
        page.by_role("button", "Pause").await?;
        let text = text_field(page).await?;
        is_enabled(&text, false).await?;
        assert!(text.description().await?.contains("handed over"), "{}", text.description().await?);
        assert_eq!(page.site().steering().calls("Play"), 1);
        Ok(())
    });
}

#[test]
fn the_logs_follow_the_sending_to_its_end() {
    journey(Setup::default().frozen(), async |page| {
        let colleague = start_draft(page).await?;
        open_tab(page, id::DRAFT, "delivery").await?;
        let logs = page.by_role("grid", "Delivery logs").await?;
        rows(&logs, 30).await?;
        page.site().clock().advance(5 * SECOND).await?;
        logs.shows("Sent").await?;
        logs.shows("Pending").await?;
        page.site().clock().advance(300 * SECOND).await?;
        page.shows("Finished").await?;
        page.none_by_role("button", "Stop").await?;
        logs.hides("Pending").await?;
        assert_eq!(colleague.state(id::DRAFT_NAME).await?, 95);
        Ok(())
    });
}

#[test]
fn a_sending_is_paused_and_resumed() {
    journey(Setup::default().frozen(), async |page| {
        let colleague = start_draft(page).await?;
        open_tab(page, id::DRAFT, "summary").await?;
        press(page, "Pause").await?;
        page.shows("Pause requested").await?;
        page.site().clock().advance(2 * SECOND).await?;
        page.shows("Paused:").await?;
        page.check().await?;
        press(page, "Resume").await?;
        page.by_role("button", "Pause").await?;
        page.site().clock().advance(300 * SECOND).await?;
        page.shows("Finished").await?;
        assert_eq!(page.site().steering().calls("Play"), 1);
        assert_eq!(colleague.state(id::DRAFT_NAME).await?, 95);
        Ok(())
    });
}

#[test]
fn a_finished_sending_has_exclusions_a_journal_and_a_result() {
    journey(Setup::default().frozen(), async |page| {
        start_draft(page).await?;
        page.site().clock().advance(300 * SECOND).await?;
        open_tab(page, id::DRAFT, "exclusions").await?;
        rows(&page.by_role("grid", "Exclusion logs").await?, 11).await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.by_role("grid", "Journal").await?.shows("started by operator").await?;
        page.by_role("tab", "Summary").await?.click().await?;
        page.by_role("tabpanel", "Summary").await?.shows("100 %").await?;
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
        page.by_role("grid", "Journal").await?.shows("DLV-490009").await?;
        page.by_role("button", "Prepare").await?;
        Ok(())
    });
}

#[test]
fn stopping_asks_first_and_is_final() {
    journey(Setup::default().frozen(), async |page| {
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        colleague.play(id::EVENT_DAY_NAME).await?;
        page.site().clock().advance(3 * SECOND).await?;
        open_tab(page, id::EVENT_DAY, "summary").await?;
        page.by_role("button", "Pause").await?;
        press(page, "Stop").await?;
        page.by_role("dialog", "Stop this delivery for good?").await?.shows("cannot be resumed").await?;
        page.check().await?;
        answer(page, "Stop this delivery for good?", "Stop for good").await?;
        page.shows("Stop requested").await?;
        page.site().clock().advance(5 * SECOND).await?;
        page.none_by_role("button", "Stop").await?;
        page.none_by_role("button", "Resume").await?;
        assert_eq!(colleague.state(id::EVENT_DAY_NAME).await?, 85);
        Ok(())
    });
}

#[test]
fn a_lost_answer_to_send_ends_in_reading_the_state_and_never_in_a_second_send() {
    journey(Setup::default().frozen(), async |page| {
        page.expect_failed_request("net::ERR_");
        open_tab(page, id::EVENT_DAY, "summary").await?;
        let lost = page.site().steering().intervene_in_calls("Play", Turn::LoseAnswer);
        send_event_day(page).await?;
        page.shows("“Send” is under way. The delivery is now: Start pending.").await?;
        lost.release();
        page.site().clock().advance(3 * SECOND).await?;
        page.by_role("button", "Pause").await?;
        assert_eq!(page.site().steering().calls("Play"), 1);
        Ok(())
    });
}

#[test]
fn a_delivery_that_changed_after_the_question_is_not_sent() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::EVENT_DAY, "summary").await?;
        press(page, "Send").await?;
        page.by_role("dialog", "Send 18 messages?").await?;
        page.site().clock().advance(SECOND).await?;
        Colleague::sign_in(page.site(), "marie").await?.rewrite(id::EVENT_DAY_NAME, "Un autre texte").await?;
        answer(page, "Send 18 messages?", "Send 18 messages").await?;
        page.shows("Nothing was done: the delivery has changed meanwhile.").await?;
        assert_eq!(page.site().steering().calls("Play"), 0);
        Ok(())
    });
}

/// Opens a delivery as an operator who may not prepare it, tries to, and is refused.
async fn is_refused(page: &Page) -> Outcome {
    page.visit(&route(id::EVENT_DAY, "summary")).await?;
    sign_in_as(page, &ENGLISH, "viewer").await?;
    press(page, "Prepare").await?;
    page.shows("The server refused “Prepare”:").await?;
    Ok(())
}

#[test]
fn a_refusal_is_shown_in_the_servers_words_and_disables_only_that_action() {
    journey(Setup::default().frozen(), async |page| {
        is_refused(page).await?;
        assert!(!page.by_role("button", "Prepare").await?.is_enabled().await?);
        assert!(page.by_role("button", "Send").await?.is_enabled().await?);
        Ok(())
    });
}

#[test]
fn a_missing_right_is_told_before_the_click() {
    journey(Setup::default().frozen(), async |page| {
        page.visit(&route(id::EVENT_DAY, "summary")).await?;
        sign_in_as(page, &ENGLISH, "viewer").await?;
        let said =
            "“Send” needs the right “deliveryValidate”, which your account does not list: Campaign may refuse it.";
        page.shows(said).await?;
        assert_eq!(page.by_role("button", "Send").await?.description().await?, said);
        page.check().await?;
        assert_eq!(page.site().steering().calls("SubmitJob"), 0);
        Ok(())
    });
}

#[test]
fn a_refused_action_is_not_tried_on_another_delivery() {
    journey(Setup::default().frozen(), async |page| {
        is_refused(page).await?;
        page.visit(&route(id::DRAFT, "summary")).await?;
        page.shows("The server refused “Prepare”:").await?;
        press(page, "Prepare").await?;
        assert_eq!(page.site().steering().calls("SubmitJob"), 1);
        Ok(())
    });
}

#[test]
fn after_a_refusal_that_may_pass_the_action_can_be_tried_again() {
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
fn a_text_that_is_locked_while_somebody_types_can_be_copied() {
    journey(Setup::default().frozen(), async |page| {
        const MINE: &str = "A better text, almost finished";
        open_tab(page, id::EVENT_DAY, "sms").await?;
        let text = text_field(page).await?;
        text.fill(MINE).await?;
        Colleague::sign_in(page.site(), "marie").await?.play(id::EVENT_DAY_NAME).await?;
        press(page, "Refresh").await?;
        is_enabled(&text, false).await?;
        assert_eq!(text.value().await?, MINE);
        press(page, "Copy my text").await?;
        page.shows("Copied.").await?;
        Ok(())
    });
}

#[test]
fn the_list_follows_a_delivery_that_changes_its_state() {
    journey(Setup::default().frozen(), async |page| {
        Colleague::sign_in(page.site(), "marie").await?.prepare(id::DRAFT_NAME).await?;
        open(page, &ENGLISH, "/").await?;
        page.by_role("searchbox", "Search").await?.fill(id::DRAFT_NAME).await?;
        let list = page.by_role("grid", "Deliveries").await?;
        rows(&list, 1).await?;
        page.site().clock().advance(10 * SECOND).await?;
        list.shows("Ready to be delivered").await?;
        Ok(())
    });
}

#[test]
fn a_read_that_fails_is_repeated_by_itself() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("status of 503");
        page.visit("/").await?;
        let busy = page.site().steering().intervene_in_calls("ExecuteQuery", Turn::unavailable());
        sign_in_as(page, &ENGLISH, "admin").await?;
        eventually("the list was asked for", async || Ok(page.site().steering().calls("ExecuteQuery") > 0)).await?;
        busy.release();
        first_rows(&page.by_role("grid", "Deliveries").await?).await?;
        Ok(())
    });
}

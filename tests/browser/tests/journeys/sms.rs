//! The SMS tab: editing, saving, and what can happen on the way.

use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Outcome, Page, Setup, journey};

use crate::support::{
    ENGLISH, Words, id, in_both_languages, is_enabled, open, open_tab, press, route, saved_content, sign_in_again,
    sign_in_as, text_field,
};

const DOCUMENTED: &str = "Don't forget your 20% discount during our next event!";
const MINE: &str = "Our event is tomorrow: see you there & bring <friends>!";

fn a_saved_text_is_still_there_after_the_server_restarts(words: &Words) {
    let (text, save, saved) = match words.login {
        "admin" => ("Text content", "Save", "Saved."),
        _ => ("Contenu texte", "Enregistrer", "Enregistré."),
    };
    journey(words.setup(), async |page| {
        open(page, words, &route(id::EVENT_REMINDER, "sms")).await?;
        let field = page.by_role("textbox", text).await?;
        assert_eq!(field.value().await?, DOCUMENTED);
        assert!(field.is_enabled().await?);
        field.fill(MINE).await?;
        page.by_role("button", save).await?.click().await?;
        page.shows(saved).await?;
        page.check().await?;
        page.site().restart().await?;
        page.reload().await?;
        sign_in_as(page, words, words.login).await?;
        assert_eq!(page.by_role("textbox", text).await?.value().await?, MINE);
        Ok(())
    });
}

in_both_languages!(a_saved_text_is_still_there_after_the_server_restarts);

#[test]
fn the_settings_are_saved_with_the_text() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        page.by_role("textbox", "Sender address").await?.fill("EVENTS").await?;
        page.by_role("combobox", "Transmission mode").await?.choose("Flash (Immediate)").await?;
        page.by_role("combobox", "Priority").await?.choose("Urgent").await?;
        page.by_role("textbox", "Maximum number of SMS per message").await?.fill("3").await?;
        press(page, "Save").await?;
        page.shows("Saved.").await?;
        page.reload().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        assert_eq!(page.by_role("textbox", "Sender address").await?.value().await?, "EVENTS");
        assert_eq!(page.by_role("combobox", "Transmission mode").await?.value().await?, "0");
        assert_eq!(page.by_role("combobox", "Priority").await?.value().await?, "2");
        assert_eq!(page.by_role("textbox", "Maximum number of SMS per message").await?.value().await?, "3");
        assert_eq!(text_field(page).await?.value().await?, DOCUMENTED);
        Ok(())
    });
}

#[test]
fn a_change_by_somebody_else_is_shown_and_the_typed_text_stays() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        let text = text_field(page).await?;
        text.fill(MINE).await?;
        Colleague::sign_in(page.site(), "marie").await?.rewrite(id::EVENT_REMINDER_NAME, "Text de Marie").await?;
        press(page, "Save").await?;
        page.shows("somebody changed this delivery").await?;
        page.shows("Text de Marie").await?;
        assert_eq!(text.value().await?, MINE);
        page.check().await?;
        assert!(saved_content(page, id::EVENT_REMINDER_NAME).await?.contains("Text de Marie"));
        press(page, "Save").await?;
        page.shows("Saved.").await?;
        assert!(saved_content(page, id::EVENT_REMINDER_NAME).await?.contains("see you there"));
        Ok(())
    });
}

#[test]
fn a_text_that_was_locked_before_saving_stays_on_screen() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::EVENT_DAY, "sms").await?;
        let text = text_field(page).await?;
        text.fill(MINE).await?;
        Colleague::sign_in(page.site(), "marie").await?.play(id::EVENT_DAY_NAME).await?;
        press(page, "Save").await?;
        page.shows("the delivery was locked meanwhile").await?;
        assert_eq!(text.value().await?, MINE);
        page.check().await?;
        let saved = saved_content(page, id::EVENT_DAY_NAME).await?;
        assert!(saved.contains("content") && !saved.contains("see you there"), "{saved}");
        Ok(())
    });
}

/// Opens a text as an operator who may not write, tries to save a change, and is refused.
async fn is_refused(page: &Page) -> Outcome {
    page.visit(&route(id::EVENT_REMINDER, "sms")).await?;
    sign_in_as(page, &ENGLISH, "viewer").await?;
    text_field(page).await?.fill(MINE).await?;
    press(page, "Save").await?;
    page.shows("may read but not write: ask for the right to edit").await?;
    Ok(())
}

#[test]
fn a_refusal_is_shown_and_disables_saving() {
    journey(Setup::default(), async |page| {
        is_refused(page).await?;
        assert_eq!(text_field(page).await?.value().await?, MINE);
        assert!(!page.by_role("button", "Save").await?.is_enabled().await?);
        Ok(())
    });
}

#[test]
fn after_a_refusal_saving_is_not_tried_on_another_delivery() {
    journey(Setup::default(), async |page| {
        is_refused(page).await?;
        page.visit(&route(id::EVENT_DAY, "sms")).await?;
        page.by_role("heading", "Event day (DM145)").await?;
        text_field(page).await?.fill("another text").await?;
        assert!(!page.by_role("button", "Save").await?.is_enabled().await?);
        press(page, "Save").await?;
        assert_eq!(page.site().steering().seen("Write").len(), 1);
        Ok(())
    });
}

/// Rights may have been given in the meantime.
#[test]
fn after_a_refusal_a_refresh_lets_saving_be_tried_again() {
    journey(Setup::default(), async |page| {
        is_refused(page).await?;
        press(page, "Refresh").await?;
        let save = page.by_role("button", "Save").await?;
        is_enabled(&save, true).await?;
        save.click().await?;
        is_enabled(&save, false).await?;
        assert_eq!(page.site().steering().seen("Write").len(), 2);
        Ok(())
    });
}

#[test]
fn after_a_refusal_another_operator_can_save() {
    journey(Setup::default(), async |page| {
        is_refused(page).await?;
        press(page, "Sign out").await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        assert!(page.by_role("button", "Save").await?.is_enabled().await?);
        Ok(())
    });
}

#[test]
fn after_a_refusal_that_may_pass_saving_can_be_tried_again() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        text_field(page).await?.fill(MINE).await?;
        let busy = Turn::fault("SOP-330011", "The database is busy. Try again later.");
        let busy = page.site().steering().intervene_in_calls("Write", busy);
        press(page, "Save").await?;
        page.shows("Not saved. The server refused: SOP-330011 The database is busy. Try again later.").await?;
        assert!(page.by_role("button", "Save").await?.is_enabled().await?);
        page.check().await?;
        busy.release();
        press(page, "Save").await?;
        page.shows("Saved.").await?;
        page.hides("The database is busy.").await?;
        Ok(())
    });
}

#[test]
fn a_refusal_with_status_500_is_read_too() {
    let setup = Setup { fault_status: sandbox::FaultStatus::Error500, ..Setup::default() };
    journey(setup, async |page| {
        page.expect_failed_request("status of 500");
        is_refused(page).await
    });
}

#[test]
fn a_save_whose_answer_is_lost_is_found_saved_and_not_repeated() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("net::ERR_");
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        let text = text_field(page).await?;
        text.fill(MINE).await?;
        let lost = page.site().steering().intervene("#Write", Turn::LoseAnswer);
        press(page, "Save").await?;
        page.shows("Saved.").await?;
        assert_eq!(text.value().await?, MINE);
        lost.release();
        assert_eq!(page.site().steering().seen("#Write").len(), 1);
        Ok(())
    });
}

#[test]
fn a_session_that_ends_while_typing_loses_nothing() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        text_field(page).await?.fill(MINE).await?;
        let ended = page.site().steering().intervene("soaprouter", Turn::session_ended());
        press(page, "Save").await?;
        page.by_role("dialog", "Sign in").await?;
        ended.release();
        sign_in_again(page).await?;
        assert_eq!(text_field(page).await?.value().await?, MINE);
        press(page, "Save").await?;
        page.shows("Saved.").await?;
        Ok(())
    });
}

#[test]
fn a_changed_text_stays_while_another_tab_is_open() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        text_field(page).await?.fill(MINE).await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.by_role("grid", "Journal").await?;
        page.by_role("tab", "SMS").await?.click().await?;
        assert_eq!(text_field(page).await?.value().await?, MINE);
        press(page, "Discard my changes").await?;
        assert_eq!(text_field(page).await?.value().await?, DOCUMENTED);
        Ok(())
    });
}

#[test]
fn a_text_where_version_6_kept_it_is_shown() {
    journey(Setup::default(), async |page| {
        open_tab(page, "1250015", "sms").await?;
        assert!(text_field(page).await?.value().await?.contains("this text lives where version 6 kept it"));
        Ok(())
    });
}

#[test]
fn an_analysis_locks_the_editor_until_it_ends() {
    journey(Setup::default().frozen(), async |page| {
        Colleague::sign_in(page.site(), "marie").await?.prepare(id::DRAFT_NAME).await?;
        open_tab(page, id::DRAFT, "sms").await?;
        let text = text_field(page).await?;
        assert!(!text.is_enabled().await?);
        assert!(text.description().await?.contains("analysis"), "{}", text.description().await?);
        page.check().await?;
        page.site().clock().advance(Duration::from_secs(10)).await?;
        press(page, "Refresh").await?;
        page.by_role("button", "Save").await?;
        assert!(text_field(page).await?.is_enabled().await?);
        Ok(())
    });
}

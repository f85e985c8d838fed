//! The SMS tab: editing, saving, and everything that can come between.

use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Node, Outcome, Page, Setup, eventually, journey};

use crate::support::{ENGLISH, Words, id, in_both_languages, open, open_tab, password_field, route, sign_in_as};

const DOCUMENTED: &str = "Don't forget your 20% discount during our next event!";
const MINE: &str = "Our event is tomorrow: see you there & bring <friends>!";

async fn editor(page: &Page) -> Outcome<Node> {
    Ok(page.by_role("textbox", "Text content").await?)
}

async fn save(page: &Page) -> Outcome {
    page.by_role("button", "Save").await?.click().await?;
    Ok(())
}

async fn server_text(page: &Page) -> Outcome<String> {
    let colleague = Colleague::sign_in(page.site(), "admin").await?;
    Ok(colleague.select("nms:delivery", &["content"], "@internalName='DM144'").await?)
}

fn a_text_is_edited_saved_and_there_after_a_restart(words: &Words) {
    let (text, save, saved) = match words.login {
        "admin" => ("Text content", "Save", "Saved."),
        _ => ("Contenu texte", "Enregistrer", "Enregistré."),
    };
    journey(words.setup(), async |page| {
        open(page, words, &route(id::EVENT_REMINDER, "sms")).await?;
        let editor = page.by_role("textbox", text).await?;
        assert_eq!(editor.value().await?, DOCUMENTED);
        assert!(editor.is_enabled().await?);
        editor.fill(MINE).await?;
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

in_both_languages!(a_text_is_edited_saved_and_there_after_a_restart);

#[test]
fn the_settings_are_saved_with_the_text() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        page.by_role("textbox", "Sender address").await?.fill("EVENTS").await?;
        page.by_role("combobox", "Transmission mode").await?.choose("Flash (Immediate)").await?;
        page.by_role("combobox", "Priority").await?.choose("Urgent").await?;
        page.by_role("textbox", "Maximum number of SMS per message").await?.fill("3").await?;
        save(page).await?;
        page.shows("Saved.").await?;
        page.reload().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        assert_eq!(page.by_role("textbox", "Sender address").await?.value().await?, "EVENTS");
        assert_eq!(page.by_role("combobox", "Transmission mode").await?.value().await?, "0");
        assert_eq!(page.by_role("combobox", "Priority").await?.value().await?, "2");
        assert_eq!(page.by_role("textbox", "Maximum number of SMS per message").await?.value().await?, "3");
        assert_eq!(editor(page).await?.value().await?, DOCUMENTED);
        Ok(())
    });
}

#[test]
fn a_change_made_meanwhile_keeps_the_typed_text_and_shows_theirs() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        let editor = editor(page).await?;
        editor.fill(MINE).await?;
        Colleague::sign_in(page.site(), "marie").await?.rewrite("DM144", "Text de Marie").await?;
        save(page).await?;
        page.shows("somebody changed this delivery").await?;
        page.shows("Text de Marie").await?;
        assert_eq!(editor.value().await?, MINE);
        page.check().await?;
        assert!(server_text(page).await?.contains("Text de Marie"));
        save(page).await?;
        page.shows("Saved.").await?;
        assert!(server_text(page).await?.contains("see you there"));
        Ok(())
    });
}

#[test]
fn a_lock_set_meanwhile_keeps_the_typed_text() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::EVENT_DAY, "sms").await?;
        let editor = editor(page).await?;
        editor.fill(MINE).await?;
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        colleague.play("DM145").await?;
        save(page).await?;
        page.shows("the delivery was locked meanwhile").await?;
        assert_eq!(editor.value().await?, MINE);
        page.check().await?;
        let there = colleague.select("nms:delivery", &["content"], "@internalName='DM145'").await?;
        assert!(there.contains("content") && !there.contains("see you there"), "{there}");
        Ok(())
    });
}

#[test]
fn a_refusal_is_shown_in_the_servers_words_and_disables_saving_for_that_sign_in() {
    journey(Setup::default(), async |page| {
        page.visit(&route(id::EVENT_REMINDER, "sms")).await?;
        sign_in_as(page, &ENGLISH, "viewer").await?;
        let text = editor(page).await?;
        text.fill(MINE).await?;
        save(page).await?;
        page.shows("may read but not write: ask for the right to edit").await?;
        assert_eq!(text.value().await?, MINE);
        assert!(!page.by_role("button", "Save").await?.is_enabled().await?);
        page.check().await?;
        // Elsewhere too, and without asking the server again.
        page.visit(&route(id::EVENT_DAY, "sms")).await?;
        page.by_role("heading", "Event day (DM145)").await?;
        editor(page).await?.fill("another text").await?;
        assert!(!page.by_role("button", "Save").await?.is_enabled().await?);
        save(page).await?;
        assert_eq!(page.site().steering().seen("Write").len(), 1);
        // Rights may have been given meanwhile.
        page.by_role("button", "Refresh").await?.click().await?;
        let button = page.by_role("button", "Save").await?;
        eventually("it can be tried again", async || Ok(button.is_enabled().await?)).await?;
        save(page).await?;
        eventually("it is refused again", async || Ok(!button.is_enabled().await?)).await?;
        page.by_role("button", "Sign out").await?.click().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        assert!(page.by_role("button", "Save").await?.is_enabled().await?);
        Ok(())
    });
}

#[test]
fn a_momentary_refusal_is_said_and_leaves_the_button() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        editor(page).await?.fill(MINE).await?;
        let busy = Turn::fault("SOP-330011", "The database is busy. Try again later.");
        let busy = page.site().steering().intervene_in_calls("Write", busy);
        save(page).await?;
        page.shows("Not saved. The server refused: SOP-330011 The database is busy. Try again later.").await?;
        assert!(page.by_role("button", "Save").await?.is_enabled().await?);
        page.check().await?;
        busy.release();
        save(page).await?;
        page.shows("Saved.").await?;
        page.hides("The database is busy.").await?;
        Ok(())
    });
}

#[test]
fn a_refusal_under_status_500_is_read_as_well() {
    let setup = Setup { fault_status: sandbox::FaultStatus::Error500, ..Setup::default() };
    journey(setup, async |page| {
        page.expect_in_console("status of 500");
        page.visit(&route(id::EVENT_REMINDER, "sms")).await?;
        sign_in_as(page, &ENGLISH, "viewer").await?;
        editor(page).await?.fill(MINE).await?;
        save(page).await?;
        page.shows("may read but not write: ask for the right to edit").await?;
        Ok(())
    });
}

#[test]
fn a_lost_answer_is_not_repeated_by_itself_and_saving_again_settles_it() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("net::ERR_");
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        let editor = editor(page).await?;
        editor.fill(MINE).await?;
        let lost = page.site().steering().intervene("#Write", Turn::LoseAnswer);
        save(page).await?;
        page.shows("It is not known whether this was saved").await?;
        assert_eq!(editor.value().await?, MINE);
        page.check().await?;
        lost.release();
        save(page).await?;
        page.shows("Saved.").await?;
        assert_eq!(page.site().steering().seen("#Write").len(), 1);
        Ok(())
    });
}

#[test]
fn a_session_that_ends_while_typing_loses_nothing() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        editor(page).await?.fill(MINE).await?;
        let ended = page.site().steering().intervene("soaprouter", Turn::session_ended());
        save(page).await?;
        page.by_role("dialog", "Sign in").await?;
        ended.release();
        page.by_role("textbox", "Operator").await?.fill("admin").await?;
        password_field(page, &ENGLISH).await?.fill("sandbox").await?;
        page.press(fantoccini::key::Key::Enter).await?;
        page.none_by_role("dialog", "Sign in").await?;
        assert_eq!(editor(page).await?.value().await?, MINE);
        save(page).await?;
        page.shows("Saved.").await?;
        Ok(())
    });
}

#[test]
fn typed_text_is_still_there_after_a_look_at_another_tab() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        editor(page).await?.fill(MINE).await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.by_role("table", "Journal").await?;
        page.by_role("tab", "SMS").await?.click().await?;
        assert_eq!(editor(page).await?.value().await?, MINE);
        page.by_role("button", "Discard my changes").await?.click().await?;
        assert_eq!(editor(page).await?.value().await?, DOCUMENTED);
        Ok(())
    });
}

#[test]
fn a_text_in_its_old_home_is_shown() {
    journey(Setup::default(), async |page| {
        open_tab(page, "1250015", "sms").await?;
        assert!(editor(page).await?.value().await?.contains("this text lives where version 6 kept it"));
        Ok(())
    });
}

#[test]
fn an_analysis_locks_the_editor_until_it_ends() {
    journey(Setup::default().frozen(), async |page| {
        Colleague::sign_in(page.site(), "marie").await?.prepare(id::DRAFT_NAME).await?;
        open_tab(page, id::DRAFT, "sms").await?;
        let text = editor(page).await?;
        assert!(!text.is_enabled().await?);
        assert!(text.description().await?.contains("analysis"), "{}", text.description().await?);
        page.check().await?;
        page.site().clock().advance(Duration::from_secs(10)).await?;
        page.by_role("button", "Refresh").await?.click().await?;
        page.by_role("button", "Save").await?;
        assert!(editor(page).await?.is_enabled().await?);
        Ok(())
    });
}

//! Writing a text: its size, its characters, its fields, and what keeps it from getting lost.
//!
//! The sizes come from 3GPP TS 23.038 and 23.040, and from the issue.

use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Node, Outcome, Page, Setup, in_another_browser, journey};
use fantoccini::key::Key;

use crate::support::{
    ENGLISH, Words, holds, id, in_both_languages, open, open_tab, press, route, saved_content, sign_in_as, text_field,
};

/// The words of the editor in one language.
struct Said {
    field: &'static str,
    size: &'static str,
    forces: &'static str,
    replace: &'static str,
    plain: &'static str,
}

fn said(words: &Words) -> Said {
    match words.login {
        "admin" => Said {
            field: "Text content",
            size: "Size of the text",
            forces: "’ forces Unicode",
            replace: "Replace all",
            plain: "GSM-7",
        },
        _ => Said {
            field: "Contenu texte",
            size: "Taille du texte",
            forces: "’ impose Unicode",
            replace: "Tout remplacer",
            plain: "GSM 7 bits",
        },
    }
}

/// 150 characters, of which one needs Unicode.
fn curly() -> String {
    format!("Don’t {}STOP", "a".repeat(140))
}

/// Opens an editor and types [`curly`].
async fn type_curly(page: &Page, words: &Words) -> Outcome<Node> {
    open(page, words, &route(id::EVENT_REMINDER, "sms")).await?;
    let field = page.by_role("textbox", said(words).field).await?;
    field.fill(&curly()).await?;
    Ok(field)
}

fn the_size_follows_what_is_typed(words: &Words) {
    journey(words.setup(), async |page| {
        type_curly(page, words).await?;
        let size = page.by_role("group", said(words).size).await?;
        for part in ["Unicode", "150 ", "201"] {
            size.shows(part).await?;
        }
        page.shows(said(words).forces).await?;
        Ok(())
    });
}

fn costly_characters_are_replaced_all_at_once(words: &Words) {
    journey(words.setup(), async |page| {
        let field = type_curly(page, words).await?;
        press(page, said(words).replace).await?;
        holds(&field, &curly().replace('’', "'")).await?;
        let size = page.by_role("group", said(words).size).await?;
        size.shows(said(words).plain).await?;
        size.shows("160").await?;
        page.hides(said(words).forces).await?;
        Ok(())
    });
}

in_both_languages!(the_size_follows_what_is_typed, costly_characters_are_replaced_all_at_once);

#[test]
fn the_browser_can_undo_a_replacement() {
    journey(Setup::default(), async |page| {
        let field = type_curly(page, &ENGLISH).await?;
        press(page, said(&ENGLISH).replace).await?;
        holds(&field, &curly().replace('’', "'")).await?;
        page.evaluate("document.execCommand('undo')").await?;
        holds(&field, &curly()).await
    });
}

#[test]
fn a_costly_character_is_named_and_can_be_replaced() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        let text = text_field(page).await?;
        text.fill("“Sale” – 5\u{a0}€ STOP").await?;
        page.shows("Right double quotation mark").await?;
        page.shows("U+2013").await?;
        page.shows("No-break space").await?;
        page.shows("2 units in GSM-7").await?;
        page.check().await?;
        press(page, "Replace with -").await?;
        holds(&text, "“Sale” - 5\u{a0}€ STOP").await?;
        press(page, "Replace with a space").await?;
        holds(&text, "“Sale” - 5 € STOP").await?;
        page.focus_is_on("textbox", "Text content").await?;
        Ok(())
    });
}

#[test]
fn with_code_in_the_text_the_size_is_a_minimum() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        text_field(page).await?.fill("Hi <%= recipient.firstName %>! STOP").await?;
        let size = page.by_role("group", "Size of the text").await?;
        size.shows("at least 9 of 160").await?;
        size.shows("at least 1").await?;
        Ok(())
    });
}

#[test]
fn a_field_is_found_by_its_label_and_inserted_at_the_caret() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        let text = text_field(page).await?;
        text.fill("Hi !").await?;
        page.press(Key::Left).await?;
        press(page, "Insert field").await?;
        page.by_role("searchbox", "Find a field").await?.fill("first").await?;
        let found = page.by_role("group", "Insert field").await?;
        found.hides("Last name").await?;
        page.check().await?;
        page.by_role_containing("button", "First name").await?.click().await?;
        holds(&text, "Hi <%= recipient.firstName %>!").await?;
        page.hides("The target has no field").await?;
        Ok(())
    });
}

#[test]
fn an_unknown_field_is_named() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        text_field(page).await?.fill("Hi <%= recipient.frstName %>").await?;
        page.shows("The target has no field recipient.frstName").await?;
        Ok(())
    });
}

#[test]
fn a_remark_about_the_text_leads_to_the_text() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        text_field(page).await?.fill("Hi").await?;
        page.shows("The text does not say how to opt out.").await?;
        page.by_role("textbox", "Sender address").await?.focus().await?;
        press(page, "Go there: The text does not say how to opt out.").await?;
        page.focus_is_on("textbox", "Text content").await?;
        Ok(())
    });
}

#[test]
fn an_unsaved_text_survives_a_reload_until_it_is_discarded() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        text_field(page).await?.fill("typed before the reload STOP").await?;
        page.by_role("button", "Discard my changes").await?;
        page.reload().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        let text = text_field(page).await?;
        holds(&text, "typed before the reload STOP").await?;
        press(page, "Discard my changes").await?;
        page.becomes_true("return !Object.keys(sessionStorage).some((key) => key.startsWith('sms-dashboard'))").await?;
        Ok(())
    });
}

#[test]
fn signing_out_deletes_the_unsaved_text() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        text_field(page).await?.fill("typed before signing out STOP").await?;
        page.becomes_true("return JSON.stringify(sessionStorage).includes('typed before')").await?;
        press(page, "Sign out").await?;
        page.by_role("heading", "Sign in").await?;
        page.becomes_true("return !JSON.stringify(sessionStorage).includes('typed before')").await?;
        Ok(())
    });
}

#[test]
fn a_conflict_is_solved_passage_by_passage() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        let text = text_field(page).await?;
        text.fill("Hi, 20% off everything today. STOP 36111").await?;
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        colleague.rewrite(id::EVENT_REMINDER_NAME, "Hello, 20% off everything tomorrow. STOP 36111").await?;
        press(page, "Save").await?;
        page.shows("somebody changed this delivery").await?;
        page.by_role("heading", "Where the texts differ").await?;
        page.check().await?;
        // The first passage becomes theirs, the second one stays mine.
        press(page, "Take theirs: Hello,").await?;
        holds(&text, "Hello, 20% off everything today. STOP 36111").await?;
        press(page, "Save").await?;
        page.shows("Saved.").await?;
        let saved = saved_content(page, id::EVENT_REMINDER_NAME).await?;
        assert!(saved.contains("Hello, 20% off everything today. STOP 36111"), "{saved}");
        Ok(())
    });
}

#[test]
fn two_browsers_edit_the_same_delivery_and_lose_nothing() {
    journey(Setup::default(), async |mine| {
        open_tab(mine, id::EVENT_REMINDER, "sms").await?;
        text_field(mine).await?.fill("Mine: doors at eight. STOP 36111").await?;
        in_another_browser(mine, Setup::default(), async |theirs| {
            open_tab(theirs, id::EVENT_REMINDER, "sms").await?;
            text_field(theirs).await?.fill("Theirs: doors at nine. STOP 36111").await?;
            press(theirs, "Save").await?;
            theirs.shows("Saved.").await?;
            press(mine, "Save").await?;
            mine.shows("somebody changed this delivery").await?;
            assert_eq!(text_field(mine).await?.value().await?, "Mine: doors at eight. STOP 36111");
            press(mine, "Take theirs: nine.").await?;
            press(mine, "Save").await?;
            mine.shows("Saved.").await?;
            // The other browser still shows the text that it saved. It is told before it overwrites mine.
            text_field(theirs).await?.fill("Theirs: doors at ten. STOP 36111").await?;
            press(theirs, "Save").await?;
            theirs.shows("somebody changed this delivery").await?;
            theirs.shows("Mine:").await?;
            assert_eq!(text_field(theirs).await?.value().await?, "Theirs: doors at ten. STOP 36111");
            Ok(())
        })
        .await?;
        let saved = saved_content(mine, id::EVENT_REMINDER_NAME).await?;
        assert!(saved.contains("Mine: doors at nine. STOP 36111"), "{saved}");
        Ok(())
    });
}

#[test]
fn control_s_saves() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        text_field(page).await?.fill("saved by key STOP").await?;
        page.press_with(&[Key::Control], 's').await?;
        page.shows("Saved.").await?;
        Ok(())
    });
}

#[test]
fn the_question_before_sending_shows_the_text_and_its_problems() {
    journey(Setup::default(), async |page| {
        let unknown = Turn::Rewrite("<source><![CDATA[", "<source><![CDATA[Hi <%= recipient.frstName %>, ");
        let _unknown = page.site().steering().intervene("ExecuteQuery", unknown);
        open_tab(page, id::EVENT_DAY, "summary").await?;
        press(page, "Send").await?;
        let dialog = page.by_role_containing("dialog", "Send").await?;
        dialog.shows("<%= recipient.frstName %>").await?;
        dialog.shows("The text does not say how to opt out.").await?;
        dialog.shows("The target has no field recipient.frstName").await?;
        page.check().await?;
        Ok(())
    });
}

/// Changes the draft's text after it was prepared.
async fn change_after_preparing(page: &Page) -> Outcome {
    let colleague = Colleague::sign_in(page.site(), "marie").await?;
    colleague.rewrite(id::DRAFT_NAME, "Doors open at eight. STOP 36111").await?;
    colleague.prepare(id::DRAFT_NAME).await?;
    page.site().clock().advance(Duration::from_secs(20)).await?;
    open_tab(page, id::DRAFT, "sms").await?;
    page.by_role("button", "Send").await?;
    page.hides("was changed after it was prepared").await?;
    text_field(page).await?.fill("Doors open at nine. STOP 36111").await?;
    press(page, "Save").await?;
    page.shows("was changed after it was prepared").await?;
    Ok(())
}

#[test]
fn a_delivery_that_changed_after_it_was_prepared_cannot_be_sent() {
    journey(Setup::default().frozen(), async |page| {
        change_after_preparing(page).await?;
        page.shows("Changed since it was prepared on").await?;
        page.none_by_role("button", "Send").await?;
        page.check().await?;
        // The journal tells it. So the page still knows it after a reload.
        page.reload().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.shows("Changed since it was prepared on").await?;
        page.none_by_role("button", "Send").await?;
        Ok(())
    });
}

#[test]
fn a_changed_delivery_can_be_sent_after_it_was_prepared_again() {
    journey(Setup::default().frozen(), async |page| {
        change_after_preparing(page).await?;
        press(page, "Prepare").await?;
        page.shows("The analysis is running.").await?;
        page.site().clock().advance(Duration::from_secs(20)).await?;
        press(page, "Send").await?;
        let dialog = page.by_role_containing("dialog", "Send").await?;
        dialog.shows("Doors open at nine. STOP 36111").await?;
        dialog.hides("would go out").await?;
        Ok(())
    });
}

#[test]
fn a_sent_text_shows_its_size_and_can_be_copied() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "sms").await?;
        assert!(!text_field(page).await?.is_enabled().await?);
        page.by_role("group", "Size of the text").await?.shows("GSM-7").await?;
        page.by_role("button", "Copy").await?;
        page.none_by_role("button", "Insert field").await?;
        page.check().await?;
        Ok(())
    });
}

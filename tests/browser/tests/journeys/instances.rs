//! Answers of real instances that the sandbox does not give by itself (contract 19).

use browser_tests::steering::{Intervention, Turn};
use browser_tests::{Colleague, Node, Outcome, Page, Setup, eventually, journey};

use crate::logs::explain_quarantine;
use crate::support::{ENGLISH, first_rows, go_to_row, id, open, open_tab, press, route, sign_in_as, text_field};

const ENDED: &str = "XSV-350008 Session has expired or is invalid. Please reconnect.";

/// The fault of an instance whose security zone hides details.
fn hidden() -> Turn {
    Turn::fault("SOP-330011", "Error while executing the method 'ExecuteQuery' of service 'xtk:queryDef'.")
}

#[test]
fn the_end_of_a_session_in_plain_text_asks_for_a_sign_in() {
    for status in [200, 403, 500] {
        journey(Setup::default(), async |page| {
            if status != 200 {
                page.expect_failed_request(&format!("status of {status}"));
            }
            open(page, &ENGLISH, &route(id::EVENT_LAUNCH, "audit")).await?;
            page.shows("of 49").await?;
            page.rests().await?;
            let ended = page.site().steering().intervene("ExecuteQuery", Turn::plain(status, ENDED));
            page.by_role("button", "Refresh").await?.click().await?;
            page.by_role("dialog", "Sign in").await?;
            ended.release();
            page.button_saying("admin").await?.click().await?;
            page.none_by_role("dialog", "Sign in").await?;
            page.shows("of 49").await?;
            Ok(())
        });
    }
}

/// Signs in where the server refuses with this text, finds what the page says, and signs in without the refusal.
fn a_refused_sign_in_says(refusal: &'static str, said: &'static str) {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("status of 403");
        page.visit("/").await?;
        let refused = page.site().steering().intervene_in_calls("Logon", Turn::plain(403, refusal));
        page.button_saying("admin").await?.click().await?;
        page.shows(said).await?;
        page.check().await?;
        refused.release();
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn a_wrong_password_is_told_from_a_refused_address() {
    let refusal = "XSV-350012 Invalid login or password. Connection denied.";
    a_refused_sign_in_says(refusal, "The operator or the password is wrong.");
}

#[test]
fn a_refused_address_is_told_from_a_wrong_password() {
    a_refused_sign_in_says("XSV-350013 The address is not allowed.", "add it to a security zone");
}

#[test]
fn a_list_without_its_details_shows_what_can_be_read() {
    journey(Setup::default(), async |page| {
        let _hidden = page.site().steering().intervene("deliveryCode", hidden());
        open(page, &ENGLISH, "/").await?;
        page.shows("Some columns and filters are missing").await?;
        let table = page.by_role("grid", "Deliveries").await?;
        table.shows("Season opening, every subscriber").await?;
        // An unknown number is a dash and not 0.
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
        page.shows("of 49").await?;
        page.shows("Some columns and filters are missing").await?;
        Ok(())
    });
}

#[test]
fn rows_that_may_not_be_read_are_asked_for_once() {
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

#[test]
fn rows_do_not_wait_for_their_count() {
    journey(Setup::default(), async |page| {
        let slow = page.site().steering().intervene("operation=\"count\"", Turn::Hold);
        open(page, &ENGLISH, "/").await?;
        first_rows(&page.by_role("grid", "Deliveries").await?).await?;
        slow.release();
        page.shows(" of ").await?;
        Ok(())
    });
}

#[test]
fn rows_stay_when_their_count_fails() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        page.shows(" of ").await?;
        let _failed = page.site().steering().intervene("operation=\"count\"", hidden());
        press(page, "Refresh").await?;
        page.shows("of ?").await?;
        page.check().await?;
        go_to_row(page, 101).await?;
        page.shows("of ?").await?;
        page.hides("0 rows").await?;
        Ok(())
    });
}

/// A row of a later page moves to the top before that page is loaded: no row is missing or comes twice.
#[test]
fn a_row_that_moves_between_pages_is_found() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("grid", "Deliveries").await?;
        first_rows(&table).await?;
        page.rests().await?;
        table.hides(id::EVENT_REMINDER_NAME).await?;
        Colleague::sign_in(page.site(), "marie").await?.rewrite(id::EVENT_REMINDER_NAME, "moved STOP 36111").await?;
        go_to_row(page, 101).await?;
        eventually("all rows are there, each once", async || {
            let mut labels: Vec<String> = table.all_rows().await?.into_iter().map(|cells| cells[0].clone()).collect();
            let n_rows = labels.len();
            let is_there = labels.iter().any(|label| label.contains(id::EVENT_REMINDER_NAME));
            labels.sort();
            labels.dedup();
            Ok(labels.len() == n_rows && n_rows > 200 && is_there)
        })
        .await?;
        Ok(())
    });
}

/// Asks to send 12,000 messages.
async fn open_question_about_many(page: &Page) -> Outcome<(Node, Intervention)> {
    let many = Turn::Rewrite("toDeliver=\"18\"", "toDeliver=\"12000\"");
    let many = page.site().steering().intervene("ExecuteQuery", many);
    open_tab(page, id::EVENT_DAY, "summary").await?;
    press(page, "Send").await?;
    Ok((page.by_role("dialog", "Send 12,000 messages?").await?, many))
}

#[test]
fn the_question_about_many_messages_shows_what_will_be_sent() {
    journey(Setup::default().frozen(), async |page| {
        let (dialog, _many) = open_question_about_many(page).await?;
        for part in ["Prepared", "Sender address", "Left out"] {
            dialog.shows(part).await?;
        }
        assert!(!dialog.by_role("button", "Send 12,000 messages").await?.is_enabled().await?);
        Ok(())
    });
}

#[test]
fn many_messages_are_sent_by_typing_their_number() {
    journey(Setup::default().frozen(), async |page| {
        let (dialog, _many) = open_question_about_many(page).await?;
        let number = dialog.by_role("textbox", "To send them, type their number, 12,000:").await?;
        number.fill("1200").await?;
        let send = dialog.by_role("button", "Send 12,000 messages").await?;
        send.click().await?;
        page.by_role_containing("alert", "This is not the number of messages.").await?;
        page.check().await?;
        assert_eq!(page.site().steering().calls("Play"), 0);
        number.fill("12 000").await?;
        send.click().await?;
        page.none_by_role("dialog", "Send 12,000 messages?").await?;
        eventually("it was sent", async || Ok(page.site().steering().calls("Play") == 1)).await?;
        Ok(())
    });
}

#[test]
fn a_missing_right_to_prepare_is_named() {
    journey(Setup::default(), async |page| {
        let refusal = Turn::fault("XTK-170019", "You do not have the right to do this.");
        let _refused = page.site().steering().intervene_in_calls("SubmitJob", refusal);
        open_tab(page, id::EVENT_DAY, "summary").await?;
        press(page, "Prepare").await?;
        page.shows("The operator needs the right “deliveryPrepare”").await?;
        page.check().await?;
        Ok(())
    });
}

#[test]
fn a_text_on_a_server_that_only_sends_is_locked() {
    journey(Setup::default(), async |page| {
        let mid_sourced = Turn::Rewrite("<mapping id=\"", "<mapping id=\"0\" x=\"");
        let _mid_sourced = page.site().steering().intervene("nms:delivery", mid_sourced);
        open_tab(page, id::EVENT_DAY, "sms").await?;
        page.shows("this server only sends").await?;
        assert!(!text_field(page).await?.is_enabled().await?);
        page.check().await?;
        Ok(())
    });
}

#[test]
fn exclusions_that_are_not_stored_do_not_count_as_none() {
    journey(Setup::default(), async |page| {
        let not_stored = Turn::Rewrite("exclusionType=\"2\"", "exclusionType=\"1\"");
        let _not_stored = page.site().steering().intervene("nms:delivery", not_stored);
        open_tab(page, id::EVENT_LAUNCH, "exclusions").await?;
        page.shows("does not mean that nobody was").await?;
        page.hides("No address was left out.").await?;
        page.check().await?;
        Ok(())
    });
}

#[test]
fn a_number_is_found_in_quarantine_under_another_spelling() {
    journey(Setup::default(), async |page| {
        let spelled = Turn::Rewrite("address=\"+", "address=\"00");
        let _spelled = page.site().steering().intervene("nms:address", spelled);
        open_tab(page, id::EVERY_FAILURE, "delivery").await?;
        let dialog = explain_quarantine(page).await?;
        dialog.shows("There the number is spelled:").await?;
        page.check().await?;
        Ok(())
    });
}

#[test]
fn the_channels_of_an_instance_are_a_setting() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.evaluate("document.querySelector('sms-dashboard').setAttribute('message-types', '1, 105');").await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.by_role("grid", "Deliveries").await?;
        page.rests().await?;
        assert!(!page.site().steering().seen("@messageType IN (1,105)").is_empty());
        assert!(page.site().steering().seen("@messageType IN (1)").is_empty());
        Ok(())
    });
}

#[test]
fn a_text_is_read_when_the_server_refuses_its_short_form() {
    journey(Setup::default(), async |page| {
        let _refused = page.site().steering().intervene("[content/sms/source]", hidden());
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        let text = text_field(page).await?;
        eventually("the text is there", async || Ok(text.value().await?.contains("20% discount"))).await?;
        page.hides("Some figures are missing").await?;
        Ok(())
    });
}

#[test]
fn links_are_found_through_the_delivery_when_they_cannot_be_asked_for_themselves() {
    journey(Setup::default(), async |page| {
        let _refused = page.site().steering().intervene("schema=\"nms:trackingUrl\"", hidden());
        open_tab(page, id::EVENT_LAUNCH, "tracking").await?;
        let urls = page.by_role("grid", "Tracked URLs").await?;
        urls.shows("https://").await?;
        page.hides("Some figures are missing").await?;
        Ok(())
    });
}

#[test]
fn a_character_that_cannot_be_read_costs_only_itself() {
    journey(Setup::default(), async |page| {
        let bad = Turn::Rewrite("Season opening", "Season&#xD83D; &#xD83C;&#xDF81;&#0; opening");
        let _bad = page.site().steering().intervene("ExecuteQuery", bad);
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("grid", "Deliveries").await?;
        first_rows(&table).await?;
        table.shows("Season\u{fffd} 🎁\u{fffd} opening").await?;
        Ok(())
    });
}

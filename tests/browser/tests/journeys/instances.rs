//! What real instances answer and the sandbox does not: contract 19.

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Node, Outcome, Page, Setup, eventually, journey};

use crate::support::{ENGLISH, id, open, open_tab, route, rows, sign_in_as};

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

async fn press(page: &Page, button: &str) -> Outcome {
    page.by_role("button", button).await?.click().await?;
    Ok(())
}

/// Opens the explanation of the message that a quarantine kept back.
async fn explain_quarantine(page: &Page) -> Outcome<Node> {
    let table = page.by_role("table", "Delivery logs").await?;
    table.by_role("cell", "Address in quarantine").await?.double_click().await?;
    Ok(page.by_role("dialog", "Failed").await?)
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

#[test]
fn rows_do_not_wait_for_their_count_and_stay_without_it() {
    journey(Setup::default(), async |page| {
        let steering = page.site().steering();
        let slow = steering.intervene("operation=\"count\"", Turn::Hold);
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("table", "Deliveries").await?;
        rows(&table, 100).await?;
        slow.release();
        page.shows("100 / ").await?;
        let _failed = steering.intervene("operation=\"count\"", hidden());
        press(page, "Refresh").await?;
        page.shows("100 / ?").await?;
        page.check().await?;
        press(page, "Show more").await?;
        page.shows("200 / ?").await?;
        page.hides("0 / 0").await?;
        Ok(())
    });
}

/// The server moves a row of a later page to the top while somebody pages: nothing is lost or doubled.
#[test]
fn a_row_that_moves_between_pages_is_found() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("table", "Deliveries").await?;
        rows(&table, 100).await?;
        page.rests().await?;
        table.hides("DM144").await?;
        Colleague::sign_in(page.site(), "marie").await?.rewrite("DM144", "moved STOP 36111").await?;
        press(page, "Show more").await?;
        table.shows("DM144").await?;
        let shown = rows(&table, 200).await?;
        let mut labels: Vec<&String> = shown.iter().map(|cells| &cells[0]).collect();
        labels.sort();
        labels.dedup();
        assert_eq!(labels.len(), 200);
        Ok(())
    });
}

#[test]
fn many_messages_are_sent_by_typing_their_number() {
    journey(Setup::default().frozen(), async |page| {
        let many = Turn::Rewrite("toDeliver=\"18\"", "toDeliver=\"12000\"");
        let _many = page.site().steering().intervene("ExecuteQuery", many);
        open_tab(page, id::EVENT_DAY, "summary").await?;
        press(page, "Send").await?;
        let dialog = page.by_role("dialog", "Send 12,000 messages?").await?;
        dialog.shows("Prepared").await?;
        dialog.shows("Sender address").await?;
        dialog.shows("Left out").await?;
        let send = dialog.by_role("button", "Send 12,000 messages").await?;
        assert!(!send.is_enabled().await?);
        page.check().await?;
        let number = dialog.by_role("textbox", "To send them, type their number, 12,000:").await?;
        number.fill("1200").await?;
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
fn a_missing_right_is_named() {
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
fn what_a_server_that_only_sends_has_ready_is_locked() {
    journey(Setup::default(), async |page| {
        let mid_sourced = Turn::Rewrite("<mapping id=\"", "<mapping id=\"0\" x=\"");
        let _mid_sourced = page.site().steering().intervene("nms:delivery", mid_sourced);
        open_tab(page, id::EVENT_DAY, "sms").await?;
        page.shows("this server only sends").await?;
        assert!(!page.by_role("textbox", "Text content").await?.is_enabled().await?);
        page.check().await?;
        Ok(())
    });
}

#[test]
fn exclusions_that_are_not_stored_are_not_taken_for_nobody() {
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
fn a_number_is_found_in_quarantine_in_another_spelling() {
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
fn an_instances_own_channels_are_a_setting() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.evaluate("document.querySelector('sms-dashboard').setAttribute('message-types', '1, 105');").await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.by_role("table", "Deliveries").await?;
        page.rests().await?;
        assert!(!page.site().steering().seen("@messageType IN (1,105)").is_empty());
        assert!(page.site().steering().seen("@messageType IN (1)").is_empty());
        Ok(())
    });
}

#[test]
fn a_text_is_read_where_a_part_of_the_memo_is_refused() {
    journey(Setup::default(), async |page| {
        let _refused = page.site().steering().intervene("[content/sms/source]", hidden());
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        let text = page.by_role("textbox", "Text content").await?;
        eventually("the text is there", async || Ok(text.value().await?.contains("20% discount"))).await?;
        page.hides("Some figures are missing").await?;
        Ok(())
    });
}

#[test]
fn links_are_found_through_the_delivery_where_they_do_not_know_it() {
    journey(Setup::default(), async |page| {
        let _refused = page.site().steering().intervene("schema=\"nms:trackingUrl\"", hidden());
        open_tab(page, id::EVENT_LAUNCH, "tracking").await?;
        let urls = page.by_role("table", "Tracked URLs").await?;
        urls.shows("https://").await?;
        page.hides("Some figures are missing").await?;
        Ok(())
    });
}

#[test]
fn one_bad_character_costs_one_character() {
    journey(Setup::default(), async |page| {
        let bad = Turn::Rewrite("Season opening", "Season&#xD83D; &#xD83C;&#xDF81;&#0; opening");
        let _bad = page.site().steering().intervene("ExecuteQuery", bad);
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("table", "Deliveries").await?;
        rows(&table, 100).await?;
        table.shows("Season\u{fffd} 🎁\u{fffd} opening").await?;
        Ok(())
    });
}

/// A sandbox that is as awkward as instances may be.
fn strict() -> Setup {
    Setup { is_strict: true, ..Setup::default() }
}

#[test]
fn rows_whose_boundary_comes_twice_stand_once() {
    journey(strict(), async |page| {
        open_tab(page, id::LARGE, "delivery").await?;
        let table = page.by_role("table", "Delivery logs").await?;
        for n in [100, 200, 300] {
            rows(&table, n).await?;
            page.shows(&format!("{n} / 10,000")).await?;
            press(page, "Show more").await?;
        }
        let shown = rows(&table, 400).await?;
        let mut addresses: Vec<_> = shown.iter().map(|cells| cells.join("|")).collect();
        addresses.sort();
        addresses.dedup();
        assert!(addresses.len() > 300, "{} rows of 400 differ", addresses.len());
        Ok(())
    });
}

#[test]
fn an_analysis_that_rests_at_its_target_is_not_said_to_run() {
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
fn line_ends_of_the_console_are_kept() {
    journey(strict(), async |page| {
        open_tab(page, "1250025", "sms").await?;
        let text = page.by_role("textbox", "Text content").await?;
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
fn a_status_that_only_the_server_knows_has_its_name() {
    journey(strict(), async |page| {
        open_tab(page, "1250026", "delivery").await?;
        page.by_role("table", "Delivery logs").await?.shows("Feedback from the provider").await?;
        press(page, "Français").await?;
        // Our word for it might be a wrong one.
        page.by_role("table", "Logs de diffusion").await?.shows("Feedback from the provider").await?;
        Ok(())
    });
}

#[test]
fn a_quarantine_whose_reason_nobody_says_is_still_explained() {
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
fn a_quarantine_that_an_operator_may_not_read_costs_nothing_else() {
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
fn a_bearer_token_that_the_identity_service_refuses_is_renewed() {
    journey(strict(), async |page| {
        page.expect_in_console("status of 500");
        page.visit(&route(id::EVENT_LAUNCH, "summary")).await?;
        page.by_role("heading", "Sign in").await?;
        let give = "const tokens = ['sandbox-nobody', 'sandbox-admin'];
             const element = document.querySelector('sms-dashboard').cloneNode();
             element.getToken = async () => ({ bearer: tokens.shift() ?? 'sandbox-admin' });
             document.querySelector('sms-dashboard').replaceWith(element);";
        page.evaluate(give).await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        page.shows("To send 34").await?;
        Ok(())
    });
}

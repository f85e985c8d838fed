//! The Delivery tab: what happened to each message.

use browser_tests::{Error, Node, Outcome, Page, Setup, eventually, journey};

use crate::support::{column, columns, first_rows, id, open_tab, press, rows};

/// The place of the column with this name.
async fn place(table: &Node, name: &str) -> Outcome<usize> {
    let names = columns(table).await?;
    let place = names.iter().position(|other| other == name);
    Ok(place.ok_or_else(|| Error::new(format!("No column {name} among {names:?}")))?)
}

async fn open_logs(page: &Page, delivery: &str) -> Outcome<Node> {
    open_tab(page, delivery, "delivery").await?;
    Ok(page.by_role("grid", "Delivery logs").await?)
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Opens the details of the message whose number is in quarantine.
pub async fn explain_quarantine(page: &Page) -> Outcome<Node> {
    let table = page.by_role("grid", "Delivery logs").await?;
    table.by_role("gridcell", "Address in quarantine").await?.click().await?;
    Ok(page.by_role_containing("complementary", "Row").await?)
}

/// Waits until the numbers are masked: two digits of each can be read.
async fn are_masked(table: &Node) -> Outcome<Vec<String>> {
    let address = place(table, "Address").await?;
    let masked = rows(table, 34).await?;
    let masked: Vec<_> = column(&masked, address).into_iter().map(str::to_owned).collect();
    assert!(masked.iter().all(|number| digits(number) == 2), "{masked:?}");
    Ok(masked)
}

/// Shows the numbers, and waits until they can be read.
async fn show_numbers(page: &Page, table: &Node) -> Outcome<Vec<String>> {
    let address = place(table, "Address").await?;
    press(page, "Show numbers").await?;
    let mut shown = Vec::new();
    eventually("the numbers are shown", async || {
        shown = column(&table.rows().await?, address).into_iter().map(str::to_owned).collect();
        Ok(shown.iter().all(|number: &String| digits(number) > 8))
    })
    .await?;
    Ok(shown)
}

#[test]
fn numbers_are_masked_until_they_are_asked_for() {
    journey(Setup::default(), async |page| {
        let table = open_logs(page, id::EVENT_LAUNCH).await?;
        let masked = are_masked(&table).await?;
        let shown = show_numbers(page, &table).await?;
        assert_eq!(masked.len(), shown.len());
        for (masked, shown) in masked.iter().zip(&shown) {
            assert_eq!(masked[masked.len() - 2..], shown[shown.len() - 2..]);
        }
        Ok(())
    });
}

#[test]
fn numbers_are_masked_again_after_the_tab_was_left() {
    journey(Setup::default(), async |page| {
        let table = open_logs(page, id::EVENT_LAUNCH).await?;
        show_numbers(page, &table).await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.shows("of 49").await?;
        page.by_role("tab", "Delivery").await?.click().await?;
        are_masked(&page.by_role("grid", "Delivery logs").await?).await?;
        page.by_role("button", "Show numbers").await?;
        Ok(())
    });
}

#[test]
fn every_status_says_in_words_what_became_of_the_message() {
    journey(Setup::default(), async |page| {
        let table = open_logs(page, id::EVERY_STATUS).await?;
        let (status, outcome) = (place(&table, "Status").await?, place(&table, "Outcome").await?);
        let found = rows(&table, 22).await?;
        // Contract 19.4. An unknown code is shown too.
        for (name, expected) in [
            ("Received on mobile", "Received on the phone"),
            ("Taken into account by the service provider", "Accepted by the provider"),
            ("Sent to the service provider", "Passed to the provider"),
            ("Sent", "Handed to the connector"),
            ("Failed", "Failed"),
            ("Pending", "Waiting"),
            ("Delivery canceled", "Cancelled"),
            ("Ignored", "Left out"),
            ("Prepared", "Other"),
            ("Status 42", "Other"),
        ] {
            let said = found.iter().find(|row| row[status] == name).map(|row| row[outcome].as_str());
            assert_eq!(said, Some(expected), "{name}");
        }
        Ok(())
    });
}

#[test]
fn a_row_explains_its_status_and_reason_in_plain_words() {
    journey(Setup::default(), async |page| {
        let table = open_logs(page, id::EVERY_FAILURE).await?;
        first_rows(&table).await?;
        table.by_role("gridcell", "SR Generic UNDELIV 027|#MESSAGE#").await?.click().await?;
        let details = page.by_role_containing("complementary", "Row").await?;
        let codes = ["@status 2", "[msg/@failureReason] 6", "[msg/@failureType] 3"];
        for part in ["Failed", "Not connected", "phone was off", "Ignored"].into_iter().chain(codes) {
            details.shows(part).await?;
        }
        page.check().await?;
        page.focus_is_on("grid", "Delivery logs").await?;
        Ok(())
    });
}

#[test]
fn the_details_follow_the_language() {
    journey(Setup::default(), async |page| {
        let table = open_logs(page, id::EVERY_FAILURE).await?;
        first_rows(&table).await?;
        table.by_role("gridcell", "SR Generic UNDELIV 027|#MESSAGE#").await?.click().await?;
        page.by_role_containing("complementary", "Row").await?.shows("Not connected").await?;
        press(page, "Français").await?;
        let details = page.by_role_containing("complementary", "Ligne").await?;
        details.shows("Non connecté").await?;
        details.hides("Not connected").await?;
        Ok(())
    });
}

#[test]
fn the_details_say_that_a_number_is_in_quarantine() {
    journey(Setup::default(), async |page| {
        open_logs(page, id::EVERY_FAILURE).await?;
        let details = explain_quarantine(page).await?;
        details.shows("Quarantine").await?;
        details.hides("Looking the number up").await?;
        page.check().await?;
        press(page, "Close").await?;
        page.focus_is_on("grid", "Delivery logs").await?;
        Ok(())
    });
}

#[test]
fn a_double_click_selects_a_word() {
    journey(Setup::default(), async |page| {
        let table = open_logs(page, id::EVENT_LAUNCH).await?;
        first_rows(&table).await?;
        let cell = table.all_by_role("gridcell").await?.swap_remove(0);
        cell.double_click().await?;
        let selected = "const root = arguments[0].getRootNode();
            return String(root.getSelection ? root.getSelection() : getSelection()).trim();";
        let word = cell.evaluate(selected).await?;
        let (word, all) = (word.as_str().unwrap_or_default(), cell.text().await?);
        assert!(!word.is_empty() && all.contains(word), "“{word}” of “{all}”");
        Ok(())
    });
}

#[test]
fn a_custom_mapping_is_asked_for_its_own_log_schema() {
    journey(Setup::default(), async |page| {
        let table = open_logs(page, id::CUSTOM_MAPPING).await?;
        rows(&table, 12).await?;
        page.shows("of 12").await?;
        let steering = page.site().steering();
        assert!(!steering.seen("cus:broadLogMember").is_empty());
        assert!(steering.seen("nms:broadLogRcp").is_empty());
        Ok(())
    });
}

#[test]
fn a_status_filter_leaves_only_logs_with_that_status() {
    journey(Setup::default(), async |page| {
        let table = open_logs(page, id::EVERY_STATUS).await?;
        rows(&table, 22).await?;
        let filter = page.by_role("group", "By status").await?;
        filter.by_role("button", "Pending 2").await?.click().await?;
        let found = rows(&table, 2).await?;
        page.shows("of 2").await?;
        let status = place(&table, "Status").await?;
        assert!(column(&found, status).iter().all(|status| *status == "Pending"));
        filter.by_role("button", "All 22").await?.click().await?;
        rows(&table, 22).await?;
        Ok(())
    });
}

#[test]
fn a_delivery_that_reached_nobody_says_so() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::NOBODY, "delivery").await?;
        page.shows("No message has been logged for this delivery.").await?;
        page.check().await?;
        page.by_role("tab", "Summary").await?.click().await?;
        // There is no percentage of nothing: a dash is shown.
        page.by_role("tabpanel", "Summary").await?.shows("Processed — 0").await?;
        Ok(())
    });
}

//! All rows of a list as a file.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::time::Duration;

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Error, Node, Outcome, Page, Setup, eventually, journey};
use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::support::{ENGLISH, FRENCH, first_rows, id, open, open_tab, press, route, sign_in_again, sign_in_as};

/// Keeps the files that the page makes, by the names under which they are saved.
const KEEP_FILES: &str = "window.files = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.files.push({ blob }); return make.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () { window.files.at(-1).name = this.download; };";

/// The last file that the page made: its name and its content.
async fn file(page: &Page) -> Outcome<(String, String)> {
    page.shows("is complete").await?;
    let read = "const [done] = arguments; const { blob, name } = window.files.at(-1);
        blob.arrayBuffer().then((bytes) => done([name, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)]));";
    let found = page.evaluate_async(read).await?;
    let part = |index: usize| found[index].as_str().unwrap_or_default().to_owned();
    Ok((part(0), part(1)))
}

async fn n_files(page: &Page) -> Result<u64, Error> {
    Ok(page.evaluate("return window.files.length").await?.as_u64().unwrap_or(0))
}

/// Opens the dialog of the table that is on screen; `name` is that of its button and its own.
async fn open_dialog(page: &Page, name: &str) -> Outcome<Node> {
    page.rests().await?;
    page.evaluate(KEEP_FILES).await?;
    press(page, name).await?;
    Ok(page.by_role("dialog", name).await?)
}

/// Opens a delivery's log and the dialog.
async fn open_export(page: &Page, delivery: &str) -> Outcome<Node> {
    open_tab(page, delivery, "delivery").await?;
    first_rows(&page.by_role("grid", "Delivery logs").await?).await?;
    open_dialog(page, "Export").await
}

async fn start(dialog: &Node) -> Outcome {
    dialog.by_role("button", "Export").await?.click().await?;
    Ok(())
}

/// Chooses these columns only.
async fn choose(dialog: &Node, columns: &[&str]) -> Outcome {
    let list = dialog.by_role("list", "").await?;
    let boxes = list.all_by_role("checkbox").await?;
    // The last column cannot be left out, so those that are wanted come first.
    for wanted in [true, false] {
        for column in &boxes {
            let is_wanted = columns.contains(&column.name().await?.as_str());
            if is_wanted == wanted && (column.evaluate("return arguments[0].checked").await? == true) != wanted {
                column.click().await?;
            }
        }
    }
    Ok(())
}

/// The rows of the large delivery's log in the database: id, status and address, from the highest id down.
async fn stored(page: &Page, condition: &str) -> Outcome<Vec<[String; 3]>> {
    let colleague = Colleague::sign_in(page.site(), "admin").await?;
    let answer = colleague.select("nms:broadLogRcp", &["@id", "@status", "@address"], condition).await?;
    let value = |row: &str, name: &str| {
        let rest = row.split_once(&format!(" {name}=\"")).map(|(_, rest)| rest).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let row = |row: &str| [value(row, "id"), value(row, "status"), value(row, "address")];
    let mut rows: Vec<_> = answer.split("<broadLogRcp ").skip(1).map(|rest| row(&format!(" {rest}"))).collect();
    rows.sort_by_key(|[id, ..]| std::cmp::Reverse(id.parse::<u64>().unwrap_or(0)));
    Ok(rows)
}

#[test]
fn a_csv_file_holds_what_the_database_holds() {
    journey(Setup::default(), async |page| {
        let dialog = open_export(page, id::LARGE).await?;
        choose(&dialog, &["@id", "@status (code)", "Address"]).await?;
        dialog.by_role("checkbox", "Phone numbers in full").await?.click().await?;
        page.check().await?;
        start(&dialog).await?;
        let (name, text) = file(page).await?;
        assert!(name.ends_with(".csv") && name.contains("-log-20"), "{name}");
        let rows = stored(page, &format!("[@delivery-id]={}", id::LARGE)).await?;
        assert_eq!(rows.len(), 10_000);
        let lines: String = rows.iter().map(|[id, status, address]| format!("{address},{id},{status}\r\n")).collect();
        assert!(text == format!("\u{feff}Address,'@id,'@status (code)\r\n{lines}"), "{}", &text[..300.min(text.len())]);
        page.check().await?;
        Ok(())
    });
}

#[test]
fn numbers_are_masked_as_on_the_screen_unless_they_are_asked_for() {
    journey(Setup::default(), async |page| {
        let dialog = open_export(page, id::LARGE).await?;
        choose(&dialog, &["Address"]).await?;
        start(&dialog).await?;
        let (_, text) = file(page).await?;
        assert_eq!(text.lines().count(), 10_001);
        let n_digits = |line: &str| line.chars().filter(char::is_ascii_digit).count();
        assert!(text.lines().skip(1).all(|line| line.contains('•') && n_digits(line) <= 2));
        Ok(())
    });
}

#[test]
fn a_json_lines_file_has_every_row_once_with_its_time_in_the_zone() {
    journey(Setup::default(), async |page| {
        let dialog = open_export(page, id::LARGE).await?;
        choose(&dialog, &["@id", "Last modified", "Reason"]).await?;
        dialog.by_role("radio", "JSON Lines, for programs").await?.click().await?;
        start(&dialog).await?;
        let (name, text) = file(page).await?;
        assert!(name.ends_with(".jsonl"), "{name}");
        let rows: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        assert_eq!(rows.len(), text.lines().count());
        let ids: Vec<u64> = rows.iter().filter_map(|row| row["@id"].as_str()?.parse().ok()).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.is_sorted_by(|one, next| one > next));
        let times: BTreeSet<&str> = rows.iter().filter_map(|row| row["@lastModified"].as_str()?.get(23..)).collect();
        assert!(times.is_subset(&BTreeSet::from(["+01:00", "+02:00"])), "{times:?}");
        Ok(())
    });
}

#[test]
fn only_the_rows_that_are_filtered_are_in_the_file() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, &format!("{}?status=2", route(id::LARGE, "delivery"))).await?;
        first_rows(&page.by_role("grid", "Delivery logs").await?).await?;
        let dialog = open_dialog(page, "Export").await?;
        choose(&dialog, &["@id"]).await?;
        start(&dialog).await?;
        let (_, text) = file(page).await?;
        let rows = stored(page, &format!("[@delivery-id]={} AND @status=2", id::LARGE)).await?;
        let expected: Vec<&str> = rows.iter().map(|[id, ..]| id.as_str()).collect();
        assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), expected);
        Ok(())
    });
}

#[test]
fn an_export_goes_on_where_it_failed() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("503");
        let dialog = open_export(page, id::LARGE).await?;
        choose(&dialog, &["@id"]).await?;
        // The first part has no id before it.
        let outage = page.site().steering().intervene("@id &lt; ", Turn::unavailable());
        start(&dialog).await?;
        dialog.by_role("button", "Try again").await?;
        page.shows("The rows that were read are kept").await?;
        page.shows("1,000 of 10,000").await?;
        page.check().await?;
        assert_eq!(n_files(page).await?, 0);
        outage.release();
        page.press(fantoccini::key::Key::Enter).await?;
        let (_, text) = file(page).await?;
        let ids: BTreeSet<&str> = text.lines().skip(1).collect();
        assert_eq!((ids.len(), text.lines().count()), (10_000, 10_001));
        Ok(())
    });
}

/// The words about a part come before the request for the next one.
async fn second_part_is_asked(page: &Page) -> Outcome {
    eventually("the second part is asked for", async || Ok(!page.site().steering().seen("@id &lt; ").is_empty()))
        .await?;
    Ok(())
}

#[test]
fn a_refresh_does_not_disturb_an_export() {
    journey(Setup::default(), async |page| {
        let dialog = open_export(page, id::LARGE).await?;
        choose(&dialog, &["@id"]).await?;
        let held = page.site().steering().intervene("@id &lt; ", Turn::Hold);
        start(&dialog).await?;
        page.shows("1,000 of 10,000").await?;
        second_part_is_asked(page).await?;
        page.site().steering().forget();
        page.evaluate("document.querySelector('sms-dashboard').refresh()").await?;
        eventually("the rows on screen are asked for again", async || {
            Ok(!page.site().steering().seen("lineCount=\"101\"").is_empty())
        })
        .await?;
        held.release();
        let (_, text) = file(page).await?;
        assert_eq!(text.lines().collect::<BTreeSet<_>>().len(), 10_001);
        // The second part is held. After it come eight more, and one without rows.
        assert_eq!(page.site().steering().seen("@id &lt; ").len(), 9);
        Ok(())
    });
}

#[test]
fn an_export_goes_on_after_the_next_sign_in() {
    journey(Setup::default().frozen(), async |page| {
        let dialog = open_export(page, id::LARGE).await?;
        choose(&dialog, &["@id"]).await?;
        let held = page.site().steering().intervene("@id &lt; ", Turn::Hold);
        start(&dialog).await?;
        page.shows("1,000 of 10,000").await?;
        page.site().expire_sessions().await?;
        held.release();
        sign_in_again(page).await?;
        let (_, text) = file(page).await?;
        assert_eq!((text.lines().count(), text.lines().collect::<BTreeSet<_>>().len()), (10_001, 10_001));
        Ok(())
    });
}

#[test]
fn no_row_is_lost_or_doubled_while_the_rows_change() {
    journey(Setup::default().frozen(), async |page| {
        open_tab(page, id::EVENT_DAY, "delivery").await?;
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        colleague.play(id::EVENT_DAY_NAME).await?;
        page.site().clock().advance(Duration::from_secs(2)).await?;
        press(page, "Refresh").await?;
        first_rows(&page.by_role("grid", "Delivery logs").await?).await?;
        let dialog = open_dialog(page, "Export").await?;
        choose(&dialog, &["@id", "@status (code)"]).await?;
        let parts = page
            .site()
            .steering()
            .intervene("lineCount=\"1000\"", Turn::Misread("lineCount=\"1000\"", "lineCount=\"4\""));
        let held = page.site().steering().intervene("@id &lt; ", Turn::Hold);
        start(&dialog).await?;
        page.shows("4 of").await?;
        let condition = format!("[@delivery-id]={}", id::EVENT_DAY);
        let before = stored(page, &condition).await?;
        page.site().clock().advance(Duration::from_secs(600)).await?;
        held.release();
        let (_, text) = file(page).await?;
        parts.release();
        let after = stored(page, &condition).await?;
        assert_ne!(before, after, "the rows have changed");
        let ids: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!(ids, after.iter().map(|[id, ..]| id.as_str()).collect::<Vec<_>>());
        Ok(())
    });
}

#[test]
fn a_cancelled_export_asks_no_more_and_leaves_no_file() {
    journey(Setup::default(), async |page| {
        let dialog = open_export(page, id::LARGE).await?;
        let held = page.site().steering().intervene("@id &lt; ", Turn::Hold);
        start(&dialog).await?;
        page.shows("1,000 of 10,000").await?;
        second_part_is_asked(page).await?;
        // Escape does not throw away what took long to read.
        page.press(fantoccini::key::Key::Escape).await?;
        page.shows("1,000 of 10,000").await?;
        press(page, "Cancel").await?;
        page.none_by_role("dialog", "Export").await?;
        held.release();
        page.rests().await?;
        assert_eq!(n_files(page).await?, 0);
        assert_eq!(page.site().steering().seen("@id &lt; ").len(), 1);
        page.focus_is_on("button", "Export").await?;
        Ok(())
    });
}

#[test]
fn the_list_of_deliveries_is_exported_whole() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        first_rows(&page.by_role("grid", "Deliveries").await?).await?;
        let dialog = open_dialog(page, "Export").await?;
        choose(&dialog, &["@id", "To send"]).await?;
        start(&dialog).await?;
        let (name, text) = file(page).await?;
        assert!(name.starts_with("sms-20"), "{name}");
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        let n = colleague.count("nms:delivery", "@messageType=1 AND @isModel=0 AND @FCP=0 AND @deleteStatus=0").await?;
        assert_eq!(text.lines().count() as u64, n + 1);
        Ok(())
    });
}

#[test]
fn the_head_of_a_time_says_its_zone_and_when_it_was_exported() {
    journey(FRENCH.setup().frozen(), async |page| {
        open(page, &FRENCH, &route(id::EVERY_STATUS, "delivery")).await?;
        let dialog = open_dialog(page, "Exporter").await?;
        page.check().await?;
        dialog.by_role("radio", "UTC").await?.click().await?;
        dialog.by_role("button", "Exporter").await?.click().await?;
        page.shows("est complet").await?;
        eventually("the file is made", async || Ok(n_files(page).await? == 1)).await?;
        let head =
            "const [done] = arguments; window.files[0].blob.text().then((text) => done(text.split('\\r\\n')[0]));";
        let head = page.evaluate_async(head).await?;
        let head = head.as_str().unwrap_or_default();
        assert!(head.contains("(UTC, exporté le 20"), "{head}");
        Ok(())
    });
}

#[test]
fn a_workbook_holds_what_the_database_holds_with_its_types() {
    journey(Setup::default(), async |page| {
        let dialog = open_export(page, id::LARGE).await?;
        choose(&dialog, &["@id", "@status (code)", "Address", "Last modified"]).await?;
        dialog.by_role("radio", "XLSX, a workbook with numbers and dates").await?.click().await?;
        dialog.by_role("checkbox", "Phone numbers in full").await?.click().await?;
        start(&dialog).await?;
        page.shows("is complete").await?;
        let read = "const [done] = arguments; const { blob, name } = window.files.at(-1);
            blob.arrayBuffer().then((bytes) => done([name, [...new Uint8Array(bytes)]]));";
        let found = page.evaluate_async(read).await?;
        assert!(found[0].as_str().is_some_and(|name| name.ends_with(".xlsx")), "{}", found[0]);
        let bytes: Vec<u8> =
            found[1].as_array().into_iter().flatten().filter_map(|byte| byte.as_u64()?.try_into().ok()).collect();
        let sheet = Xlsx::new(Cursor::new(bytes)).map_err(|error| Error::new(error.to_string()));
        let sheet = sheet?.worksheet_range_at(0).and_then(Result::ok);
        let rows: Vec<Vec<Data>> = sheet.iter().flat_map(|sheet| sheet.rows()).map(<[Data]>::to_vec).collect();
        let head: Vec<String> = rows.iter().take(1).flatten().map(ToString::to_string).collect();
        assert!(head[0].starts_with("Last modified (Europe/Paris, exported 20"), "{head:?}");
        assert_eq!(head[1..], ["Address", "@id", "@status (code)"]);
        let stored = stored(page, &format!("[@delivery-id]={}", id::LARGE)).await?;
        let expected = stored.into_iter().map(|[id, status, address]| {
            let status = status.parse().unwrap_or(f64::NAN);
            vec![Data::String(address), Data::String(id), Data::Float(status)]
        });
        assert!(rows.iter().skip(1).map(|row| row[1..].to_vec()).eq(expected), "{:?}", &rows[..3]);
        assert!(rows.iter().skip(1).all(|row| matches!(row[0], Data::DateTime(_))), "{:?}", &rows[..3]);
        Ok(())
    });
}

#[test]
fn a_workbook_without_its_script_says_so_and_goes_on_when_it_is_there() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("net::ERR_");
        let dialog = open_export(page, id::EVERY_STATUS).await?;
        dialog.by_role("radio", "XLSX, a workbook with numbers and dates").await?.click().await?;
        let missing = page.site().steering().intervene("assets/workbook", Turn::Refuse);
        start(&dialog).await?;
        page.shows("A file of this app did not arrive").await?;
        missing.release();
        press(page, "Try again").await?;
        page.shows("is complete").await?;
        Ok(())
    });
}

#[test]
fn a_file_that_lacks_columns_is_not_taken_for_a_whole_one() {
    journey(Setup::default(), async |page| {
        let dialog = open_export(page, id::EVERY_STATUS).await?;
        let lacks = Turn::fault("XTK-170036", "Unable to parse expression 'msg/@failureType'.");
        let _lacks = page.site().steering().intervene("[msg/@failureType]", lacks);
        start(&dialog).await?;
        page.shows("is complete").await?;
        dialog.shows("Some columns and filters are missing").await?;
        dialog.shows("Unable to parse expression 'msg/@failureType'.").await?;
        Ok(())
    });
}

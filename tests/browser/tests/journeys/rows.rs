//! What can be done with the rows of a table: selecting, copying, printing, choosing columns.

use browser_tests::{Node, Outcome, Page, Setup, eventually, journey};
use fantoccini::key::Key;
use serde_json::json;

use crate::support::{ENGLISH, columns, first_rows, id, open_tab, press, sign_in_as};

async fn open_log(page: &Page) -> Outcome<Node> {
    open_tab(page, id::EVENT_LAUNCH, "delivery").await?;
    let table = page.by_role("grid", "Delivery logs").await?;
    first_rows(&table).await?;
    Ok(table)
}

/// The places of the selected rows on screen, from 1.
async fn selected(table: &Node) -> Outcome<serde_json::Value> {
    let script = "return [...arguments[0].querySelectorAll('[role=row][aria-selected=true]')]
        .map((row) => Number(row.getAttribute('aria-rowindex')) - 1).sort((a, b) => a - b)";
    Ok(table.evaluate(script).await?)
}

async fn are_selected(table: &Node, expected: &[u64]) -> Outcome {
    eventually(&format!("{expected:?} are selected"), async || {
        Ok(selected(table).await.is_ok_and(|selected| selected == json!(expected)))
    })
    .await?;
    Ok(())
}

/// What the browser would put on the clipboard.
async fn copied(table: &Node) -> Outcome<String> {
    let script = "const data = new DataTransfer();
        const event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true });
        arguments[0].dispatchEvent(event);
        return event.clipboardData.getData('text/plain')";
    Ok(table.evaluate(script).await?.as_str().unwrap_or_default().to_owned())
}

#[test]
fn rows_are_selected_with_keys_and_copied_for_a_spreadsheet() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        table.focus().await?;
        page.press(Key::Down).await?;
        are_selected(&table, &[1]).await?;
        page.press_with(&[Key::Shift], Key::Down).await?;
        page.press_with(&[Key::Shift], Key::Down).await?;
        are_selected(&table, &[1, 2, 3]).await?;
        page.shows("3 rows selected").await?;
        let text = copied(&table).await?;
        let lines: Vec<Vec<&str>> = text.split('\n').map(|line| line.split('\t').collect()).collect();
        assert_eq!(lines.len(), 4, "{text}");
        assert_eq!(lines[0], ["Last modified", "Status", "Outcome", "Reason", "Failure type", "Address", "Text"]);
        // Numbers are masked as on the screen.
        assert!(lines[1..].iter().all(|line| line.len() == 7 && line[5].contains('•')), "{text}");
        page.shows("3 rows copied.").await?;
        page.check().await?;
        page.press_with(&[Key::Control], 'a').await?;
        page.shows("34 rows selected").await?;
        assert_eq!(copied(&table).await?.split('\n').count(), 35);
        page.press(Key::Escape).await?;
        page.hides("selected").await?;
        Ok(())
    });
}

#[test]
fn rows_are_selected_with_the_mouse() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        let click = async |number: u64, modifier: &str| {
            let script = format!(
                "const row = arguments[0].querySelector('[aria-rowindex=\"{}\"]');
                 row.dispatchEvent(new MouseEvent('click', {{ bubbles: true, composed: true, {modifier}: true }}))",
                number + 1
            );
            table.evaluate(&script).await
        };
        click(2, "ctrlKey").await?;
        click(5, "shiftKey").await?;
        are_selected(&table, &[2, 3, 4, 5]).await?;
        click(3, "ctrlKey").await?;
        click(8, "metaKey").await?;
        are_selected(&table, &[2, 4, 5, 8]).await?;
        click(1, "button").await?;
        are_selected(&table, &[1]).await
    });
}

#[test]
fn columns_are_chosen_and_kept_in_the_browser() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        press(page, "Columns").await?;
        let dialog = page.by_role("dialog", "Columns").await?;
        page.check().await?;
        dialog.by_role("checkbox", "Failure type").await?.click().await?;
        dialog.by_role("checkbox", "@id").await?.click().await?;
        dialog.by_role("spinbutton", "Width of Status").await?.fill("20").await?;
        page.press(Key::Enter).await?;
        dialog.by_role("button", "Close").await?.click().await?;
        page.focus_is_on("button", "Columns").await?;
        let expected = ["Last modified", "Status", "Outcome", "Reason", "Address", "Text", "@id"];
        assert_eq!(columns(&table).await?, expected);
        let width = async |table: &Node| -> Outcome<f64> {
            let script = "const cell = arguments[0].querySelectorAll('[role=columnheader]')[1];
                return cell.getBoundingClientRect().width / parseFloat(getComputedStyle(cell.closest('[role=row]')).fontSize)";
            Ok(table.evaluate(script).await?.as_f64().unwrap_or_default())
        };
        let is_wide = async |table: &Node| Ok(width(table).await.is_ok_and(|width| (width - 20.0).abs() < 0.2));
        eventually("the column is wide", async || is_wide(&table).await).await?;
        page.reload().await?;
        sign_in_as(page, &ENGLISH, ENGLISH.login).await?;
        let table = page.by_role("grid", "Delivery logs").await?;
        first_rows(&table).await?;
        assert_eq!(columns(&table).await?, expected);
        assert!(is_wide(&table).await?);
        press(page, "Columns").await?;
        press(page, "The usual columns").await?;
        press(page, "Close").await?;
        assert_eq!(columns(&table).await?.len(), 7);
        Ok(())
    });
}

#[test]
fn the_filtered_rows_are_printed() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::LARGE, "delivery").await?;
        first_rows(&page.by_role("grid", "Delivery logs").await?).await?;
        let shadow = "document.querySelector('sms-dashboard').shadowRoot";
        let script = format!(
            "window.print = () => {{ window.printed = {shadow}.querySelectorAll('.printed tbody tr').length; }}"
        );
        page.evaluate(&script).await?;
        press(page, "Print").await?;
        page.becomes_true("return window.printed === 1000").await?;
        let said = page.evaluate(&format!("return {shadow}.querySelector('.printed p').textContent")).await?;
        assert_eq!(said, "The first 1,000 of 10,000 rows.");
        page.evaluate("window.dispatchEvent(new Event('afterprint'))").await?;
        page.becomes_true(&format!("return !{shadow}.querySelector('.printed')")).await?;
        Ok(())
    });
}

#[test]
fn the_keys_are_listed() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        table.focus().await?;
        page.press('?').await?;
        page.by_role("dialog", "Keys").await?;
        page.shows("Select more rows").await?;
        page.check().await?;
        page.press(Key::Escape).await?;
        page.none_by_role("dialog", "Keys").await?;
        page.focus_is_on("grid", "Delivery logs").await?;
        Ok(())
    });
}

//! A person's number and a text are found in a log of 10,000 rows.

use browser_tests::steering::Turn;
use browser_tests::{Engine, Node, Outcome, Page, Setup, journey};
use fantoccini::key::Key;

use crate::support::{ENGLISH, FRENCH, Words, first_rows, id, open, open_tab, press, rows, sign_in_as};

/// The log with the numbers of its rows shown.
async fn open_log(page: &Page) -> Outcome<(Node, Node)> {
    open_tab(page, id::LARGE, "delivery").await?;
    let table = page.by_role("grid", "Delivery logs").await?;
    first_rows(&table).await?;
    press(page, "Show numbers").await?;
    Ok((page.by_role("searchbox", "Find a number or a text").await?, table))
}

/// The position of the Address column.
const ADDRESS: usize = 5;

#[test]
fn a_number_is_found_in_any_spelling() {
    journey(Setup::default(), async |page| {
        let (field, table) = open_log(page).await?;
        // The log has 0033639980007: French numbers are +3363998 and the number of the row, every fortieth from 7 on is
        // spelled so.
        for typed in ["06 39 98 00 07", "+33 (0)6.39.98.00.07", "0033639980007", "٠٦٣٩٩٨٠٠٠٧"] {
            field.fill(typed).await?;
            let found = rows(&table, 1).await?;
            assert_eq!(found[0][ADDRESS], "0033639980007", "{typed}");
        }
        page.shows("1 row").await?;
        page.check().await?;
        // No number stands in the address.
        assert!(!page.route().await?.contains("3998"), "{}", page.route().await?);
        press(page, "Reset filters").await?;
        page.shows("of 10,000").await?;
        assert_eq!(field.value().await?, "");
        Ok(())
    });
}

#[test]
fn the_whole_log_has_spellings_that_are_not_usual() {
    journey(Setup::default(), async |page| {
        let (field, table) = open_log(page).await?;
        // Every fortieth number from 37 on stands in groups of three.
        field.fill("06 39 98 00 37").await?;
        page.shows("not here in its usual spellings").await?;
        page.check().await?;
        let slow = page.site().steering().intervene("@address LIKE", Turn::Hold);
        press(page, "Search the whole log (slow)").await?;
        page.shows("The whole log is being searched.").await?;
        page.check().await?;
        press(page, "Cancel").await?;
        page.hides("is being searched").await?;
        slow.release();
        press(page, "Search the whole log (slow)").await?;
        let found = rows(&table, 1).await?;
        assert_eq!(found[0][ADDRESS], "+33 639 980 037");
        page.shows("The whole log was searched, in every spelling.").await?;
        Ok(())
    });
}

#[test]
fn a_search_of_the_whole_log_that_fails_can_be_repeated() {
    journey(Setup::default(), async |page| {
        let (field, table) = open_log(page).await?;
        field.fill("0639980037").await?;
        page.shows("not here in its usual spellings").await?;
        page.expect_in_console_of(Engine::Chromium, "status of 403");
        let refuse = Turn::Answer { status: 403, kind: "text/plain", body: "no".to_owned() };
        let refused = page.site().steering().intervene("@address LIKE", refuse);
        press(page, "Search the whole log (slow)").await?;
        page.shows("This could not be loaded.").await?;
        page.check().await?;
        refused.release();
        press(page, "Try again").await?;
        rows(&table, 1).await?;
        Ok(())
    });
}

#[test]
fn without_numbering_plans_a_number_is_found_as_it_is_typed() {
    journey(Setup::default(), async |page| {
        let (field, table) = open_log(page).await?;
        let script = "const original = window.fetch;
            window.fetch = (url, ...rest) => String(url).includes('plans') ? Promise.reject(Error('no')) : original(url, ...rest);";
        page.evaluate(script).await?;
        field.fill("0033639980007").await?;
        rows(&table, 1).await?;
        Ok(())
    });
}

async fn a_text_is_found(page: &Page, words: &Words, name: &str, label: &str, step: &str, of: &str) -> Outcome {
    open(page, words, &crate::support::route(id::EVENT_LAUNCH, "delivery")).await?;
    let table = page.by_role("grid", name).await?;
    first_rows(&table).await?;
    table.focus().await?;
    page.press('/').await?;
    page.focus_is_on("searchbox", label).await?;
    page.by_role("searchbox", label).await?.fill("pushed").await?;
    page.shows(of).await?;
    // Before the search the log has as many rows.
    page.rests().await?;
    page.press(Key::Enter).await?;
    page.shows(&of.replace("34 ", "1 ").replacen("rows", step, 1).replacen("lignes", step, 1)).await?;
    assert!(page.route().await?.contains("text=pushed"));
    page.check().await?;
    Ok(())
}

#[test]
fn a_text_is_found_and_enter_steps_from_row_to_row() {
    journey(Setup::default(), async |page| {
        a_text_is_found(page, &ENGLISH, "Delivery logs", "Find a number or a text", "of 34", "34 rows").await
    });
}

#[test]
fn a_text_is_found_in_french() {
    journey(FRENCH.setup(), async |page| {
        a_text_is_found(page, &FRENCH, "Logs de diffusion", "Trouver un numéro ou un texte", "sur 34", "34 lignes")
            .await
    });
}

#[test]
fn a_link_shows_its_row_alone() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "delivery").await?;
        let table = page.by_role("grid", "Delivery logs").await?;
        first_rows(&table).await?;
        table.focus().await?;
        page.press(Key::Down).await?;
        page.press(Key::Enter).await?;
        let details = page.by_role("complementary", "Row 1").await?;
        // What would be on the clipboard.
        page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }").await?;
        details.by_role("button", "Copy link").await?.click().await?;
        page.becomes_true("return Boolean(window.copied)").await?;
        let link = page.evaluate("return window.copied").await?;
        let link = link.as_str().unwrap_or_default().to_owned();
        let (_, route) = link.split_once('#').expect("the link has a route");
        assert!(link.starts_with("http") && route.contains("id="), "{link}");
        page.visit(&format!("/#{route}")).await?;
        page.reload().await?;
        sign_in_as(page, &ENGLISH, ENGLISH.login).await?;
        rows(&page.by_role("grid", "Delivery logs").await?, 1).await?;
        press(page, "Reset filters").await?;
        page.shows("of 34").await?;
        Ok(())
    });
}

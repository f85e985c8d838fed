//! Tables of any length: only the rows on screen have elements.

use browser_tests::steering::Turn;
use browser_tests::{Node, Outcome, Page, Setup, eventually, journey};
use fantoccini::key::Key;

use crate::support::{ENGLISH, first_rows, focused_row, go_to_row, id, open, open_tab, press};

/// The log of 10,000 messages.
async fn open_log(page: &Page) -> Outcome<Node> {
    open_tab(page, id::LARGE, "delivery").await?;
    page.shows("of 10,000").await?;
    let table = page.by_role("grid", "Delivery logs").await?;
    first_rows(&table).await?;
    Ok(table)
}

/// The number of the last row that is wholly visible.
async fn last_visible(table: &Node) -> Outcome<u64> {
    let script = "const [table] = arguments;
        const end = table.getBoundingClientRect().top + table.clientHeight + 1;
        const rows = [...table.querySelectorAll('tbody [role=row]')].filter((row) => row.getBoundingClientRect().bottom <= end);
        return Math.max(...rows.map((row) => Number(row.getAttribute('aria-rowindex')))) - 1;";
    Ok(table.evaluate(script).await?.as_u64().unwrap_or(0))
}

async fn ends_at(table: &Node, number: u64) -> Outcome {
    eventually(&format!("the last visible row is {number}"), async || {
        Ok(last_visible(table).await.is_ok_and(|last| last == number))
    })
    .await?;
    Ok(())
}

/// The calls for pages of the log.
fn n_pages(page: &Page) -> usize {
    page.site().steering().seen("[msg/@text]").len()
}

#[test]
fn of_ten_thousand_rows_fewer_than_eighty_are_in_the_page() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        assert_eq!(table.attribute("aria-rowcount").await?.as_deref(), Some("10001"));
        for share in [0.0, 0.1, 0.5, 0.93, 1.0] {
            table.evaluate(&format!("arguments[0].scrollTop = {share} * arguments[0].scrollHeight")).await?;
            page.rests().await?;
            let drawn = table.rows().await?.len();
            assert!((20..80).contains(&drawn), "{drawn} rows");
        }
        Ok(())
    });
}

#[test]
fn rows_lie_one_under_the_other_at_whole_distances() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        for share in [0.0, 0.5, 0.77, 1.0] {
            table.evaluate(&format!("arguments[0].scrollTop = {share} * arguments[0].scrollHeight")).await?;
            page.rests().await?;
            let tops = table.evaluate(
                "const rows = [...arguments[0].querySelectorAll('tbody [role=row]')];
                 const tops = rows.map((row) => [Number(row.getAttribute('aria-rowindex')), row.getBoundingClientRect().top]);
                 return tops.sort(([one], [next]) => one - next);",
            );
            let tops: Vec<(u64, f64)> = serde_json::from_value(tops.await?).unwrap_or_default();
            assert!(tops.len() > 20, "{tops:?}");
            for pair in tops.windows(2) {
                let [(row, top), (next, next_top)] = pair else { continue };
                assert_eq!(*next, row + 1);
                let step = next_top - top;
                assert!((step - step.round()).abs() < 0.01 && (33.0..=35.0).contains(&step.round()), "{pair:?}");
            }
        }
        Ok(())
    });
}

/// So many rows are higher than any element of a browser, so the scroll bar moves them in proportion.
#[test]
fn of_half_a_million_rows_each_can_be_reached() {
    journey(Setup { logs: 500_000, ..Setup::default() }, async |page| {
        open_tab(page, id::LARGE, "delivery").await?;
        page.shows("of 500,000").await?;
        let table = page.by_role("grid", "Delivery logs").await?;
        assert_eq!(table.attribute("aria-rowcount").await?.as_deref(), Some("500001"));
        table.focus().await?;
        page.press(Key::End).await?;
        ends_at(&table, 500_000).await?;
        table.evaluate("arguments[0].scrollTop = arguments[0].scrollHeight / 2").await?;
        eventually("the rows are those in the middle", async || {
            Ok(last_visible(&table).await.is_ok_and(|last| last.abs_diff(250_000) < 100))
        })
        .await?;
        go_to_row(page, 314_159).await?;
        focused_row(&table).await?;
        page.press(Key::Home).await?;
        page.shows("Rows 1 to").await?;
        Ok(())
    });
}

#[test]
fn the_end_is_one_key_and_two_requests_away() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        page.rests().await?;
        page.site().steering().forget();
        table.focus().await?;
        page.press(Key::End).await?;
        ends_at(&table, 10_000).await?;
        focused_row(&table).await?;
        page.shows("to 10,000 of 10,000").await?;
        page.rests().await?;
        assert!(n_pages(page) <= 2, "{} pages", n_pages(page));
        page.check().await?;
        page.press(Key::Home).await?;
        page.shows("Rows 1 to").await?;
        page.press_with(&[Key::Control], Key::End).await?;
        ends_at(&table, 10_000).await?;
        page.press_with(&[Key::Control], Key::Home).await?;
        page.shows("Rows 1 to").await?;
        Ok(())
    });
}

#[test]
fn any_row_is_found_by_its_number_in_two_requests() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        page.rests().await?;
        page.site().steering().forget();
        go_to_row(page, 7_200).await?;
        focused_row(&table).await?;
        let row = table.evaluate(
            "const [table] = arguments;
             return table.getRootNode().getElementById(table.getAttribute('aria-activedescendant')).getAttribute('aria-rowindex')",
        );
        assert_eq!(row.await?, "7201");
        page.rests().await?;
        assert!(n_pages(page) <= 2, "{} pages", n_pages(page));
        page.focus_is_on("grid", "Delivery logs").await?;
        // A number beyond the end leads to the end.
        go_to_row(page, 99_999).await?;
        ends_at(&table, 10_000).await
    });
}

#[test]
fn a_page_that_was_scrolled_past_is_not_asked_for() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        page.rests().await?;
        let slow = page.site().steering().intervene("[msg/@text]", Turn::Hold);
        page.site().steering().forget();
        for percent in [10, 30, 50, 70, 90] {
            table.evaluate(&format!("arguments[0].scrollTop = {percent} / 100 * arguments[0].scrollHeight")).await?;
            eventually("the rows are drawn", async || {
                Ok(last_visible(&table).await.is_ok_and(|last| last / 1_000 >= percent / 10))
            })
            .await?;
        }
        slow.release();
        page.rests().await?;
        first_rows(&table).await?;
        // The first of them had been asked for before the others came into view.
        for passed in ["30", "50", "70"] {
            let asked = page.site().steering().seen(&format!("startLine=\"{passed}"));
            assert!(asked.is_empty(), "{asked:?}");
        }
        Ok(())
    });
}

#[test]
fn keys_move_by_rows_and_by_pages() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        table.focus().await?;
        let at = async || -> Outcome<u64> {
            let script = "const [table] = arguments;
                const row = table.getRootNode().getElementById(table.getAttribute('aria-activedescendant'));
                return Number(row?.getAttribute('aria-rowindex') ?? 1) - 1;";
            Ok(table.evaluate(script).await?.as_u64().unwrap_or(0))
        };
        for (key, expected) in [('j', 1), ('j', 2), ('k', 1)] {
            page.type_text(&key.to_string()).await?;
            eventually("the cursor moves", async || Ok(at().await.is_ok_and(|at| at == expected))).await?;
        }
        page.press(Key::PageDown).await?;
        eventually("the cursor moves by a page", async || Ok(at().await.is_ok_and(|at| at > 10))).await?;
        page.press(Key::PageUp).await?;
        eventually("and back", async || Ok(at().await.is_ok_and(|at| at == 1))).await?;
        Ok(())
    });
}

#[test]
fn other_rows_are_shown_from_the_first_one() {
    journey(Setup::default(), async |page| {
        let table = open_log(page).await?;
        go_to_row(page, 5_000).await?;
        focused_row(&table).await?;
        page.by_role("group", "By status").await?.by_role("button", "Failed 700").await?.click().await?;
        page.shows("of 700").await?;
        page.shows("Rows 1 to").await?;
        // Every cell is the row's own, whatever its element showed before.
        page.rests().await?;
        let found = first_rows(&table).await?;
        assert!(found.iter().all(|row| row[1..3] == ["Failed", "Failed"]), "{found:?}");
        go_to_row(page, 1).await?;
        page.by_role("group", "By status").await?.by_role("button", "All 10,000").await?.click().await?;
        page.shows("of 10,000").await?;
        for number in [1, 5_000, 9_999] {
            go_to_row(page, number).await?;
            page.rests().await?;
            let outcome = |status: &str| match status {
                "Failed" => "Failed",
                "Received on mobile" => "Received on the phone",
                "Sent" => "Handed to the connector",
                "Taken into account by the service provider" => "Accepted by the provider",
                "Sent to the service provider" => "Passed to the provider",
                _ => "",
            };
            let found = first_rows(&table).await?;
            let is_right = |row: &Vec<String>| ["", &row[2]].contains(&outcome(&row[1]));
            assert!(found.iter().all(is_right), "{found:?}");
        }
        Ok(())
    });
}

#[test]
fn the_list_counts_all_its_rows() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        let table = page.by_role("grid", "Deliveries").await?;
        first_rows(&table).await?;
        press(page, "Failed").await?;
        page.shows("Rows 1 to").await?;
        page.check().await?;
        Ok(())
    });
}

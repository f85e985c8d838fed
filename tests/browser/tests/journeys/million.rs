//! Temporary.
use crate::support::{first_rows, focused_row, go_to_row, id, open_tab, press, rows};
use browser_tests::{Setup, eventually, journey};
use fantoccini::key::Key;

#[test]
fn a_million() {
    journey(Setup { logs: 1_000_000, ..Setup::default() }, async |page| {
        let begin = std::time::Instant::now();
        open_tab(page, id::LARGE, "delivery").await?;
        page.shows("of 1,000,000").await?;
        let table = page.by_role("grid", "Delivery logs").await?;
        first_rows(&table).await?;
        eprintln!("open {:?}", begin.elapsed());
        table.focus().await?;
        for (name, key) in [("End", Key::End), ("Home", Key::Home), ("End", Key::End)] {
            let begin = std::time::Instant::now();
            page.press(key).await?;
            page.shows(if name == "End" { "to 1,000,000 of" } else { "Rows 1 to" }).await?;
            focused_row(&table).await?;
            eprintln!("{name} {:?}", begin.elapsed());
        }
        for n in [500_000, 123_456, 999_999, 2] {
            let begin = std::time::Instant::now();
            go_to_row(page, n).await?;
            focused_row(&table).await?;
            eprintln!("row {n} {:?}", begin.elapsed());
        }
        let drawn = table.rows().await?.len();
        eprintln!("{drawn} rows drawn");
        for share in [0.2, 0.7, 1.0] {
            table.evaluate(&format!("arguments[0].scrollTop = {share} * arguments[0].scrollHeight")).await?;
            page.rests().await?;
            first_rows(&table).await?;
        }
        page.shows("to 1,000,000 of").await?;
        press(page, "Show numbers").await?;
        let field = page.by_role("searchbox", "Find a number or a text").await?;
        let begin = std::time::Instant::now();
        field.fill("06 39 98 00 07").await?;
        rows(&table, 100).await.ok();
        eprintln!("number {:?}", begin.elapsed());
        let begin = std::time::Instant::now();
        field.fill("06 39 98 00 37").await?;
        page.shows("Search the whole log (slow)").await?;
        press(page, "Search the whole log (slow)").await?;
        page.shows("The whole log was searched").await?;
        eprintln!("slow {:?}", begin.elapsed());
        eventually("x", async || Ok(true)).await?;
        Ok(())
    });
}

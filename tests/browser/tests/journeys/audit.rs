//! The Audit tab of other deliveries than the documented one.

use browser_tests::{Colleague, Setup, journey};

use crate::support::{id, open_tab, rows};

#[test]
fn an_empty_journal_says_when_it_begins() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "audit").await?;
        page.shows("The journal begins with the first analysis.").await?;
        Ok(())
    });
}

#[test]
fn the_journal_tells_the_analysis_of_a_ready_delivery() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_DAY, "audit").await?;
        let table = page.by_role("grid", "Journal").await?;
        let found = rows(&table, 22).await?;
        let expected = "Analysis successfully completed in 3s (18 message(s) waiting).";
        assert!(found.iter().any(|row| row[1] == expected), "{found:?}");
        Ok(())
    });
}

#[test]
fn an_error_in_the_journal_has_a_word_and_a_code() {
    journey(Setup::default(), async |page| {
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        let failed = colleague.first_id("nms:delivery", "@state=37 AND @messageType=1").await?;
        open_tab(page, &failed, "audit").await?;
        let table = page.by_role("grid", "Journal").await?;
        page.shows("DLV-490009").await?;
        let found = table.rows().await?;
        assert!(found.iter().any(|row| row[2] == "Error" && row[3] == "DLV-490009"), "{found:?}");
        Ok(())
    });
}

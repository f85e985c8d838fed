//! The Audit tab of other deliveries than the documented one.

use browser_tests::{Colleague, Setup, journey};

use crate::support::{id, open_tab, route, rows};

#[test]
fn an_empty_journal_says_when_it_begins() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "audit").await?;
        page.shows("The journal begins with the first analysis.").await?;
        Ok(())
    });
}

#[test]
fn proofs_are_listed_and_open_like_deliveries() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "audit").await?;
        page.shows("No proof was made of this delivery.").await?;
        page.check().await?;
        page.visit(&route(id::EVERY_STATUS, "audit")).await?;
        let table = page.by_role("grid", "Proofs").await?;
        let found = rows(&table, 1).await?;
        assert!(found[0][0].starts_with("[Proof 1] Every log status") && found[0][1] == "Finished", "{found:?}");
        table.all_by_role("link").await?[0].click().await?;
        page.by_role_containing("heading", "[Proof 1] Every log status").await?;
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

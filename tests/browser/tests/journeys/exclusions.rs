//! The Exclusions tab, beyond the documented delivery.

use browser_tests::{Setup, journey};

use crate::support::{id, open_tab, rows};

#[test]
fn exclusions_that_the_mapping_keeps_in_the_delivery_log_are_found_there() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EXCLUSIONS_IN_LOG, "exclusions").await?;
        let table = page.by_role("table", "Exclusion logs").await?;
        let found = rows(&table, 5).await?;
        assert!(found.iter().all(|row| row.iter().any(|cell| cell == "Ignored")), "{found:?}");
        page.shows("5 / 5").await?;
        page.shows("keeps exclusions in the delivery log").await?;
        Ok(())
    });
}

#[test]
fn a_custom_mapping_has_exclusions_of_its_own() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::CUSTOM_MAPPING, "exclusions").await?;
        rows(&page.by_role("table", "Exclusion logs").await?, 5).await?;
        assert!(page.site().steering().seen("nms:excludeLogRcp").is_empty());
        Ok(())
    });
}

#[test]
fn numbers_are_masked_here_too() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "exclusions").await?;
        let table = page.by_role("table", "Exclusion logs").await?;
        rows(&table, 8).await?;
        page.hides("+33").await?;
        page.by_role("button", "Show numbers").await?.click().await?;
        page.shows("+").await?;
        Ok(())
    });
}

#[test]
fn nobody_left_out_and_not_prepared_yet_are_told_apart() {
    journey(Setup::default(), async |page| {
        let colleague = browser_tests::Colleague::sign_in(page.site(), "admin").await?;
        let condition = "@state=95 AND @messageType=1 AND @FCP=0 AND @deleteStatus=0 AND [properties/@reject]=0";
        let delivery = colleague.first_id("nms:delivery", condition).await?;
        open_tab(page, &delivery, "exclusions").await?;
        page.shows("No address was left out.").await?;
        page.check().await?;
        page.visit(&crate::support::route(id::EVENT_REMINDER, "exclusions")).await?;
        page.shows("once the delivery has been prepared").await?;
        Ok(())
    });
}

//! The Exclusions tab of other deliveries than the documented one.

use browser_tests::{Colleague, Setup, journey};

use crate::support::{id, open_tab, press, rows};

#[test]
fn exclusions_in_the_delivery_log_are_shown() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EXCLUSIONS_IN_LOG, "exclusions").await?;
        let table = page.by_role("grid", "Exclusion logs").await?;
        let found = rows(&table, 5).await?;
        assert!(found.iter().all(|row| row.iter().any(|cell| cell == "Ignored")), "{found:?}");
        page.shows("of 5").await?;
        page.shows("keeps exclusions in the delivery log").await?;
        Ok(())
    });
}

#[test]
fn a_custom_mapping_has_its_own_exclusions() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::CUSTOM_MAPPING, "exclusions").await?;
        rows(&page.by_role("grid", "Exclusion logs").await?, 5).await?;
        assert!(page.site().steering().seen("nms:excludeLogRcp").is_empty());
        Ok(())
    });
}

#[test]
fn numbers_of_exclusions_are_masked() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "exclusions").await?;
        let table = page.by_role("grid", "Exclusion logs").await?;
        rows(&table, 8).await?;
        page.hides("+33").await?;
        press(page, "Show numbers").await?;
        page.shows("+").await?;
        Ok(())
    });
}

#[test]
fn a_delivery_without_exclusions_says_so() {
    journey(Setup::default(), async |page| {
        let colleague = Colleague::sign_in(page.site(), "admin").await?;
        let condition = "@state=95 AND @messageType=1 AND @FCP=0 AND @deleteStatus=0 AND [properties/@reject]=0";
        let delivery = colleague.first_id("nms:delivery", condition).await?;
        open_tab(page, &delivery, "exclusions").await?;
        page.shows("No address was left out.").await?;
        Ok(())
    });
}

#[test]
fn before_the_preparation_the_tab_says_when_exclusions_are_known() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "exclusions").await?;
        page.shows("once the delivery has been prepared").await?;
        Ok(())
    });
}

//! The page comes up.

use browser_tests::{Setup, journey};

#[test]
fn the_element_mounts_under_the_strict_policy() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

#[test]
fn an_address_that_leads_nowhere_says_so_after_signing_in() {
    journey(Setup::default(), async |page| {
        crate::support::open(page, &crate::support::ENGLISH, "/#/nowhere/at/all").await?;
        page.focus_is_on("heading", "This address leads nowhere").await?;
        page.check().await?;
        page.by_role("button", "Back to the deliveries").await?.click().await?;
        page.by_role("table", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn a_delivery_that_does_not_exist_says_so() {
    journey(Setup::default(), async |page| {
        crate::support::open_tab(page, "999", "summary").await?;
        page.focus_is_on("heading", "This delivery does not exist").await?;
        Ok(())
    });
}

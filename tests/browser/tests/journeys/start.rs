//! The page starts.

use browser_tests::{Setup, journey};

use crate::support::{ENGLISH, open, open_tab, press};

#[test]
fn the_app_starts_under_the_strict_policy() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

#[test]
fn an_unknown_address_says_so_and_leads_back_to_the_list() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/#/nowhere/at/all").await?;
        page.focus_is_on("heading", "This address leads nowhere").await?;
        page.check().await?;
        press(page, "Back to the deliveries").await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn a_delivery_that_does_not_exist_says_so() {
    journey(Setup::default(), async |page| {
        open_tab(page, "999", "summary").await?;
        page.focus_is_on("heading", "This delivery does not exist").await?;
        Ok(())
    });
}

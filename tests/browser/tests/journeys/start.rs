//! The page comes up.

use browser_tests::{Setup, journey};

#[test]
fn the_empty_element_mounts_under_the_strict_policy() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.by_role("heading", "Deliveries").await?;
        Ok(())
    });
}

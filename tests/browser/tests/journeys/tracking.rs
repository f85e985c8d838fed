//! The Tracking tab of other deliveries than the documented one.

use browser_tests::{Setup, journey};

use crate::support::{id, open_tab};

#[test]
fn a_delivery_without_tracking_says_why_its_tab_is_empty() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::UNTRACKED, "tracking").await?;
        page.by_role("tabpanel", "Tracking").await?.shows("Tracking is switched off for this delivery").await?;
        assert!(page.all_by_role("grid").await?.is_empty());
        Ok(())
    });
}

#[test]
fn before_the_preparation_the_tab_says_when_links_are_tracked() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "tracking").await?;
        page.shows("Links are tracked once the delivery has been prepared.").await?;
        Ok(())
    });
}

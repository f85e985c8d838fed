//! The Tracking tab of other deliveries than the documented one.

use browser_tests::{Setup, journey};

use crate::support::{ENGLISH, first_rows, id, open_tab, sign_in_as};

#[test]
fn the_number_of_clicks_on_a_url_leads_to_them() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::LARGE, "tracking").await?;
        let urls = page.by_role("grid", "Tracked URLs").await?;
        let log = page.by_role("grid", "Tracking logs").await?;
        page.shows("of 400").await?;
        let found = first_rows(&urls).await?;
        let Some([_, _, shops, n_clicks, _]) = found.iter().find(|row| row[2].ends_with("/shops")).map(Vec::as_slice)
        else {
            panic!("{found:?}");
        };
        urls.by_role("link", n_clicks).await?.click().await?;
        page.shows(&format!("of {n_clicks}")).await?;
        page.focus_is_on("heading", "Tracking logs").await?;
        assert!(first_rows(&log).await?.iter().all(|row| row[3] == *shops));
        // The address shows the same.
        page.reload().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.shows(&format!("of {n_clicks}")).await?;
        page.check().await?;
        page.by_role("button", "Clicks on all URLs").await?.click().await?;
        page.shows("of 400").await?;
        Ok(())
    });
}

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

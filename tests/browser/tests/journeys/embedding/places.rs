//! The same files in different places: at the top, in a folder, on another origin.

use browser_tests::{Setup, journey};
use serde_json::json;

use super::{add, around, load, open_bare, open_loaded};
use crate::support::{ENGLISH, id, open};

fn the_element_runs_from(entry: &'static str) {
    journey(Setup::default(), async |page| {
        open_bare(page).await?;
        let before = around(page).await?;
        load(page, entry).await?;
        add(page, "one", "{ route: 'deliveries/1206770/audit' }").await?;
        page.shows("of 49").await?;
        assert_eq!(around(page).await?, before);
        Ok(())
    });
}

#[test]
fn the_element_runs_from_the_top() {
    the_element_runs_from("/sms-dashboard.js");
}

#[test]
fn the_element_runs_from_a_folder_of_a_folder() {
    the_element_runs_from("/a/b/sms-dashboard.js");
}

/// The policy allows that other origin for the files alone.
#[test]
fn the_element_runs_from_another_origin() {
    journey(Setup::default(), async |page| {
        let elsewhere = page.site().elsewhere();
        for directive in ["script-src", "connect-src"] {
            page.site().steering().allow(directive, elsewhere);
        }
        open_bare(page).await?;
        load(page, &format!("{elsewhere}/a/b/sms-dashboard.js")).await?;
        add(page, "one", "{ route: 'deliveries/1206770/audit' }").await?;
        page.shows("of 49").await?;
        Ok(())
    });
}

/// The proxy there sends the headers that docs/connecting.md asks for, and no others.
#[test]
fn campaign_may_be_on_another_origin_that_lets_the_page_read() {
    journey(Setup::default(), async |page| {
        let elsewhere = page.site().elsewhere();
        page.site().steering().allow("connect-src", elsewhere);
        open_loaded(page).await?;
        let attributes = format!("{{ route: 'deliveries/1206770/audit', 'base-url': '{elsewhere}/shared' }}");
        add(page, "one", &attributes).await?;
        page.shows("of 49").await?;
        page.by_role("tab", "Delivery").await?.click().await?;
        page.shows("of 34").await?;
        assert!(!page.site().steering().seen("/shared/nl/jsp/soaprouter.jsp").is_empty());
        Ok(())
    });
}

/// A portal that has the entry file in its own bundle must say where the other files are.
#[test]
fn asset_base_names_another_place_for_the_files() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
        add(page, "one", "{ 'asset-base': '/a/b' }").await?;
        page.by_role("grid", "Deliveries").await?;
        assert!(page.site().steering().seen("/sms/assets/").is_empty());
        assert!(!page.site().steering().seen("/a/b/assets/").is_empty());
        Ok(())
    });
}

/// A template with an empty setting makes such an address.
#[test]
fn an_asset_base_that_is_no_address_is_ignored() {
    journey(Setup::default(), async |page| {
        open_loaded(page).await?;
        add(page, "one", "{ 'asset-base': 'https://' }").await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn the_page_runs_in_a_folder_of_a_folder() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, &format!("/a/b/#/deliveries/{}/audit", id::EVENT_LAUNCH)).await?;
        page.shows("of 49").await?;
        page.by_role("tab", "Summary").await?.click().await?;
        assert_eq!(
            page.evaluate("return location.pathname + location.hash").await?,
            json!("/a/b/#/deliveries/1206770/summary")
        );
        assert!(page.site().steering().seen("/sms-dashboard.js").iter().all(|seen| seen.path.starts_with("/a/b/")));
        Ok(())
    });
}

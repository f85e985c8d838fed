//! The examples in `embed/examples`, which portal developers copy.

use browser_tests::{Outcome, Page, Setup, journey};

use super::{around, theme_becomes};
use crate::support::{id, send_event_day};

/// Opens an example, with the policy that its framework needs.
async fn open(page: &Page, host: &str) -> Outcome {
    if host == "vue" {
        page.site().steering().allow("trusted-types", "vue");
    }
    page.visit(&format!("/hosts/{host}/")).await?;
    page.by_role("grid", "Deliveries").await?;
    Ok(())
}

fn the_portal_learns_the_route_of_the_dashboard(host: &str) {
    journey(Setup::default(), async |page| {
        open(page, host).await?;
        let portal = page.host().await?;
        let before = around(page).await?;
        page.by_role("searchbox", "Search").await?.fill("Event launch").await?;
        page.by_role("link", "Event launch SMS").await?.click().await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        portal.shows("Here: deliveries/1206770/summary").await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.shows("of 49").await?;
        portal.shows("Here: deliveries/1206770/audit").await?;
        page.by_role("link", "Deliveries").await?.click().await?;
        page.by_role("grid", "Deliveries").await?;
        portal.by_role("heading", "Marketing portal").await?;
        assert_eq!(around(page).await?, before, "the address, history, title and head of the host do not change");
        Ok(())
    });
}

fn the_portal_sets_the_route_of_the_dashboard(host: &str) {
    journey(Setup::default(), async |page| {
        open(page, host).await?;
        let before = around(page).await?;
        page.host().await?.by_role("button", "Show the event launch").await?.click().await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        page.by_role("tabpanel", "Summary").await?.shows("To send 34").await?;
        assert_eq!(around(page).await?, before, "the address, history, title and head of the host do not change");
        assert_eq!(page.site().steering().calls("Logon"), 1, "the host gave its token once");
        Ok(())
    });
}

fn the_portal_sets_the_theme_of_the_dashboard(host: &str) {
    journey(Setup::default(), async |page| {
        open(page, host).await?;
        for theme in ["dark", "light"] {
            page.host().await?.by_role("combobox", "Theme").await?.choose(theme).await?;
            theme_becomes(page, theme).await?;
        }
        Ok(())
    });
}

fn the_portal_can_prevent_a_sending(host: &str) {
    journey(Setup::default().frozen(), async |page| {
        open(page, host).await?;
        let quiet = page.host().await?.by_role("checkbox", "Nothing is sent today").await?;
        quiet.click().await?;
        let route = format!("document.querySelector('sms-dashboard').route = 'deliveries/{}/summary'", id::EVENT_DAY);
        page.evaluate(&route).await?;
        send_event_day(page).await?;
        page.settles().await?;
        assert_eq!(page.site().steering().calls("Play"), 0);
        quiet.click().await?;
        send_event_day(page).await?;
        page.shows("Start pending").await?;
        assert_eq!(page.site().steering().calls("Play"), 1);
        Ok(())
    });
}

/// Makes a test of each function for each example.
macro_rules! in_each_host {
    ($($name:ident),+ $(,)?) => {
        mod plain {
            $(#[test] fn $name() { super::$name("plain"); })+
        }
        mod react {
            $(#[test] fn $name() { super::$name("react"); })+
        }
        mod vue {
            $(#[test] fn $name() { super::$name("vue"); })+
        }
    };
}

in_each_host!(
    the_portal_learns_the_route_of_the_dashboard,
    the_portal_sets_the_route_of_the_dashboard,
    the_portal_sets_the_theme_of_the_dashboard,
    the_portal_can_prevent_a_sending,
);

//! The examples in `embed/examples` do what a portal developer copies them for.

use browser_tests::{Page, Setup, journey};

use super::around;
use crate::support::id;

/// Opens an example with what its framework needs.
async fn open(page: &Page, host: &str) -> browser_tests::Outcome {
    if host == "vue" {
        page.site().steering().allow("trusted-types", "vue");
    }
    page.visit(&format!("/hosts/{host}/")).await?;
    page.by_role("table", "Deliveries").await?;
    Ok(())
}

fn a_route_goes_out_and_comes_in(host: &str) {
    journey(Setup::default(), async |page| {
        open(page, host).await?;
        let portal = page.host().await?;
        let before = around(page).await?;

        page.by_role("searchbox", "Search").await?.fill("Event launch").await?;
        page.by_role("link", "Event launch SMS").await?.click().await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        portal.shows("Here: deliveries/1206770/summary").await?;
        page.by_role("tab", "Audit").await?.click().await?;
        page.shows("49 / 49").await?;
        portal.shows("Here: deliveries/1206770/audit").await?;
        page.by_role("link", "Deliveries").await?.click().await?;
        page.by_role("table", "Deliveries").await?;
        portal.by_role("heading", "Marketing portal").await?;

        portal.by_role("button", "Show the event launch").await?.click().await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        page.by_role("tabpanel", "Summary").await?.shows("To send 34").await?;
        assert_eq!(around(page).await?, before, "the host's address, history, title and head are its own");
        assert_eq!(page.site().steering().calls("Logon"), 1, "the host gave its token once");
        Ok(())
    });
}

fn a_theme_comes_in(host: &str) {
    journey(Setup::default(), async |page| {
        open(page, host).await?;
        page.host().await?.by_role("combobox", "Theme").await?.choose("dark").await?;
        page.becomes_true("return getComputedStyle(document.querySelector('sms-dashboard')).colorScheme === 'dark'")
            .await?;
        page.host().await?.by_role("combobox", "Theme").await?.choose("light").await?;
        page.becomes_true("return getComputedStyle(document.querySelector('sms-dashboard')).colorScheme === 'light'")
            .await?;
        Ok(())
    });
}

/// DM145 is ready: 18 people.
fn the_portal_has_the_last_word_before_anything_is_sent(host: &str) {
    journey(Setup::default().frozen(), async |page| {
        open(page, host).await?;
        let quiet = page.host().await?.by_role("checkbox", "Nothing is sent today").await?;
        quiet.click().await?;
        let route = format!("document.querySelector('sms-dashboard').route = 'deliveries/{}/summary'", id::EVENT_DAY);
        page.evaluate(&route).await?;
        let send = async || -> browser_tests::Outcome {
            page.by_role("button", "Send").await?.click().await?;
            let dialog = page.by_role("dialog", "Send 18 messages?").await?;
            dialog.by_role("button", "Send 18 messages").await?.click().await?;
            page.none_by_role("dialog", "Send 18 messages?").await?;
            Ok(())
        };
        send().await?;
        page.settles().await?;
        assert_eq!(page.site().steering().calls("Play"), 0);
        quiet.click().await?;
        send().await?;
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

in_each_host!(a_route_goes_out_and_comes_in, a_theme_comes_in, the_portal_has_the_last_word_before_anything_is_sent);

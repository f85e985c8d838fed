//! Every screen in both themes and all widths: it fits, and nothing is wrong with it.

use browser_tests::{Outcome, Page, Scheme, Setup, journey};
use serde_json::json;

use crate::support::{ENGLISH, columns, id, open, open_tab, route, rows};

const TABS: [(&str, &str); 6] = [
    ("summary", "To send"),
    ("sms", "Text content"),
    ("delivery", "of 34"),
    ("exclusions", "of 8"),
    ("tracking", "of 1"),
    ("audit", "of 49"),
];

/// The page is not wider than the window: nobody has to scroll to the side.
async fn fits(page: &Page) -> Outcome {
    let script = "return document.documentElement.scrollWidth <= innerWidth";
    assert_eq!(page.evaluate(script).await?, json!(true), "{} is too wide", page.route().await?);
    Ok(())
}

async fn look_at_every_screen(page: &Page) -> Outcome {
    page.visit("/").await?;
    page.by_role("heading", "Sign in").await?;
    fits(page).await?;
    page.check().await?;
    open(page, &ENGLISH, "/").await?;
    page.shows(" of ").await?;
    fits(page).await?;
    page.check().await?;
    for (tab, end) in TABS {
        page.visit(&route(id::EVENT_LAUNCH, tab)).await?;
        page.shows(end).await?;
        fits(page).await?;
        page.check().await?;
    }
    page.visit(&route(id::EVENT_REMINDER, "sms")).await?;
    page.by_role("button", "Save").await?;
    fits(page).await?;
    Ok(())
}

#[test]
fn every_screen_is_sound_wide_and_light() {
    journey(Setup::default(), look_at_every_screen);
}

#[test]
fn every_screen_is_sound_wide_and_dark() {
    journey(Setup::default().dark(), look_at_every_screen);
}

#[test]
fn every_screen_is_sound_narrow_and_light() {
    journey(Setup::default().narrow(), look_at_every_screen);
}

#[test]
fn every_screen_is_sound_narrow_and_dark() {
    journey(Setup::default().narrow().dark(), look_at_every_screen);
}

#[test]
fn every_screen_is_sound_very_narrow() {
    journey(Setup { size: (360, 740), ..Setup::default() }, look_at_every_screen);
}

#[test]
fn every_screen_is_sound_very_wide() {
    journey(Setup { size: (2560, 1440), ..Setup::default() }, look_at_every_screen);
}

#[test]
fn every_screen_is_sound_in_forced_colours() {
    journey(Setup::default(), async |page| {
        let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
        page.devtools("Emulation.setEmulatedMedia", forced).await?;
        look_at_every_screen(page).await?;
        assert_eq!(page.evaluate("return matchMedia('(forced-colors: active)').matches").await?, json!(true));
        Ok(())
    });
}

#[test]
fn the_theme_follows_the_system() {
    journey(Setup::default(), async |page| {
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        let colour = "return getComputedStyle(document.querySelector('sms-dashboard')).color";
        let light = page.evaluate(colour).await?;
        page.prefer(Scheme::Dark).await?;
        assert_ne!(page.evaluate(colour).await?, light);
        Ok(())
    });
}

#[test]
fn on_a_narrow_screen_rows_have_two_lines_and_keep_their_roles() {
    journey(Setup::default().narrow(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "exclusions").await?;
        let table = page.by_role("grid", "Exclusion logs").await?;
        rows(&table, 8).await?;
        // The first one is the row of the headers.
        for row in table.all_by_role("row").await?.iter().skip(1) {
            assert_eq!(row.all_by_role("gridcell").await?.len(), 4);
        }
        page.resize(1440, 900).await?;
        assert_eq!(columns(&table).await?.len(), 7);
        Ok(())
    });
}

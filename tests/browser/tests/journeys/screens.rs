//! Every screen in both themes at every width: sound, within the viewport, and with the roles of its tables.

use browser_tests::{Outcome, Page, Scheme, Setup, journey};
use serde_json::json;

use crate::support::{ENGLISH, columns, id, open, route, rows};

const TABS: [(&str, &str); 6] = [
    ("summary", "To send"),
    ("sms", "Text content"),
    ("delivery", "34 / 34"),
    ("exclusions", "8 / 8"),
    ("tracking", "1 / 1"),
    ("audit", "49 / 49"),
];

/// Nothing sticks out sideways: the page itself never scrolls that way.
async fn fits(page: &Page) -> Outcome {
    let script = "return document.documentElement.scrollWidth <= innerWidth";
    assert_eq!(page.evaluate(script).await?, json!(true), "{} sticks out", page.route().await?);
    Ok(())
}

async fn look_at_every_screen(page: &Page) -> Outcome {
    page.visit("/").await?;
    page.by_role("heading", "Sign in").await?;
    fits(page).await?;
    page.check().await?;
    open(page, &ENGLISH, "/").await?;
    page.shows("100 /").await?;
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
fn wide_and_light() {
    journey(Setup::default(), look_at_every_screen);
}

#[test]
fn wide_and_dark() {
    journey(Setup::default().dark(), look_at_every_screen);
}

#[test]
fn narrow_and_light() {
    journey(Setup::default().narrow(), look_at_every_screen);
}

#[test]
fn narrow_and_dark() {
    journey(Setup::default().narrow().dark(), look_at_every_screen);
}

#[test]
fn very_narrow() {
    journey(Setup { size: (360, 740), ..Setup::default() }, look_at_every_screen);
}

#[test]
fn very_wide() {
    journey(Setup { size: (2560, 1440), ..Setup::default() }, look_at_every_screen);
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
fn cards_keep_the_roles_of_the_table() {
    journey(Setup::default().narrow(), async |page| {
        open(page, &ENGLISH, &route(id::EVENT_LAUNCH, "exclusions")).await?;
        let table = page.by_role("table", "Exclusion logs").await?;
        rows(&table, 8).await?;
        let rows = table.all_by_role("row").await?;
        let body: Vec<_> = rows.iter().rev().take(8).collect();
        assert_eq!(body.len(), 8);
        let cells = body[0].all_by_role("cell").await?;
        assert_eq!(cells.len(), 8);
        page.resize(1440, 900).await?;
        assert_eq!(columns(&table).await?.len(), 8);
        Ok(())
    });
}

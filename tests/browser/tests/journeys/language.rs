//! Switching the language of an open page.

use browser_tests::{Error, Node, Outcome, Page, Setup, journey};
use fantoccini::key::Key;
use serde_json::json;

use crate::support::{
    ENGLISH, FRENCH, columns, focused_row, id, open, open_tab, press, route, rows, sign_in_as, text_field,
};

#[test]
fn the_language_of_an_open_page_can_be_switched() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "delivery").await?;
        page.shows("of 34").await?;
        press(page, "Français").await?;
        for tab in FRENCH.tabs {
            page.by_role("tab", tab).await?;
        }
        let table = page.by_role("grid", "Logs de diffusion").await?;
        assert!(columns(&table).await?.contains(&"Raison".to_owned()));
        page.shows("lecture seule").await?;
        page.is_titled("Event launch SMS (DM55842) · Diffusion").await?;
        assert_eq!(page.evaluate("return document.documentElement.lang").await?, json!("fr"));
        assert_eq!(page.route().await?, route(id::EVENT_LAUNCH, "delivery"));
        page.check().await?;
        press(page, "English").await?;
        page.by_role("grid", "Delivery logs").await?;
        Ok(())
    });
}

#[test]
fn a_changed_text_survives_a_switch_of_the_language() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        text_field(page).await?.fill("half a sente").await?;
        press(page, "Français").await?;
        let editor = page.by_role("textbox", "Contenu texte").await?;
        assert_eq!(editor.value().await?, "half a sente");
        Ok(())
    });
}

/// The rows stay and only their words change. In a new table, the focus and the cursor would be lost.
#[test]
fn a_row_keeps_the_cursor_when_the_language_changes() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        page.by_role("searchbox", "Search").await?.fill("DM55842").await?;
        rows(&page.by_role("grid", "Deliveries").await?, 1).await?;
        page.by_role("grid", "Deliveries").await?.focus().await?;
        page.press(Key::Down).await?;
        page.evaluate("document.querySelector('sms-dashboard').locale = 'fr'").await?;
        let table = page.by_role("grid", "Diffusions").await?;
        assert!(columns(&table).await?.contains(&"Statut".to_owned()));
        table.shows("Terminé").await?;
        page.focus_is_on("grid", "Diffusions").await?;
        assert!(focused_row(&table).await?.contains("Event launch SMS"));
        Ok(())
    });
}

/// The moment with this text: a time has no name.
async fn moment(page: &Page, text: &str) -> Outcome<Node> {
    page.shows(text).await?;
    for time in page.all_by_role("time").await? {
        if time.text().await? == text {
            return Ok(time);
        }
    }
    Err(Error::new(format!("There is no time {text}.")).into())
}

#[test]
fn a_time_tells_the_other_zones_under_the_pointer_and_with_the_focus() {
    journey(Setup { zone: "America/New_York", ..Setup::default() }, async |page| {
        open_tab(page, id::EVENT_LAUNCH, "summary").await?;
        let there = "1 Aug 2024, 09:27:39 (America/New_York)\n1 Aug 2024, 13:27:39 (UTC)";
        let time = moment(page, "since 1 Aug 2024, 15:27:39").await?;
        time.focus().await?;
        assert_eq!(time.attribute("title").await?.as_deref(), Some(there));
        page.by_role("combobox", "Time zone").await?.choose("Times in UTC").await?;
        let time = moment(page, "since 1 Aug 2024, 13:27:39").await?;
        time.click().await?;
        let there = "1 Aug 2024, 15:27:39 (Europe/Paris)\n1 Aug 2024, 09:27:39 (America/New_York)";
        assert_eq!(time.attribute("title").await?.as_deref(), Some(there));
        Ok(())
    });
}

/// Adobe's documentation shows 1 Aug 2024, 15:27 to an operator in Paris.
#[test]
fn times_are_shown_in_the_zone_of_the_operator_of_the_browser_or_utc() {
    journey(Setup { zone: "America/New_York", ..Setup::default() }, async |page| {
        open_tab(page, id::EVENT_LAUNCH, "summary").await?;
        page.shows("it ended on 1 Aug 2024, 15:27;").await?;
        let zones = page.by_role("combobox", "Time zone").await?;
        zones.choose("Times in America/New_York").await?;
        page.shows("it ended on 1 Aug 2024, 09:27;").await?;
        zones.choose("Times in UTC").await?;
        page.shows("it ended on 1 Aug 2024, 13:27;").await?;
        page.check().await?;
        // The choice is kept.
        page.reload().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.shows("it ended on 1 Aug 2024, 13:27;").await?;
        page.by_role("combobox", "Time zone").await?.choose("Times in Europe/Paris").await?;
        page.shows("it ended on 1 Aug 2024, 15:27;").await?;
        Ok(())
    });
}

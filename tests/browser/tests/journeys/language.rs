//! Switching the language of an open page.

use browser_tests::{Setup, journey};
use serde_json::json;

use crate::support::{ENGLISH, FRENCH, columns, id, open, open_tab, press, route, rows, text_field};

#[test]
fn the_language_of_an_open_page_can_be_switched() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "delivery").await?;
        page.shows("34 / 34").await?;
        press(page, "Français").await?;
        for tab in FRENCH.tabs {
            page.by_role("tab", tab).await?;
        }
        let table = page.by_role("table", "Logs de diffusion").await?;
        assert!(columns(&table).await?.contains(&"Raison".to_owned()));
        page.shows("lecture seule").await?;
        page.is_titled("Event launch SMS (DM55842) · Diffusion").await?;
        assert_eq!(page.evaluate("return document.documentElement.lang").await?, json!("fr"));
        assert_eq!(page.route().await?, route(id::EVENT_LAUNCH, "delivery"));
        page.check().await?;
        press(page, "English").await?;
        page.by_role("table", "Delivery logs").await?;
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

/// The rows stay and only their words change. In a new list, the link with the focus would be lost.
#[test]
fn a_link_in_a_row_keeps_the_focus_when_the_language_changes() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        page.by_role("searchbox", "Search").await?.fill("DM55842").await?;
        rows(&page.by_role("table", "Deliveries").await?, 1).await?;
        page.by_role("link", "Event launch SMS").await?.focus().await?;
        page.evaluate("document.querySelector('sms-dashboard').locale = 'fr'").await?;
        let table = page.by_role("table", "Diffusions").await?;
        assert!(columns(&table).await?.contains(&"Statut".to_owned()));
        table.shows("Terminé").await?;
        page.focus_is_on("link", "Event launch SMS").await?;
        Ok(())
    });
}

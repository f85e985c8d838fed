//! Two languages, switched while looking.

use browser_tests::{Setup, journey};
use serde_json::json;

use crate::support::{ENGLISH, FRENCH, columns, id, open, open_tab, route, rows};

#[test]
fn the_language_switches_in_place() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "delivery").await?;
        page.shows("34 / 34").await?;
        page.by_role("button", "Français").await?.click().await?;
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
        page.by_role("button", "English").await?.click().await?;
        page.by_role("table", "Delivery logs").await?;
        Ok(())
    });
}

#[test]
fn typed_text_survives_a_change_of_language() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "sms").await?;
        page.by_role("textbox", "Text content").await?.fill("half a sente").await?;
        page.by_role("button", "Français").await?.click().await?;
        let editor = page.by_role("textbox", "Contenu texte").await?;
        assert_eq!(editor.value().await?, "half a sente");
        Ok(())
    });
}

/// Rows are keyed by their id and drawn again in place: a list that is drawn anew would lose the link under the focus.
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

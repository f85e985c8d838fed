//! The delivery of Adobe's documentation, DM55842, tab by tab, as the issue describes it.

use browser_tests::{Outcome, Page, environment, journey};

use crate::support::{Words, column, columns, id, in_both_languages, open, route, rows};

/// The words of the six tabs in one language.
struct Said {
    to_send: &'static str,
    processed: &'static str,
    success: &'static str,
    finished: &'static str,
    folder: &'static str,
    text: &'static str,
    locked: &'static str,
    logs: &'static str,
    log_columns: [&'static str; 6],
    sent: &'static str,
    exclusions: &'static str,
    causes: &'static str,
    denylisted: &'static str,
    ignored: &'static str,
    urls: &'static str,
    url_columns: [&'static str; 3],
    journal: &'static str,
    journal_columns: [&'static str; 4],
}

fn said(words: &Words) -> Said {
    match words.login {
        "admin" => Said {
            to_send: "To send 34",
            processed: "Processed 100 % 34",
            success: "Success 100 % 34",
            finished: "Finished",
            folder: "Folder",
            text: "Text content",
            locked: "Locked since",
            logs: "Delivery logs",
            log_columns: ["Last modified", "Status", "Reason", "Failure type", "Address", "Text"],
            sent: "Sent",
            exclusions: "Exclusion logs",
            causes: "Causes of exclusions",
            denylisted: "Denylisted address",
            ignored: "Ignored",
            urls: "Tracked URLs",
            url_columns: ["Label", "Type", "Source URL"],
            journal: "Journal",
            journal_columns: ["Date", "Message", "Severity", "Code"],
        },
        _ => Said {
            to_send: "À envoyer 34",
            processed: "Traités 100 % 34",
            success: "Succès 100 % 34",
            finished: "Terminé",
            folder: "Dossier",
            text: "Contenu texte",
            locked: "Verrouillé depuis",
            logs: "Logs de diffusion",
            log_columns: ["Dernière modification", "Statut", "Raison", "Type d’échec", "Adresse", "Texte"],
            sent: "Envoyé",
            exclusions: "Logs d’exclusion",
            causes: "Causes des exclusions",
            denylisted: "Adresse placée sur la liste bloquée",
            ignored: "Ignoré",
            urls: "URL trackées",
            url_columns: ["Libellé", "Type", "URL source"],
            journal: "Journal",
            journal_columns: ["Date", "Message", "Gravité", "Code"],
        },
    }
}

async fn open_tab(page: &Page, words: &Words, slug: &str) -> Outcome {
    open(page, words, &route(id::EVENT_LAUNCH, slug)).await
}

fn the_summary_shows_the_figures(words: &Words) {
    journey(words.setup(), async |page| {
        let said = said(words);
        open_tab(page, words, "summary").await?;
        let panel = page.by_role("tabpanel", words.tabs[0]).await?;
        for part in [said.to_send, said.processed, said.success, said.finished, said.folder] {
            panel.shows(part).await?;
        }
        for part in ["15:27:39", "Mobile (SMS)", "SMS routing", "Profiles and Targets"] {
            panel.shows(part).await?;
        }
        Ok(())
    });
}

fn the_text_is_shown_and_locked(words: &Words) {
    journey(words.setup(), async |page| {
        let said = said(words);
        open_tab(page, words, "sms").await?;
        let editor = page.by_role("textbox", said.text).await?;
        assert!(editor.value().await?.starts_with("Hi <%= recipient.firstName %>, our event starts today!"));
        assert!(!editor.is_enabled().await?);
        assert_eq!(editor.attribute("aria-disabled").await?.as_deref(), Some("true"));
        assert!(editor.attribute("readonly").await?.is_some());
        assert!(editor.description().await?.contains(said.locked), "{}", editor.description().await?);
        // It can have the focus and be read, but typing changes nothing.
        let before = editor.value().await?;
        editor.focus().await?;
        page.focus_is_on("textbox", said.text).await?;
        page.type_text("x").await?;
        assert_eq!(editor.value().await?, before);
        Ok(())
    });
}

fn all_messages_are_logged_as_sent(words: &Words) {
    journey(words.setup(), async |page| {
        let said = said(words);
        open_tab(page, words, "delivery").await?;
        let table = page.by_role("grid", said.logs).await?;
        let rows = rows(&table, 34).await?;
        page.shows(&format!("{} 34", words.of)).await?;
        let names = columns(&table).await?;
        let places: Vec<_> = said.log_columns.iter().map(|name| names.iter().position(|other| other == name)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{names:?}");
        let status = places[1].unwrap_or_default();
        assert!(column(&rows, status).iter().all(|status| *status == said.sent), "{rows:?}");
        assert!(rows.iter().all(|row| row.iter().any(|cell| cell == "Message to '*' pushed to the connector.")));
        Ok(())
    });
}

fn every_excluded_address_has_its_reason(words: &Words) {
    journey(words.setup(), async |page| {
        let said = said(words);
        open_tab(page, words, "exclusions").await?;
        let table = page.by_role("grid", said.exclusions).await?;
        let found = rows(&table, 8).await?;
        page.shows(&format!("{} 8", words.of)).await?;
        let count = |reason: &str| found.iter().filter(|row| row.iter().any(|cell| cell == reason)).count();
        assert_eq!((count(said.denylisted), count("Double")), (2, 6));
        assert_eq!(found.iter().filter(|row| row.iter().any(|cell| cell == said.ignored)).count(), 8);
        if environment::is_strict() {
            // There no operator may read the causes: one panel says so, and the rows beside it are shown.
            page.shows("nms:dlvExclusion").await?;
            return Ok(());
        }
        let causes = rows(&page.by_role("grid", said.causes).await?, 2).await?;
        let cause = |rule: &str| causes.iter().find(|row| row[0].contains(rule)).map(|row| row[1].as_str());
        assert_eq!(cause("denylisted"), Some("2"));
        assert_eq!(cause("Duplicate"), Some("6"));
        Ok(())
    });
}

fn the_tracked_link_is_shown(words: &Words) {
    journey(words.setup(), async |page| {
        let said = said(words);
        open_tab(page, words, "tracking").await?;
        let table = page.by_role("grid", said.urls).await?;
        let found = rows(&table, 1).await?;
        assert!(columns(&table).await?.starts_with(&said.url_columns.map(str::to_owned)));
        assert_eq!(found[0][2], "https://www.adobe.com");
        let link = table.by_role("link", "https://www.adobe.com").await?;
        assert_eq!(link.attribute("rel").await?.as_deref().map(|rel| rel.contains("noopener")), Some(true));
        page.shows(&format!("{} 1", words.of)).await?;
        page.shows(&format!("{} 3", words.of)).await?;
        Ok(())
    });
}

fn the_journal_tells_the_end_of_the_sending(words: &Words) {
    journey(words.setup(), async |page| {
        let said = said(words);
        open_tab(page, words, "audit").await?;
        let table = page.by_role("grid", said.journal).await?;
        let found = rows(&table, 49).await?;
        assert_eq!(columns(&table).await?, said.journal_columns);
        page.shows(&format!("{} 49", words.of)).await?;
        let finished = "Delivery finished (all messages have been sent).";
        assert!(found.iter().any(|row| row[1].contains(finished) && row[3] == "DEL-430015"), "{found:?}");
        Ok(())
    });
}

in_both_languages!(
    the_summary_shows_the_figures,
    the_text_is_shown_and_locked,
    all_messages_are_logged_as_sent,
    every_excluded_address_has_its_reason,
    the_tracked_link_is_shown,
    the_journal_tells_the_end_of_the_sending,
);

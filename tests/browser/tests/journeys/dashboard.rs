//! The page of a delivery: its heading, its tabs.

use browser_tests::steering::Turn;
use browser_tests::{Colleague, Outcome, Page, Setup, eventually, journey};
use fantoccini::key::Key;

use crate::support::{Words, id, in_both_languages, open, open_tab, press, route, text_field};

const SLUGS: [&str; 6] = ["summary", "sms", "delivery", "exclusions", "tracking", "audit"];

async fn is_selected(page: &Page, tab: &str) -> Outcome {
    let node = page.by_role("tab", tab).await?;
    eventually(&format!("{tab} is selected"), async || {
        Ok(node.attribute("aria-selected").await?.as_deref() == Some("true"))
    })
    .await?;
    page.by_role("tabpanel", tab).await?;
    Ok(())
}

fn the_heading_names_the_delivery(words: &Words) {
    journey(words.setup(), async |page| {
        open(page, words, &route(id::EVENT_LAUNCH, "summary")).await?;
        page.focus_is_on("heading", "Event launch SMS (DM55842)").await?;
        page.shows(words.read_only).await?;
        Ok(())
    });
}

fn every_tab_has_a_name_an_address_and_a_title(words: &Words) {
    journey(words.setup(), async |page| {
        open(page, words, &route(id::EVENT_LAUNCH, "summary")).await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        let tabs = page.all_by_role("tab").await?;
        assert_eq!(tabs.len(), 6);
        for (tab, name) in tabs.iter().zip(words.tabs) {
            assert_eq!(tab.name().await?, name);
        }
        for (name, slug) in words.tabs.into_iter().zip(SLUGS) {
            page.by_role("tab", name).await?.click().await?;
            is_selected(page, name).await?;
            assert_eq!(page.route().await?, route(id::EVENT_LAUNCH, slug));
            page.is_titled(&format!("Event launch SMS (DM55842) · {name}")).await?;
        }
        Ok(())
    });
}

in_both_languages!(the_heading_names_the_delivery, every_tab_has_a_name_an_address_and_a_title);

#[test]
fn arrow_keys_move_between_the_tabs_and_only_one_is_a_tab_stop() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "summary").await?;
        page.by_role("tab", "Summary").await?.focus().await?;
        for (key, tab) in [
            (Key::Right, "SMS"),
            (Key::Right, "Delivery"),
            (Key::Left, "SMS"),
            (Key::End, "Audit"),
            (Key::Right, "Summary"),
            (Key::Left, "Audit"),
            (Key::Home, "Summary"),
        ] {
            page.press(key).await?;
            page.focus_is_on("tab", tab).await?;
            is_selected(page, tab).await?;
        }
        for tab in page.all_by_role("tab").await? {
            let stop = if tab.name().await? == "Summary" { "0" } else { "-1" };
            assert_eq!(tab.attribute("tabindex").await?.as_deref(), Some(stop));
        }
        page.press(Key::Tab).await?;
        page.focus_is_on("tabpanel", "Summary").await?;
        Ok(())
    });
}

#[test]
fn the_count_of_a_tab_is_its_description_and_not_its_name() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "summary").await?;
        for (tab, count) in [("Delivery", "34"), ("Exclusions", "8"), ("Tracking", "1"), ("Audit", "49")] {
            let tab = page.by_role("tab", tab).await?;
            eventually("the tab describes its count", async || Ok(tab.description().await?.contains(count))).await?;
        }
        Ok(())
    });
}

#[test]
fn a_link_leads_back_to_the_list() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_LAUNCH, "audit").await?;
        page.by_role("link", "Deliveries").await?.click().await?;
        page.focus_is_on("heading", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn a_refresh_shows_what_changed_on_the_server() {
    journey(Setup::default(), async |page| {
        open_tab(page, id::EVENT_REMINDER, "summary").await?;
        page.by_role("heading", "Event reminder (DM144)").await?;
        let colleague = Colleague::sign_in(page.site(), "marie").await?;
        colleague.update(id::EVENT_REMINDER_NAME, "label='Event reminder, renamed'", "").await?;
        press(page, "Refresh").await?;
        page.by_role("heading", "Event reminder, renamed (DM144)").await?;
        Ok(())
    });
}

#[test]
fn where_the_server_lacks_an_attribute_the_rest_is_shown() {
    journey(Setup::default(), async |page| {
        let fault = Turn::fault("XTK-170036", "Unable to parse expression 'deliveryProvider/@label'.");
        let _old = page.site().steering().intervene("deliveryProvider", fault);
        open_tab(page, id::EVENT_LAUNCH, "summary").await?;
        page.by_role("heading", "Event launch SMS (DM55842)").await?;
        page.shows("Routing, folder, errors and a few others are missing here.").await?;
        page.shows("34").await?;
        page.by_role("tab", "SMS").await?.click().await?;
        assert!(!text_field(page).await?.value().await?.is_empty());
        Ok(())
    });
}

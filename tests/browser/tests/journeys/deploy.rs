//! A newer version is deployed over the one that an open page runs.

use browser_tests::{Setup, journey, steering::Turn};

use crate::support::{ENGLISH, id, open, route};

#[test]
fn an_open_page_goes_on_while_a_newer_version_takes_the_place_of_its_files() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        page.by_role("table", "Deliveries").await?;
        let entry = "const [done] = arguments; import('/sms-dashboard.js').then(({ version }) => done(version))";
        assert_eq!(page.evaluate_async(entry).await?, env!("CARGO_PKG_VERSION"));
        page.settles().await?;
        page.site().steering().forget();
        page.site().deploy_next()?;

        // Every part of it, and an element that begins only now.
        page.evaluate(&format!("location.hash = '/deliveries/{}/summary'", id::EVENT_LAUNCH)).await?;
        for tab in ENGLISH.tabs {
            page.by_role("tab", tab).await?.click().await?;
            page.by_role("tabpanel", tab).await?;
        }
        page.by_role("button", "Français").await?.click().await?;
        page.by_role("tab", "Résumé").await?;
        page.evaluate("document.body.append(Object.assign(document.createElement('sms-dashboard'), { id: 'late' }))")
            .await?;
        page.becomes_true("return late.shadowRoot.querySelector('h1') !== null").await?;
        page.evaluate("late.remove()").await?;
        page.settles().await?;
        assert!(page.site().steering().seen("/assets/").is_empty(), "nothing of the older version is asked for");
        page.check().await?;

        page.reload().await?;
        page.by_role("heading", "Sign in").await?;
        assert_ne!(page.evaluate_async(entry).await?, env!("CARGO_PKG_VERSION"));
        Ok(())
    });
}

#[test]
fn a_page_that_was_loaded_before_its_files_were_replaced_says_to_reload_it() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("404");
        page.expect_in_console("assets/trouble-");
        let held = page.site().steering().intervene(".wasm", Turn::Hold);
        page.visit(&route(id::EVENT_LAUNCH, "audit")).await?;
        page.by_role_containing("status", "Loading…").await?;
        page.site().deploy_next()?;
        held.release();
        page.by_role_containing("alert", "Reload the page: perhaps there is a newer version.").await?;
        page.reload().await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

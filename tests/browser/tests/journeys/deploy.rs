//! A newer version of the app replaces the files of the one that is open in a page.

use browser_tests::steering::Turn;
use browser_tests::{Engine, Setup, journey};

use crate::support::{ENGLISH, id, open, press, route};

#[test]
fn an_open_page_goes_on_with_its_version_until_it_is_reloaded() {
    journey(Setup::default(), async |page| {
        open(page, &ENGLISH, "/").await?;
        page.by_role("grid", "Deliveries").await?;
        let entry = "const [done] = arguments; import('/sms-dashboard.js').then(({ version }) => done(version))";
        assert_eq!(page.evaluate_async(entry).await?, env!("CARGO_PKG_VERSION"));
        page.settles().await?;
        page.site().steering().forget();
        page.site().deploy_next()?;

        // Every part of the app is used, and an element that is added only now.
        page.evaluate(&format!("location.hash = '/deliveries/{}/summary'", id::EVENT_LAUNCH)).await?;
        for tab in ENGLISH.tabs {
            page.by_role("tab", tab).await?.click().await?;
            page.by_role("tabpanel", tab).await?;
        }
        press(page, "Français").await?;
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
fn a_page_whose_files_are_replaced_while_it_loads_says_to_reload_it() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("status of 404");
        for engine in [Engine::Chromium, Engine::Firefox] {
            page.expect_in_console_of(engine, "integrity");
        }
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

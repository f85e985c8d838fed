//! The element in pages of others: the example hosts, and hosts that make it difficult.

mod addresses;
mod entry;
mod examples;
mod frame;
mod hostile;
mod lifecycle;
mod places;
mod polluted;
mod portal;
mod remains;
mod surroundings;
mod tokens;

use browser_tests::{Outcome, Page};
use serde_json::Value;

/// What the element must not touch.
async fn around(page: &Page) -> Outcome<Value> {
    let script = "return [location.href, history.length, document.title, document.head.outerHTML]";
    Ok(page.evaluate(script).await?)
}

/// Opens the host to which journeys add their elements themselves.
async fn open_bare(page: &Page) -> Outcome {
    page.visit("/hosts/bare/").await?;
    Ok(page.becomes_true("return 'load' in window").await?)
}

/// Loads the entry file at this address into the bare host.
async fn load(page: &Page, address: &str) -> Outcome {
    let script =
        format!("const done = arguments[0]; load('{address}').then(() => done(''), (error) => done(`${{error}}`))");
    assert_eq!(page.evaluate_async(&script).await?, "", "the entry file at {address} loads");
    Ok(())
}

/// Opens the bare host and loads the entry file into it.
async fn open_loaded(page: &Page) -> Outcome {
    open_bare(page).await?;
    load(page, ENTRY).await
}

/// Adds a dashboard called `name` to the bare host. `attributes` is a JavaScript object.
async fn add(page: &Page, name: &str, attributes: &str) -> Outcome {
    page.evaluate(&format!("add('{name}', {attributes})")).await?;
    Ok(())
}

/// Waits until the dashboard has this theme.
async fn theme_becomes(page: &Page, theme: &str) -> Outcome {
    let script = format!("return getComputedStyle(document.querySelector('sms-dashboard')).colorScheme === '{theme}'");
    Ok(page.becomes_true(&script).await?)
}

/// The entry file in a folder of a portal.
const ENTRY: &str = "/sms/sms-dashboard.js";

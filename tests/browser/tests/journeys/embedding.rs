//! The element in pages of others: the example hosts, and hosts that make it hard.

mod examples;
mod frame;
mod hostile;
mod lifecycle;
mod places;
mod portal;
mod remains;
mod tokens;

use browser_tests::{Outcome, Page};
use serde_json::Value;

/// What belongs to the host alone.
async fn around(page: &Page) -> Outcome<Value> {
    let script = "return [location.href, history.length, document.title, document.head.outerHTML]";
    Ok(page.evaluate(script).await?)
}

/// Opens the host in which journeys put their elements themselves.
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

/// Adds a dashboard called `name` to the bare host; `attributes` is a JavaScript object.
async fn add(page: &Page, name: &str, attributes: &str) -> Outcome {
    page.evaluate(&format!("add('{name}', {attributes})")).await?;
    Ok(())
}

/// Where portals in these journeys have the files.
const ENTRY: &str = "/sms/sms-dashboard.js";

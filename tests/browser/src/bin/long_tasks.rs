//! Goes through the app and prints what kept the page's main thread for 50 ms or more; `cargo xtask long-tasks` starts it.
#![expect(clippy::print_stdout, reason = "it tells what it has measured")]

use std::process::ExitCode;

use browser_tests::{Outcome, Page, program};

/// What is done, and the script that does it. The delivery has 10,000 logs.
const STEPS: [(&str, &str); 16] = [
    ("Signing in, the list", "press('admin')"),
    ("Show more of the list", "press('Show more')"),
    ("A delivery's summary", "go('summary')"),
    ("SMS", "go('sms')"),
    ("Exclusions", "go('exclusions')"),
    ("Tracking", "go('tracking')"),
    ("Audit", "go('audit')"),
    ("Delivery, 100 rows", "go('delivery')"),
    ("Show more: 200 rows", "press('Show more')"),
    ("Show more: 300 rows", "press('Show more')"),
    ("Show more: 400 rows", "press('Show more')"),
    ("Show more: 500 rows", "press('Show more')"),
    ("Show more: 100 rows for 100 others", "press('Show more')"),
    ("Show earlier rows", "press('Show earlier rows')"),
    ("Another language, with 500 rows", "press('Français')"),
    ("Refresh, back to the first 100", "press('Actualiser')"),
];

/// What the steps call besides, and the ear for long tasks, which hears of earlier ones as well.
const PREPARE: &str = "
    window.press = (text) => button(text).click();
    window.go = (tab) => (location.hash = `/deliveries/1900000/${tab}`);
    window.tasks = [];
    const hear = (list) => tasks.push(...list.getEntries().map(({ duration }) => duration));
    new PerformanceObserver(hear).observe({ type: 'longtask', buffered: true });";

const TAKE: &str = "return tasks.splice(0)";

fn main() -> ExitCode {
    program::walk(walk)
}

async fn walk(page: &Page) -> Outcome {
    program::begin(page).await?;
    page.evaluate(PREPARE).await?;
    page.rests().await?;
    tell(page, "Until the sign-in is there").await?;
    for (name, script) in STEPS {
        page.evaluate(script).await?;
        page.becomes_true("return rests()").await?;
        page.rests().await?;
        tell(page, name).await?;
    }
    Ok(())
}

async fn tell(page: &Page, step: &str) -> Outcome {
    let tasks = page.evaluate(TAKE).await?;
    let tasks: Vec<_> = tasks.as_array().into_iter().flatten().filter_map(|task| task.as_f64()).collect();
    let told = tasks.iter().map(|task| format!("{task:.0} ms")).collect::<Vec<_>>().join(", ");
    println!("{step:38} {}", if told.is_empty() { "-" } else { &told });
    Ok(())
}

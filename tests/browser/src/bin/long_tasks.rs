//! Goes through the app and prints the tasks that took the page's main thread for 50 ms or more, first as fast as the machine
//! is, then four times slower. `cargo xtask long-tasks` starts it.
#![expect(clippy::print_stdout, reason = "it prints what it has measured")]

use std::process::ExitCode;

use browser_tests::{Outcome, Page, program};

/// The steps and their scripts. The delivery has 10,000 logs.
const STEPS: [(&str, &str); 13] = [
    ("Signing in, the list", "press('admin')"),
    ("The end of the list", "scrollRows(1e6)"),
    ("A delivery's summary", "go('summary')"),
    ("SMS", "go('sms')"),
    ("Exclusions", "go('exclusions')"),
    ("Tracking", "go('tracking')"),
    ("Audit", "go('audit')"),
    ("Delivery, 10,000 rows", "go('delivery')"),
    ("The next 100 rows", "scrollRows(100)"),
    ("The next 1,000 rows", "scrollRows(1000)"),
    ("The last rows", "scrollRows(1e6)"),
    ("Another language", "press('Français')"),
    ("Refresh", "press('Actualiser')"),
];

/// More functions for the steps, and an observer of long tasks. It also gets the earlier ones.
const PREPARE: &str = "
    window.press = (text) => button(text).click();
    window.go = (tab) => (location.hash = `/deliveries/1900000/${tab}`);
    window.tasks = [];
    const keep = (list) => tasks.push(...list.getEntries().map(({ duration }) => duration));
    new PerformanceObserver(keep).observe({ type: 'longtask', buffered: true });";

/// The slowdowns of the page's processor.
const SLOWNESSES: [u32; 2] = [1, 4];

const TAKE: &str = "return tasks.splice(0)";

fn main() -> ExitCode {
    for slowness in SLOWNESSES {
        let code = program::walk(async |page| walk(page, slowness).await);
        if code != ExitCode::SUCCESS {
            return code;
        }
    }
    ExitCode::SUCCESS
}

async fn walk(page: &Page, slowness: u32) -> Outcome {
    println!("CPU ÷ {slowness}");
    page.slow_down(slowness).await?;
    program::begin(page).await?;
    page.evaluate(PREPARE).await?;
    page.rests().await?;
    print(page, "Until the sign-in is there").await?;
    for (name, script) in STEPS {
        page.evaluate(script).await?;
        page.becomes_true("return rests()").await?;
        page.rests().await?;
        print(page, name).await?;
    }
    Ok(())
}

async fn print(page: &Page, step: &str) -> Outcome {
    let tasks = page.evaluate(TAKE).await?;
    let tasks: Vec<_> = tasks.as_array().into_iter().flatten().filter_map(|task| task.as_f64()).collect();
    let times = tasks.iter().map(|task| format!("{task:.0} ms")).collect::<Vec<_>>().join(", ");
    println!("{step:38} {}", if times.is_empty() { "-" } else { &times });
    Ok(())
}

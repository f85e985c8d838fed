//! Exports a log of a million rows, and prints what each kind of file takes as a Markdown table. `cargo xtask bench export`
//! starts it.
#![expect(clippy::print_stdout, reason = "it prints what it has measured")]

use std::process::ExitCode;
use std::time::Instant;
use std::{fs, io};

use browser_tests::{Error, Failed, Outcome, Page, Setup, program};

const ROWS: u64 = 1_000_000;

/// Keeps the size of the last file instead of saving it, and the longest task.
const WATCH: &str = "
    window.bytes = 0;
    window.longest = 0;
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.bytes = blob.size; return make.call(URL, blob); };
    HTMLAnchorElement.prototype.click = () => { window.isSaved = true; };
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => {
        window.longest = Math.max(window.longest, duration);
    })).observe({ type: 'longtask' });";

fn main() -> ExitCode {
    program::walk_with(Setup { logs: ROWS, ..Setup::default() }, measure)
}

async fn measure(page: &Page) -> Outcome {
    println!("| | time, s | requests | size, MB | longest task, ms | memory of the tab before, MB | most | grown by |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    for kind in ["CSV, for spreadsheets", "XLSX, a workbook with numbers and dates", "JSON Lines, for programs"] {
        program::begin(page).await?;
        program::sign_in(page).await?;
        page.evaluate("location.hash = '/deliveries/1900000/delivery'").await?;
        page.by_role("grid", "Delivery logs").await?;
        page.rests().await?;
        page.evaluate(WATCH).await?;
        page.by_role("button", "Export").await?.click().await?;
        let dialog = page.by_role("dialog", "Export").await?;
        dialog.by_role("radio", kind).await?.click().await?;
        page.site().steering().forget();
        let before = tab_memory()?;
        let mut most = before;
        let begun = Instant::now();
        dialog.by_role("button", "Export").await?.click().await?;
        while page.evaluate("return window.isSaved === true").await? != true {
            most = most.max(tab_memory()?);
        }
        let seconds = begun.elapsed().as_secs_f64();
        let number = async |name: &str| -> Result<f64, Error> {
            Ok(page.evaluate(&format!("return window.{name}")).await?.as_f64().unwrap_or(f64::NAN))
        };
        let n_requests = page.site().steering().seen("soaprouter").len();
        let megabytes = number("bytes").await? / 1e6;
        let longest = number("longest").await?;
        println!(
            "| {kind} | {seconds:.1} | {n_requests} | {megabytes:.1} | {longest:.0} | {before:.0} | {most:.0} | {:.0} |",
            most - before
        );
    }
    Ok(())
}

/// The resident memory of the processes that run pages, in megabytes.
fn tab_memory() -> Result<f64, Failed> {
    let unreadable = |error: io::Error| Error::new(format!("/proc cannot be read: {error}."));
    let mut kilobytes = 0;
    for process in fs::read_dir("/proc").map_err(unreadable)?.flatten() {
        // A process may end in between.
        let Ok(command) = fs::read_to_string(process.path().join("cmdline")) else { continue };
        if command.contains("--type=renderer") {
            let status = fs::read_to_string(process.path().join("status")).unwrap_or_default();
            let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
            let digits = resident.and_then(|rest| rest.split_whitespace().next());
            kilobytes += digits.and_then(|digits| digits.parse::<u64>().ok()).unwrap_or(0);
        }
    }
    Ok(kilobytes as f64 / 1e3)
}

//! Counts the parts of a text of 1,600 characters with the app's crate and with sms-segments-calculator, in turn, in the
//! same window. `cargo xtask bench count` starts it.
#![expect(clippy::print_stdout, reason = "it prints what it has measured")]

use std::process::ExitCode;

use browser_tests::{Outcome, Page, beside, program};
use serde_json::json;

/// How often the text is counted in a turn: the browser's clock cannot measure one time.
const TIMES: usize = 100;

/// Two texts of 1,600 characters: 11 parts in GSM 7-bit and 24 parts in Unicode (3GPP TS 23.040).
const COUNTERS: &str = "
    const plain = 'Twenty characters!! '.repeat(80);
    const texts = [plain, `${plain.slice(0, 1599)}’`];
    const all = (parts) => { let sum = 0; for (let n = 0; n < TIMES; n += 1) sum += parts(texts[n % 2]); return sum; };
    window.compute = {
        ours: () => all((text) => wasm_bindgen.parts(text)),
        other: () => all((text) => new segments.SegmentedMessage(text).segmentsCount),
    };";

fn main() -> ExitCode {
    program::walk(measure)
}

async fn measure(page: &Page) -> Outcome {
    beside::load(page).await?;
    page.evaluate(&COUNTERS.replace("TIMES", &TIMES.to_string())).await?;
    let times = beside::compare(page, &json!(TIMES / 2 * (11 + 24))).await?;
    println!("1,600 characters, {TIMES} times: {times:.1} times as fast as sms-segments-calculator.");
    Ok(())
}

//! Types into a text of 1,600 characters in a page that runs four times slower, and prints how long it takes until a key is
//! painted. `cargo xtask bench typing` starts it.
#![expect(clippy::print_stdout, reason = "it prints what it has measured")]

use std::process::ExitCode;

use browser_tests::{Outcome, Page, program};

/// How many times slower the page runs.
const SLOWNESS: u32 = 4;

/// Opens an editor and defines functions for its text.
const PREPARE: &str = "
    location.hash = '/deliveries/1206800/sms';
    window.field = () => root.querySelector('textarea');
    window.write = (text) => { field().focus(); document.execCommand('insertText', false, text); };";

/// Fills it with a text that has fields, and characters that need Unicode.
const FILL: &str = "
    field().select();
    write('Hi <%= recipient.firstName %>, don’t miss it – 50 €! '.repeat(33).slice(0, 1600));";

/// Types keys, and measures until a frame with each is painted: that is so in the first task after the frame.
const TYPE: &str = "
    const [done] = arguments;
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    (async () => {
        const times = [];
        for (let n = 0; n < 60; n += 1) {
            await painted();
            const start = performance.now();
            write(n % 3 ? 'a' : '’');
            await painted();
            times.push(performance.now() - start);
        }
        times.splice(0, 10);
        times.sort((one, other) => one - other);
        done([times[times.length / 2], times[times.length - 1]]);
    })();";

fn main() -> ExitCode {
    program::walk(measure)
}

async fn measure(page: &Page) -> Outcome {
    program::begin(page).await?;
    program::sign_in(page).await?;
    page.evaluate(PREPARE).await?;
    page.becomes_true("return Boolean(field()) && rests()").await?;
    page.evaluate(FILL).await?;
    page.by_role("group", "Size of the text").await?.shows("Unicode").await?;
    page.slow_down(SLOWNESS).await?;
    let times = page.evaluate_async(TYPE).await?;
    page.slow_down(1).await?;
    let time = |index: usize| times[index].as_f64().unwrap_or_default();
    println!("A key in 1,600 characters is painted after {:.1} ms, at most {:.1} ms.", time(0), time(1));
    Ok(())
}

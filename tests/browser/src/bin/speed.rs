//! Measures what people do often, and prints the milliseconds of each in a line. `cargo xtask bench speed` starts it for two
//! builds in turn.
#![expect(clippy::print_stdout, reason = "it prints what it has measured")]

use std::process::ExitCode;

use browser_tests::{Outcome, Page, program};

/// More functions for the scripts. Something is on screen when a frame with it has been drawn.
const PREPARE: &str = "
    window.frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    window.shows = async (holds) => { await until(holds); await frame(); };
    window.timed = async (act) => { const start = performance.now(); await act(); return performance.now() - start; };";

/// What is measured, and the script that does it.
const STEPS: [(&str, &str); 4] = [
    (
        "opening a delivery and going back",
        "for (let turn = 0; turn < 10; turn += 1) {
            location.hash = '/deliveries/1206770/summary';
            await shows(() => root.querySelector('.figures'));
            location.hash = '/deliveries';
            await shows(() => hasRows());
        }",
    ),
    (
        "opening 10,000 rows",
        "location.hash = '/deliveries/1900000/delivery';
        await shows(() => root.querySelector('[role=tabpanel]') && hasRows());",
    ),
    (
        "scrolling on by 100 rows, nine times",
        "for (let turn = 0; turn < 9; turn += 1) {
            const before = lastRow();
            scrollRows(100);
            await shows(() => rests() && lastRow() !== before);
        }",
    ),
    (
        "typing 300 characters",
        "location.hash = '/deliveries/1206800/sms';
        await shows(() => root.querySelector('textarea') && rests());
        const field = root.querySelector('textarea');
        for (let turn = 0; turn < 300; turn += 1) {
            field.value += 'a';
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            if (turn % 10 === 0) await frame();
        }",
    ),
];

fn main() -> ExitCode {
    program::walk(walk)
}

async fn walk(page: &Page) -> Outcome {
    program::begin(page).await?;
    page.evaluate(PREPARE).await?;
    program::sign_in(page).await?;
    for (name, script) in STEPS {
        let timed = format!(
            "const [done] = arguments; timed(async () => {{ {script} }}).then(done, (error) => done(`${{error}}`));"
        );
        let time = page.evaluate_async(&timed).await?;
        println!("{name}\t{}", time.as_f64().unwrap_or_else(|| panic!("{name}: {time}")));
    }
    Ok(())
}

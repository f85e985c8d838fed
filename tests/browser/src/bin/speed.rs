//! Times what people do again and again, in milliseconds, a line for each; `cargo xtask bench speed` starts it, for two
//! builds in turn.
#![expect(clippy::print_stdout, reason = "it tells what it has measured")]

use std::process::ExitCode;

use browser_tests::{Outcome, Page, Setup, tour};

const PREPARE: &str = "
    window.root = document.querySelector('sms-dashboard').shadowRoot;
    window.button = (text) => [...root.querySelectorAll('button')].find((button) => button.textContent.trim() === text);
    window.frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    window.until = async (holds) => { while (!holds()) await new Promise((resolve) => setTimeout(resolve)); await frame(); };
    window.lastRow = () => root.querySelector('[role=tabpanel] tbody tr:last-child')?.getAttribute('aria-rowindex');
    window.rests = () => root.querySelector('[aria-busy=true], .bone') === null;
    window.timed = async (act) => { const start = performance.now(); await act(); return performance.now() - start; };";

/// What is timed, and how.
const STEPS: [(&str, &str); 4] = [
    (
        "opening a delivery and going back",
        "for (let turn = 0; turn < 10; turn += 1) {
            location.hash = '/deliveries/1206770/summary';
            await until(() => root.querySelector('.figures'));
            location.hash = '/deliveries';
            await until(() => rests() && root.querySelector('tr.open-row td'));
        }",
    ),
    (
        "opening 100 rows",
        "location.hash = '/deliveries/1900000/delivery';
        await until(() => rests() && lastRow() === '101');",
    ),
    (
        "scrolling on by 100 rows, nine times",
        "for (let turn = 0; turn < 9; turn += 1) {
            const before = lastRow();
            await until(() => button('Show more'));
            button('Show more').click();
            await until(() => rests() && lastRow() !== before);
        }",
    ),
    (
        "typing 300 characters",
        "location.hash = '/deliveries/1206800/sms';
        await until(() => root.querySelector('textarea') && rests());
        const field = root.querySelector('textarea');
        for (let turn = 0; turn < 300; turn += 1) {
            field.value += 'a';
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            if (turn % 10 === 0) await frame();
        }",
    ),
];

fn main() -> ExitCode {
    match tour(Setup::default().frozen(), walk) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn walk(page: &Page) -> Outcome {
    page.visit("/").await?;
    page.by_role("button", "Sign in").await?;
    page.evaluate(PREPARE).await?;
    page.evaluate("button('admin').click()").await?;
    page.becomes_true("return rests() && root.querySelector('tbody td') !== null").await?;
    for (name, script) in STEPS {
        let timed = format!(
            "const [done] = arguments; timed(async () => {{ {script} }}).then(done, (error) => done(`${{error}}`));"
        );
        let time = page.evaluate_async(&timed).await?;
        println!("{name}\t{}", time.as_f64().unwrap_or_else(|| panic!("{name}: {time}")));
    }
    Ok(())
}

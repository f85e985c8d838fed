//! Prints the size of WebAssembly's memory while a delivery is opened again and again, more rows are shown, and elements are
//! added and removed. `cargo xtask bench memory` starts it.
#![expect(clippy::print_stdout, reason = "it prints what it has measured")]

use std::process::ExitCode;

use browser_tests::{Outcome, Page, program};

/// The memory is an export of the app's instance.
const MEMORY: &str = "
    const [done] = arguments;
    const script = performance.getEntriesByType('resource').map(({ name }) => name).find((name) => /assets.app-.*js/.test(name));
    import(script).then((module) => module.default()).then(({ memory }) => done(memory.buffer.byteLength / 1024));";

fn main() -> ExitCode {
    program::walk(walk)
}

async fn walk(page: &Page) -> Outcome {
    program::begin(page).await?;
    program::sign_in(page).await?;
    let open = "
        location.hash = '/deliveries/1206770/summary';
        await until(() => root.querySelector('.figures'));
        location.hash = '/deliveries';
        await until(() => hasRows());";
    repeat(page, "A delivery opened and left", 300, 25, open).await?;
    page.evaluate("location.hash = '/deliveries/1900000/delivery'").await?;
    page.becomes_true("return hasRows()").await?;
    let more = "
        const before = lastRow();
        scrollRows(100);
        await until(() => rests() && lastRow() !== before);";
    repeat(page, "A page of 100 rows drawn", 98, 14, more).await?;
    page.evaluate("location.hash = '/deliveries'").await?;
    let mount = "
        const other = document.createElement('sms-dashboard');
        other.setAttribute('sign-in', 'host');
        document.body.append(other);
        await new Promise((resolve) => other.addEventListener('sms-ready', resolve, { once: true }));
        other.remove();
        await new Promise((resolve) => setTimeout(resolve));";
    repeat(page, "An element mounted and removed", 1000, 100, mount).await
}

/// Runs `script` `n` times, and prints the size of the memory after every `step` times.
async fn repeat(page: &Page, name: &str, n: u32, step: u32, script: &str) -> Outcome {
    println!("{name}, {n} times; WebAssembly's memory in KiB:");
    for done in (step..=n).step_by(step as usize) {
        let turns = format!(
            "const [done] = arguments;
             (async () => {{ for (let turn = 0; turn < {step}; turn += 1) {{ {script} }} done(''); }})().catch((error) => done(`${{error}}`));"
        );
        assert_eq!(page.evaluate_async(&turns).await?, "");
        println!("{done:8} {}", page.evaluate_async(MEMORY).await?);
    }
    Ok(())
}

//! Compares how fast the app and another library compute the same, in one window.

use std::path::PathBuf;

use serde_json::Value;

use crate::error::Outcome;
use crate::page::Page;

/// How often each computes. The first turns do not count: the browser compiles then.
const TURNS: usize = 12;
const WARM_UP: usize = 3;

fn file(name: &str) -> Vec<u8> {
    let folder = std::env::var_os("BENCH").map(PathBuf::from).unwrap_or_default();
    let path = folder.join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}. Start with `cargo xtask bench`.", path.display()))
}

/// Loads both: the app's code as `wasm_bindgen`, the other one under the name that its script gives it.
///
/// # Errors
/// One of them cannot be loaded.
pub async fn load(page: &Page) -> Outcome {
    // This is not the app's page: its policy forbids what the other library needs.
    page.visit("/config.json").await?;
    for name in ["beside.js", "other.js"] {
        let source = String::from_utf8_lossy(&file(name)).into_owned();
        page.evaluate(&format!("(0, eval)({})", Value::from(source))).await?;
    }
    let module: Vec<String> = file("beside_bg.wasm").iter().map(|byte| format!("{byte:02x}")).collect();
    let start = format!(
        "const [done] = arguments;
         const bytes = Uint8Array.from('{}'.match(/../g), (pair) => parseInt(pair, 16));
         wasm_bindgen({{ module_or_path: bytes }}).then(() => done(''), (error) => done(`${{error}}`));",
        module.concat()
    );
    assert_eq!(page.evaluate_async(&start).await?, "");
    Ok(())
}

/// Runs the functions `ours` and `other` of `window.compute` in turn. Each must return `expected`. Prints the medians, and
/// returns how many times as fast ours is.
///
/// # Errors
/// A browser that does not answer.
#[expect(clippy::print_stdout, reason = "it prints what it has measured")]
pub async fn compare(page: &Page, expected: &Value) -> Result<f64, crate::error::Failed> {
    let mut times = [("ours", Vec::new()), ("other", Vec::new())];
    for turn in 0..TURNS {
        for (name, times) in &mut times {
            let script = format!(
                "const start = performance.now(); const found = compute.{name}(); return [found, performance.now() - start]"
            );
            let read = page.evaluate(&script).await?;
            assert_eq!(read[0], *expected, "{name}");
            if turn >= WARM_UP {
                times.push(read[1].as_f64().unwrap_or_default());
            }
        }
    }
    let medians = times.map(|(name, mut times)| {
        times.sort_by(f64::total_cmp);
        let median = times[times.len() / 2];
        println!("{name:8} {median:7.1} ms (from {:.1} to {:.1})", times[0], times[times.len() - 1]);
        median
    });
    Ok(medians[1] / medians[0])
}

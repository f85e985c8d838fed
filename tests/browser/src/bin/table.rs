//! Scrolls the app's log of a million rows and tables of other libraries, and prints what each of them takes as a Markdown
//! table. `cargo xtask bench table` starts it.
#![expect(clippy::print_stdout, reason = "it prints what it has measured")]

use std::process::ExitCode;

use browser_tests::{Failed, Outcome, Page, Setup, program};
use serde_json::{Value, json};

const ROWS: u64 = 1_000_000;

/// How many times slower the page runs. Without a slowdown only the longest tasks and the blank rows are of interest.
const SLOWNESS: u32 = 4;

/// Pixels each second: reading, the wheel, a thumb that is dragged.
const SPEEDS: [u32; 3] = [1_000, 6_000, 30_000];

/// How long each scrolls, in milliseconds.
const TIME: u32 = 3_000;

const MOUNTS: usize = 10;

const SCRIPT: &str = include_str!("../table.js");

/// The app's table, for the script. `root` is the shadow root.
const OURS: &str = "
    const tab = (name) => [...root.querySelectorAll('[role=tab]')].find((tab) => tab.getAttribute('aria-label') === name);
    window.peer = {
        rows: 'tbody [role=row]',
        mount: () => tab('Delivery').click(),
        unmount: () => tab('Summary').click(),
        rests: () => rests(),
        scroller: () => root.querySelector('[role=tabpanel] [role=grid]'),
        head: () => peer.scroller().querySelector('thead'),
        index: (row) => Number(row.getAttribute('aria-rowindex')) - 2,
        jump: (index) => {
            const form = root.querySelector('form.go');
            form.querySelector('input').value = index + 1;
            form.requestSubmit();
        },
    };";

/// The number of bytes of WebAssembly's memory: it is an export of the app's instance.
const WASM: &str = "
    const [done] = arguments;
    const script = performance.getEntriesByType('resource').map(({ name }) => name).find((name) => /assets.app-.*js/.test(name));
    import(script).then((module) => module.default()).then(({ memory }) => done(memory.buffer.byteLength));";

/// The tables, in the order of the columns.
const NAMES: [&str; 4] = ["App", "TanStack Virtual", "AG Grid", "1,000 plain rows"];
/// The scripts of the others.
const PEERS: [&str; 3] = ["tanstack", "ag-grid", "plain"];

/// What was measured of one table: each with its name. `NAN` stands for what it does not have.
type Measures = Vec<(String, f64)>;

fn main() -> ExitCode {
    program::walk_with(Setup { logs: ROWS, ..Setup::default() }, measure)
}

async fn measure(page: &Page) -> Outcome {
    let mut found: [Vec<Measures>; 4] = Default::default();
    // Everything is measured so many times. The medians are printed.
    let n_rounds: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1);
    for _ in 0..n_rounds {
        program::begin(page).await?;
        program::sign_in(page).await?;
        page.evaluate("location.hash = '/deliveries/1900000/delivery'").await?;
        page.becomes_true("return rests() && root.querySelector('[role=tabpanel] tbody bdi') !== null").await?;
        page.evaluate(&format!("{OURS}{SCRIPT}")).await?;
        let sample = page.evaluate("return bench.sample()").await?;
        found[0].push(of_table(page, true).await?);
        for (name, found) in PEERS.iter().zip(&mut found[1..]) {
            page.visit(&format!("/peers/index.html?{name}")).await?;
            page.becomes_true("return document.title === 'ready'").await?;
            page.evaluate(&format!("{SCRIPT} window.sample = {sample}; {START_PEER}")).await?;
            page.evaluate_async("const [done] = arguments; peer.mount(); bench.mounts(1).then(done)").await?;
            found.push(of_table(page, false).await?);
        }
    }
    print(&found);
    Ok(())
}

/// Everything about the table on screen.
async fn of_table(page: &Page, is_ours: bool) -> Result<Measures, Failed> {
    let mut measures = Measures::new();
    let mut most_rows = 0.0_f64;
    for slowness in [SLOWNESS, 1] {
        for speed in SPEEDS {
            let scrolled = scroll(page, speed, slowness, false).await?;
            let title = |what: &str| format!("{} px/s, CPU ÷ {slowness}: {what}", grouped(speed));
            let frame = |share: f64| at(&scrolled.frames, share);
            most_rows = most_rows.max(scrolled.n_rows);
            if slowness != 1 {
                measures.push((title("median frame, ms"), frame(0.5)));
            }
            measures.push((title("frame at the 95th percentile, ms"), frame(0.95)));
            if slowness != 1 {
                measures.push((title("longest frame, ms"), frame(1.0)));
                measures.push((title("work for a frame, ms"), scrolled.work));
            }
            measures.push((title("longest task, ms (0: none over 50)"), scrolled.longest_task));
            measures.push((title("no row there, %"), scrolled.bare));
            measures.push((title("no text there, %"), scrolled.blank));
            if slowness != 1 {
                measures.push((title("requests"), if is_ours { scrolled.n_requests } else { f64::NAN }));
            }
        }
        let scrolled = scroll(page, SPEEDS[2], slowness, true).await?;
        let title = format!("{} px/s, CPU ÷ {slowness}, moved between frames: no row there, %", grouped(SPEEDS[2]));
        measures.push((title, scrolled.bare));
    }
    page.slow_down(SLOWNESS).await?;
    let indices: Vec<u64> = (1..=20).map(|n| n * 48_271 * 7_919 % 900_000).collect();
    let jumps = times(page, &format!("bench.jumps({})", json!(indices))).await?;
    measures.push(("from a jump to its row, median, ms".into(), at(&jumps, 0.5)));
    measures.push(("from a jump to its row, 95th percentile, ms".into(), at(&jumps, 0.95)));
    let mounts = times(page, &format!("bench.mounts({MOUNTS})")).await?;
    measures.push(("from the click to rows, median, ms".into(), at(&mounts, 0.5)));
    measures.push(("from the click to rows, longest, ms".into(), at(&mounts, 1.0)));
    page.slow_down(1).await?;
    measures.push(("row elements at most".into(), most_rows));
    measures.push(("JavaScript's memory, MB".into(), heap(page).await?));
    let wasm = if is_ours { number(&page.evaluate_async(WASM).await?) / 1e6 } else { f64::NAN };
    measures.push(("WebAssembly's memory, MB".into(), wasm));
    let last = page.evaluate_async("const [done] = arguments; bench.last().then(done)").await?;
    measures.push(("the last row that can be seen".into(), number(&last)));
    Ok(measures)
}

/// Makes the page of another library look as the app's table.
const START_PEER: &str = "
    window.peer.rests = () => true;
    const { style } = document.documentElement;
    style.setProperty('--columns', sample.widths.map((width) => `${width}px`).join(' '));
    style.setProperty('--height', `${sample.height}px`);
    style.setProperty('--width', `${sample.width}px`);";

struct Scrolled {
    /// Sorted, in milliseconds.
    frames: Vec<f64>,
    /// Milliseconds of the main thread for each frame.
    work: f64,
    longest_task: f64,
    /// Percentage of places without a row.
    bare: f64,
    /// Percentage of places without a row that has text.
    blank: f64,
    n_rows: f64,
    n_requests: f64,
}

async fn scroll(page: &Page, speed: u32, slowness: u32, is_between: bool) -> Result<Scrolled, Failed> {
    page.becomes_true("return peer.rests()").await?;
    page.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    page.site().steering().forget();
    page.slow_down(slowness).await?;
    page.evaluate("tasks.splice(0)").await?;
    let busy = metric(page, "TaskDuration").await?;
    let script = format!("const [done] = arguments; bench.scroll({speed}, {TIME}, {is_between}).then(done)");
    let found = page.evaluate_async(&script).await?;
    let work = (metric(page, "TaskDuration").await? - busy) * 1_000.0;
    page.slow_down(1).await?;
    // The observer is told about a task after it.
    let tasks = numbers(&page.evaluate_async("const [done] = arguments; setTimeout(() => done(tasks), 100)").await?);
    let frames = numbers(&found["frames"]);
    let share = |name: &str| 100.0 * number(&found[name]) / number(&found["points"]);
    Ok(Scrolled {
        work: work / frames.len() as f64,
        longest_task: tasks.into_iter().fold(0.0, f64::max),
        bare: share("bare"),
        blank: share("blank"),
        n_rows: number(&found["rows"]),
        n_requests: page.site().steering().seen("[msg/@text]").len() as f64,
        frames,
    })
}

/// The sorted milliseconds that a function of the script measures.
async fn times(page: &Page, call: &str) -> Result<Vec<f64>, Failed> {
    let found = page.evaluate_async(&format!("const [done] = arguments; {call}.then(done)")).await?;
    let mut times = numbers(&found);
    times.sort_by(f64::total_cmp);
    Ok(times)
}

/// Megabytes of JavaScript's memory after the garbage is collected.
async fn heap(page: &Page) -> Result<f64, Failed> {
    page.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    Ok(metric(page, "JSHeapUsedSize").await? / 1e6)
}

async fn metric(page: &Page, name: &str) -> Result<f64, Failed> {
    // Times are those of the thread: what else the machine does is not in them.
    page.devtools("Performance.enable", json!({ "timeDomain": "threadTicks" })).await?;
    let found = page.devtools("Performance.getMetrics", json!({})).await?;
    let metrics = found["metrics"].as_array();
    let metric = metrics.into_iter().flatten().find(|metric| metric["name"] == name);
    Ok(metric.map_or(f64::NAN, |metric| number(&metric["value"])))
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().into_iter().flatten().map(number).collect()
}

/// The value below which this share of sorted values is.
fn at(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((share * last as f64).round() as usize).copied().unwrap_or(f64::NAN)
}

fn grouped(number: u32) -> String {
    format!("{},{:03}", number / 1_000, number % 1_000)
}

/// Prints the medians of the rounds, and the app's as a multiple of the better one of both libraries.
fn print(found: &[Vec<Measures>; 4]) {
    println!("| | {} | App ÷ better peer |", NAMES.join(" | "));
    println!("|---|{}", "---:|".repeat(NAMES.len() + 1));
    for (index, (title, _)) in found[0][0].iter().enumerate() {
        let medians = found.each_ref().map(|rounds| {
            let mut values: Vec<f64> = rounds.iter().map(|measures| measures[index].1).collect();
            values.sort_by(f64::total_cmp);
            at(&values, 0.5)
        });
        let better = medians[1].min(medians[2]);
        // Nothing is a multiple of 0.
        let ratio = medians[0] / better;
        let ratio = if ratio.is_finite() { format!("{ratio:.2}") } else { "–".to_owned() };
        println!("| {title} | {} | {ratio} |", medians.map(shown).join(" | "));
    }
}

fn shown(value: f64) -> String {
    match value {
        value if value.is_nan() => "–".to_owned(),
        value if value.fract() == 0.0 => format!("{value}"),
        value => format!("{value:.1}"),
    }
}

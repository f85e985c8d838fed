//! Reads one answer with 10,000 delivery logs by the app's crate and by Adobe's client, turn by turn in the same window;
//! `cargo xtask bench answer` starts it.
#![expect(clippy::print_stdout, reason = "it tells what it has measured")]

use std::path::PathBuf;
use std::process::ExitCode;

use browser_tests::{Outcome, Page, program};
use serde_json::Value;

/// How many rows the answer has.
const ROWS: usize = 10_000;

/// How often each reads it; the first turns warm up and do not count.
const TURNS: usize = 12;
const WARM_UP: usize = 3;

/// The answer, like those of contract 9.3; the numbers are from the range that is kept for fiction.
const MAKE: &str = "
    const row = (n) => `<broadLogRcp id='${129106000 + n}' lastModified='2024-01-08 15:28:01.120Z' status='1' statusName='sent' ` +
        `statusLabel='Sent' address='+3363998${String(n).padStart(4, '0').slice(-4)}'><msg failureReason='0' ` +
        `failureReasonName='undefined' failureReasonLabel='Not defined' failureType='0' failureTypeName='undefined' ` +
        `failureTypeLabel='Not defined' text=\"Message to &apos;*&apos; pushed to the connector.\"/></broadLogRcp>`;
    window.answer = `<?xml version='1.0'?><SOAP-ENV:Envelope xmlns:xsd='http://www.w3.org/2001/XMLSchema' ` +
        `xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:ns='http://xml.apache.org/xml-soap' ` +
        `xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body><ExecuteQueryResponse ` +
        `xmlns='urn:xtk:queryDef' SOAP-ENV:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/'>` +
        `<pdomOutput xsi:type='ns:Element' SOAP-ENV:encodingStyle='http://xml.apache.org/xml-soap/literalxml'>` +
        `<broadLogRcp-collection>${Array.from({ length: ROWS }, (_, n) => row(n)).join('')}</broadLogRcp-collection>` +
        `</pdomOutput></ExecuteQueryResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>`;";

/// What Adobe's client does with an answer that it takes as JSON: the document, then an object of it.
const READERS: &str = "
    window.readers = {
        ours: () => wasm_bindgen.read_logs(answer),
        adobes: () => {
            const { DomUtil } = sdk;
            const output = DomUtil.parse(answer).getElementsByTagName('pdomOutput')[0];
            return DomUtil.toJSON(DomUtil.getFirstChildElement(output), 'SimpleJson').broadLogRcp.length;
        },
    };";

fn main() -> ExitCode {
    program::walk(measure)
}

fn file(name: &str) -> Vec<u8> {
    let folder = std::env::var_os("BENCH").map(PathBuf::from).unwrap_or_default();
    let path = folder.join(name);
    std::fs::read(&path)
        .unwrap_or_else(|error| panic!("{}: {error}. Start with `cargo xtask bench answer`.", path.display()))
}

async fn measure(page: &Page) -> Outcome {
    // No page of the app: Adobe's client needs a DOMParser, which the app's own policy forbids.
    page.visit("/config.json").await?;
    for name in ["answer.js", "sdk.js"] {
        let source = String::from_utf8_lossy(&file(name)).into_owned();
        page.evaluate(&format!("(0, eval)({})", Value::from(source))).await?;
    }
    let module: Vec<String> = file("answer_bg.wasm").iter().map(|byte| format!("{byte:02x}")).collect();
    let start = format!(
        "const [done] = arguments;
         const bytes = Uint8Array.from('{}'.match(/../g), (pair) => parseInt(pair, 16));
         wasm_bindgen({{ module_or_path: bytes }}).then(() => done(''), (error) => done(`${{error}}`));",
        module.concat()
    );
    assert_eq!(page.evaluate_async(&start).await?, "");
    page.evaluate(&MAKE.replace("ROWS", &ROWS.to_string())).await?;
    page.evaluate(READERS).await?;
    let mut times = [("ours", Vec::new()), ("adobes", Vec::new())];
    for turn in 0..TURNS {
        for (name, times) in &mut times {
            let script = format!(
                "const start = performance.now(); const rows = readers.{name}(); return [rows, performance.now() - start]"
            );
            let read = page.evaluate(&script).await?;
            assert_eq!(read[0], ROWS, "{name}");
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
    println!("An answer of {ROWS} rows is read {:.1} times as fast as by Adobe's client.", medians[1] / medians[0]);
    Ok(())
}

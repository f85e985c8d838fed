//! Reads one answer with 10,000 delivery logs with the app's crate and with Adobe's client, in turn, in the same window.
//! `cargo xtask bench answer` starts it.
#![expect(clippy::print_stdout, reason = "it prints what it has measured")]

use std::process::ExitCode;

use browser_tests::{Outcome, Page, beside, program};
use serde_json::json;

/// How many rows the answer has.
const ROWS: usize = 10_000;

/// The answer, as in contract 9.3. The telephone numbers are from a range that nobody has.
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

/// Adobe's client makes a document of the answer, and then an object of the document.
const READERS: &str = "
    window.compute = {
        ours: () => wasm_bindgen.read_logs(answer),
        other: () => {
            const { DomUtil } = sdk;
            const output = DomUtil.parse(answer).getElementsByTagName('pdomOutput')[0];
            return DomUtil.toJSON(DomUtil.getFirstChildElement(output), 'SimpleJson').broadLogRcp.length;
        },
    };";

fn main() -> ExitCode {
    program::walk(measure)
}

async fn measure(page: &Page) -> Outcome {
    beside::load(page).await?;
    page.evaluate(&MAKE.replace("ROWS", &ROWS.to_string())).await?;
    page.evaluate(READERS).await?;
    let times = beside::compare(page, &json!(ROWS)).await?;
    println!("An answer of {ROWS} rows is read {times:.1} times as fast as by Adobe's client.");
    Ok(())
}

//! Counts texts: reads one JSON string per line, and writes one JSON object per line.
//!
//! ```text
//! cargo run -q --release -p sms-text --example count -- [--part-septets 153]
//! ```

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use serde::Serialize;
use serde_bytes::ByteBuf;
use sms_text::{Encoding, Settings, count};

#[derive(Serialize)]
struct Answer {
    encoding: &'static str,
    units: usize,
    parts: usize,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let part_septets = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Some(Settings::default().part_septets),
        ["--part-septets", number] => number.parse().ok().filter(|septets| (152..=153).contains(septets)),
        _ => None,
    };
    let Some(part_septets) = part_septets else {
        eprintln!("Usage: count [--part-septets 152|153], one JSON string a line on standard input");
        return ExitCode::from(2);
    };
    match answer(&Settings { part_septets, ..Settings::default() }) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the answers may stop early.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn answer(settings: &Settings) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (index, line) in io::stdin().lock().split(b'\n').enumerate() {
        // As bytes, because a string of JavaScript may contain half a surrogate pair.
        let text: ByteBuf = serde_json::from_slice(&line?).map_err(|error| {
            let at = index + 1;
            io::Error::new(io::ErrorKind::InvalidData, format!("Line {at} is no JSON string: {error}"))
        })?;
        let counted = count(&text_of(&text), settings).expect("UCS-2 carries everything");
        let encoding = if counted.encoding == Encoding::Gsm7 { "GSM-7" } else { "UCS-2" };
        serde_json::to_writer(&mut out, &Answer { encoding, units: counted.units, parts: counted.parts })?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// The text, with U+FFFD for each half of a surrogate pair on its own: three bytes, the first of them ED.
fn text_of(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if chunk.invalid().first().is_some_and(|byte| *byte == 0xed) {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    text
}

//! Understands telephone numbers: reads one JSON array per line, the region of a person and what the person types, and
//! writes one JSON object per line: the numbers in E.164, and their spellings.
//!
//! ```text
//! echo '["FR", "06 39 98 12 34"]' | cargo run -q --release -p phone --example understand
//! ```

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use phone::Plans;
use serde_json::json;

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the answers may stop early.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> io::Result<()> {
    let plans = Plans::read(include_str!("../plans.txt"));
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (index, line) in io::stdin().lock().lines().enumerate() {
        let (region, text): (String, String) = serde_json::from_str(&line?).map_err(|error| {
            let at = index + 1;
            io::Error::new(io::ErrorKind::InvalidData, format!("Line {at} is no array of two strings: {error}"))
        })?;
        let answer = match plans.understand(&text, plans.calling_code(&region)) {
            Ok(typed) => {
                let numbers: Vec<String> = typed.numbers.iter().map(ToString::to_string).collect();
                json!({ "numbers": numbers, "spellings": plans.spellings(&typed) })
            }
            Err(error) => json!({ "error": error.to_string() }),
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()
}

//! One printed line per step, with its time.

use std::io::Write;
use std::time::Instant;

use crate::failure::Failure;

/// Runs `work`, which prints nothing, and prints one line: the name at the begin, the time at the end.
pub fn quiet<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    print!("{name} … ");
    // If flushing fails, the line only appears later.
    let _ = std::io::stdout().flush();
    let begin = Instant::now();
    let outcome = work();
    match outcome {
        Ok(_) => println!("{}", seconds(begin)),
        Err(_) => println!("failed after {}", seconds(begin)),
    }
    outcome
}

/// Runs `work`, which prints by itself, between a line with the name and a line with the time.
pub fn loud<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    println!("{name} …");
    let begin = Instant::now();
    let outcome = work();
    match outcome {
        Ok(_) => println!("{name}: {}", seconds(begin)),
        Err(_) => println!("{name}: failed after {}", seconds(begin)),
    }
    outcome
}

fn seconds(begin: Instant) -> String {
    format!("{:.1} s", begin.elapsed().as_secs_f64())
}

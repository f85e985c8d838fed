//! One printed line per step, with its time.

use std::io::Write;
use std::time::Instant;

use crate::failure::Failure;

/// Does `work` without a word of its own: the line begins when it begins and ends with its time.
pub fn quiet<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    print!("{name} … ");
    // A line that cannot be flushed only appears late.
    let _ = std::io::stdout().flush();
    let begin = Instant::now();
    let outcome = work();
    match outcome {
        Ok(_) => println!("{}", seconds(begin)),
        Err(_) => println!("failed after {}", seconds(begin)),
    }
    outcome
}

/// Does `work` that prints for itself, between a line that names it and a line with its time.
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

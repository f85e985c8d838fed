//! The time of frequent actions, also compared with another build in the same run.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use crate::browser;
use crate::failure::Failure;
use crate::{process, step, walk};

/// How often each build is measured, alternately.
const ROUNDS: usize = 5;

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// A folder that `cargo xtask dist` has written from another checkout, to compare with
    #[arg(long, value_name = "DIR")]
    against: Option<PathBuf>,
}

/// The times of each step, in milliseconds.
type Times = BTreeMap<String, Vec<f64>>;

/// Measures and prints each step's median, and the ratio to the other build.
pub fn run(options: &Options, install: bool) -> Result<(), Failure> {
    let browser = browser::provide_whole_chromium(install)?;
    let mut cargo = walk::program("speed", &walk::app(install)?, &browser)?;
    let against = options.against.as_ref().map(|folder| walk::program("speed", folder, &browser));
    let mut against = against.transpose()?;
    let (mut own, mut other) = (Times::new(), Times::new());
    step::quiet("Speed (some minutes)", || {
        for _ in 0..ROUNDS {
            measure(&mut cargo, &mut own)?;
            if let Some(against) = &mut against {
                measure(against, &mut other)?;
            }
        }
        Ok(())
    })?;
    for (name, times) in &own {
        let own = median(times);
        match other.get(name).map(|times| median(times)) {
            Some(other) => println!("{name:40} {own:8.1} ms, the other {other:8.1} ms: {:.2} times", own / other),
            None => println!("{name:40} {own:8.1} ms"),
        }
    }
    Ok(())
}

fn measure(cargo: &mut Command, times: &mut Times) -> Result<(), Failure> {
    for line in process::quiet(cargo)?.lines() {
        if let Some((name, time)) = line.split_once('\t')
            && let Ok(time) = time.parse()
        {
            times.entry(name.to_owned()).or_default().push(time);
        }
    }
    Ok(())
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn one_slow_turn_does_not_count() {
        assert!((median(&[3.0, 900.0, 2.0]) - 3.0).abs() < f64::EPSILON);
    }
}

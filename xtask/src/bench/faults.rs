//! The tables of faults: the journeys `faults` write what came of each action, and this prints it.

use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::{process, workspace};

/// The actions, in the order of a delivery's life. Each has a file with a line for each fault.
const ACTIONS: [&str; 8] = ["sign in", "open", "save", "prepare", "send", "pause", "resume", "stop"];

/// What a line counts, after the name of the fault.
const COUNTED: [&str; 4] = ["Texts lost", "Wrong claims", "Dead ends", "Effects"];

/// A fault, and what is counted of it.
type Line = (String, Vec<usize>);

/// Runs the journeys in Chromium and prints the tables.
///
/// # Errors
/// A journey failed, or its lines cannot be read.
pub fn run(install: bool) -> Result<(), Failure> {
    let folder = workspace::target()?.join("faults");
    let unusable = |error: std::io::Error| Failure::new(format!("{} cannot be used: {error}.", folder.display()));
    std::fs::create_dir_all(&folder).map_err(unusable)?;
    let mut tests = Command::new(std::env::current_exe().map_err(unusable)?);
    tests.args(["test", "--browser", "faults::", "--engine", "chromium"]).env("FAULTS", &folder);
    if install {
        tests.arg("--install");
    }
    process::loud(&mut tests)?;
    let columns: Vec<Vec<Line>> = ACTIONS.iter().map(|action| read(&folder.join(action))).collect::<Result<_, _>>()?;
    print_sums(&columns);
    print_effects(&columns);
    Ok(())
}

fn read(file: &Path) -> Result<Vec<Line>, Failure> {
    let unreadable = || Failure::new(format!("{} has not the lines of the journeys.", file.display()));
    let text = std::fs::read_to_string(file).map_err(|_| unreadable())?;
    let line = |line: &str| {
        let (fault, counts) = line.split_once('\t')?;
        let counts: Vec<usize> = counts.split('\t').map(str::parse).collect::<Result<_, _>>().ok()?;
        (counts.len() == COUNTED.len()).then(|| (fault.to_owned(), counts))
    };
    text.lines().map(|one| line(one).ok_or_else(unreadable)).collect()
}

/// For each action: the sums over all faults, but the most effects that a fault had.
fn print_sums(columns: &[Vec<Line>]) {
    let [texts, claims, ends, _] = COUNTED;
    println!("| Action | Faults | {texts} | {claims} | {ends} | Most effects |");
    println!("|---|---:|---:|---:|---:|---:|");
    for (action, lines) in ACTIONS.iter().zip(columns) {
        let sum = |n: usize| lines.iter().map(|(_, counts)| counts[n]).sum::<usize>();
        let most = lines.iter().map(|(_, counts)| counts[3]).max().unwrap_or_default();
        println!("| {action} | {} | {} | {} | {} | {most} |", lines.len(), sum(0), sum(1), sum(2));
    }
}

/// The effects of each action with each fault, after the person has gone on.
fn print_effects(columns: &[Vec<Line>]) {
    println!("\n| Fault | {} |", ACTIONS.join(" | "));
    println!("|---|{}", "---:|".repeat(ACTIONS.len()));
    for (n, (fault, _)) in columns.first().into_iter().flatten().enumerate() {
        let effects: Vec<String> = columns.iter().map(|lines| lines[n].1[3].to_string()).collect();
        println!("| {fault} | {} |", effects.join(" | "));
    }
}

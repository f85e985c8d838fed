//! The program `sandbox`: what it prints, and how it ends.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

struct Running {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(folder: &TempDir, listen: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
    command.args(["--logs", "12000", "--listen", listen, "--data"]).arg(folder.path().join("data"));
    command
}

fn start(folder: &TempDir) -> Running {
    let mut child = command(folder, "127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap());
    Running { child, lines }
}

impl Running {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    fn until(&mut self, wanted: &str) {
        while self.line() != wanted {}
    }
}

#[test]
fn the_program_says_ready_then_counts_the_logs_and_ends_when_asked() {
    let folder = TempDir::new().unwrap();
    let mut running = start(&folder);
    let ready = running.line();
    let address = ready.strip_prefix("Ready: ").unwrap().to_owned();
    assert!(address.starts_with("http://127.0.0.1:") && address.ends_with('/') && !address.contains(":0/"), "{ready}");
    assert_eq!(running.line(), "Filling DM90000: 0 / 12,000");
    running.until("Filling DM90000: 12,000 / 12,000");
    assert_eq!(running.line(), "DM90000 is filled.");
    let test = ureq::get(format!("{address}r/test")).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(test.contains("status='OK'"));
    let pid = running.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(running.child.wait().unwrap().success());
}

#[test]
fn a_port_in_use_is_refused_with_advice() {
    let folder = TempDir::new().unwrap();
    let mut running = start(&folder);
    let ready = running.line();
    let address = ready.strip_prefix("Ready: http://").unwrap().trim_end_matches('/');
    let other = TempDir::new().unwrap();
    let mut second = command(&other, address).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut said = String::new();
    second.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(!second.wait().unwrap().success());
    assert!(said.contains("another program is using it") && said.contains("--listen"), "{said}");
}

#[test]
fn a_second_server_on_the_same_folder_is_refused_with_advice() {
    let folder = TempDir::new().unwrap();
    let mut running = start(&folder);
    running.line();
    let mut second = command(&folder, "127.0.0.1:0").stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    second.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(!second.wait().unwrap().success());
    assert!(said.contains("Another sandbox is using the folder") && said.contains("--data"), "{said}");
    let mut printed = String::new();
    second.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
    assert_eq!(printed, "", "it never says that it is ready");
}

#[test]
fn an_interrupted_filling_continues_at_the_next_start() {
    let folder = TempDir::new().unwrap();
    let mut running = start(&folder);
    running.until("Filling DM90000: 5,000 / 12,000");
    drop(running);
    let mut running = start(&folder);
    running.line();
    let first = running.line();
    assert!(!first.contains(": 0 /"), "{first}");
    running.until("DM90000 is filled.");
}

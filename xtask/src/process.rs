//! Programs that xtask starts and ends.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use crate::failure::Failure;

/// The exit code of a program that an interrupt ended.
const INTERRUPTED: i32 = 130;

/// How long programs may take to end after an interrupt.
const PATIENCE: Duration = Duration::from_secs(5);

/// The running process groups. Each program leads one, so that its children end with it.
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

static ENDING: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C or SIGTERM ends every program started here, and then xtask.
pub fn end_all_on_interrupt() {
    let handler = || {
        ENDING.store(true, Ordering::SeqCst);
        // The lock is held until the exit, so that no program starts.
        let groups = GROUPS.lock().unwrap_or_else(PoisonError::into_inner);
        end(&groups);
        std::process::exit(INTERRUPTED);
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        eprintln!("Ctrl-C will not end the programs started here: {error}.");
    }
}

fn end(groups: &[Pid]) {
    // An error means that the group has ended already.
    for group in groups {
        let _ = killpg(*group, Signal::SIGTERM);
    }
    let deadline = Instant::now() + PATIENCE;
    while groups.iter().any(|group| killpg(*group, None).is_ok()) {
        if Instant::now() > deadline {
            for group in groups {
                let _ = killpg(*group, Signal::SIGKILL);
            }
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A program that is running.
pub struct Running {
    child: Child,
    group: Pid,
}

impl Running {
    /// Starts `command` at the head of its own process group.
    pub fn start(command: &mut Command) -> Result<Self, Failure> {
        // The lock is held during the start, so that an interrupt finds every started program in the list.
        let mut groups = GROUPS.lock().unwrap_or_else(PoisonError::into_inner);
        let child = command.process_group(0).spawn().map_err(|error| {
            Failure::new(format!("{} cannot be started: {error}.", command.get_program().display()))
        })?;
        let group = Pid::from_raw(child.id().cast_signed());
        groups.push(group);
        Ok(Self { child, group })
    }

    /// Waits for the program to end by itself.
    pub fn wait(mut self) -> Result<ExitStatus, Failure> {
        let status = self.child.wait();
        if ENDING.load(Ordering::SeqCst) {
            // The interrupt ended the program; the handler will end xtask.
            loop {
                std::thread::park();
            }
        }
        GROUPS.lock().unwrap_or_else(PoisonError::into_inner).retain(|group| *group != self.group);
        status.map_err(|error| Failure::new(format!("A program that was started cannot be waited for: {error}.")))
    }
}

/// Runs `command` to its end and returns what it printed; if it fails, the failure contains that.
pub fn quiet(command: &mut Command) -> Result<String, Failure> {
    let line = line_of(command);
    let cannot = |error: std::io::Error| Failure::new(format!("`{line}` cannot be run: {error}."));
    let (mut reader, writer) = std::io::pipe().map_err(cannot)?;
    command.stdin(Stdio::null()).stdout(writer.try_clone().map_err(cannot)?).stderr(writer);
    let running = Running::start(command)?;
    // The command still has the pipe's writing ends, and reading would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut output = Vec::new();
    reader.read_to_end(&mut output).map_err(cannot)?;
    let output = String::from_utf8_lossy(&output).into_owned();
    let status = running.wait()?;
    if status.success() {
        Ok(output)
    } else {
        Err(Failure::new(format!("{}\n`{line}` failed ({status}).", output.trim_end())))
    }
}

/// Runs `command` to its end; what it prints is shown as it comes.
pub fn loud(command: &mut Command) -> Result<(), Failure> {
    let line = line_of(command);
    let status = Running::start(command.stdin(Stdio::null()))?.wait()?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{line}` failed ({status})."))) }
}

/// Replaces xtask with `command`, which gets its terminal, its Ctrl-C and its exit code.
pub fn replace(command: &mut Command) -> Failure {
    let error = command.exec();
    Failure::new(format!("{} cannot be started: {error}.", command.get_program().display()))
}

/// The command as typed in a terminal.
fn line_of(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

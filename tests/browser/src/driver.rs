//! The one chromedriver that all journeys of a process share.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use crate::environment;

/// Runs the driver for as long as this process lives: the shell's `read` ends with the pipe, however that happens,
/// while statics are never dropped. Then the shell ends its process group: the driver, windows left open, itself.
const UNTIL_THE_PIPE_CLOSES: &str = r#""$0" --port=0 & read _; kill 0"#;

/// The line in which the driver tells its port.
const STARTED: &str = "started successfully on port ";

struct Driver {
    port: u16,
    _shell: Child,
}

/// The driver's address; the first call starts it, on a free port.
pub fn address() -> String {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    let driver = DRIVER.get_or_init(start);
    format!("http://127.0.0.1:{}", driver.port)
}

fn start() -> Driver {
    let mut shell = Command::new("sh")
        .args(["-c", UNTIL_THE_PIPE_CLOSES])
        .arg(environment::chromedriver())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("a shell starts");
    let mut lines = BufReader::new(shell.stdout.take().expect("the output was piped")).lines();
    let port = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.split(STARTED).nth(1)?.trim_end_matches('.').parse().ok())
        .expect("chromedriver tells its port: run it by hand to see why it does not start");
    // Whatever else it prints must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    Driver { port, _shell: shell }
}

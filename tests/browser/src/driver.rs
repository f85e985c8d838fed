//! The programs that drive browsers.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, OnceLock};

use crate::engine::Engine;
use crate::environment;
use crate::error::Error;

/// Runs the driver until the pipe closes: when its [`Driver`] is dropped, or this process ends, however that happens.
/// Then the shell ends its process group: the driver, windows left open, itself.
const UNTIL_THE_PIPE_CLOSES: &str = r#""$0" "$@" & read _; kill 0"#;

/// A driver that listens on a port of its own.
pub struct Driver {
    port: u16,
    shell: Child,
}

impl Driver {
    /// The driver for one more window: chromedriver drives them all, a geckodriver only one.
    pub fn for_a_window() -> Result<Arc<Self>, Error> {
        static SHARED: OnceLock<Arc<Driver>> = OnceLock::new();
        match environment::engine() {
            Engine::Chromium => Ok(Arc::clone(SHARED.get_or_init(|| {
                let started = Self::start(&["--port=0"], "started successfully on port ");
                Arc::new(started.expect("no journey can be gone through without a driver"))
            }))),
            // What WebDriver has no word for (theme, time zone, console) is set and read with the browser's own rights.
            Engine::Firefox => {
                Ok(Arc::new(Self::start(&["--port=0", "--allow-system-access"], "Listening on 127.0.0.1:")?))
            }
        }
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts the driver on a free port, which it tells in a line after `announcement`.
    fn start(arguments: &[&str], announcement: &str) -> Result<Self, Error> {
        let driver = environment::driver();
        let mut shell = Command::new("sh")
            .args(["-c", UNTIL_THE_PIPE_CLOSES])
            .arg(&driver)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let output = shell.stdout.take().expect("the output was piped");
        let mut lines = BufReader::new(output).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let digits = line.split(announcement).nth(1)?;
            digits.trim_end_matches('.').parse().ok()
        });
        let port = port.ok_or_else(|| {
            Error::new(format!("{} tells no port: run it by hand to see why it does not start.", driver.display()))
        })?;
        // Whatever else it prints must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { port, shell })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // It ends by itself now; where it cannot be waited for there is nothing to wait for.
        let _ = self.shell.wait();
    }
}

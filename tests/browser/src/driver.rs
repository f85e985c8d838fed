//! The programs that drive browsers.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::engine::Engine;
use crate::error::Error;
use crate::setup::Setup;
use crate::{environment, webkit};

/// Runs the program until the pipe closes. That happens when its [`Program`] is dropped, and also when this process ends or
/// is killed. Then the shell ends its process group: the program, its windows, and the shell itself.
const UNTIL_THE_PIPE_CLOSES: &str = r#""$0" "$@" & read _; kill 0"#;

/// How long a driver may take until it listens.
const PATIENCE: Duration = Duration::from_secs(15);

/// A driver that listens on its own port.
pub struct Driver {
    port: u16,
    // They are dropped in this order: the browser ends before its display, and both end before the folder that they use.
    _program: Program,
    _display: Option<Program>,
    _home: Option<TempDir>,
}

impl Driver {
    /// The driver for one more window. One chromedriver drives all windows, the other drivers only one.
    pub fn for_a_window(setup: &Setup) -> Result<Arc<Self>, Error> {
        static SHARED: OnceLock<Arc<Driver>> = OnceLock::new();
        match environment::engine() {
            Engine::Chromium => Ok(Arc::clone(SHARED.get_or_init(|| {
                let started = Self::announced(&["--port=0"], "started successfully on port ");
                Arc::new(started.expect("journeys need a driver"))
            }))),
            // The theme, the time zone and the console need scripts with the rights of the browser.
            Engine::Firefox => {
                Ok(Arc::new(Self::announced(&["--port=0", "--allow-system-access"], "Listening on 127.0.0.1:")?))
            }
            Engine::WebKit => Ok(Arc::new(Self::on_a_display(setup)?)),
        }
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts the driver on a free port. It prints the port after `announcement`.
    fn announced(arguments: &[&str], announcement: &str) -> Result<Self, Error> {
        let (program, port) = Program::announcing(&environment::driver(), arguments, announcement)?;
        Ok(Self { port, _program: program, _display: None, _home: None })
    }

    /// Starts WebKitGTK's driver with its own display: a window without the focus gets no keys.
    fn on_a_display(setup: &Setup) -> Result<Self, Error> {
        let home = tempfile::tempdir()?;
        let (width, height) = webkit::DISPLAY;
        let screen = format!("{width}x{height}x24");
        let arguments = ["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp"];
        let (display, number) = Program::announcing(Path::new("Xvfb"), &arguments, "")?;
        let mut variables = webkit::variables(setup, home.path())?;
        variables.push(("DISPLAY", format!(":{number}").into()));
        // This driver cannot choose a port itself.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let program = Program::start(&environment::driver(), &[&format!("--port={port}")], &variables, Stdio::null())?;
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if Instant::now() > deadline {
                return Err(Error::new(format!("{} does not listen.", environment::driver().display())));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(Self { port, _program: program, _display: Some(display), _home: Some(home) })
    }
}

/// A program that ends when this is dropped.
struct Program {
    shell: Child,
}

impl Program {
    fn start(program: &Path, arguments: &[&str], variables: &[(&str, OsString)], output: Stdio) -> Result<Self, Error> {
        let shell = Command::new("sh")
            .args(["-c", UNTIL_THE_PIPE_CLOSES])
            .arg(program)
            .args(arguments)
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        Ok(Self { shell })
    }

    /// Starts a program, and returns the number that it prints after `announcement`.
    fn announcing(program: &Path, arguments: &[&str], announcement: &str) -> Result<(Self, u16), Error> {
        let mut started = Self::start(program, arguments, &[], Stdio::piped())?;
        let output = started.shell.stdout.take().expect("the output was piped");
        let mut lines = BufReader::new(output).lines();
        let number = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let digits = line.split_once(announcement)?.1;
            digits.trim_end_matches('.').parse().ok()
        });
        let number = number.ok_or_else(|| {
            let name = program.display();
            Error::new(format!("{name} does not say where it listens: run it by hand to see why it does not start."))
        })?;
        // The rest must be read too: a full pipe would stop the program.
        std::thread::spawn(move || lines.for_each(drop));
        Ok((started, number))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // It ends by itself now. An error means that there is nothing to wait for.
        let _ = self.shell.wait();
    }
}

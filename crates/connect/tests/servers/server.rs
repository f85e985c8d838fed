//! nginx, Apache and Caddy, each with the configuration that `serving` writes for it.

use std::fmt;
use std::fs::{self, File, Permissions};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, geteuid};
use reqwest::{Method, Response};
use serving::{Hosting, forms};
use tempfile::TempDir;

use crate::campaign::Campaign;
use crate::support::client;

/// The servers' user if the tests run as root.
const NOBODY: u32 = 65_534;

/// The time limit for the first answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The modules of Apache that the forms name, and those that every Apache has.
const APACHE_MODULES: [&str; 12] = [
    "mpm_event",
    "authz_core",
    "unixd",
    "proxy",
    "deflate",
    "dir",
    "env",
    "headers",
    "mime",
    "proxy_http",
    "rewrite",
    "ssl",
];

/// The folders of Apache's modules, by system.
const APACHE_MODULE_FOLDERS: [&str; 2] = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules"];

/// A server for which `serving` writes a configuration.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Server {
    Nginx,
    Apache,
    Caddy,
}

impl Server {
    pub const ALL: [Self; 3] = [Self::Nginx, Self::Apache, Self::Caddy];

    /// The program in the variable, or else the first of its names on PATH or in /usr/sbin.
    pub fn program(self) -> Option<PathBuf> {
        let (variable, names): (_, &[&str]) = match self {
            Self::Nginx => ("NGINX", &["nginx"]),
            Self::Apache => ("APACHE", &["apache2", "httpd"]),
            Self::Caddy => ("CADDY", &["caddy"]),
        };
        if let Some(program) = std::env::var_os(variable) {
            return Some(program.into());
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        // This folder is not on the PATH of ordinary users.
        let folders: Vec<_> = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]).collect();
        let candidates = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        candidates.into_iter().find(|program| program.is_file())
    }

    /// Starts the server. It shows `files` at `/` and at `/a/b/`, and forwards calls to `campaign`, whose certificate
    /// it checks with `authorities`.
    pub fn start(self, files: &Path, campaign: &Campaign, authorities: &str) -> Running {
        let site = Site::new(files, campaign, authorities);
        match self {
            Self::Nginx => site.write_nginx(),
            Self::Apache => site.write_apache(),
            Self::Caddy => site.write_caddy(),
        }
        let mut command = self.command(site.folder.path());
        command.env_clear().current_dir(site.folder.path()).stderr(site.log());
        // Caddy reads these for its certificate authorities and its own folders.
        command.env("SSL_CERT_FILE", site.path("authorities.pem")).env("SSL_CERT_DIR", site.path("work"));
        command.env("HOME", site.path("work"));
        if geteuid().is_root() {
            site.give_to_everybody();
            command.uid(NOBODY).gid(NOBODY);
        }
        let child = command.spawn().unwrap_or_else(|error| panic!("{self} does not start: {error}"));
        let mut running = Running { origin: format!("http://127.0.0.1:{}", site.port), child, site };
        running.wait_for_answers();
        running
    }

    fn command(self, folder: &Path) -> Command {
        let mut command = Command::new(self.program().unwrap_or_else(|| panic!("{self} is not installed")));
        match self {
            // Without -e it writes to the system's own log until it has read its configuration.
            Self::Nginx => command.arg("-p").arg(folder).args(["-c", "nginx.conf", "-e", "stderr"]),
            Self::Apache => command.arg("-d").arg(folder).args(["-f", "httpd.conf", "-DFOREGROUND"]),
            Self::Caddy => command.args(["run", "--config", "Caddyfile", "--adapter", "caddyfile"]),
        };
        command
    }
}

impl fmt::Display for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Nginx => "nginx",
            Self::Apache => "apache",
            Self::Caddy => "caddy",
        })
    }
}

/// A server that runs. Dropping it stops the server and removes its folder.
pub struct Running {
    pub origin: String,
    child: Child,
    site: Site,
}

impl Running {
    pub async fn ask(&self, method: Method, path: &str, encodings: &str) -> Response {
        let request = client().request(method, format!("{}{path}", self.origin));
        request.header("Accept-Encoding", encodings).send().await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Response {
        self.ask(Method::GET, path, "identity").await
    }

    /// Sends a request whose path a client would normalise, and returns the answer.
    pub fn send(&self, request: &str) -> String {
        send(self.site.port, request).unwrap()
    }

    fn wait_for_answers(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        while !answers(self.site.port) {
            let has_ended = self.child.try_wait().unwrap().is_some();
            assert!(!has_ended, "The server ends instead of serving.");
            assert!(Instant::now() < deadline, "The server does not answer.");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Whether an HTTP server answers. A connection is not enough: servers accept some before they are ready.
fn answers(port: u16) -> bool {
    let answer = send(port, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    answer.is_ok_and(|answer| answer.starts_with("HTTP/"))
}

fn send(port: u16, request: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

impl Drop for Running {
    fn drop(&mut self) {
        // All three also end their own processes at SIGTERM.
        if kill(Pid::from_raw(self.child.id().cast_signed()), Signal::SIGTERM).is_ok() {
            let _ = self.child.wait();
        }
        if std::thread::panicking() {
            eprintln!("The server's log:\n{}", fs::read_to_string(self.site.path("work/log")).unwrap_or_default());
        }
    }
}

/// The folder of one server, with its files and configuration.
struct Site {
    folder: TempDir,
    port: u16,
    campaign: String,
}

impl Site {
    fn new(files: &Path, campaign: &Campaign, authorities: &str) -> Self {
        let folder = TempDir::new().unwrap();
        copy(files, &folder.path().join("root"));
        copy(files, &folder.path().join("root/a/b"));
        fs::create_dir(folder.path().join("work")).unwrap();
        fs::write(folder.path().join("authorities.pem"), authorities).unwrap();
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        Self { folder, port, campaign: format!("localhost:{}", campaign.address.port()) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn log(&self) -> File {
        File::create(self.path("work/log")).unwrap()
    }

    /// Lets an ordinary user read the files and write to the working folder.
    fn give_to_everybody(&self) {
        for path in [self.folder.path(), &self.path("work"), &self.path("work/log")] {
            fs::set_permissions(path, Permissions::from_mode(0o777)).unwrap();
        }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Fills in the placeholders, as an operator does.
    fn filled_in(&self, form: &str, own: &[(&str, String)]) -> String {
        let everywhere =
            [(forms::FOLDER, self.path("root").display().to_string()), (forms::CAMPAIGN, self.campaign.clone())];
        own.iter().chain(&everywhere).fold(form.to_owned(), |text, (placeholder, value)| {
            assert!(text.contains(placeholder), "{placeholder} is missing in {text}");
            text.replace(placeholder, value)
        })
    }

    fn authorities(&self) -> (&'static str, String) {
        (forms::AUTHORITIES, self.path("authorities.pem").display().to_string())
    }

    /// The configuration around the site compresses every answer, as some installations do.
    fn write_nginx(&self) {
        let form = forms::nginx(&Hosting::default());
        let listen = ("listen 8080;", format!("listen 127.0.0.1:{};", self.port));
        self.write("sms-dashboard.conf", &self.filled_in(&form, &[listen, self.authorities()]));
        self.write(
            "nginx.conf",
            "daemon off;\npid work/pid;\nerror_log stderr notice;\nworker_processes 1;\nevents { }\nhttp {\n\
             access_log off;\nclient_body_temp_path work/body;\nproxy_temp_path work/proxy;\n\
             fastcgi_temp_path work/fastcgi;\nuwsgi_temp_path work/uwsgi;\nscgi_temp_path work/scgi;\n\
             gzip on;\ngzip_types *;\ngzip_min_length 1;\ninclude sms-dashboard.conf;\n}\n",
        );
    }

    fn write_apache(&self) {
        let form = forms::apache_site();
        let listen = ("Listen 8080", format!("Listen 127.0.0.1:{}", self.port));
        let site = ("*:8080", format!("*:{}", self.port));
        self.write("sms-dashboard.conf", &self.filled_in(&form, &[listen, site, self.authorities()]));
        for folder in ["root", "root/a/b"] {
            self.write(&format!("{folder}/.htaccess"), &forms::apache(&Hosting::default()));
        }
        let modules = APACHE_MODULE_FOLDERS.map(Path::new).into_iter().find(|folder| folder.is_dir()).unwrap();
        // Some systems compile modules into the program.
        let modules = APACHE_MODULES.map(|name| {
            format!(
                "<IfModule !{name}_module>\nLoadModule {name}_module {}/mod_{name}.so\n</IfModule>\n",
                modules.display()
            )
        });
        let modules = modules.concat();
        self.write(
            "httpd.conf",
            &format!(
                "{modules}ServerName localhost\nPidFile work/pid\nErrorLog work/log\nDefaultRuntimeDir work\n\
                 TypesConfig /dev/null\nSetOutputFilter DEFLATE\nInclude sms-dashboard.conf\n"
            ),
        );
    }

    fn write_caddy(&self) {
        let form = forms::caddy(&Hosting::default());
        let site = ("\nportal.example {", format!("\nhttp://127.0.0.1:{} {{", self.port));
        self.write("sms-dashboard.caddy", &self.filled_in(&form, &[site]));
        self.write("Caddyfile", "{\n\tadmin off\n}\nimport sms-dashboard.caddy\n");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

//! What WebDriver has no word for, in WebKitGTK: said when its window opens, or by a script that the pages carry.
//!
//! What cannot be had there at all: another theme in an open window, windows narrower than the browser's own buttons,
//! pictures without scroll bars, and of the console what the browser itself says (of a breach of the policy the server
//! hears). Journeys that need one of these are not for this engine.

use std::ffi::OsString;
use std::path::Path;
use std::{fs, io};

use fantoccini::Client;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use crate::error::Error;
use crate::session::Message;
use crate::setup::{Language, Scheme, Setup};
use crate::{environment, wait};

/// The width and height of the display that a window has for itself.
pub const DISPLAY: (u32, u32) = (2800, 2000);

/// Where a page finds [`LISTEN`]: the layer in front of the sandbox answers.
pub const LISTEN_PATH: &str = "/harness/listen.js";

/// Keeps what pages say on their console.
pub const LISTEN: &str = include_str!("webkit/listen.js");

/// A locale that the C library always has, and whose rules nobody here reads.
const ANY_LOCALE: &str = "/usr/lib/locale/C.utf8";

pub fn capabilities(setup: &Setup) -> Capabilities {
    let mut arguments = vec!["--automation".to_owned(), format!("--time-zone={}", setup.zone)];
    if setup.scheme == Scheme::Dark {
        arguments.push("--dark-mode".to_owned());
    }
    let options = json!({ "binary": environment::browser().to_string_lossy(), "args": arguments });
    Capabilities::from_iter([
        ("browserName".into(), json!("MiniBrowser")),
        ("webkitgtk:browserOptions".into(), options),
    ])
}

/// The variables under which the driver starts its browser; `home` is a folder for what they name.
pub fn variables(setup: &Setup, home: &Path) -> io::Result<Vec<(&'static str, OsString)>> {
    // As in Chromium: nothing is half-way when a picture is taken or a contrast measured.
    let settings = home.join("gtk-3.0");
    fs::create_dir(&settings)?;
    fs::write(settings.join("settings.ini"), "[Settings]\ngtk-enable-animations=0\n")?;
    let mut variables = vec![("XDG_CONFIG_HOME", home.into())];
    match setup.language {
        Language::English => variables.push(("LC_ALL", "C".into())),
        Language::French => {
            // The browser takes its language from the locale's name, and a machine for tests has no French one.
            std::os::unix::fs::symlink(ANY_LOCALE, home.join("fr_FR.UTF-8"))?;
            variables.extend([("LC_ALL", "fr_FR.UTF-8".into()), ("LOCPATH", home.into())]);
        }
    }
    Ok(variables)
}

/// The theme is the window's from its beginning.
pub async fn prefer(client: &Client, scheme: &str) -> Result<(), Error> {
    let script = "return matchMedia(`(prefers-color-scheme: ${arguments[0]})`).matches";
    if client.execute(script, vec![json!(scheme)]).await? == json!(true) {
        return Ok(());
    }
    Err(Error::new("WebKitGTK's theme cannot change while its window is open: choose it in the journey's Setup."))
}

pub async fn resize(client: &Client, (width, height): (u32, u32)) -> Result<(), Error> {
    let bar = client.execute("return outerHeight - innerHeight", Vec::new()).await?;
    let bar = bar.as_u64().and_then(|bar| u32::try_from(bar).ok()).unwrap_or_default();
    // The pointer rests in the middle of the display, and without a window manager the keys go to the window below it.
    let corner = |display: u32, length: u32| display.saturating_sub(length) / 2;
    let (left, top) = (corner(DISPLAY.0, width), corner(DISPLAY.1, height + bar));
    client.set_window_rect(left, top, width, height + bar).await?;
    wait::until(
        async || Ok((client.execute("return document.hasFocus()", Vec::new()).await? == json!(true)).then_some(())),
        async || "The window does not take the keys.".to_owned(),
    )
    .await
}

/// The role of what looks like a button: WebKit says that of a closed list too, where HTML-AAM says `combobox`.
pub async fn role_of_button(client: &Client, element: &Element) -> Result<String, CmdError> {
    evaluate(client, element, "return arguments[0].matches('select') ? 'combobox' : 'button'").await
}

/// The name of a cell, which comes from its content (ARIA's `nameFrom: contents`): WebKit names no cells, because
/// VoiceOver reads what is in them.
pub async fn name_from_content(client: &Client, element: &Element) -> Result<String, CmdError> {
    let script = "const [element] = arguments;
        if (!element.matches('th, td, [role$=header], [role$=cell]')) return '';
        const copy = element.cloneNode(true);
        for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
        return copy.textContent";
    evaluate(client, element, script).await
}

/// The rendered text: the driver's own leaves the space between two blocks out.
pub async fn text(client: &Client, element: &Element) -> Result<String, CmdError> {
    evaluate(client, element, "return arguments[0].innerText").await
}

async fn evaluate(client: &Client, element: &Element, script: &str) -> Result<String, CmdError> {
    let answer = client.execute(script, vec![json!(element)]).await?;
    Ok(answer.as_str().unwrap_or_default().to_owned())
}

pub async fn console(client: &Client) -> Result<Vec<Message>, CmdError> {
    let heard = client.execute("return window.heard?.splice(0) ?? []", Vec::new()).await?;
    let word = |entry: &Value, index: usize| entry[index].as_str().unwrap_or_default().to_owned();
    let message = |entry| Message { level: word(entry, 0), text: word(entry, 1) };
    Ok(heard.as_array().into_iter().flatten().map(message).collect())
}

/// `page` with the script that listens, before its own.
pub fn with_listener(page: &str) -> String {
    page.replacen("<head>", &format!("<head><script src=\"{LISTEN_PATH}\"></script>"), 1)
}

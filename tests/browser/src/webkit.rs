//! What WebDriver has no command for, in WebKitGTK: it is set when the window opens, or a script in the pages does it.
//!
//! Not possible there: another theme in an open window, windows that are narrower than the browser's own buttons, pictures
//! without scroll bars, and reading what the browser itself writes on the console (a breach of the policy is reported to
//! the server). Journeys that need one of these do not run in this engine.

use std::ffi::OsString;
use std::path::Path;
use std::{fs, io};

use fantoccini::Client;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use serde_json::json;

use crate::error::Error;
use crate::session::Message;
use crate::setup::{Language, Scheme, Setup};
use crate::{environment, wait};

/// The width and height of a window's own display.
pub const DISPLAY: (u32, u32) = (2800, 2000);

/// A locale that the C library always has. Its rules do not matter here, only its place.
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

/// The environment variables for the driver and its browser. `home` is an empty folder for the files that they name.
pub fn variables(setup: &Setup, home: &Path) -> io::Result<Vec<(&'static str, OsString)>> {
    // An animation could be half finished when a picture is taken or a contrast is measured.
    let settings = home.join("gtk-3.0");
    fs::create_dir(&settings)?;
    fs::write(settings.join("settings.ini"), "[Settings]\ngtk-enable-animations=0\n")?;
    let mut variables = vec![("XDG_CONFIG_HOME", home.into())];
    match setup.language {
        Language::English => variables.push(("LC_ALL", "C".into())),
        Language::French => {
            // The browser takes its language from the name of the locale, and the machine may have no French locale.
            std::os::unix::fs::symlink(ANY_LOCALE, home.join("fr_FR.UTF-8"))?;
            variables.extend([("LC_ALL", "fr_FR.UTF-8".into()), ("LOCPATH", home.into())]);
        }
    }
    Ok(variables)
}

/// Checks the theme: it cannot change after the window has opened.
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
    // The pointer is in the middle of the display. Without a window manager, keys go to the window under the pointer.
    let corner = |display: u32, length: u32| display.saturating_sub(length) / 2;
    let (left, top) = (corner(DISPLAY.0, width), corner(DISPLAY.1, height + bar));
    client.set_window_rect(left, top, width, height + bar).await?;
    wait::until(
        async || Ok((client.execute("return document.hasFocus()", Vec::new()).await? == json!(true)).then_some(())),
        async || "The window does not get the keys.".to_owned(),
    )
    .await
}

/// The role of an element as HTML-AAM has it. WebKit calls a closed list a button, and a field for numbers a text box.
pub async fn role(client: &Client, element: &Element, told: String) -> Result<String, CmdError> {
    let script = match told.as_str() {
        "button" => "return arguments[0].matches('select') ? 'combobox' : 'button'",
        "textbox" => "return arguments[0].matches('input[type=number]') ? 'spinbutton' : 'textbox'",
        _ => return Ok(told),
    };
    evaluate(client, element, script).await
}

/// The name of a cell is its content (ARIA's `nameFrom: contents`). WebKit gives cells no name, because VoiceOver reads
/// their content itself.
pub async fn name_from_content(client: &Client, element: &Element) -> Result<String, CmdError> {
    let script = "const [element] = arguments;
        if (!element.matches('th, td, [role$=header], [role$=cell]')) return '';
        const copy = element.cloneNode(true);
        for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
        return copy.textContent";
    evaluate(client, element, script).await
}

/// The rendered text. The driver's own version has no space between two blocks.
pub async fn text(client: &Client, element: &Element) -> Result<String, CmdError> {
    evaluate(client, element, "return arguments[0].innerText").await
}

async fn evaluate(client: &Client, element: &Element, script: &str) -> Result<String, CmdError> {
    let answer = client.execute(script, vec![json!(element)]).await?;
    Ok(answer.as_str().unwrap_or_default().to_owned())
}

pub async fn console(client: &Client) -> Result<Vec<Message>, CmdError> {
    let heard = client.execute("return window.heard?.splice(0) ?? []", Vec::new()).await?;
    Ok(Message::all(&heard, 0, 1))
}

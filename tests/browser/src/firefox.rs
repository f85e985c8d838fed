//! What WebDriver has no command for, in Firefox: scripts with the rights of the browser do it.

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use crate::environment;
use crate::error::Error;
use crate::session::{Message, post};
use crate::setup::Setup;

/// Keeps what pages write on their console, from the first page on. Firefox tells WebDriver nothing of it.
const LISTEN: &str = include_str!("firefox/listen.js");

/// Returns and forgets what was kept, with uncaught errors and with what the policy forbade.
const HEARD: &str = include_str!("firefox/heard.js");

/// Overrides a setting for the one tab, as the browser's developer tools do.
const OVERRIDE: &str = "const [name, value] = arguments; gBrowser.selectedBrowser.browsingContext[name] = value;";

/// Sets the size of the page alone: the window cannot be as narrow as a telephone.
const RESIZE: &str = "const [width, height] = arguments;
    const style = gBrowser.selectedBrowser.style;
    for (const [name, length] of [['width', width], ['height', height]]) {
        for (const property of [name, `min-${name}`, `max-${name}`]) style.setProperty(property, `${length}px`);
    }";

/// Deletes cookies, caches, storage, permissions and all else. The answer is 0 if everything was deleted.
const FORGET: &str = "const [done] = arguments;
    Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_ALL, (failed) => done(failed));";

pub fn capabilities() -> Capabilities {
    let preferences = json!({
        // An animation could be half finished when a picture is taken or a contrast is measured.
        "ui.prefersReducedMotion": 1,
        // The browser would ask for an icon that the page does not name.
        "browser.chrome.site_icons": false,
    });
    let binary = environment::browser();
    let options = json!({ "binary": binary.to_string_lossy(), "args": ["-headless"], "prefs": preferences });
    Capabilities::from_iter([("browserName".into(), json!("firefox")), ("moz:firefoxOptions".into(), options)])
}

/// Begins to keep what pages write on their console.
pub async fn listen(client: &Client) -> Result<(), Error> {
    privileged(client, LISTEN, json!([])).await?;
    Ok(())
}

/// Sets for the tab what the command line cannot set.
pub async fn prepare(client: &Client, setup: &Setup) -> Result<(), Error> {
    privileged(client, OVERRIDE, json!(["timezoneOverride", setup.zone])).await?;
    privileged(client, OVERRIDE, json!(["languageOverride", setup.language.tag()])).await?;
    Ok(())
}

/// Forgets the journey that has ended: its tab with history, size and overrides, and everything that its pages stored.
pub async fn renew(client: &Client) -> Result<(), Error> {
    let fresh = client.new_window(true).await?;
    client.close_window().await?;
    client.switch_to_window(fresh.handle).await?;
    let failed = privileged_async(client, FORGET).await?;
    if failed != json!(0) {
        return Err(Error::new(format!("Firefox cannot forget what pages left: {failed}.")));
    }
    console(client).await?;
    Ok(())
}

pub async fn prefer(client: &Client, scheme: &str) -> Result<(), Error> {
    privileged(client, OVERRIDE, json!(["prefersColorSchemeOverride", scheme])).await?;
    Ok(())
}

pub async fn resize(client: &Client, (width, height): (u32, u32)) -> Result<(), Error> {
    client.set_window_size(width, height).await?;
    privileged(client, RESIZE, json!([width, height])).await?;
    Ok(())
}

pub async fn console(client: &Client) -> Result<Vec<Message>, CmdError> {
    let heard = privileged(client, HEARD, json!([])).await?;
    Ok(Message::all(&heard, 0, 1))
}

/// Runs `script` in the browser's own window instead of the page.
async fn privileged(client: &Client, script: &str, arguments: Value) -> Result<Value, CmdError> {
    in_the_browsers_window(client, "execute/sync", script, arguments).await
}

/// The same, and waits until the script calls its last argument.
async fn privileged_async(client: &Client, script: &str) -> Result<Value, CmdError> {
    in_the_browsers_window(client, "execute/async", script, json!([])).await
}

async fn in_the_browsers_window(
    client: &Client,
    command: &str,
    script: &str,
    arguments: Value,
) -> Result<Value, CmdError> {
    post(client, "moz/context", json!({ "context": "chrome" })).await?;
    let answer = post(client, command, json!({ "script": script, "args": arguments })).await;
    // The next command is meant for the page again.
    post(client, "moz/context", json!({ "context": "content" })).await?;
    answer
}

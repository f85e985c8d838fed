//! What WebDriver has no command for, in Chromium: DevTools do it.

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use crate::environment;
use crate::error::Error;
use crate::session::{Held, Message, post};
use crate::setup::Setup;

pub fn capabilities(setup: &Setup) -> Capabilities {
    let language = setup.language.tag();
    let arguments = [
        "--headless",
        // Chromium's own sandbox does not work for root, and /dev/shm is small in containers.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        &format!("--lang={language}"),
        &format!("--accept-lang={language}"),
    ];
    let options = json!({ "binary": environment::browser().to_string_lossy(), "args": arguments });
    Capabilities::from_iter([
        ("browserName".into(), json!("chrome")),
        ("goog:chromeOptions".into(), options),
        ("goog:loggingPrefs".into(), json!({ "browser": "ALL" })),
    ])
}

/// Sets what the command line cannot set.
pub async fn prepare(client: &Client, setup: &Setup) -> Result<(), Error> {
    // Without a user interface, Chromium gives no page the clipboard by itself.
    devtools(
        client,
        "Browser.grantPermissions",
        json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
    )
    .await?;
    devtools(client, "Emulation.setTimezoneOverride", json!({ "timezoneId": setup.zone })).await.map(drop)
}

pub async fn prefer(client: &Client, scheme: &str) -> Result<(), Error> {
    // An animation could be half finished when a picture is taken or a contrast is measured.
    let features = json!([
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    devtools(client, "Emulation.setEmulatedMedia", json!({ "features": features })).await.map(drop)
}

pub async fn resize(client: &Client, (width, height): (u32, u32)) -> Result<(), Error> {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    devtools(client, "Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
}

/// Makes the page run so many times slower.
pub async fn slow_down(client: &Client, times: u32) -> Result<(), Error> {
    devtools(client, "Emulation.setCPUThrottlingRate", json!({ "rate": times })).await.map(drop)
}

pub async fn hide_scroll_bars(client: &Client) -> Result<(), Error> {
    devtools(client, "Emulation.setScrollbarsHidden", json!({ "hidden": true })).await.map(drop)
}

pub async fn console(client: &Client) -> Result<Vec<Message>, CmdError> {
    let answer = post(client, "se/log", json!({ "type": "browser" })).await?;
    Ok(Message::all(&answer, "level", "message"))
}

/// What is left after the garbage is collected.
pub async fn held(client: &Client) -> Result<Held, Error> {
    devtools(client, "HeapProfiler.collectGarbage", json!({})).await?;
    let counters = devtools(client, "Memory.getDOMCounters", json!({})).await?;
    let number = |name: &str| counters[name].as_u64().ok_or_else(|| Error::new(format!("No {name} in {counters}")));
    Ok(Held { nodes: number("nodes")?, listeners: number("jsEventListeners")? })
}

/// Calls one of Chromium's DevTools methods.
pub async fn devtools(client: &Client, method: &str, parameters: Value) -> Result<Value, Error> {
    Ok(post(client, "goog/cdp/execute", json!({ "cmd": method, "params": parameters })).await?)
}

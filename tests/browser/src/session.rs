//! One browser window with a profile of its own, and what WebDriver can do that fantoccini has no word for.

use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::error::Error;
use crate::setup::Setup;
use crate::{driver, environment};

/// Opens a window as `setup` says.
pub async fn open(setup: &Setup) -> Result<Client, Error> {
    let language = setup.language.tag();
    let arguments = [
        "--headless",
        // Chromium's own sandbox needs a user other than root, and /dev/shm is small in containers.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        &format!("--lang={language}"),
        &format!("--accept-lang={language}"),
    ];
    let mut capabilities = Capabilities::new();
    capabilities.insert("browserName".into(), json!("chrome"));
    capabilities.insert(
        "goog:chromeOptions".into(),
        json!({ "binary": environment::chromium().to_string_lossy(), "args": arguments }),
    );
    capabilities.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
    // The accessibility checker takes its time over five hundred rows on a busy machine.
    capabilities.insert("timeouts".into(), json!({ "script": 120_000 }));
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let client = builder.capabilities(capabilities).connect(&driver::address()).await?;
    devtools(&client, "Emulation.setTimezoneOverride", json!({ "timezoneId": setup.zone })).await?;
    prefer(&client, setup.scheme.value()).await?;
    resize(&client, setup.size).await?;
    Ok(client)
}

/// Makes the system ask for a theme.
pub async fn prefer(client: &Client, scheme: &str) -> Result<(), Error> {
    // Without animations nothing is half-way when a picture is taken or a contrast measured.
    let features = json!([
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    devtools(client, "Emulation.setEmulatedMedia", json!({ "features": features })).await?;
    Ok(())
}

/// Makes the viewport `width` × `height` CSS pixels: windows have frames, and least widths.
pub async fn resize(client: &Client, (width, height): (u32, u32)) -> Result<(), Error> {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    devtools(client, "Emulation.setDeviceMetricsOverride", metrics).await?;
    Ok(())
}

/// Calls one of Chromium's DevTools methods.
pub async fn devtools(client: &Client, method: &str, parameters: Value) -> Result<Value, CmdError> {
    post(client, "goog/cdp/execute", json!({ "cmd": method, "params": parameters })).await
}

/// The console's messages since the last call.
pub async fn console(client: &Client) -> Result<Vec<Message>, Error> {
    let answer = post(client, "se/log", json!({ "type": "browser" })).await?;
    let entries = answer.as_array().cloned().unwrap_or_default();
    let word = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    Ok(entries.iter().map(|entry| Message { level: word(entry, "level"), text: word(entry, "message") }).collect())
}

/// A message on the console.
#[derive(Debug)]
pub struct Message {
    /// `INFO`, `WARNING`, `SEVERE` …
    pub level: String,
    /// Where it comes from, and what it says.
    pub text: String,
}

/// The role that assistive technology is told.
pub async fn role(client: &Client, element: &Element) -> Result<String, CmdError> {
    get(client, format!("element/{}/computedrole", element.element_id())).await
}

/// The name that assistive technology is told.
pub async fn name(client: &Client, element: &Element) -> Result<String, CmdError> {
    get(client, format!("element/{}/computedlabel", element.element_id())).await
}

/// Whether `error` says that the view was drawn anew since an element was found.
pub fn is_outdated(error: &CmdError) -> bool {
    let CmdError::Standard(error) = error else { return false };
    matches!(
        error.error,
        ErrorStatus::StaleElementReference | ErrorStatus::DetachedShadowRoot | ErrorStatus::NoSuchElement
    )
}

async fn get(client: &Client, path: String) -> Result<String, CmdError> {
    let answer = client.issue_cmd(Plain { method: Method::GET, path, body: None }).await?;
    Ok(answer.as_str().unwrap_or_default().to_owned())
}

async fn post(client: &Client, path: &str, body: Value) -> Result<Value, CmdError> {
    client.issue_cmd(Plain { method: Method::POST, path: path.to_owned(), body: Some(body) }).await
}

/// A command of the session, given by its address.
#[derive(Debug)]
struct Plain {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Plain {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}

//! One browser window in which nothing is left of other journeys, and what fantoccini has no function for.

use std::sync::{Arc, Mutex, PoisonError};

use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::value::Index;
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::engine::Engine;
use crate::error::Error;
use crate::setup::Setup;
use crate::{chromium, environment, firefox, wait, webkit};

/// A browser window, and the program that drives it.
pub struct Window {
    /// How to talk to it.
    pub client: Client,
    driver: Arc<Driver>,
}

/// Windows that can be used again. Firefox takes four seconds to start, and much less to forget a journey.
static IDLE: Mutex<Vec<Window>> = Mutex::new(Vec::new());

/// Opens a window as `setup` says. It closes when its driver ends, or before.
pub async fn open(setup: &Setup) -> Result<Window, Error> {
    let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let window = match idle {
        Some(window) => window,
        None => start(setup).await?,
    };
    let client = &window.client;
    match environment::engine() {
        Engine::Chromium => chromium::prepare(client, setup).await?,
        Engine::Firefox => firefox::prepare(client, setup).await?,
        // Its command line has said everything.
        Engine::WebKit => {}
    }
    prefer(client, setup.scheme.value()).await?;
    resize(client, setup.size).await?;
    Ok(window)
}

async fn start(setup: &Setup) -> Result<Window, Error> {
    let mut capabilities = match environment::engine() {
        Engine::Chromium => chromium::capabilities(setup),
        Engine::Firefox => firefox::capabilities(),
        Engine::WebKit => webkit::capabilities(setup),
    };
    // On a busy machine the accessibility checker needs long for five hundred rows.
    capabilities.insert("timeouts".into(), json!({ "script": 120_000 }));
    let driver = Driver::for_a_window(setup)?;
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let client = builder.capabilities(capabilities).connect(&driver.address()).await?;
    let window = Window { client, driver };
    if environment::engine() == Engine::Firefox {
        firefox::listen(&window.client).await?;
    }
    Ok(window)
}

impl Window {
    /// Closes the window, or keeps it for the next journey where that is faster and `is_sound`.
    pub async fn close(self, is_sound: bool) {
        let is_renewed = is_sound
            && match environment::engine() {
                // They open a window faster than they forget a journey.
                Engine::Chromium | Engine::WebKit => false,
                Engine::Firefox => firefox::renew(&self.client).await.is_ok(),
            };
        if is_renewed {
            IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(self);
            return;
        }
        // If the window does not close, it ends with the driver.
        let _ = self.client.close().await;
        drop(self.driver);
    }
}

/// Makes the system prefer a theme.
pub async fn prefer(client: &Client, scheme: &str) -> Result<(), Error> {
    match environment::engine() {
        Engine::Chromium => chromium::prefer(client, scheme).await,
        Engine::Firefox => firefox::prefer(client, scheme).await,
        Engine::WebKit => webkit::prefer(client, scheme).await,
    }
}

/// Makes the viewport `width` × `height` CSS pixels. The size of a window is not enough: it has a frame and a smallest width.
pub async fn resize(client: &Client, size: (u32, u32)) -> Result<(), Error> {
    match environment::engine() {
        Engine::Chromium => chromium::resize(client, size).await?,
        Engine::Firefox => firefox::resize(client, size).await?,
        Engine::WebKit => webkit::resize(client, size).await?,
    }
    // The page gets its new size a little later.
    let inside = async || Ok::<_, Error>(client.execute("return [innerWidth, innerHeight]", Vec::new()).await?);
    wait::until(
        async || Ok((inside().await? == json!([size.0, size.1])).then_some(())),
        async || format!("The viewport is not {} × {} but {:?}.", size.0, size.1, inside().await.ok()),
    )
    .await
}

/// What a window's memory holds: also nodes and listeners that no document has any more.
#[derive(Debug)]
pub struct Held {
    /// How many nodes.
    pub nodes: u64,
    /// How many listeners.
    pub listeners: u64,
}

/// What the window's memory holds. Firefox and WebKitGTK do not tell it to their drivers.
pub async fn held(client: &Client) -> Result<Option<Held>, Error> {
    match environment::engine() {
        Engine::Chromium => Ok(Some(chromium::held(client).await?)),
        Engine::Firefox | Engine::WebKit => Ok(None),
    }
}

/// Makes the page run so many times slower.
pub async fn slow_down(client: &Client, times: u32) -> Result<(), Error> {
    match environment::engine() {
        Engine::Chromium => chromium::slow_down(client, times).await,
        Engine::Firefox | Engine::WebKit => Err(Error::new("Only Chromium can run slower: measure there.")),
    }
}

/// Hides the scroll bars.
pub async fn hide_scroll_bars(client: &Client) -> Result<(), Error> {
    match environment::engine() {
        Engine::Chromium => chromium::hide_scroll_bars(client).await,
        Engine::Firefox | Engine::WebKit => {
            Err(Error::new("Scroll bars can be hidden in Chromium only: take pictures there."))
        }
    }
}

/// The console's messages since the last call.
pub async fn console(client: &Client) -> Result<Vec<Message>, Error> {
    Ok(match environment::engine() {
        Engine::Chromium => chromium::console(client).await?,
        Engine::Firefox => firefox::console(client).await?,
        Engine::WebKit => webkit::console(client).await?,
    })
}

/// A message on the console.
#[derive(Debug)]
pub struct Message {
    /// `INFO`, `WARNING`, `SEVERE` …
    pub level: String,
    /// Where it comes from, and what it says.
    pub text: String,
}

impl Message {
    /// The messages in an answer whose entries have level and text under these keys.
    pub fn all<K: Index>(answer: &Value, level: K, text: K) -> Vec<Self> {
        let word = |entry: &Value, key: &K| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let message = |entry| Self { level: word(entry, &level), text: word(entry, &text) };
        answer.as_array().into_iter().flatten().map(message).collect()
    }
}

/// The role that the browser gives to assistive technology.
pub async fn role(client: &Client, element: &Element) -> Result<String, CmdError> {
    let told = get(client, format!("element/{}/computedrole", element.element_id())).await?;
    match environment::engine() {
        Engine::WebKit => webkit::role(client, element, told).await,
        _ => Ok(told),
    }
}

/// The name that the browser gives to assistive technology.
pub async fn name(client: &Client, element: &Element) -> Result<String, CmdError> {
    let told = get(client, format!("element/{}/computedlabel", element.element_id())).await?;
    match environment::engine() {
        Engine::WebKit if told.is_empty() => webkit::name_from_content(client, element).await,
        _ => Ok(told),
    }
}

/// The rendered text.
pub async fn text(client: &Client, element: &Element) -> Result<String, CmdError> {
    match environment::engine() {
        Engine::Chromium | Engine::Firefox => element.text().await,
        Engine::WebKit => webkit::text(client, element).await,
    }
}

/// Whether `error` says that the element is gone, because the view was drawn again.
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

/// Posts to an address of the WebDriver session.
pub async fn post(client: &Client, path: &str, body: Value) -> Result<Value, CmdError> {
    client.issue_cmd(Plain { method: Method::POST, path: path.to_owned(), body: Some(body) }).await
}

/// A command of the WebDriver session, given by its address.
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

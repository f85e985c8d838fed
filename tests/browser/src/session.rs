//! One browser window with nothing in it of others, and what fantoccini has no word for.

use std::sync::{Arc, Mutex, PoisonError};

use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
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

/// Windows that a sound journey has left: Firefox starts for four seconds, and is as new within a fraction of one.
static IDLE: Mutex<Vec<Window>> = Mutex::new(Vec::new());

/// Opens a window as `setup` says. It closes with its driver at the latest.
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
        // It is as `setup` says from its beginning.
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
    // The accessibility checker takes its time over five hundred rows on a busy machine.
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
                // They open windows faster than they forget.
                Engine::Chromium | Engine::WebKit => false,
                Engine::Firefox => firefox::renew(&self.client).await.is_ok(),
            };
        if is_renewed {
            IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(self);
            return;
        }
        // A window that does not close ends with the driver.
        let _ = self.client.close().await;
        drop(self.driver);
    }
}

/// Makes the system ask for a theme.
pub async fn prefer(client: &Client, scheme: &str) -> Result<(), Error> {
    match environment::engine() {
        Engine::Chromium => chromium::prefer(client, scheme).await,
        Engine::Firefox => firefox::prefer(client, scheme).await,
        Engine::WebKit => webkit::prefer(client, scheme).await,
    }
}

/// Makes the viewport `width` × `height` CSS pixels: windows have frames, and least widths.
pub async fn resize(client: &Client, size: (u32, u32)) -> Result<(), Error> {
    match environment::engine() {
        Engine::Chromium => chromium::resize(client, size).await?,
        Engine::Firefox => firefox::resize(client, size).await?,
        Engine::WebKit => webkit::resize(client, size).await?,
    }
    // The page learns of it a little later.
    let inside = async || Ok::<_, Error>(client.execute("return [innerWidth, innerHeight]", Vec::new()).await?);
    wait::until(
        async || Ok((inside().await? == json!([size.0, size.1])).then_some(())),
        async || format!("The viewport is not {} × {} but {:?}.", size.0, size.1, inside().await.ok()),
    )
    .await
}

/// What the window's memory holds, where the engine tells.
pub async fn held(client: &Client) -> Result<Option<Value>, Error> {
    match environment::engine() {
        Engine::Chromium => Ok(Some(chromium::held(client).await?)),
        Engine::Firefox | Engine::WebKit => Ok(None),
    }
}

/// Makes the machine seem so many times slower.
pub async fn slow_down(client: &Client, times: u32) -> Result<(), Error> {
    match environment::engine() {
        Engine::Chromium => chromium::slow_down(client, times).await,
        Engine::Firefox | Engine::WebKit => Err(Error::new("Only Chromium can seem slower: measure there.")),
    }
}

/// Takes the scroll bars away.
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

/// The role that assistive technology is told.
pub async fn role(client: &Client, element: &Element) -> Result<String, CmdError> {
    let told = get(client, format!("element/{}/computedrole", element.element_id())).await?;
    match environment::engine() {
        Engine::WebKit if told == "button" => webkit::role_of_button(client, element).await,
        _ => Ok(told),
    }
}

/// The name that assistive technology is told.
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

/// Posts to an address of the session.
pub async fn post(client: &Client, path: &str, body: Value) -> Result<Value, CmdError> {
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

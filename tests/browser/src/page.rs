//! A browser window with the app in it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::Value;

use crate::checks::Expected;
use crate::error::Error;
use crate::find::{self, Scope};
use crate::node::{self, Node};
use crate::session::{Held, Message, Window};
use crate::setup::{Scheme, Setup};
use crate::site::Site;
use crate::{chromium, session, wait};

/// A browser window with the app in it.
pub struct Page {
    pub(crate) window: Window,
    pub(crate) client: Client,
    pub(crate) site: Arc<Site>,
    /// The console messages that this journey expects.
    pub(crate) expected: RefCell<Vec<Expected>>,
    /// The console messages that no check has read yet.
    pub(crate) heard: RefCell<Vec<Message>>,
    /// Finds the dashboard in which the journey searches.
    dashboard: Cell<&'static str>,
}

impl Page {
    /// Opens a window without a page.
    pub(crate) async fn open(setup: &Setup, site: Arc<Site>) -> Result<Self, Error> {
        let window = session::open(setup).await?;
        let dashboard = Cell::new("sms-dashboard");
        let (expected, heard) = (RefCell::default(), RefCell::default());
        Ok(Self { client: window.client.clone(), window, site, expected, heard, dashboard })
    }

    /// The server that the page talks to.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Loads the app at `route`, such as `/` or `/#/deliveries`.
    pub async fn visit(&self, route: &str) -> Result<(), Error> {
        self.load(&format!("{}{route}", self.site.origin())).await
    }

    /// Loads `route` from the [second origin](Site::elsewhere).
    pub async fn visit_elsewhere(&self, route: &str) -> Result<(), Error> {
        self.load(&format!("{}{route}", self.site.elsewhere())).await
    }

    async fn load(&self, address: &str) -> Result<(), Error> {
        self.listen().await?;
        Ok(self.client.goto(address).await?)
    }

    /// Reads the console. This is needed before a document is left: in WebKitGTK its messages go with it.
    pub(crate) async fn listen(&self) -> Result<(), Error> {
        let messages = session::console(&self.client).await?;
        self.heard.borrow_mut().extend(messages);
        Ok(())
    }

    /// From now on, searches in the dashboard that `selector` finds, instead of in the first one.
    pub fn look_into(&self, selector: &'static str) {
        self.dashboard.set(selector);
    }

    fn scope(&self) -> Scope<'_> {
        Scope::Dashboard(self.dashboard.get())
    }

    /// The document around the dashboards.
    pub async fn host(&self) -> Result<Node, Error> {
        let answer = self.client.execute("return document.body", Vec::new()).await?;
        Ok(Node::new(self.client.clone(), find::element(&self.client, &answer)?))
    }

    /// Waits for the document's frame and goes into it.
    pub async fn enter_frame(&self) -> Result<(), Error> {
        let frame = wait::until(
            async || Ok(self.client.find(Locator::Css("iframe")).await.ok()),
            async || "There is no frame.".to_owned(),
        );
        Ok(frame.await?.enter_frame().await?)
    }

    /// Goes back to the document around the frame.
    pub async fn leave_frame(&self) -> Result<(), Error> {
        Ok(self.client.enter_parent_frame().await?)
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<(), Error> {
        self.listen().await?;
        Ok(self.client.refresh().await?)
    }

    /// Goes back one step in the window's history.
    pub async fn back(&self) -> Result<(), Error> {
        Ok(self.client.back().await?)
    }

    /// The address without its origin.
    pub async fn route(&self) -> Result<String, Error> {
        let address = self.client.current_url().await?;
        Ok(address.as_str().trim_start_matches(self.site.origin()).to_owned())
    }

    /// The window's title.
    pub async fn title(&self) -> Result<String, Error> {
        Ok(find::squeeze(&self.client.title().await?))
    }

    /// Waits until the window's title is `title`.
    pub async fn is_titled(&self, title: &str) -> Result<(), Error> {
        wait::until(
            async || Ok((self.title().await? == title).then_some(())),
            async || format!("The title is not “{title}” but “{}”.", self.title().await.unwrap_or_default()),
        )
        .await
    }

    /// Waits for the one element with this role and name.
    pub async fn by_role(&self, role: &str, name: &str) -> Result<Node, Error> {
        node::one(&self.client, self.scope(), role, name).await
    }

    /// Waits for the one field with this label: a field for a password has no role.
    pub async fn by_label(&self, label: &str) -> Result<Node, Error> {
        let script = "const [dashboard, text] = arguments;
            const labels = [...document.querySelector(dashboard).shadowRoot.querySelectorAll('label')];
            return labels.find((label) => label.textContent.trim() === text)?.control ?? null;";
        wait::until(
            async || {
                let answer =
                    self.client.execute(script, vec![Value::from(self.dashboard.get()), Value::from(label)]).await?;
                if answer.is_null() {
                    return Ok(None);
                }
                Ok(Some(Node::new(self.client.clone(), find::element(&self.client, &answer)?)))
            },
            async || format!("There is no field labelled “{label}”."),
        )
        .await
    }

    /// Waits for the one button that shows this text. Its name may contain more.
    pub async fn button_saying(&self, text: &str) -> Result<Node, Error> {
        self.first(&format!("button saying “{text}”"), async || {
            for button in self.all_by_role("button").await? {
                if button.text().await? == text {
                    return Ok(Some(button));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Waits for an element with this role whose text contains this one.
    pub async fn by_role_containing(&self, role: &str, text: &str) -> Result<Node, Error> {
        self.first(&format!("{role} with “{text}”"), async || {
            for node in self.all_by_role(role).await? {
                if node.content().await?.contains(&find::squeeze(text)) {
                    return Ok(Some(node));
                }
            }
            Ok(None)
        })
        .await
    }

    async fn first(
        &self,
        what: &str,
        mut search: impl AsyncFnMut() -> Result<Option<Node>, Error>,
    ) -> Result<Node, Error> {
        let attempt = async || match search().await {
            Err(error) if error.is_outdated() => Ok(None),
            found => found,
        };
        wait::until(attempt, async || format!("There is no {what} in: {}", self.text().await.unwrap_or_default())).await
    }

    /// Every element with this role, now.
    pub async fn all_by_role(&self, role: &str) -> Result<Vec<Node>, Error> {
        node::all(&self.client, self.scope(), role, None).await
    }

    /// Waits until there is no element with this role and name.
    pub async fn none_by_role(&self, role: &str, name: &str) -> Result<(), Error> {
        node::none(&self.client, self.scope(), role, name).await
    }

    /// The rendered text of the whole app, with single spaces.
    pub async fn text(&self) -> Result<String, Error> {
        let script = "const stage = document.querySelector(arguments[0])?.shadowRoot?.querySelector('div');
            return stage?.innerText ?? ''";
        let answer = self.client.execute(script, vec![Value::from(self.dashboard.get())]).await?;
        Ok(find::squeeze(answer.as_str().unwrap_or_default()))
    }

    /// Waits until the app's rendered text contains `part`.
    pub async fn shows(&self, part: &str) -> Result<(), Error> {
        wait::shows(async || self.text().await, part).await
    }

    /// Waits until the app's rendered text no longer contains `part`.
    pub async fn hides(&self, part: &str) -> Result<(), Error> {
        wait::hides(async || self.text().await, part).await
    }

    /// Waits until the server has answered every request.
    pub async fn settles(&self) -> Result<(), Error> {
        self.site.settles().await
    }

    /// Waits until every request is answered and drawn, and no new one follows.
    pub async fn rests(&self) -> Result<(), Error> {
        loop {
            self.settles().await?;
            self.draws().await?;
            if self.site.is_quiet() {
                return Ok(());
            }
        }
    }

    /// Waits until two frames in a row are drawn in which no element comes or goes: the rows of a list come frame by frame.
    pub(crate) async fn draws(&self) -> Result<(), Error> {
        let two_frames = "const done = arguments[0];
            const hosts = [...document.querySelectorAll('*')].filter((element) => element.shadowRoot);
            let n_still = 0;
            const observer = new MutationObserver(() => n_still = 0);
            for (const root of [document, ...hosts.map((host) => host.shadowRoot)]) observer.observe(root, { childList: true, subtree: true });
            const next = () => requestAnimationFrame(() => {
                if (n_still++ < 2) return next();
                observer.disconnect();
                done();
            });
            next();";
        self.evaluate_async(two_frames).await.map(drop)
    }

    /// The element with the focus, also inside the app.
    pub async fn focused(&self) -> Result<Node, Error> {
        let script = "let focused = document.activeElement;
            while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
            return focused ?? document.body;";
        let answer = self.client.execute(script, Vec::new()).await?;
        Ok(Node::new(self.client.clone(), find::element(&self.client, &answer)?))
    }

    /// Waits until the focus is on the element with this role and name.
    pub async fn focus_is_on(&self, role: &str, name: &str) -> Result<(), Error> {
        let now = async || -> Result<(String, String), Error> {
            let focused = self.focused().await?;
            Ok((focused.role().await?, focused.name().await?))
        };
        let wanted = (role.to_owned(), find::squeeze(name));
        wait::until(
            async || match now().await {
                Err(error) if error.is_outdated() => Ok(None),
                found => Ok((found? == wanted).then_some(())),
            },
            async || format!("The focus is not on {role} “{name}” but on {:?}.", now().await.ok()),
        )
        .await
    }

    /// Presses `key` wherever the focus is.
    pub async fn press(&self, key: impl Into<char>) -> Result<(), Error> {
        self.press_with(&[], key).await
    }

    /// Presses `key` while `modifiers` are held.
    pub async fn press_with(&self, modifiers: &[Key], key: impl Into<char>) -> Result<(), Error> {
        let value = key.into();
        let mut keys = KeyActions::new("keyboard".to_owned());
        for modifier in modifiers {
            keys = keys.then(KeyAction::Down { value: char::from(*modifier) });
        }
        keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        for modifier in modifiers.iter().rev() {
            keys = keys.then(KeyAction::Up { value: char::from(*modifier) });
        }
        Ok(self.client.perform_actions(keys).await?)
    }

    /// Types `text` wherever the focus is.
    pub async fn type_text(&self, text: &str) -> Result<(), Error> {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(keys).await?)
    }

    /// Gives the viewport another size, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Error> {
        session::resize(&self.client, (width, height)).await
    }

    /// Makes the system prefer another theme.
    pub async fn prefer(&self, scheme: Scheme) -> Result<(), Error> {
        session::prefer(&self.client, scheme.value()).await
    }

    /// Runs `script` in the page, for what only a script can do.
    pub async fn evaluate(&self, script: &str) -> Result<Value, Error> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Runs `script` in the page and waits until it calls its last argument with a result.
    pub async fn evaluate_async(&self, script: &str) -> Result<Value, Error> {
        Ok(self.client.execute_async(script, Vec::new()).await?)
    }

    /// Waits until `script` returns true.
    pub async fn becomes_true(&self, script: &str) -> Result<(), Error> {
        wait::until(
            async || Ok((self.evaluate(script).await? == Value::Bool(true)).then_some(())),
            async || format!("This never becomes true: {script}"),
        )
        .await
    }

    /// What the window's memory holds after the garbage is collected. `None` where the engine does not tell.
    pub async fn held(&self) -> Result<Option<Held>, Error> {
        session::held(&self.client).await
    }

    /// Makes the page run so many times slower. Only Chromium can.
    pub async fn slow_down(&self, times: u32) -> Result<(), Error> {
        session::slow_down(&self.client, times).await
    }

    /// Calls a method of Chromium's DevTools. Other browsers have none.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value, Error> {
        chromium::devtools(&self.client, method, parameters).await
    }

    /// Hides the scroll bars, as on a telephone. Nothing else moves.
    pub async fn hide_scroll_bars(&self) -> Result<(), Error> {
        session::hide_scroll_bars(&self.client).await
    }

    /// A picture of the viewport, as PNG.
    pub async fn picture(&self) -> Result<Vec<u8>, Error> {
        Ok(self.client.screenshot().await?)
    }
}

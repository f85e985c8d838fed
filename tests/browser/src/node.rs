//! An element, as assistive technology sees it.

use std::collections::BTreeMap;

use fantoccini::Client;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use serde_json::{Value, json};

use crate::error::Error;
use crate::find::{self, Scope, squeeze};
use crate::{session, wait};

/// Resolves when what was changed is drawn.
const IN_TWO_FRAMES: &str =
    "return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true))))";

const DOWN: PointerAction = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
const UP: PointerAction = PointerAction::Up { button: MOUSE_BUTTON_LEFT };

/// An element, as assistive technology sees it.
#[derive(Clone, Debug)]
pub struct Node {
    client: Client,
    element: Element,
}

impl Node {
    pub(crate) fn new(client: Client, element: Element) -> Self {
        Self { client, element }
    }

    pub(crate) fn as_argument(&self) -> Value {
        json!(self.element)
    }

    /// Waits for the one element with this role and name inside this one.
    pub async fn by_role(&self, role: &str, name: &str) -> Result<Node, Error> {
        one(&self.client, Scope::Within(self), role, name).await
    }

    /// Every element with this role inside this one, now.
    pub async fn all_by_role(&self, role: &str) -> Result<Vec<Node>, Error> {
        all(&self.client, Scope::Within(self), role, None).await
    }

    /// Waits until this element holds none with this role and name.
    pub async fn none_by_role(&self, role: &str, name: &str) -> Result<(), Error> {
        none(&self.client, Scope::Within(self), role, name).await
    }

    /// The rendered text, with single spaces.
    pub async fn text(&self) -> Result<String, Error> {
        Ok(squeeze(&session::text(&self.client, &self.element).await?))
    }

    /// The text in the document, with single spaces: also what only screen readers read.
    pub async fn content(&self) -> Result<String, Error> {
        Ok(squeeze(self.evaluate("return arguments[0].textContent").await?.as_str().unwrap_or_default()))
    }

    /// Waits until the rendered text no longer contains `part`.
    pub async fn hides(&self, part: &str) -> Result<(), Error> {
        wait::hides(async || self.text().await, part).await
    }

    /// Waits until the rendered text contains `part`.
    pub async fn shows(&self, part: &str) -> Result<(), Error> {
        wait::shows(async || self.text().await, part).await
    }

    /// The accessible role.
    pub async fn role(&self) -> Result<String, Error> {
        Ok(session::role(&self.client, &self.element).await?)
    }

    /// The accessible name, with single spaces.
    pub async fn name(&self) -> Result<String, Error> {
        Ok(squeeze(&session::name(&self.client, &self.element).await?))
    }

    /// The accessible description, from `aria-describedby` or `aria-description`.
    pub async fn description(&self) -> Result<String, Error> {
        let script = "const [element] = arguments;
            const ids = (element.getAttribute('aria-describedby') ?? '').split(/\\s+/).filter(Boolean);
            const texts = ids.map((id) => element.getRootNode().getElementById(id)?.textContent ?? `no #${id}`);
            return [...texts, element.getAttribute('aria-description') ?? ''].join(' ');";
        let answer = self.evaluate(script).await?;
        Ok(squeeze(answer.as_str().unwrap_or_default()))
    }

    /// An attribute.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>, Error> {
        Ok(self.element.attr(name).await?)
    }

    /// What a field holds.
    pub async fn value(&self) -> Result<String, Error> {
        Ok(self.element.prop("value").await?.unwrap_or_default())
    }

    /// Whether a person can use it: neither HTML nor ARIA disables it.
    pub async fn is_enabled(&self) -> Result<bool, Error> {
        Ok(self.element.is_enabled().await? && self.attribute("aria-disabled").await?.as_deref() != Some("true"))
    }

    /// Clicks in the middle.
    pub async fn click(&self) -> Result<(), Error> {
        Ok(self.element.click().await?)
    }

    /// Double-clicks in the middle.
    pub async fn double_click(&self) -> Result<(), Error> {
        // Only a click scrolls it into view by itself.
        self.evaluate("arguments[0].scrollIntoView({ block: 'nearest' })").await?;
        let to = PointerAction::MoveToElement { element: self.element.clone(), duration: None, x: 0.0, y: 0.0 };
        self.use_mouse([to, DOWN, UP, DOWN, UP]).await
    }

    /// Drags from the middle of this element to that of another one. Both must be in view.
    pub async fn drag_to(&self, other: &Self) -> Result<(), Error> {
        let (here, there) = (self.middle().await?, other.middle().await?);
        self.use_mouse([here, DOWN, there, UP]).await
    }

    /// To the middle. WebKitGTK's driver does not find that of an SVG element by itself.
    async fn middle(&self) -> Result<PointerAction, Error> {
        let script = "const { x, y, width, height } = arguments[0].getBoundingClientRect(); return [x + width / 2, y + height / 2]";
        let place = self.evaluate(script).await?;
        let px = |index: usize| place[index].as_f64().unwrap_or_default().round();
        Ok(PointerAction::MoveTo { duration: None, x: px(0), y: px(1) })
    }

    async fn use_mouse<const N: usize>(&self, actions: [PointerAction; N]) -> Result<(), Error> {
        let mouse = actions.into_iter().fold(MouseActions::new("mouse".to_owned()), MouseActions::then);
        Ok(self.client.perform_actions(mouse).await?)
    }

    /// Puts the focus here, without a click.
    pub async fn focus(&self) -> Result<(), Error> {
        self.evaluate("arguments[0].focus()").await?;
        Ok(())
    }

    /// Empties a field and types `text` into it.
    pub async fn fill(&self, text: &str) -> Result<(), Error> {
        self.element.clear().await?;
        Ok(self.element.send_keys(text).await?)
    }

    /// Chooses an option of a list by its visible name.
    pub async fn choose(&self, option: &str) -> Result<(), Error> {
        Ok(self.element.select_by_label(option).await?)
    }

    /// The texts of a table's cells, row by row, as far as the rows are drawn and loaded.
    pub async fn rows(&self) -> Result<Vec<Vec<String>>, Error> {
        // A list draws its rows frame by frame.
        let mut rows = self.drawn_rows().await?;
        loop {
            let n_before = rows.len();
            self.evaluate(IN_TWO_FRAMES).await?;
            rows = self.drawn_rows().await?;
            if rows.len() == n_before {
                return Ok(rows.into_values().collect());
            }
        }
    }

    /// The same of all rows: the table is scrolled from end to end.
    pub async fn all_rows(&self) -> Result<Vec<Vec<String>>, Error> {
        let mut rows = BTreeMap::new();
        self.evaluate("arguments[0].scrollTop = 0").await?;
        loop {
            self.evaluate(IN_TWO_FRAMES).await?;
            rows.extend(self.drawn_rows().await?);
            let script = "const [table] = arguments;
                const is_end = table.scrollTop + table.clientHeight >= table.scrollHeight - 1;
                table.scrollTop = is_end ? 0 : table.scrollTop + table.clientHeight / 2;
                return is_end;";
            if self.evaluate(script).await? == json!(true) {
                return Ok(rows.into_values().collect());
            }
        }
    }

    async fn drawn_rows(&self) -> Result<BTreeMap<u64, Vec<String>>, Error> {
        let script = "const [table] = arguments;
            const rows = [...table.querySelectorAll('tr, [role=row]')].filter((row) => !row.querySelector('[role=columnheader]'));
            const cells = (row) => [...row.querySelectorAll('th, td, [role=cell], [role=gridcell], [role=rowheader]')];
            return rows.filter((row) => row.checkVisibility()).map((row, index) =>
                [Number(row.getAttribute('aria-rowindex') ?? index), cells(row).map((cell) => cell.innerText)])
                .filter(([, cells]) => cells.some((cell) => cell.trim()));";
        let answer = self.evaluate(script).await?;
        let row = |row: &Value| -> Option<(u64, Vec<String>)> {
            let cells = row[1].as_array()?.iter().map(|cell| squeeze(cell.as_str().unwrap_or_default()));
            Some((row[0].as_u64()?, cells.collect()))
        };
        Ok(answer.as_array().into_iter().flatten().filter_map(row).collect())
    }

    /// Runs `script` with this element as `arguments[0]`.
    pub async fn evaluate(&self, script: &str) -> Result<Value, Error> {
        Ok(self.client.execute(script, vec![self.as_argument()]).await?)
    }
}

pub(crate) async fn one(client: &Client, scope: Scope<'_>, role: &str, name: &str) -> Result<Node, Error> {
    wait::until(
        async || {
            let Some(mut found) = find::all(client, scope, role, Some(name)).await? else { return Ok(None) };
            match found.len() {
                0 => Ok(None),
                1 => Ok(found.pop()),
                count => Err(Error::new(format!("There are {count} of role {role} named “{name}”."))),
            }
        },
        async || format!("There is no {role} named “{name}”. {}", alternatives(client, scope, role).await),
    )
    .await
}

pub(crate) async fn all(client: &Client, scope: Scope<'_>, role: &str, name: Option<&str>) -> Result<Vec<Node>, Error> {
    wait::until(
        async || find::all(client, scope, role, name).await,
        async || format!("The view never rests long enough to find every {role}."),
    )
    .await
}

pub(crate) async fn none(client: &Client, scope: Scope<'_>, role: &str, name: &str) -> Result<(), Error> {
    wait::until(
        async || {
            let found = find::all(client, scope, role, Some(name)).await?;
            Ok(found.is_some_and(|found| found.is_empty()).then_some(()))
        },
        async || format!("There still is a {role} named “{name}”."),
    )
    .await
}

/// The names that exist, for the message that a name was not found.
async fn alternatives(client: &Client, scope: Scope<'_>, role: &str) -> String {
    let Ok(Some(nodes)) = find::all(client, scope, role, None).await else { return String::new() };
    let mut names = Vec::new();
    for node in nodes.iter().take(20) {
        names.push(format!("“{}”", node.name().await.unwrap_or_default()));
    }
    if names.is_empty() { format!("There is no {role} at all.") } else { format!("There are: {}.", names.join(", ")) }
}

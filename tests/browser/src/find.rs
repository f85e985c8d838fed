//! Finding elements by role and name, as people do.

use fantoccini::Client;
use fantoccini::elements::Element;
use serde_json::{Value, json};

use crate::error::Error;
use crate::node::Node;
use crate::session;

/// Chooses the elements that may match. To ask the browser for the role and name of every element would take seconds.
const CANDIDATES: &str = include_str!("find.js");

/// WebDriver's key for an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Where to search.
#[derive(Clone, Copy)]
pub enum Scope<'a> {
    /// In the shadow root of the dashboard that this selector finds.
    Dashboard(&'a str),
    /// Inside this element.
    Within(&'a Node),
}

/// The elements inside `scope` with this role and, if it is given, this name, in document order.
///
/// `None` means that the view changed during the search. Then search again.
pub async fn all(
    client: &Client,
    scope: Scope<'_>,
    role: &str,
    name: Option<&str>,
) -> Result<Option<Vec<Node>>, Error> {
    let scope = match scope {
        Scope::Dashboard(selector) => json!(selector),
        Scope::Within(node) => node.as_argument(),
    };
    let candidates = match client.execute(CANDIDATES, vec![scope, json!(role), json!(name)]).await {
        Err(error) if session::is_outdated(&error) => return Ok(None),
        answer => answer?,
    };
    let mut found = Vec::new();
    for candidate in candidates.as_array().into_iter().flatten() {
        let element = element(client, candidate)?;
        match matches(client, &element, role, name).await {
            Ok(true) => found.push(Node::new(client.clone(), element)),
            Ok(false) => {}
            Err(error) if session::is_outdated(&error) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Some(found))
}

async fn matches(
    client: &Client,
    element: &Element,
    role: &str,
    name: Option<&str>,
) -> Result<bool, fantoccini::error::CmdError> {
    if session::role(client, element).await? != role {
        return Ok(false);
    }
    let Some(name) = name else { return Ok(true) };
    Ok(squeeze(&session::name(client, element).await?) == squeeze(name))
}

/// The element in a script's answer.
pub fn element(client: &Client, answer: &Value) -> Result<Element, Error> {
    let id = answer[ELEMENT].as_str().ok_or_else(|| Error::new(format!("{answer} is no element.")))?;
    Ok(Element::from_element_id(client.clone(), id.to_owned().into()))
}

/// `text` with one space for each run of white space of any kind.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

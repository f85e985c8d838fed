//! The methods that the app calls, and whether the instance has them (contract 6, 7.1).
//!
//! Methods that change something are never called: the descriptions of schemas list them.

use campaign::delivery::{self, Content};
use campaign::launch::{self, LastLine};
use campaign::query::Query;
use campaign::soap::Call;
use campaign::value::Id;
use campaign::xml::Element;
use campaign::{schema, session};

use super::survey::{Survey, then};
use super::table::{Found, Row, State};

/// The methods, and what the app does without each.
fn used(id: &Id) -> Vec<(Call, &'static str)> {
    let content = Content { source: "text".to_owned(), ..Content::default() };
    let write = delivery::write(id, &Content::default(), &content);
    let mut used = vec![
        (session::logon("", "").calls.full, "takes tokens only"),
        (session::logoff().calls.full, "lets sessions end by themselves"),
        (session::get_user_info().calls.full, "cannot sign in"),
        (Query::count("nms:delivery").call(), "shows nothing"),
        (schema::fields("nms:delivery").calls.full, "offers no fields for the text"),
    ];
    used.extend(write.ok().map(|request| (request.calls.full, "cannot save a text")));
    used.extend([
        (launch::prepare(id).calls.full, "cannot prepare"),
        (launch::follow(id, &LastLine::default()).calls.full, "cannot follow a preparation or a sending"),
        (launch::play(id).calls.full, "cannot send or resume"),
        (launch::pause(id).calls.full, "cannot pause"),
        (launch::stop(id).calls.full, "cannot stop"),
    ]);
    used
}

/// A row for each method.
pub async fn examine(survey: &mut Survey<'_>, id: &Id) -> Vec<Row> {
    let mut described: Vec<(&str, Vec<String>)> = Vec::new();
    let mut rows = Vec::new();
    for (call, nothing) in used(id) {
        let found = match survey.methods.get(&call.action()) {
            Some(found) => found.clone(),
            None => {
                let schema = schema_of(call.urn);
                if !described.iter().any(|(known, _)| *known == schema) {
                    let document = survey.document(schema).await.ok().flatten();
                    described.push((schema, document.map(|document| methods(&document)).unwrap_or_default()));
                }
                let listed = described.iter().find(|(known, _)| *known == schema);
                Found::new(listed.map_or(State::NotKnown, |(_, names)| listed_in(names, call.method)))
            }
        };
        let then = then(found.state, std::iter::once(nothing));
        rows.push(Row { name: call.action(), is_attribute: false, found, then });
    }
    rows
}

/// Where a method is described: `xtk:session` lists those of the interface `xtk:persist` too.
fn schema_of(urn: &'static str) -> &'static str {
    match urn.rsplit('|').next().unwrap_or(urn) {
        "xtk:persist" => "xtk:session",
        schema => schema,
    }
}

fn listed_in(names: &[String], method: &str) -> State {
    if names.iter().any(|name| name == method) {
        State::There
    } else if names.is_empty() {
        // There is no description, or it has no methods.
        State::NotKnown
    } else {
        State::Absent
    }
}

/// The names of all methods in a description, those of its interfaces among them.
fn methods(element: &Element) -> Vec<String> {
    let mut names = Vec::new();
    let mut open = vec![element];
    while let Some(element) = open.pop() {
        if element.name == "method" {
            names.push(element.text_at("@name"));
        } else {
            open.extend(&element.children);
        }
    }
    names
}

//! What `cargo xtask bench answer` and `bench count` measure: the app's own crates, built with the app's profile.

use campaign::{
    delivery,
    log::{self, List},
    request::Which,
    soap::read_answer,
    value::Id,
    xml::Element,
};
use sms_text::{Settings, count};
use wasm_bindgen::prelude::*;

/// Reads the logs in an answer to `ExecuteQuery`, and returns how many there are.
///
/// # Errors
/// Words that say what cannot be read.
#[wasm_bindgen]
pub fn read_logs(body: &str) -> Result<usize, String> {
    let id = Id::new("1").ok_or("an id")?;
    let delivery =
        Element { children: vec![Element::parse("<delivery id='1'/>").map_err(text)?], ..Element::default() };
    let delivery = delivery::get(&id).read(&[delivery], Which::Full).map_err(text)?.ok_or("a delivery")?;
    let values = read_answer("ExecuteQuery", 200, body).map_err(text)?;
    log::entries(&delivery, List::Log, &log::Filter::default(), 0)
        .read(&values, Which::Full)
        .map(|rows| rows.len())
        .map_err(text)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// The number of parts of a text. It is 0 if no encoding has all characters.
#[wasm_bindgen]
pub fn parts(text: &str) -> usize {
    count(text, &Settings::default()).map_or(0, |count| count.parts)
}

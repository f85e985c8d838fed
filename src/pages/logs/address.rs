//! A phone number, masked until the user reveals it.

use leptos::prelude::*;

use crate::{
    ui::text::{mask, plain},
    words::{Words, msg::Msg},
};

/// `None` is a number that the server hides.
pub fn said(words: Words, address: Option<&str>, is_revealed: bool) -> String {
    match address {
        None => words.say(&Msg::AddressHidden),
        Some("") => words.say(&Msg::NoAddress),
        Some(number) if is_revealed => number.to_owned(),
        Some(number) => mask(number),
    }
}

pub fn address(words: Words, address: Option<&str>, is_revealed: bool) -> AnyView {
    plain("ltr", said(words, address, is_revealed), None)
}

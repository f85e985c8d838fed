//! A phone number, masked until the user reveals it.

use crate::{
    ui::text::mask,
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

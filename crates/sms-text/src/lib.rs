//! How a text is sent as SMS: its encoding, the number of its parts, and the cost of each character.
//!
//! Pure and without I/O. In reading order:
//! - [`count`]: a text's encoding, units and parts
//! - [`encoding`]: the characters of each encoding, and the size of its messages
//! - [`gsm`]: the GSM 7-bit alphabet (3GPP TS 23.038)
//! - [`character`]: a report on each character, with its [`names`]
//! - [`replacement`]: characters of the GSM alphabet that can replace others
//!
//! ```
//! use sms_text::{Encoding, Settings, count};
//!
//! let plain = count("See you at 8", &Settings::default()).expect("UCS-2 carries everything");
//! assert_eq!((plain.encoding, plain.units, plain.parts), (Encoding::Gsm7, 12, 1));
//! // One curly quote makes the whole text Unicode.
//! let curly = count(&"It’s ".repeat(20), &Settings::default()).expect("UCS-2 carries everything");
//! assert_eq!((curly.encoding, curly.units, curly.parts), (Encoding::Ucs2, 100, 2));
//! ```

pub mod character;
pub mod count;
pub mod encoding;
pub mod gsm;
pub mod names;
pub mod replacement;

pub use character::{Character, characters};
pub use count::{Count, Settings, count};
pub use encoding::Encoding;

//! The spellings of a telephone number: a person types it in any of them, and a database holds it in another.
//!
//! Pure and without I/O. The numbering plans are data, `plans.txt` beside `src`, which the caller reads: the length of
//! mobile numbers, prefixes and groups of digits in each country. In reading order:
//! - [`plan`]: the numbering plans and calling codes
//! - [`typed`]: what a person typed, understood as numbers
//! - [`spellings`]: how databases write a number
//! - [`same`]: whether an address of a database is that number
//! - [`home`]: the country that most addresses of a database are from
//! - [`mod@digits`]: the digits of every script
//!
//! ```
//! use phone::Plans;
//!
//! let plans = Plans::read(include_str!("../plans.txt"));
//! let france = plans.calling_code("FR");
//! let typed = plans.understand("06 39 98 12 34", france).expect("these are ten digits");
//! assert_eq!(typed.numbers[0].to_string(), "+33639981234");
//! assert_eq!(plans.spellings(&typed)[..3], ["+33639981234", "33639981234", "0033639981234"]);
//! assert!(plans.is_same("+33 (0)6.39.98.12.34", &typed));
//! ```

pub mod digits;
pub mod home;
pub mod plan;
pub mod same;
pub mod spellings;
pub mod typed;

pub use digits::digits;
pub use plan::{CallingCode, Plans};
pub use typed::{NotANumber, Number, Typed};

//! What the server knows: its tables, what the API calls them, and who may see them.
//!
//! [`database`] is the file, which [`lock`] keeps for one server. [`schema`] says what the API may name, with [`codes`] for
//! enumerations, [`life`] for the life cycle of deliveries and [`method`] for methods; [`document`] writes all that as XML.
//! [`operator`] knows who may sign in, [`reader`] what there is for one of them. [`memo`] is the XML inside a delivery,
//! [`rule`] and [`why`] are the reasons to leave somebody out or to fail. [`journal`] writes the lines of a delivery,
//! and [`filling`] knows how far the large one is.

pub mod codes;
pub mod database;
pub mod document;
pub mod filling;
pub mod journal;
pub mod life;
pub mod lock;
pub mod memo;
pub mod method;
pub mod operator;
pub mod reader;
pub mod rule;
pub mod schema;
pub mod why;

//! Adobe Campaign's protocol without I/O: requests out, answers in.
//!
//! In reading order:
//! - [`codes`], [`lifecycle`]: the meaning of the numbers
//! - [`delivery`], [`log`], [`tracking`], [`journal`], [`quarantine`]: the queries and their answers
//! - [`template`], [`schema`]: the SMS text with its personalisation fields, and the fields of a target
//! - [`flag`], [`usual`]: which deliveries need a hand
//! - [`ladder`], [`verdict`]: what became of everybody that a delivery was to reach, in parts and in sentences
//! - [`rate`]: how fast messages leave
//! - [`launch`]: preparing and sending a delivery, and following its progress
//! - [`session`], [`access`]: signing in, and the tokens
//! - [`request`], [`query`]: a call with the reader of its answer; the query language
//! - [`retry`]: when to repeat a call
//! - [`soap`], [`fault`], [`value`], [`xml`]: the wire
//!
//! The rules come from the wire contract, `docs/campaign-api.md`; "contract 9.1" in a comment is its section.

pub mod access;
pub mod codes;
pub mod delivery;
pub mod fault;
pub mod flag;
pub mod journal;
pub mod ladder;
pub mod launch;
pub mod lifecycle;
pub mod log;
mod meaning;
pub mod quarantine;
pub mod query;
pub mod rate;
pub mod request;
pub mod retry;
#[cfg(test)]
mod sample;
pub mod schema;
pub mod session;
pub mod soap;
pub mod template;
pub mod times;
pub mod tracking;
pub mod usual;
pub mod value;
pub mod verdict;
pub mod xml;

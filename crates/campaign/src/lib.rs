//! Adobe Campaign's protocol without I/O: requests out, answers in.
//!
//! In reading order:
//! - [`codes`], [`lifecycle`]: what the numbers mean
//! - [`delivery`], [`log`], [`tracking`], [`journal`], [`quarantine`]: what can be asked, and what comes back
//! - [`template`], [`schema`]: the text of an SMS with what is filled in for each recipient, and the fields for that
//! - [`launch`]: preparing, sending, and following both
//! - [`session`], [`access`]: who asks
//! - [`request`], [`query`]: a question with its answer; the read language
//! - [`retry`]: when to ask again
//! - [`soap`], [`fault`], [`value`], [`xml`]: the wire
//!
//! The rules come from the wire contract, `docs/campaign-api.md`; "contract 9.1" in a comment is its section.

pub mod access;
pub mod codes;
pub mod delivery;
pub mod fault;
pub mod journal;
pub mod launch;
pub mod lifecycle;
pub mod log;
mod meaning;
pub mod quarantine;
pub mod query;
pub mod request;
pub mod retry;
#[cfg(test)]
mod sample;
pub mod schema;
pub mod session;
pub mod soap;
pub mod template;
pub mod tracking;
pub mod value;
pub mod xml;

//! Campaign's server: the session, and every call to it.
//!
//! `session` calls the server through `client`; `client` and `config` use `transport`.

mod client;
mod config;
mod session;
mod transport;

pub use session::{Answer, Answered, Right, Session, SessionStatus, State, read};

//! Campaign's server: who is signed in there, and every call to it.
//!
//! `session` asks over `client`, and both it and `config` over `transport`.

mod client;
mod config;
mod session;
mod transport;

pub use session::{Answer, Right, Session, SessionStatus, State, read};

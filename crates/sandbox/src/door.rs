//! How callers come in: [`serve`] takes connections, [`http`] has the addresses, [`service`] finds whose call it is and who
//! answers, [`sign_in`] says who has signed in. [`hooks`] lets tests steer the clock and the sessions.

mod hooks;
pub mod http;
pub mod serve;
mod service;
mod sign_in;

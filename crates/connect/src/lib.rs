//! The connection to a real instance of Campaign.
//!
//! In reading order: [`instance`] reads its address, [`upstream`] connects to it and explains errors; [`proxy`] serves
//! the app and forwards its API path; [`doctor`] checks a connection and says what to change, [`check_headers`] does
//! the same for the files of a deployment; [`finding`] prints the results of both.

pub mod check_headers;
pub mod doctor;
pub mod finding;
pub mod instance;
pub mod proxy;
pub mod upstream;

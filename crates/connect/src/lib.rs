//! The way to a real instance of Campaign.
//!
//! In reading order: [`instance`] is where it is, [`upstream`] how it is reached and why not; [`proxy`] serves the app
//! with its API path forwarded there; [`doctor`] walks a connection and says what to change,
//! [`check_headers`] does so for the files of a deployment; [`finding`] is how both speak.

pub mod check_headers;
pub mod doctor;
pub mod finding;
pub mod instance;
pub mod proxy;
pub mod upstream;

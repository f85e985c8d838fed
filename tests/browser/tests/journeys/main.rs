//! Journeys through the app: one binary, so that all share one driver and link once.
//!
//! Words that are expected come from the wire contract's tables and from the issues, never from the app.

mod harness;
mod support;

mod deploy;
mod failures;
mod settings;
mod sign_in;
mod start;

mod list;

mod dashboard;
mod documented;
mod instances;

mod audit;
mod editor;
mod exclusions;
mod launch;
mod logs;
mod sms;
mod tracking;

mod states;

mod embedding;

mod keyboard;
mod language;
mod screens;

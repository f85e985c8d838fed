//! Journeys through the app. They are one binary, so they are linked once and share one driver.
//!
//! Expected words come from the tables of the wire contract and from the issues, never from the app.

mod harness;
mod rows;
mod support;
mod table;

mod deploy;
mod facets;
mod failures;
mod faults;
mod settings;
mod sign_in;
mod start;

mod list;

mod cases;
mod dashboard;
mod documented;
mod instances;
mod strict;

mod audit;
mod editor;
mod exclusions;
mod export;
mod find;
mod launch;
mod logs;
mod sms;
mod summary;
mod tracking;

mod polling;
mod states;

mod embedding;

mod keyboard;
mod language;
mod screens;

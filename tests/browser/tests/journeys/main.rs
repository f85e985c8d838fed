//! Journeys through the app: one binary, so that all share one driver and link once.

mod harness;
mod start;

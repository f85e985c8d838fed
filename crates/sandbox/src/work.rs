//! What happens to deliveries as time goes by (contract 7.3).
//!
//! A delivery that is being analysed or sent has a [`task`], with the instant of its next step. [`engine`] follows
//! [`clock`] and takes each step when it is due; [`orders`] are what operators ask of it. A [`step`] is one
//! transaction: of the analysis ([`prepare`]) of a [`subject`], of the sending ([`send`]), or of a pause or stop
//! ([`interrupt`]). [`outcome`] decides what becomes of a message, [`address`] what becomes of its number; [`figures`]
//! counts again from logs, [`job`] is an analysis as its caller sees it, [`message`] the text of an SMS.

mod address;
mod batch;
pub mod clock;
pub mod delivery;
pub mod engine;
mod figures;
mod interrupt;
pub mod job;
#[cfg(test)]
mod laws;
pub mod message;
pub mod orders;
mod outcome;
mod prepare;
pub mod preview;
mod proof;
mod send;
mod step;
pub mod subject;
pub mod task;

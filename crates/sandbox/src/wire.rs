//! What goes over the wire: envelopes and their XML, faults, dates, and how strict the server is.
//!
//! [`soap`] reads a call out of a request and puts an answer around results; both are made of [`xml`]. [`fault`] says what
//! goes wrong, in the way that [`manner`] asks for. [`instant`] writes and reads dates.

pub mod fault;
pub mod instant;
pub mod manner;
pub mod soap;
pub mod xml;

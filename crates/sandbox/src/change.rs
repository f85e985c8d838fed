//! What callers change: [`write`](mod@write) stores records, [`methods`] launches and follows deliveries.

mod apply;
mod difference;
pub mod methods;
mod preview;
mod value;
pub mod write;

//! The pages. Each owns its queries and passes values down.

pub mod audit;
pub mod deliveries;
pub mod delivery;
pub mod exclusions;
mod explain;
pub mod heading;
mod launch;
pub mod logs;
pub mod not_found;
pub mod sign_in;
pub mod sms;
mod status;
pub mod summary;
pub mod tracking;

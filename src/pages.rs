//! The pages. Each owns its queries and its state, and passes values down to its parts.

pub mod audit;
pub mod behind;
pub mod deliveries;
pub mod delivery;
pub mod exclusions;
pub mod heading;
pub mod launch;
pub mod listed;
pub mod logs;
pub mod not_found;
pub mod over_time;
pub mod prepared;
pub mod proofs;
pub mod sign_in;
pub mod sms;
pub mod status;
pub mod summary;
pub mod tracking;

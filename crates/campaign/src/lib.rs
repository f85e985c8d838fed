//! Adobe Campaign's protocol without I/O: requests out, answers in.

pub mod codes;

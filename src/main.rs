//! Starts nothing by itself: the loader calls [`sms_dashboard::mount`] for each element.

// Named, so that the library and its exports are linked.
use sms_dashboard as _;

fn main() {}

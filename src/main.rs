//! Starts nothing by itself: the loader calls [`sms_dashboard::mount`] for each element.
fn main() {}

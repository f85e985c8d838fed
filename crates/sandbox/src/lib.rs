//! A server that speaks Campaign's API on an embedded database, for trying out and for tests.

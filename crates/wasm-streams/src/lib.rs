//! Stands in for the published `wasm-streams` 0.5 (see `[patch.crates-io]` in the workspace's manifest).
//!
//! Leptos depends on `server_fn`, and `server_fn` on `wasm-streams`, to stream the bodies of server functions. We have
//! no server functions, but the published crate exports three classes to JavaScript, and what is exported is never
//! dropped by the linker: every reader would download it. Here is what `server_fn` needs to compile, and no export.
//! A version of `server_fn` that needs more does not compile; then this crate grows or goes.

use futures::stream::{self, Stream};
use wasm_bindgen::JsValue;

/// A body that is read or written bit by bit: there is none.
#[derive(Debug)]
pub enum ReadableStream {}

impl ReadableStream {
    /// Where the published crate makes a stream for the browser.
    ///
    /// # Panics
    /// Always: only a server function with a streamed argument comes here.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unimplemented!("server functions do not stream here: see crates/wasm-streams")
    }

    /// Where the published crate reads a stream of the browser.
    ///
    /// # Panics
    /// Always: only a server function with a streamed answer comes here.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        unimplemented!("server functions do not stream here: see crates/wasm-streams")
    }

    /// The stream as the browser knows it.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        match self {}
    }

    /// The stream's values.
    pub fn into_stream(self) -> stream::Empty<Result<JsValue, JsValue>> {
        match self {}
    }
}

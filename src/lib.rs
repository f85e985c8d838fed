//! The SMS dashboard: one custom element.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// One element's app; dropping it unmounts.
#[wasm_bindgen]
pub struct Mounted {
    _handle: Box<dyn std::any::Any>,
}

/// Mounts the app of `host` into `stage`, a `<div>` in its shadow root.
#[wasm_bindgen]
pub fn mount(_host: HtmlElement, stage: HtmlElement) -> Mounted {
    let handle = leptos::mount::mount_to(stage, || view! { class="sms", <main><h1>"Deliveries"</h1></main> });
    Mounted { _handle: Box::new(handle) }
}

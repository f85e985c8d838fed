//! The functions that `loader.js` calls for the custom element.

use std::any::Any;

use any_spawner::Executor;
use js_sys::{Function, Map};
use leptos::{mount::mount_to, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsValue, prelude::*};
use web_sys::HtmlElement;

use crate::{
    app::{self, App},
    host::Host,
    navigator::Navigator,
    remote::Refresh,
};

/// The app of one element. Freeing it unmounts the app and ends everything that it started.
#[wasm_bindgen]
pub struct Mounted {
    owner: Owner,
    /// The view; dropping it removes it from the page.
    view: Option<Box<dyn Any>>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.view.take();
        // Its children hold the owner too, so that dropping it would not end them.
        self.owner.cleanup();
    }
}

/// Mounts the app of `host` into `stage`, a `<div>` in its shadow root. An element that is not the page starts at `route`.
/// `drafts` keeps unsaved text while the element is away. `tell` gets the name and the detail of an event, and returns
/// false if the host has prevented it. `load` returns a promise of what is loaded when it is asked for: `plans`, the
/// numbering plans as text, or `workbook`, the script that makes workbooks.
#[wasm_bindgen]
pub fn mount(
    host: HtmlElement,
    stage: HtmlElement,
    route: &str,
    drafts: Map,
    tell: Function,
    load: Function,
) -> Mounted {
    // Effects and futures run from here on. It fails only because it was done before.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let view = owner.with(|| {
        app::provide(Host::new(host, drafts, tell, load), route);
        mount_to(stage, || view! { <App/> }.into_any())
    });
    Mounted { owner, view: Some(Box::new(view)) }
}

#[wasm_bindgen]
impl Mounted {
    /// An attribute has changed.
    pub fn changed(&self) {
        self.context::<Host>().change();
    }

    /// The host goes to another route, without an event.
    pub fn navigate(&self, route: &str) {
        self.context::<Navigator>().follow(route);
    }

    pub fn refresh(&self) {
        self.context::<Refresh>().refresh();
    }

    pub fn sign_out(&self) {
        app::sign_out(self.context(), self.context(), self.context());
    }

    fn context<T: Clone + 'static>(&self) -> T {
        self.owner.with(expect_context::<T>)
    }
}

/// The style sheet that each shadow root adopts.
#[wasm_bindgen]
pub fn style() -> String {
    include_str!(concat!(env!("OUT_DIR"), "/style.css")).to_owned()
}

/// Calls `report` with the message of a panic, before the instance ends.
#[wasm_bindgen]
pub fn on_panic(report: Function) {
    let report = SendWrapper::new(report);
    std::panic::set_hook(Box::new(move |info| {
        // The loader's own failure must not hide the panic.
        let _ = report.call1(&JsValue::NULL, &JsValue::from_str(&info.to_string()));
    }));
}

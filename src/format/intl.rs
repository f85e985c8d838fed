//! The browser's formatters.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The time zone of the browser; `None` if it does not say.
pub fn browser_zone() -> Option<String> {
    let resolved = method("DateTimeFormat", "resolvedOptions", "en", &[])?.call0(&JsValue::NULL).ok()?;
    Reflect::get(&resolved, &"timeZone".into()).ok()?.as_string()
}

/// The method `name` of a new `Intl.{class}`, bound to it; `None` if the constructor throws.
pub fn method(class: &str, name: &str, tag: &str, options: &[(&str, &str)]) -> Option<Function> {
    // It inherits nothing: what a page has put on all objects is no option.
    let object = Object::create(JsValue::NULL.unchecked_ref::<Object>());
    for (name, value) in options {
        Reflect::set(&object, &(*name).into(), &(*value).into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let instance = Reflect::construct(&constructor, &Array::of2(&tag.into(), &object)).ok()?;
    let method: Function = Reflect::get(&instance, &name.into()).ok()?.dyn_into().ok()?;
    Some(method.bind0(&instance))
}

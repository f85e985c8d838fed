//! Elements, attributes and children, each of one Leptos type: what `view!` calls.
//!
//! Every other type would be built, updated and dropped by code of its own; so there are as few as can be.

use leptos::{
    attr::any_attribute::{AnyAttribute, IntoAnyAttribute},
    ev::{Custom as CustomEvent, EventDescriptor},
    prelude::*,
    tachys::html::{
        attribute::custom::custom_attribute,
        element::{Custom, custom},
        event::on,
        node_ref::node_ref,
        property::prop,
    },
};
use wasm_bindgen::JsCast;
use web_sys::Event;

/// Runs `run` now and after each change of what it reads, until its owner ends.
pub fn effect(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}

/// A reference to an element that is on the page.
pub type ElementRef = NodeRef<Custom<&'static str>>;

/// An element with its attributes and children.
pub fn element(tag: &'static str, attributes: Vec<AnyAttribute>, children: Vec<AnyView>) -> AnyView {
    custom(tag).add_any_attr(attributes).child(children).into_any()
}

/// What an attribute can be set to; `None` takes it away.
pub trait Value {
    fn into_value(self) -> Option<String>;
}

impl Value for &str {
    fn into_value(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl Value for String {
    fn into_value(self) -> Option<String> {
        Some(self)
    }
}

impl Value for bool {
    fn into_value(self) -> Option<String> {
        self.then(String::new)
    }
}

impl<T: Value> Value for Option<T> {
    fn into_value(self) -> Option<String> {
        self.and_then(Value::into_value)
    }
}

/// An attribute's value now, or a function that follows it.
pub trait AttributeSource {
    fn attribute(self, name: &'static str) -> AnyAttribute;
}

impl<F, T> AttributeSource for F
where
    F: Fn() -> T + Send + 'static,
    T: Value,
{
    fn attribute(self, name: &'static str) -> AnyAttribute {
        dynamic_attribute(name, Box::new(move || self().into_value()))
    }
}

macro_rules! fixed_attribute {
    ($($kind:ty),*) => {$(
        impl AttributeSource for $kind {
            fn attribute(self, name: &'static str) -> AnyAttribute {
                custom_attribute(name, self.into_value()).into_any_attr()
            }
        }
    )*};
}

fixed_attribute!(&str, String, bool, Option<String>);

fn dynamic_attribute(name: &'static str, value: Box<dyn Fn() -> Option<String> + Send>) -> AnyAttribute {
    custom_attribute(name, value).into_any_attr()
}

/// `name=value`
pub fn attribute(name: &'static str, value: impl AttributeSource) -> AnyAttribute {
    value.attribute(name)
}

/// `on:event=handler`
pub fn listener<E>(event: E, mut handler: impl FnMut(E::EventType) + 'static) -> AnyAttribute
where
    E: EventDescriptor,
    E::EventType: JsCast,
{
    any_listener(event.name().into_owned(), Box::new(move |event| handler(event.unchecked_into())))
}

fn any_listener(name: String, handler: Box<dyn FnMut(Event)>) -> AnyAttribute {
    on(CustomEvent::<Event>::new(name), handler).into_any_attr()
}

/// The events by their names, with one that Leptos lacks.
pub mod event {
    use std::borrow::Cow;

    pub use leptos::ev::{change, click, dblclick, input, keydown, submit};

    /// A dialog is about to close because of Escape.
    #[derive(Debug, Clone)]
    #[expect(non_camel_case_types, reason = "an event is written as in HTML")]
    pub struct cancel;

    impl leptos::ev::EventDescriptor for cancel {
        type EventType = web_sys::Event;
        const BUBBLES: bool = false;

        fn name(&self) -> Cow<'static, str> {
            "cancel".into()
        }

        fn event_delegation_key(&self) -> Cow<'static, str> {
            self.name()
        }
    }
}

/// What a DOM property can follow.
pub trait PropertyValue {
    fn property(name: &'static str, value: impl Fn() -> Self + Send + 'static) -> AnyAttribute;
}

impl PropertyValue for String {
    fn property(name: &'static str, value: impl Fn() -> Self + Send + 'static) -> AnyAttribute {
        let value: Box<dyn Fn() -> String + Send> = Box::new(value);
        prop(name, value).into_any_attr()
    }
}

impl PropertyValue for bool {
    fn property(name: &'static str, value: impl Fn() -> Self + Send + 'static) -> AnyAttribute {
        let value: Box<dyn Fn() -> bool + Send> = Box::new(value);
        prop(name, value).into_any_attr()
    }
}

/// `prop:name=value`
pub fn property<T: PropertyValue>(name: &'static str, value: impl Fn() -> T + Send + 'static) -> AnyAttribute {
    T::property(name, value)
}

/// `node_ref=reference`
pub fn reference(reference: ElementRef) -> AnyAttribute {
    node_ref::<Custom<&'static str>, _>(reference).into_any_attr()
}

/// What can stand inside an element.
pub trait Child {
    fn into_child(self) -> AnyView;
}

/// Anything that can stand inside an element, as a view.
pub fn child(child: impl Child) -> AnyView {
    child.into_child()
}

impl Child for AnyView {
    fn into_child(self) -> AnyView {
        self
    }
}

impl Child for String {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl Child for &str {
    fn into_child(self) -> AnyView {
        self.to_owned().into_any()
    }
}

impl Child for Vec<AnyView> {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl<T: Child> Child for Option<T> {
    fn into_child(self) -> AnyView {
        self.map_or_else(|| ().into_any(), Child::into_child)
    }
}

impl<F, T> Child for F
where
    F: Fn() -> T + Send + 'static,
    T: Child,
{
    fn into_child(self) -> AnyView {
        dynamic(Box::new(move || self().into_child()))
    }
}

fn dynamic(view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    view.into_any()
}

macro_rules! following {
    ($($kind:ident),*) => {$(
        impl AttributeSource for $kind<String> {
            fn attribute(self, name: &'static str) -> AnyAttribute {
                attribute(name, move || self.get())
            }
        }

        impl Child for $kind<String> {
            fn into_child(self) -> AnyView {
                child(move || self.get())
            }
        }
    )*};
}

following!(Signal, RwSignal);

//! Elements, attributes and children, each of one Leptos type: what `view!` calls.
//!
//! Every other type would be built, updated and dropped by code of its own, so there are as few as can be, and what is
//! the same for all closures is compiled once, behind traits of our own: `dyn Fn` drags a copy of each body along.

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
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use crate::live::{Derived, Live};

trait Run {
    fn run(&self);
}

impl<F: Fn()> Run for F {
    fn run(&self) {
        self();
    }
}

/// Runs `run` now and after each change of what it reads, until its owner ends.
pub fn effect(run: impl Fn() + 'static) {
    any_effect(Box::new(run));
}

#[inline(never)]
fn any_effect(run: Box<dyn Run>) {
    Effect::new(move |_: Option<()>| run.run());
}

/// A reference to an element that is on the page.
pub type ElementRef = NodeRef<Custom<&'static str>>;

/// An element under construction.
pub struct Builder {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

impl Builder {
    #[inline(never)]
    pub fn new(tag: &'static str) -> Self {
        Self { tag, attributes: Vec::new(), children: Vec::new() }
    }

    #[inline(never)]
    pub fn done(self) -> AnyView {
        custom(self.tag).add_any_attr(self.attributes).child(self.children).into_any()
    }

    #[inline(never)]
    fn push(&mut self, attribute: AnyAttribute) {
        self.attributes.push(attribute);
    }

    /// `name="value"`
    #[inline(never)]
    pub fn fixed(&mut self, name: &'static str, value: &'static str) {
        self.attribute(name, value);
    }

    /// `name=value`: a value, or a function that gives the value of the moment; `None` and false take it away.
    pub fn attribute(&mut self, name: &'static str, value: impl AttributeSource) {
        value.set(self, name);
    }

    #[inline(never)]
    fn set(&mut self, name: &'static str, value: Option<String>) {
        self.push(custom_attribute(name, value).into_any_attr());
    }

    #[inline(never)]
    fn follow(&mut self, name: &'static str, value: Box<dyn Follow>) {
        self.push(custom_attribute(name, move || value.value()).into_any_attr());
    }

    /// `prop:name=value`
    pub fn property<T: Into<JsValue> + 'static>(&mut self, name: &'static str, value: impl Fn() -> T + Send + 'static) {
        self.any_property(name, Box::new(Property(value)));
    }

    #[inline(never)]
    fn any_property(&mut self, name: &'static str, value: Box<dyn FollowProperty>) {
        self.push(prop(name, move || value.value()).into_any_attr());
    }

    /// `on:event=handler`
    pub fn listener<E>(&mut self, event: E, handler: impl FnMut(E::EventType) + 'static)
    where
        E: EventDescriptor,
        E::EventType: JsCast + 'static,
    {
        self.any_listener(event.name().into_owned(), Box::new(Listener(handler, std::marker::PhantomData)));
    }

    #[inline(never)]
    fn any_listener(&mut self, name: String, mut handler: Box<dyn Handle>) {
        let handler = move |event| handler.handle(event);
        self.push(on(CustomEvent::<Event>::new(name), handler).into_any_attr());
    }

    /// `node_ref=reference`
    #[inline(never)]
    pub fn reference(&mut self, reference: ElementRef) {
        self.push(node_ref::<Custom<&'static str>, _>(reference).into_any_attr());
    }

    pub fn child(&mut self, child: impl Child) {
        self.any_child(child.into_child());
    }

    #[inline(never)]
    pub fn any_child(&mut self, child: AnyView) {
        self.children.push(child);
    }

    #[inline(never)]
    pub fn text(&mut self, text: &'static str) {
        self.child(text);
    }
}

/// What an attribute can be set to; `None` takes it away.
pub trait Value {
    fn into_value(self) -> Option<String>;
}

impl Value for &str {
    #[inline(never)]
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

trait Follow: Send {
    fn value(&self) -> Option<String>;
}

impl<F, T> Follow for F
where
    F: Fn() -> T + Send,
    T: Value,
{
    fn value(&self) -> Option<String> {
        self().into_value()
    }
}

/// An attribute's value now, or a function that follows it.
pub trait AttributeSource {
    fn set(self, builder: &mut Builder, name: &'static str);
}

impl<F, T> AttributeSource for F
where
    F: Fn() -> T + Send + 'static,
    T: Value,
{
    fn set(self, builder: &mut Builder, name: &'static str) {
        builder.follow(name, Box::new(self));
    }
}

macro_rules! fixed_attribute {
    ($($kind:ty),*) => {$(
        impl AttributeSource for $kind {
            fn set(self, builder: &mut Builder, name: &'static str) {
                builder.set(name, self.into_value());
            }
        }
    )*};
}

fixed_attribute!(&str, String, bool, Option<String>);

struct Property<F>(F);

trait FollowProperty: Send {
    fn value(&self) -> JsValue;
}

impl<F, T> FollowProperty for Property<F>
where
    F: Fn() -> T + Send,
    T: Into<JsValue>,
{
    fn value(&self) -> JsValue {
        (self.0)().into()
    }
}

struct Listener<F, E>(F, std::marker::PhantomData<fn(E)>);

trait Handle {
    fn handle(&mut self, event: Event);
}

impl<F: FnMut(E), E: JsCast> Handle for Listener<F, E> {
    fn handle(&mut self, event: Event) {
        (self.0)(event.unchecked_into());
    }
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
    #[inline(never)]
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl Child for &str {
    #[inline(never)]
    fn into_child(self) -> AnyView {
        self.to_owned().into_any()
    }
}

impl Child for Vec<AnyView> {
    #[inline(never)]
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl<T: Child> Child for Option<T> {
    fn into_child(self) -> AnyView {
        self.map_or_else(nothing, Child::into_child)
    }
}

#[inline(never)]
fn nothing() -> AnyView {
    ().into_any()
}

trait Draw: Send {
    fn draw(&self) -> AnyView;
}

impl<F, T> Draw for F
where
    F: Fn() -> T + Send,
    T: Child,
{
    fn draw(&self) -> AnyView {
        self().into_child()
    }
}

impl<F, T> Child for F
where
    F: Fn() -> T + Send + 'static,
    T: Child,
{
    fn into_child(self) -> AnyView {
        dynamic(Box::new(self))
    }
}

#[inline(never)]
fn dynamic(view: Box<dyn Draw>) -> AnyView {
    (move || view.draw()).into_any()
}

macro_rules! following {
    ($($kind:ident),*) => {$(
        impl AttributeSource for $kind<String> {
            fn set(self, builder: &mut Builder, name: &'static str) {
                builder.attribute(name, move || self.get());
            }
        }

        impl Child for $kind<String> {
            fn into_child(self) -> AnyView {
                child(move || self.get())
            }
        }
    )*};
}

following!(Derived, Live);

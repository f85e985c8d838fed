//! Elements, attributes and children, straight into the document: what `view!` calls.
//!
//! Leptos says when something changes (signals, effects, owners); this says where it is shown. A view is built once, as
//! nodes; each part that can change follows with an effect of its own. Leptos's own views keep a second tree of types
//! beside the nodes, with code for each: a third of the app's weight. What changes has a `place`.

mod place;

use std::any::Any;

use leptos::{ev::EventDescriptor, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, Node};

pub use place::keyed;

use self::place::Place;
use crate::live::{Derived, Held, Live};

const SVG: &str = "http://www.w3.org/2000/svg";

/// What is drawn, and not yet on the page: an element, a text, or a fragment of any number of nodes.
pub struct View(Node);

/// What a component is given to stand inside it.
pub type Children = Box<dyn FnOnce() -> View>;

trait Run {
    fn run(&self);
}

impl<F: Fn()> Run for F {
    fn run(&self) {
        self();
    }
}

/// Runs `run` once the page is drawn and after each change of what it reads, until its owner ends.
pub fn effect(run: impl Fn() + 'static) {
    any_effect(Box::new(run));
}

#[inline(never)]
fn any_effect(run: Box<dyn Run>) {
    Effect::new(move |_: Option<()>| run.run());
}

/// Runs `run` at once and after each change of what it reads, until its owner ends: what draws.
#[inline(never)]
fn draw_effect(run: Box<dyn Run>) {
    keep(Box::new(RenderEffect::new(move |_: Option<()>| run.run())));
}

/// Drops `what` when the owner ends.
fn keep(what: Box<dyn Any>) {
    let what = SendWrapper::new(what);
    on_cleanup(move || drop(what));
}

/// Draws into `stage`; cleaning up the owner ends everything that was started.
pub fn mount(owner: &Owner, stage: &Element, draw: impl FnOnce() -> View) {
    owner.with(|| put(stage, draw(), None));
}

/// Lets effects and futures run; to be called before the first of them.
pub fn start() {
    // It fails only because it was done before.
    let _ = any_spawner::Executor::init_wasm_bindgen();
}

/// A browser's method that fails only for arguments that are never given here.
fn sure<T>(result: Result<T, JsValue>) -> T {
    let Ok(value) = result else { unsure() };
    value
}

#[cold]
#[inline(never)]
fn unsure() -> ! {
    panic!("the document refused a well-formed change");
}

/// Puts a view into `parent`, before `before` or at the end.
#[inline(never)]
fn put(parent: &Node, view: View, before: Option<&Node>) {
    sure(parent.insert_before(&view.0, before));
}

/// A reference to an element that is drawn.
#[derive(Clone, Copy)]
pub struct ElementRef(Held<Option<Element>>);

impl ElementRef {
    #[inline(never)]
    pub fn new() -> Self {
        Self(Held::new(None))
    }

    /// The element, if it is drawn and of this type.
    pub fn get<T: JsCast>(self) -> Option<T> {
        self.element()?.dyn_into().ok()
    }

    #[inline(never)]
    fn element(self) -> Option<Element> {
        self.0.get()
    }
}

/// An element under construction.
pub struct Builder(Element);

impl Builder {
    #[inline(never)]
    pub fn new(tag: &str) -> Self {
        let document = document();
        let mut builder = Self(sure(match tag {
            "svg" | "path" => document.create_element_ns(Some(SVG), tag),
            _ => document.create_element(tag),
        }));
        // What a host may style by `::part`.
        if matches!(tag, "button" | "dialog" | "h1" | "input" | "progress" | "select" | "table" | "textarea") {
            builder.fixed("part", tag);
        }
        builder
    }

    #[inline(never)]
    pub fn done(self) -> View {
        View(self.0.into())
    }

    /// `name="value"`
    #[inline(never)]
    pub fn fixed(&mut self, name: &str, value: &str) {
        sure(self.0.set_attribute(name, value));
    }

    /// `name=value`: a value, or a function that gives the value of the moment; `None` and false take it away.
    pub fn attribute(&mut self, name: &'static str, value: impl AttributeSource) {
        value.set(self, name);
    }

    #[inline(never)]
    fn set(&mut self, name: &str, value: Option<String>) {
        set_attribute(&self.0, name, value);
    }

    #[inline(never)]
    fn follow(&mut self, name: &'static str, value: Box<dyn Follow>) {
        let element = self.0.clone();
        draw_effect(Box::new(move || set_attribute(&element, name, value.value())));
    }

    /// `prop:name=value`
    pub fn property<T: Into<JsValue> + 'static>(&mut self, name: &'static str, value: impl Fn() -> T + 'static) {
        self.any_property(name, Box::new(Property(value)));
    }

    #[inline(never)]
    fn any_property(&mut self, name: &'static str, value: Box<dyn FollowProperty>) {
        let element = self.0.clone();
        draw_effect(Box::new(move || {
            let (name, value) = (JsValue::from_str(name), value.value());
            // Setting what is there would move the cursor of a field.
            if js_sys::Reflect::get(&element, &name).as_ref() != Ok(&value) {
                sure(js_sys::Reflect::set(&element, &name, &value));
            }
        }));
    }

    /// `on:event=handler`
    pub fn listener<E>(&mut self, event: E, handler: impl FnMut(E::EventType) + 'static)
    where
        E: EventDescriptor,
        E::EventType: JsCast + 'static,
    {
        self.any_listener(&event.name(), Box::new(Listener(handler, std::marker::PhantomData)));
    }

    #[inline(never)]
    fn any_listener(&mut self, name: &str, mut handler: Box<dyn Handle>) {
        let call = Closure::<dyn FnMut(Event)>::new(move |event| handler.handle(event));
        sure(self.0.add_event_listener_with_callback(name, call.as_ref().unchecked_ref()));
        keep(Box::new(Listening { element: self.0.clone(), name: name.to_owned(), call }));
    }

    /// `node_ref=reference`
    #[inline(never)]
    pub fn reference(&mut self, reference: ElementRef) {
        reference.0.update(|element| *element = Some(self.0.clone()));
    }

    pub fn child(&mut self, child: impl Child) {
        self.any_child(child.into_child());
    }

    #[inline(never)]
    pub fn any_child(&mut self, child: View) {
        put(&self.0, child, None);
    }

    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        put(&self.0, text_node(text), None);
    }
}

#[inline(never)]
fn set_attribute(element: &Element, name: &str, value: Option<String>) {
    sure(match value {
        Some(value) => element.set_attribute(name, &value),
        None => element.remove_attribute(name),
    });
}

/// A listener on an element; dropping it takes it off.
struct Listening {
    element: Element,
    name: String,
    call: Closure<dyn FnMut(Event)>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        // An element on its way out may still send events, and nobody would be there to hear them.
        sure(self.element.remove_event_listener_with_callback(&self.name, self.call.as_ref().unchecked_ref()));
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

trait Follow {
    fn value(&self) -> Option<String>;
}

impl<F, T> Follow for F
where
    F: Fn() -> T,
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
    F: Fn() -> T + 'static,
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

trait FollowProperty {
    fn value(&self) -> JsValue;
}

impl<F, T> FollowProperty for Property<F>
where
    F: Fn() -> T,
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
    fn into_child(self) -> View;
}

/// Anything that can stand inside an element, as a view.
pub fn child(child: impl Child) -> View {
    child.into_child()
}

impl Child for View {
    fn into_child(self) -> View {
        self
    }
}

#[inline(never)]
fn text_node(text: &str) -> View {
    View(document().create_text_node(text).into())
}

impl Child for String {
    #[inline(never)]
    fn into_child(self) -> View {
        text_node(&self)
    }
}

impl Child for &str {
    fn into_child(self) -> View {
        text_node(self)
    }
}

impl Child for Vec<View> {
    #[inline(never)]
    fn into_child(self) -> View {
        let all = nothing();
        for view in self {
            put(&all.0, view, None);
        }
        all
    }
}

impl<T: Child> Child for Option<T> {
    fn into_child(self) -> View {
        self.map_or_else(nothing, Child::into_child)
    }
}

#[inline(never)]
fn nothing() -> View {
    View(document().create_document_fragment().into())
}

trait Draw {
    fn draw(&self) -> View;
}

impl<F, T> Draw for F
where
    F: Fn() -> T,
    T: Child,
{
    fn draw(&self) -> View {
        self().into_child()
    }
}

impl<F, T> Child for F
where
    F: Fn() -> T + 'static,
    T: Child,
{
    fn into_child(self) -> View {
        following(Box::new(self))
    }
}

/// A view that is drawn anew after each change of what it reads.
#[inline(never)]
fn following(view: Box<dyn Draw>) -> View {
    let place = Place::new();
    let whole = place.whole();
    draw_effect(Box::new(move || place.show(view.draw())));
    whole
}

macro_rules! following {
    ($($kind:ident),*) => {$(
        impl AttributeSource for $kind<String> {
            fn set(self, builder: &mut Builder, name: &'static str) {
                builder.attribute(name, move || self.get());
            }
        }

        impl Child for $kind<String> {
            fn into_child(self) -> View {
                child(move || self.get())
            }
        }
    )*};
}

following!(Derived, Live);

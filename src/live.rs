//! Values that views follow, on Leptos's signals: one signal type and one memo type, whatever they hold.
//!
//! Leptos compiles a signal anew for each type of value, guards, locks and all. These box the value instead.

use std::{any::Any, cell::RefCell, marker::PhantomData, rc::Rc, sync::Arc};

use leptos::prelude::*;

type Boxed = Arc<dyn Any + Send + Sync>;

#[inline(never)]
fn read(value: RwSignal<Boxed>) -> Boxed {
    value.get()
}

#[inline(never)]
fn read_untracked(value: RwSignal<Boxed>) -> Boxed {
    value.get_untracked()
}

#[inline(never)]
fn write(value: RwSignal<Boxed>, to: Boxed) {
    // The view that owned it may be gone, and then nobody minds.
    value.try_set(to);
}

#[inline(never)]
fn read_memo(memo: Memo<Boxed>) -> Boxed {
    memo.get()
}

fn open<T: 'static>(boxed: &Boxed) -> &T {
    let Some(value) = boxed.downcast_ref() else { of_another_type() };
    value
}

#[cold]
#[inline(never)]
fn of_another_type() -> ! {
    unreachable!("a handle leads to a value of its own type")
}

/// A value that lives as long as its owner, behind a handle: closures that take it hold little. Nobody follows it.
pub struct Held<T> {
    value: StoredValue<Rc<dyn Any>, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Held<T> {}

#[inline(never)]
fn hold(value: Rc<dyn Any>) -> StoredValue<Rc<dyn Any>, LocalStorage> {
    StoredValue::new_local(value)
}

#[inline(never)]
fn held(value: StoredValue<Rc<dyn Any>, LocalStorage>) -> Rc<dyn Any> {
    value.get_value()
}

impl<T: 'static> Held<T> {
    pub fn new(value: T) -> Self {
        Self { value: hold(Rc::new(RefCell::new(value))), of: PhantomData }
    }

    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&Self::cell(&held(self.value)).borrow())
    }

    pub fn update<U>(self, change: impl FnOnce(&mut T) -> U) -> U {
        change(&mut Self::cell(&held(self.value)).borrow_mut())
    }

    fn cell(held: &Rc<dyn Any>) -> &RefCell<T> {
        let Some(cell) = held.downcast_ref() else { of_another_type() };
        cell
    }
}

impl<T: Clone + 'static> Held<T> {
    pub fn get(self) -> T {
        self.with(T::clone)
    }
}

/// What to do with a `T` when something happens, behind a handle.
pub struct Handler<T>(Held<Rc<dyn Fn(T)>>);

impl<T> Clone for Handler<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handler<T> {}

impl<T: 'static> Handler<T> {
    pub fn new(handle: impl Fn(T) + 'static) -> Self {
        Self(Held::new(Rc::new(handle)))
    }

    pub fn run(self, of: T) {
        self.0.get()(of);
    }
}

/// A value that can be changed, and that views follow.
pub struct Live<T> {
    value: RwSignal<Boxed>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

impl<T: Send + Sync + 'static> Live<T> {
    pub fn new(value: T) -> Self {
        Self { value: RwSignal::new(Arc::new(value)), of: PhantomData }
    }

    pub fn set(self, value: T) {
        write(self.value, Arc::new(value));
    }

    /// Reads it, and follows it.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(open(&read(self.value)))
    }

    /// Reads it without following it.
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(open(&read_untracked(self.value)))
    }

    /// Tells those who follow it, though it is what it was.
    pub fn notify(self) {
        write(self.value, read_untracked(self.value));
    }
}

impl<T: Clone + Send + Sync + 'static> Live<T> {
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }
}

/// A value that is worked out of others: again after each change of theirs, and followers hear of it only if it differs.
pub struct Derived<T> {
    memo: Memo<Boxed>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

trait Work: Send + Sync {
    fn work(&self) -> Boxed;
}

impl<F, T> Work for F
where
    F: Fn() -> T + Send + Sync,
    T: Send + Sync + 'static,
{
    fn work(&self) -> Boxed {
        Arc::new(self())
    }
}

fn differs<T: PartialEq + 'static>(before: Option<&Boxed>, now: Option<&Boxed>) -> bool {
    before.map(open::<T>) != now.map(open::<T>)
}

#[inline(never)]
fn memo(work: Box<dyn Work>, differs: fn(Option<&Boxed>, Option<&Boxed>) -> bool) -> Memo<Boxed> {
    Memo::new_with_compare(move |_| work.work(), differs)
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Derived<T> {
    pub fn new(work: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { memo: memo(Box::new(work), differs::<T>), of: PhantomData }
    }

    /// Reads it, and follows it.
    pub fn get(self) -> T {
        open::<T>(&read_memo(self.memo)).clone()
    }

    /// Reads it without following it.
    pub fn get_untracked(self) -> T {
        untrack(|| self.get())
    }
}

//! A call together with how its answer is read: what the app asks and gets.

use crate::{
    soap::{Call, Failure},
    xml::Element,
};

type Read<T> = Box<dyn Fn(&[Element], Which) -> Result<T, Failure>>;

/// Which of a request's calls was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Full,
    /// One without the attributes that some builds lack.
    Minimal,
}

/// One question to the server and the type of its answer.
pub struct Request<T> {
    pub calls: Calls,
    read: Read<T>,
}

/// What to call: the full call, and what to call instead, one after the other, on a server that refuses some of what the
/// one before asks for (contract 19.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calls {
    pub full: Call,
    pub others: Vec<(Which, Call)>,
}

impl<T: 'static> Request<T> {
    /// `read` gets the return values in order.
    pub fn new(call: Call, read: impl Fn(&[Element], Which) -> Result<T, Failure> + 'static) -> Self {
        Self { calls: Calls { full: call, others: Vec::new() }, read: Box::new(read) }
    }

    /// What to call instead when the server refuses the calls before.
    pub fn or(mut self, minimal: Call) -> Self {
        self.calls.others.push((Which::Minimal, minimal));
        self
    }

    /// What to call instead that asks for as much in another way.
    pub fn or_as_much(mut self, other: Call) -> Self {
        self.calls.others.push((Which::Full, other));
        self
    }

    /// The same question, its answer changed by `change`.
    pub fn map<U>(self, change: impl Fn(T) -> U + 'static) -> Request<U> {
        let read = self.read;
        Request { calls: self.calls, read: Box::new(move |values, which| read(values, which).map(&change)) }
    }

    /// Reads the return values of one of the calls.
    pub fn read(&self, values: &[Element], which: Which) -> Result<T, Failure> {
        (self.read)(values, which)
    }
}

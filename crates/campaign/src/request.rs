//! A call together with the reader of its answer.

use crate::{
    soap::{Call, Failure},
    xml::Element,
};

type Read<T> = Box<dyn Fn(&[Element], Which) -> Result<T, Failure>>;

/// Which of a request's calls the server answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Full,
    /// A call without the attributes that some builds lack.
    Minimal,
}

/// A request to the server, with the type of its answer.
pub struct Request<T> {
    pub calls: Calls,
    read: Read<T>,
}

/// The full call, and the calls to try next, in order, when the server refuses part of the call before (contract 19.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calls {
    pub full: Call,
    pub others: Vec<(Which, Call)>,
}

impl Calls {
    /// The calls from this number on, and which the first of them is; the full call is number 0. All of them if there
    /// is no such call.
    pub fn starting_at(mut self, number: usize) -> (Which, Self) {
        if number == 0 || number > self.others.len() {
            return (Which::Full, self);
        }
        let others = self.others.split_off(number);
        match self.others.pop() {
            Some((which, full)) => (which, Self { full, others }),
            None => (Which::Full, self),
        }
    }
}

impl<T: 'static> Request<T> {
    /// `read` gets the return values in their order.
    pub fn new(call: Call, read: impl Fn(&[Element], Which) -> Result<T, Failure> + 'static) -> Self {
        Self { calls: Calls { full: call, others: Vec::new() }, read: Box::new(read) }
    }

    /// Adds a shorter call for a server that refuses the calls before.
    pub fn or(mut self, minimal: Call) -> Self {
        self.calls.others.push((Which::Minimal, minimal));
        self
    }

    /// Adds a call that requests the same data in another way.
    pub fn or_as_much(mut self, other: Call) -> Self {
        self.calls.others.push((Which::Full, other));
        self
    }

    /// The same request, with `change` applied to its answer.
    pub fn map<U>(self, change: impl Fn(T) -> U + 'static) -> Request<U> {
        let read = self.read;
        Request { calls: self.calls, read: Box::new(move |values, which| read(values, which).map(&change)) }
    }

    /// Reads the return values of one of the calls.
    pub fn read(&self, values: &[Element], which: Which) -> Result<T, Failure> {
        (self.read)(values, which)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{get_user_info, logoff, logon};

    #[test]
    fn calls_that_the_server_refuses_are_left_out() {
        let [full, other, minimal] = [get_user_info().calls.full, logoff().calls.full, logon("", "").calls.full];
        let calls = Calls { full, others: vec![(Which::Full, other.clone()), (Which::Minimal, minimal.clone())] };
        assert_eq!(calls.clone().starting_at(0), (Which::Full, calls.clone()));
        let left = Calls { full: other, others: vec![(Which::Minimal, minimal.clone())] };
        assert_eq!(calls.clone().starting_at(1), (Which::Full, left));
        assert_eq!(calls.clone().starting_at(2), (Which::Minimal, Calls { full: minimal, others: Vec::new() }));
        assert_eq!(calls.clone().starting_at(3), (Which::Full, calls));
    }
}

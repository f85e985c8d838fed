//! A call together with how its answer is read: what the app asks and gets.

use crate::{
    access::Access,
    soap::{Call, Failure, HttpRequest, read_answer},
    xml::Element,
};

type Read<T> = Box<dyn Fn(&[Element]) -> Result<T, Failure>>;

/// One question to the server and the type of its answer.
pub struct Request<T> {
    call: Call,
    read: Read<T>,
    /// The same question without the attributes that some builds lack.
    fallback: Option<Box<Request<T>>>,
}

impl<T> Request<T> {
    /// `read` gets the return values in order.
    pub fn new(call: Call, read: impl Fn(&[Element]) -> Result<T, Failure> + 'static) -> Self {
        Self { call, read: Box::new(read), fallback: None }
    }

    /// What to ask instead when the server does not know one of the attributes (XTK-170036).
    pub fn or(mut self, fallback: Request<T>) -> Self {
        self.fallback = Some(Box::new(fallback));
        self
    }

    pub fn http(&self, access: &Access) -> HttpRequest {
        self.call.request(access)
    }

    /// Reads the answer to [`Request::http`].
    pub fn read(&self, status: u16, body: &str) -> Result<T, Failure> {
        (self.read)(&read_answer(self.call.method, status, body)?)
    }

    /// The question to ask after `failure`, if there is a simpler one that can succeed.
    pub fn after(&self, failure: &Failure) -> Option<&Request<T>> {
        match failure {
            Failure::Fault(fault) if fault.is_unknown_attribute() => self.fallback.as_deref(),
            _ => None,
        }
    }
}

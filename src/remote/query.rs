//! A value from the server, requested again when its inputs change.

use campaign::request::{Calls, Request};
use leptos::prelude::*;

use super::{
    accepted::Accepted,
    actions::spawn,
    refresh::{AskTimes, FIGURE},
};
use crate::{
    error::Error,
    server::{Answer, Session, read},
};

/// The state of a value from the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Remote<T> {
    Loading,
    Ready(T),
    Failed(Error),
}

/// A value from the server. While it is requested again, the old value stays.
pub struct Query<T: Send + Sync + 'static> {
    pub value: RwSignal<Remote<T>>,
    again: Trigger,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Send + Sync + Clone + 'static> Query<T> {
    /// Requests the value again.
    pub fn again(self) {
        self.again.notify();
    }

    /// The value, if it was loaded; reads the signal.
    pub fn ready(self) -> Option<T> {
        self.value.with(|value| match value {
            Remote::Ready(value) => Some(value.clone()),
            Remote::Loading | Remote::Failed(_) => None,
        })
    }
}

/// Sends the request of `question`, and again when a signal that `question` reads changes. A request ends with its
/// view, or when another replaces it.
pub fn query<T: PartialEq + Send + Sync + 'static>(question: impl Fn() -> Request<T> + 'static) -> Query<T> {
    begin(question, true)
}

/// The same for what makes the server read many records: it is not polled.
pub fn costly_query<T: PartialEq + Send + Sync + 'static>(question: impl Fn() -> Request<T> + 'static) -> Query<T> {
    begin(question, false)
}

fn begin<T>(question: impl Fn() -> Request<T> + 'static, is_polled: bool) -> Query<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let query = Query { value: RwSignal::new(Remote::Loading), again: Trigger::new() };
    let is_failed = move || query.value.with(|value| matches!(value, Remote::Failed(_)));
    ask(
        query.again,
        is_polled,
        Box::new(is_failed),
        Box::new(move || {
            let request = question();
            if untrack(is_failed) {
                query.value.set(Remote::Loading);
            }
            let calls = request.calls.clone();
            let receive = move |answer: Answer| {
                let value = read(&request, answer).map_or_else(Remote::Failed, Remote::Ready);
                // An equal value is not drawn again.
                if query.value.with_untracked(|before| *before != value) {
                    query.value.set(value);
                }
            };
            (calls, Box::new(receive))
        }),
    );
    query
}

/// Sends a request once. `receive` gets its answer, unless the current owner ends before.
pub fn ask_once<T: 'static>(request: Request<T>, receive: impl FnOnce(Result<T, Error>) + 'static) {
    let session = expect_context::<Session>();
    spawn(Box::pin(async move { receive(session.ask(&request).await) }));
}

/// The calls, and the function that gets the answer.
type Question = (Calls, Box<dyn FnOnce(Answer)>);

/// The part that does not depend on the type, so that it is compiled once.
fn ask(again: Trigger, is_polled: bool, is_failed: Box<dyn Fn() -> bool>, question: Box<dyn Fn() -> Question>) {
    let (session, times) = (expect_context::<Session>(), expect_context::<AskTimes>());
    let is_busy = RwSignal::new(false);
    if is_polled {
        times.on_poll(FIGURE, is_busy, Box::new(move || again.notify()));
    }
    times.on_wake(is_failed, Box::new(move || again.notify()));
    let accepted = StoredValue::new(Accepted::default());
    Effect::new(move |before: Option<u32>| {
        let refreshed = times.refreshed.get();
        if before != Some(refreshed) {
            accepted.set_value(Accepted::default());
        }
        again.track();
        let (calls, receive) = question();
        is_busy.set(true);
        spawn(Box::pin(async move {
            let answer = session.answer(calls, accepted.get_value().first()).await;
            is_busy.set(false);
            if let Ok(answered) = &answer {
                accepted.update_value(|accepted| *accepted = accepted.after(answered.number));
            }
            // After the next sign-in the request is sent again; until then the view waits.
            if !answer.as_ref().is_err_and(Error::is_session_end) {
                receive(answer);
            }
        }));
        refreshed
    });
}

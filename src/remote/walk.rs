//! All rows of a list, part by part, from the highest id down.

use std::{cell::RefCell, rc::Rc};

use campaign::{
    request::{Request, Which},
    soap::Failure,
    value::Id,
};
use futures::future::LocalBoxFuture;
use leptos::prelude::*;

use super::{accepted::Accepted, actions::spawn, refresh::AskTimes};
use crate::{
    error::{Error, FileError},
    export::Cell,
    server::{Answered, Session},
};

/// Some of the rows, whatever their type.
pub struct Part {
    pub n_rows: usize,
    /// The id of the last row; `None` if there is no row, or if it has none.
    pub last: Option<Id>,
    /// The value of the row with this number in the column with this number.
    pub cells: Box<dyn Fn(usize, usize) -> Cell>,
}

/// The rows that were read so far.
#[derive(Clone, Copy)]
pub struct Walk {
    pub n_rows: RwSignal<usize>,
    pub state: RwSignal<WalkState>,
    /// Why some rows lack attributes, in the server's words; `None` if none lacks any.
    pub why_partial: RwSignal<Option<String>>,
    again: Trigger,
}

#[derive(Debug, Clone, PartialEq)]
pub enum WalkState {
    Reading,
    Complete,
    /// A part could not be read.
    Failed(Error),
    /// A part could not be written.
    NotWritten(FileError),
}

impl Walk {
    /// Goes on where it failed.
    pub fn go_on(self) {
        self.again.notify();
    }
}

/// Requests the rows after those with this id.
type Question = Box<dyn Fn(Option<&Id>) -> Request<Part>>;

/// Puts a part where it belongs; `None` comes after the last one.
type Take = Box<dyn Fn(Option<Part>) -> LocalBoxFuture<'static, Result<(), FileError>>>;

/// Sends `question`, with the last id of the part before, until a part has no rows; `take` gets each part, and is waited
/// for. A part that it does not take is asked for again. It ends with the current owner. Unlike what is only shown, it
/// also goes on while the page is hidden: the user waits for it.
pub fn walk(question: impl Fn(Option<&Id>) -> Request<Part> + 'static, take: Take) -> Walk {
    let (session, times) = (expect_context::<Session>(), expect_context::<AskTimes>());
    let walk = Walk {
        n_rows: RwSignal::new(0),
        state: RwSignal::new(WalkState::Reading),
        why_partial: RwSignal::new(None),
        again: Trigger::new(),
    };
    let reader = Rc::new(Reader { session, walk, last: RefCell::new(None), question: Box::new(question), take });
    let (owner, is_reading) = (Owner::current(), StoredValue::new(false));
    Effect::new(move |_| {
        walk.again.track();
        // A new sign-in.
        times.refreshed.track();
        // A refresh is not meant for it: a part that is half written would be written again.
        if is_reading.get_value() || walk.state.with_untracked(|state| *state == WalkState::Complete) {
            return;
        }
        is_reading.set_value(true);
        walk.state.set(WalkState::Reading);
        let reader = reader.clone();
        let read = async move {
            let end = reader.read().await;
            is_reading.set_value(false);
            end.into_iter().for_each(|end| walk.state.set(end));
        };
        // It must not end with this run of the effect.
        if let Some(owner) = &owner {
            owner.with(|| spawn(Box::pin(read)));
        }
    });
    walk
}

struct Reader {
    session: Session,
    walk: Walk,
    /// The last id of the parts that were taken.
    last: RefCell<Option<Id>>,
    question: Question,
    take: Take,
}

impl Reader {
    /// Reads from the last id on. Returns how it ended; `None` if the session has ended, and it goes on after the next
    /// sign-in.
    async fn read(&self) -> Option<WalkState> {
        let mut accepted = Accepted::default();
        loop {
            let before = self.last.borrow().clone();
            let request = (self.question)(before.as_ref());
            let answer = self.session.answer(request.calls.clone(), accepted.first()).await;
            let part = answer.and_then(|Answered { values, which, number }| {
                accepted = accepted.after(number);
                if which == Which::Minimal {
                    self.walk.why_partial.set(Some(self.session.why_partial()));
                }
                let part = request.read(&values, which).map_err(Error::Failure)?;
                // Without another id there is no way to the next rows.
                let is_stuck = part.n_rows > 0 && (part.last.is_none() || part.last == before);
                if is_stuck { Err(Error::Failure(Failure::NotCampaign)) } else { Ok(part) }
            });
            let part = match part {
                Ok(part) => part,
                Err(error) if error.is_session_end() => return None,
                Err(error) => return Some(WalkState::Failed(error)),
            };
            let (n_rows, id) = (part.n_rows, part.last.clone());
            match (self.take)((n_rows > 0).then_some(part)).await {
                Err(error) => return Some(WalkState::NotWritten(error)),
                Ok(()) if n_rows == 0 => return Some(WalkState::Complete),
                Ok(()) => {
                    self.last.replace(id);
                    self.walk.n_rows.update(|n| *n += n_rows);
                }
            }
        }
    }
}

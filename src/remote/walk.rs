//! All rows of a list, part by part, from the highest id down.

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

/// Puts a part where it belongs; `None` comes after the last one.
type Take = Box<dyn Fn(Option<Part>) -> LocalBoxFuture<'static, Result<(), FileError>>>;

/// Sends `question`, with the last id of the part before, until a part has no rows; `take` gets each part, and is waited
/// for. A part that it does not take is asked for again. It ends with the current owner. Unlike what is only shown, it also goes on while the page is hidden: the user waits for it.
pub fn walk(question: impl Fn(Option<&Id>) -> Request<Part> + 'static, take: Take) -> Walk {
    let (session, times) = (expect_context::<Session>(), expect_context::<AskTimes>());
    let walk = Walk {
        n_rows: RwSignal::new(0),
        state: RwSignal::new(WalkState::Reading),
        why_partial: RwSignal::new(None),
        again: Trigger::new(),
    };
    let last = StoredValue::new(None::<Id>);
    let (question, take) = (StoredValue::new_local(question), StoredValue::new_local(take));
    Effect::new(move |_| {
        walk.again.track();
        // A new sign-in.
        times.refreshed.track();
        if walk.state.with_untracked(|state| *state == WalkState::Complete) {
            return;
        }
        walk.state.set(WalkState::Reading);
        spawn(Box::pin(async move {
            let mut accepted = Accepted::default();
            loop {
                let before = last.get_value();
                let request = question.with_value(|question| question(before.as_ref()));
                let answer = session.answer(request.calls.clone(), accepted.first()).await;
                let part = answer.and_then(|Answered { values, which, number }| {
                    accepted = accepted.after(number);
                    if which == Which::Minimal {
                        walk.why_partial.set(Some(session.why_partial()));
                    }
                    let part = request.read(&values, which).map_err(Error::Failure)?;
                    // Without another id there is no way to the next rows.
                    let is_stuck = part.n_rows > 0 && (part.last.is_none() || part.last == before);
                    if is_stuck { Err(Error::Failure(Failure::NotCampaign)) } else { Ok(part) }
                });
                match part {
                    Ok(part) if part.n_rows == 0 => {
                        let end = take.with_value(|take| take(None)).await;
                        return walk.state.set(end.map_or_else(WalkState::NotWritten, |()| WalkState::Complete));
                    }
                    Ok(part) => {
                        let (n_rows, id) = (part.n_rows, part.last.clone());
                        if let Err(error) = take.with_value(|take| take(Some(part))).await {
                            return walk.state.set(WalkState::NotWritten(error));
                        }
                        last.set_value(id);
                        walk.n_rows.update(|n| *n += n_rows);
                    }
                    // After the next sign-in it goes on.
                    Err(error) if error.is_session_end() => return,
                    Err(error) => return walk.state.set(WalkState::Failed(error)),
                }
            }
        }));
    });
    walk
}

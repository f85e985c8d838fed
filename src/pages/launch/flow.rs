//! The steps when the user prepares, sends, pauses, resumes or stops a delivery.

use std::{collections::VecDeque, sync::Arc};

use campaign::{
    codes::DeliveryState,
    delivery::{self, Coded, Delivery},
    journal::{self, Line},
    launch::{self, LastLine, News},
    lifecycle::{Action, Phase, Reached},
    value::{Id, Instant},
};
use leptos::prelude::*;

use crate::{
    error::{Error, Refusal},
    host::{Event, Host},
    navigator::Navigator,
    pages::{prepared::Prepared, sms::Drafts},
    remote::{Actions, Refresh},
    server::{Right, Session},
};

/// The number of journal lines beside the progress; the Audit tab has all of them.
const N_LINES: usize = 3;

/// The result of the last action.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    None,
    /// The call was sent, and there is no answer yet.
    Asked(Action),
    /// There is unsaved text, and the server would use the old one.
    Unsaved,
    /// The delivery has changed since the user confirmed; the action was not requested.
    Overtaken(Coded<DeliveryState>),
    /// The delivery has reached the state of the action. The cause may be another operator, or a call whose answer was
    /// lost.
    Reached(Action, Box<Place>),
    /// The delivery was changed after this time of preparation; the action was not requested.
    ChangedSince(Instant),
    Gone,
    /// The host prevented the sending.
    Prevented,
    /// The call did not reach the server.
    NotDone(Error),
    /// The server refused, in its own words. A missing right lasts until the next sign-in; another reason may be
    /// temporary.
    Refused(Action, Refusal),
    /// The answer was lost, so the result is unknown; this is the delivery's state now.
    Lost(Action, Error, Coded<DeliveryState>),
    /// The answer was lost, and the delivery could not be read.
    Unknown(Action, Error),
}

/// How far a delivery has got with an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub is_done: bool,
    pub state: Coded<DeliveryState>,
    /// The operator who changed it last; empty if the server does not say.
    pub by: String,
    /// The last line of the journal, if it could be read.
    pub line: Option<Line>,
}

/// The values on screen when the user confirmed. If they have changed, the confirmation is no longer valid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    pub to_deliver: i64,
    last_modified: Option<Instant>,
}

impl Seen {
    pub fn of(delivery: &Delivery) -> Self {
        Self { to_deliver: delivery.to_deliver, last_modified: delivery.last_modified }
    }
}

/// An analysis that was requested and has not yet begun, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Awaited {
    /// The state before the analysis.
    from: DeliveryState,
    polls_left: u32,
}

/// The number of polls in which an analysis must begin; after them the app no longer waits for it.
const MAX_POLLS: u32 = 20;

impl Awaited {
    /// The rest of the wait after this answer; `None` if it is over.
    fn after(self, news: &News) -> Option<Self> {
        let has_begun = news.state != self.from || !news.lines.is_empty();
        let polls_left = self.polls_left.checked_sub(1)?;
        (!has_begun).then_some(Self { polls_left, ..self })
    }

    /// The same if [`launch::follow`] failed, with the state from another request.
    fn without_news(self, state: DeliveryState) -> Option<Self> {
        let polls_left = self.polls_left.checked_sub(1)?;
        (state == self.from).then_some(Self { polls_left, ..self })
    }
}

/// The progress of a delivery.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// The requested analysis, until it begins.
    pub awaited: Option<Awaited>,
    /// The last lines of the journal.
    pub lines: VecDeque<Line>,
    last_line: LastLine,
}

/// The launch of a delivery, shared by the parts of its panel. A handle, so that closures stay small.
#[derive(Clone, Copy)]
pub struct Launch(StoredValue<Parts>);

#[derive(Clone, Copy)]
pub struct Parts {
    pub delivery: Memo<Arc<Delivery>>,
    pub outcome: RwSignal<Outcome>,
    /// The action that the user must confirm.
    pub asked: RwSignal<Option<Action>>,
    pub progress: RwSignal<Progress>,
    pub prepared: Prepared,
    /// Loads the delivery again.
    read_again: Callback<()>,
    /// Whether the next poll requests something other than the delivery.
    others_next: StoredValue<bool>,
    host: Host,
    navigator: Navigator,
    session: Session,
    actions: Actions,
    refresh: Refresh,
    drafts: Drafts,
}

impl Launch {
    pub fn new(delivery: Memo<Arc<Delivery>>, read_again: Callback<()>) -> Self {
        Self(StoredValue::new(Parts {
            delivery,
            outcome: RwSignal::new(Outcome::None),
            asked: RwSignal::new(None),
            progress: RwSignal::new(Progress::default()),
            prepared: expect_context(),
            read_again,
            others_next: StoredValue::new(false),
            host: expect_context(),
            navigator: expect_context(),
            session: expect_context(),
            actions: expect_context(),
            refresh: expect_context(),
            drafts: expect_context(),
        }))
    }

    pub fn parts(self) -> Parts {
        self.0.get_value()
    }

    /// Starts an action; asks for confirmation first if the action cannot be undone.
    pub fn begin(self, action: Action) {
        let Parts { delivery, outcome, asked, session, drafts, .. } = self.parts();
        let id = delivery.get_untracked().id.clone();
        let takes_text = matches!(action, Action::Prepare | Action::Send);
        if takes_text && drafts.is_dirty(&session.author(), &id) {
            outcome.set(Outcome::Unsaved);
        } else if matches!(action, Action::Send | Action::Stop) {
            outcome.set(Outcome::None);
            asked.set(Some(action));
        } else {
            self.act(action, None);
        }
    }

    /// Carries out a confirmed action, unless the host prevents it.
    pub fn confirm(self, action: Action, seen: Seen) {
        let Parts { asked, outcome, host, navigator, .. } = self.parts();
        asked.set(None);
        if action != Action::Send || host.tell(&Event::BeforeSend(&navigator.route_untracked())) {
            self.act(action, Some(seen));
        } else {
            outcome.set(Outcome::Prevented);
        }
    }

    /// Requests the action once; nothing repeats it.
    fn act(self, action: Action, seen: Option<Seen>) {
        let Parts { delivery, outcome, progress, session, actions, refresh, .. } = self.parts();
        let id = delivery.get_untracked().id.clone();
        outcome.set(Outcome::Asked(action));
        actions.run(async move {
            let became = carry_out(session, &id, action, seen, progress).await;
            if let Outcome::Refused(_, refusal) = &became
                && refusal.is_right_missing
            {
                session.refuse(Right::Launch(action), refusal.clone());
            }
            outcome.set(became);
            refresh.poll_all();
        });
    }

    /// One poll of a delivery in progress.
    pub async fn poll(self) {
        let Parts { delivery, progress, session, refresh, read_again, others_next, .. } = self.parts();
        let (id, state) = {
            let delivery = delivery.get_untracked();
            (delivery.id.clone(), delivery.state.code)
        };
        let last_line = progress.with_untracked(|progress| progress.last_line.clone());
        let wanted = match session.ask(&launch::follow(&id, &last_line)).await {
            Ok(news) => {
                let wanted = wanted(state, &news);
                progress.update(|progress| {
                    progress.awaited = progress.awaited.and_then(|awaited| awaited.after(&news));
                    progress.last_line = news.last_line;
                    progress.lines.extend(news.lines);
                    progress.lines.drain(..progress.lines.len().saturating_sub(N_LINES));
                });
                wanted
            }
            Err(error) => {
                progress.update(|progress| {
                    progress.awaited = progress.awaited.and_then(|awaited| awaited.without_news(state));
                });
                // If the server refuses this call, the delivery and the rows are requested instead.
                if error.refusal().is_some() { Wanted::All } else { Wanted::Nothing }
            }
        };
        match wanted {
            Wanted::Nothing => {}
            Wanted::Delivery => read_again.run(()),
            // A poll makes two calls. The second requests the delivery and the other queries on screen by turns.
            Wanted::All => match others_next.try_update_value(|next| std::mem::replace(next, !*next)) {
                Some(true) => refresh.poll(1),
                Some(false) => read_again.run(()),
                None => {}
            },
        }
    }
}

/// The second call of a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Nothing,
    /// The state has changed.
    Delivery,
    /// Figures and rows may have changed.
    All,
}

fn wanted(state: DeliveryState, news: &News) -> Wanted {
    if news.state != state {
        Wanted::Delivery
    } else if !news.lines.is_empty() || news.state.phase() == Phase::Sending {
        Wanted::All
    } else {
        Wanted::Nothing
    }
}

async fn carry_out(
    session: Session,
    id: &Id,
    action: Action,
    seen: Option<Seen>,
    progress: RwSignal<Progress>,
) -> Outcome {
    let now = match session.ask(&delivery::get(id)).await {
        Ok(Some(now)) => now,
        Ok(None) => return Outcome::Gone,
        Err(error) => return Outcome::NotDone(error),
    };
    if let Some(obstacle) = obstacle(action, seen, &now) {
        return with_last_line(session, &now, obstacle).await;
    }
    let before = now.state.code;
    if action == Action::Send {
        match session.ask(&journal::last(&now)).await {
            Ok(Some(prepared)) if now.is_changed_since(prepared) => return Outcome::ChangedSince(prepared),
            // If the operator may not read the journal, the state that was read must suffice.
            Err(error) if error.refusal().is_none() => return Outcome::NotDone(error),
            Ok(_) | Err(_) => {}
        }
    }
    // Only journal lines after the last one show that the new analysis has begun.
    let last_line = progress.try_with_untracked(|progress| progress.last_line.clone()).unwrap_or_default();
    if action == Action::Prepare
        && let Ok(news) = session.ask(&launch::follow(id, &last_line)).await
    {
        progress.try_update(|progress| progress.last_line = news.last_line);
    }
    let answer = match action {
        Action::Prepare => session.ask(&launch::prepare(id)).await.map(|()| {
            let awaited = Awaited { from: now.state.code, polls_left: MAX_POLLS };
            // The panel may be gone by now.
            progress.try_update(|progress| progress.awaited = Some(awaited));
        }),
        Action::Send | Action::Resume => session.ask(&launch::play(id)).await,
        Action::Pause => session.ask(&launch::pause(id)).await,
        Action::Stop => session.ask(&launch::stop(id)).await,
    };
    match answer {
        Ok(()) => Outcome::None,
        Err(error) if error.is_session_end() => Outcome::NotDone(error),
        Err(error) => {
            let now = session.ask(&delivery::get(id)).await.ok().flatten();
            let outcome = after_failure(action, &error, before, now.as_ref());
            match now {
                Some(now) => with_last_line(session, &now, outcome).await,
                None => outcome,
            }
        }
    }
}

/// Adds the last line of the journal to an outcome that it explains.
async fn with_last_line(session: Session, now: &Delivery, outcome: Outcome) -> Outcome {
    let Outcome::Reached(action, place) = outcome else { return outcome };
    let line = session.ask(&journal::last_line(now)).await.ok().flatten();
    Outcome::Reached(action, Box::new(Place { line, ..*place }))
}

/// The reason why an action is not requested for the delivery `now`; `None` if there is none.
fn obstacle(action: Action, seen: Option<Seen>, now: &Delivery) -> Option<Outcome> {
    let is_other = action == Action::Send && seen.is_some_and(|seen| seen != Seen::of(now));
    if action.is_allowed(now.state.code) {
        return is_other.then(|| Outcome::Overtaken(now.state.clone()));
    }
    Some(reached(action, now).unwrap_or_else(|| Outcome::Overtaken(now.state.clone())))
}

/// The outcome if the delivery has reached the state of the action; otherwise `None`.
fn reached(action: Action, now: &Delivery) -> Option<Outcome> {
    let is_done = match action.reached(now.state.code) {
        Reached::No => return None,
        Reached::UnderWay => false,
        Reached::Done => true,
    };
    let place = Place { is_done, state: now.state.clone(), by: now.modified_by.clone(), line: None };
    Some(Outcome::Reached(action, Box::new(place)))
}

/// The outcome of a failed action. The delivery was in the state `before`, and is now `now`.
fn after_failure(action: Action, error: &Error, before: DeliveryState, now: Option<&Delivery>) -> Outcome {
    let moved = now.filter(|now| now.state.code != before);
    if let Some(reached) = moved.and_then(|now| reached(action, now)) {
        return reached;
    }
    match (error.refusal(), now) {
        // The state explains the refusal, so the operator does not lack a right.
        (Some(_), Some(now)) if !action.is_allowed(now.state.code) => Outcome::Overtaken(now.state.clone()),
        (Some(refusal), _) => Outcome::Refused(action, refusal),
        (None, Some(now)) => Outcome::Lost(action, error.clone(), now.state.clone()),
        (None, None) => Outcome::Unknown(action, error.clone()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use campaign::{codes::Code, fault::Fault, request::Which, soap::Failure, xml::Element};
    use proptest::prelude::*;

    use super::*;

    /// A delivery as the server would answer.
    fn delivery(state: i64, to_deliver: i64) -> Delivery {
        let xml = format!(
            "<pdomOutput><delivery id='7' state='{state}' lastModified='2024-03-14 13:55:20.000Z'>\
             <properties toDeliver='{to_deliver}'/></delivery></pdomOutput>"
        );
        let request = delivery::get(&Id::new("7").unwrap());
        request.read(&[Element::parse(&xml).unwrap()], Which::Full).unwrap().unwrap()
    }

    fn refused() -> Error {
        let fault = Element::parse("<Fault><faultstring>no right</faultstring></Fault>").unwrap();
        Error::Failure(Failure::Fault(Fault::read(&fault)))
    }

    #[test]
    fn messages_are_not_sent_if_their_number_differs_from_the_confirmed_one() {
        let seen = Some(Seen::of(&delivery(45, 34)));
        assert_eq!(obstacle(Action::Send, seen, &delivery(45, 34)), None);
        assert!(matches!(obstacle(Action::Send, seen, &delivery(45, 35)), Some(Outcome::Overtaken(_))));
        // Stopping applies to any number of messages.
        assert_eq!(obstacle(Action::Stop, Some(Seen::of(&delivery(55, 34))), &delivery(55, 35)), None);
    }

    #[test]
    fn a_refusal_because_of_the_state_is_not_a_missing_right() {
        let after = |now: Option<i64>| {
            let now = now.map(|state| delivery(state, 34));
            after_failure(Action::Pause, &refused(), DeliveryState::Started, now.as_ref())
        };
        assert!(matches!(after(Some(95)), Outcome::Overtaken(_)));
        let refusal = Outcome::Refused(Action::Pause, Refusal { words: "no right".into(), is_right_missing: false });
        assert_eq!(after(Some(55)), refusal);
        assert_eq!(after(None), refusal);
    }

    #[test]
    fn an_action_that_was_carried_out_counts_despite_a_later_refusal() {
        let is_done = |action, before, now| {
            let outcome = after_failure(action, &refused(), DeliveryState::of(before), Some(&delivery(now, 34)));
            match outcome {
                Outcome::Reached(_, place) => Some(place.is_done),
                _ => None,
            }
        };
        assert_eq!(is_done(Action::Pause, 55, 75), Some(true));
        assert_eq!(is_done(Action::Stop, 55, 81), Some(false));
        assert_eq!(is_done(Action::Send, 45, 51), Some(false));
        assert_eq!(is_done(Action::Resume, 75, 55), Some(true));
        assert_eq!(is_done(Action::Prepare, 0, 12), Some(false));
        // Ready as before: nothing shows that it was prepared again.
        assert_eq!(is_done(Action::Prepare, 45, 45), None);
    }

    #[test]
    fn without_an_answer_only_the_state_is_reported() {
        let after = |now| after_failure(Action::Send, &Error::Timeout, DeliveryState::Ready, now);
        let (unmoved, sending) = (delivery(45, 34), delivery(55, 34));
        assert_eq!(after(Some(&unmoved)), Outcome::Lost(Action::Send, Error::Timeout, unmoved.state.clone()));
        assert!(matches!(after(Some(&sending)), Outcome::Reached(Action::Send, _)));
        assert_eq!(after(None), Outcome::Unknown(Action::Send, Error::Timeout));
    }

    #[test]
    fn the_wait_for_an_analysis_ends_when_it_begins_or_after_some_polls() {
        let awaited = Awaited { from: DeliveryState::BeingEdited, polls_left: 1 };
        let quiet = News { state: DeliveryState::BeingEdited, lines: Vec::new(), last_line: LastLine::default() };
        assert_eq!(awaited.after(&quiet), Some(Awaited { polls_left: 0, ..awaited }));
        assert_eq!(awaited.after(&quiet).and_then(|awaited| awaited.after(&quiet)), None);
        assert_eq!(awaited.after(&News { state: DeliveryState::PreparationError, ..quiet }), None);
        let without_news = |state| awaited.without_news(state);
        assert_eq!(without_news(DeliveryState::BeingEdited), Some(Awaited { polls_left: 0, ..awaited }));
        assert_eq!(without_news(DeliveryState::PreparationError), None);
    }

    proptest! {
        #[test]
        fn an_action_that_the_state_does_not_allow_is_never_requested(state in -1i64..=128, seen: bool, action in 0usize..5) {
            let (action, now) = (Action::ALL[action], delivery(state, 34));
            let seen = seen.then(|| Seen::of(&now));
            prop_assert_eq!(obstacle(action, seen, &now).is_none(), action.is_allowed(now.state.code));
        }

        #[test]
        fn an_answer_without_changes_causes_no_further_request(state in -1i64..=128) {
            let state = DeliveryState::of(state);
            let news = News { state, lines: Vec::new(), last_line: LastLine::default() };
            let has_figures = state.phase() == Phase::Sending;
            prop_assert_eq!(wanted(state, &news), if has_figures { Wanted::All } else { Wanted::Nothing });
        }
    }
}

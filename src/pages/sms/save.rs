//! Saving the draft: the buttons, their actions, and the result.

use std::sync::Arc;

use campaign::{
    delivery::{self, Content, Delivery},
    lifecycle::Lock,
    value::Id,
};
use leptos::prelude::*;

use super::{
    conflict::Conflict,
    draft::{Draft, Invalid, Outcome},
    stored,
};
use crate::{
    error::Error,
    format::Format,
    host::Host,
    remote::{Actions, Refresh},
    server::{Right, Session, SessionStatus},
    ui::{button::Button, icon::Tone, note::Note, show::Show},
    words::{Words, msg::Msg},
};

#[component]
pub fn Buttons(
    /// The draft as it is shown.
    draft: Memo<Draft>,
    #[prop(into)] on_discard: Callback<()>,
) -> impl IntoView {
    let (words, status) = (expect_context::<Words>(), expect_context::<SessionStatus>());
    let is_dirty = Memo::new(move |_| draft.with(Draft::is_dirty));
    let is_saving = Memo::new(move |_| draft.with(|draft| draft.outcome == Outcome::Saving));
    let is_refused = Memo::new(move |_| status.facts.with(|facts| facts.refusal(Right::Save)).is_some());
    let label = move || words.say(if is_saving.get() { &Msg::Saving } else { &Msg::Save });
    view! {
        <div class="buttons">
            <button type="submit" class="main-button" part="button"
                aria-disabled=move || (is_refused.get() || is_saving.get()).to_string()
                aria-describedby=move || is_refused.get().then_some("refusal")>
                {label}
            </button>
            <Show when=move || is_dirty.get() && !is_saving.get()>
                <Button label=words.t(Msg::Discard) class="plain" on_press=on_discard/>
                <span class="quiet">{words.t(Msg::UnsavedDraft)}</span>
            </Show>
        </div>
    }
}

/// The result of the last save, as long as it matters.
#[component]
pub fn SaveResult(
    draft: Memo<Draft>,
    is_open: Memo<bool>,
    /// Called with my text after it took a passage of theirs.
    on_take: Callback<String>,
) -> impl IntoView {
    let (words, status) = (expect_context::<Words>(), expect_context::<SessionStatus>());
    let format = expect_context::<Format>();
    let outcome = Memo::new(move |_| draft.with(|draft| draft.outcome.clone()));
    let said = move || {
        let (tone, msg) = match outcome.get() {
            Outcome::None | Outcome::Saving => return None,
            // The line above already shows this refusal.
            Outcome::Refused(refusal) if refusal.is_right_missing => return None,
            Outcome::Refused(refusal) => (Tone::Bad, Msg::SaveRefused { refusal }),
            Outcome::Saved { is_analysed: false } => (Tone::Good, Msg::Saved),
            Outcome::Saved { is_analysed: true } => (Tone::Wait, Msg::SavedAnalyseAgain),
            Outcome::Unconfirmed => (Tone::Wait, Msg::SaveUnconfirmed),
            Outcome::Nothing => (Tone::Idle, Msg::NothingToSave),
            Outcome::Invalid(Invalid::MaxParts) => (Tone::Bad, Msg::MaxPartsInvalid),
            Outcome::Invalid(Invalid::Character { character, position }) => {
                (Tone::Bad, Msg::ForbiddenCharacter { character, position })
            }
            Outcome::Locked(state) => (Tone::Bad, Msg::LockedMeanwhile { state: words.code(&state) }),
            Outcome::Changed { at } => (Tone::Wait, Msg::ChangedMeanwhile { time: format.time(at) }),
            Outcome::Gone => (Tone::Bad, Msg::GoneMeanwhile),
            Outcome::Failed(error) => (Tone::Bad, Msg::NotSaved(error)),
            Outcome::Unknown(error) => (Tone::Bad, Msg::SaveUnknown(error)),
        };
        let text = words.say(&msg);
        Some(view! { <Note tone><bdi>{text}</bdi></Note> }.into_any())
    };
    // The refusal holds for all deliveries until the next sign-in.
    let refusal = move || {
        let refusal = status.facts.with(|facts| facts.refusal(Right::Save)).filter(|_| is_open.get())?;
        let text = words.say(&Msg::SaveRefused { refusal });
        Some(view! { <Note tone=Tone::Bad><bdi id="refusal">{text}</bdi></Note> }.into_any())
    };
    // After a conflict, both texts are shown where they differ.
    let is_conflict = Memo::new(move |_| {
        let is_met = matches!(outcome.get(), Outcome::Changed { .. } | Outcome::Locked(_));
        let is_stranded = !is_open.get() && draft.with(Draft::is_dirty);
        (is_met || is_stranded) && draft.with(|draft| draft.content.source != draft.base.source)
    });
    view! {
        <div role="alert">{refusal}</div>
        <div role="status">{said}</div>
        <Show when=move || is_conflict.get()>
            <Conflict draft is_open on_take/>
        </Show>
    }
}

/// Saves the draft.
pub fn on_submit(
    delivery: Memo<Arc<Delivery>>,
    kept: ArcRwSignal<Draft>,
    is_open: Memo<bool>,
) -> impl Fn(web_sys::SubmitEvent) + Send {
    let (session, actions) = (expect_context::<Session>(), expect_context::<Actions>());
    let (refresh, host) = (expect_context::<Refresh>(), expect_context::<Host>());
    move |event| {
        event.prevent_default();
        let draft = kept.get_untracked();
        let is_barred = !is_open.get_untracked() || session.refusal(Right::Save).is_some();
        if is_barred || draft.outcome == Outcome::Saving {
            return;
        }
        let outcome = match draft.checked() {
            Ok(_) if !draft.is_dirty() => Outcome::Nothing,
            Ok(content) => {
                let (id, kept, author) = (delivery.get_untracked().id.clone(), kept.clone(), session.author());
                // The write continues when the user leaves the SMS tab; its result is shown when they come back.
                actions.run(async move {
                    let outcome = save(session, &id, &content, &kept).await;
                    if let Outcome::Refused(refusal) = &outcome
                        && refusal.is_right_missing
                    {
                        session.refuse(Right::Save, refusal.clone());
                    }
                    kept.update(|draft| draft.outcome = outcome);
                    // After a sign-out nothing of the user is stored.
                    if session.author() == author {
                        kept.with_untracked(|draft| stored::write(host, &author, &id, draft));
                    }
                    refresh.ask_again();
                });
                Outcome::Saving
            }
            Err(invalid) => Outcome::Invalid(invalid),
        };
        kept.update(|draft| draft.outcome = outcome);
    }
}

/// Reads the delivery again, writes the changes, and reads the result. Campaign's API has no lock.
async fn save(session: Session, id: &Id, content: &Content, kept: &ArcRwSignal<Draft>) -> Outcome {
    let draft = kept.get_untracked();
    let request = match delivery::write(id, &draft.base, content) {
        Ok(request) => request,
        Err(forbidden) => return Outcome::Invalid(forbidden.into()),
    };
    let found = match session.ask(&delivery::get(id)).await {
        Ok(Some(found)) => found,
        Ok(None) => return Outcome::Gone,
        Err(error) => return Outcome::Failed(error),
    };
    if let Some(obstacle) = draft.obstacle(content, &found) {
        kept.update(|draft| draft.rebase(&found, content));
        return obstacle;
    }
    let answer = session.ask(&request).await;
    if let Err(error) = &answer
        && error.is_session_end()
    {
        return Outcome::Failed(error.clone());
    }
    match (answer, session.ask(&delivery::get(id)).await.ok().flatten()) {
        // The server may have carried out a call whose answer was lost, or that the browser repeated.
        (answer, Some(saved)) if answer.is_ok() || saved.content == *content => {
            kept.update(|draft| draft.rebase(&saved, content));
            Outcome::Saved { is_analysed: saved.lock() == Lock::OpenAfterAnalysis }
        }
        (Ok(()), _) => {
            kept.update(|draft| draft.base = content.clone());
            Outcome::Unconfirmed
        }
        (Err(error), _) => not_saved(error),
    }
}

/// The outcome of an error if the server does not seem to have the text.
fn not_saved(error: Error) -> Outcome {
    match error.refusal() {
        Some(refusal) => Outcome::Refused(refusal),
        None if error.was_turned_away() => Outcome::Failed(error),
        None => Outcome::Unknown(error),
    }
}

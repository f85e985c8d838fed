//! SMS: the content, an editor as long as the delivery is not handed over.

use std::sync::Arc;

use campaign::{
    codes::{DELIVERY_STATE, Enumeration, SMS_MODE, SMS_PRIORITY},
    delivery::{self, Coded, Content, Delivery},
    lifecycle::Lock,
    value::{Id, Instant},
};
use leptos::ev::SubmitEvent;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use crate::{
    error::Error,
    i18n::Msg,
    prelude::*,
    remote::Actions,
    session::{Right, Session},
    ui::{icon::Tone, note::Note, text::foreign},
};

/// The longest sender address that SMPP carries.
const MAX_SENDER: &str = "21";

/// What became of the last attempt to save.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    None,
    Saving,
    Saved {
        is_analysed: bool,
    },
    /// Saved; what the server made of it is not known.
    Unconfirmed,
    Nothing,
    Invalid(Arc<Msg>),
    Locked(Coded),
    /// Somebody else saved in between; theirs is the new base.
    Changed {
        at: Option<Instant>,
    },
    Gone,
    /// It was not sent.
    Failed(Error),
    /// It was sent, and no answer came.
    Unknown,
}

/// What the user has typed for one delivery, and what it started from.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    content: Content,
    /// The parts limit as typed.
    max_parts: String,
    base: Content,
    base_modified: Option<Instant>,
    outcome: Outcome,
}

impl Draft {
    fn of(delivery: &Delivery) -> Self {
        Self {
            content: delivery.content.clone(),
            max_parts: delivery.content.max_parts.to_string(),
            base: delivery.content.clone(),
            base_modified: delivery.last_modified,
            outcome: Outcome::None,
        }
    }

    fn is_dirty(&self) -> bool {
        self.content != self.base || self.max_parts.trim() != self.base.max_parts.to_string()
    }

    /// Starts from what the server has now. What was typed stays, unless it is just what was `written`.
    fn rebase(&mut self, now: &Delivery, written: &Content) {
        let is_untouched = self.checked().as_ref() == Ok(written);
        self.base = now.content.clone();
        self.base_modified = now.last_modified;
        if is_untouched && now.content == *written {
            self.content = now.content.clone();
            self.max_parts = now.content.max_parts.to_string();
        }
    }

    /// Changes what is typed; what was said of the former text no longer holds, but a conflict does.
    fn edit(&mut self, change: impl FnOnce(&mut Self)) {
        change(self);
        if !matches!(self.outcome, Outcome::Saving | Outcome::Changed { .. } | Outcome::Locked(_)) {
            self.outcome = Outcome::None;
        }
    }

    /// As it is when nobody waits for an answer any more.
    fn left(mut self) -> Self {
        if self.outcome == Outcome::Saving {
            self.outcome = Outcome::Unknown;
        }
        self
    }

    /// What to write, or why it cannot be.
    fn checked(&self) -> Result<Content, Msg> {
        let max_parts = self.max_parts.trim().parse().ok().filter(|parts| (0..=255).contains(parts));
        Ok(Content { max_parts: max_parts.ok_or(Msg::MaxPartsInvalid)?, ..self.content.clone() })
    }
}

/// What was typed for each delivery by each [author](Session::author): kept in memory as long as the mount lives.
#[derive(Clone, Copy)]
pub struct Drafts(Held<Vec<(String, Id, Live<Draft>)>>);

/// Drafts that outlive their mount: a host may take its element away and put it back.
pub struct KeptDrafts(Vec<(String, Id, Draft)>);

impl Drafts {
    /// To be called where the mount's own owner is the current one.
    pub fn new(kept: Option<KeptDrafts>) -> Self {
        let kept = kept.map_or_else(Vec::new, |kept| kept.0);
        Self(Held::new(kept.into_iter().map(|(by, of, draft)| (by, of, Live::new(draft))).collect()))
    }

    /// What the server does not have; `None` if there is nothing.
    pub fn keep(self) -> Option<KeptDrafts> {
        let unsaved: Vec<_> = self.0.with(|drafts| {
            let all = drafts.iter().map(|(by, of, draft)| (by.clone(), of.clone(), draft.get_untracked().left()));
            all.filter(|(.., draft)| draft.is_dirty()).collect()
        });
        (!unsaved.is_empty()).then_some(KeptDrafts(unsaved))
    }

    /// Whether any of them holds what the server does not have.
    pub fn is_unsaved(self) -> bool {
        self.0.with(|drafts| drafts.iter().any(|(.., draft)| draft.with_untracked(Draft::is_dirty)))
    }

    /// Whether somebody has typed what the server does not have.
    pub fn is_dirty(self, author: &str, id: &Id) -> bool {
        self.0.with(|drafts| {
            drafts.iter().any(|(by, of, draft)| by == author && of == id && draft.with_untracked(Draft::is_dirty))
        })
    }

    fn open(self, actions: Actions, author: String, delivery: &Delivery) -> Live<Draft> {
        let id = &delivery.id;
        let known = self.0.with(|drafts| {
            let own = drafts.iter().find(|(by, of, _)| *by == author && of == id);
            own.map(|(.., draft)| *draft)
        });
        known.unwrap_or_else(|| {
            let draft = actions.own(|| Live::new(Draft::of(delivery)));
            self.0.update(|drafts| drafts.push((author, id.clone(), draft)));
            draft
        })
    }
}

#[component]
pub fn Sms(delivery: Derived<Arc<Delivery>>) -> View {
    let Mount { host, words, format, session, actions, drafts, .. } = Mount::here();
    let draft = drafts.open(actions, session.author(), &delivery.get_untracked());
    // A draft that nobody has touched follows the server.
    effect(move || {
        let now = delivery.get();
        draft.update(|draft| {
            if !draft.is_dirty() {
                let outcome = std::mem::replace(&mut draft.outcome, Outcome::None);
                *draft = Draft { outcome, ..Draft::of(&now) };
            }
        });
    });
    let lock = Derived::new(move || Lock::of(delivery.get().state.value));
    let why_locked = move || match lock.get() {
        _ if host.is_read_only() => Some(words.say(&Msg::LockedByHost)),
        Lock::Open | Lock::OpenAfterAnalysis => None,
        Lock::Analysing => Some(words.say(&Msg::LockedAnalysing)),
        Lock::Sent => {
            let since = {
                let delivery = delivery.get();
                delivery.broad_start.or(delivery.contact_date).or(delivery.broad_end)
            };
            Some(words.say(&match since {
                Some(_) => Msg::LockedSent(format.minute(since)),
                None => Msg::LockedSentUndated,
            }))
        }
    };
    let is_open = Derived::new(move || lock.get().is_open() && !host.is_read_only());
    let lock_note = move || why_locked().map(|why| view! { <Note tone=Tone::Idle><span id="lock">{why}</span></Note> });
    let on_submit = save_handler(delivery, draft, is_open);
    view! {
        {lock_note}
        <SaveResult draft is_open/>
        <form class="two" on:submit=on_submit>
            <section aria-labelledby="content">
                <h2 id="content">{words.t(Msg::TextContent)}</h2>
                <TextArea draft is_open/>
            </section>
            <section class="panel" aria-labelledby="settings">
                <h2 id="settings">{words.t(Msg::Settings)}</h2>
                <Settings draft is_open/>
            </section>
            {move || is_open.get().then(|| view! { <Buttons draft/> })}
        </form>
    }
}

/// The text itself. Locked, it can still be focused, read and copied.
#[component]
fn TextArea(draft: Live<Draft>, is_open: Derived<bool>) -> View {
    let Mount { words, announcer, .. } = Mount::here();
    let text = move || draft.with(|draft| draft.content.source.clone());
    let on_input = move |event| {
        let text = event_target_value(&event);
        draft.update(|draft| draft.edit(|draft| draft.content.source = text));
    };
    let field = ElementRef::new();
    let copy = move |_| {
        let Some(field) = field.get::<HtmlTextAreaElement>() else { return };
        field.select();
        // Where the browser forbids it the text is selected, and the keys for copying work.
        let document = document().dyn_into::<HtmlDocument>().ok();
        if document.is_some_and(|document| document.exec_command("copy").unwrap_or(false)) {
            announcer.say(words.say(&Msg::Copied));
        }
    };
    let is_stranded = Derived::new(move || !is_open.get() && draft.with(Draft::is_dirty));
    view! {
        <textarea node_ref=field class="field editor" id="text" dir="auto" rows="9" aria-label=words.t(Msg::TextContent) spellcheck="true"
            prop:value=text prop:readOnly=move || !is_open.get() readonly=move || !is_open.get()
            aria-disabled=move || (!is_open.get()).then_some("true") aria-describedby=move || (!is_open.get()).then_some("lock")
            on:input=on_input></textarea>
        {move || text().is_empty().then(|| view! { <p class="quiet">{words.t(Msg::EmptyText)}</p> })}
        {move || is_stranded.get().then(|| view! {
            <p><button type="button" on:click=copy>{words.t(Msg::CopyMyText)}</button></p>
        })}
    }
}

/// Sender, mode, priority and parts limit.
#[component]
fn Settings(draft: Live<Draft>, is_open: Derived<bool>) -> View {
    let Mount { words, .. } = Mount::here();
    let sender = move || draft.with(|draft| draft.content.sender.clone());
    let parts = move || draft.with(|draft| draft.max_parts.clone());
    view! {
        <div class="fields">
            <label for="sender">{words.t(Msg::Sender)}</label>
            <Line id="sender" value=Derived::new(sender) is_open hint=Msg::SenderHint maxlength=MAX_SENDER
                on_change=Handler::new(move |text| draft.update(|draft| draft.edit(|draft| draft.content.sender = text)))/>
            <label for="mode">{words.t(Msg::Mode)}</label>
            <Choice id="mode" list=SMS_MODE is_open value=Derived::new(move || draft.with(|draft| draft.content.mode))
                on_change=Handler::new(move |mode| draft.update(|draft| draft.edit(|draft| draft.content.mode = mode)))/>
            <label for="priority">{words.t(Msg::Priority)}</label>
            <Choice id="priority" list=SMS_PRIORITY is_open
                value=Derived::new(move || draft.with(|draft| draft.content.priority))
                on_change=Handler::new(move |priority| draft.update(|draft| draft.edit(|draft| draft.content.priority = priority)))/>
            <label for="parts">{words.t(Msg::MaxParts)}</label>
            <Line id="parts" value=Derived::new(parts) is_open hint=Msg::MaxPartsHint maxlength="3"
                on_change=Handler::new(move |text| draft.update(|draft| draft.edit(|draft| draft.max_parts = text)))/>
        </div>
    }
}

/// A field of one line.
#[component]
fn Line(
    id: &'static str,
    value: Derived<String>,
    is_open: Derived<bool>,
    hint: Msg,
    maxlength: &'static str,
    on_change: Handler<String>,
) -> View {
    let Mount { words, .. } = Mount::here();
    let hint_id = format!("{id}-hint");
    let described = {
        let hint_id = hint_id.clone();
        move || if is_open.get() { hint_id.clone() } else { "lock".to_owned() }
    };
    view! {
        <div>
            <input id=id class="field" autocomplete="off" maxlength=maxlength prop:value=move || value.get()
                readonly=move || !is_open.get() aria-disabled=move || (!is_open.get()).then_some("true")
                aria-describedby=described on:input=move |event| on_change.run(event_target_value(&event))/>
            <p id=hint_id class="quiet hint">{words.t(hint)}</p>
        </div>
    }
}

/// A field of an enumeration: a list to choose from, or its value where it is locked.
#[component]
fn Choice(
    id: &'static str,
    list: Enumeration,
    value: Derived<i64>,
    is_open: Derived<bool>,
    on_change: Handler<i64>,
) -> View {
    let Mount { words, .. } = Mount::here();
    let word = move |value: i64| words.code(list, &Coded { value, label: String::new() });
    child(move || {
        if !is_open.get() {
            return view! {
                <input id=id class="field" readonly=true aria-disabled="true" aria-describedby="lock"
                    prop:value=move || word(value.get())/>
            };
        }
        // A value that is not documented stays one of the choices.
        let unknown = move || Some(value.get()).filter(|value| list.find(*value).is_none());
        let option = move |code: i64| {
            view! {
                <option value=code.to_string() prop:selected=move || value.get() == code>{move || word(code)}</option>
            }
        };
        view! {
            <select id=id class="field" on:change=move |event| {
                if let Ok(code) = event_target_value(&event).parse() {
                    on_change.run(code);
                }
            }>
                {list.0.iter().map(|code| option(code.value)).collect::<Vec<_>>()}
                {move || unknown().map(option)}
            </select>
        }
    })
}

#[component]
fn Buttons(draft: Live<Draft>) -> View {
    let Mount { words, session, .. } = Mount::here();
    let is_dirty = Derived::new(move || draft.with(Draft::is_dirty));
    let is_saving = Derived::new(move || draft.with(|draft| draft.outcome == Outcome::Saving));
    let is_refused = move || session.refusal(Right::Save).is_some();
    let discard = move |_| {
        draft.update(|draft| {
            draft.content = draft.base.clone();
            draft.max_parts = draft.base.max_parts.to_string();
            draft.outcome = Outcome::None;
        });
    };
    let label = move || words.say(if is_saving.get() { &Msg::Saving } else { &Msg::Save });
    view! {
        <div class="buttons">
            <button type="submit" class="main-button" aria-disabled=move || (is_refused() || is_saving.get()).to_string()
                aria-describedby=move || is_refused().then_some("refusal")>
                {label}
            </button>
            {move || (is_dirty.get() && !is_saving.get()).then(|| view! {
                <button type="button" class="plain" on:click=discard>{words.t(Msg::Discard)}</button>
                <span class="quiet">{words.t(Msg::UnsavedDraft)}</span>
            })}
        </div>
    }
}

/// What became of saving, and whatever of it still matters.
#[component]
fn SaveResult(draft: Live<Draft>, is_open: Derived<bool>) -> View {
    let Mount { words, format, session, .. } = Mount::here();
    let outcome = Derived::new(move || draft.with(|draft| draft.outcome.clone()));
    let said = move || {
        let (tone, text) = match outcome.get() {
            Outcome::None | Outcome::Saving => return None,
            Outcome::Saved { is_analysed: false } => (Tone::Good, words.say(&Msg::Saved)),
            Outcome::Saved { is_analysed: true } => (Tone::Wait, words.say(&Msg::SavedAnalyseAgain)),
            Outcome::Unconfirmed => (Tone::Wait, words.say(&Msg::SaveUnconfirmed)),
            Outcome::Nothing => (Tone::Idle, words.say(&Msg::NothingToSave)),
            Outcome::Invalid(msg) => (Tone::Bad, words.say(&msg)),
            Outcome::Locked(state) => (Tone::Bad, words.say(&Msg::LockedMeanwhile(words.code(DELIVERY_STATE, &state)))),
            Outcome::Changed { at } => (Tone::Wait, words.say(&Msg::ChangedMeanwhile(format.time(at)))),
            Outcome::Gone => (Tone::Bad, words.say(&Msg::GoneMeanwhile)),
            Outcome::Failed(error) => (Tone::Bad, words.say(&Msg::NotSaved(words.say(&error.message())))),
            Outcome::Unknown => (Tone::Bad, words.say(&Msg::SaveUnknown)),
        };
        Some(view! { <Note tone><bdi>{text}</bdi></Note> })
    };
    // The refusal holds for the whole sign-in, whichever delivery is open.
    let refusal = move || {
        let words_of_server = session.refusal(Right::Save).filter(|_| is_open.get())?;
        let text = words.say(&Msg::SaveRefused(words_of_server));
        Some(view! { <Note tone=Tone::Bad><bdi id="refusal">{text}</bdi></Note> })
    };
    // Where theirs and mine differ, both are on screen.
    let theirs = move || {
        let is_conflict = matches!(outcome.get(), Outcome::Changed { .. } | Outcome::Locked(_))
            || (!is_open.get() && draft.with(Draft::is_dirty));
        let text = draft.with(|draft| draft.base.source.clone());
        let is_other = draft.with(|draft| draft.content.source != draft.base.source);
        (is_conflict && is_other).then(|| {
            view! {
                <section class="theirs" aria-labelledby="theirs">
                    <h2 id="theirs">{words.t(Msg::TheirText)}</h2>
                    <p class="quote">{foreign(&text)}</p>
                </section>
            }
        })
    };
    view! {
        <div role="alert">{refusal}</div>
        <div role="status">{said}</div>
        {theirs}
    }
}

/// Saves what the form holds.
fn save_handler(delivery: Derived<Arc<Delivery>>, kept: Live<Draft>, is_open: Derived<bool>) -> impl Fn(SubmitEvent) {
    let Mount { session, actions, .. } = Mount::here();
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
                let id = delivery.get_untracked().id.clone();
                // The write outlives the tab: what it found is there when the user comes back.
                actions.run(async move {
                    let outcome = save(session, &id, &content, kept).await;
                    kept.update(|draft| draft.outcome = outcome);
                    session.refresh();
                });
                Outcome::Saving
            }
            Err(msg) => Outcome::Invalid(Arc::new(msg)),
        };
        kept.update(|draft| draft.outcome = outcome);
    }
}

/// Reads state and last change again, writes what differs, and reads what came of it. There is no lock on the wire.
async fn save(session: Session, id: &Id, content: &Content, kept: Live<Draft>) -> Outcome {
    let (base, base_modified) = kept.with_untracked(|draft| (draft.base.clone(), draft.base_modified));
    let request = match delivery::write(id, &base, content) {
        Ok(request) => request,
        Err(forbidden) => {
            let code = format!("U+{:04X}", u32::from(forbidden.character));
            let msg = Msg::ForbiddenCharacter { code, position: forbidden.position.to_string() };
            return Outcome::Invalid(Arc::new(msg));
        }
    };
    let found = match session.ask(&delivery::get(id)).await {
        Ok(Some(found)) => found,
        Ok(None) => return Outcome::Gone,
        Err(error) => return Outcome::Failed(error),
    };
    let lock = Lock::of(found.state.value);
    if found.last_modified != base_modified || !lock.is_open() {
        kept.update(|draft| draft.rebase(&found, content));
        return match lock {
            // An earlier attempt whose answer was lost.
            _ if found.content == *content => Outcome::Saved { is_analysed: lock == Lock::OpenAfterAnalysis },
            Lock::Open | Lock::OpenAfterAnalysis => Outcome::Changed { at: found.last_modified },
            Lock::Analysing | Lock::Sent => Outcome::Locked(found.state),
        };
    }
    if let Err(error) = session.ask(&request).await {
        return match error.refusal() {
            Some(words) => {
                session.refuse(Right::Save, words);
                Outcome::None
            }
            None if error.is_session_end() => Outcome::Failed(error),
            None => Outcome::Unknown,
        };
    }
    match session.ask(&delivery::get(id)).await {
        Ok(Some(saved)) => {
            kept.update(|draft| draft.rebase(&saved, content));
            Outcome::Saved { is_analysed: Lock::of(saved.state.value) == Lock::OpenAfterAnalysis }
        }
        Ok(None) | Err(_) => {
            kept.update(|draft| draft.base = content.clone());
            Outcome::Unconfirmed
        }
    }
}

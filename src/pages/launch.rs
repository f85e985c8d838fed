//! Preparing and sending a delivery: what can be done now, how far it is, and what became of what was asked for.

use std::{collections::VecDeque, sync::Arc};

use campaign::{
    codes::DELIVERY_STATE,
    delivery::{self, Coded, Delivery},
    journal::Line,
    launch::{self, JobId, LastLine},
    lifecycle::{Action, Motion},
    value::{Id, Instant},
};

use crate::{
    element::Event,
    error::Error,
    i18n::Msg,
    prelude::*,
    remote::poll,
    session::{Right, Session},
    ui::{dialog::Dialog, icon::Tone, note::Note, text::foreign},
};

/// How many lines of the journal are shown beside the progress; all of them are in Audit.
const N_LINES: usize = 3;

/// What became of the last action.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    None,
    /// On its way.
    Asked(Action),
    /// The text that was typed is not saved: the server would take the former one.
    Unsaved,
    /// The delivery is no longer what was confirmed; nothing was asked for.
    Overtaken(Coded),
    Gone,
    /// The host has its own say.
    Prevented,
    /// It did not reach the server.
    NotDone(Error),
    /// No answer came; this is what the delivery is now.
    Lost(Action, Coded),
    /// No answer came, and the delivery could not be read.
    Unknown(Action),
}

/// What somebody saw when they confirmed. Another number or another change is another delivery.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Seen {
    to_deliver: i64,
    last_modified: Option<Instant>,
}

impl Seen {
    fn of(delivery: &Delivery) -> Self {
        Self { to_deliver: delivery.to_deliver, last_modified: delivery.last_modified }
    }
}

/// The handles that the parts share.
#[derive(Clone, Copy)]
struct Launch {
    mount: Mount,
    delivery: Derived<Arc<Delivery>>,
    outcome: Live<Outcome>,
    /// The action that waits for a yes.
    asked: Live<Option<Action>>,
    /// The analysis that was started here.
    job: Live<Option<JobId>>,
    /// Of the analysis, from 0 to 100.
    percent: Live<i64>,
    lines: Live<VecDeque<Line>>,
    last_line: Live<LastLine>,
}

/// The section below the heading, for as long as something can still happen to the delivery.
#[component]
pub fn LaunchPanel(delivery: Derived<Arc<Delivery>>) -> View {
    let launch = Launch {
        mount: Mount::here(),
        delivery,
        outcome: Live::new(Outcome::None),
        asked: Live::new(None),
        job: Live::new(None),
        percent: Live::new(0),
        lines: Live::new(VecDeque::new()),
        last_line: Live::new(LastLine::default()),
    };
    let state = Derived::new(move || delivery.get().state.value);
    let is_moving = Derived::new(move || launch.job.with(Option::is_some) || Motion::of(state.get()) == Motion::Moving);
    poll(is_moving, Box::new(move || Box::pin(launch.look())));
    child(move || {
        let is_final = matches!(Motion::of(state.get()), Motion::Final | Motion::Unknown);
        (!is_final).then(|| view! { <Open launch state is_moving/> })
    })
}

#[component]
fn Open(launch: Launch, state: Derived<i64>, is_moving: Derived<bool>) -> View {
    let Mount { words, announcer, .. } = launch.mount;
    let status = move || words.say(&sentence(launch.mount, &launch.delivery.get()));
    // The figures change every few seconds: only another state is worth a voice.
    effect(move || {
        state.get();
        untrack(|| announcer.say(status()));
    });
    let buttons = move || {
        let state = state.get();
        let is_read_only = launch.mount.host.is_read_only();
        let offered = Action::ALL.into_iter().filter(|action| !is_read_only && action.is_allowed(state));
        offered.map(|action| button(launch, action)).collect::<Vec<_>>()
    };
    let confirm = move || launch.asked.get().map(|action| view! { <Confirm launch action/> });
    view! {
        <section class="launch" part="launch" tabindex="-1" aria-label=words.t(Msg::Launch)>
            <div class="launch-head">
                <p>{status}</p>
                <div class="buttons">{buttons}</div>
            </div>
            {move || is_moving.get().then(|| view! { <Moving launch state/> })}
            {outcome(launch)}
            {confirm}
        </section>
    }
}

/// Where the delivery is, in a sentence.
fn sentence(mount: Mount, delivery: &Delivery) -> Msg {
    let Mount { words, format, .. } = mount;
    let number = |n: i64| format.number(n);
    match delivery.state.value {
        0 => Msg::NotPrepared,
        11..=25 => Msg::Analysing,
        37 => Msg::AnalysisFailed,
        45 => Msg::ReadyToSend { messages: number(delivery.to_deliver), excluded: number(delivery.rejected) },
        55 | 61 | 62 => {
            Msg::SendingProgress { processed: number(delivery.processed), total: number(delivery.to_deliver) }
        }
        75 => Msg::PausedAt { processed: number(delivery.processed), total: number(delivery.to_deliver) },
        _ => Msg::Now(words.code(DELIVERY_STATE, &delivery.state)),
    }
}

fn button(launch: Launch, action: Action) -> View {
    let Mount { words, session, .. } = launch.mount;
    let is_refused = move || session.refusal(Right::Launch(action)).is_some();
    let is_busy = move || matches!(launch.outcome.get(), Outcome::Asked(_));
    let class = if matches!(action, Action::Send | Action::Resume) { "main-button" } else { "" };
    let on_click = move |_| {
        if !is_refused() && !is_busy() {
            launch.begin(action);
        }
    };
    view! {
        <button type="button" id=format!("action-{}", action as u8) class=class
            aria-disabled=move || (is_refused() || is_busy()).to_string()
            aria-describedby=move || is_refused().then(|| refusal_id(action)) on:click=on_click>
            {words.t(Msg::Action(action))}
        </button>
    }
}

fn refusal_id(action: Action) -> String {
    format!("refused-{}", action as u8)
}

/// How far the server is, and the last of what it says.
#[component]
fn Moving(launch: Launch, state: Derived<i64>) -> View {
    let Mount { words, format, .. } = launch.mount;
    let percent = move || match state.get() {
        0..=45 => launch.percent.get(),
        _ => {
            let delivery = launch.delivery.get();
            (delivery.processed.saturating_mul(100) / delivery.to_deliver.max(1)).clamp(0, 100)
        }
    };
    let lines = move || {
        let line = |line: &Line| view! { <p><time>{format.time(line.date)}</time>" "{foreign(&line.message)}</p> };
        launch.lines.with(|lines| lines.iter().map(line).collect::<Vec<_>>())
    };
    view! {
        <progress max="100" aria-label=words.t(Msg::Progress) prop:value=move || percent() as f64></progress>
        <div class="lines" role="log" aria-label=words.t(Msg::Journal)>{lines}</div>
    }
}

/// What became of the last action, and what the server refuses.
fn outcome(launch: Launch) -> View {
    let Mount { words, session, .. } = launch.mount;
    let said = move || {
        let state = |state: &Coded| words.code(DELIVERY_STATE, state);
        let (tone, msg) = match launch.outcome.get() {
            Outcome::None | Outcome::Asked(_) => return None,
            Outcome::Unsaved => (Tone::Wait, Msg::UnsavedFirst),
            Outcome::Overtaken(now) => (Tone::Wait, Msg::Overtaken(state(&now))),
            Outcome::Gone => (Tone::Bad, Msg::DeliveryNotFound),
            Outcome::Prevented => (Tone::Wait, Msg::SendPrevented),
            Outcome::NotDone(error) => (Tone::Bad, Msg::NotDone(words.say(&error.message()))),
            Outcome::Lost(action, now) => {
                (Tone::Wait, Msg::ActionLost { action: words.say(&Msg::Action(action)), state: state(&now) })
            }
            Outcome::Unknown(action) => (Tone::Bad, Msg::ActionUnknown(words.say(&Msg::Action(action)))),
        };
        let text = words.say(&msg);
        Some(view! { <Note tone><bdi>{text}</bdi></Note> })
    };
    let refusals = move || {
        let refused = |action: Action| {
            let why = session.refusal(Right::Launch(action))?;
            let is_offered = action.is_allowed(launch.delivery.get().state.value);
            let text = words.say(&Msg::ActionRefused { action: words.say(&Msg::Action(action)), why });
            is_offered.then(|| view! { <Note tone=Tone::Bad><bdi id=refusal_id(action)>{text}</bdi></Note> })
        };
        Action::ALL.into_iter().filter_map(refused).collect::<Vec<_>>()
    };
    view! {
        <div role="alert">{refusals}</div>
        <div role="status">{said}</div>
    }
}

/// Asks before what cannot be undone.
#[component]
fn Confirm(launch: Launch, action: Action) -> View {
    let Mount { words, format, .. } = launch.mount;
    // What is confirmed is what stands here, whatever happens meanwhile.
    let delivery = launch.delivery.get_untracked();
    let seen = Seen::of(&delivery);
    let n = format.number(seen.to_deliver);
    let (title, text, yes) = if action == Action::Stop {
        (Msg::ConfirmStop, Msg::StopIsFinal, Msg::StopNow)
    } else {
        (Msg::ConfirmSend(n.clone()), Msg::SendingIsFinal(n.clone()), Msg::SendNow(n))
    };
    let close = Handler::new(move |()| launch.asked.set(None));
    let on_yes = move |_| {
        launch.asked.set(None);
        let Mount { host, navigator, .. } = launch.mount;
        let is_let = action != Action::Send || host.tell(&Event::BeforeSend(&untrack(|| navigator.route())));
        if is_let {
            launch.act(action, Some(seen));
        } else {
            launch.outcome.set(Outcome::Prevented);
        }
    };
    view! {
        <Dialog title=words.say(&title) on_close=close>
            <p><strong>{foreign(&delivery.label)}</strong></p>
            <p>{words.say(&text)}</p>
            <p class="dialog-actions">
                <button type="button" autofocus on:click=move |_| close.run(())>{words.say(&Msg::Cancel)}</button>
                <button type="button" class="main-button" on:click=on_yes>{words.say(&yes)}</button>
            </p>
        </Dialog>
    }
}

impl Launch {
    /// Does what the user asked for, after a question where it cannot be undone.
    fn begin(self, action: Action) {
        let Mount { session, drafts, .. } = self.mount;
        let id = self.delivery.get_untracked().id.clone();
        let takes_text = matches!(action, Action::Prepare | Action::Send);
        if takes_text && drafts.is_dirty(&session.author(), &id) {
            self.outcome.set(Outcome::Unsaved);
        } else if matches!(action, Action::Send | Action::Stop) {
            self.outcome.set(Outcome::None);
            self.asked.set(Some(action));
        } else {
            self.act(action, None);
        }
    }

    /// Once, whatever comes of it: nothing here is repeated by itself.
    fn act(self, action: Action, seen: Option<Seen>) {
        let Mount { session, actions, .. } = self.mount;
        let id = self.delivery.get_untracked().id.clone();
        self.outcome.set(Outcome::Asked(action));
        actions.run(async move {
            let outcome = carry_out(session, &id, action, seen, self.job).await;
            self.outcome.set(outcome);
            session.give_beat();
        });
    }

    /// One look at a delivery that moves.
    async fn look(self) {
        let Mount { session, .. } = self.mount;
        let (id, state) = {
            let delivery = self.delivery.get_untracked();
            (delivery.id.clone(), delivery.state.value)
        };
        if let Some(job) = self.job.get_untracked() {
            // Only how far it is: the lines come with the delivery's own journal.
            match session.ask(&launch::job(&job, &LastLine::default())).await {
                Ok(job) => {
                    self.percent.set(job.percent());
                    if job.is_over() {
                        self.job.set(None);
                    }
                }
                // A server that knows no such job says nothing of it; the state says when it is over.
                Err(error) if error.refusal().is_some() => self.job.set(None),
                Err(_) => {}
            }
        }
        let last_line = self.last_line.get_untracked();
        // Where figures move, or the short way is barred, the long way is taken.
        let is_worth_it = match session.ask(&launch::follow(&id, &last_line)).await {
            Ok(news) => {
                let has_lines = !news.lines.is_empty();
                if has_lines {
                    self.last_line.set(news.last_line);
                    self.lines.update(|lines| {
                        lines.extend(news.lines);
                        lines.drain(..lines.len().saturating_sub(N_LINES));
                    });
                }
                has_lines || news.state != state || matches!(news.state, 55 | 61 | 62)
            }
            Err(_) => true,
        };
        if is_worth_it {
            session.give_beat();
        }
    }
}

async fn carry_out(session: Session, id: &Id, action: Action, seen: Option<Seen>, job: Live<Option<JobId>>) -> Outcome {
    match session.ask(&delivery::get(id)).await {
        Ok(Some(now)) if !action.is_allowed(now.state.value) => return Outcome::Overtaken(now.state),
        Ok(Some(now)) if seen.is_some_and(|seen| action == Action::Send && seen != Seen::of(&now)) => {
            return Outcome::Overtaken(now.state);
        }
        Ok(Some(_)) => {}
        Ok(None) => return Outcome::Gone,
        Err(error) => return Outcome::NotDone(error),
    }
    let answer = match action {
        Action::Prepare => session.ask(&launch::prepare(id)).await.map(|started| job.set(Some(started))),
        Action::Send | Action::Resume => session.ask(&launch::play(id)).await,
        Action::Pause => session.ask(&launch::pause(id)).await,
        Action::Stop => session.ask(&launch::stop(id)).await,
    };
    let Err(error) = answer else { return Outcome::None };
    if error.is_session_end() {
        return Outcome::NotDone(error);
    }
    let now = session.ask(&delivery::get(id)).await.ok().flatten();
    match (error.refusal(), now) {
        // What the state no longer allows was not refused to the person.
        (Some(_), Some(now)) if !action.is_allowed(now.state.value) => Outcome::Overtaken(now.state),
        (Some(why), _) => {
            session.refuse(Right::Launch(action), why);
            Outcome::None
        }
        (None, Some(now)) => Outcome::Lost(action, now.state),
        (None, None) => Outcome::Unknown(action),
    }
}

//! The section below a delivery's heading, shown until the delivery has its final state.

use std::sync::Arc;

use campaign::{
    codes::DeliveryState,
    delivery::Delivery,
    journal::Line,
    lifecycle::{Action, Lock, Motion, Phase},
};
use leptos::{html, prelude::*};

use super::{
    confirm::Confirm,
    flow::{Launch, Outcome, Parts, Place},
};
use crate::{
    clock,
    format::Format,
    pages::status::overdue,
    remote::{Refresh, poll},
    server::{Right, SessionStatus},
    ui::{
        focus::keep_focus,
        icon::Tone,
        note::Note,
        show::Show,
        text::{Announcer, foreign},
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn LaunchPanel(
    delivery: Memo<Arc<Delivery>>,
    is_read_only: Memo<bool>,
    /// Loads the delivery again.
    #[prop(into)]
    read_again: Callback<()>,
) -> impl IntoView {
    let (launch, refresh) = (Launch::new(delivery, read_again), expect_context::<Refresh>());
    let state = Memo::new(move |_| delivery.get().state.code);
    // A new state changes every tab.
    Effect::new(move |known: Option<()>| {
        state.track();
        if known.is_some() {
            refresh.poll_all();
        }
    });
    let motion = Memo::new(move |_| match launch.parts().progress.with(|progress| progress.awaited) {
        Some(_) => Motion::Moving,
        None => state.get().motion(),
    });
    let is_moving = Memo::new(move |_| motion.get() == Motion::Moving);
    poll(motion, Box::new(move || Box::pin(launch.poll())));
    let is_open = Memo::new(move |_| !matches!(state.get().motion(), Motion::Final | Motion::Unknown));
    view! {
        <Show when=move || is_open.get()>
            <Panel launch state is_moving is_read_only/>
        </Show>
    }
}

#[component]
fn Panel(launch: Launch, state: Memo<DeliveryState>, is_moving: Memo<bool>, is_read_only: Memo<bool>) -> impl IntoView {
    let (words, announcer) = (expect_context::<Words>(), expect_context::<Announcer>());
    let format = expect_context::<Format>();
    let status = move || {
        let delivery = launch.parts().delivery.get();
        let msg = match launch.parts().prepared.before_change(&delivery) {
            Some(at) => Msg::ChangedSince { prepared: format.minute(Some(at)) },
            None => sentence(&delivery, words),
        };
        words.say(&msg)
    };
    let is_changed = Memo::new(move |_| {
        let Parts { delivery, prepared, .. } = launch.parts();
        delivery.with(|delivery| prepared.before_change(delivery)).is_some()
    });
    // The figures change every few seconds, so only a new state is announced.
    Effect::new(move |_| {
        state.track();
        is_changed.track();
        untrack(|| announcer.say(status()));
    });
    let buttons = NodeRef::<html::Div>::new();
    let offered = move || {
        keep_focus(buttons.get_untracked().map(Into::into));
        let state = state.get();
        // The server would send another text than the one on screen.
        let is_changed = is_changed.get();
        let is_offered = |action: &Action| {
            !is_read_only.get() && action.is_allowed(state) && !(is_changed && *action == Action::Send)
        };
        Action::ALL.into_iter().filter(is_offered).collect::<Vec<_>>()
    };
    let confirm = move || launch.parts().asked.get().map(|action| view! { <Confirm launch action/> }.into_any());
    view! {
        <section class="launch" part="launch" tabindex="-1" aria-label=words.t(Msg::Launch)>
            <div class="launch-head">
                <p>{status}</p>
                <div class="buttons" node_ref=buttons>
                    <For each=offered key=|action| *action as u8 let:action>
                        <ActionButton launch action is_changed/>
                    </For>
                </div>
            </div>
            <Show when=move || is_moving.get()>
                <Moving launch state/>
            </Show>
            <Result launch is_read_only/>
            {confirm}
        </section>
    }
}

/// The state of the delivery in a sentence.
fn sentence(delivery: &Delivery, words: Words) -> Msg {
    if let Some(late) = overdue(words, &delivery.state, delivery.contact_date, clock::now()) {
        return Msg::OverdueStart { late };
    }
    let (messages, excluded) = (delivery.to_deliver, delivery.rejected);
    let (processed, total) = (delivery.processed, delivery.to_deliver);
    match (delivery.state.code, delivery.state.code.phase()) {
        (DeliveryState::PreparationError, _) => Msg::AnalysisFailed,
        (DeliveryState::TargetReady, _) => Msg::TargetReady,
        (DeliveryState::Paused, _) => Msg::PausedAt { processed, total },
        (_, Phase::Draft) => Msg::NotPrepared,
        (_, Phase::Preparing) => Msg::Analysing,
        (_, Phase::Ready) => Msg::ReadyToSend { messages, excluded },
        (_, Phase::Sending) => Msg::SendingProgress { processed, total },
        _ => Msg::Now { state: words.code(&delivery.state) },
    }
}

#[component]
fn ActionButton(launch: Launch, action: Action, is_changed: Memo<bool>) -> impl IntoView {
    let (words, status) = (expect_context::<Words>(), expect_context::<SessionStatus>());
    let is_refused = Memo::new(move |_| status.facts.with(|facts| facts.refusal(Right::Launch(action))).is_some());
    let is_busy = Memo::new(move |_| matches!(launch.parts().outcome.get(), Outcome::Asked(_)));
    let is_barred = move || is_refused.get() || is_busy.get();
    let is_lacking = Memo::new(move |_| lacks(status, action).is_some());
    let class = move || match action {
        _ if is_lacking.get() => "",
        Action::Send | Action::Resume => "main-button",
        Action::Prepare if is_changed.get() => "main-button",
        Action::Prepare | Action::Pause | Action::Stop => "",
    };
    let on_click = move |_| {
        if !is_refused.get_untracked() && !is_busy.get_untracked() {
            launch.begin(action);
        }
    };
    view! {
        <button type="button" id=format!("action-{}", action as u8) class=class part="button"
            aria-disabled=move || is_barred().to_string()
            aria-describedby=move || (is_refused.get() || is_lacking.get()).then(|| refusal_id(action)) on:click=on_click>
            {words.t(Msg::Action(action))}
        </button>
    }
}

/// The right that an action needs, if the operator's rights do not name it. The server decides nevertheless.
fn lacks(status: SessionStatus, action: Action) -> Option<&'static str> {
    let right = action.right()?;
    status.facts.with(|facts| facts.operator.lacks(right)).then_some(right)
}

fn refusal_id(action: Action) -> String {
    format!("refused-{}", action as u8)
}

/// The progress, and the last lines of the journal.
#[component]
fn Moving(launch: Launch, state: Memo<DeliveryState>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let percent = move || {
        // The progress of an analysis is unknown.
        let delivery = launch.parts().delivery.get();
        let percent = (delivery.processed.saturating_mul(100) / delivery.to_deliver.max(1)).clamp(0, 100);
        (state.get().lock() == Lock::Sent).then(|| percent.to_string())
    };
    let line = move |line: &Line| {
        view! { <p><time>{format.time(line.date)}</time>" "{foreign(&line.message)}</p> }
    };
    let lines = move || launch.parts().progress.with(|progress| progress.lines.iter().map(line).collect_view());
    view! {
        <progress max="100" part="progress" aria-label=words.t(Msg::Progress) value=percent></progress>
        <div class="lines" role="log" aria-label=words.t(Msg::Journal)>{lines}</div>
    }
}

/// The result of the last action, and the refusals of the server.
#[component]
fn Result(launch: Launch, is_read_only: Memo<bool>) -> impl IntoView {
    let (words, status) = (expect_context::<Words>(), expect_context::<SessionStatus>());
    let format = expect_context::<Format>();
    let said = move || {
        let (tone, msg) = match launch.parts().outcome.get() {
            Outcome::None | Outcome::Asked(_) => return None,
            // The lines above already show this refusal.
            Outcome::Refused(_, refusal) if refusal.is_right_missing => return None,
            Outcome::Refused(action, refusal) => (Tone::Bad, Msg::ActionRefused { action, refusal }),
            Outcome::Unsaved => (Tone::Wait, Msg::UnsavedFirst),
            Outcome::Overtaken(now) => (Tone::Wait, Msg::Overtaken { state: words.code(&now) }),
            Outcome::Reached(action, place) => {
                let Place { is_done, state, by, line } = *place;
                let line = line.map(|line| (format.time(line.date), line.message));
                (Tone::Wait, Msg::Reached { action, is_done, state: words.code(&state), by, line })
            }
            Outcome::ChangedSince(prepared) => {
                (Tone::Wait, Msg::ChangedSince { prepared: format.minute(Some(prepared)) })
            }
            Outcome::Gone => (Tone::Bad, Msg::DeliveryNotFound),
            Outcome::Prevented => (Tone::Wait, Msg::SendPrevented),
            Outcome::NotDone(error) => (Tone::Bad, Msg::NotDone(error)),
            Outcome::Lost(action, why, now) => {
                (Tone::Wait, Msg::ActionLost { action, why, state: Some(words.code(&now)) })
            }
            Outcome::Unknown(action, why) => (Tone::Bad, Msg::ActionLost { action, why, state: None }),
        };
        let text = words.say(&msg);
        Some(view! { <Note tone><bdi>{text}</bdi></Note> }.into_any())
    };
    let refusals = move || {
        let state = launch.parts().delivery.get().state.code;
        let refused = |action: Action| {
            let refusal = status.facts.with(|facts| facts.refusal(Right::Launch(action)))?;
            let text = words.say(&Msg::ActionRefused { action, refusal });
            Some(view! { <Note tone=Tone::Bad><bdi id=refusal_id(action)>{text}</bdi></Note> }.into_any())
        };
        Action::ALL.into_iter().filter(|action| action.is_allowed(state)).filter_map(refused).collect_view()
    };
    let lacking = move || {
        let state = launch.parts().delivery.get().state.code;
        let is_refused = |action| status.facts.with(|facts| facts.refusal(Right::Launch(action))).is_some();
        let lacking = |action: Action| {
            let right = lacks(status, action).filter(|_| !is_refused(action))?;
            let text = words.say(&Msg::MayBeRefused { action, right });
            Some(view! { <p class="quiet" id=refusal_id(action)>{text}</p> }.into_any())
        };
        (!is_read_only.get()).then(|| {
            Action::ALL.into_iter().filter(|action| action.is_allowed(state)).filter_map(lacking).collect_view()
        })
    };
    view! {
        <div role="alert">{refusals}</div>
        {lacking}
        <div role="status">{said}</div>
    }
}

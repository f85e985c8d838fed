//! Summary: what became of everybody, Campaign's own figures, and the properties of the delivery.

mod costly;
mod journal;
mod ladder;
mod reasons;
mod recompute;
mod sentence;
mod target;
mod times;

use std::sync::Arc;

use campaign::{
    delivery::{self, Delivery},
    ladder::Ladder,
    lifecycle::{Motion, Outcome, Phase},
    log::{self, Filter, List},
    rate::Rate,
    value::Instant,
};
use leptos::prelude::*;

use self::{
    journal::Journal,
    ladder::View,
    reasons::Reasons,
    recompute::Recompute,
    sentence::sentence,
    target::Target,
    times::{Clicks, Messages},
};

use super::{
    behind::{Behind, number_link},
    status::{overdue, share},
};
use crate::{
    clock,
    format::{DASH, Format, Numbers},
    navigator::Navigator,
    remote::{Remote, query},
    server::SessionStatus,
    ui::{
        facts::facts,
        icon::Tone,
        moment::moment,
        note::{Failure, Note},
        show::Show,
        text::{Skeleton, foreign},
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn Summary(delivery: Memo<Arc<Delivery>>, is_read_only: Memo<bool>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let navigator = expect_context::<Navigator>();
    let log = query(move || log::by_status(&delivery.get_untracked(), List::Log, &Filter::default()));
    let minute = expect_context::<SessionStatus>().minute();
    let rate = RwSignal::new(Rate::default());
    Effect::new(move |_| {
        let processed = delivery.with(|delivery| delivery.processed);
        if let Some(now) = clock::now() {
            rate.update(|rate| rate.see(now, processed));
        }
    });
    let parts = move || {
        let delivery = delivery.get();
        let ladder = match log.value.get() {
            Remote::Loading => return view! { <Skeleton lines=6/> }.into_any(),
            Remote::Failed(_) => Ladder::of_counters(&delivery, false),
            // An empty log was purged, or is not there yet.
            Remote::Ready(log) if log.is_empty() => Ladder::of_counters(&delivery, true),
            Remote::Ready(log) => Ladder::of_log(&delivery, &log),
        };
        view! {
            {rate.with(|rate| sentence(&delivery, &ladder, rate, minute.get(), words, format))}
            {(!delivery.is_partial).then(|| View { words, format, navigator }.ladder(&delivery, &ladder))}
        }
        .into_any()
    };
    let failure = move || match log.value.get() {
        Remote::Failed(error) => {
            let counters = words.t(Msg::CountersInstead);
            Some(view! { <p>{counters}</p><Failure error on_retry=move |()| log.again()/> }.into_any())
        }
        Remote::Loading | Remote::Ready(_) => None,
    };
    let counted = query(move || delivery::counted_at(&delivery.with_untracked(|delivery| delivery.id.clone())));
    let counted_at = move || {
        let said = words.say(&Msg::CountedAt { date: format.minute(Some(counted.ready()??)) });
        Some(view! { <p class="quiet">{said}</p> }.into_any())
    };
    view! {
        <section class="panel became" aria-labelledby="became">
            <h2 id="became">{words.t(Msg::WhatBecame)}</h2>
            {parts}
            {failure}
            <Journal delivery/>
        </section>
        <Show when=move || delivery.with(|delivery| delivery.errors > 0 && delivery.state.code.motion() != Motion::Moving)>
            <Reasons delivery/>
        </Show>
        <Show when=move || delivery.with(|delivery| delivery.rejected > 0)>
            <Target delivery/>
        </Show>
        <Show when=move || delivery.with(|delivery| delivery.to_deliver > 0 && delivery.state.code.is_prepared())>
            <Messages delivery/>
        </Show>
        <Show when=move || delivery.with(|delivery| delivery.is_tracked && delivery.processed > 0)>
            <Clicks delivery/>
        </Show>
        <div class="two">
            <section class="panel" aria-labelledby="figures">
                <h2 id="figures">{words.t(Msg::Figures)}</h2>
                {move || figures(&delivery.get(), words, format, navigator)}
                {counted_at}
                <Show when=move || !is_read_only.get()><Recompute delivery/></Show>
            </section>
            <section class="panel" aria-labelledby="about">
                <h2 id="about">{words.t(Msg::About)}</h2>
                {move || about(&delivery.get(), minute.get(), words, format)}
            </section>
        </div>
    }
}

fn figures(delivery: &Delivery, words: Words, format: Format, navigator: Navigator) -> AnyView {
    let id = delivery.id.to_string();
    let linked = |behind: Behind, n: i64| number_link(navigator, &id, behind, n, false, format.number(n), || ());
    let share = |title: Msg, behind: Behind, part: i64| {
        view! {
            <div class="figure">
                <dt>{words.say(&title)}</dt>
                <dd>
                    <strong>{share(words, format, part, delivery.to_deliver)}</strong>
                    " "
                    <small>{linked(behind, part)}</small>
                </dd>
            </div>
        }
    };
    view! {
        <dl class="figures">
            <div class="figure">
                <dt>{words.say(&Msg::ToSend)}</dt>
                <dd><strong>{linked(Behind::Log, delivery.to_deliver)}</strong></dd>
            </div>
            {share(Msg::Processed, Behind::Log, delivery.processed)}
            {share(Msg::Success, Behind::Succeeded, delivery.success)}
        </dl>
        {(!delivery.is_partial).then(|| ladder(delivery, words, format, &linked))}
    }
    .into_any()
}

/// The figures from targeted to failed, each as a share of the targeted.
fn ladder(delivery: &Delivery, words: Words, format: Format, linked: &dyn Fn(Behind, i64) -> AnyView) -> AnyView {
    let whole = delivery.targeted.max(delivery.to_deliver);
    let rungs = [
        (Msg::Targeted, "idle", delivery.targeted, None),
        (Msg::Excluded, "wait", delivery.rejected, Some(Behind::Exclusions)),
        (Msg::Processed, "count", delivery.processed, Some(Behind::Log)),
        (Msg::SmsHandedOver, "unsure", delivery.sms, None),
        (Msg::Success, "unsure", delivery.success, Some(Behind::Succeeded)),
        (Msg::Errors, "bad", delivery.errors, Some(Behind::Is(Outcome::Failed))),
        (Msg::NewQuarantines, "bad", delivery.new_quarantines, None),
    ];
    let rungs = rungs
        .into_iter()
        .map(|(title, tone, part, behind)| {
            let number = behind.map_or_else(|| format.number(part).into_any(), |behind| linked(behind, part));
            let percent = if whole > 0 { (part.saturating_mul(100) / whole).clamp(0, 100) } else { 0 };
            view! {
                <div class=format!("rung {tone}")>
                    <dt>{words.say(&title)}</dt>
                    <dd class="lane" aria-hidden="true"><i style:inline-size=format!("{percent}%")></i></dd>
                    <dd class="n">{number}</dd>
                </div>
            }
        })
        .collect::<Vec<_>>();
    // Each SMS of a long message costs, and Campaign’s own pages do not say so.
    let several = (delivery.sms > delivery.processed).then(|| {
        let said = words.say(&Msg::SeveralSms { sms: delivery.sms, messages: delivery.processed });
        view! { <Note tone=Tone::Wait>{said}</Note> }
    });
    view! { <dl class="ladder">{rungs}</dl>{several} }.into_any()
}

fn about(delivery: &Delivery, now: Option<Instant>, words: Words, format: Format) -> AnyView {
    // A minimal answer lacks these values, so they are unknown, not empty.
    let known = |text: &str| foreign(if delivery.is_partial { DASH } else { text });
    let said = [
        (Msg::Status, status(delivery, words, format)),
        (Msg::Channel, foreign(&words.code(&delivery.channel))),
        (Msg::Routing, known(&delivery.routing)),
        (Msg::Folder, known(&folder(&delivery.folder))),
        (Msg::MessageType, foreign(&words.code(&delivery.message_type))),
        (Msg::ContactDate, contact_date(delivery, now, words, format)),
        (Msg::Mapping, known(&delivery.mapping)),
        (Msg::LastModified, last_modified(delivery, words, format)),
    ];
    let (titles, values): (Vec<Msg>, Vec<AnyView>) = said.into_iter().unzip();
    facts(words, titles.iter().zip(values).collect())
}

fn status(delivery: &Delivery, words: Words, format: Format) -> AnyView {
    let since = state_date(delivery).map(|date| {
        let said = words.say(&Msg::StatusSince { date: format.second(Some(date)) });
        view! { ", "{moment(Some(date), said, format)} }
    });
    view! { {foreign(&words.code(&delivery.state))}{since} }.into_any()
}

fn contact_date(delivery: &Delivery, now: Option<Instant>, words: Words, format: Format) -> AnyView {
    let date = delivery.contact_date;
    let overdue = overdue(words, &delivery.state, date, now).map(|overdue| format!(", {overdue}"));
    view! { {moment(date, format.second(date), format)}{overdue} }.into_any()
}

fn last_modified(delivery: &Delivery, words: Words, format: Format) -> AnyView {
    let date = delivery.last_modified;
    let name = Some(delivery.modified_by.clone()).filter(|name| !name.is_empty());
    let by = name.map(|name| view! { ", "<bdi>{words.say(&Msg::ModifiedBy { name })}</bdi> });
    view! { {moment(date, format.second(date), format)}{by} }.into_any()
}

/// `/Profiles and Targets/Deliveries/` as a path for people.
fn folder(full_name: &str) -> String {
    full_name.trim_matches('/').replace('/', " › ")
}

/// When the delivery entered its state, as far as the server says.
fn state_date(delivery: &Delivery) -> Option<Instant> {
    match delivery.state.code.phase() {
        Phase::Finished | Phase::Stopped => delivery.broad_end.or(delivery.contact_date),
        Phase::Sending | Phase::Paused => delivery.broad_start.or(delivery.contact_date),
        _ => None,
    }
}

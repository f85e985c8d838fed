//! Summary: the main figures, and what the delivery is.

use crate::prelude::*;
use std::sync::Arc;

use campaign::{
    codes::{DELIVERY_STATE, MESSAGE_TYPE, MOBILE_MSG_TYPE},
    delivery::Delivery,
    lifecycle::Phase,
    value::Instant,
};

use crate::{
    format::{DASH, Format},
    i18n::{Msg, Words},
    ui::text::Foreign,
};

#[component]
pub fn Summary(delivery: Signal<Arc<Delivery>>) -> AnyView {
    view! {
        <div class="two">
            <Figures delivery/>
            <About delivery/>
        </div>
    }
}

#[component]
fn Figures(delivery: Signal<Arc<Delivery>>) -> AnyView {
    let words = expect_context::<Words>();
    let format = expect_context::<Format>();
    let share = move |title: Msg, part: fn(&Delivery) -> i64| {
        let percent = move || format.percent(part(&delivery.get()), delivery.get().to_deliver);
        let count = move || format.number(part(&delivery.get()));
        view! {
            <div class="figure">
                <dt>{words.t(title)}</dt>
                <dd><strong>{percent}</strong>" "<small>{count}</small></dd>
            </div>
        }
    };
    view! {
        <section class="panel" aria-labelledby="figures">
            <h2 id="figures">{words.t(Msg::Figures)}</h2>
            <dl class="figures">
                <div class="figure">
                    <dt>{words.t(Msg::ToSend)}</dt>
                    <dd><strong>{move || format.number(delivery.get().to_deliver)}</strong></dd>
                </div>
                {share(Msg::Processed, |d| d.processed)}
                {share(Msg::Success, |d| d.success)}
            </dl>
            {move || (!delivery.get().is_partial).then(|| view! { <Ladder delivery/> })}
        </section>
    }
}

/// From the targeted to the failed, each as a part of the targeted.
#[component]
fn Ladder(delivery: Signal<Arc<Delivery>>) -> AnyView {
    let words = expect_context::<Words>();
    let format = expect_context::<Format>();
    let rung = move |title: Msg, tone: &'static str, part: fn(&Delivery) -> i64| {
        let width = move || {
            let delivery = delivery.get();
            let (part, whole) = (part(&delivery), delivery.targeted.max(delivery.to_deliver));
            let percent = if whole > 0 { (part * 100 / whole).clamp(0, 100) } else { 0 };
            format!("inline-size: {percent}%")
        };
        view! {
            <div class=format!("rung {tone}")>
                <dt>{words.t(title)}</dt>
                <dd class="lane" aria-hidden="true"><i prop:style=width></i></dd>
                <dd class="n">{move || format.number(part(&delivery.get()))}</dd>
            </div>
        }
    };
    view! {
        <dl class="ladder">
            {rung(Msg::Targeted, "idle", |d| d.targeted)}
            {rung(Msg::Excluded, "wait", |d| d.rejected)}
            {rung(Msg::Processed, "live", |d| d.processed)}
            {rung(Msg::Success, "good", |d| d.success)}
            {rung(Msg::Errors, "bad", |d| d.errors)}
            {rung(Msg::NewQuarantines, "bad", |d| d.new_quarantines)}
        </dl>
    }
}

#[component]
fn About(delivery: Signal<Arc<Delivery>>) -> AnyView {
    let words = expect_context::<Words>();
    let format = expect_context::<Format>();
    let status = move || {
        let delivery = delivery.get();
        let status = words.code(DELIVERY_STATE, &delivery.state);
        match state_date(&delivery) {
            Some(date) => format!("{status}, {}", words.say(&Msg::StatusSince(format.second(Some(date))))),
            None => status,
        }
    };
    let modified = move || {
        let delivery = delivery.get();
        let date = format.second(delivery.last_modified);
        match delivery.modified_by.as_str() {
            "" => date,
            name => format!("{date}, {}", words.say(&Msg::ModifiedBy(name.to_owned()))),
        }
    };
    // A minimal answer says nothing of these, which is not the same as their being empty.
    let known = move |text: fn(&Delivery) -> String| {
        move || {
            let delivery = delivery.get();
            if delivery.is_partial { DASH.to_owned() } else { text(&delivery) }
        }
    };
    view! {
        <section class="panel" aria-labelledby="about">
            <h2 id="about">{words.t(Msg::About)}</h2>
            <dl class="facts">
                <dt>{words.t(Msg::Status)}</dt><dd>{status}</dd>
                <dt>{words.t(Msg::Channel)}</dt><dd>{move || words.code(MESSAGE_TYPE, &delivery.get().channel)}</dd>
                <dt>{words.t(Msg::Routing)}</dt><dd>{foreign(known(|d| d.routing.clone()))}</dd>
                <dt>{words.t(Msg::Folder)}</dt><dd>{foreign(known(|d| folder(&d.folder)))}</dd>
                <dt>{words.t(Msg::MessageType)}</dt>
                <dd>{move || words.code(MOBILE_MSG_TYPE, &delivery.get().message_type)}</dd>
                <dt>{words.t(Msg::ContactDate)}</dt><dd>{move || format.second(delivery.get().contact_date)}</dd>
                <dt>{words.t(Msg::Mapping)}</dt><dd>{foreign(known(|d| d.mapping.clone()))}</dd>
                <dt>{words.t(Msg::LastModified)}</dt><dd><bdi>{modified}</bdi></dd>
            </dl>
        </section>
    }
}

fn foreign(text: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    child(move || view! { <Foreign text=text()/> })
}

/// `/Profiles and Targets/Deliveries/` as a path for people.
fn folder(full_name: &str) -> String {
    full_name.trim_matches('/').replace('/', " › ")
}

/// Since when the delivery is in its state, as far as the server says.
fn state_date(delivery: &Delivery) -> Option<Instant> {
    match Phase::of(delivery.state.value) {
        Phase::Finished | Phase::Stopped => delivery.broad_end.or(delivery.contact_date),
        Phase::Sending | Phase::Paused => delivery.broad_start.or(delivery.contact_date),
        _ => None,
    }
}

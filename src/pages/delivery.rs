//! A delivery: heading, status, tabs, and the tab that is open.

use std::sync::Arc;

use campaign::{
    delivery::{self, Delivery},
    journal,
    lifecycle::Lock,
    log::{self, List},
    tracking,
    value::Id,
};

use super::{
    audit::Audit,
    exclusions::Exclusions,
    heading::{Heading, freshness},
    launch::LaunchPanel,
    logs::Logs,
    not_found::NotFound,
    sms::Sms,
    status::state_badge,
    summary::Summary,
    tracking::Tracking,
};
use crate::{
    error::Error,
    i18n::Msg,
    prelude::*,
    remote::{Query, Remote, query},
    route::{Route, Tab},
    ui::{
        icon::Tone,
        note::{Failure, Note},
        tabs::{Item, PANEL, TabList, tab_id},
        text::Skeleton,
    },
};

/// What is shown: a delivery that was once read stays while it is read again.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Loading,
    Failed(Error),
    NotFound,
    Found,
}

#[component]
pub fn DeliveryPage(id: Id) -> View {
    let Mount { words, .. } = Mount::here();
    let number: Derived<String> = words.t(Msg::DeliveryNumber(id.to_string())).into();
    let answer = query(move || delivery::get(&id));
    let latest = Live::new(None::<Arc<Delivery>>);
    effect(move || {
        if let Remote::Ready(found) = answer.value.get() {
            latest.set(found.map(Arc::new));
        }
    });
    let stage = Derived::new(move || match (latest.with(Option::is_some), answer.value.get()) {
        (true, _) => Stage::Found,
        (_, Remote::Failed(error)) => Stage::Failed(error),
        (_, Remote::Ready(None)) => Stage::NotFound,
        _ => Stage::Loading,
    });
    let delivery = Derived::new(move || latest.get().expect("the dashboard is shown once there is a delivery"));
    child(move || match stage.get() {
        Stage::Loading => view! { <h1 class="unseen">{number}</h1><Skeleton lines=8/> },
        Stage::Failed(error) => view! {
            <Heading>{number}</Heading>
            <Failure error on_retry=Handler::new(move |()| answer.again())/>
        },
        Stage::NotFound => view! {
            <NotFound title=Msg::DeliveryNotFound hint=Some(Msg::DeliveryNotFoundHint)/>
        },
        Stage::Found => view! { <Dashboard delivery answer/> },
    })
}

#[component]
fn Dashboard(delivery: Derived<Arc<Delivery>>, answer: Query<Option<Delivery>>) -> View {
    let Mount { words, session, navigator, host, .. } = Mount::here();

    let tab = Derived::new(move || match navigator.route() {
        Route::Delivery { tab, .. } => tab,
        Route::Deliveries | Route::Unknown => Tab::Summary,
    });
    effect(move || {
        let (name, tab) = (full_name(&delivery.get()), words.say(&Msg::Tab(tab.get())));
        host.set_title(&format!("{name} · {tab}"));
    });
    // Reading again failed: what was read stays, and says so.
    let stale = move || match answer.value.get() {
        Remote::Failed(error) => Some(view! { <Failure error on_retry=Handler::new(move |()| session.refresh())/> }),
        Remote::Loading | Remote::Ready(_) => None,
    };
    let partial = move || {
        delivery.get().is_partial.then(|| {
            let text = words.say(&Msg::Partial(session.lack()));
            view! { <Note tone=Tone::Wait><bdi>{text}</bdi></Note> }
        })
    };
    let is_locked = Derived::new(move || host.is_read_only() || !Lock::of(delivery.get().state.value).is_open());
    let back = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        navigator.go(&Route::Deliveries);
    };
    view! {
        <nav class="crumbs" aria-label=words.t(Msg::Deliveries)>
            <a href=navigator.href(&Route::Deliveries) on:click=back>
                {words.t(Msg::Deliveries)}
            </a>
            <span class="quiet" aria-hidden="true">" /"</span>
        </nav>
        <div class="head">
            <Heading>
                <bdi dir="auto">{move || delivery.get().label.clone()}</bdi>
                " "
                <span class="code">"("<bdi>{move || delivery.get().internal_name.clone()}</bdi>")"</span>
            </Heading>
            {move || state_badge(&delivery.get().state)}
            {move || is_locked.get().then(|| view! { <span class="quiet">{words.t(Msg::ReadOnly)}</span> })}
            <span class="grow"></span>
            {freshness()}
        </div>
        {stale}
        {partial}
        <LaunchPanel delivery/>
        <Tabs delivery tab/>
        <div role="tabpanel" id=PANEL class="tab-panel" part="panel" tabindex="0" aria-labelledby=move || tab_id(tab.get().slug())>
            {move || panel(tab.get(), delivery)}
        </div>
    }
}

fn panel(tab: Tab, delivery: Derived<Arc<Delivery>>) -> View {
    match tab {
        Tab::Summary => view! { <Summary delivery/> },
        Tab::Sms => view! { <Sms delivery/> },
        Tab::Delivery => view! { <Logs delivery list=List::Log/> },
        Tab::Exclusions => view! { <Exclusions delivery/> },
        Tab::Tracking => view! { <Tracking delivery/> },
        Tab::Audit => view! { <Audit delivery/> },
    }
}

/// `label (internalName)`, as the console names a delivery.
fn full_name(delivery: &Delivery) -> String {
    format!("{} ({})", delivery.label, delivery.internal_name)
}

/// The six tabs with their counts.
#[component]
fn Tabs(delivery: Derived<Arc<Delivery>>, tab: Derived<Tab>) -> View {
    let Mount { words, format, navigator, .. } = Mount::here();
    let now = move || delivery.get_untracked();
    let counts = [
        None,
        None,
        Some(query(move || log::total(&now(), List::Log, None))),
        Some(query(move || log::total(&now(), List::Exclusions, None))),
        Some(query(move || tracking::total_urls(&now()))),
        Some(query(move || journal::total(&now()))),
    ];
    let items = Tab::ALL
        .into_iter()
        .zip(counts)
        .map(|(tab, count)| Item {
            name: words.t(Msg::Tab(tab)).into(),
            // A tab with nothing in it needs no number.
            count: Derived::new(move || {
                let count = count?.ready().filter(|count| *count > 0)?;
                let number = format.number(count as i64);
                Some((number.clone(), words.say(&Msg::RowCount(number))))
            }),
            slug: tab.slug(),
        })
        .collect();
    let selected = Derived::new(move || Tab::ALL.iter().position(|other| *other == tab.get()).unwrap_or(0));
    let on_select =
        Handler::new(move |index: usize| navigator.go(&Route::Delivery { id: now().id.clone(), tab: Tab::ALL[index] }));
    view! { <TabList label=words.t(Msg::Tabs) items selected on_select/> }
}

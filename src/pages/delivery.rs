//! A delivery: heading, status, tabs, and the open tab.

use std::sync::Arc;

use campaign::{
    delivery::{self, Delivery},
    journal,
    log::{self, List},
    tracking,
    value::Id,
};
use leptos::prelude::*;

use super::{
    audit::Audit,
    deliveries::Neighbours,
    exclusions::Exclusions,
    heading::{Freshness, Heading},
    launch::LaunchPanel,
    logs::Logs,
    not_found::NotFound,
    prepared::{Prepared, PreparedSource},
    sms::Sms,
    status::state_badge,
    summary::Summary,
    tracking::Tracking,
};
use crate::{
    error::Error,
    format::{Format, Numbers},
    host::Host,
    navigator::Navigator,
    relay::relay,
    remote::{Query, Refresh, Remote, query},
    route::{Route, Tab},
    server::SessionStatus,
    ui::{
        icon::Tone,
        link::link,
        note::{Failure, Note},
        show::Show,
        tabs::{Item, PANEL, TabList, tab_id},
        text::{Skeleton, brief},
    },
    words::{Words, msg::Msg},
};

/// What the page shows. A delivery that was loaded once stays while it is loaded again.
#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Loading,
    Failed(Error),
    NotFound,
    Found,
}

#[component]
pub fn DeliveryPage(id: Id) -> impl IntoView {
    let words = expect_context::<Words>();
    let number = words.t(Msg::DeliveryNumber { id: id.to_string() });
    let answer = query(move || delivery::get(&id));
    let latest = RwSignal::new(None::<Arc<Delivery>>);
    Effect::new(move |_| {
        if let Remote::Ready(found) = answer.value.get() {
            latest.set(found.map(Arc::new));
        }
    });
    let stage = Memo::new(move |_| match (latest.with(Option::is_some), answer.value.get()) {
        (true, _) => Stage::Found,
        (_, Remote::Failed(error)) => Stage::Failed(error),
        (_, Remote::Ready(None)) => Stage::NotFound,
        _ => Stage::Loading,
    });
    let delivery = Memo::new(move |_| latest.get().expect("the dashboard is shown once there is a delivery"));
    move || match stage.get() {
        Stage::Loading => {
            let number = number.clone();
            view! { <h1 class="unseen" part="h1">{number}</h1><Skeleton lines=8/> }.into_any()
        }
        Stage::Failed(error) => {
            let number = number.clone();
            view! {
                <Heading>{number}</Heading>
                <Failure error on_retry=move |()| answer.again()/>
            }
            .into_any()
        }
        Stage::NotFound => {
            view! { <NotFound title=Msg::DeliveryNotFound hint=Some(Msg::DeliveryNotFoundHint)/> }.into_any()
        }
        Stage::Found => view! { <Dashboard delivery answer/> }.into_any(),
    }
}

#[component]
fn Dashboard(delivery: Memo<Arc<Delivery>>, answer: Query<Option<Delivery>>) -> impl IntoView {
    provide_context(Prepared::new());
    let (words, host) = (expect_context::<Words>(), expect_context::<Host>());
    let (navigator, refresh) = (expect_context::<Navigator>(), expect_context::<Refresh>());

    let tab = relay(move || match navigator.route() {
        Route::Delivery { tab, .. } => tab,
        Route::Deliveries | Route::Unknown => Tab::Summary,
    });
    Effect::new(move |_| {
        let (name, tab) = (full_name(&delivery.get()), words.say(&Msg::Tab(tab.get())));
        host.set_title(&format!("{name} · {tab}"));
    });
    // If loading again fails, the old delivery stays, with a note.
    let stale = move || match answer.value.get() {
        Remote::Failed(error) => Some(view! { <Failure error on_retry=move |()| refresh.refresh()/> }.into_any()),
        Remote::Loading | Remote::Ready(_) => None,
    };
    let is_read_only = relay(move || host.is_read_only());
    let is_locked = Memo::new(move |_| is_read_only.get() || !delivery.get().lock().is_open());
    let back = Callback::new(move |()| navigator.go(&Route::Deliveries));
    let panel = move || match tab.get() {
        Tab::Summary => view! { <Summary delivery is_read_only/> }.into_any(),
        Tab::Sms => view! { <Sms delivery is_read_only/> }.into_any(),
        Tab::Delivery => view! { <Logs delivery list=List::Log/> }.into_any(),
        Tab::Exclusions => view! { <Exclusions delivery/> }.into_any(),
        Tab::Tracking => view! { <Tracking delivery/> }.into_any(),
        Tab::Audit => view! { <Audit delivery/> }.into_any(),
    };
    view! {
        <nav class="crumbs" aria-label=words.t(Msg::Deliveries)>
            {link(navigator.href(&Route::Deliveries), false, back, words.t(Msg::Deliveries))}
            <Neighbours delivery tab/>
        </nav>
        <div class="head">
            <Heading>
                <bdi dir="auto">{move || brief(&delivery.get().label)}</bdi>
                " "
                <span class="code">"("<bdi>{move || brief(&delivery.get().internal_name)}</bdi>")"</span>
            </Heading>
            {move || state_badge(words, &delivery.get().state)}
            <Show when=move || is_locked.get()>
                <span class="quiet">{words.t(Msg::ReadOnly)}</span>
            </Show>
            <span class="grow">{()}</span>
            <Freshness/>
        </div>
        {stale}
        <PartialNote delivery/>
        <PreparedSource delivery/>
        <LaunchPanel delivery is_read_only read_again=move |()| answer.again()/>
        <Tabs delivery tab/>
        <div role="tabpanel" id=PANEL class="tab-panel" part="panel" tabindex="0"
            aria-labelledby=move || tab_id(tab.get().slug())>
            {panel}
        </div>
    }
}

/// A note that values are missing because the server's build lacks an attribute.
#[component]
fn PartialNote(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let (words, status) = (expect_context::<Words>(), expect_context::<SessionStatus>());
    let why = move || words.say(&Msg::Partial { why: status.facts.with(|facts| facts.why_partial.clone()) });
    let is_partial = Memo::new(move |_| delivery.get().is_partial);
    view! {
        <Show when=move || is_partial.get()>
            <Note tone=Tone::Wait>
                <bdi>{why}</bdi>
            </Note>
        </Show>
    }
}

/// `label (internalName)`, as the console names a delivery.
fn full_name(delivery: &Delivery) -> String {
    format!("{} ({})", brief(&delivery.label), brief(&delivery.internal_name))
}

/// The six tabs with their counts.
#[component]
fn Tabs(delivery: Memo<Arc<Delivery>>, tab: Memo<Tab>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let navigator = expect_context::<Navigator>();
    let now = move || delivery.get_untracked();
    let counts = [
        None,
        None,
        Some(query(move || log::total(&now(), List::Log, &log::Filter::default()))),
        Some(query(move || log::total(&now(), List::Exclusions, &log::Filter::default()))),
        Some(query(move || tracking::total_urls(&now()))),
        Some(query(move || journal::total(&now()))),
    ];
    let items = Tab::ALL
        .into_iter()
        .zip(counts)
        .map(|(tab, count)| Item {
            name: Signal::derive(words.t(Msg::Tab(tab))),
            // An empty tab needs no number.
            count: Memo::new(move |_| {
                let count = count?.ready().filter(|count| *count > 0)? as i64;
                Some((format.number(count), words.say(&Msg::RowCount(count))))
            }),
            slug: tab.slug(),
        })
        .collect();
    let selected = Memo::new(move |_| Tab::ALL.iter().position(|other| *other == tab.get()).unwrap_or(0));
    let on_select = move |index: usize| navigator.go(&Route::Delivery { id: now().id.clone(), tab: Tab::ALL[index] });
    view! { <TabList label=words.t(Msg::Tabs) items selected on_select/> }
}

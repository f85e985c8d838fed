//! The search above a log: a person's number in any spelling, or a part of the server's text.

use std::sync::Arc;

use campaign::{
    delivery::Delivery,
    log::{self, Entry, Filter, List, MOST_ADDRESSES},
};
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use phone::{CallingCode, Plans, Typed};

use crate::{
    error::Error,
    format::Format,
    host::Host,
    remote::{Actions, NumberingPlans, Rows, ask_once},
    route::may_be_number,
    ui::{
        button::Button,
        note::Failure,
        search::SearchField,
        show::Show,
        table::{Finder, Found},
    },
    words::{Words, msg::Msg},
};

/// How far a number was looked for.
#[derive(Debug, Clone, PartialEq)]
enum Reach {
    /// In the spellings that are usual.
    Usual,
    Searching,
    Failed(Error),
    /// In every spelling that the log has.
    Whole,
}

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Find {
    filter: RwSignal<Filter>,
    typed: RwSignal<String>,
    number: RwSignal<Option<(Arc<Plans>, Typed)>>,
    reach: RwSignal<Reach>,
}

impl Find {
    /// Follows what is typed. The country of national numbers is learned from `rows`.
    pub fn new(filter: RwSignal<Filter>, rows: Rows<Entry>) -> Self {
        let (host, actions, plans) =
            (expect_context::<Host>(), expect_context::<Actions>(), expect_context::<NumberingPlans>());
        let format = expect_context::<Format>();
        let this = Self {
            filter,
            typed: RwSignal::new(filter.with_untracked(|filter| filter.text.clone())),
            number: RwSignal::new(None),
            reach: RwSignal::new(Reach::Usual),
        };
        let home = StoredValue::new(None::<CallingCode>);
        Effect::new(move |_| {
            let typed = this.typed.get();
            if !is_number(&typed) {
                this.number.set(None);
                this.look_for(typed, None);
                return;
            }
            let Some(plans) = plans.get(host, actions) else { return };
            let entries = rows.loaded();
            let learned = plans.home(entries.iter().filter_map(|entry| entry.address.as_deref()));
            if learned.is_some() {
                home.set_value(learned);
            }
            let region = || plans.calling_code(&format.region()?);
            if let Ok(number) = plans.understand(&typed, home.get_value().or_else(region)) {
                this.look_for(String::new(), Some(plans.spellings(&number)));
                this.number.set(Some((plans, number)));
            }
        });
        this
    }

    fn look_for(self, text: String, addresses: Option<Vec<String>>) {
        self.reach.set(Reach::Usual);
        let wanted = Filter { text, addresses, ..self.filter.get_untracked() };
        if self.filter.with_untracked(|filter| *filter != wanted) {
            self.filter.set(wanted);
        }
    }

    pub fn clear(self) {
        self.typed.set(String::new());
        self.filter.set(Filter::default());
    }

    /// Whether a number was looked for in its usual spellings alone; reactive.
    pub fn may_find_more(self) -> bool {
        self.number.with(Option::is_some) && self.reach.get() != Reach::Whole
    }
}

/// Fewer digits are a code or a date rather than a number.
fn is_number(typed: &str) -> bool {
    may_be_number(typed) && Plans::default().understand(typed, None).is_ok()
}

#[component]
pub fn FindTools(
    find: Find,
    finder: Finder,
    rows: Rows<Entry>,
    delivery: Memo<Arc<Delivery>>,
    list: List,
) -> impl IntoView {
    let words = expect_context::<Words>();
    let Find { filter, typed, reach, .. } = find;
    let on_search = Callback::new(move |text| typed.set(text));
    let on_enter = Callback::new(move |()| finder.step(rows.list, false));
    let is_narrowed = Memo::new(move |_| filter.with(|filter| *filter != Filter::default()));
    let search = move |()| reach.set(Reach::Searching);
    let whole = move || match reach.get() {
        _ if find.number.with(Option::is_none) => ().into_any(),
        Reach::Usual => view! { <Button label=words.t(Msg::SearchWholeLog) on_press=search/> }.into_any(),
        Reach::Searching => view! { <WholeLog find delivery list/> }.into_any(),
        Reach::Failed(error) => view! { <Failure error on_retry=search/> }.into_any(),
        Reach::Whole => view! { <span class="quiet" role="status">{words.t(Msg::WholeLogSearched)}</span> }.into_any(),
    };
    view! {
        <search class="tools" part="toolbar">
            <SearchField label=Msg::FindInLog hint=Msg::FindInLogHint text=typed on_search on_enter node=finder.field/>
            <Show when=move || typed.with(|typed| !typed.is_empty())><Found finder list=rows.list/></Show>
            {whole}
            <Show when=move || is_narrowed.get()>
                <Button label=words.t(Msg::ResetFilters) class="plain" on_press=move |()| find.clear()/>
            </Show>
        </search>
    }
}

/// Asks the server for every spelling that the whole log has. It ends with this view.
#[component]
fn WholeLog(find: Find, delivery: Memo<Arc<Delivery>>, list: List) -> impl IntoView {
    let words = expect_context::<Words>();
    let seconds = RwSignal::new(0);
    // It ends with this view.
    StoredValue::new_local(Interval::new(1_000, move || seconds.update(|seconds| *seconds += 1)));
    let Find { number, filter, reach, .. } = find;
    if let Some((plans, typed)) = number.get_untracked() {
        let request = log::addresses_like(&delivery.get_untracked(), list, typed.last_eight());
        ask_once(request, move |answer| match answer {
            Ok(found) => {
                let is_whole = found.len() < MOST_ADDRESSES;
                let mut addresses = plans.spellings(&typed);
                addresses.extend(found.into_iter().filter(|address| plans.is_same(address, &typed)));
                filter.update(|filter| filter.addresses = Some(addresses));
                reach.set(if is_whole { Reach::Whole } else { Reach::Usual });
            }
            Err(error) => reach.set(Reach::Failed(error)),
        });
    }
    view! {
        <span role="status">{words.t(Msg::SearchingWholeLog)}</span>
        " "<span class="quiet" aria-hidden="true">{move || seconds.get()}" s"</span>
        <Button label=words.t(Msg::Cancel) on_press=move |()| reach.set(Reach::Usual)/>
    }
}

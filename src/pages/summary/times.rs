//! Messages and clicks over time. A bar leads to its rows.

use std::{ops::Range, sync::Arc};

use campaign::{
    delivery::Delivery,
    log::{self, List},
    times::{Step, Times},
    tracking,
    value::Instant,
};
use leptos::prelude::*;

use super::costly::{Costly, counted};
use crate::{
    navigator::Navigator,
    pages::{
        logs,
        over_time::{OverTime, refine},
        tracking as clicks,
    },
    remote::{Query, Remote},
    route::{Place, Route, Tab},
    ui::{note::Failure, text::Skeleton},
    words::{Words, msg::Msg},
};

/// The messages by their last change, the only time that a log has.
#[component]
pub fn Messages(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    view! {
        <Costly delivery id="over-time" title=Msg::MessagesOverTime ask=Msg::CountMessages>
            {
                let step = RwSignal::new(Step::Hour);
                let times = counted(delivery, move |delivery| log::times(delivery, List::Log, &log::Filter::default(), step.get()));
                refine(step, move || times.ready());
                let place = |time| logs::place(&log::Filter { changed: Some(time), ..log::Filter::default() });
                picture(delivery, times, |minutes| Msg::ByLastChange { minutes }, Msg::EmptyLog, Tab::Delivery, place)
            }
        </Costly>
    }
}

#[component]
pub fn Clicks(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    view! {
        <Costly delivery id="clicks" title=Msg::ClicksOverTime ask=Msg::CountClicks>
            {
                let step = RwSignal::new(Step::Hour);
                let times = counted(delivery, move |delivery| tracking::times(delivery, &tracking::Filter::default(), step.get()));
                refine(step, move || times.ready());
                let place = |time| clicks::place(&tracking::Filter { url: None, time: Some(time) });
                picture(delivery, times, |minutes| Msg::ClicksPer { minutes }, Msg::NoClicks, Tab::Tracking, place)
            }
        </Costly>
    }
}

/// A chart. A choice of bars opens their rows, which are in this tab at this place.
fn picture(
    delivery: Memo<Arc<Delivery>>,
    times: Query<Times>,
    title: fn(i64) -> Msg,
    none: Msg,
    tab: Tab,
    place: fn(Range<Instant>) -> Place,
) -> AnyView {
    let (words, navigator) = (expect_context::<Words>(), expect_context::<Navigator>());
    let choose = Callback::new(move |time: Option<Range<Instant>>| {
        if let Some(time) = time {
            let id = delivery.with_untracked(|delivery| delivery.id.clone());
            navigator.go_to(&Route::Delivery { id, tab }, place(time));
        }
    });
    let instead = move || match times.value.get() {
        Remote::Loading => view! { <Skeleton lines=4/> }.into_any(),
        Remote::Failed(error) => view! { <Failure error on_retry=move |()| times.again()/> }.into_any(),
        Remote::Ready(times) if times.counts.is_empty() => view! { <p class="quiet">{words.say(&none)}</p> }.into_any(),
        Remote::Ready(_) => ().into_any(),
    };
    let nothing = Signal::stored(None);
    view! {
        <OverTime times=move || times.ready() title chosen=nothing here=nothing on_choose=choose/>
        {instead}
    }
    .into_any()
}

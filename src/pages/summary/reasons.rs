//! Why messages failed, with how many for each reason.

use std::sync::Arc;

use campaign::{
    codes::FailureReason,
    delivery::{Coded, Delivery},
    lifecycle::Outcome,
    log::{self, Facet, Filter, List, Value},
};
use leptos::prelude::*;

use super::costly::{Costly, counted};
use crate::{
    format::{Format, Numbers},
    navigator::Navigator,
    pages::behind::{Behind, number_link, statuses},
    remote::Remote,
    ui::{note::Failure, picture::length, text::Skeleton},
    words::{Words, msg::Msg},
};

/// The reasons, or a button that asks for them.
#[component]
pub fn Reasons(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    view! { <Costly delivery id="reasons" title=Msg::WhyFailed ask=Msg::CountReasons><Counted delivery/></Costly> }
}

/// A table of the reasons, the most frequent first.
#[component]
fn Counted(delivery: Memo<Arc<Delivery>>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let navigator = expect_context::<Navigator>();
    let failed = Filter { statuses: statuses(|outcome| outcome == Outcome::Failed), ..Filter::default() };
    let reasons = counted(delivery, move |delivery| log::values(delivery, List::Log, &failed, Facet::Reason));
    let id = move || delivery.with(|delivery| delivery.id.to_string());
    let row = move |value: &Value, n: i64, sum: i64, most: i64| {
        let Value::Reason(reason) = value else { return None };
        let name = if is_without(value) { words.say(&Msg::NoReason) } else { words.code(reason) };
        let number = number_link(navigator, &id(), Behind::Failed(reason.code), n, false, format.number(n), || ());
        let row = view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{number}</td>
                <td>{format.percent(n, sum)}</td>
                <td>{length(0..n, most, "bad", None)}</td>
            </tr>
        };
        Some(row.into_any())
    };
    move || match reasons.value.get() {
        Remote::Loading => view! { <Skeleton lines=3/> }.into_any(),
        Remote::Failed(error) => view! { <Failure error on_retry=move |()| reasons.again()/> }.into_any(),
        Remote::Ready(mut values) => {
            // What has no reason comes last.
            values.counts.sort_by_key(|(value, _)| is_without(value));
            let most = values.counts.iter().map(|(_, n)| *n).max().unwrap_or(0);
            let sum = values.counts.iter().map(|(_, n)| n).sum();
            let rows: Vec<AnyView> = values.counts.iter().filter_map(|(value, n)| row(value, *n, sum, most)).collect();
            view! {
                <table class="bare parts" aria-labelledby="reasons">
                    <thead>
                        <tr>
                            <th scope="col">{words.say(&Msg::Reason)}</th>
                            <th scope="col">{words.say(&Msg::NumberOfPeople)}</th>
                            <th scope="col">{words.say(&Msg::OfFailed)}</th>
                            <td>{()}</td>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        }
    }
}

fn is_without(value: &Value) -> bool {
    matches!(value, Value::Reason(Coded { code: FailureReason::NotDefined, .. }))
}

//! What became of one message, in plain words: its status, its reason, and the state of its number.

use crate::prelude::*;
use campaign::{
    codes::{ADDRESS_STATUS, FAILURE_REASON, FAILURE_TYPE},
    log::Entry,
    quarantine::{self, Address},
};

use super::{
    logs::Address as Number,
    status::{SentMark, status_word},
};
use crate::{
    format::Format,
    i18n::{Msg, Words},
    remote::{Remote, query},
    ui::{dialog::Dialog, note::Failure, text::Foreign},
};

#[component]
pub fn Explain(
    entry: Entry,
    is_revealed: RwSignal<bool>,
    on_close: impl Fn() + Clone + Send + Sync + 'static,
) -> AnyView {
    let words = expect_context::<Words>();
    let format = expect_context::<Format>();
    let status = entry.status.clone();
    let title = Signal::derive(move || status_word(words, &status));
    let close = on_close.clone();
    let (status, reason, failure_type) = (entry.status.value, entry.reason.clone(), entry.failure_type.clone());
    let (reason_value, type_value) = (reason.value, failure_type.value);
    view! {
        <Dialog title on_close=Callback::new(move |()| close())>
            <p><SentMark status/></p>
            <p>{words.t(Msg::StatusMeaning(status))}</p>
            <dl class="facts">
                <dt>{words.t(Msg::Reason)}</dt>
                <dd>
                    <strong><bdi>{move || words.code(FAILURE_REASON, &reason)}</bdi></strong>
                    <p>{words.t(Msg::ReasonMeaning(reason_value))}</p>
                </dd>
                <dt>{words.t(Msg::FailureType)}</dt>
                <dd>
                    <strong><bdi>{move || words.code(FAILURE_TYPE, &failure_type)}</bdi></strong>
                    <p>{words.t(Msg::TypeMeaning(type_value))}</p>
                </dd>
                <dt>{words.t(Msg::Address)}</dt>
                <dd class="code"><Number address=entry.address.clone() is_revealed/></dd>
                <dt>{words.t(Msg::Quarantine)}</dt>
                <dd><Quarantine number=entry.address/></dd>
                <dt>{words.t(Msg::LastModified)}</dt>
                <dd>{move || format.second(entry.last_modified)}</dd>
                <dt>{words.t(Msg::ServerText)}</dt>
                <dd><Foreign text=entry.text/></dd>
            </dl>
            <p class="dialog-actions"><button type="button" on:click=move |_| on_close()>{words.t(Msg::Close)}</button></p>
        </Dialog>
    }
}

/// Whether the number is in quarantine, why, and what ends it.
#[component]
fn Quarantine(number: Option<String>) -> AnyView {
    let words = expect_context::<Words>();
    let Some(number) = number.filter(|number| !number.is_empty()) else {
        return view! { <p>{words.t(Msg::NoAddress)}</p> };
    };
    let answer = query(move || quarantine::address(&number));
    let said = move || match answer.value.get() {
        Remote::Loading => view! { <p role="status">{words.t(Msg::QuarantineLoading)}</p> },
        Remote::Failed(error) => view! { <Failure error on_retry=move || answer.again()/> },
        Remote::Ready(None) => view! { <p>{words.t(Msg::NotInQuarantine)}</p> },
        Remote::Ready(Some(address)) => view! { <Entry address/> },
    };
    said.into_any()
}

/// What the server knows of a number. Its codes are not established: the name decides, the label is shown.
#[component]
fn Entry(address: Address) -> AnyView {
    let words = expect_context::<Words>();
    let format = expect_context::<Format>();
    // Of the numbers only 2, Valid, is certain.
    let name = if address.status.value == 2 { "valid".to_owned() } else { address.status_name.to_lowercase() };
    let reason = address.reason.clone().unwrap_or_default();
    let says = move || {
        let since = format.minute(address.updated);
        let because = words.code(FAILURE_REASON, &reason);
        match name.as_str() {
            "quarantine" => [Msg::InQuarantine { since, reason: because }, Msg::QuarantineEnds].to_vec(),
            "denylisted" | "blacklisted" => [Msg::DenylistedSince { since }, Msg::DenylistEnds].to_vec(),
            "witherrors" | "erroneous" => {
                let errors = format.number(address.n_errors.unwrap_or(0));
                [Msg::WithErrors { errors }, Msg::WithErrorsEnds].to_vec()
            }
            "valid" => [Msg::NotInQuarantine].to_vec(),
            _ => [Msg::AddressStatus(words.code(ADDRESS_STATUS, &address.status))].to_vec(),
        }
    };
    let text = address.text;
    view! {
        {move || says().into_iter().map(|msg| view! { <p><bdi>{words.say(&msg)}</bdi></p> }).collect_view()}
        {(!text.is_empty()).then(|| view! { <p class="quiet"><Foreign text/></p> })}
    }
}

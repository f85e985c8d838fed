//! What became of one message, in plain words: its status, its reason, and the state of its number.

use std::sync::Arc;

use campaign::{
    codes::AddressStatus,
    log::Entry,
    quarantine::{self, Address},
};
use leptos::prelude::*;

use super::address::address as number;
use crate::{
    format::Format,
    pages::status::sent_mark,
    remote::{Remote, query},
    ui::{button::Button, dialog::Dialog, note::Failure, text::foreign},
    words::{Words, msg::Msg},
};

#[component]
pub fn Explain(entry: Arc<Entry>, is_revealed: RwSignal<bool>, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let fact = move |title: Msg, word: String, meaning: Msg| {
        view! {
            <dt>{words.say(&title)}</dt>
            <dd><strong><bdi>{word}</bdi></strong><p>{words.say(&meaning)}</p></dd>
        }
    };
    let (reason, failure_type) = (&entry.reason, &entry.failure_type);
    let facts = [
        fact(Msg::Reason, words.code(reason), Msg::ReasonMeaning(reason.code)),
        fact(Msg::FailureType, words.code(failure_type), Msg::TypeMeaning(failure_type.code)),
    ];
    let (title, address) = (words.code(&entry.status), entry.address.clone());
    view! {
        <Dialog title on_close>
            <p>{sent_mark(words, entry.status.code)}</p>
            <p>{words.say(&Msg::StatusMeaning(entry.status.code))}</p>
            <dl class="facts">
                {facts.into_iter().collect_view()}
                <dt>{words.say(&Msg::Address)}</dt>
                <dd class="code">{move || number(words, address.as_deref(), is_revealed.get())}</dd>
                <dt>{words.say(&Msg::Quarantine)}</dt>
                <dd><Quarantine number=entry.address.clone()/></dd>
                <dt>{words.say(&Msg::LastModified)}</dt>
                <dd>{format.second(entry.last_modified)}</dd>
                <dt>{words.say(&Msg::ServerText)}</dt>
                <dd>{foreign(&entry.text)}</dd>
            </dl>
            <p class="dialog-actions">
                <Button label=words.say(&Msg::Close) on_press=on_close/>
            </p>
        </Dialog>
    }
}

/// Whether the number is in quarantine, why, and what ends it.
#[component]
fn Quarantine(number: Option<String>) -> impl IntoView {
    let words = expect_context::<Words>();
    let Some(number) = number.filter(|number| !number.is_empty()) else {
        return view! { <p>{words.t(Msg::NoAddress)}</p> }.into_any();
    };
    let answer = query(move || quarantine::address(&number));
    let said = move || match answer.value.get() {
        Remote::Loading => view! { <p role="status">{words.t(Msg::QuarantineLoading)}</p> }.into_any(),
        Remote::Failed(error) => view! { <Failure error on_retry=move |()| answer.again()/> }.into_any(),
        Remote::Ready(None) => view! { <p>{words.t(Msg::NotInQuarantine)}</p> }.into_any(),
        Remote::Ready(Some(address)) => view! { <KnownAddress address/> }.into_any(),
    };
    said.into_any()
}

/// What the server knows of a number. Its codes are not established: the name decides, the label is shown.
#[component]
fn KnownAddress(address: Address) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let says = meanings(&address, words, format);
    let says = says.into_iter().map(|msg| view! { <p><bdi>{words.say(&msg)}</bdi></p> }).collect_view();
    let text = address.text;
    view! {
        {says}
        {(!text.is_empty()).then(|| view! { <p class="quiet">{foreign(&text)}</p> })}
    }
}

fn meanings(address: &Address, words: Words, format: Format) -> Vec<Msg> {
    // Of the numbers only that of Valid is certain.
    if address.status.code == AddressStatus::Valid {
        return vec![Msg::NotInQuarantine];
    }
    let since = format.minute(address.updated);
    match address.status_name.to_ascii_lowercase().as_str() {
        "quarantine" => {
            let reason = words.code(&address.reason.clone().unwrap_or_default());
            vec![Msg::InQuarantine { since, reason }, Msg::QuarantineEnds]
        }
        "denylisted" | "blacklisted" => vec![Msg::DenylistedSince { since }, Msg::DenylistEnds],
        "witherrors" | "erroneous" => {
            vec![Msg::WithErrors { errors: address.n_errors.unwrap_or(0) }, Msg::WithErrorsEnds]
        }
        "valid" => vec![Msg::NotInQuarantine],
        _ => vec![Msg::AddressStatus { status: words.code(&address.status) }],
    }
}

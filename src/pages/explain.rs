//! What became of one message, in plain words: its status, its reason, and the state of its number.

use campaign::{
    codes::{ADDRESS_STATUS, FAILURE_REASON, FAILURE_TYPE, LOG_STATUS},
    log::Entry,
    quarantine::{self, Address},
};

use super::{logs::address as number, status::sent_mark};
use crate::{
    i18n::Msg,
    prelude::*,
    remote::{Remote, query},
    ui::{dialog::Dialog, note::Failure, text::foreign},
};

#[component]
pub fn Explain(entry: Entry, is_revealed: Live<bool>, on_close: Handler<()>) -> View {
    let Mount { words, format, .. } = Mount::here();
    let title = words.code(LOG_STATUS, &entry.status);
    let fact = |title: Msg, word: String, meaning: Msg| {
        view! {
            <dt>{words.say(&title)}</dt>
            <dd><strong><bdi>{word}</bdi></strong><p>{words.say(&meaning)}</p></dd>
        }
    };
    let (reason, failure_type) = (&entry.reason, &entry.failure_type);
    let facts = vec![
        fact(Msg::Reason, words.code(FAILURE_REASON, reason), Msg::ReasonMeaning(reason.value)),
        fact(Msg::FailureType, words.code(FAILURE_TYPE, failure_type), Msg::TypeMeaning(failure_type.value)),
    ];
    view! {
        <Dialog title on_close>
            <p>{sent_mark(entry.status.value)}</p>
            <p>{words.say(&Msg::StatusMeaning(entry.status.value))}</p>
            <dl class="facts">
                {facts}
                <dt>{words.say(&Msg::Address)}</dt>
                <dd class="code">{number(entry.address.clone(), is_revealed)}</dd>
                <dt>{words.say(&Msg::Quarantine)}</dt>
                <dd><Quarantine number=entry.address/></dd>
                <dt>{words.say(&Msg::LastModified)}</dt>
                <dd>{format.second(entry.last_modified)}</dd>
                <dt>{words.say(&Msg::ServerText)}</dt>
                <dd>{foreign(&entry.text)}</dd>
            </dl>
            <p class="dialog-actions">
                <button type="button" on:click=move |_| on_close.run(())>{words.say(&Msg::Close)}</button>
            </p>
        </Dialog>
    }
}

/// Whether the number is in quarantine, why, and what ends it.
#[component]
fn Quarantine(number: Option<String>) -> View {
    let Mount { words, .. } = Mount::here();
    let Some(number) = number.filter(|number| !number.is_empty()) else {
        return view! { <p>{words.t(Msg::NoAddress)}</p> };
    };
    let answer = query(move || quarantine::address(&number));
    let said = move || match answer.value.get() {
        Remote::Loading => view! { <p role="status">{words.t(Msg::QuarantineLoading)}</p> },
        Remote::Failed(error) => view! { <Failure error on_retry=Handler::new(move |()| answer.again())/> },
        Remote::Ready(None) => view! { <p>{words.t(Msg::NotInQuarantine)}</p> },
        Remote::Ready(Some(address)) => view! { <Entry address/> },
    };
    child(said)
}

/// What the server knows of a number. Its codes are not established: the name decides, the label is shown.
#[component]
fn Entry(address: Address) -> View {
    let Mount { words, format, .. } = Mount::here();
    // Of the numbers only 2, Valid, is certain.
    let name = if address.status.value == 2 { "valid".to_owned() } else { address.status_name.to_ascii_lowercase() };
    let reason = words.code(FAILURE_REASON, &address.reason.unwrap_or_default());
    let since = format.minute(address.updated);
    let says = match name.as_str() {
        "quarantine" => vec![Msg::InQuarantine { since, reason }, Msg::QuarantineEnds],
        "denylisted" | "blacklisted" => vec![Msg::DenylistedSince { since }, Msg::DenylistEnds],
        "witherrors" | "erroneous" => {
            let errors = format.number(address.n_errors.unwrap_or(0));
            vec![Msg::WithErrors { errors }, Msg::WithErrorsEnds]
        }
        "valid" => vec![Msg::NotInQuarantine],
        _ => vec![Msg::AddressStatus(words.code(ADDRESS_STATUS, &address.status))],
    };
    let says = says.iter().map(|msg| view! { <p><bdi>{words.say(msg)}</bdi></p> }).collect::<Vec<_>>();
    let text = address.text;
    view! {
        {says}
        {(!text.is_empty()).then(|| view! { <p class="quiet">{foreign(&text)}</p> })}
    }
}

//! The result of one message in plain words: its status, its reason, and the state of its number.

use campaign::{
    codes::{AddressStatus, Code},
    log::{Choice, Entry, Filter},
    quarantine::{self, Address, Facts},
    value::Id,
};
use leptos::prelude::*;

use super::address::said;
use crate::{
    format::Format,
    pages::status::outcome_mark,
    remote::{Query, Remote, query},
    server::Session,
    ui::{
        button::Button,
        moment::moment,
        note::Failure,
        text::{foreign, isolated},
    },
    words::{Words, msg::Msg},
};

pub fn explain(
    entry: &Entry,
    words: Words,
    format: Format,
    is_revealed: RwSignal<bool>,
    filter: RwSignal<Filter>,
) -> AnyView {
    // `only` is the filter for the rows that have the same.
    let fact = move |title: Msg, is: String, meaning: Msg, only: Filter| {
        let of = words.say(&title);
        let name =
            words.say(&Msg::OnlyRowsWith { filter: words.say(&Msg::FilterBy { of: of.clone(), is: is.clone() }) });
        view! {
            <dt>{of}</dt>
            <dd>
                <strong><bdi>{is}</bdi></strong>
                <p>{words.say(&meaning)}</p>
                <Button label=words.t(Msg::OnlyTheseRows) name=name class="small" on_press=move |()| filter.set(only.clone())/>
            </dd>
        }
        .into_any()
    };
    let (status, reason, failure_type) = (&entry.status, &entry.reason, &entry.failure_type);
    let chosen = |choice| Filter { choices: vec![choice], ..Filter::default() };
    let facts = [
        fact(
            Msg::Status,
            words.log_status(status),
            Msg::StatusMeaning(status.code),
            Filter { statuses: vec![status.code], ..Filter::default() },
        ),
        fact(Msg::Reason, words.code(reason), Msg::ReasonMeaning(reason.code), chosen(Choice::Reason(reason.code))),
        fact(
            Msg::FailureType,
            words.code(failure_type),
            Msg::TypeMeaning(failure_type.code),
            chosen(Choice::FailureType(failure_type.code)),
        ),
    ];
    let raw = [
        ("@id", entry.id.clone()),
        ("@status", status.code.number().to_string()),
        ("[msg/@failureReason]", reason.code.number().to_string()),
        ("[msg/@failureType]", failure_type.code.number().to_string()),
    ];
    let raw = raw.map(|(name, value)| view! { <dt>{name}</dt><dd class="code">{isolated(value)}</dd> }.into_any());
    let address = entry.address.clone();
    view! {
        <p>{outcome_mark(words, entry.status.outcome())}</p>
        <dl class="facts">
            {facts.into_iter().collect::<Vec<_>>()}
            <dt>{words.say(&Msg::Address)}</dt>
            <dd class="code"><bdi>{move || said(words, address.as_deref(), is_revealed.get())}</bdi></dd>
            <dt>{words.say(&Msg::Quarantine)}</dt>
            <dd><Quarantine number=entry.address.clone() is_revealed/></dd>
            <dt>{words.say(&Msg::LastModified)}</dt>
            <dd>{moment(entry.last_modified, format.second(entry.last_modified), format)}</dd>
            <dt>{words.say(&Msg::ServerText)}</dt>
            <dd>{foreign(&entry.text)}</dd>
        </dl>
        <dl class="facts">{raw.into_iter().collect::<Vec<_>>()}</dl>
    }
    .into_any()
}

/// Whether the number is in quarantine, why, and until when.
#[component]
fn Quarantine(number: Option<String>, is_revealed: RwSignal<bool>) -> impl IntoView {
    let words = expect_context::<Words>();
    let Some(number) = number.filter(|number| !number.is_empty()) else {
        return view! { <p>{words.t(Msg::NoAddress)}</p> }.into_any();
    };
    let session = expect_context::<Session>();
    let asked = number.clone();
    let answer = query(move || quarantine::addresses(&number, &session.message_types()));
    let said = move || match answer.value.get() {
        Remote::Loading => view! { <p role="status">{words.t(Msg::QuarantineLoading)}</p> }.into_any(),
        Remote::Failed(error) => view! { <Failure error on_retry=move |()| answer.again()/> }.into_any(),
        Remote::Ready(found) if found.is_empty() => view! { <p>{words.t(Msg::NoQuarantineEntry)}</p> }.into_any(),
        Remote::Ready(found) => {
            let entry = |address: Address| {
                // The same number in another spelling than in the log.
                let spelling = (address.number != asked).then(|| address.number.clone());
                view! { <KnownAddress address spelling is_revealed/> }
            };
            found.into_iter().map(entry).collect_view().into_any()
        }
    };
    said.into_any()
}

/// The address table's row for a number. The codes of its status are not certain, so the name decides, and the label is
/// shown.
#[component]
fn KnownAddress(
    address: Address,
    /// The number's spelling in this row, if the log has another.
    spelling: Option<String>,
    is_revealed: RwSignal<bool>,
) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let spelling = move || {
        let shown = said(words, Some(spelling.as_ref()?), is_revealed.get());
        Some(view! { <p class="quiet">{words.say(&Msg::SpelledThere)}" "<bdi dir="ltr">{shown}</bdi></p> })
    };
    let asked = Id::new(&address.id).filter(|_| is_listed(&address));
    // If one fact cannot be read, the others are still shown.
    let facts: Vec<_> = asked.iter().flat_map(|id| [0, 1, 2].map(|index| fact(id.clone(), index))).collect();
    let says = move || {
        let facts = facts.iter().filter_map(|fact| fact.ready()).fold(Facts::default(), Facts::or);
        let says = meanings(&address, &facts, words, format);
        let says = says.into_iter().map(|msg| view! { <p><bdi>{words.say(&msg)}</bdi></p> }.into_any()).collect_view();
        let text = (!facts.text.is_empty()).then(|| view! { <p class="quiet">{foreign(&facts.text)}</p> }.into_any());
        (says, text)
    };
    view! {
        {says}
        {spelling}
    }
}

/// Whether an entry keeps messages from the number, so that more facts are requested. Only the code of Valid is
/// certain.
fn is_listed(address: &Address) -> bool {
    address.status.code != AddressStatus::Valid && !address.status_name.eq_ignore_ascii_case("valid")
}

fn fact(id: Id, index: usize) -> Query<Facts> {
    query(move || {
        let [reason, n_errors, text] = quarantine::facts(&id);
        match index {
            0 => reason,
            1 => n_errors,
            _ => text,
        }
    })
}

fn meanings(address: &Address, facts: &Facts, words: Words, format: Format) -> Vec<Msg> {
    if !is_listed(address) {
        return vec![Msg::NotInQuarantine];
    }
    let since = format.minute(address.updated);
    match address.status_name.to_ascii_lowercase().as_str() {
        "quarantine" => {
            let reason = facts.reason.as_ref().map(|reason| words.code(reason));
            vec![Msg::InQuarantine { since, reason }, Msg::QuarantineEnds]
        }
        "denylisted" | "blacklisted" => vec![Msg::DenylistedSince { since }, Msg::DenylistEnds],
        "witherrors" | "erroneous" => vec![Msg::WithErrors { errors: facts.n_errors }, Msg::WithErrorsEnds],
        _ => vec![Msg::AddressStatus { status: words.code(&address.status) }],
    }
}

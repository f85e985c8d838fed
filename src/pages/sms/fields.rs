//! The fields of the delivery's target: a list to choose from, and the names for the checks.

use std::sync::Arc;

use campaign::{
    delivery::Delivery,
    schema::{self, Field},
    template::{self, Piece},
    value::search_word,
};
use leptos::prelude::*;

use crate::{
    format::lower,
    remote::{Remote, query},
    ui::{note::Failure, show::Show, text::Skeleton},
    words::{Words, msg::Msg},
};

/// The target's fields, which are not loaded before they are needed.
#[derive(Clone, Copy)]
pub struct Fields {
    pub known: RwSignal<Remote<Vec<Field>>>,
    /// Whether the list is open.
    pub is_listed: RwSignal<bool>,
    again: Trigger,
}

impl Fields {
    pub fn new() -> Self {
        Self { known: RwSignal::new(Remote::Loading), is_listed: RwSignal::new(false), again: Trigger::new() }
    }
}

/// Whether the target lacks this field; false if the target's fields are unknown.
pub fn is_unknown(fields: &Remote<Vec<Field>>, name: &str) -> bool {
    matches!(fields, Remote::Ready(known) if !known.is_empty() && known.iter().all(|field| field.name != name))
}

/// The names of the fields in a text, in order.
pub fn field_names(source: &str) -> Vec<String> {
    let names = template::pieces(source).into_iter().filter_map(|piece| match piece {
        Piece::Field { name, .. } => Some(name.to_owned()),
        Piece::Text { .. } | Piece::Code { .. } => None,
    });
    names.collect()
}

/// The fields in a text that the target lacks.
pub fn unknown_fields(source: &str, fields: &Remote<Vec<Field>>) -> Vec<String> {
    field_names(source).into_iter().filter(|name| is_unknown(fields, name)).collect()
}

/// Loads the fields while it is mounted, if the text has fields or the list is open.
#[component]
pub fn FieldSource(
    delivery: Memo<Arc<Delivery>>,
    fields: Fields,
    /// The text as it is typed; without it, the text of the delivery.
    #[prop(optional)]
    source: Option<Memo<String>>,
) -> impl IntoView {
    let has_fields = move || match source {
        Some(source) => source.with(|source| !field_names(source).is_empty()),
        None => delivery.with(|delivery| !field_names(&delivery.content.source).is_empty()),
    };
    let is_wanted = Memo::new(move |_| fields.is_listed.get() || has_fields());
    view! {
        <Show when=move || is_wanted.get()>
            <Question delivery fields/>
        </Show>
    }
}

#[component]
fn Question(delivery: Memo<Arc<Delivery>>, fields: Fields) -> impl IntoView {
    let target = Memo::new(move |_| delivery.get().target.clone());
    let answer = query(move || {
        fields.again.track();
        schema::fields(&target.get())
    });
    Effect::new(move |_| fields.known.set(answer.value.get()));
}

/// A list of the fields, which can be searched.
#[component]
pub fn FieldPicker(
    fields: Fields,
    /// Called with the code to insert at the caret.
    #[prop(into)]
    on_insert: Callback<String>,
) -> impl IntoView {
    let words = expect_context::<Words>();
    let search = RwSignal::new(String::new());
    let list = move || match fields.known.get() {
        Remote::Loading => view! { <Skeleton lines=4/> }.into_any(),
        Remote::Failed(error) => view! { <Failure error on_retry=move |()| fields.again.notify()/> }.into_any(),
        Remote::Ready(known) => {
            let found = found(known, &search.get());
            if found.is_empty() {
                let msg = words.say(&Msg::NoFields);
                return view! { <p class="quiet">{msg}</p> }.into_any();
            }
            found.into_iter().map(|field| row(field, on_insert)).collect_view().into_any()
        }
    };
    let is_listed = fields.is_listed;
    view! {
        <div class="picker">
            <button type="button" part="button" aria-expanded=move || is_listed.get().to_string() aria-controls="picker"
                on:click=move |_| is_listed.update(|is_listed| *is_listed = !*is_listed)>
                {words.t(Msg::InsertField)}
            </button>
            <div id="picker">
                <Show when=move || is_listed.get()>
                    <input type="search" class="field" part="input" autocomplete="off" aria-label=words.t(Msg::FindField)
                        placeholder=words.t(Msg::FindField) prop:value=move || search.get()
                        on:input=move |event| search.set(event_target_value(&event))/>
                    <div class="found" role="group" aria-label=words.t(Msg::InsertField)>{list}</div>
                </Show>
            </div>
        </div>
    }
}

/// The fields with the search text in their label or name.
fn found(fields: Vec<Field>, search: &str) -> Vec<Field> {
    let search = lower(search_word(search));
    let is_such = |text: &str| lower(text).contains(&search);
    fields.into_iter().filter(|field| is_such(&field.label) || is_such(&field.name)).collect()
}

fn row(field: Field, on_insert: Callback<String>) -> AnyView {
    let text = template::field(&field.name);
    view! {
        <button type="button" class="plain" part="button" on:click=move |_| on_insert.run(text.clone())>
            <bdi>{field.label}</bdi>" "<span class="code">{field.name}</span>
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, label: &str) -> Field {
        Field { name: name.to_owned(), label: label.to_owned() }
    }

    #[test]
    fn fields_are_found_by_label_and_by_name() {
        let all = || vec![field("recipient.firstName", "Prénom"), field("recipient.email", "Adresse")];
        assert_eq!(found(all(), " PRÉN "), [field("recipient.firstName", "Prénom")]);
        assert_eq!(found(all(), "email"), [field("recipient.email", "Adresse")]);
        assert_eq!(found(all(), "").len(), 2);
    }

    #[test]
    fn a_field_is_unknown_only_if_the_fields_are_known() {
        let known = Remote::Ready(vec![field("recipient.firstName", "First name")]);
        assert!(is_unknown(&known, "recipient.frstName"));
        assert!(!is_unknown(&known, "recipient.firstName"));
        assert!(!is_unknown(&Remote::Loading, "recipient.x"));
        // A server without the schema has not denied that the field exists.
        assert!(!is_unknown(&Remote::Ready(Vec::new()), "recipient.x"));
    }
}

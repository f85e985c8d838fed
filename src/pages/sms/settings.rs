//! Sender, mode, priority and parts limit.

use campaign::{
    codes::{Code, SmsMode, SmsPriority},
    delivery::Coded,
};
use leptos::prelude::*;

use super::draft::Draft;
use crate::words::{Words, msg::Msg};

/// A change that the user makes to the draft.
pub type Edit = Box<dyn FnOnce(&mut Draft)>;

#[component]
pub fn Settings(
    /// The draft as it is shown.
    draft: Memo<Draft>,
    is_open: Memo<bool>,
    on_edit: Callback<Edit>,
) -> impl IntoView {
    let words = expect_context::<Words>();
    let sender = Memo::new(move |_| draft.with(|draft| draft.content.sender.clone()));
    let mode = Memo::new(move |_| draft.with(|draft| draft.content.mode));
    let priority = Memo::new(move |_| draft.with(|draft| draft.content.priority));
    let parts = Memo::new(move |_| draft.with(|draft| draft.max_parts.clone()));
    let on_sender = move |text| on_edit.run(Box::new(move |draft| draft.content.sender = text));
    let on_mode = move |mode: SmsMode| on_edit.run(Box::new(move |draft| draft.content.mode = mode));
    let on_priority = move |one: SmsPriority| on_edit.run(Box::new(move |draft| draft.content.priority = one));
    let on_parts = move |text| on_edit.run(Box::new(move |draft| draft.max_parts = text));
    view! {
        <div class="fields">
            <label for="sender">{words.t(Msg::Sender)}</label>
            <Line id="sender" value=sender is_open hint=Msg::SenderHint on_change=on_sender/>
            <label for="mode">{words.t(Msg::Mode)}</label>
            <Choice id="mode" value=mode is_open on_change=on_mode/>
            <label for="priority">{words.t(Msg::Priority)}</label>
            <Choice id="priority" value=priority is_open on_change=on_priority/>
            <label for="parts">{words.t(Msg::MaxParts)}</label>
            <Line id="parts" value=parts is_open hint=Msg::MaxPartsHint maxlength="3" on_change=on_parts/>
        </div>
    }
}

/// A field of one line.
#[component]
fn Line(
    id: &'static str,
    #[prop(into)] value: Signal<String>,
    is_open: Memo<bool>,
    hint: Msg,
    /// Without it the length is unlimited: the code of a script may be longer than its output.
    #[prop(optional)]
    maxlength: Option<&'static str>,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    let words = expect_context::<Words>();
    let hint_id = format!("{id}-hint");
    let described = {
        let hint_id = hint_id.clone();
        move || if is_open.get() { hint_id.clone() } else { "lock".to_owned() }
    };
    view! {
        <div>
            <input id=id class="field" part="input" autocomplete="off" maxlength=maxlength prop:value=move || value.get()
                readonly=move || !is_open.get() aria-disabled=move || (!is_open.get()).then_some("true")
                aria-describedby=described on:input=move |event| on_change.run(event_target_value(&event))/>
            <p id=hint_id class="quiet hint">{words.t(hint)}</p>
        </div>
    }
}

/// A field of an enumeration: a list to choose from, or only the value if it is locked.
#[component]
fn Choice<C: Code>(
    id: &'static str,
    value: Memo<C>,
    is_open: Memo<bool>,
    #[prop(into)] on_change: Callback<C>,
) -> impl IntoView {
    let words = expect_context::<Words>();
    let word = move |code: C| words.code(&Coded::bare(code));
    let option = move |code: C| {
        view! {
            <option value=code.number().to_string() prop:selected=move || value.get() == code>
                {move || word(code)}
            </option>
        }
    };
    // An undocumented value stays one of the choices.
    let unknown = move || Some(value.get()).filter(|value| value.entry().is_none()).map(option);
    let on_select = move |event| {
        if let Ok(number) = event_target_value(&event).parse() {
            on_change.run(C::of(number));
        }
    };
    move || {
        if is_open.get() {
            view! {
                <select id=id class="field" part="select" on:change=on_select>
                    {C::ALL.iter().copied().map(option).collect_view()}
                    {unknown}
                </select>
            }
            .into_any()
        } else {
            view! {
                <input id=id class="field" part="input" readonly=true aria-disabled="true" aria-describedby="lock"
                    prop:value=move || word(value.get())/>
            }
            .into_any()
        }
    }
}

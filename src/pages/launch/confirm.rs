//! A question before an action that cannot be undone.

use std::sync::Arc;

use campaign::{delivery::Delivery, lifecycle::Action};
use leptos::prelude::*;

use super::flow::{Launch, Seen};
use crate::{
    format::{DASH, Format, Numbers},
    host::Host,
    pages::sms::{FieldSource, Fields, check_line, open_checks},
    server::Session,
    ui::{button::Button, dialog::Dialog, text::foreign},
    words::{Words, msg::Msg},
};

/// From this number of messages on, the user must type the number to send them.
const MANY: i64 = 10_000;

#[component]
pub fn Confirm(launch: Launch, action: Action) -> impl IntoView {
    let words = expect_context::<Words>();
    // The user confirms the values of this moment, even if the delivery changes while the dialog is open.
    let delivery = launch.parts().delivery.get_untracked();
    let seen = Seen::of(&delivery);
    let messages = seen.to_deliver;
    let (title, text, yes) = if action == Action::Stop {
        (Msg::ConfirmStop, Msg::StopIsFinal, Msg::StopNow)
    } else {
        (Msg::ConfirmSend { messages }, Msg::SendingIsFinal { messages }, Msg::SendNow { messages })
    };
    let is_sent = action == Action::Send;
    let label = delivery.label.clone();
    let what = is_sent.then(|| view! { <WhatGoesOut launch delivery/> });
    let typed = RwSignal::new(String::new());
    let is_typed = is_sent && messages >= MANY;
    let is_barred = Memo::new(move |_| is_typed && typed.with(|typed| digits(typed)) != messages.to_string());
    let close = Callback::new(move |()| launch.parts().asked.set(None));
    let is_wrong = RwSignal::new(false);
    let host = expect_context::<Host>();
    let yes_pressed = Callback::new(move |()| {
        if is_barred.get_untracked() {
            is_wrong.set(true);
            host.focus_on("typed-number");
        } else {
            launch.confirm(action, seen);
        }
    });
    let number = is_typed.then(|| view! { <TypedNumber messages typed is_wrong on_enter=yes_pressed/> });
    view! {
        <Dialog title=words.say(&title) on_close=close>
            <p><strong>{foreign(&label)}</strong></p>
            {what}
            <p>{words.say(&text)}</p>
            {number}
            <p class="dialog-actions">
                <Button label=words.say(&Msg::Cancel) is_first=true on_press=close/>
                <button type="button" class="main-button" part="button"
                    aria-disabled=move || is_barred.get().to_string() on:click=move |_| yes_pressed.run(())>
                    {words.say(&yes)}
                </button>
            </p>
        </Dialog>
    }
}

/// The text, the sender, the number of messages, the time of preparation, and the open checks.
#[component]
fn WhatGoesOut(launch: Launch, delivery: Arc<Delivery>) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let session = expect_context::<Session>();
    let fields = Fields::new();
    let prepared = launch.parts().prepared;
    // A missing value is unknown, not 0.
    let known = |value: String| if delivery.is_partial { DASH.to_owned() } else { value };
    let sender = match delivery.content.sender.as_str() {
        "" => words.say(&Msg::SenderOfAccount),
        sender => sender.to_owned(),
    };
    let facts = [
        (Msg::Sender, known(sender)),
        (Msg::ToSend, format.number(delivery.to_deliver)),
        (Msg::LeftOut, known(format.number(delivery.rejected))),
    ];
    let facts = facts.map(|(title, value)| view! { <dt>{words.say(&title)}</dt><dd><bdi>{value}</bdi></dd> });
    let prepared_at = move || match prepared.at() {
        Some(at) => format.minute(Some(at)),
        None if prepared.is_loading() => DASH.to_owned(),
        None => words.say(&Msg::PreparedUnknown),
    };
    let text = delivery.content.source.clone();
    let open = move || {
        let open = open_checks(&delivery, fields, prepared.at(), &session.opt_out_words());
        open.iter().map(|check| view! { <li>{check_line(check, words)}</li> }).collect_view()
    };
    view! {
        <FieldSource delivery=launch.parts().delivery fields/>
        <dl class="facts">
            <dt>{words.say(&Msg::Text)}</dt>
            <dd class="whole-text" tabindex="0"><bdi dir="auto">{text}</bdi></dd>
            {facts.into_iter().collect_view()}
            <dt>{words.say(&Msg::PreparedOn)}</dt>
            <dd>{prepared_at}</dd>
        </dl>
        <ul class="checks">{open}</ul>
    }
}

/// A field for the number of messages, so that nobody sends many messages by mistake.
#[component]
fn TypedNumber(
    messages: i64,
    typed: RwSignal<String>,
    /// The user has tried to send with another number in the field.
    is_wrong: RwSignal<bool>,
    on_enter: Callback<()>,
) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            on_enter.run(());
        }
    };
    let on_input = move |event| {
        is_wrong.set(false);
        typed.set(event_target_value(&event));
    };
    let wrong = move || is_wrong.get().then(|| words.say(&Msg::NumberDiffers));
    view! {
        <p class="typed-number">
            <label for="typed-number">{words.say(&Msg::TypeNumber { number: format.number(messages) })}</label>
            <input id="typed-number" class="field" part="input" inputmode="numeric" autocomplete="off"
                aria-invalid=move || is_wrong.get().then_some("true") aria-describedby="number-differs"
                on:input=on_input on:keydown=on_key/>
            <span id="number-differs" role="alert">{wrong}</span>
        </p>
    }
}

/// The digits of a number, with any separators removed.
fn digits(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn a_number_may_be_typed_with_or_without_separators() {
        for typed in ["1000000", "1,000,000", "1 000 000", " 1\u{202f}000\u{202f}000"] {
            assert_eq!(digits(typed), "1000000");
        }
    }
}

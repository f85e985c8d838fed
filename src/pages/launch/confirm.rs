//! A question before what cannot be undone.

use campaign::lifecycle::Action;
use leptos::prelude::*;

use super::flow::{Launch, Seen};
use crate::{
    pages::sms::{check_line, open_checks},
    server::Session,
    ui::{button::Button, dialog::Dialog, text::foreign},
    words::{Words, msg::Msg},
};

#[component]
pub fn Confirm(launch: Launch, action: Action) -> impl IntoView {
    let words = expect_context::<Words>();
    // What is confirmed is what stands here, whatever happens meanwhile.
    let delivery = launch.parts().delivery.get_untracked();
    let seen = Seen::of(&delivery);
    let messages = seen.to_deliver;
    let (title, text, yes) = if action == Action::Stop {
        (Msg::ConfirmStop, Msg::StopIsFinal, Msg::StopNow)
    } else {
        (Msg::ConfirmSend { messages }, Msg::SendingIsFinal { messages }, Msg::SendNow { messages })
    };
    let opt_out_words = expect_context::<Session>().opt_out_words();
    let open = if action == Action::Send { open_checks(&delivery, &opt_out_words) } else { Vec::new() };
    let open = open.iter().map(|check| view! { <li>{check_line(check, words)}</li> }).collect_view();
    let close = Callback::new(move |()| launch.parts().asked.set(None));
    view! {
        <Dialog title=words.say(&title) on_close=close>
            <p><strong>{foreign(&delivery.label)}</strong></p>
            <p>{words.say(&text)}</p>
            <ul class="checks">{open}</ul>
            <p class="dialog-actions">
                <Button label=words.say(&Msg::Cancel) is_first=true on_press=close/>
                <Button label=words.say(&yes) class="main-button" on_press=move |()| launch.confirm(action, seen)/>
            </p>
        </Dialog>
    }
}

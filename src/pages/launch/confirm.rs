//! A question before what cannot be undone.

use campaign::lifecycle::Action;
use leptos::prelude::*;

use super::flow::{Launch, Seen};
use crate::{
    pages::sms::{Known, KnownSource, check_line, open_checks},
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
    let session = expect_context::<Session>();
    let known = Known::new();
    let is_sent = action == Action::Send;
    let label = delivery.label.clone();
    let open = move || {
        let open = if is_sent { open_checks(&delivery, known, &session.opt_out_words()) } else { Vec::new() };
        open.iter().map(|check| view! { <li>{check_line(check, words)}</li> }).collect_view()
    };
    let source = is_sent.then(|| view! { <KnownSource delivery=launch.parts().delivery known/> });
    let close = Callback::new(move |()| launch.parts().asked.set(None));
    view! {
        <Dialog title=words.say(&title) on_close=close>
            <p><strong>{foreign(&label)}</strong></p>
            <p>{words.say(&text)}</p>
            {source}
            <ul class="checks">{open}</ul>
            <p class="dialog-actions">
                <Button label=words.say(&Msg::Cancel) is_first=true on_press=close/>
                <Button label=words.say(&yes) class="main-button" on_press=move |()| launch.confirm(action, seen)/>
            </p>
        </Dialog>
    }
}

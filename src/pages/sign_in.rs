//! Signing in: on a page of its own, and in a dialog over a page whose session has ended.

use leptos::{html, prelude::*};

use super::heading::Heading;
use crate::{
    error::Error,
    host::Host,
    remote::{Actions, Refresh},
    server::Session,
    ui::{button::Button, dialog::Dialog, icon::Tone, note::Note, text::Announcer},
    words::{Words, msg::Msg},
};

/// The page for signing in.
#[component]
pub fn SignIn() -> impl IntoView {
    let (words, host) = (expect_context::<Words>(), expect_context::<Host>());
    Effect::new(move |_| host.set_title(&format!("{} · {}", words.say(&Msg::SignIn), words.say(&Msg::AppName))));
    view! {
        <div class="sign-in panel">
            <Heading>{words.t(Msg::SignIn)}</Heading>
            <SignInMethods hint=Msg::SignInHint/>
        </div>
    }
}

/// The dialog for signing in again; the page below it stays.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let words = expect_context::<Words>();
    if !expect_context::<Host>().is_page() {
        // In a host's page the dialog does not take the focus, so it must be announced.
        expect_context::<Announcer>().say(words.say(&Msg::SessionEndedHint));
    }
    view! {
        <Dialog title=words.say(&Msg::SignIn)>
            <SignInMethods hint=Msg::SessionEndedHint/>
        </Dialog>
    }
}

/// The ways to sign in.
#[component]
fn SignInMethods(hint: Msg) -> impl IntoView {
    let (words, refresh) = (expect_context::<Words>(), expect_context::<Refresh>());
    if !expect_context::<Session>().is_left_to_host() {
        return view! { <p class="quiet">{words.t(hint)}</p><PasswordForm/> }.into_any();
    }
    view! {
        <p class="quiet">{words.t(Msg::HostSignsIn)}</p>
        <div class="form">
            <Button label=words.t(Msg::TryAgain) class="main-button" on_press=move |()| refresh.refresh()/>
        </div>
    }
    .into_any()
}

/// Why the sign-in failed.
#[derive(Clone)]
enum Failure {
    CredentialsMissing,
    Error(Error),
}

#[component]
fn PasswordForm() -> impl IntoView {
    let words = expect_context::<Words>();
    let (session, actions) = (expect_context::<Session>(), expect_context::<Actions>());
    let (login, password) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let is_busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);

    let sign_in = move |login: String, password: String| {
        if is_busy.get_untracked() {
            return;
        }
        if login.is_empty() {
            failure.set(Some(Failure::CredentialsMissing));
            return;
        }
        is_busy.set(true);
        failure.set(None);
        actions.run(async move {
            let answer = session.sign_in(&login, &password).await;
            // After the sign-in the form is gone.
            is_busy.set(false);
            if let Err(error) = answer {
                failure.set(Some(Failure::Error(error)));
            }
        });
    };
    let on_submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let value = |node: NodeRef<html::Input>| node.get_untracked().map(|input| input.value()).unwrap_or_default();
        sign_in(value(login).trim().to_owned(), value(password));
    };
    let known = session.known_operators().into_iter().map(|known| {
        let (name, label) = (words.t(Msg::SignInAs { login: known.login.clone() }), known.login.clone());
        view! {
            <Button label name on_press=move |()| sign_in(known.login.clone(), known.password.clone())/>
        }
    });
    let known = known.collect::<Vec<_>>();
    let failed = move || {
        let why = match failure.get()? {
            Failure::CredentialsMissing => Msg::CredentialsMissing,
            Failure::Error(error) => Msg::Error(error),
        };
        let text = words.say(&Msg::SignInFailed { why: Box::new(why) });
        Some(view! { <Note tone=Tone::Bad><bdi>{text}</bdi></Note> }.into_any())
    };
    view! {
        <form class="form" on:submit=on_submit>
            <label for="login">{words.t(Msg::Operator)}</label>
            <input id="login" node_ref=login class="field" part="input" name="username" autocomplete="username"
                autocapitalize="none" spellcheck="false"/>
            <label for="password">{words.t(Msg::Password)}</label>
            <input id="password" node_ref=password class="field" part="input" type="password" name="password"
                autocomplete="current-password"/>
            <div role="alert">{failed}</div>
            <button type="submit" class="main-button" part="button" aria-disabled=move || is_busy.get().to_string()>
                {words.t(Msg::SignIn)}
            </button>
        </form>
        {(!known.is_empty()).then(|| view! {
            <div class="known" role="group" aria-label=words.t(Msg::KnownOperators)>
                <p class="quiet">{words.t(Msg::KnownOperators)}</p>
                {known}
            </div>
        })}
    }
}

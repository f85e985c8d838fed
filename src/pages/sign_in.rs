//! Signing in: as a page, and over a page whose session has ended.

use leptos::ev::SubmitEvent;
use web_sys::HtmlInputElement;

use super::heading::Heading;
use crate::{
    i18n::Msg,
    prelude::*,
    ui::{dialog::Dialog, icon::Tone, note::Note},
};

/// The page that asks who is there.
#[component]
pub fn SignIn() -> View {
    let Mount { words, host, .. } = Mount::here();
    effect(move || host.set_title(&format!("{} · {}", words.say(&Msg::SignIn), words.say(&Msg::AppName))));
    view! {
        <div class="sign-in panel">
            <Heading>{words.t(Msg::SignIn)}</Heading>
            <Ways hint=Msg::SignInHint/>
        </div>
    }
}

/// The same over a page: what is on screen stays.
#[component]
pub fn SignInAgain() -> View {
    let Mount { words, host, announcer, .. } = Mount::here();
    if !host.is_page() {
        // There the dialog takes no focus, so that nobody would hear of it.
        announcer.say(words.say(&Msg::SessionEndedHint));
    }
    view! {
        <Dialog title=words.say(&Msg::SignIn)>
            <Ways hint=Msg::SessionEndedHint/>
        </Dialog>
    }
}

/// What the user can do to get in.
#[component]
fn Ways(hint: Msg) -> View {
    let mount = Mount::here();
    let words = mount.words;
    if !mount.session.is_left_to_host() {
        return view! { <p class="quiet">{words.t(hint)}</p><Form/> };
    }
    view! {
        <p class="quiet">{words.t(Msg::HostSignsIn)}</p>
        <div class="form">
            <button type="button" class="main-button" on:click=move |_| mount.refresh()>{words.t(Msg::TryAgain)}</button>
        </div>
    }
}

#[component]
fn Form() -> View {
    let Mount { words, session, actions, .. } = Mount::here();
    let login = ElementRef::new();
    let password = ElementRef::new();
    let is_busy = Live::new(false);
    let failure = Live::new(None::<Msg>);

    let sign_in = move |login: String, password: String| {
        if is_busy.get_untracked() {
            return;
        }
        if login.is_empty() {
            failure.set(Some(Msg::CredentialsMissing));
            return;
        }
        is_busy.set(true);
        failure.set(None);
        actions.run(async move {
            let answer = session.sign_in(&login, &password).await;
            // The form is gone once signed in.
            is_busy.set(false);
            if let Err(error) = answer {
                failure.set(Some(error.message()));
            }
        });
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let value = |node: ElementRef| node.get::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
        sign_in(value(login).trim().to_owned(), value(password));
    };
    let known = move || {
        let operators = session.known_operators();
        (!operators.is_empty()).then(|| {
            let buttons = operators
                .into_iter()
                .map(|known| {
                    let name = words.t(Msg::SignInAs(known.login.clone()));
                    let label = known.login.clone();
                    view! {
                        <button type="button" aria-label=name
                            on:click=move |_| sign_in(known.login.clone(), known.password.clone())>
                            {label}
                        </button>
                    }
                })
                .collect::<Vec<_>>();
            view! {
                <div class="known" role="group" aria-label=words.t(Msg::KnownOperators)>
                    <p class="quiet">{words.t(Msg::KnownOperators)}</p>
                    {buttons}
                </div>
            }
        })
    };
    view! {
        <form class="form" on:submit=on_submit>
            <label for="login">{words.t(Msg::Operator)}</label>
            <input id="login" node_ref=login class="field" name="username" autocomplete="username" autocapitalize="none"
                spellcheck="false"/>
            <label for="password">{words.t(Msg::Password)}</label>
            <input id="password" node_ref=password class="field" type="password" name="password"
                autocomplete="current-password"/>
            <div role="alert">
                {move || failure.with(|why| why.as_ref().map(|why| {
                    let text = words.say(&Msg::SignInFailed(words.say(why)));
                    view! { <Note tone=Tone::Bad><bdi>{text}</bdi></Note> }
                }))}
            </div>
            <button type="submit" class="main-button" aria-disabled=move || is_busy.get().to_string()>
                {words.t(Msg::SignIn)}
            </button>
        </form>
        {known}
    }
}

//! From an address to a page, and the frame around every page.

use crate::{
    config::Invalid,
    i18n::{Lang, Msg},
    pages::{
        deliveries::Deliveries,
        delivery::DeliveryPage,
        heading::Heading,
        not_found::NotFound,
        sign_in::{SignIn, SignInAgain},
    },
    prelude::*,
    route::Route,
    session::State,
    ui::{icon::Tone, note::Note, text::Skeleton},
};

/// What fills the frame. A session that ends leaves the pages as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Screen {
    Starting,
    Misconfigured(Invalid),
    SignIn,
    /// The pages, of one operator.
    Pages(String),
}

/// One mounted element. Only the page itself has landmarks: a host has its own.
#[component]
pub fn App() -> View {
    let Mount { host, session, words, announcer, drafts, .. } = Mount::here();
    host.guard_leaving(move || drafts.is_unsaved());
    effect(move || host.set_language(words.lang().code()));
    let screen = Derived::new(move || match session.state() {
        State::Starting => Screen::Starting,
        State::Misconfigured(invalid) => Screen::Misconfigured(invalid),
        State::SignedOut => Screen::SignIn,
        State::SignedIn | State::Expired => Screen::Pages(session.operator().login),
    });
    let content = move || match screen.get() {
        Screen::Starting => view! { <Skeleton lines=8/> },
        Screen::Misconfigured(invalid) => view! {
            <Heading>{words.t(Msg::Misconfigured)}</Heading>
            <div role="alert"><Note tone=Tone::Bad>{words.t(Msg::Setting(invalid))}</Note></div>
        },
        Screen::SignIn => view! { <SignIn/> },
        Screen::Pages(_) => view! { <Pages/> },
    };
    view! {
        <div class="app" part="app" lang=move || words.lang().code()>
            <Bar/>
            <div class="main" part="main" role=host.is_page().then(|| "main".to_owned())>{content}</div>
            {move || (session.state() == State::Expired).then(|| view! { <SignInAgain/> })}
            {announcer.region()}
        </div>
    }
}

#[component]
fn Pages() -> View {
    let Mount { navigator, .. } = Mount::here();
    // Another tab is the same page.
    let page = Derived::new(move || match navigator.route() {
        Route::Delivery { id, .. } => Ok(id),
        other => Err(other),
    });
    child(move || match page.get() {
        Ok(id) => view! { <DeliveryPage id/> },
        Err(Route::Deliveries) => view! { <Deliveries/> },
        Err(_) => view! { <NotFound title=Msg::PageNotFound hint=None/> },
    })
}

/// The bar at the top: name, time zone, language, operator.
#[component]
fn Bar() -> View {
    let Mount { host, words, session, format, actions, .. } = Mount::here();
    let is_in = move || matches!(session.state(), State::SignedIn | State::Expired);
    let languages = Lang::ALL
        .into_iter()
        .map(|lang| {
            let is_current = move || words.lang() == lang;
            view! {
                <button type="button" class="plain" lang=lang.code() aria-pressed=move || is_current().to_string()
                    on:click=move |_| words.choose(lang)>
                    {lang.name()}
                </button>
            }
        })
        .collect::<Vec<_>>();
    let operator = move || {
        is_in().then(|| {
            let sign_out = move |_| actions.run(session.sign_out());
            let can_sign_out = session.can_sign_out();
            view! {
                <span class="quiet wide">{move || words.say(&Msg::TimesIn(format.zone()))}</span>
                <span class="who"><bdi>{move || session.operator().login}</bdi></span>
                {can_sign_out.then(|| view! {
                    <button type="button" class="plain" on:click=sign_out>{words.t(Msg::SignOut)}</button>
                })}
            }
        })
    };
    view! {
        <div class="bar" part="bar" role=host.is_page().then(|| "banner".to_owned())>
            <b class="brand">{words.t(Msg::AppName)}</b>
            <span class="grow"></span>
            <span role="group" class="languages" aria-label=words.t(Msg::Language)>{languages}</span>
            {operator}
        </div>
    }
}

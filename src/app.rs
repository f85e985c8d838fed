//! The state of a mounted element, the choice of the page for an address, and the frame around every page.

use leptos::prelude::*;

use crate::{
    error::{Error, Invalid},
    format::{Format, UTC, browser_zone, is_zone},
    host::Host,
    navigator::Navigator,
    pages::{
        deliveries::{Deliveries, ListState},
        delivery::DeliveryPage,
        heading::Heading,
        not_found::NotFound,
        sign_in::{SignIn, SignInAgain},
        sms::{Drafts, forget},
    },
    relay::relay,
    remote::{Actions, NumberingPlans, Refresh},
    route::Route,
    server::{Session, SessionStatus, State},
    ui::{
        button::Button,
        icon::Tone,
        moment::tell_zones,
        note::Note,
        picture::Textures,
        show::Show,
        text::{Announcer, Skeleton},
    },
    words::{Lang, Words, msg::Msg},
};

/// The language that the user has chosen.
#[derive(Clone, Copy)]
struct ChosenLang(RwSignal<Option<Lang>>);

/// The time zone of all dates.
#[derive(Clone, Copy)]
struct Zones {
    /// The host's, or else the operator's own.
    given: Memo<String>,
    chosen: RwSignal<Option<String>>,
}

/// Where the browser keeps the zone that the user has chosen.
const ZONE_KEPT: &str = "zone";

/// Creates the state of a mount and starts its session. The current owner must end with the mount.
pub fn provide(host: Host, route: &str) {
    let actions = Actions::new();
    let session = Session::new(host);
    let status = session.status();
    let locale = Memo::new(move |_| status.facts.with(|facts| facts.operator.locale.clone()));
    // The order of preference: the user's choice, the element's attribute, the operator, the browser.
    let chosen = RwSignal::new(None);
    let lang = Memo::new(move |_| {
        let given = [host.setting("locale"), Some(locale.get()), host.browser_language()];
        chosen.get().unwrap_or_else(|| Lang::of_first(given.iter().flatten().map(String::as_str)))
    });
    let tag = Memo::new(move |_| lang.get().tag(&locale.get()));
    // With a zone that the browser does not know, no date could be shown.
    let known = |zone: String| if is_zone(&zone) { zone } else { UTC.to_owned() };
    let given = Memo::new(move |_| {
        let of_operator = || status.facts.with(|facts| facts.operator.time_zone.clone());
        known(host.setting("time-zone").unwrap_or_else(of_operator))
    });
    let zones = Zones { given, chosen: RwSignal::new(host.kept(ZONE_KEPT).filter(|zone| is_zone(zone))) };
    let zone = Memo::new(move |_| zones.chosen.get().unwrap_or_else(|| given.get()));
    // One that was kept elsewhere is offered as long as it is used.
    let offered = Memo::new(move |_| {
        let mut offered = vec![given.get()];
        for zone in browser_zone().into_iter().chain([UTC.to_owned(), zone.get()]) {
            if !offered.contains(&zone) {
                offered.push(zone);
            }
        }
        offered
    });
    let format = Format::new(tag, zone, offered);
    let of_server = Memo::new(move |_| Lang::of(&locale.get()));
    provide_context(host);
    provide_context(session);
    provide_context(status);
    provide_context(format);
    provide_context(ChosenLang(chosen));
    provide_context(zones);
    provide_context(Words::new(lang, of_server, format));
    provide_context(Navigator::new(host, route));
    provide_context(actions);
    provide_context(NumberingPlans::new());
    let refresh = Refresh::new(session, actions);
    host.on_return(move || refresh.wake());
    provide_context(refresh);
    provide_context(Announcer::new());
    provide_context(ListState::new(host));
    provide_context(Drafts::new());
    actions.run(session.start());
}

/// Signs out, and deletes unsaved text from the tab's storage.
pub fn sign_out(host: Host, session: Session, actions: Actions) {
    forget(host, &session.author());
    actions.run(session.sign_out());
}

/// State of the mount. Views read its signals through relays.
#[derive(Clone, Copy)]
struct Followed {
    words: Words,
    format: Format,
    session: Session,
    refresh: Refresh,
}

impl Followed {
    /// Call it where the code runs once. Inside an effect that runs again it would find the relays of the run before.
    fn here() -> Self {
        Self { words: expect_context(), format: expect_context(), session: expect_context(), refresh: expect_context() }
    }

    /// Provides relays, which end with the current owner: see [`crate::relay`].
    fn provide_relays(self) {
        let format = self.format.relayed();
        provide_context(self.words.relayed(format));
        provide_context(format);
        provide_context(self.session.status());
        provide_context(self.refresh.times());
    }
}

/// The content of the frame. The pages stay when a session ends.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Screen {
    Starting,
    Misconfigured(Invalid),
    SignIn,
    /// The pages for one operator.
    Pages(String),
}

/// One mounted element. Only the app's own page has landmarks: a host has its own.
#[component]
pub fn App() -> impl IntoView {
    let (host, status) = (expect_context::<Host>(), expect_context::<SessionStatus>());
    let (words, drafts) = (expect_context::<Words>(), expect_context::<Drafts>());
    host.guard_leaving(move || drafts.is_unsaved());
    Effect::new(move |_| host.set_language(words.lang().code()));
    let screen = Memo::new(move |_| {
        status.facts.with(|facts| match facts.state {
            State::Starting => Screen::Starting,
            State::Misconfigured(invalid) => Screen::Misconfigured(invalid),
            State::SignedOut => Screen::SignIn,
            State::SignedIn | State::Expired => Screen::Pages(facts.operator.login.clone()),
        })
    });
    let followed = Followed::here();
    let content = move || {
        let screen = screen.get();
        followed.provide_relays();
        match screen {
            Screen::Starting => {
                let name = words.t(Msg::AppName);
                view! { <h1 class="unseen" part="h1">{name}</h1><Skeleton lines=8/> }.into_any()
            }
            Screen::Misconfigured(invalid) => view! { <Misconfigured invalid/> }.into_any(),
            Screen::SignIn => view! { <SignIn/> }.into_any(),
            Screen::Pages(_) => view! { <Pages/> }.into_any(),
        }
    };
    let format = expect_context::<Format>();
    let is_expired = Memo::new(move |_| status.facts.with(|facts| facts.state == State::Expired));
    let sign_in_again = move || {
        is_expired.get().then(|| {
            followed.provide_relays();
            view! { <SignInAgain/> }.into_any()
        })
    };
    view! {
        <div class="app" part="app" dir="ltr" lang=move || words.lang().code()
            on:mousemove=move |event| tell_zones(&event, format)>
            <Textures/>
            <Bar/>
            <div class="main" part="main" role=host.is_page().then_some("main")>{content}</div>
            {sign_in_again}
            {expect_context::<Announcer>().regions()}
        </div>
    }
}

/// A setting is invalid.
#[component]
fn Misconfigured(invalid: Invalid) -> impl IntoView {
    let words = expect_context::<Words>();
    view! {
        <Heading>{words.t(Msg::Misconfigured)}</Heading>
        <div role="alert">
            <Note tone=Tone::Bad>{words.t(Msg::Error(Error::Setting(invalid)))}</Note>
        </div>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let navigator = expect_context::<Navigator>();
    // Another tab of a delivery does not change the page.
    let page = relay(move || {
        let page = match navigator.route() {
            Route::Delivery { id, .. } => Ok(id),
            other => Err(other),
        };
        (page, navigator.moves())
    });
    let followed = Followed::here();
    move || {
        let (page, _) = page.get();
        followed.provide_relays();
        match page {
            Ok(id) => view! { <DeliveryPage id/> }.into_any(),
            Err(Route::Deliveries) => view! { <Deliveries/> }.into_any(),
            Err(_) => view! { <NotFound title=Msg::PageNotFound hint=None/> }.into_any(),
        }
    }
}

/// The bar at the top: name, time zone, language, operator.
#[component]
fn Bar() -> impl IntoView {
    let (host, words) = (expect_context::<Host>(), expect_context::<Words>());
    let ChosenLang(chosen) = expect_context();
    let languages = Lang::ALL.into_iter().map(|lang| {
        let is_current = move || words.lang() == lang;
        view! {
            <button type="button" class="plain" part="button" lang=lang.code()
                aria-pressed=move || is_current().to_string() on:click=move |_| chosen.set(Some(lang))>
                {lang.name()}
            </button>
        }
    });
    view! {
        <div class="bar" part="bar" role=host.is_page().then_some("banner")>
            <b class="brand">{words.t(Msg::AppName)}</b>
            <span class="grow">{()}</span>
            <span role="group" class="languages" aria-label=words.t(Msg::Language)>{languages.collect_view()}</span>
            <SignedIn/>
        </div>
    }
}

/// The time zone and the operator.
#[component]
fn SignedIn() -> impl IntoView {
    let words = expect_context::<Words>();
    let (session, status) = (expect_context::<Session>(), expect_context::<SessionStatus>());
    let (host, actions) = (expect_context::<Host>(), expect_context::<Actions>());
    let is_in = Memo::new(move |_| status.facts.with(|facts| matches!(facts.state, State::SignedIn | State::Expired)));
    view! {
        <Show when=move || is_in.get()>
            <ZoneChoice/>
            <span class="who"><bdi>{move || status.facts.with(|facts| facts.operator.login.clone())}</bdi></span>
            <Show when=move || session.can_sign_out()>
                <Button label=words.t(Msg::SignOut) class="plain" on_press=move |()| sign_out(host, session, actions)/>
            </Show>
        </Show>
    }
}

/// The zone that is given, the browser's, or UTC. A choice is kept in this browser.
#[component]
fn ZoneChoice() -> impl IntoView {
    let (host, words) = (expect_context::<Host>(), expect_context::<Words>());
    let (Zones { given, chosen }, format) = (expect_context(), expect_context::<Format>());
    let offered = move || {
        let option = |zone: String| {
            let (label, value) = (words.t(Msg::TimesIn { zone: zone.clone() }), zone.clone());
            view! { <option value=value prop:selected=move || format.zone() == zone>{label}</option> }
        };
        format.zones().into_iter().map(option).collect_view()
    };
    let on_change = move |event| {
        let zone = event_target_value(&event);
        // Another operator may have another zone.
        let zone = Some(zone).filter(|zone| *zone != given.get_untracked());
        host.keep(ZONE_KEPT, zone.as_deref().unwrap_or_default());
        chosen.set(zone);
    };
    view! {
        <select class="field zones" part="select" aria-label=words.t(Msg::TimeZone) on:change=on_change>{offered}</select>
    }
}

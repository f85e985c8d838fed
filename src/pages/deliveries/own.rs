//! The user's own views of the list: a filter and an order under a name, kept in this browser.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, html, prelude::*};

use super::choice::Choice;
use crate::{
    host::Host,
    relay::relay,
    route::{Place, may_be_number},
    ui::{
        button::Button,
        chips::{Chip, chips},
        focus::keep_focus,
        icon::Tone,
        note::Note,
        text::Announcer,
    },
    words::{Words, msg::Msg},
};

/// Where the browser keeps the views.
const KEPT: &str = "views";

/// A view, with the form that its filter and order have in an address.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Own {
    name: String,
    place: String,
}

/// Reads the views, one a line; a line without a name is ignored.
fn read(kept: &str) -> Vec<Own> {
    let own = |(place, name): (&str, &str)| Own { name: name.to_owned(), place: place.to_owned() };
    kept.lines().filter_map(|line| line.split_once('\t')).map(own).collect()
}

fn written(all: &[Own]) -> String {
    let line = |own: &Own| format!("{}\t{}\n", own.place, own.name);
    all.iter().map(line).collect()
}

/// A name on one line; `None` without one, or if it may be a phone number, which no browser is to keep.
fn name(typed: &str) -> Option<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty() && !may_be_number(&name)).then_some(name)
}

/// The views of the mount.
#[derive(Clone, Copy)]
pub struct OwnViews {
    host: Host,
    all: RwSignal<Vec<Own>>,
    /// Whether the browser keeps them.
    is_kept: StoredValue<bool>,
}

impl OwnViews {
    pub fn new(host: Host) -> Self {
        let all = RwSignal::new(read(&host.kept(KEPT).unwrap_or_default()));
        Self { host, all, is_kept: StoredValue::new(true) }
    }

    /// The views as the browser keeps them: another tab may have kept others.
    fn latest(self) -> Vec<Own> {
        let kept = self.host.kept(KEPT).filter(|_| self.is_kept.get_value());
        kept.map_or_else(|| self.all.get_untracked(), |kept| read(&kept))
    }

    /// False if the browser refuses to keep them; then they are here until the mount ends.
    fn keep(self, views: Vec<Own>) -> bool {
        let is_kept = self.host.keep(KEPT, &written(&views));
        self.is_kept.set_value(is_kept);
        self.all.set(views);
        is_kept
    }
}

/// The views, the way to keep what is shown as another one, and the way to forget one.
#[component]
pub fn OwnChoices(state: RwSignal<Choice>, choice: Memo<Choice>, views: OwnViews) -> impl IntoView {
    let words = expect_context::<Words>();
    let announcer = expect_context::<Announcer>();
    let all = relay(move || views.all.get());
    let is_naming = RwSignal::new(false);
    let here = Memo::new(move |_| choice.with(|choice| choice.place().to_string()));
    let chosen = Memo::new(move |_| all.with(|all| all.iter().position(|own| own.place == here.get())));
    // A text that may be a phone number is not in the place.
    let is_whole = move || choice.with(|choice| !may_be_number(&choice.text));
    let can_keep = Memo::new(move |_| chosen.get().is_none() && choice.with(Choice::is_narrowed) && is_whole());
    Effect::new(move |_| {
        if !can_keep.get() {
            is_naming.set(false);
        }
    });
    let place = NodeRef::<html::Div>::new();
    let keys = move || all.with(|all| all.iter().map(|own| own.name.clone()).collect());
    let chip = move |name: &str| {
        let key = name.to_owned();
        let there = Memo::new(move |_| {
            all.with(|all| all.iter().find(|own| own.name == key).map(|own| own.place.clone())).unwrap_or_default()
        });
        Chip {
            label: Signal::stored(name.to_owned()),
            n: Signal::stored(String::new()),
            is_chosen: Signal::derive(move || here.get() == there.get()),
            on_press: Callback::new(move |()| {
                let there = there.get_untracked();
                state.set(Choice::read(&Place::read(there.trim_start_matches('?'))));
            }),
        }
    };
    let on_name = Callback::new(move |name: String| {
        let own = Own { name: name.clone(), place: here.get_untracked() };
        keep_focus(place.get_untracked().map(Into::into));
        let others = views.latest().into_iter().filter(|other| other.name != name);
        let is_kept = views.keep(others.chain([own]).collect());
        announcer.done(words.say(&if is_kept { Msg::ViewKept { name } } else { Msg::ViewNotKept { name } }));
        is_naming.set(false);
    });
    let forget = move |()| {
        let mut latest = views.latest();
        if let Some(index) = latest.iter().position(|own| own.place == here.get_untracked()) {
            let name = latest.remove(index).name;
            keep_focus(place.get_untracked().map(Into::into));
            let is_kept = views.keep(latest);
            announcer.done(words.say(&if is_kept { Msg::ViewForgotten { name } } else { Msg::ViewComesBack { name } }));
        }
    };
    let end = move |()| {
        keep_focus(place.get_untracked().map(Into::into));
        is_naming.set(false);
    };
    let tool = move || match (is_naming.get() && can_keep.get(), can_keep.get(), chosen.get()) {
        (true, ..) => view! { <Naming on_name on_end=end/> }.into_any(),
        (_, true, _) => {
            view! { <Button label=words.t(Msg::KeepView) class="plain" on_press=move |()| is_naming.set(true)/> }
                .into_any()
        }
        (_, _, Some(_)) => view! { <Button label=words.t(Msg::ForgetView) class="plain" on_press=forget/> }.into_any(),
        _ => ().into_any(),
    };
    view! { <div class="own" node_ref=place>{chips(Signal::derive(words.t(Msg::OwnViews)), Box::new(keys), Arc::new(chip))}{tool}</div> }
}

/// Asks for a name.
#[component]
fn Naming(on_name: Callback<String>, #[prop(into)] on_end: Callback<()>) -> impl IntoView {
    let words = expect_context::<Words>();
    let field = NodeRef::<html::Input>::new();
    let is_refused = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Focusing an element in the document cannot fail.
            let _ = field.focus();
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match field.get_untracked().and_then(|field| name(&field.value())) {
            Some(name) => on_name.run(name),
            None => is_refused.set(true),
        }
    };
    let refusal = move || {
        is_refused.get().then(|| view! { <Note tone=Tone::Bad>{words.say(&Msg::NoViewName)}</Note> }.into_any())
    };
    view! {
        <form class="own" on:submit=on_submit>
            <input class="field search" part="input" aria-label=words.t(Msg::ViewName) placeholder=words.t(Msg::ViewName)
                maxlength="60" autocomplete="off" node_ref=field/>
            <button type="submit" part="button">{words.t(Msg::KeepName)}</button>
            <Button label=words.t(Msg::Cancel) class="plain" on_press=on_end/>
        </form>
        <div role="alert">{refusal}</div>
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_has_one_line_and_is_no_phone_number() {
        assert_eq!(name("  Black \n Friday\t"), Some("Black Friday".to_owned()));
        assert_eq!((name("  "), name("+33 6 39 98 00 01"), name("٠٦٣٩٩٨٠٠٠١")), (None, None, None));
    }

    proptest! {
        #[test]
        fn views_are_read_back(typed in prop::collection::vec((".{1,20}", "[?a-z=&%]{0,20}"), 0..5)) {
            let own = |(typed, place): (String, String)| Some(Own { name: name(&typed)?, place });
            let views: Vec<Own> = typed.into_iter().filter_map(own).collect();
            prop_assert_eq!(read(&written(&views)), views);
        }
    }
}

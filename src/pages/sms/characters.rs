//! The characters that make a text more expensive, and their replacements.

use leptos::{html, prelude::*};
use sms_text::{Count, character::Look};

use super::tally::{Costly, Tally, room};
use crate::{
    ui::{
        button::{Button, CopyButton},
        icon::Tone,
        note::Note,
        show::Show,
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn Characters(
    source: Memo<String>,
    tally: Memo<Tally>,
    is_open: Memo<bool>,
    /// Called with the character to replace everywhere, or with `None` for all of them.
    #[prop(into)]
    on_replace: Callback<Option<String>>,
) -> impl IntoView {
    let words = expect_context::<Words>();
    // Most keys do not change this list.
    let costly = Memo::new(move |_| tally.with(|tally| tally.costly.clone()));
    let said = Memo::new(move |_| tally.with(|tally| (forcing(&tally.costly), cheaper(tally))));
    let is_there = Memo::new(move |_| costly.with(|costly| !costly.is_empty()));
    let remark = move || {
        let (forcing, cheaper) = said.get();
        let forces = Msg::ForcesUnicode { characters: forcing.join(" "), n: forcing.len() as i64 };
        (!forcing.is_empty()).then(|| {
            let replace = (is_open.get() && cheaper.is_some()).then(|| {
                view! {
                    " "
                    <Button label=words.t(Msg::ReplaceAll) class="small" on_press=move |()| on_replace.run(None)/>
                }
            });
            let (forces, cheaper) = (words.say(&forces), cheaper.map(|cheaper| words.say(&cheaper.msg())));
            view! { <Note tone=Tone::Wait><strong><bdi>{forces}</bdi></strong>" "{cheaper}{replace}</Note> }.into_any()
        })
    };
    let rows = move || {
        let is_open = is_open.get();
        costly.get().into_iter().map(|one| row(one, is_open, words, on_replace)).collect_view()
    };
    view! {
        {remark}
        <Show when=move || is_there.get()>
            <section class="costly" aria-labelledby="costly">
                <h3 id="costly">{words.t(Msg::CostlyCharacters)}</h3>
                <ul>{rows}</ul>
                <Hexadecimal source/>
            </section>
        </Show>
    }
}

/// The characters that make the text Unicode, each in a visible form.
fn forcing(costly: &[Costly]) -> Vec<String> {
    costly.iter().filter(|costly| costly.forces_unicode).map(shown).collect()
}

/// The cost after all replacements, and the number of parts now.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cheaper {
    count: Count,
    instead: usize,
}

impl Cheaper {
    fn msg(self) -> Msg {
        let Count { encoding, units, parts } = self.count;
        let (room, instead) = (room(encoding, parts) as i64, self.instead as i64);
        Msg::FitsWhenReplaced { encoding, units: units as i64, room, parts: parts as i64, instead }
    }
}

fn cheaper(tally: &Tally) -> Option<Cheaper> {
    Some(Cheaper { count: tally.replaced?, instead: tally.parts[0] })
}

/// The character, or its number if it is invisible.
fn shown(costly: &Costly) -> String {
    if costly.look == Look::Visible { costly.text.clone() } else { number(costly) }
}

/// `U+2019`
fn number(costly: &Costly) -> String {
    let numbers: Vec<_> = costly.text.chars().map(|c| format!("U+{:04X}", c as u32)).collect();
    numbers.join(" ")
}

fn row(costly: Costly, is_open: bool, words: Words, on_replace: Callback<Option<String>>) -> AnyView {
    let name = costly.name.map(sentence);
    let why = if costly.forces_unicode { Msg::ForcesUnicodeItself } else { Msg::TakesTwoSeptets };
    let place = Msg::PlaceOf { times: costly.times as i64, first: costly.first as i64 };
    let look = words.say(&Msg::Look(costly.look));
    let remarks = [words.say(&place), words.say(&why), look].into_iter().filter(|text| !text.is_empty());
    let remarks = remarks.collect::<Vec<_>>().join(" · ");
    let replace = costly.replacement.filter(|_| is_open).map(|with| {
        let label = match with {
            "" => Msg::Remove,
            " " => Msg::ReplaceWithSpace,
            "\n" => Msg::ReplaceWith { with: "⏎".to_owned() },
            with => Msg::ReplaceWith { with: with.to_owned() },
        };
        let text = costly.text.clone();
        view! {
            <Button label=words.say(&label) class="small" on_press=move |()| on_replace.run(Some(text.clone()))/>
        }
    });
    let character = (costly.look == Look::Visible).then(|| view! { <mark><bdi>{costly.text.clone()}</bdi></mark>" " });
    view! {
        <li>
            <span>{character}<span lang="en">{name}</span>" "<span class="code">{number(&costly)}</span></span>
            <span class="quiet">{remarks}</span>
            {replace}
        </li>
    }
    .into_any()
}

/// `Right single quotation mark`
fn sentence(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    format!("{first}{}", rest.to_ascii_lowercase())
}

/// The whole text as the numbers of its UTF-16 units, to copy.
#[component]
fn Hexadecimal(source: Memo<String>) -> impl IntoView {
    let words = expect_context::<Words>();
    let units = move || {
        let units: Vec<_> = source.with(|source| source.encode_utf16().map(|unit| format!("{unit:04X}")).collect());
        units.join(" ")
    };
    let field = NodeRef::<html::Textarea>::new();
    view! {
        <details>
            <summary>{words.t(Msg::Hexadecimal)}</summary>
            <textarea node_ref=field class="field code" part="textarea" rows="3" readonly=true dir="ltr"
                aria-label=words.t(Msg::Hexadecimal) prop:value=units></textarea>
            <p><CopyButton label=words.t(Msg::Copy) class="small" field/></p>
        </details>
    }
}

//! The size of the text, counted at every change.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use sms_text::Encoding;

use super::tally::Tally;
use crate::{
    format::{Format, Numbers},
    ui::text::Announcer,
    words::{Words, msg::Msg},
};

/// The size is announced after a pause in typing of this length, in milliseconds.
const PAUSE_MS: u32 = 1_000;

#[component]
pub fn Counter(
    tally: Memo<Tally>,
    /// Whether links are replaced by tracked ones.
    is_tracked: Memo<bool>,
) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    announce(tally, words);
    let least = move |what: String| {
        if tally.with(|tally| tally.is_least) { words.say(&Msg::AtLeast { what }) } else { what }
    };
    let encoding = move || words.say(&Msg::EncodingName(tally.with(|tally| tally.encoding)));
    let characters = move || least(format.number(tally.with(|tally| tally.characters) as i64));
    let units = move || {
        let (used, room) = tally.with(|tally| (tally.units as i64, tally.room() as i64));
        least(words.say(&Msg::OfRoom { used, room }))
    };
    let parts = move || {
        let [fewer, more] = tally.with(|tally| tally.parts.map(|parts| parts as i64));
        let either = Msg::EitherParts { fewer, more };
        least(if fewer == more { format.number(fewer) } else { words.say(&either) })
    };
    let remarks = move || {
        let is_either = tally.with(|tally| tally.parts[0] != tally.parts[1]);
        let (is_least, has_links) = tally.with(|tally| (tally.is_least, tally.has_links));
        let remarks = [
            (is_least, Msg::WhyAtLeast),
            (is_either, Msg::WhyEitherParts),
            (has_links && is_tracked.get(), Msg::LinksReplaced),
        ];
        let said = remarks.into_iter().filter(|(holds, _)| *holds).map(|(_, msg)| words.say(&msg));
        said.map(|text| view! { <p class="quiet hint">{text}</p> }).collect_view()
    };
    let class = move || if tally.with(|tally| tally.encoding) == Encoding::Ucs2 { "wait" } else { "" };
    view! {
        <div role="group" aria-label=words.t(Msg::Size)>
            <dl class="counter">
                <div><dt>{words.t(Msg::Encoding)}</dt><dd class=class>{encoding}</dd></div>
                <div><dt>{words.t(Msg::Characters)}</dt><dd>{characters}</dd></div>
                <div><dt>{words.t(Msg::Units)}</dt><dd>{units}</dd></div>
                <div><dt>{words.t(Msg::Parts)}</dt><dd>{parts}</dd></div>
            </dl>
            {remarks}
        </div>
    }
}

/// Announces encoding and parts after a pause in typing, if they have changed.
fn announce(tally: Memo<Tally>, words: Words) {
    let announcer = expect_context::<Announcer>();
    let size = Memo::new(move |_| tally.with(|tally| (tally.encoding == Encoding::Ucs2, tally.parts[1])));
    Effect::new(move |before: Option<Option<Timeout>>| {
        size.track();
        // The first size is on screen when the tab opens, so it is not announced.
        before.is_some().then(|| {
            Timeout::new(PAUSE_MS, move || {
                let said = tally.try_with_untracked(|tally| (tally.encoding, tally.parts[1] as i64));
                if let Some((encoding, parts)) = said {
                    announcer.say(words.say(&Msg::SizeSaid { encoding, parts }));
                }
            })
        })
    });
}

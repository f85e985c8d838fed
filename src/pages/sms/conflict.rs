//! Another operator has saved meanwhile: the differences between both texts, with a choice for each passage.

use leptos::prelude::*;

use super::{
    draft::Draft,
    passages::{Passage, passages},
};
use crate::{
    ui::{button::Button, text::foreign},
    words::{Words, msg::Msg},
};

#[component]
pub fn Conflict(
    draft: Memo<Draft>,
    is_open: Memo<bool>,
    /// Called with my text after it took a passage of theirs.
    on_take: Callback<String>,
) -> impl IntoView {
    let words = expect_context::<Words>();
    let theirs = Memo::new(move |_| draft.with(|draft| draft.base.source.clone()));
    let mine = Memo::new(move |_| draft.with(|draft| draft.content.source.clone()));
    let former = Memo::new(move |_| draft.with(|draft| draft.former.clone()));
    let rows = move || {
        let passages = passages(&theirs.read(), &mine.read());
        passages.into_iter().map(|passage| row(passage, mine, is_open.get(), words, on_take)).collect_view()
    };
    let whole = move |title: Msg, text: String| {
        view! { <div><h3>{words.say(&title)}</h3><p class="quote">{foreign(&text)}</p></div> }
    };
    let texts = move || {
        let former = former.get().map(|text| whole(Msg::FormerText, text));
        let (theirs, mine) = (whole(Msg::TheirText, theirs.get()), whole(Msg::MyText, mine.get()));
        view! { {former}{theirs}{mine} }
    };
    view! {
        <section class="theirs" aria-labelledby="theirs">
            <h2 id="theirs">{words.t(Msg::Differences)}</h2>
            <ul class="passages">{rows}</ul>
            <details>
                <summary>{words.t(Msg::WholeTexts)}</summary>
                <div class="texts">{texts}</div>
            </details>
        </section>
    }
}

/// A passage in both texts, with a button to take theirs. The browser can undo this.
fn row(passage: Passage, mine: Memo<String>, is_open: bool, words: Words, on_take: Callback<String>) -> AnyView {
    let side = |title: Msg, text: &str| {
        view! { <span class="quiet">{words.say(&title)}</span>" "{foreign(text.trim())} }
    };
    let (theirs, own) = (side(Msg::Theirs, &passage.theirs), side(Msg::Mine, &passage.mine));
    let take = is_open.then(|| {
        let take = words.say(&Msg::TakeTheirs);
        let name = format!("{take}: {}", passage.theirs.trim());
        let on_take_passage = move |()| on_take.run(passage.taken(&mine.get_untracked()));
        view! {
            <Button label=take name class="small" on_press=on_take_passage/>
        }
    });
    view! { <li><span>{theirs}</span><span>{own}</span>{take}</li> }.into_any()
}

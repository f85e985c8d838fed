//! The details of a row, beside the table. They are no dialog: the focus stays in the table.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{
    copy::tsv,
    grid::Grid,
    rows::{DrawRow, Version},
};
use crate::{
    format::Format,
    host::Host,
    remote::Actions,
    ui::{
        button::Button,
        show::Show,
        text::{Announcer, Skeleton},
    },
    words::{Words, msg::Msg},
};

#[component]
pub fn Details(
    grid: Grid,
    /// Draws the details of the row with an id.
    details: DrawRow<AnyView>,
    version: Version,
) -> impl IntoView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let (host, announcer, actions) =
        (expect_context::<Host>(), expect_context::<Announcer>(), expect_context::<Actions>());
    let Grid { list, cursor, has_details, .. } = grid;
    let shown = Memo::new(move |former: Option<&Option<(String, u32)>>| {
        list.changed.track();
        let id = cursor.id()?;
        // A row that is no longer loaded stays as it was.
        let version =
            version(&id).or_else(|| former?.as_ref().filter(|(former, _)| *former == id).map(|(_, version)| *version));
        Some((id, version?))
    });
    let shown_details = move || {
        // They are drawn again in another language and for another zone.
        let _ = (words.lang(), format.zone());
        shown.get().and_then(|(id, _)| untrack(|| details(&id)))
    };
    let title = Signal::derive(move || {
        cursor.index().map_or_else(String::new, |index| words.say(&Msg::Row { number: index as i64 + 1 }))
    });
    let is_loading = Memo::new(move |_| shown.with(Option::is_none));
    let step = move |to: fn(usize) -> Option<usize>| {
        if let Some(to) = cursor.index_untracked().and_then(to).filter(|to| *to < list.extent.n_rows_untracked()) {
            grid.go_to(to);
        }
    };
    let close = move || {
        has_details.set(false);
        grid.focus();
    };
    let copy = move |text: String| {
        actions.run(async move {
            let is_copied = host.put_on_clipboard(&text).await;
            announcer.done(words.say(if is_copied { &Msg::Copied } else { &Msg::NotCopied }));
        });
    };
    let copy_row = move |()| {
        if let Some(index) = cursor.index_untracked() {
            copy(tsv(&grid.rows_of(index..index + 1)));
        }
    };
    let copy_link = grid.link.map(|link| {
        let on_press = move |()| cursor.id_untracked().into_iter().for_each(|id| copy(link.run(id)));
        view! { <Button label=words.t(Msg::CopyLink) class="small" on_press/> }
    });
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    view! {
        <aside class="details" part="details" aria-label=title on:keydown=on_key>
            <div class="head">
                <strong role="status">{title}</strong>
                <span class="grow">{()}</span>
                <Button label="↑" name=words.t(Msg::PreviousRow) class="small plain" on_press=move |()| step(|index| index.checked_sub(1))/>
                <Button label="↓" name=words.t(Msg::NextRow) class="small plain" on_press=move |()| step(|index| index.checked_add(1))/>
                <Button label=words.t(Msg::Close) class="small plain" on_press=move |()| close()/>
            </div>
            {shown_details}
            <div class="buttons">
                <Button label=words.t(Msg::CopyRow) class="small" on_press=copy_row/>
                {copy_link}
            </div>
            <Show when=move || is_loading.get()><Skeleton lines=4/></Show>
        </aside>
    }
}

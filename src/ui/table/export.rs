//! The dialog that makes a file of all rows. [`making`] makes it.

mod making;

use std::sync::Arc;

use leptos::prelude::*;

use self::making::{Making, Wish};
use super::{
    chooser::shown_box,
    grid::Grid,
    layout::Layout,
    rows::{Export, Head, Holds},
};
use crate::{
    clock,
    export::{Field, Kind},
    format::{Format, UTC, Zone},
    remote::{Count, WalkState},
    ui::{
        button::Button,
        dialog::Dialog,
        icon::Tone,
        note::{Note, partial},
    },
    words::{Words, msg::Msg},
};

/// What the user chooses.
#[derive(Clone, Copy)]
struct Choice {
    form: RwSignal<Form>,
    has_mark: RwSignal<bool>,
    is_utc: RwSignal<bool>,
    has_whole_numbers: RwSignal<bool>,
    columns: RwSignal<Layout>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Workbook,
    JsonLines,
}

#[component]
pub fn ExportDialog(
    grid: Grid,
    export: Export,
    heads: Arc<[Head]>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let words = expect_context::<Words>();
    let zone = expect_context::<Format>().zone();
    let choice = Choice {
        form: RwSignal::new(Form::Csv),
        has_mark: RwSignal::new(true),
        is_utc: RwSignal::new(zone == UTC),
        has_whole_numbers: RwSignal::new(export.is_revealed.get_untracked()),
        columns: RwSignal::new(grid.layout.get_untracked()),
    };
    let making = RwSignal::new(None::<Making>);
    let owner = Owner::current();
    let start = {
        let (heads, zone) = (heads.clone(), zone.clone());
        move || {
            let begin = || making.set(Some(Making::begin(&export.parts, wish(&export, &heads, choice, &zone, words))));
            if let Some(owner) = &owner {
                owner.with(|| untrack(begin));
            }
        }
    };
    let state = move || making.get().map(|making| making.walk.state.get());
    let main_label = move || {
        words.say(match state() {
            None => &Msg::Export,
            Some(WalkState::Reading) => &Msg::Exporting,
            Some(WalkState::Failed(_) | WalkState::NotWritten(_)) => &Msg::TryAgain,
            Some(WalkState::Complete) => &Msg::SaveAgain,
        })
    };
    let on_main = move |()| match (making.get_untracked(), untrack(state)) {
        (None, _) => start(),
        (Some(making), Some(WalkState::Failed(_) | WalkState::NotWritten(_))) => making.walk.go_on(),
        (Some(making), Some(WalkState::Complete)) => making.save(),
        (Some(_), _) => {}
    };
    let is_open = move || state().is_none_or(|state| state != WalkState::Complete);
    let close_label = move || words.say(if is_open() { &Msg::Cancel } else { &Msg::Close });
    // Escape does not throw away what took long to read.
    let on_escape = Callback::new(move |()| {
        if untrack(state).is_none_or(|state| state == WalkState::Complete) {
            on_close.run(());
        }
    });
    let content = move || match making.get() {
        None => view! { <Choices choice heads=heads.clone() zone=zone.clone()/> }.into_any(),
        Some(making) => view! { <Progress grid making/> }.into_any(),
    };
    view! {
        <Dialog title=words.say(&Msg::Export) on_close=on_escape>
            {content}
            <div class="buttons">
                <Button label=main_label class="main-button" is_first=true on_press=on_main/>
                <Button label=close_label on_press=on_close/>
            </div>
        </Dialog>
    }
}

#[component]
fn Choices(choice: Choice, heads: Arc<[Head]>, zone: String) -> impl IntoView {
    let words = expect_context::<Words>();
    let has_phones = heads.iter().any(|head| head.holds == Holds::Phones);
    let column = |(index, head): (usize, &Head)| view! { <li>{shown_box(head.title, choice.columns, index)}</li> };
    let columns = heads.iter().enumerate().map(column).collect_view();
    let zones = (zone != UTC).then(|| {
        view! {
            <fieldset class="choice">
                <legend>{words.t(Msg::ZoneOfTimes)}</legend>
                {radio("zone", zone, choice.is_utc, false)}
                {radio("zone", UTC.to_owned(), choice.is_utc, true)}
            </fieldset>
        }
    });
    let mark = move || {
        let mark = || switch(words.say(&Msg::Utf8Mark), choice.has_mark);
        (choice.form.get() == Form::Csv).then(mark)
    };
    let form = move |form: Form, word: &Msg| radio("file", words.say(word), choice.form, form);
    let whole = || switch(words.say(&Msg::WholeNumbers), choice.has_whole_numbers);
    view! {
        <p>{words.t(Msg::ExportHint)}</p>
        <fieldset class="choice">
            <legend>{words.t(Msg::FileFormat)}</legend>
            {form(Form::Csv, &Msg::CsvFile)}
            <div class="under">{mark}</div>
            {form(Form::Workbook, &Msg::WorkbookFile)}
            {form(Form::JsonLines, &Msg::JsonLinesFile)}
        </fieldset>
        {zones}
        <fieldset class="choice">
            <legend>{words.t(Msg::Columns)}</legend>
            <ul class="columns">{columns}</ul>
        </fieldset>
        <div class="choice">{has_phones.then(whole)}</div>
    }
}

fn switch(label: String, is_on: RwSignal<bool>) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=is_on on:change=move |event| is_on.set(event_target_checked(&event))/>
            " "<span>{label}</span>
        </label>
    }
    .into_any()
}

/// A choice of one of several: `one` is chosen, or another.
fn radio<T>(group: &'static str, label: String, chosen: RwSignal<T>, one: T) -> AnyView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let is_on = Signal::derive(move || chosen.get() == one);
    let on_choose = Callback::new(move |()| chosen.set(one));
    radio_field(group, label, is_on, on_choose)
}

fn radio_field(group: &'static str, label: String, is_on: Signal<bool>, on_choose: Callback<()>) -> AnyView {
    view! {
        <label class="check">
            <input type="radio" name=group prop:checked=is_on on:change=move |_| on_choose.run(())/>" "<span>{label}</span>
        </label>
    }
    .into_any()
}

/// How far the file is.
#[component]
fn Progress(grid: Grid, making: Making) -> impl IntoView {
    let words = expect_context::<Words>();
    let walk = making.walk;
    let total = move || match grid.list.extent.count() {
        Count::Known(total) => Some(total as i64),
        Count::Loading | Count::Failed => None,
    };
    let read = move || walk.n_rows.get() as i64;
    let said = move || match total().filter(|total| read() <= *total) {
        Some(total) => words.say(&Msg::NOfN { number: read(), total }),
        None => words.say(&Msg::NRows(read())),
    };
    let end = move || match walk.state.get() {
        WalkState::Reading => None,
        WalkState::NotWritten(error) => {
            Some(view! { <Note tone=Tone::Bad>{words.t(Msg::FileError(error))}</Note> }.into_any())
        }
        WalkState::Failed(error) => Some(
            view! {
                <Note tone=Tone::Bad>
                    <bdi>{words.t(Msg::Error(error))}</bdi>" "{words.t(Msg::ExportGoesOn)}
                </Note>
            }
            .into_any(),
        ),
        WalkState::Complete => {
            let said = words.t(Msg::Exported { n: read(), file: making.name() });
            Some(view! { <Note tone=Tone::Good>{said}</Note> }.into_any())
        }
    };
    view! {
        <p class="progress">
            <progress aria-label=words.t(Msg::Exporting) max=move || total().map(|total| total.max(read()).to_string())
                value=move || total().map(|_| read().to_string())>{()}</progress>
            <span>{said}</span>
        </p>
        {partial(words, walk.why_partial.into())}
        <div role="status">{end}</div>
    }
}

/// The file that the user wishes for. Times in the heads are those of now.
fn wish(export: &Export, heads: &[Head], choice: Choice, zone: &str, words: Words) -> Wish {
    let zone = if choice.is_utc.get() { Zone::utc() } else { Zone::new(zone) };
    let kind = match choice.form.get() {
        Form::Csv => Kind::Csv { has_mark: choice.has_mark.get() },
        Form::Workbook => Kind::Workbook,
        Form::JsonLines => Kind::JsonLines,
    };
    let at = clock::now().map(|now| zone.second(now)).unwrap_or_default();
    let columns = choice.columns.with(Layout::shown);
    let field = |index: &usize| {
        let Head { title, track, holds, .. } = heads[*index];
        let column = title.get();
        let title = match holds {
            Holds::Moments => words.say(&Msg::TimesOfZone { column, zone: zone.name().to_owned(), at: at.clone() }),
            Holds::Values | Holds::Phones => column,
        };
        Field { key: track.key, title }
    };
    let fields = columns.iter().map(field).collect();
    let name = format!("{}-{}.{}", plain(&export.name.get()), plain(&at), kind.extension());
    Wish { name, kind, fields, columns, zone, is_masked: !choice.has_whole_numbers.get() }
}

/// A text as a part of a file's name: what file systems do not allow is left out.
fn plain(text: &str) -> String {
    let fits = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    text.replace(' ', "-").chars().filter(fits).collect()
}

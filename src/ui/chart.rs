//! Bars over time: how many there are of each kind in each step. A range of bars is chosen with the pointer or with keys.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::{
    icon::Tone,
    picture::{LEAST, WHOLE, percent, texture},
    text::is_rtl,
};
use crate::{
    format::{Format, Numbers},
    words::{Words, msg::Msg},
};

/// A bar fills this part of its place, in percent.
const FILLED: i64 = 82;

/// The parts of a bar, from the bottom up.
pub type Bar = Vec<(Tone, i64)>;

/// A chart in which a range of bars can be chosen: in `chosen` and `here`, the bars whose rows are on screen, an empty
/// range stands for none.
pub fn chart(
    name: impl Fn() -> String + Send + Sync + 'static,
    bars: Memo<Vec<Bar>>,
    // What assistive technology says of a bar.
    said_of: impl Fn(usize) -> String + Copy + Send + Sync + 'static,
    // What stands below the bars: at the beginning, in the middle, and at the end.
    ticks: impl Fn() -> [String; 3] + Send + Sync + 'static,
    chosen: Memo<Range<usize>>,
    here: Memo<Range<usize>>,
    on_choose: Callback<Range<usize>>,
) -> AnyView {
    let (words, format) = (expect_context::<Words>(), expect_context::<Format>());
    let choice = Choice {
        cursor: RwSignal::new(0),
        anchor: RwSignal::new(None),
        is_dragging: StoredValue::new(false),
        chosen,
        on_choose,
    };
    let n_bars = move || bars.with(Vec::len);
    let cursor = Memo::new(move |_| choice.cursor.get().min(n_bars().saturating_sub(1)));
    let most = move || bars.with(|bars| bars.iter().map(total).max()).unwrap_or(0).max(1);
    let bar = move |index: usize, bar: &Bar, n_bars: i64, most: i64| {
        let (x, width) = (index as i64 * WHOLE / n_bars, WHOLE * FILLED / 100 / n_bars);
        let rects: Vec<AnyView> = heights(bar, most)
            .into_iter()
            .map(|(tone, y, height)| {
                let fill = texture(tone);
                view! { <rect class=tone.class() fill=fill x=percent(x) y=percent(y) width=percent(width) height=percent(height)>{()}</rect> }
                    .into_any()
            })
            .collect();
        let is_chosen = move || choice.is_chosen(index);
        let is_here = move || here.with(|here| here.contains(&index));
        let said = move || {
            let said = said_of(index);
            if is_here() { format!("{said}, {}", words.say(&Msg::OnScreen)) } else { said }
        };
        view! {
            <g role="option" id=bar_id(index) aria-label=said aria-selected=move || is_chosen().to_string()
                data-active=move || cursor.get() == index data-here=is_here>
                <rect class="place" x=percent(x) y="0" width=percent(WHOLE / n_bars) height="100%">{()}</rect>
                {rects}
                <rect class="here" x=percent(x) y="104%" width=percent(width) height="4%">{()}</rect>
            </g>
        }
        .into_any()
    };
    let drawn = move || {
        let (n_bars, most) = (n_bars() as i64, most());
        bars.with(|bars| {
            bars.iter().enumerate().map(|(index, parts)| bar(index, parts, n_bars, most)).collect::<Vec<_>>()
        })
    };
    let on_key = move |event: KeyboardEvent| {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        let is_mirrored =
            event.current_target().and_then(|target| target.dyn_into().ok()).is_some_and(|chart| is_rtl(&chart));
        if is_plain && choice.press(&event.key(), event.shift_key(), is_mirrored, untrack(n_bars)) {
            event.prevent_default();
        }
    };
    let at = move |event: &PointerEvent| {
        let chart: Element = event.current_target()?.dyn_into().ok()?;
        let place = chart.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - place.left()) / place.width().max(1.0);
        let share = if is_rtl(&chart) { 1.0 - share } else { share };
        let n_bars = untrack(n_bars);
        Some(((share * n_bars as f64).max(0.0) as usize).min(n_bars.checked_sub(1)?))
    };
    let on_down = move |event: PointerEvent| {
        let Some(index) = at(&event).filter(|_| event.button() == 0) else { return };
        if let Some(chart) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // The pointer is down, so it can be captured.
            let _ = chart.set_pointer_capture(event.pointer_id());
        }
        choice.begin(index, event.shift_key());
    };
    let on_move = move |event: PointerEvent| {
        if let Some(index) = at(&event).filter(|_| choice.is_dragging.get_value()) {
            choice.cursor.set(index);
        }
    };
    let ticks = move || ticks().map(|tick| view! { <span>{tick}</span> }.into_any()).into_iter().collect::<Vec<_>>();
    view! {
        <div class="chart">
            <div class="y" aria-hidden="true">
                <span>{move || format.number(most())}</span>
                <span>{move || format.number(0)}</span>
            </div>
            <svg role="listbox" tabindex="0" aria-label=name aria-multiselectable="true" aria-orientation="horizontal"
                aria-activedescendant=move || bar_id(cursor.get()) on:keydown=on_key on:pointerdown=on_down on:pointermove=on_move
                on:pointerup=move |_| choice.end() on:pointercancel=move |_| choice.give_up()>
                {drawn}
            </svg>
            <div class="x" aria-hidden="true">{ticks}</div>
        </div>
    }
    .into_any()
}

fn total(bar: &Bar) -> i64 {
    bar.iter().map(|(_, n)| n).sum()
}

/// Where each part stands: the tone, the top and the height.
fn heights(parts: &[(Tone, i64)], most: i64) -> Vec<(Tone, i64, i64)> {
    let mut top = WHOLE;
    let stand = |(tone, n): &(Tone, i64)| {
        let height = (n * WHOLE / most).max(LEAST);
        top = (top - height).max(0);
        (*tone, top, height)
    };
    parts.iter().filter(|(_, n)| *n > 0).map(stand).collect()
}

fn bar_id(index: usize) -> String {
    format!("bar-{index}")
}

/// Which bars the user chooses. The cursor is the bar at which keys begin.
#[derive(Clone, Copy)]
struct Choice {
    cursor: RwSignal<usize>,
    /// The other end of a range that is not finished yet.
    anchor: RwSignal<Option<usize>>,
    is_dragging: StoredValue<bool>,
    chosen: Memo<Range<usize>>,
    on_choose: Callback<Range<usize>>,
}

impl Choice {
    fn is_chosen(self, index: usize) -> bool {
        match self.anchor.get() {
            Some(anchor) => between(anchor, self.cursor.get()).contains(&index),
            None => self.chosen.with(|chosen| chosen.contains(&index)),
        }
    }

    fn begin(self, index: usize, has_shift: bool) {
        self.anchor.set(Some(if has_shift { self.cursor.get_untracked() } else { index }));
        self.cursor.set(index);
        self.is_dragging.set_value(true);
    }

    fn end(self) {
        if self.is_dragging.get_value() {
            self.finish();
        }
    }

    fn give_up(self) {
        self.is_dragging.set_value(false);
        self.anchor.set(None);
    }

    /// Chooses from the anchor to the cursor. What is chosen already is taken back.
    fn finish(self) {
        let cursor = self.cursor.get_untracked();
        let range = between(self.anchor.get_untracked().unwrap_or(cursor), cursor);
        self.give_up();
        let is_new = self.chosen.with_untracked(|chosen| *chosen != range);
        self.on_choose.run(if is_new { range } else { 0..0 });
    }

    /// Follows a key. Whether it means something here.
    fn press(self, key: &str, has_shift: bool, is_mirrored: bool, n_bars: usize) -> bool {
        let Some(last) = n_bars.checked_sub(1) else { return false };
        let cursor = self.cursor.get_untracked().min(last);
        let to = match (key, is_mirrored) {
            ("ArrowRight", false) | ("ArrowLeft", true) => (cursor + 1).min(last),
            ("ArrowLeft", false) | ("ArrowRight", true) => cursor.saturating_sub(1),
            ("Home", _) => 0,
            ("End", _) => last,
            ("Enter" | " ", _) => {
                self.cursor.set(cursor);
                self.finish();
                return true;
            }
            ("Escape", _) if self.anchor.get_untracked().is_some() => {
                self.give_up();
                return true;
            }
            ("Escape", _) if self.chosen.with_untracked(|chosen| !chosen.is_empty()) => {
                self.on_choose.run(0..0);
                return true;
            }
            _ => return false,
        };
        self.anchor.update(|anchor| *anchor = has_shift.then_some(anchor.unwrap_or(cursor)));
        self.cursor.set(to);
        true
    }
}

fn between(one: usize, other: usize) -> Range<usize> {
    one.min(other)..one.max(other) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_on_each_other_and_small_ones_stay_visible() {
        let found = heights(&[(Tone::Good, 750), (Tone::Wait, 0), (Tone::Bad, 1)], 1000);
        assert_eq!(found, [(Tone::Good, 2_500, 7_500), (Tone::Bad, 2_500 - LEAST, LEAST)]);
        assert_eq!((percent(2_503), percent(7)), ("25.03%".to_owned(), "0.07%".to_owned()));
    }

    #[test]
    fn a_range_has_both_its_ends() {
        assert_eq!((between(4, 2), between(3, 3)), (2..5, 3..4));
    }
}

//! Which rows of a long list are on screen, and where they are drawn: arithmetic alone, in CSS pixels.
//!
//! Browsers limit the height of an element: 33,554,428 px in Chromium, 17,895,697 px in Firefox. A million rows are
//! higher. So the element that scrolls has at most [`MAX_HEIGHT_PX`], and stands for the whole height of the list. A
//! small step of the scroll bar moves the rows by as much; a large one, as when the thumb is dragged, moves them in
//! proportion. A row gets to its place by a transform, from a base near it.

use std::ops::Range;

/// The greatest height of the element that scrolls.
const MAX_HEIGHT_PX: f64 = 15_000_000.0;

/// Rows are moved from a place near them by transforms, which have single precision: up to this distance they are exact to
/// a 32nd of a pixel.
const MAX_MOVE_PX: f64 = 262_144.0;

/// The measures of a list on screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    pub n_rows: usize,
    /// The height of a row, more than 0.
    pub row_px: f64,
    /// The height of the visible part.
    pub view_px: f64,
}

/// A place in the list.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Position {
    /// The scroll position of the element.
    pub scroll_px: f64,
    /// The distance from the top of the first row to the top of the visible part.
    pub top_px: f64,
}

impl Window {
    /// The height of the element that scrolls.
    pub fn height_px(self) -> f64 {
        self.whole_px().min(MAX_HEIGHT_PX)
    }

    /// The height of all rows.
    fn whole_px(self) -> f64 {
        self.n_rows as f64 * self.row_px
    }

    /// The greatest scroll position.
    fn end_px(self) -> f64 {
        (self.height_px() - self.view_px).max(0.0)
    }

    /// The greatest distance from the first row.
    fn last_top_px(self) -> f64 {
        (self.whole_px() - self.view_px).max(0.0)
    }

    /// The place after the element was scrolled to `scroll_px`.
    pub fn scrolled(self, before: Position, scroll_px: f64) -> Position {
        let scroll_px = scroll_px.clamp(0.0, self.end_px());
        let step_px = scroll_px - before.scroll_px;
        let top_px = if step_px.abs() <= self.small_px() {
            (before.top_px + step_px).clamp(0.0, self.last_top_px())
        } else {
            self.last_top_px() * (scroll_px / self.end_px())
        };
        Position { scroll_px, top_px }
    }

    /// The greatest step that moves the rows by as much: a wheel or a key moves by a view at most, the thumb of a very
    /// long list by many.
    fn small_px(self) -> f64 {
        2.0 * self.view_px
    }

    /// The same rows, with the scroll bar where it belongs: small steps leave it behind or ahead, and then an end could
    /// not be reached. For a list at rest. Near an end the scroll bar is as far from it as the rows are, and elsewhere
    /// so far that no small step leads to it.
    pub fn settled(self, position: Position) -> Position {
        let top_px = position.top_px.clamp(0.0, self.last_top_px());
        if self.last_top_px() <= 0.0 {
            return Position::default();
        }
        let near_px = self.small_px() + 1.0;
        let least_px = top_px.min(near_px);
        let most_px = self.end_px() - (self.last_top_px() - top_px).min(near_px);
        let scroll_px = self.end_px() * (top_px / self.last_top_px());
        Position { scroll_px: scroll_px.min(most_px).max(least_px).min(self.end_px()), top_px }
    }

    /// The nearest place where the whole row is visible.
    pub fn with_row(self, position: Position, index: usize) -> Position {
        let row_top_px = index.min(self.n_rows.saturating_sub(1)) as f64 * self.row_px;
        let lowest_px = row_top_px + self.row_px - self.view_px;
        // A row that is higher than the view begins at its top.
        let top_px = position.top_px.max(lowest_px).min(row_top_px);
        if top_px == position.top_px { position } else { self.settled(Position { scroll_px: 0.0, top_px }) }
    }

    /// The rows that are visible, at least in part.
    pub fn visible(self, position: Position) -> Range<usize> {
        let first = (position.top_px / self.row_px).floor() as usize;
        let end = ((position.top_px + self.view_px) / self.row_px).ceil() as usize;
        first.min(self.n_rows)..end.min(self.n_rows)
    }

    /// `n` rows around the visible ones, or all if there are fewer.
    pub fn drawn(self, position: Position, n: usize) -> Range<usize> {
        let n = n.min(self.n_rows);
        let visible = self.visible(position);
        let start = visible.start.saturating_sub(n.saturating_sub(visible.len()) / 2).min(self.n_rows - n);
        start..start + n
    }

    /// The most rows that can be visible at once, whatever the position.
    pub fn most_visible(self) -> usize {
        (self.view_px / self.row_px).ceil() as usize + 1
    }

    /// The distance from the element's top to the row, where it must be drawn to be seen in its place.
    pub fn offset_px(self, position: Position, index: usize) -> f64 {
        position.scroll_px - position.top_px + index as f64 * self.row_px
    }

    /// The distance from the element's top to the place that this row and many others are moved from, at most
    /// [`MAX_MOVE_PX`] above it.
    pub fn base_px(self, position: Position, index: usize) -> f64 {
        (self.offset_px(position, index) / MAX_MOVE_PX).floor().max(0.0) * MAX_MOVE_PX
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn window(n_rows: usize) -> Window {
        Window { n_rows, row_px: 34.0, view_px: 700.0 }
    }

    fn windows() -> impl Strategy<Value = Window> {
        let n_rows = prop_oneof![0..200_usize, 0..20_000_000_usize];
        (n_rows, 20.0..80.0_f64, 50.0..3_000.0_f64).prop_map(|(n_rows, row_px, view_px)| Window {
            n_rows,
            row_px,
            view_px,
        })
    }

    fn last(window: Window, position: Position) -> Option<usize> {
        window.visible(position).next_back()
    }

    #[test]
    fn a_million_rows_fit_into_every_browser() {
        assert!(window(1_000_000).height_px() < 17_895_697.0);
        assert_eq!(window(1_000).height_px(), 34_000.0);
    }

    #[test]
    fn of_a_million_rows_few_are_drawn() {
        assert!(window(1_000_000).most_visible() < 40);
    }

    proptest! {
        #[test]
        fn dragging_to_an_end_shows_its_row(window in windows(), from in 0.0..15_000_000.0_f64) {
            let from = window.settled(window.scrolled(Position::default(), from));
            let end = window.scrolled(from, f64::MAX);
            prop_assert!((end.top_px - window.last_top_px()).abs() < 0.01, "{end:?}");
            prop_assert_eq!(last(window, end), window.n_rows.checked_sub(1));
            prop_assert!(window.scrolled(from, 0.0).top_px < 0.01);
        }

        #[test]
        fn a_small_step_moves_the_rows_by_as_much(window in windows(), at in 0.1..0.9_f64, share in -1.0..1.0_f64) {
            let from = window.scrolled(Position::default(), at * window.end_px());
            let step_px = share * window.view_px;
            let to = window.scrolled(from, from.scroll_px + step_px);
            prop_assume!((0.0..window.last_top_px()).contains(&(from.top_px + step_px)));
            prop_assume!(to.scroll_px > 0.0 && to.scroll_px < window.end_px());
            prop_assert!((to.top_px - from.top_px - step_px).abs() < 0.01);
        }

        #[test]
        fn both_ends_can_be_reached_by_small_steps(window in windows(), at in 0.0..1.0_f64) {
            for (step_px, wanted) in [(-100.0, 0.0), (100.0, window.last_top_px())] {
                // The last hundred steps before the end.
                let top_px = (wanted - 100.0 * step_px * at).clamp(0.0, window.last_top_px());
                let mut position = window.settled(Position { scroll_px: 0.0, top_px });
                for _ in 0..101 {
                    position = window.settled(window.scrolled(position, position.scroll_px + step_px));
                }
                prop_assert!((position.top_px - wanted).abs() < 0.01, "{position:?} {wanted}");
            }
        }

        #[test]
        fn rows_are_near_the_place_that_they_are_moved_from(window in windows(), at in 0.0..1.0_f64) {
            let position = window.settled(window.scrolled(Position::default(), at * window.end_px()));
            let first = window.visible(position).start;
            let base_px = window.base_px(position, first);
            prop_assert!((0.0..=window.height_px()).contains(&base_px));
            prop_assert!((-window.row_px..MAX_MOVE_PX).contains(&(window.offset_px(position, first) - base_px)));
        }

        #[test]
        fn settling_moves_no_row(window in windows(), at in 0.0..1.0_f64, steps in proptest::collection::vec(-90.0..90.0_f64, 0..50)) {
            let mut position = window.scrolled(Position::default(), at * window.end_px());
            for step_px in steps {
                position = window.scrolled(position, position.scroll_px + step_px);
            }
            let settled = window.settled(position);
            prop_assert_eq!(window.visible(settled), window.visible(position));
            prop_assert!((0.0..=window.end_px()).contains(&settled.scroll_px));
            prop_assert_eq!(window.scrolled(settled, settled.scroll_px), settled);
        }

        #[test]
        fn a_row_that_is_asked_for_is_wholly_visible(window in windows(), at in 0.0..1.0_f64, index: prop::sample::Index) {
            prop_assume!(window.n_rows > 0 && window.view_px >= window.row_px);
            let index = index.index(window.n_rows);
            let position = window.with_row(window.scrolled(Position::default(), at * window.end_px()), index);
            let above_px = window.offset_px(position, index) - position.scroll_px;
            prop_assert!(above_px >= -0.01 && above_px + window.row_px <= window.view_px + 0.01, "{above_px}");
            prop_assert!((0.0..=window.end_px()).contains(&position.scroll_px));
        }

        #[test]
        fn the_drawn_rows_cover_the_view(window in windows(), at in 0.0..1.0_f64) {
            let position = window.scrolled(Position::default(), at * window.end_px());
            let n = window.most_visible() + 10;
            let drawn = window.drawn(position, n);
            prop_assert_eq!(drawn.len(), n.min(window.n_rows));
            let covered_px = window.view_px.min(window.whole_px());
            prop_assert!(window.offset_px(position, drawn.start) <= position.scroll_px + 0.01);
            prop_assert!(window.offset_px(position, drawn.end) >= position.scroll_px + covered_px - 0.01);
        }
    }
}

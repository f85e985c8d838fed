//! The scroll position of a table, and what is visible of it.

use std::ops::Range;

use gloo_timers::callback::Timeout;
use js_sys::Array;
use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

use crate::ui::window::{Position, Window};

/// The maximum number of row elements.
pub const MAX_DRAWN: usize = 78;

/// Rows that are drawn above and below the visible ones, because a browser scrolls before it tells.
const N_MORE: usize = 20;

/// So many rows are added on each side in a frame when a list is drawn for the first time.
const STEP: usize = 5;

/// After so long without scrolling a list is at rest, in milliseconds.
const REST_MS: u32 = 150;

/// The height of a row before it is measured.
const USUAL_ROW_PX: f64 = 36.0;

#[derive(Clone, Copy)]
pub struct Scroller {
    /// The element that scrolls.
    pub node: NodeRef<html::Div>,
    /// The head, which covers the top of it.
    pub head: NodeRef<html::Thead>,
    /// An element as high as a row.
    pub probe: NodeRef<html::Div>,
    sizes: RwSignal<Sizes>,
    measured: StoredValue<Sizes>,
    window: Memo<Window>,
    position: RwSignal<Position>,
    rest: StoredValue<Option<Timeout>, LocalStorage>,
    is_following: StoredValue<bool>,
    n_drawn: Memo<usize>,
    /// The first drawn row when the list was last at rest.
    rested_first: RwSignal<usize>,
    /// The rows beside the visible ones that have elements so far, on each side.
    n_beside: RwSignal<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Sizes {
    row_px: f64,
    head_px: f64,
    node_px: f64,
    /// The pixels of the screen for one of CSS.
    ratio: f64,
}

/// Where rows are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Places {
    /// How far below the head the place is that rows are moved from.
    pub base_px: f64,
    /// How far from there the first row would be drawn.
    first_px: f64,
    row_px: f64,
    /// The pixels of the screen for one of CSS.
    ratio: f64,
}

impl Places {
    /// How far a row is moved: so that it begins on a whole pixel of the screen, because a line between two is blurred.
    pub fn move_px(self, index: usize) -> f64 {
        let move_px = self.first_px + index as f64 * self.row_px;
        (move_px * self.ratio).round() / self.ratio
    }
}

impl Scroller {
    pub fn new(n_rows: impl Fn() -> usize + Send + Sync + 'static) -> Self {
        let usual = Sizes { row_px: USUAL_ROW_PX, head_px: 0.0, node_px: 0.0, ratio: 1.0 };
        let (sizes, measured) = (RwSignal::new(usual), StoredValue::new(usual));
        let window = Memo::new(move |_| {
            let Sizes { row_px, head_px, node_px, .. } = sizes.get();
            Window { n_rows: n_rows(), row_px, view_px: (node_px - head_px).max(0.0) }
        });
        let (node, head, probe) = (NodeRef::new(), NodeRef::new(), NodeRef::new());
        let position = RwSignal::new(Position::default());
        let this = Self {
            node,
            head,
            probe,
            sizes,
            measured,
            window,
            position,
            rest: StoredValue::new_local(None),
            is_following: StoredValue::new(false),
            n_drawn: Memo::new(move |_| {
                let window = window.get();
                (window.most_visible() + 2 * N_MORE).min(MAX_DRAWN).min(window.n_rows)
            }),
            rested_first: RwSignal::new(0),
            n_beside: RwSignal::new(0),
        };
        this.measure();
        this.add_elements();
        // The same row stays at the top when rows become higher or more.
        Effect::new(move |before: Option<Window>| {
            let window = window.get();
            if let Some(before) = before.filter(|before| *before != window) {
                let Position { scroll_px, top_px } = position.get_untracked();
                let top_px = top_px * window.row_px / before.row_px;
                this.go(window.settled(Position { scroll_px, top_px }));
            }
            window
        });
        this
    }

    fn measure(self) {
        Effect::new(move |_| {
            let (Some(node), Some(head), Some(probe)) = (self.node.get(), self.head.get(), self.probe.get()) else {
                return;
            };
            let nodes: [Element; 3] = [node.into(), head.into(), probe.into()];
            let observed = nodes.clone();
            let on_resize = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
                let Some(mut sizes) = self.measured.try_get_value() else { return };
                // When a page is zoomed, its tables have other sizes.
                sizes.ratio = leptos::prelude::window().device_pixel_ratio();
                for entry in entries.iter().filter_map(|entry| entry.dyn_into::<ResizeObserverEntry>().ok()) {
                    let px = entry.content_rect().height();
                    match observed.iter().position(|node| *node == entry.target()) {
                        Some(0) => sizes.node_px = px,
                        Some(1) => sizes.head_px = px,
                        // A hidden row has no height.
                        _ if px > 0.0 => sizes.row_px = px,
                        _ => {}
                    }
                }
                self.measured.set_value(sizes);
                // Rows that are drawn now would change the sizes while they are told.
                request_animation_frame(move || {
                    if self.sizes.try_get_untracked().is_some_and(|before| before != sizes) {
                        self.sizes.set(sizes);
                    }
                });
            });
            // Every browser that runs the app has the observer.
            let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
            for node in &nodes {
                observer.observe(node);
            }
            let kept = StoredValue::new_local((observer, on_resize));
            on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
        });
    }

    /// Adds elements frame by frame: all at once would take too long, and the visible rows need not wait for the others.
    fn add_elements(self) {
        Effect::new(move |_| {
            let n_beside = self.n_beside.get();
            if self.n_drawn.get() > 0 && n_beside < N_MORE {
                request_animation_frame(move || {
                    self.n_beside.try_update(|n_beside| *n_beside += STEP);
                });
            }
        });
    }

    /// Must be called when the element was scrolled. The rows follow before the next frame is drawn. Firefox warns about
    /// rows that follow while the event is handled.
    pub fn on_scroll(self) {
        if !self.is_following.get_value() {
            self.is_following.set_value(true);
            request_animation_frame(move || {
                // By then the table may be gone.
                if self.is_following.try_set_value(false).is_none() {
                    self.follow();
                }
            });
        }
    }

    fn follow(self) {
        let Some(node) = self.node.get_untracked() else { return };
        let scroll_px = f64::from(node.scroll_top());
        // Browsers round what they tell.
        let is_at_end = node.scroll_top() + node.client_height() >= node.scroll_height() - 1;
        let (window, before) = (self.window.get_untracked(), self.position.get_untracked());
        let position = window.scrolled(before, if is_at_end && scroll_px > 0.0 { f64::MAX } else { scroll_px });
        if position == before {
            return;
        }
        self.position.set(position);
        self.rest_later();
    }

    fn rest_later(self) {
        self.rest.set_value(Some(Timeout::new(REST_MS, move || {
            let position = self.position.get_untracked();
            self.rested_first.set(untrack(|| self.drawn()).start);
            let settled = self.window.get_untracked().settled(position);
            if (settled.scroll_px - position.scroll_px).abs() > 1.0 {
                self.go(settled);
            }
        })));
    }

    fn go(self, position: Position) {
        if self.position.get_untracked() != position {
            self.position.set(position);
        }
        self.rest_later();
        // By then the element has its new height.
        request_animation_frame(move || {
            let position = self.position.try_get_untracked();
            if let (Some(node), Some(position)) = (self.node.try_get_untracked().flatten(), position) {
                node.set_scroll_top(position.scroll_px.round() as i32);
            }
        });
    }

    pub fn go_to_top(self) {
        self.go(Position::default());
    }

    /// Scrolls as little as needed for a row to be visible.
    pub fn show(self, index: usize) {
        let (window, position) = (self.window.get_untracked(), self.position.get_untracked());
        self.go(window.with_row(position, index));
    }

    /// The height of all rows, limited to what browsers allow.
    pub fn height_px(self) -> f64 {
        self.window.get().height_px()
    }

    pub fn visible(self) -> Range<usize> {
        self.window.get().visible(self.position.get())
    }

    /// The first row that is wholly visible.
    pub fn shown_first(self) -> usize {
        let window = self.window.get_untracked();
        (self.position.get_untracked().top_px / window.row_px).ceil() as usize
    }

    /// The number of rows that fit, at least 1.
    pub fn n_fitting(self) -> usize {
        let window = self.window.get_untracked();
        ((window.view_px / window.row_px) as usize).max(1)
    }

    /// The visible rows and some beside them, always [`n_drawn`](Self::n_drawn) of them.
    pub fn drawn(self) -> Range<usize> {
        self.window.get().drawn(self.position.get(), self.n_drawn.get())
    }

    /// The number of drawn rows, which does not change as the list is scrolled.
    pub fn n_drawn(self) -> usize {
        self.n_drawn.get()
    }

    /// The rows that have elements, in the order that they have in the document: the drawn ones when the list was last
    /// at rest, because to move an element costs as much as to draw it. Before all are there, the visible ones and some
    /// beside them.
    pub fn in_elements(self) -> Range<usize> {
        let n_beside = self.n_beside.get();
        if n_beside < N_MORE {
            let (visible, drawn) = (self.visible(), self.drawn());
            drawn.start.max(visible.start.saturating_sub(n_beside))..drawn.end.min(visible.end + n_beside)
        } else {
            let first = self.rested_first.get();
            first..first + self.n_drawn.get()
        }
    }

    /// Where rows are drawn. While they move with the scroll bar, this changes seldom.
    pub fn places(self) -> Places {
        let (window, position, ratio) = (self.window.get(), self.position.get(), self.sizes.get().ratio);
        let base_px = window.base_px(position, window.visible(position).start);
        // Sums of fractions differ in their last digits.
        let first_px = ((window.offset_px(position, 0) - base_px) * 64.0).round() / 64.0;
        Places { base_px, first_px, row_px: window.row_px, ratio }
    }
}

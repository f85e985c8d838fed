//! The loaded rows of a long list: whole pages by their numbers, each row once.

use std::{collections::VecDeque, ops::Range};

use campaign::query::PAGE;

/// The maximum number of pages that are kept.
pub const MAX_PAGES: usize = 5;

/// The number of rows that are drawn together: a slow machine draws them in less than 50 ms.
pub const PART: usize = 25;

/// A row with its index on the server, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The server's id; without one, a name made from the index.
    pub id: String,
    pub index: usize,
}

/// Consecutive pages of a list.
///
/// Rows move on the server while people load pages, and a server may return the row at a page's boundary twice
/// (contract 19.5). So each page is requested with the row after it. If the next page does not begin with that row,
/// rows have moved, and all loaded pages must be requested again ([`Taken::is_broken`]).
#[derive(Debug, Clone)]
pub struct Pages {
    /// The number of the first page, from 0.
    first: usize,
    pages: VecDeque<Page>,
    /// The number of rows that a page repeats from the page before, as far as is known.
    overlap: usize,
    /// The number of repeated rows at the start of the last page.
    last_overlap: usize,
    /// Rows may be missing until all loaded pages have been requested again.
    pub is_broken: bool,
}

#[derive(Debug, Clone)]
struct Page {
    rows: Vec<Placed>,
    next: Next,
}

/// What follows a page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Next {
    Nothing,
    Row(String),
    /// There is more, but the page had no space for its first row.
    Unknown,
}

/// The page to request next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The first page, which replaces all others.
    First,
    After,
    Before,
    /// The first loaded page again, to poll it.
    Again,
    /// The page with this number again; the other pages stay.
    Number(usize),
}

/// The result of taking in a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The id of each row.
    pub ids: Vec<String>,
    /// The page does not continue the page beside it: rows may be missing.
    pub is_broken: bool,
}

impl Pages {
    pub fn new() -> Self {
        Self { first: 0, pages: VecDeque::new(), overlap: 0, last_overlap: 0, is_broken: false }
    }

    /// The number of the page that this turn requests.
    pub fn wanted(&self, turn: Turn) -> usize {
        match turn {
            Turn::First => 0,
            Turn::Again => self.first,
            Turn::After => self.first + self.pages.len(),
            Turn::Before => self.first.saturating_sub(1),
            Turn::Number(number) => number,
        }
    }

    /// The numbers of the loaded pages.
    pub fn numbers(&self) -> Range<usize> {
        self.first..self.first + self.pages.len()
    }

    /// Whether the rows can be polled. One request covers one page, so with several pages it would cover only a part.
    pub fn can_poll(&self) -> bool {
        self.pages.len() <= 1
    }

    pub fn has_earlier(&self) -> bool {
        self.first > 0
    }

    pub fn has_more(&self) -> bool {
        self.pages.back().is_some_and(|page| page.next != Next::Nothing)
    }

    /// The rows, in the server's order.
    pub fn rows(&self) -> impl Iterator<Item = &Placed> {
        self.pages.iter().flat_map(|page| &page.rows)
    }

    /// The ids of the rows, in the server's order.
    pub fn ids(&self) -> Vec<String> {
        self.rows().map(|placed| placed.id.clone()).collect()
    }

    /// The number of rows on the server, if all of them are loaded.
    pub fn n_all(&self) -> Option<usize> {
        (self.first == 0 && !self.pages.is_empty() && !self.has_more()).then(|| self.rows().count())
    }

    /// Call it when all pages have been requested again. If nothing has changed, the server repeats boundary rows.
    pub fn settle(&mut self, ids_before: &[String]) {
        self.is_broken = false;
        if self.ids() == ids_before {
            self.overlap = self.last_overlap;
        }
    }

    /// Takes in the ids of the page that this turn requested, including the next row, and drops pages if there are too
    /// many. A row that has moved on the server keeps only its latest place.
    pub fn take(&mut self, turn: Turn, ids: Vec<String>) -> Taken {
        let number = self.wanted(turn);
        let start = number * PAGE;
        let place = match turn {
            Turn::First | Turn::Again | Turn::Before => None,
            Turn::After | Turn::Number(_) => number.checked_sub(self.first),
        };
        let before = place.and_then(|place| self.pages.get(place.checked_sub(1)?));
        // Rows without an id cannot be compared, so all of them stay.
        let named = |(offset, id): (usize, String)| if id.is_empty() { format!("#{}", start + offset) } else { id };
        let ids: Vec<String> = ids.into_iter().enumerate().map(named).collect();
        let overlap = match before {
            Some(before) => overlap(&before.rows, &ids),
            None if number > 0 => self.overlap.min(ids.len()),
            None => 0,
        };
        let new = &ids[overlap..];
        let next = match new.get(PAGE) {
            Some(id) => Next::Row(id.clone()),
            None if ids.len() > PAGE => Next::Unknown,
            None => Next::Nothing,
        };
        let follows = before.is_none_or(|before| match &before.next {
            Next::Row(expected) => new.first() == Some(expected) && overlap == self.overlap,
            Next::Unknown => overlap > 0 && overlap == self.overlap,
            Next::Nothing => true,
        });
        let is_followed = turn != Turn::Before
            || match (&next, self.rows().next()) {
                (Next::Row(id), Some(after)) => *id == after.id,
                _ => self.overlap > 0,
            };
        let mut rows: Vec<Placed> = Vec::new();
        for (offset, id) in new.iter().take(PAGE).enumerate() {
            if rows.iter().all(|placed| placed.id != *id) {
                rows.push(Placed { id: id.clone(), index: start + offset });
            }
        }
        self.last_overlap = overlap;
        self.put(turn, place, number, Page { rows, next });
        Taken { ids, is_broken: !(follows && is_followed) }
    }

    fn put(&mut self, turn: Turn, place: Option<usize>, number: usize, page: Page) {
        if matches!(turn, Turn::First | Turn::Again) {
            self.first = number;
            self.pages.clear();
        }
        for former in &mut self.pages {
            former.rows.retain(|placed| page.rows.iter().all(|new| new.id != placed.id));
        }
        match place.and_then(|place| self.pages.get_mut(place)) {
            Some(former) => *former = page,
            None if turn == Turn::Before => {
                self.first = number;
                self.pages.push_front(page);
                self.pages.truncate(MAX_PAGES);
            }
            None => {
                self.pages.push_back(page);
                while self.pages.len() > MAX_PAGES {
                    self.pages.pop_front();
                    self.first += 1;
                }
            }
        }
    }
}

/// The number of rows at the end of `before` that `ids` begins with.
fn overlap(before: &[Placed], ids: &[String]) -> usize {
    let Some(last) = before.last() else { return 0 };
    let n = ids.iter().position(|id| *id == last.id).map_or(0, |position| position + 1);
    let end = before.len().checked_sub(n).map(|from| before[from..].iter().map(|placed| &placed.id));
    if end.is_some_and(|end| end.eq(&ids[..n])) { n } else { 0 }
}

/// The steps in which a list is drawn. Its old rows are already on screen. Each step adds a part of the new rows, from
/// the end if the new rows come first. There is at least one step.
pub fn steps(is_new: &[bool], from_end: bool) -> Vec<Vec<usize>> {
    let mut new: Vec<usize> = (0..is_new.len()).filter(|index| is_new[*index]).collect();
    if from_end {
        new.reverse();
    }
    let n_steps = new.len().div_ceil(PART).max(1);
    let mut step_of = vec![0; is_new.len()];
    for (rank, index) in new.into_iter().enumerate() {
        step_of[index] = rank / PART;
    }
    (0..n_steps).map(|step| (0..is_new.len()).filter(|index| step_of[*index] <= step).collect()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn page(ids: impl IntoIterator<Item = usize>) -> Vec<String> {
        ids.into_iter().map(|id| id.to_string()).collect()
    }

    fn shown(pages: &Pages) -> Vec<String> {
        pages.ids()
    }

    /// A list on a server, and the pages of it that are loaded.
    struct Asked<'a> {
        server: Vec<usize>,
        /// Whether a page begins with the last row of the page before (contract 19.5).
        gives_twice: bool,
        pages: &'a mut Pages,
    }

    impl Asked<'_> {
        /// Requests the page of a turn; true if all pages must be requested again.
        fn ask(&mut self, turn: Turn) -> bool {
            let start = self.pages.wanted(turn) * PAGE;
            let start = if self.gives_twice { start.saturating_sub(1) } else { start };
            let ids = self.server.iter().skip(start).take(PAGE + 1).copied();
            self.pages.take(turn, page(ids)).is_broken
        }

        fn ask_all(&mut self) {
            let before = self.pages.ids();
            for number in self.pages.numbers() {
                self.ask(Turn::Number(number));
            }
            self.pages.settle(&before);
        }

        fn page_to_the_end(&mut self) {
            while self.pages.has_more() || self.pages.n_all().is_some_and(|n| n != self.server.len()) {
                let is_broken = self.pages.has_more() && self.ask(Turn::After);
                if is_broken || self.pages.n_all().is_some_and(|n| n != self.server.len()) {
                    self.ask_all();
                }
            }
        }
    }

    #[test]
    fn pages_are_loaded_in_both_directions() {
        let mut pages = Pages::new();
        let server: Vec<usize> = (0..650).collect();
        let mut list = Asked { server, gives_twice: false, pages: &mut pages };
        list.ask(Turn::First);
        for _ in 0..6 {
            assert!(!list.ask(Turn::After));
        }
        assert!(!pages.has_more());
        assert_eq!((pages.rows().count(), pages.rows().next().map(|row| row.index)), (450, Some(200)));
        assert!(pages.has_earlier());
        assert_eq!(pages.wanted(Turn::Before), 1);
        let mut list = Asked { server: (0..650).collect(), gives_twice: false, pages: &mut pages };
        assert!(!list.ask(Turn::Before));
        assert_eq!(pages.rows().map(|row| row.index).collect::<Vec<_>>(), (100..600).collect::<Vec<_>>());
    }

    #[test]
    fn a_repeated_boundary_row_is_kept_once_and_expected_from_then_on() {
        let mut pages = Pages::new();
        let mut list = Asked { server: (0..300).collect(), gives_twice: true, pages: &mut pages };
        list.ask(Turn::First);
        // The first time it is unknown whether rows have moved.
        assert!(list.ask(Turn::After));
        list.ask_all();
        assert!(!list.ask(Turn::After));
        assert!(!list.ask(Turn::After));
        assert_eq!(shown(&pages), page(0..300));
        assert_eq!(pages.n_all(), Some(300));
    }

    #[test]
    fn moved_rows_are_found_while_pages_are_loaded() {
        // A row moves to the front or the end, is removed, or is added.
        let changes: [fn(&mut Vec<usize>); 4] = [
            |server| {
                let moved = server.remove(250);
                server.insert(0, moved);
            },
            |server| {
                let moved = server.remove(3);
                server.push(moved);
            },
            |server| {
                server.drain(0..7);
            },
            |server| server.insert(50, 1000),
        ];
        for change in changes {
            for gives_twice in [false, true] {
                let mut pages = Pages::new();
                let mut list = Asked { server: (0..300).collect(), gives_twice, pages: &mut pages };
                list.ask(Turn::First);
                change(&mut list.server);
                list.page_to_the_end();
                let server = list.server;
                assert_eq!(shown(&pages), page(server));
            }
        }
    }

    #[test]
    fn rows_without_an_id_all_stay() {
        let mut pages = Pages::new();
        pages.take(Turn::First, vec![String::new(), String::new()]);
        pages.take(Turn::After, vec![String::new()]);
        assert_eq!(pages.rows().count(), 3);
    }

    #[test]
    fn rows_before_the_others_are_drawn_from_their_end() {
        let is_new: Vec<bool> = (0..60).map(|index| index < 30).collect();
        let steps = steps(&is_new, true);
        assert_eq!(steps.len(), 2);
        assert_eq!(steps[0], (5..60).collect::<Vec<_>>());
        assert_eq!(steps[1], (0..60).collect::<Vec<_>>());
        assert_eq!(super::steps(&[], false), [Vec::<usize>::new()]);
    }

    fn turns() -> impl Strategy<Value = Vec<(Turn, Vec<usize>)>> {
        let turn = prop_oneof![Just(Turn::First), Just(Turn::After), Just(Turn::Before), Just(Turn::Again)];
        prop::collection::vec((turn, prop::collection::vec(0usize..400, 0..=PAGE)), 0..12)
    }

    proptest! {
        #[test]
        fn each_row_is_kept_once_in_order_and_the_number_of_pages_is_limited(turns in turns()) {
            let mut pages = Pages::new();
            for (turn, ids) in turns {
                if turn == Turn::Before && !pages.has_earlier() {
                    continue;
                }
                pages.take(turn, page(ids.iter().copied()));
                let ids_here = shown(&pages);
                prop_assert_eq!(ids_here.iter().collect::<HashSet<_>>().len(), ids_here.len());
                prop_assert!(ids_here.len() <= MAX_PAGES * PAGE);
                // The last requested page is loaded.
                prop_assert!(ids.iter().all(|id| ids_here.contains(&id.to_string())));
                let indexes: Vec<_> = pages.rows().map(|row| row.index).collect();
                prop_assert!(indexes.is_sorted_by(|one, other| one < other));
            }
        }

        #[test]
        fn all_rows_are_loaded_once_even_if_some_move(
            moves in prop::collection::vec((0usize..330, 0usize..330, any::<bool>()), 0..8),
            n in 101usize..330,
            gives_twice: bool,
        ) {
            let mut pages = Pages::new();
            let mut list = Asked { server: (0..n).collect(), gives_twice, pages: &mut pages };
            list.ask(Turn::First);
            for (from, to, pages_on) in moves {
                let moved = list.server.remove(from % list.server.len());
                list.server.insert(to % (list.server.len() + 1), moved);
                if pages_on && list.pages.has_more() && list.ask(Turn::After) {
                    list.ask_all();
                }
            }
            list.page_to_the_end();
            let (mut here, mut server) = (list.pages.ids(), page(list.server));
            here.sort();
            server.sort();
            prop_assert_eq!(here, server);
        }

        #[test]
        fn drawing_adds_few_rows_at_once_and_ends_with_all(is_new in prop::collection::vec(any::<bool>(), 0..300), from_end: bool) {
            let steps = steps(&is_new, from_end);
            let mut drawn: HashSet<usize> = (0..is_new.len()).filter(|index| !is_new[*index]).collect();
            for step in &steps {
                let step: HashSet<usize> = step.iter().copied().collect();
                prop_assert!(drawn.is_subset(&step));
                prop_assert!(step.len() - drawn.len() <= PART);
                drawn = step;
            }
            prop_assert_eq!(drawn.len(), is_new.len());
        }
    }
}

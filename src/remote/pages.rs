//! The rows of a long list that are kept: whole pages of it by their numbers, each row once.

use std::collections::VecDeque;

use campaign::query::PAGE;

/// The most pages that are kept.
pub const MAX_PAGES: usize = 5;

/// How many rows are drawn in one go: a slow machine draws them in less than 50 ms.
pub const PART: usize = 25;

/// A row in its place on the server, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The server's id; where it gave none, what tells the place.
    pub id: String,
    pub index: usize,
}

/// Consecutive pages of a list.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The number of the first page, from 0.
    first: usize,
    pages: VecDeque<Vec<Placed>>,
}

/// Which page to ask for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The first, which takes the place of all others.
    First,
    After,
    Before,
    /// The first that is here once more, because the server moves.
    Again,
}

impl Pages {
    pub fn new() -> Self {
        Self { first: 0, pages: VecDeque::new() }
    }

    /// The number of the page that is asked for in this turn.
    pub fn wanted(&self, turn: Turn) -> usize {
        match turn {
            Turn::First => 0,
            Turn::Again => self.first,
            Turn::After => self.first + self.pages.len(),
            Turn::Before => self.first.saturating_sub(1),
        }
    }

    /// Whether a look may ask for what is here: of more than a page only a part could be asked.
    pub fn can_look(&self) -> bool {
        self.pages.len() <= 1
    }

    pub fn has_earlier(&self) -> bool {
        self.first > 0
    }

    /// The rows, in the server's order.
    pub fn rows(&self) -> impl Iterator<Item = &Placed> {
        self.pages.iter().flatten()
    }

    /// Takes the ids of the page that was asked for in this turn, and lets go of pages where there are too many. A row
    /// that has moved on the server stands where it was seen last. Gives the ids under which the rows stand here.
    pub fn take(&mut self, turn: Turn, ids: Vec<String>) -> Vec<String> {
        let number = self.wanted(turn);
        let mut page: Vec<Placed> = Vec::new();
        let mut standing = Vec::new();
        for (offset, id) in ids.into_iter().enumerate() {
            let index = number * PAGE + offset;
            // Rows without an id cannot be told apart, so that all of them stay.
            let id = if id.is_empty() { format!("#{index}") } else { id };
            standing.push(id.clone());
            if page.iter().all(|placed| placed.id != id) {
                page.push(Placed { id, index });
            }
        }
        match turn {
            Turn::First | Turn::Again => {
                self.first = number;
                self.pages.clear();
            }
            Turn::After | Turn::Before => {
                for former in &mut self.pages {
                    former.retain(|placed| page.iter().all(|new| new.id != placed.id));
                }
            }
        }
        if turn == Turn::Before {
            self.first = number;
            self.pages.push_front(page);
            self.pages.truncate(MAX_PAGES);
        } else {
            self.pages.push_back(page);
            while self.pages.len() > MAX_PAGES {
                self.pages.pop_front();
                self.first += 1;
            }
        }
        standing
    }
}

/// The steps in which `target` is drawn by somebody who has drawn the rows that are not new: each adds a part of the new
/// ones, from the end if they come before the others. There is at least one.
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

    fn shown(pages: &Pages) -> Vec<&str> {
        pages.rows().map(|placed| placed.id.as_str()).collect()
    }

    #[test]
    fn pages_follow_each_other_in_both_directions() {
        let mut pages = Pages::new();
        pages.take(Turn::First, page(0..100));
        for _ in 0..6 {
            let number = pages.wanted(Turn::After);
            pages.take(Turn::After, page(number * 100..(number + 1) * 100));
        }
        assert_eq!((pages.rows().count(), pages.rows().next().map(|row| row.index)), (500, Some(200)));
        assert!(pages.has_earlier());
        assert_eq!(pages.wanted(Turn::Before), 1);
        pages.take(Turn::Before, page(100..200));
        assert_eq!(pages.rows().map(|row| row.index).collect::<Vec<_>>(), (100..600).collect::<Vec<_>>());
    }

    #[test]
    fn a_row_that_moved_to_a_later_page_stands_there_only() {
        let mut pages = Pages::new();
        pages.take(Turn::First, page(0..100));
        pages.take(Turn::After, page(99..199));
        let ids = shown(&pages);
        assert_eq!(ids.iter().filter(|id| **id == "99").count(), 1);
        assert_eq!(pages.rows().find(|row| row.id == "99").map(|row| row.index), Some(100));
    }

    #[test]
    fn rows_without_an_id_all_stay() {
        let mut pages = Pages::new();
        pages.take(Turn::First, vec![String::new(), String::new()]);
        pages.take(Turn::After, vec![String::new()]);
        assert_eq!(pages.rows().count(), 3);
    }

    #[test]
    fn what_comes_before_is_drawn_from_its_end() {
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
        fn each_row_is_there_once_in_order_and_never_too_many(turns in turns()) {
            let mut pages = Pages::new();
            for (turn, ids) in turns {
                if turn == Turn::Before && !pages.has_earlier() {
                    continue;
                }
                pages.take(turn, page(ids.iter().copied()));
                let ids_here = shown(&pages);
                prop_assert_eq!(ids_here.iter().collect::<HashSet<_>>().len(), ids_here.len());
                prop_assert!(ids_here.len() <= MAX_PAGES * PAGE);
                // What was asked for last is here.
                prop_assert!(ids.iter().all(|id| ids_here.contains(&id.to_string().as_str())));
                let indexes: Vec<_> = pages.rows().map(|row| row.index).collect();
                prop_assert!(indexes.is_sorted_by(|one, other| one < other));
            }
        }

        #[test]
        fn drawing_ends_with_all_and_never_takes_many_at_once(is_new in prop::collection::vec(any::<bool>(), 0..300), from_end: bool) {
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

//! The pages of a very long list that are loaded: those around the rows on screen, each row once.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use campaign::query::PAGE;

/// The maximum number of pages that are kept.
pub const MAX_PAGES: usize = 20;

/// Pages by their numbers, from 0.
///
/// Rows move on the server while people read, and a server may return the row at a page's boundary twice (contract
/// 19.5). So each page is requested with the row after it. If two pages side by side do not fit together, the older one
/// is requested again; a row that is in two pages keeps only its latest place.
#[derive(Debug, Clone, Default)]
pub struct Cache {
    pages: BTreeMap<usize, Page>,
    /// The number of rows that a page repeats from the page before, as far as is known.
    overlap: usize,
    /// A page that is requested again because the page after it repeats some of its rows.
    suspect: Option<Suspect>,
    /// Whether the second page was compared with the first one: only these show whether the server repeats rows, because
    /// all pages but the first begin with as many.
    is_compared: bool,
    /// The number of rows, if a page has shown the end of the list.
    n_rows: Option<usize>,
    n_taken: u32,
}

#[derive(Debug, Clone)]
struct Suspect {
    number: usize,
    ids: Vec<String>,
    /// The number of rows that the page after it repeats.
    overlap: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Page {
    /// The rows' ids; an empty one stands for a row that is elsewhere by now.
    ids: Vec<String>,
    next: Next,
    /// Whether the rows may have changed. They stay on screen until they are here again.
    is_stale: bool,
    /// The number of pages that were taken in before it.
    age: u32,
}

/// What follows a page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Next {
    Nothing,
    Row(String),
    /// There is more, but the page had no space for its first row.
    Unknown,
}

/// What a page that was taken in has changed.
#[derive(Debug)]
pub struct Taken {
    /// The id of each row that was given.
    pub ids: Vec<String>,
    /// The rows that are not loaded, or no longer.
    pub gone: Vec<String>,
    /// Whether loaded rows have come, moved or gone.
    pub is_moved: bool,
}

impl Cache {
    /// The id of the row with this index; `None` if it is not loaded.
    pub fn id(&self, index: usize) -> Option<&str> {
        let page = self.pages.get(&(index / PAGE))?;
        page.ids.get(index % PAGE).map(String::as_str).filter(|id| !id.is_empty())
    }

    /// The number of rows on the server, if a page has shown the end of the list.
    pub fn n_rows(&self) -> Option<usize> {
        self.n_rows
    }

    /// The number of rows that are known to exist: at least one follows each page that has something after it.
    pub fn n_known(&self) -> usize {
        let ends = self.pages.iter().map(|(number, page)| match page.next {
            Next::Nothing => number * PAGE + page.ids.len(),
            Next::Row(_) | Next::Unknown => (number + 1) * PAGE + 1,
        });
        self.n_rows.unwrap_or_else(|| ends.max().unwrap_or(0))
    }

    /// The place of a row; `None` if it is not loaded.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.pages.iter().find_map(|(number, page)| {
            page.ids.iter().position(|known| known == id).map(|offset| number * PAGE + offset)
        })
    }

    /// The page to request next, if one of these rows or of those around them in `near` is not loaded or may have
    /// changed. The page in the middle of these rows comes first. Where it is not known whether the server repeats rows,
    /// the second page follows: later it would show that all pages have to be asked for again. `n_rows` is the number of
    /// rows as far as the caller knows.
    pub fn wanted(&self, rows: &Range<usize>, near: &Range<usize>, n_rows: usize) -> Option<usize> {
        let middle = rows.start.midpoint(rows.end) / PAGE;
        let (first, last) = (near.start / PAGE, near.end / PAGE);
        let is_there = |number: &usize| *number == 0 || number * PAGE < n_rows;
        let is_fresh = |number: &usize| self.pages.get(number).is_some_and(|page| !page.is_stale);
        let is_wanted = |number: &usize| is_there(number) && !is_fresh(number);
        let near = (first..=last).filter(is_wanted).min_by_key(|number| number.abs_diff(middle));
        let suspect = || self.suspect.as_ref().map(|suspect| suspect.number).filter(is_wanted);
        let compared = || [0, 1].into_iter().filter(|_| !self.is_compared).find(is_wanted);
        near.or_else(suspect).or_else(compared)
    }

    /// All pages may have changed.
    pub fn doubt(&mut self) {
        self.pages.values_mut().for_each(|page| page.is_stale = true);
        self.n_rows = None;
    }

    /// The page with some of these rows that was loaded longest ago may have changed.
    pub fn doubt_oldest(&mut self, rows: &Range<usize>) {
        let seen = rows.start / PAGE..=rows.end.saturating_sub(1).max(rows.start) / PAGE;
        if let Some((_, page)) = self.pages.range_mut(seen).min_by_key(|(_, page)| page.age) {
            page.is_stale = true;
        }
    }

    /// Takes in the ids of a page, including the row after it.
    pub fn take(&mut self, number: usize, given: Vec<String>) -> Taken {
        // Rows without an id cannot be compared, so all of them stay.
        let named =
            |(offset, id): (usize, String)| if id.is_empty() { format!("#{}", number * PAGE + offset) } else { id };
        let given: Vec<String> = given.into_iter().enumerate().map(named).collect();
        let usual = if number == 0 { 0 } else { self.overlap.min(given.len()) };
        let new = &given[usual..];
        let next = match new.get(PAGE) {
            Some(id) => Next::Row(id.clone()),
            None if given.len() > PAGE => Next::Unknown,
            None => Next::Nothing,
        };
        let mut ids: Vec<String> = Vec::new();
        for id in new.iter().take(PAGE) {
            ids.push(if ids.contains(id) { String::new() } else { id.clone() });
        }
        // Pages that may have changed say nothing.
        let fresh = |number: usize| self.pages.get(&number).filter(|page| !page.is_stale);
        let before = number.checked_sub(1).and_then(|before| Some((before, fresh(before)?)));
        let is_compared = (number == 1 && fresh(0).is_some()) || (number == 0 && fresh(1).is_some());
        let follows = before.is_none_or(|(_, before)| fits(&before.next, new.first()));
        let is_followed = fresh(number + 1).is_none_or(|after| fits(&next, after.ids.first()));
        let repeated = before.map(|(number, before)| Suspect {
            number,
            ids: before.ids.clone(),
            overlap: overlap(&before.ids, &given),
        });
        let mut is_stale = false;
        if let Some(suspect) = self.suspect.take_if(|suspect| suspect.number == number) {
            // Nothing has moved: the server repeats rows, and all pages but the first begin with them.
            if suspect.ids == ids {
                self.overlap = suspect.overlap;
                self.doubt();
                is_stale = number > 0;
            }
        } else if let Some(repeated) = repeated.filter(|repeated| repeated.overlap != self.overlap) {
            self.suspect = Some(repeated);
        }
        self.is_compared |= is_compared;
        self.n_taken += 1;
        let (mut gone, is_moved) = self.put(number, Page { ids, next, is_stale, age: self.n_taken });
        for (is_right, beside) in [(follows, number.checked_sub(1)), (is_followed, Some(number + 1))] {
            if let Some(page) = beside.and_then(|beside| self.pages.get_mut(&beside)).filter(|_| !is_right) {
                page.is_stale = true;
            }
        }
        let beside = given.iter().take(usual).chain(new.iter().skip(PAGE));
        gone.extend(beside.filter(|id| self.index(id).is_none()).cloned());
        Taken { ids: given, gone, is_moved }
    }

    /// Takes in the first page of another list, in place of all pages.
    pub fn begin(&mut self, number: usize, given: Vec<String>) -> Taken {
        let former = std::mem::take(&mut self.pages);
        *self = Self::default();
        let mut taken = self.take(number, given);
        let former = former.into_values().flat_map(|page| page.ids);
        taken.gone.extend(former.filter(|id| !id.is_empty() && self.index(id).is_none()));
        taken.is_moved |= !taken.gone.is_empty();
        taken
    }

    /// Returns the rows that are no longer loaded, and whether rows have come, moved or gone.
    fn put(&mut self, number: usize, page: Page) -> (Vec<String>, bool) {
        let (mut gone, mut is_moved) = (Vec::new(), false);
        let here: BTreeSet<&str> = page.ids.iter().map(String::as_str).filter(|id| !id.is_empty()).collect();
        for (other, former) in &mut self.pages {
            for id in former.ids.iter_mut().filter(|id| *other != number && here.contains(id.as_str())) {
                id.clear();
                former.is_stale = true;
                is_moved = true;
            }
        }
        if page.next == Next::Nothing {
            self.n_rows = Some(number * PAGE + page.ids.len());
            gone.extend(self.pages.split_off(&(number + 1)).into_values().flat_map(|page| page.ids));
        } else if self.n_rows.is_some_and(|n| n <= (number + 1) * PAGE) {
            self.n_rows = None;
        }
        let former = self.pages.get(&number).map_or(&[][..], |former| &former.ids);
        is_moved |= !gone.is_empty() || former != page.ids;
        gone.extend(former.iter().filter(|id| !here.contains(id.as_str())).cloned());
        self.pages.insert(number, page);
        while self.pages.len() > MAX_PAGES {
            let farthest = self.pages.keys().copied().max_by_key(|other| other.abs_diff(number));
            gone.extend(
                farthest.and_then(|farthest| self.pages.remove(&farthest)).into_iter().flat_map(|page| page.ids),
            );
        }
        gone.retain(|id| !id.is_empty());
        (gone, is_moved)
    }
}

/// Whether a page that begins with `first` continues a page that ends with `next`.
fn fits(next: &Next, first: Option<&String>) -> bool {
    match next {
        Next::Row(expected) => first == Some(expected),
        Next::Unknown => true,
        Next::Nothing => first.is_none(),
    }
}

/// The number of rows at the end of `before` that `ids` begins with.
fn overlap(before: &[String], ids: &[String]) -> usize {
    let Some(last) = before.last() else { return 0 };
    let n = ids.iter().position(|id| id == last).map_or(0, |position| position + 1);
    if before.ends_with(&ids[..n]) { n } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A list on a server.
    struct Server {
        rows: Vec<usize>,
        /// Whether a page begins with the last row of the page before (contract 19.5).
        gives_twice: bool,
    }

    impl Server {
        fn of(n: usize) -> Self {
            Self { rows: (0..n).collect(), gives_twice: false }
        }

        fn page(&self, number: usize) -> Vec<String> {
            let start = number * PAGE;
            let start = if self.gives_twice { start.saturating_sub(1) } else { start };
            self.rows.iter().skip(start).take(PAGE + 1).map(usize::to_string).collect()
        }

        /// Answers until nothing more is wanted for these rows. Returns the number of requests.
        fn serve(&self, cache: &mut Cache, rows: &Range<usize>) -> usize {
            for n in 0..100 {
                let Some(number) = cache.wanted(rows, &near(rows), self.rows.len()) else { return n };
                let before = placed(cache);
                let Taken { ids, gone, is_moved } = cache.take(number, self.page(number));
                let after = placed(cache);
                assert_eq!(is_moved, before != after);
                let kept = before.into_values().chain(ids).filter(|id| !gone.contains(id));
                assert_eq!(kept.collect::<BTreeSet<_>>(), after.into_values().collect());
            }
            panic!("it never ends");
        }
    }

    /// All loaded rows by their places.
    fn placed(cache: &Cache) -> BTreeMap<usize, String> {
        let places = cache.pages.keys().flat_map(|number| number * PAGE..(number + 1) * PAGE);
        places.filter_map(|index| Some((index, cache.id(index)?.to_owned()))).collect()
    }

    fn shown(cache: &Cache, rows: Range<usize>) -> Vec<Option<usize>> {
        rows.map(|index| cache.id(index).map(|id| id.parse().unwrap_or(usize::MAX))).collect()
    }

    fn all(rows: Range<usize>) -> Vec<Option<usize>> {
        rows.map(Some).collect()
    }

    fn near(rows: &Range<usize>) -> Range<usize> {
        rows.start.saturating_sub(25)..rows.end + 25
    }

    #[test]
    fn any_row_of_a_million_comes_with_one_page_once_their_number_is_known() {
        let server = Server::of(1_000_000);
        let mut cache = Cache::default();
        cache.take(9_999, server.page(9_999));
        assert_eq!(cache.n_rows(), Some(1_000_000));
        assert_eq!(cache.wanted(&(500_020..500_050), &(500_020..500_050), 1_000_000), Some(5_000));
        cache.take(5_000, server.page(5_000));
        assert_eq!(shown(&cache, 500_020..500_050), all(500_020..500_050));
    }

    #[test]
    fn rows_near_the_visible_ones_are_loaded_after_them() {
        let server = Server::of(1_000);
        let asked = |cache: &mut Cache, rows: Range<usize>| {
            let mut asked = Vec::new();
            while let Some(number) = cache.wanted(&rows, &near(&rows), 1_000) {
                asked.push(number);
                cache.take(number, server.page(number));
            }
            asked
        };
        let mut cache = Cache::default();
        // The first two pages show whether the server repeats rows.
        assert_eq!(asked(&mut cache, 0..30), [0, 1]);
        assert_eq!(asked(&mut cache, 540..560), [5]);
        assert_eq!(asked(&mut cache, 570..590), [6]);
        assert_eq!(asked(&mut cache, 940..960), [9]);
    }

    #[test]
    fn a_repeated_boundary_row_is_shown_once_and_expected_from_then_on() {
        let server = Server { gives_twice: true, ..Server::of(1_000) };
        let mut cache = Cache::default();
        server.serve(&mut cache, &(0..30));
        assert_eq!(cache.overlap, 1);
        server.serve(&mut cache, &(0..150));
        assert_eq!(shown(&cache, 0..150), all(0..150));
        assert_eq!(server.serve(&mut cache, &(830..850)), 1);
        assert_eq!(shown(&cache, 830..850), all(830..850));
    }

    #[test]
    fn another_list_takes_the_place_of_all_pages() {
        let mut cache = Cache::default();
        Server::of(1_000).serve(&mut cache, &(0..150));
        let Taken { mut gone, is_moved, .. } = cache.begin(0, vec!["7".to_owned(), "new".to_owned()]);
        gone.sort_by_key(|id| id.parse::<usize>().ok());
        assert_eq!(gone, (0..200).filter(|n| *n != 7).map(|n| n.to_string()).collect::<Vec<_>>());
        assert!(is_moved);
        assert_eq!((cache.index("7"), cache.index("new"), cache.n_rows()), (Some(0), Some(1), Some(2)));
        // Of an empty list too.
        let Taken { gone, is_moved, .. } = cache.begin(0, Vec::new());
        assert_eq!((gone.len(), is_moved), (2, true));
    }

    #[test]
    fn rows_without_an_id_all_stay() {
        let mut cache = Cache::default();
        cache.take(0, vec![String::new(), String::new()]);
        assert_eq!((placed(&cache).len(), cache.n_rows()), (2, Some(2)));
    }

    #[test]
    fn an_empty_list_asks_once() {
        let mut cache = Cache::default();
        assert_eq!(cache.wanted(&(0..20), &(0..20), 0), Some(0));
        cache.take(0, Vec::new());
        assert_eq!((cache.wanted(&(0..20), &(0..20), 0), cache.n_rows()), (None, Some(0)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_on_screen_is_what_the_server_has_and_each_row_is_there_once(
            steps in prop::collection::vec((0..950_usize, 0..1_000_usize, 0..1_000_usize, any::<bool>()), 1..12),
            gives_twice: bool,
        ) {
            let mut server = Server { gives_twice, ..Server::of(1_000) };
            let mut cache = Cache::default();
            server.serve(&mut cache, &(0..45));
            for (first, from, to, moves) in steps {
                if moves {
                    let moved = server.rows.remove(from);
                    server.rows.insert(to, moved);
                    cache.doubt();
                }
                let rows = first..first + 45;
                server.serve(&mut cache, &rows);
                let wanted: Vec<Option<usize>> = server.rows[rows.clone()].iter().copied().map(Some).collect();
                prop_assert_eq!(shown(&cache, rows), wanted);
                let placed = placed(&cache);
                let ids: BTreeSet<&String> = placed.values().collect();
                prop_assert_eq!(ids.len(), placed.len());
            }
        }

        #[test]
        fn few_pages_are_kept(numbers in prop::collection::vec(0..10_000_usize, 0..60)) {
            let server = Server::of(1_000_000);
            let mut cache = Cache::default();
            for number in numbers {
                cache.take(number, server.page(number));
                prop_assert!(placed(&cache).len() <= MAX_PAGES * PAGE);
                prop_assert_eq!(shown(&cache, number * PAGE..number * PAGE + 1), [Some(number * PAGE)]);
            }
        }
    }
}

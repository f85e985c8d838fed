//! The rows that are selected, by their places.

use std::ops::Range;

/// Rows selected with the mouse or the keyboard, as in a file manager.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where the last range begins.
    pub anchor: usize,
    /// They may overlap.
    ranges: Vec<Range<usize>>,
}

impl Selection {
    pub fn only(index: usize) -> Self {
        Self { anchor: index, ranges: std::iter::once(index..index + 1).collect() }
    }

    /// Selects from the anchor to a row, in place of the last range.
    pub fn extend(&mut self, index: usize) {
        self.ranges.pop();
        self.ranges.push(self.anchor.min(index)..self.anchor.max(index) + 1);
    }

    /// Selects a row besides the others, or no longer.
    pub fn toggle(&mut self, index: usize) {
        self.anchor = index;
        if self.contains(index) {
            let parts =
                |range: Range<usize>| [range.start..range.end.min(index), range.start.max(index + 1)..range.end];
            self.ranges = self.ranges.drain(..).flat_map(parts).filter(|range| !range.is_empty()).collect();
            // The last range is the one that a further step extends.
            self.ranges.push(index..index);
        } else {
            self.ranges.push(index..index + 1);
        }
    }

    pub fn contains(&self, index: usize) -> bool {
        self.ranges.iter().any(|range| range.contains(&index))
    }

    /// The selected rows as ranges in order, each row once.
    pub fn ranges(&self) -> Vec<Range<usize>> {
        let mut sorted = self.ranges.clone();
        sorted.sort_by_key(|range| range.start);
        let mut end = 0;
        let rest = |range: Range<usize>| {
            let start = range.start.max(end);
            end = end.max(range.end);
            start..range.end
        };
        sorted.into_iter().map(rest).filter(|range| !range.is_empty()).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.ranges.iter().all(Range::is_empty)
    }

    pub fn n_rows(&self) -> usize {
        self.ranges().into_iter().map(|range| range.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn rows(selection: &Selection) -> Vec<usize> {
        selection.ranges().into_iter().flatten().collect()
    }

    #[test]
    fn shift_selects_from_the_first_row_in_either_direction() {
        let mut selection = Selection::only(5);
        selection.extend(8);
        assert_eq!(rows(&selection), [5, 6, 7, 8]);
        selection.extend(3);
        assert_eq!(rows(&selection), [3, 4, 5]);
    }

    proptest! {
        #[test]
        fn a_toggled_row_changes_and_no_other_does(steps in prop::collection::vec((any::<bool>(), 0..40_usize), 0..30), last in 0..40_usize) {
            let mut selection = Selection::default();
            for (toggles, index) in steps {
                if toggles { selection.toggle(index) } else { selection.extend(index) }
            }
            let set = |selection: &Selection| rows(selection).into_iter().collect::<BTreeSet<_>>();
            let mut expected = set(&selection);
            prop_assert_eq!(expected.len(), selection.n_rows());
            prop_assert!((0..41).all(|index| selection.contains(index) == expected.contains(&index)));
            selection.toggle(last);
            if !expected.remove(&last) {
                expected.insert(last);
            }
            prop_assert_eq!(set(&selection), expected);
        }
    }
}

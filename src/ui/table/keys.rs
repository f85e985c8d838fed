//! The keys that move from row to row.

/// The row that a key leads to; `None` if the key moves nothing. `shown` is the first visible row, `n_fitting` the
/// number of rows that fit on the screen.
pub fn moved(key: &str, active: Option<usize>, shown: usize, n_fitting: usize, n_rows: usize) -> Option<usize> {
    let last = n_rows.checked_sub(1)?;
    let from = active.unwrap_or(shown);
    let to = match key {
        "ArrowDown" | "j" => active.map_or(shown, |active| active + 1),
        "ArrowUp" | "k" => active.map_or(shown, |active| active.saturating_sub(1)),
        "PageDown" => from + n_fitting,
        "PageUp" => from.saturating_sub(n_fitting),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(to.min(last))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_key_leads_where_people_expect() {
        for (key, expected) in [
            ("ArrowDown", Some(41)),
            ("j", Some(41)),
            ("ArrowUp", Some(39)),
            ("k", Some(39)),
            ("PageDown", Some(60)),
            ("PageUp", Some(20)),
            ("Home", Some(0)),
            ("End", Some(999_999)),
            ("x", None),
        ] {
            assert_eq!(moved(key, Some(40), 30, 20, 1_000_000), expected, "{key}");
        }
    }

    #[test]
    fn without_a_row_the_first_visible_one_is_next() {
        assert_eq!(moved("ArrowDown", None, 30, 20, 1_000), Some(30));
        assert_eq!(moved("ArrowUp", None, 30, 20, 1_000), Some(30));
        assert_eq!(moved("PageDown", None, 30, 20, 1_000), Some(50));
    }

    #[test]
    fn where_there_are_no_rows_no_key_moves() {
        assert_eq!(moved("End", None, 0, 20, 0), None);
    }

    proptest! {
        #[test]
        fn no_key_leaves_the_rows(
            key in prop::sample::select(vec!["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", "j", "k"]),
            active in proptest::option::of(0..2_000_usize), shown in 0..2_000_usize, n_rows in 1..1_000_usize,
        ) {
            prop_assert!(moved(key, active, shown, 20, n_rows).is_some_and(|to| to < n_rows));
        }
    }
}

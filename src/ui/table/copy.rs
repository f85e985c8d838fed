//! Rows as text for the clipboard: tab-separated values, which spreadsheets read.

use crate::export::csv::quoted;

/// One line for each row, the titles first.
pub fn tsv(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| row.iter().map(|text| quoted(text, '\t')).collect::<Vec<_>>().join("\t");
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads it as RFC 4180 reads CSV, with tabs.
    fn read(tsv: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut field, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
        let mut chars = tsv.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if is_quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
                '"' => is_quoted = !is_quoted,
                '\t' if !is_quoted => row.push(std::mem::take(&mut field)),
                '\n' if !is_quoted => {
                    row.push(std::mem::take(&mut field));
                    rows.push(std::mem::take(&mut row));
                }
                c => field.push(c),
            }
        }
        row.push(field);
        rows.push(row);
        rows
    }

    proptest! {
        #[test]
        fn what_is_copied_is_read_back(rows in prop::collection::vec(prop::collection::vec("[a\t\n\"é +]{0,6}", 3), 1..5)) {
            prop_assert_eq!(read(&tsv(&rows)), rows);
        }
    }
}

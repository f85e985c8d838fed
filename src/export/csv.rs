//! Comma-separated values, as RFC 4180 has them.

use std::borrow::Cow;

use super::cell::Cell;
use crate::format::Zone;

/// The mark at the beginning of a file by which some programs recognise UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A line with its end. Without a zone no cell is a moment.
pub fn line(cells: impl Iterator<Item = Cell>, zone: Option<&Zone>) -> String {
    let mut line = String::new();
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            line.push(',');
        }
        match cell {
            Cell::Text(text) | Cell::Phone(text) => write_text(&text, &mut line),
            Cell::Number(n) => line.extend(n.map(|n| n.to_string())),
            Cell::Moment(moment) => line.extend(moment.and_then(|moment| Some(zone?.second(moment)))),
        }
    }
    line.push_str("\r\n");
    line
}

fn write_text(text: &str, line: &mut String) {
    let guarded: Cow<str> = if is_formula(text) { format!("'{text}").into() } else { text.into() };
    line.push_str(&quoted(&guarded, ','));
}

/// A text as it stands between separators: one with a separator, a line break or a quote is quoted.
pub fn quoted(text: &str, separator: char) -> Cow<'_, str> {
    if text.contains(['"', separator, '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text.into()
    }
}

/// Whether a spreadsheet would calculate the cell instead of showing it. A telephone number begins like a formula, but
/// stands as it is: nothing but its own digits can come out of it.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(cell)
}

/// A plus and digits, which may be in groups.
fn is_number(cell: &str) -> bool {
    cell.strip_prefix('+').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ')
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
        line(texts.into_iter().map(|text| Cell::Text(text.to_owned())), None)
    }

    #[test]
    fn telephone_numbers_stand_as_they_are_and_formulas_do_not() {
        let cells = [
            "+33639980001",
            "0033639980001",
            "+33 6 39 98 00 01",
            "+1+cmd|'/C calc'!A0",
            "=1+1",
            "-1",
            "@x",
            "\tx",
            "+",
        ];
        let written = "+33639980001,0033639980001,+33 6 39 98 00 01,'+1+cmd|'/C calc'!A0,'=1+1,'-1,'@x,'\tx,'+\r\n";
        assert_eq!(texts(cells), written);
        assert_eq!(line(cells.into_iter().map(|text| Cell::Phone(text.to_owned())), None), written);
    }

    #[test]
    fn a_number_is_no_formula_and_one_that_is_unknown_is_empty() {
        let cells = [Cell::Number(Some(-1)), Cell::Number(None), Cell::Number(Some(1_000_000))];
        assert_eq!(line(cells.into_iter(), None), "-1,,1000000\r\n");
    }

    #[test]
    fn quotes_commas_and_line_ends_stay_in_their_cell() {
        assert_eq!(
            texts(["a,b", "say \"hi\"", "two\nlines", "", "=\"x\""]),
            "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,\"'=\"\"x\"\"\"\r\n"
        );
    }

    proptest! {
        #[test]
        fn another_reader_finds_the_same_cells(rows in prop::collection::vec(prop::collection::vec("[ -~\\r\\n\\té€]{0,12}", 2..6), 1..6)) {
            let text: String = rows.iter().map(|cells| texts(cells.iter().map(String::as_str))).collect();
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let found: Vec<Vec<String>> = reader.records().map(|row| row.map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default()).collect();
            let guarded = |cell: &String| if is_formula(cell) { format!("'{cell}") } else { cell.clone() };
            let expected: Vec<Vec<String>> = rows.iter().map(|cells| cells.iter().map(guarded).collect()).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

//! The parts of an Office Open XML workbook (ECMA-376), for an archive that compresses them.

use std::fmt::Write;

use super::cell::Cell;
use crate::format::Zone;

/// The most rows of a sheet, with its head.
pub const SHEET_ROWS: usize = 1_048_576;

/// The most UTF-16 units of a cell.
const CELL_UNITS: usize = 32_767;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The styles of cells, by their numbers in [`STYLES`].
const MOMENT: &str = " s=\"1\"";
const TITLE: &str = " s=\"2\"";

const STYLES: &str = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>\
    <fonts count=\"2\"><font/><font><b/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
    <cellXfs count=\"3\"><xf/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/><xf fontId=\"1\" applyFont=\"1\"/></cellXfs>";

/// The name of a sheet's part; the first sheet is number 1.
pub fn sheet_name(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// The begin of a sheet: its head stays when it is scrolled.
pub fn sheet_head<'a>(titles: impl ExactSizeIterator<Item = &'a str>) -> String {
    let n = titles.len();
    let cells = titles.map(|title| text_cell(title, TITLE)).collect::<String>();
    part(
        "worksheet",
        MAIN,
        &format!(
            "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" \
             state=\"frozen\"/></sheetView></sheetViews>\
             <cols><col min=\"1\" max=\"{n}\" width=\"20\" customWidth=\"1\"/></cols><sheetData><row>{cells}</row>"
        ),
    )
}

/// The end of a sheet.
pub const SHEET_END: &str = "</sheetData></worksheet>";

pub fn row(cells: impl Iterator<Item = Cell>, zone: &Zone) -> String {
    let mut row = "<row>".to_owned();
    for cell in cells {
        row.push_str(&match cell {
            Cell::Text(text) | Cell::Phone(text) if text.is_empty() => "<c/>".to_owned(),
            Cell::Text(text) | Cell::Phone(text) => text_cell(&text, ""),
            Cell::Number(None) | Cell::Moment(None) => "<c/>".to_owned(),
            Cell::Number(Some(n)) => format!("<c><v>{n}</v></c>"),
            Cell::Moment(Some(moment)) => match zone.serial(moment) {
                Some(days) => format!("<c{MOMENT}><v>{days}</v></c>"),
                None => text_cell(&zone.second(moment), ""),
            },
        });
    }
    row + "</row>"
}

/// The parts besides the sheets, by their names.
pub fn other_parts(n_sheets: usize) -> Vec<(&'static str, String)> {
    let per_sheet = |line: fn(usize) -> String| (1..=n_sheets).map(line).collect::<String>();
    let sheets = per_sheet(|n| format!("<sheet name=\"{n}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"));
    let types =
        per_sheet(|n| format!("<Override PartName=\"/{}\" ContentType=\"{TYPE}.worksheet+xml\"/>", sheet_name(n)));
    let relations = per_sheet(|n| relation(n, "worksheet", &format!("worksheets/sheet{n}.xml")));
    let styles = relation(n_sheets + 1, "styles", "styles.xml");
    vec![
        (
            "[Content_Types].xml",
            part(
                "Types",
                &format!("{PACKAGE}/content-types"),
                &format!(
                    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/>\
                     <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPE}.styles+xml\"/>{types}</Types>"
                ),
            ),
        ),
        ("_rels/.rels", relations_part(&relation(1, "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            part("workbook", &format!("{MAIN}\" xmlns:r=\"{OFFICE}"), &format!("<sheets>{sheets}</sheets></workbook>")),
        ),
        ("xl/_rels/workbook.xml.rels", relations_part(&format!("{relations}{styles}"))),
        ("xl/styles.xml", part("styleSheet", MAIN, &format!("{STYLES}</styleSheet>"))),
    ]
}

fn part(element: &str, namespace: &str, content: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<{element} xmlns=\"{namespace}\">{content}")
}

fn relations_part(relations: &str) -> String {
    part("Relationships", &format!("{PACKAGE}/relationships"), &format!("{relations}</Relationships>"))
}

fn relation(number: usize, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

fn text_cell(text: &str, style: &str) -> String {
    format!("<c t=\"inlineStr\"{style}><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(&cut(text)))
}

/// As much of a text as a cell may hold; an ellipsis says that there was more.
fn cut(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= CELL_UNITS || text.encode_utf16().count() <= CELL_UNITS {
        return text.into();
    }
    let mut n_units = 0;
    let fits = |c: &char| {
        n_units += c.len_utf16();
        n_units < CELL_UNITS
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push('…');
    kept.into()
}

/// A text in XML. What XML cannot hold is written as `_x0001_`, and what looks like that begins with `_x005F_` (ECMA-376
/// 22.9.2.19).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '_' if is_escape(&text.as_bytes()[index..]) => escaped.push_str("_x005F_"),
            '\t' | '\n' => escaped.push(c),
            '\0'..'\x20' | '\u{fffe}' | '\u{ffff}' => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "_x{:04X}_", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Whether the text begins with `_x`, four hexadecimal digits and `_`.
fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()))
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::{Cursor, Write};

    use calamine::{Data, Reader, Xlsx};
    use campaign::value::instant;
    use proptest::prelude::*;

    use super::*;

    /// The rows of a workbook as another reader finds them.
    fn read(rows: Vec<Vec<Cell>>) -> Vec<Vec<Data>> {
        let titles = ["title"; 3];
        let mut sheet = sheet_head(titles.into_iter());
        rows.into_iter().for_each(|cells| sheet.push_str(&row(cells.into_iter(), &Zone::utc())));
        sheet.push_str(SHEET_END);
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(archive(sheet))).unwrap();
        let range = workbook.worksheet_range_at(0).unwrap().unwrap();
        range.rows().skip(1).map(<[Data]>::to_vec).collect()
    }

    /// A workbook with this sheet.
    pub fn archive(sheet: String) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let parts = other_parts(1).into_iter().map(|(name, content)| (name.to_owned(), content));
        for (name, content) in parts.chain([(sheet_name(1), sheet)]) {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn each_kind_of_cell_has_its_type() {
        let moment = instant("2026-11-18 12:06:09.120Z");
        let found = read(vec![vec![Cell::Phone("+33639980001".into()), Cell::Number(Some(-7)), Cell::Moment(moment)]]);
        assert_eq!(found[0][0], Data::String("+33639980001".into()));
        assert_eq!(found[0][1], Data::Float(-7.0));
        let Data::DateTime(time) = &found[0][2] else { panic!("{found:?}") };
        let time = time.as_datetime().unwrap();
        assert_eq!(time.to_string(), "2026-11-18 12:06:09.120");
    }

    #[test]
    fn what_is_unknown_is_empty() {
        let found = read(vec![vec![Cell::Number(None), Cell::Moment(None), Cell::Text("x".into())]]);
        assert_eq!(found[0], [Data::Empty, Data::Empty, Data::String("x".into())]);
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends() {
        let whole = "é".repeat(CELL_UNITS);
        assert_eq!(cut(&whole), whole);
        let cut = cut(&"😀".repeat(CELL_UNITS)).into_owned();
        assert!(cut.encode_utf16().count() <= CELL_UNITS && cut.ends_with('…'));
    }

    #[test]
    fn what_xml_cannot_hold_is_escaped() {
        assert_eq!(escaped("a\u{1}<b>&_x0041_\r\n"), "a_x0001_&lt;b&gt;&amp;_x005F_x0041__x000D_\n");
    }

    proptest! {
        #[test]
        fn another_reader_finds_the_same_texts(rows in prop::collection::vec(prop::collection::vec("[ -^`-~\\n\\té€😀]{1,12}", 3), 1..6)) {
            let cells = rows.iter().map(|row| row.iter().map(|text| Cell::Text(text.clone())).collect()).collect();
            let found: Vec<Vec<String>> = read(cells).iter().map(|row| row.iter().map(ToString::to_string).collect()).collect();
            prop_assert_eq!(found, rows);
        }
    }
}

//! What a spreadsheet program makes of the files: LibreOffice reads them and writes what it has read. `cargo xtask test`
//! runs this where LibreOffice is installed.
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path, process::Command};

use campaign::value::instant;

use super::{
    cell::Cell,
    kind::{Field, Kind},
    xlsx,
};
use crate::format::Zone;

/// Comma-separated, quoted, UTF-8, from line 1; four columns of text. For writing: cells as they are stored.
const CSV_AS_TEXT: &str = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,1/2/2/2/3/2/4/2";
const INTO_CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true";

/// Texts that spreadsheets like to change.
const TEXTS: [&str; 12] = [
    "+33639980001",
    "0033639980001",
    "+33 6 39 98 00 01",
    "=1+1",
    "@x",
    "-1",
    "1e5",
    "2026-11-18",
    "a,b;c\td",
    "say \"hi\"",
    "two\nlines",
    "é€😀 _x0041_ <&>",
];

fn rows() -> Vec<[Cell; 4]> {
    let moment = instant("2026-11-18 12:06:09.000Z");
    let row = |text: &&str| {
        [Cell::Text((*text).into()), Cell::Phone("+33639980001".into()), Cell::Number(Some(-7)), Cell::Moment(moment)]
    };
    TEXTS.iter().map(row).collect()
}

fn fields() -> Vec<Field> {
    ["text", "phone", "number", "moment"].map(|key| Field { key, title: key.to_owned() }).into()
}

/// The rows of a file as LibreOffice has read them, without the head.
fn read(file: &Path, options: &[&str]) -> Vec<Vec<String>> {
    let folder = file.parent().unwrap();
    let mut office = Command::new("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    office.args(["--headless", "--convert-to", INTO_CSV, "--outdir"]).arg(folder.join("read")).args(options).arg(file);
    let ended = office.output().unwrap();
    assert!(ended.status.success(), "{ended:?}");
    let written = fs::read(folder.join("read").join(file.with_extension("csv").file_name().unwrap())).unwrap();
    let mut reader = ::csv::Reader::from_reader(&*written);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn expected(guard: impl Fn(&str) -> String) -> Vec<Vec<String>> {
    let row =
        |text: &&str| vec![guard(text), "+33639980001".to_owned(), "-7".to_owned(), "2026-11-18 12:06:09".to_owned()];
    TEXTS.iter().map(row).collect()
}

#[test]
#[ignore = "needs LibreOffice"]
fn a_csv_file_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.csv");
    let kind = Kind::Csv { has_mark: true };
    let (fields, zone) = (fields(), Zone::utc());
    let lines: String = rows().into_iter().map(|row| kind.line(&fields, row.into_iter(), &zone)).collect();
    fs::write(&file, kind.head(&fields) + &lines).unwrap();
    let guard = |text: &str| if ["=1+1", "@x", "-1"].contains(&text) { format!("'{text}") } else { text.to_owned() };
    assert_eq!(read(&file, &[CSV_AS_TEXT]), expected(guard));
}

#[test]
#[ignore = "needs LibreOffice"]
fn a_workbook_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.xlsx");
    let (fields, zone) = (fields(), Zone::utc());
    let rows = rows().into_iter().map(|row| Kind::Workbook.line(&fields, row.into_iter(), &zone));
    let sheet = Kind::Workbook.head(&fields) + &rows.collect::<String>() + xlsx::SHEET_END;
    fs::write(&file, xlsx::tests::archive(sheet)).unwrap();
    assert_eq!(read(&file, &[]), expected(str::to_owned));
}

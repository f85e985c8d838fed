//! The kinds of files.

use super::{cell::Cell, csv, json_lines, xlsx};
use crate::format::Zone;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Comma-separated values.
    Csv {
        /// Whether the file begins with a mark by which some programs recognise UTF-8.
        has_mark: bool,
    },
    /// An Office Open XML workbook.
    Workbook,
    /// A JSON object a line.
    JsonLines,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Campaign's name of it.
    pub key: &'static str,
    pub title: String,
}

impl Kind {
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv { .. } => "csv",
            Self::Workbook => "xlsx",
            Self::JsonLines => "jsonl",
        }
    }

    pub fn mime_type(self) -> &'static str {
        match self {
            Self::Csv { .. } => "text/csv",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::JsonLines => "application/jsonl",
        }
    }

    /// What comes before the rows; in a workbook before those of each sheet.
    pub fn head(self, fields: &[Field]) -> String {
        let titles = fields.iter().map(|field| field.title.as_str());
        match self {
            Self::Csv { has_mark } => {
                let titles = csv::line(titles.map(|title| Cell::Text(title.to_owned())), None);
                format!("{}{titles}", if has_mark { csv::BYTE_ORDER_MARK } else { "" })
            }
            Self::Workbook => xlsx::sheet_head(titles),
            Self::JsonLines => String::new(),
        }
    }

    /// A row as a line with its end, or as a row of a sheet. The cells are in the order of the fields.
    pub fn line(self, fields: &[Field], cells: impl Iterator<Item = Cell>, zone: &Zone) -> String {
        match self {
            Self::Csv { .. } => csv::line(cells, Some(zone)),
            Self::Workbook => xlsx::row(cells, zone),
            Self::JsonLines => json_lines::line(fields.iter().map(|field| field.key).zip(cells), zone),
        }
    }
}

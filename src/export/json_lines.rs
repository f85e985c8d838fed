//! A JSON object a line.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::cell::Cell;
use crate::format::Zone;

/// A row as a line with its end, its values in the order of the columns. Moments have their offset from UTC.
pub fn line<'a>(cells: impl Iterator<Item = (&'a str, Cell)>, zone: &Zone) -> String {
    let value = |cell| match cell {
        Cell::Text(text) | Cell::Phone(text) => Value::from(text),
        Cell::Number(n) => Value::from(n),
        Cell::Moment(moment) => Value::from(moment.map(|moment| zone.iso(moment))),
    };
    let row = Row(cells.map(|(key, cell)| (key, value(cell))).collect());
    // Texts, numbers and null can be written.
    let mut line = serde_json::to_string(&row).unwrap_or_default();
    line.push('\n');
    line
}

struct Row<'a>(Vec<(&'a str, Value)>);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use campaign::value::instant;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_kind_of_cell_has_its_type() {
        let moment = Cell::Moment(instant("2026-11-18 12:06:09.120Z"));
        let cells = [
            ("@id", Cell::Number(Some(7))),
            ("@lastModified", moment),
            ("@text", Cell::Text("é\n\"".into())),
            ("@eventDate", Cell::Moment(None)),
        ];
        assert_eq!(
            line(cells.into_iter(), &Zone::utc()),
            "{\"@id\":7,\"@lastModified\":\"2026-11-18T12:06:09.120+00:00\",\"@text\":\"é\\n\\\"\",\"@eventDate\":null}\n"
        );
    }

    proptest! {
        #[test]
        fn a_row_is_one_line(text in any::<String>()) {
            let line = line([("text", Cell::Text(text.clone()))].into_iter(), &Zone::utc());
            prop_assert_eq!(line.find('\n'), Some(line.len() - 1));
            let found: Value = serde_json::from_str(&line).unwrap();
            prop_assert_eq!(&found["text"], &Value::from(text));
        }
    }
}

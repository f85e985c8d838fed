//! The journal of a delivery: everything that happened at launch (contract 9.6).

use serde::Serialize;

use crate::{
    codes::{Code, LogType},
    delivery::{Coded, Delivery},
    fault::split_code,
    query::Query,
    request::Request,
    value::{Instant, instant},
    xml::Element,
};

const SCHEMA: &str = "xtk:jobLog";

/// A line of the journal, in the instance's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub id: String,
    pub date: Option<Instant>,
    pub severity: Coded<LogType>,
    /// A code such as `DEL-430015`.
    pub code: Option<String>,
    /// The message without its code; dates in it have the server's own format.
    pub message: String,
}

/// One page, from row `start` on, the last line first.
pub fn lines(delivery: &Delivery, start: usize) -> Request<Vec<Line>> {
    let base = || last_first(delivery, Query::page(SCHEMA, start));
    base().analyzed("@logType").node("@message").rows(line).or(base().node("@message").call())
}

/// A delivery's lines, the last one first, with the attributes that every build has.
fn last_first(delivery: &Delivery, query: Query) -> Query {
    query.nodes(&["@id", "@logDate"]).filter(&of_job(delivery)).order("@id", true)
}

/// The condition that limits the lines to a delivery, which the journal calls a job.
fn of_job(delivery: &Delivery) -> String {
    format!("[@job-id]={}", delivery.id.literal())
}

/// The time of the last line. If the delivery is ready, this is when it was prepared. `None` without lines.
pub fn last(delivery: &Delivery) -> Request<Option<Instant>> {
    last_first(delivery, Query::select(SCHEMA, 0, 1))
        .rows(|row| row.value("@logDate").and_then(instant))
        .map(|dates| dates.into_iter().next().flatten())
}

/// The last line; `None` if there is none.
pub fn last_line(delivery: &Delivery) -> Request<Option<Line>> {
    last_first(delivery, Query::select(SCHEMA, 0, 1)).node("@message").rows(line).map(|lines| lines.into_iter().next())
}

/// The last line that tells an error; `None` if there is none.
pub fn last_error(delivery: &Delivery) -> Request<Option<Line>> {
    let errors =
        last_first(delivery, Query::select(SCHEMA, 0, 1)).filter(&format!("@logType={}", LogType::Error.number()));
    errors.nodes(&["@logType", "@message"]).rows(line).map(|lines| lines.into_iter().next())
}

/// Reads a line of a query's answer or of a job's log.
pub(crate) fn line(row: &Element) -> Line {
    let message = row.text_at("@message");
    let (code, text) = leading_code(&message);
    Line {
        id: row.text_at("@id"),
        date: row.value("@logDate").and_then(instant),
        // A line without a type is information.
        severity: Coded {
            code: row.integer("@logType").map_or(LogType::Info, LogType::of),
            ..Coded::read(row, "@logType")
        },
        code: code.map(str::to_owned),
        message: text.to_owned(),
    }
}

/// Splits off a code at the very start; a later code belongs to the sentence.
fn leading_code(message: &str) -> (Option<&str>, &str) {
    match split_code(message) {
        (Some(code), text) if message.trim_start().starts_with(code) => (Some(code), text),
        _ => (None, message),
    }
}

/// The number of lines.
pub fn total(delivery: &Delivery) -> Request<u64> {
    Query::count(SCHEMA).filter(&of_job(delivery)).total()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sample::ask;

    #[test]
    fn a_code_is_split_off_only_at_the_start() {
        assert_eq!(leading_code("DEL-430015 Delivery finished."), (Some("DEL-430015"), "Delivery finished."));
        assert_eq!(leading_code("Retry after DEL-430020."), (None, "Retry after DEL-430020."));
    }

    #[test]
    fn the_documented_lines_are_read() {
        let id = crate::value::Id::new("1206770").unwrap();
        let delivery = ask(&crate::delivery::get(&id), "<delivery id='1206770'/>").unwrap();
        let sample = "<jobLog-collection><jobLog id='2' logDate='2022-11-19 16:30:19.820Z' logType='0' logTypeLabel='Error' \
            message='DLV-490009 You have not defined the target population of the delivery action.'/>\
            <jobLog id='1' logDate='2022-11-19 16:30:19.140Z' message='Target preparation in progress...'/></jobLog-collection>";
        let lines = ask(&lines(&delivery, 0), sample);
        assert_eq!(lines[0].code.as_deref(), Some("DLV-490009"));
        assert_eq!(lines[0].message, "You have not defined the target population of the delivery action.");
        assert_eq!(lines[0].severity, Coded { code: LogType::Error, label: "Error".into() });
        assert_eq!((lines[1].severity.code, lines[1].code.as_deref()), (LogType::Info, None));
    }
}

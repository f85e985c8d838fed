//! How many there are of something in each step of time.

use chrono::TimeDelta;

use crate::{
    codes::LogStatus,
    delivery::Coded,
    lifecycle::Outcome,
    query::Query,
    request::{Request, Which},
    value::{Instant, instant},
    xml::Element,
};

/// The time in which rows are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Minute,
    Hour,
    /// All that a server without the function for the others knows.
    Day,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Messages of which this became.
    Message(Outcome),
    Click,
}

/// How many of one kind there are in the step that begins at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub begin: Instant,
    pub kind: Kind,
    pub n: i64,
}

/// Rows by their time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    pub step: Step,
    /// From the last step to the first.
    pub counts: Vec<Counted>,
    /// Whether these are all. Otherwise they are of the last [`MOST_COUNTED`] steps and kinds.
    pub is_whole: bool,
}

/// The most steps and kinds that are asked for: a page (contract 19.5).
const MOST_COUNTED: usize = 4_000;

impl Step {
    pub fn duration(self) -> TimeDelta {
        match self {
            Self::Minute => TimeDelta::minutes(1),
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::days(1),
        }
    }

    /// The expression of the moment at which the step of a row with this time begins. Not every build has the function
    /// for minutes and hours (contract 19.4).
    fn begin(self, time: &str) -> String {
        match self {
            Self::Minute => format!("TruncDate({time}, 60)"),
            Self::Hour => format!("TruncDate({time}, 3600)"),
            Self::Day => format!("DateOnly({time})"),
        }
    }
}

/// Counts the rows that `rows` selects, at most so many groups of them, by the step of their `time`, or by its day on a
/// server that knows no shorter step. The server reads them all for that.
pub(crate) fn times(rows: impl Fn(usize) -> Query, time: &str, step: Step) -> Request<Times> {
    let by = |step: Step| {
        let begin = step.begin(time);
        rows(MOST_COUNTED).grouped_as(&begin, "@begin").counted().order(&begin, true)
    };
    let mut request = by(step).rows_of(|row, which| (which, read(row)));
    request.calls.full = request.calls.full.search();
    request.or(by(Step::Day).call().search()).map(move |rows| Times {
        step: if rows.iter().any(|(which, _)| *which == Which::Minimal) { Step::Day } else { step },
        is_whole: rows.len() < MOST_COUNTED,
        counts: rows.into_iter().filter_map(|(_, counted)| counted).collect(),
    })
}

/// A row without a time is not counted. Only messages have a status.
fn read(row: &Element) -> Option<Counted> {
    let status = row.value("@status").map(|_| Coded::<LogStatus>::read(row, "@status"));
    let kind = status.map_or(Kind::Click, |status| Kind::Message(status.outcome()));
    let counted = |begin| Counted { begin, kind, n: row.count("@count") };
    row.value("@begin").and_then(instant).map(counted)
}

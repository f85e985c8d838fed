//! When the rows of a log were last changed, and what became of them.

use chrono::TimeDelta;

use super::filter::Filter;
use crate::{
    codes::LogStatus,
    delivery::{Coded, Delivery},
    lifecycle::Outcome,
    log::List,
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

/// How many rows with the same outcome were last changed in the step that begins at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    pub begin: Instant,
    pub outcome: Outcome,
    pub n: i64,
}

/// The rows of a log by the time of their last change, which is the only time that a row has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    pub step: Step,
    /// From the last step to the first.
    pub counts: Vec<Changed>,
    /// Whether these are all. Otherwise they are of the last [`MOST_CHANGED`] steps and statuses.
    pub is_whole: bool,
}

/// The most steps and statuses that are asked for: a page (contract 19.5).
pub const MOST_CHANGED: usize = 4_000;

impl Step {
    pub fn duration(self) -> TimeDelta {
        match self {
            Self::Minute => TimeDelta::minutes(1),
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::days(1),
        }
    }

    /// The expression of the moment at which a row's step begins. Not every build has the function for minutes and hours
    /// (contract 19.4).
    fn begin(self) -> &'static str {
        match self {
            Self::Minute => "TruncDate(@lastModified, 60)",
            Self::Hour => "TruncDate(@lastModified, 3600)",
            Self::Day => "DateOnly(@lastModified)",
        }
    }
}

/// The rows by the time of their last change, or by its day on a server that knows no shorter step. What the filter says
/// of the time does not count. The server reads the whole log for that.
pub fn times(delivery: &Delivery, list: List, filter: &Filter, step: Step) -> Request<Times> {
    let filter = Filter { changed: None, ..filter.clone() };
    let by = |step: Step| {
        filter
            .narrow(list.narrow(delivery, |schema| Query::select(schema, 0, MOST_CHANGED)))
            .grouped_as(step.begin(), "@begin")
            .grouped("@status")
            .counted()
            .order(step.begin(), true)
    };
    let mut request = by(step).rows_of(|row, which| (which, read(row)));
    request.calls.full = request.calls.full.search();
    request.or(by(Step::Day).call().search()).map(move |rows| Times {
        step: if rows.iter().any(|(which, _)| *which == Which::Minimal) { Step::Day } else { step },
        is_whole: rows.len() < MOST_CHANGED,
        counts: rows.into_iter().filter_map(|(_, changed)| changed).collect(),
    })
}

/// A row that was never changed has no time.
fn read(row: &Element) -> Option<Changed> {
    let outcome = Coded::<LogStatus>::read(row, "@status").outcome();
    let changed = |begin| Changed { begin, outcome, n: row.count("@count") };
    row.value("@begin").and_then(instant).map(changed)
}

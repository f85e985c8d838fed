//! What rows of a log have in common, and how many rows have it.

use serde::Serialize;

use super::{
    filter::Filter,
    pattern::{like_literal, patterns},
};
use crate::{
    codes::{Code, FailureReason, FailureType},
    delivery::{Coded, Delivery},
    log::List,
    query::Query,
    request::Request,
    value::text_literal,
    xml::Element,
};

/// A property by which rows are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    Reason,
    FailureType,
    /// How the address begins, which shows the country.
    Beginning,
    Text,
}

/// A value of a property, as the server has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Value {
    Reason(Coded<FailureReason>),
    FailureType(Coded<FailureType>),
    /// The first [`N_BEGINNING`] characters of an address.
    Beginning(String),
    /// A pattern of texts, in which `*` stands for any text.
    Text(String),
}

/// The values of a property and the number of rows with each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Values {
    pub counts: Vec<(Value, i64)>,
    /// Whether these are all. Otherwise they are of the most frequent [`MOST_VALUES`] texts or beginnings.
    pub is_whole: bool,
}

/// A value that rows must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    Reason(FailureReason),
    FailureType(FailureType),
    /// Addresses that begin with this calling code, after `+` or `00`.
    CallingCode(u16),
    /// Texts of this pattern, in which `*` stands for any text.
    Text(String),
}

/// So many characters hold `00` and any calling code (ITU-T E.164: three digits at most), or `+` and a calling code.
pub const N_BEGINNING: usize = 5;

/// The most values that are asked for.
pub const MOST_VALUES: usize = 1_000;

impl Facet {
    pub const ALL: [Self; 4] = [Self::Reason, Self::FailureType, Self::Beginning, Self::Text];
}

impl Choice {
    pub fn facet(&self) -> Facet {
        match self {
            Self::Reason(_) => Facet::Reason,
            Self::FailureType(_) => Facet::FailureType,
            Self::CallingCode(_) => Facet::Beginning,
            Self::Text(_) => Facet::Text,
        }
    }

    fn condition(&self) -> String {
        match self {
            Self::Reason(reason) => format!("[msg/@failureReason]={}", reason.number()),
            Self::FailureType(failure_type) => format!("[msg/@failureType]={}", failure_type.number()),
            Self::CallingCode(code) => format!("@address LIKE '+{code}%' OR @address LIKE '00{code}%'"),
            // `LIKE` with an empty text is not said to work.
            Self::Text(text) if text.is_empty() => format!("[msg/@text]={}", text_literal("")),
            Self::Text(pattern) => format!("[msg/@text] LIKE {}", like_literal(pattern)),
        }
    }
}

/// Rows that have one of the choices of each property.
pub(super) fn narrow(choices: &[Choice], query: Query) -> Query {
    Facet::ALL.into_iter().fold(query, |query, facet| {
        let same = choices.iter().filter(|choice| choice.facet() == facet);
        let any: Vec<String> = same.map(Choice::condition).collect();
        if any.is_empty() { query } else { query.filter(&any.join(" OR ")) }
    })
}

/// The values of a property. What the filter says of the property itself does not count. The server reads the whole log
/// for that.
pub fn values(delivery: &Delivery, list: List, filter: &Filter, facet: Facet) -> Request<Values> {
    let others = filter.choices.iter().filter(|choice| choice.facet() != facet).cloned().collect();
    let filter = Filter { choices: others, ..filter.clone() };
    let base = filter.narrow(list.narrow(delivery, |schema| Query::select(schema, 0, MOST_VALUES)));
    let count = |query: Query| query.counted().order("Count(@id)", true);
    let values = |counts: Vec<(Value, i64)>| Values { is_whole: counts.len() < MOST_VALUES, counts };
    let by_pattern = |texts: Vec<(String, i64)>| Values {
        is_whole: texts.len() < MOST_VALUES,
        counts: patterns(&texts).into_iter().map(|(pattern, n)| (Value::Text(pattern), n)).collect(),
    };
    let mut request = match facet {
        Facet::Reason => count(base.grouped("[msg/@failureReason]"))
            .rows(|row| (Value::Reason(Coded::read(row, "msg/@failureReason")), n(row)))
            .map(values),
        Facet::FailureType => count(base.grouped("[msg/@failureType]"))
            .rows(|row| (Value::FailureType(Coded::read(row, "msg/@failureType")), n(row)))
            .map(values),
        Facet::Beginning => count(base.grouped_as(&format!("Left(@address, {N_BEGINNING})"), "@beginning"))
            .rows(|row| (Value::Beginning(row.text_at("@beginning")), n(row)))
            .map(values),
        Facet::Text => {
            count(base.grouped("[msg/@text]")).rows(|row| (row.text_at("msg/@text"), n(row))).map(by_pattern)
        }
    };
    request.calls.full = request.calls.full.search();
    request
}

fn n(row: &Element) -> i64 {
    row.count("@count")
}

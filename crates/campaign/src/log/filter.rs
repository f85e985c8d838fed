//! Which rows of a list are asked for.

use std::ops::Range;

use super::facet::{Choice, narrow};
use crate::{
    codes::{Code, LogStatus},
    query::Query,
    value::{Id, Instant, contains_literal, search_word, text_literal},
};

/// A row must meet every part that is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only rows with one of these statuses, or with any if there is none.
    pub statuses: Vec<LogStatus>,
    /// Only rows that have one of the choices of each property.
    pub choices: Vec<Choice>,
    /// Only rows that were last changed in this time.
    pub changed: Option<Range<Instant>>,
    /// Only this row.
    pub id: Option<Id>,
    /// Only rows with one of these addresses, exactly as they are stored; without any no row is found.
    pub addresses: Option<Vec<String>>,
    /// Only rows whose text contains this; all if it is empty.
    pub text: String,
}

impl Filter {
    pub(super) fn narrow(&self, mut query: Query) -> Query {
        if !self.statuses.is_empty() {
            let any: Vec<_> = self.statuses.iter().map(|status| format!("@status={}", status.number())).collect();
            query = query.filter(&any.join(" OR "));
        }
        query = narrow(&self.choices, query);
        if let Some(time) = &self.changed {
            query = query.during("@lastModified", time);
        }
        if let Some(id) = &self.id {
            query = query.filter(&id.condition());
        }
        if let Some(addresses) = &self.addresses {
            let all: Vec<_> = addresses.iter().map(|address| text_literal(address)).collect();
            // No list of a condition is empty; no row has this id.
            query = query.filter(&if all.is_empty() {
                "@id=-1".to_owned()
            } else {
                format!("@address IN ({})", all.join(","))
            });
        }
        match search_word(&self.text) {
            "" => query,
            text => query.filter(&format!("[msg/@text] LIKE {}", contains_literal(text))),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{
        codes::{FailureReason, FailureType},
        sample::conditions,
        value::instant,
    };

    fn asked(filter: &Filter) -> Vec<String> {
        conditions(&filter.narrow(Query::page("nms:broadLogRcp", 0)).call())
    }

    #[test]
    fn without_a_filter_nothing_is_left_out() {
        assert_eq!(asked(&Filter::default()), Vec::<String>::new());
        assert_eq!(asked(&Filter { text: " \u{200b}".into(), ..Filter::default() }), Vec::<String>::new());
    }

    #[test]
    fn each_part_is_a_condition() {
        let filter = Filter {
            statuses: vec![LogStatus::Sent, LogStatus::Failed],
            choices: vec![
                Choice::Reason(FailureReason::Refused),
                Choice::CallingCode(33),
                Choice::Text("SR * UNDELIV 1_0%".into()),
                Choice::Reason(FailureReason::Unreachable),
                Choice::FailureType(FailureType::Hard),
            ],
            changed: Some(instant("2026-11-27 13:00:00Z").unwrap()..instant("2026-11-27 15:00:00Z").unwrap()),
            id: Id::new("12"),
            addresses: Some(vec!["+33639980001".into(), "06 39 98 00 01".into(), "o'x".into()]),
            text: " 100% ".into(),
        };
        assert_eq!(
            asked(&filter),
            [
                "@status=1 OR @status=2",
                "[msg/@failureReason]=20 OR [msg/@failureReason]=3",
                "[msg/@failureType]=2",
                "@address LIKE '+33%' OR @address LIKE '0033%'",
                r"[msg/@text] LIKE 'SR % UNDELIV 1\_0\%'",
                "@lastModified >= #2026-11-27T13:00:00.000Z#",
                "@lastModified < #2026-11-27T15:00:00.000Z#",
                "@id=12",
                r"@address IN ('+33639980001','06 39 98 00 01','o\'x')",
                r"[msg/@text] LIKE '%100\%%'",
            ]
        );
    }

    #[test]
    fn without_addresses_no_row_is_asked_for() {
        assert_eq!(asked(&Filter { addresses: Some(Vec::new()), ..Filter::default() }), ["@id=-1"]);
    }
}

//! The rows of a delivery: its broad log, its exclusions and their causes (contract 9.3, 9.4).

mod facet;
mod filter;
mod pattern;

use serde::Serialize;

pub use self::{
    facet::{Choice, Facet, MOST_VALUES, Value, Values, values},
    filter::Filter,
};

use crate::{
    codes::{Code, FailureReason, FailureType, LogStatus},
    delivery::{Coded, Delivery, Exclusion, one_of},
    lifecycle::Outcome,
    query::{PAGE, Query},
    request::Request,
    times::{self, Step, Times},
    value::{Id, Instant, instant},
    xml::Element,
};

/// A message, or an address that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub id: String,
    pub last_modified: Option<Instant>,
    pub status: Coded<LogStatus>,
    pub reason: Coded<FailureReason>,
    pub failure_type: Coded<FailureType>,
    /// The phone number; `None` if the server hides it.
    pub address: Option<String>,
    pub text: String,
}

/// One of a delivery's two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Log,
    Exclusions,
}

impl List {
    fn narrow(self, delivery: &Delivery, make: impl Fn(&str) -> Query) -> Query {
        let storage = &delivery.storage;
        let by_delivery = delivery.its_own();
        match (self, &storage.exclusion) {
            // The log also contains the exclusions, which have their own tab.
            (Self::Log, Exclusion::InLog) => make(&storage.log).filter(&by_delivery).filter("@status<>0"),
            (Self::Log, Exclusion::In(_) | Exclusion::NotStored) => make(&storage.log).filter(&by_delivery),
            (Self::Exclusions, Exclusion::In(schema)) => make(schema).filter(&by_delivery),
            (Self::Exclusions, Exclusion::InLog | Exclusion::NotStored) => {
                make(&storage.log).filter(&by_delivery).filter("@status=0")
            }
        }
    }
}

/// One page, from row `start` on, the last changed row first.
pub fn entries(delivery: &Delivery, list: List, filter: &Filter, start: usize) -> Request<Vec<Entry>> {
    let base = || filter.narrow(list.narrow(delivery, |schema| Query::page(schema, start)));
    with_attributes(base, |query| query.order("@lastModified", true).order("@id", false))
}

/// The next [`part`](Query::part) of all rows; `last` is the last id of the part before.
pub fn part(delivery: &Delivery, list: List, filter: &Filter, last: Option<&Id>) -> Request<Vec<Entry>> {
    with_attributes(|| filter.narrow(list.narrow(delivery, |schema| Query::part(schema, last))), |query| query)
}

/// The rows with all that is shown of them, or with less on a server that refuses part of it.
fn with_attributes(base: impl Fn() -> Query, sorted: impl Fn(Query) -> Query) -> Request<Vec<Entry>> {
    let minimal = base().nodes(&["@id", "@lastModified", "@status", "@address", "[msg/@failureReason]", "[msg/@text]"]);
    let full = base()
        .nodes(&["@id", "@lastModified"])
        .analyzed("@status")
        .node("@address")
        .analyzed("[msg/@failureReason]")
        .analyzed("[msg/@failureType]")
        .node("[msg/@text]");
    sorted(full).rows(read).or(sorted(minimal).call())
}

fn read(row: &Element) -> Entry {
    Entry {
        id: row.text_at("@id"),
        last_modified: row.value("@lastModified").and_then(instant),
        status: Coded::read(row, "@status"),
        reason: Coded::read(row, "msg/@failureReason"),
        failure_type: Coded::read(row, "msg/@failureType"),
        address: row.value("@address").map(str::to_owned),
        text: row.text_at("msg/@text"),
    }
}

/// The number of rows.
pub fn total(delivery: &Delivery, list: List, filter: &Filter) -> Request<u64> {
    filter.narrow(list.narrow(delivery, Query::count)).total()
}

/// How many addresses of a slow search are read; there may be more.
pub const MOST_ADDRESSES: usize = 1_000;

/// The addresses whose last digits are `digits`, with anything between them, each once. The server reads the whole list
/// for that (contract 19.4).
pub fn addresses_like(delivery: &Delivery, list: List, digits: &str) -> Request<Vec<String>> {
    let between: String = digits.chars().filter(char::is_ascii_digit).flat_map(|digit| ['%', digit]).collect();
    let mut request = list
        .narrow(delivery, |schema| Query::select(schema, 0, MOST_ADDRESSES))
        .grouped("@address")
        .filter(&format!("@address LIKE '{between}'"))
        .rows(|row| row.text_at("@address"));
    request.calls.full = request.calls.full.search();
    request
}

/// The rows by the time of their last change, which is the only time that a row has. What the filter says of the time does
/// not count.
pub fn times(delivery: &Delivery, list: List, filter: &Filter, step: Step) -> Request<Times> {
    let filter = Filter { changed: None, ..filter.clone() };
    let rows =
        |limit| filter.narrow(list.narrow(delivery, |schema| Query::select(schema, 0, limit))).grouped("@status");
    times::times(rows, "@lastModified", step)
}

/// The number of rows with each status. What the filter says of the status does not count.
pub fn by_status(delivery: &Delivery, list: List, filter: &Filter) -> Request<Vec<(Coded<LogStatus>, i64)>> {
    let filter = Filter { statuses: Vec::new(), ..filter.clone() };
    filter
        .narrow(list.narrow(delivery, |schema| Query::select(schema, 0, PAGE)))
        .grouped("@status")
        .counted()
        .rows(|row| (Coded::read(row, "@status"), row.count("@count")))
}

/// A log has fewer statuses than this.
const MOST_STATUSES: usize = 20;

/// The number of messages with each status, of each of these deliveries, whose logs are in `schema`. The server reads
/// their whole logs for that.
pub fn of_deliveries(schema: &str, deliveries: &[Id]) -> Request<Vec<(String, Coded<LogStatus>, i64)>> {
    let ids: Vec<String> = deliveries.iter().map(Id::literal).collect();
    let n_rows = deliveries.len() * MOST_STATUSES;
    let mut request = Query::select(schema, 0, n_rows)
        .grouped("[@delivery-id]")
        .grouped("@status")
        .counted()
        .filter(&one_of("[@delivery-id]", &ids))
        // Some mappings keep those who were left out in the log (contract 8.3).
        .filter("@status<>0")
        .rows(|row| (row.text_at("@delivery-id"), Coded::read(row, "@status"), row.count("@count")));
    request.calls.full = request.calls.full.search();
    request
}

/// Whether the delivery does not store the addresses that it leaves out (contract 19.4).
pub fn are_exclusions_skipped(delivery: &Delivery) -> Request<bool> {
    Query::get_if_exists("nms:delivery")
        .node("[targets/@skipIgnoredLogs]")
        .filter(&delivery.id.condition())
        .element(|delivery| delivery.flag("targets/@skipIgnoredLogs"))
}

/// A typology rule that left addresses out, and the number of addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    pub id: String,
    pub rule: String,
    pub count: i64,
}

/// One page of causes, from row `start` on, the largest first.
pub fn causes(delivery: &Delivery, start: usize) -> Request<Vec<Cause>> {
    let base = || Query::page("nms:dlvExclusion", start).filter(&delivery.its_own());
    // The ids of the causes are not proven (contract 19.2).
    let minimal = base().nodes(&["@count", "[typologyRule/@label]"]).order("@count", true);
    base()
        .nodes(&["@id", "@count", "[typologyRule/@label]"])
        .order("@count", true)
        .order("@id", false)
        .rows(|row| Cause {
            id: row.text_at("@id"),
            rule: row.text_at("typologyRule/@label"),
            count: row.count("@count"),
        })
        .or(minimal.call())
}

/// The number of causes.
pub fn total_causes(delivery: &Delivery) -> Request<u64> {
    Query::count("nms:dlvExclusion").filter(&delivery.its_own()).total()
}

impl Coded<LogStatus> {
    /// What became of the message. Where the contract only infers the status, and the server gives it the label of
    /// another one, the label counts (contract 19.4).
    pub fn outcome(&self) -> Outcome {
        let is_said = |status: &LogStatus| {
            let labels = status.entry().map(|entry| [entry.en, entry.fr]);
            labels.into_iter().flatten().any(|label| label.eq_ignore_ascii_case(self.label.trim()))
        };
        let said = if self.code.is_certain() { None } else { LogStatus::ALL.iter().copied().find(is_said) };
        said.unwrap_or(self.code).meaning().unwrap_or(Outcome::Other)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{
        delivery,
        query::PART,
        request::Which,
        sample::{ask, ask_as, conditions, sent},
        times::{Counted, Kind},
        value::Id,
    };

    fn delivery(storage: &str) -> Delivery {
        let content = format!("<delivery id='7'><mapping>{storage}</mapping></delivery>");
        ask(&delivery::get(&Id::new("7").unwrap()), &content).unwrap()
    }

    #[test]
    fn the_documented_log_is_read() {
        let sample = "<broadLogRcp-collection><broadLogRcp id='129106000' lastModified='2024-01-08 15:28:01.120Z' \
            eventDate='2024-01-08 15:27:40.000Z' status='1' statusName='sent' statusLabel='Sent' address='+33639980001'>\
            <msg failureReason='0' failureReasonLabel='Not defined' failureType='0' \
            text=\"Message to '*' pushed to the connector.\"/></broadLogRcp></broadLogRcp-collection>";
        let rows = ask(&entries(&delivery("<storage/>"), List::Log, &Filter::default(), 0), sample);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].status, Coded { code: LogStatus::Sent, label: "Sent".into() });
        assert_eq!(rows[0].reason, Coded { code: FailureReason::NotDefined, label: "Not defined".into() });
        assert_eq!(rows[0].address.as_deref(), Some("+33639980001"));
        assert_eq!(rows[0].text, "Message to '*' pushed to the connector.");
        assert_eq!(rows[0].last_modified, instant("2024-01-08 15:28:01.120Z"));
    }

    #[test]
    fn all_rows_are_read_by_their_ids() {
        let filter = Filter { statuses: vec![LogStatus::Failed], ..Filter::default() };
        let part = |last: Option<&Id>| part(&delivery("<storage/>"), List::Log, &filter, last).calls.full;
        let first = conditions(&part(None));
        assert!(first.contains(&"@status=2".to_owned()) && !first.iter().any(|condition| condition.contains("@id")));
        assert!(conditions(&part(Id::new("129106000").as_ref())).contains(&"@id < 129106000".to_owned()));
        let order = sent(&part(None)).children.iter().find(|child| child.name == "orderBy").cloned().unwrap();
        assert_eq!(
            (order.children[0].text_at("@expr"), order.children[0].text_at("@sortDesc")),
            ("@id".into(), "true".into())
        );
        assert_eq!(sent(&part(None)).value("@lineCount"), Some(PART.to_string().as_str()));
    }

    #[test]
    fn a_slow_search_reads_spellings_with_the_same_last_digits() {
        let request = addresses_like(&delivery("<storage/>"), List::Log, "3998-0001");
        assert!(conditions(&request.calls.full).contains(&"@address LIKE '%3%9%9%8%0%0%0%1'".to_owned()));
        let sample = "<broadLogRcp-collection><broadLogRcp address='06 39 98 00 01'/><broadLogRcp address='+33639980001'/>\
            </broadLogRcp-collection>";
        assert_eq!(ask(&request, sample), ["06 39 98 00 01", "+33639980001"]);
    }

    #[test]
    fn the_values_of_a_property_follow_what_is_chosen_of_others() {
        let filter = Filter {
            statuses: vec![LogStatus::Failed],
            choices: vec![Choice::Reason(FailureReason::Refused), Choice::CallingCode(33)],
            ..Filter::default()
        };
        let request = values(&delivery("<storage/>"), List::Log, &filter, Facet::Reason);
        let asked = conditions(&request.calls.full);
        assert!(asked.contains(&"@status=2".to_owned()), "{asked:?}");
        assert!(asked.iter().any(|condition| condition.contains("+33")), "{asked:?}");
        assert!(!asked.iter().any(|condition| condition.contains("failureReason")), "{asked:?}");
        let sample = "<broadLogRcp-collection><broadLogRcp count='7'><msg failureReason='20'/></broadLogRcp>\
            <broadLogRcp count='2'><msg failureReason='99' failureReasonLabel='Own'/></broadLogRcp></broadLogRcp-collection>";
        let reason = |code: FailureReason, label: &str| Value::Reason(Coded { code, label: label.into() });
        let found = ask(&request, sample);
        assert!(found.is_whole);
        assert_eq!(found.counts, [(reason(FailureReason::Refused, ""), 7), (reason(FailureReason::of(99), "Own"), 2)]);
    }

    #[test]
    fn texts_are_counted_by_pattern_and_addresses_by_their_beginning() {
        let of = |facet| values(&delivery("<storage/>"), List::Log, &Filter::default(), facet);
        let sample = "<broadLogRcp-collection><broadLogRcp count='3'><msg text='SR 1 DELIVRD'/></broadLogRcp>\
            <broadLogRcp count='2'><msg text='SR 2 DELIVRD'/></broadLogRcp></broadLogRcp-collection>";
        assert_eq!(ask(&of(Facet::Text), sample).counts, [(Value::Text("SR * DELIVRD".into()), 5)]);
        let sample = "<broadLogRcp-collection><broadLogRcp beginning='+3363' count='3'/></broadLogRcp-collection>";
        assert_eq!(ask(&of(Facet::Beginning), sample).counts, [(Value::Beginning("+3363".into()), 3)]);
        assert_eq!(
            sent(&of(Facet::Beginning).calls.full).children[0].children[0].value("@expr"),
            Some("Left(@address, 5)")
        );
    }

    #[test]
    fn changes_are_counted_by_hour_or_else_by_day() {
        let begin = instant("2026-11-27 13:00:00.000Z").unwrap();
        let changed = Some(begin..begin + Step::Hour.duration());
        let filter = Filter { statuses: vec![LogStatus::Failed], changed, ..Filter::default() };
        let request = times(&delivery("<storage/>"), List::Log, &filter, Step::Hour);
        // The counts show from which times one can choose.
        let asked = conditions(&request.calls.full);
        assert!(asked.contains(&"@status=2".to_owned()), "{asked:?}");
        assert!(!asked.iter().any(|condition| condition.contains("lastModified")), "{asked:?}");
        let select = |call| sent(call).children[0].children[1].text_at("@expr");
        assert_eq!(select(&request.calls.full), "TruncDate(@lastModified, 3600)");
        assert_eq!(select(&request.calls.others[0].1), "DateOnly(@lastModified)");
        let sample = "<broadLogRcp-collection><broadLogRcp begin='2026-11-27 13:00:00.000Z' status='4' count='7'/>\
            <broadLogRcp begin='' status='6' count='2'/></broadLogRcp-collection>";
        let found = ask(&request, sample);
        assert_eq!((found.step, found.is_whole), (Step::Hour, true));
        assert_eq!(found.counts, [Counted { begin, kind: Kind::Message(Outcome::Received), n: 7 }]);
        assert_eq!(ask_as(Which::Minimal, &request, sample).step, Step::Day);
    }

    #[test]
    fn messages_of_several_deliveries_are_counted_without_those_who_were_left_out() {
        let ids = ["7", "8"].map(|id| Id::new(id).unwrap());
        let request = of_deliveries("nms:broadLogRcp", &ids);
        assert_eq!(conditions(&request.calls.full), ["[@delivery-id] IN (7,8)", "@status<>0"]);
        let sample =
            "<broadLogRcp-collection><broadLogRcp delivery-id='8' status='4' count='3'/></broadLogRcp-collection>";
        let found = ask(&request, sample);
        assert_eq!((found[0].0.as_str(), found[0].1.code, found[0].2), ("8", LogStatus::Received, 3));
    }

    #[test]
    fn an_address_that_the_server_hides_is_not_an_empty_address() {
        let sample = "<broadLogRcp-collection><broadLogRcp id='1' status='6'/>\
            <broadLogRcp id='2' status='6' address=''/></broadLogRcp-collection>";
        let rows = ask(&entries(&delivery("<storage/>"), List::Log, &Filter::default(), 0), sample);
        assert_eq!((rows[0].address.as_deref(), rows[1].address.as_deref()), (None, Some("")));
    }

    #[test]
    fn the_schemas_of_the_targets_mapping_are_queried() {
        let own = delivery("<storage broadLogSchema='cus:log' broadLogExclSchema='cus:excl' exclusionType='2'/>");
        let schema = |list| sent(&entries(&own, list, &Filter::default(), 0).calls.full).text_at("@schema");
        assert_eq!((schema(List::Log), schema(List::Exclusions)), ("cus:log".into(), "cus:excl".into()));
        let shared = delivery("<storage broadLogSchema='cus:log' exclusionType='0'/>");
        let asked = entries(&shared, List::Exclusions, &Filter::default(), 0).calls.full;
        assert_eq!(sent(&asked).value("@schema"), Some("cus:log"));
        assert!(conditions(&asked).contains(&"@status=0".to_owned()));
        assert!(
            conditions(&total(&shared, List::Log, &Filter::default()).calls.full).contains(&"@status<>0".to_owned())
        );
    }

    #[test]
    fn causes_are_read_with_their_rules() {
        let sample = "<dlvExclusion-collection><dlvExclusion id='3' count='6'>\
            <typologyRule label='Duplicate address in delivery action.'/></dlvExclusion></dlvExclusion-collection>";
        let found = ask(&causes(&delivery("<storage/>"), 0), sample);
        assert_eq!(found, [Cause { id: "3".into(), rule: "Duplicate address in delivery action.".into(), count: 6 }]);
    }
}

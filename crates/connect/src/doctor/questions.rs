//! The app's own queries, built by `campaign`, and what the app does if one is refused.

use campaign::codes::{Code, MessageType};
use campaign::delivery::{self, Delivery, Filter};
use campaign::lifecycle::Phase;
use campaign::request::{Calls, Request, Which};
use campaign::value::{Id, instant};
use campaign::xml::Element;
use campaign::{journal, quarantine, tracking};
use campaign::{
    log::{self, Facet, List},
    times::Step,
};

/// A query and its place in the app.
pub struct Question {
    /// Its name in findings, like "the journal".
    pub place: &'static str,
    pub calls: Calls,
    /// What the app does if only the shorter query is answered; empty if there is none.
    pub less: &'static str,
    /// What it does if neither is answered.
    pub nothing: &'static str,
    /// Whether its names are inferred and the place works without it (contract 19.4).
    pub is_extra: bool,
}

impl Question {
    fn new(place: &'static str, calls: Calls, nothing: &'static str) -> Self {
        Self { place, calls, less: "", nothing, is_extra: false }
    }

    fn or(mut self, less: &'static str) -> Self {
        self.less = less;
        self
    }
}

/// The list as it opens.
pub fn list(request: &Request<Vec<delivery::Row>>) -> Question {
    Question::new("the list", request.calls.clone(), "lists nothing and says so")
        .or("lists names and states only, templates and proofs among them")
}

pub fn total(request: &Request<u64>) -> Question {
    Question::new("the number of deliveries", request.calls.clone(), "shows no number of deliveries")
        .or("counts templates and proofs too")
}

/// The filter above the list.
pub fn states() -> Question {
    Question::new("the statuses", delivery::by_state(&Filter::default()).calls, "offers the statuses without numbers")
        .or("counts templates and proofs too")
}

/// What the failures of a delivery are compared with.
pub fn usual_failures() -> Question {
    let usual = campaign::usual::usual(&Filter::default().message_types, instant("2000-01-01").unwrap_or_default());
    Question::new("the failures by code", usual.calls, "flags no failures as unusual")
}

/// The list with every filter.
pub fn search() -> Question {
    let filter = Filter {
        // Only the request matters, not its result.
        text: "0".to_owned(),
        phase: Some(Phase::Sending),
        since: instant("2000-01-01"),
        ..Filter::default()
    };
    Question::new("a search in the list", delivery::list(&filter, 0).calls, "finds nothing and says so")
        .or("searches names only, and by the day of creation")
}

pub fn one(request: &Request<Option<Delivery>>) -> Question {
    Question::new("a delivery", request.calls.clone(), "shows no delivery and says so")
        .or("shows dashes instead of dates, folder and figures")
}

/// The queries about one delivery.
pub fn about(delivery: &Delivery) -> Vec<Question> {
    let rows = |list| log::entries(delivery, list, &log::Filter::default(), 0).calls;
    let values = |facet| log::values(delivery, List::Log, &log::Filter::default(), facet).calls;
    let (statuses, number) = ("offers no filter by status", "shows no number at the tab");
    let mut questions = vec![
        Question::new("the delivery log", rows(List::Log), "leaves the tab Delivery empty and says so")
            .or("omits the types of failures"),
        Question::new(
            "the log's statuses",
            log::by_status(delivery, List::Log, &log::Filter::default()).calls,
            statuses,
        ),
        Question::new("the size of the log", log::total(delivery, List::Log, &log::Filter::default()).calls, number),
        Question::new(
            "the log by the time of change",
            log::times(delivery, List::Log, &log::Filter::default(), Step::Hour).calls,
            "shows no chart of the log over time and says so",
        )
        .or("charts the log by day instead of by hour"),
        Question::new("the log's reasons", values(Facet::Reason), "offers no filter by reason and says so"),
        Question::new("the log's types of failure", values(Facet::FailureType), "offers no filter by type and says so"),
        Question::new("the log's countries", values(Facet::Beginning), "offers no filter by country and says so"),
        Question::new("the log's texts", values(Facet::Text), "offers no filter by text pattern and says so"),
        Question::new("the exclusions", rows(List::Exclusions), "leaves the tab Exclusions empty and says so")
            .or("omits the types of failures"),
        Question::new(
            "the exclusions' statuses",
            log::by_status(delivery, List::Exclusions, &log::Filter::default()).calls,
            statuses,
        ),
        Question::new(
            "the messages of several deliveries",
            log::of_deliveries(&delivery.storage.log, std::slice::from_ref(&delivery.id)).calls,
            "shows Campaign's counters in the list",
        ),
        Question::new(
            "the number of exclusions",
            log::total(delivery, List::Exclusions, &log::Filter::default()).calls,
            number,
        ),
        Question::new("the causes of exclusions", log::causes(delivery, 0).calls, "shows no causes and says so")
            .or("shows the causes anyway"),
        Question::new("the number of causes", log::total_causes(delivery).calls, "does not count the causes"),
        Question::new("the tracked addresses", tracking::urls(delivery, 0).calls, "shows no addresses and says so")
            .or("omits the types of addresses"),
        Question::new("the number of addresses", tracking::total_urls(delivery).calls, number),
        Question::new(
            "the clicks",
            tracking::clicks(delivery, &tracking::Filter::default(), 0).calls,
            "shows no clicks and says so",
        )
        .or("shows the clicks' dates only"),
        Question::new(
            "the number of clicks",
            tracking::total_clicks(delivery, &tracking::Filter::default()).calls,
            "does not count the clicks",
        ),
        Question::new(
            "the clicks by address",
            tracking::clicks_by_url(delivery).calls,
            "does not show clicks by address",
        )
        .or("does not count who clicked"),
        Question::new("the journal", journal::lines(delivery, 0).calls, "leaves the tab Audit empty and says so")
            .or("omits the severity"),
        Question::new("the journal's last line", journal::last(delivery).calls, "does not say when it was prepared"),
        Question::new(
            "the journal's last error",
            journal::last_error(delivery).calls,
            "does not quote why a delivery failed",
        ),
        Question::new("the size of the journal", journal::total(delivery).calls, number),
        Question::new("the proofs", delivery::proofs(&delivery.id, 0).calls, "shows no proofs and says so")
            .or("shows names and states of proofs only"),
        Question::new(
            "when failures were counted",
            delivery::counted_at(&delivery.id).calls,
            "does not say when Campaign counted",
        ),
        Question::new("the number of proofs", delivery::total_proofs(&delivery.id).calls, "does not count the proofs"),
        Question::new(
            "whether exclusions are kept",
            log::are_exclusions_skipped(delivery).calls,
            "treats no exclusions as nobody left out",
        ),
        // No phone number.
        Question::new(
            "the quarantine",
            quarantine::addresses("", &[MessageType::Sms.number()]).calls,
            "does not mention quarantine",
        )
        .or("omits the status's label"),
    ];
    let facts = nobodys().map(|id| quarantine::facts(&id)).into_iter().flatten();
    let without = [
        ("the quarantine's reason", "shows no reason of a quarantine"),
        ("the quarantine's errors", "shows no number of errors"),
        ("the quarantine's text", "omits the provider's text"),
    ];
    let extra = |place, calls, nothing| Question { is_extra: true, ..Question::new(place, calls, nothing) };
    questions.extend(facts.zip(without).map(|(fact, (place, nothing))| extra(place, fact.calls, nothing)));
    questions
}

/// A delivery with the schemas of the usual target mapping, for the queries about rows if the instance has no delivery.
pub fn usual(one: &Request<Option<Delivery>>) -> Option<Delivery> {
    let output = Element::parse("<pdomOutput><delivery id='0'/></pdomOutput>").ok()?;
    one.read(&[output], Which::Minimal).ok().flatten()
}

/// The id of a delivery that does not exist.
pub fn nobodys() -> Option<Id> {
    Id::new("0")
}

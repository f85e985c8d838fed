//! What is known of a number that was not reached (contract 8.6, 12).

use serde::Serialize;

use crate::{
    codes::{AddressStatus, FailureReason},
    delivery::Coded,
    query::Query,
    request::Request,
    value::{Instant, instant, text_literal},
    xml::Element,
};

/// The state of a number for all deliveries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Of the numbers only that of Valid is certain; label and name are.
    pub status: Coded<AddressStatus>,
    /// The language-neutral name of the status, empty if the server gave none.
    pub status_name: String,
    pub updated: Option<Instant>,
    /// Why it came here, where this build says so.
    pub reason: Option<Coded<FailureReason>>,
    pub n_errors: Option<i64>,
    pub text: String,
}

/// Asks for the number's entry among SMS addresses; `None` if it has none.
pub fn address(number: &str) -> Request<Option<Address>> {
    let one = || {
        Query::get_if_exists("nms:address")
            .nodes(&["@id", "@lastModified"])
            .analyzed("@status")
            .filter("@type=1")
            .filter(&format!("@address={}", text_literal(number)))
    };
    // The names of these three are inferred: a build may lack them.
    one()
        .analyzed("@errorReason")
        .nodes(&["@errorCount", "@quarantineText"])
        .record(|element, _| read(element))
        .or(one().call())
}

fn read(element: &Element) -> Address {
    Address {
        status: Coded::read(element, "@status"),
        status_name: element.text_at("@statusName"),
        updated: element.value("@lastModified").and_then(instant),
        reason: element.value("@errorReason").map(|_| Coded::read(element, "@errorReason")),
        n_errors: element.integer("@errorCount"),
        text: element.text_at("@quarantineText"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sample::{ask, conditions};

    #[test]
    fn a_number_is_looked_up_among_sms_addresses() {
        let request = address("+33639980001");
        assert_eq!(conditions(&request.calls.full), ["@type=1", "@address='+33639980001'"]);
        let found = ask(
            &request,
            "<address id='9' status='4' statusName='quarantine' statusLabel='Quarantine' errorReason='1' errorCount='5' \
             lastModified='2024-03-12 09:49:24.000Z' quarantineText='SR Generic UNDELIV 001'/>",
        );
        let found = found.unwrap();
        assert_eq!((found.status_name.as_str(), found.n_errors), ("quarantine", Some(5)));
        assert_eq!(found.reason.unwrap().code, FailureReason::UserUnknown);
        assert_eq!(ask(&request, "<address/>"), None);
    }

    #[test]
    fn a_build_without_the_inferred_names_is_asked_for_the_certain_ones() {
        let minimal = address("+33639980001").calls.minimal.unwrap();
        let select = crate::sample::sent(&minimal).child("select").unwrap().clone();
        let exprs: Vec<String> = select.children.iter().map(|node| node.text_at("@expr")).collect();
        assert_eq!(exprs, ["@id", "@lastModified", "@status"]);
    }
}

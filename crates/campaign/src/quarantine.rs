//! The facts about a number that a message did not reach (contract 8.6, 12, 19.4).

use serde::Serialize;

use crate::{
    codes::{AddressStatus, FailureReason},
    delivery::{Coded, one_of},
    query::Query,
    request::Request,
    value::{Id, Instant, instant, text_literal},
    xml::Element,
};

const SCHEMA: &str = "nms:address";

/// The maximum number of rows that are read for one number: there are few spellings.
const MAX_SPELLINGS: usize = 20;

/// The status of a number for all deliveries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Address {
    pub id: String,
    /// The number in this row's spelling.
    pub number: String,
    /// Only the number of Valid is certain; label and name are certain for every status.
    pub status: Coded<AddressStatus>,
    /// The language-neutral name of the status; empty if the server gave none.
    pub status_name: String,
    pub updated: Option<Instant>,
}

/// Asks for the number's rows in the address table, for these channels. The table may spell the number in another way
/// than the log: only its digits count.
pub fn addresses(number: &str, message_types: &[i64]) -> Request<Vec<Address>> {
    let (wanted, message_types) = (digits(number), message_types.to_vec());
    let spellings: Vec<String> = spellings(number).iter().map(|number| text_literal(number)).collect();
    let all = || {
        Query::select(SCHEMA, 0, MAX_SPELLINGS)
            .nodes(&["@id", "@address", "@lastModified"])
            .filter(&one_of("@address", &spellings))
            .filter(&one_of("@type", &message_types))
            .order("@lastModified", true)
            .order("@id", true)
    };
    all()
        .analyzed("@status")
        .rows(read)
        .or(all().node("@status").call())
        .map(move |found| found.into_iter().filter(|address| digits(&address.number) == wanted).collect())
}

fn read(row: &Element) -> Address {
    Address {
        id: row.text_at("@id"),
        number: row.text_at("@address"),
        status: Coded::read(row, "@status"),
        status_name: row.text_at("@statusName"),
        updated: row.value("@lastModified").and_then(instant),
    }
}

/// More facts about an address, if this build has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Why the address is in this table.
    pub reason: Option<Coded<FailureReason>>,
    pub n_errors: Option<i64>,
    /// The provider's words; empty if unknown.
    pub text: String,
}

/// Asks for each fact in its own request. Their names are inferred, and a build that lacks one must not lose the others
/// (contract 19.4).
pub fn facts(id: &Id) -> [Request<Facts>; 3] {
    let entry = || Query::get_if_exists(SCHEMA).filter(&id.condition());
    [entry().analyzed("@errorReason"), entry().node("@errorCount"), entry().node("@quarantineText")]
        .map(|query| query.element(read_facts))
}

fn read_facts(address: &Element) -> Facts {
    Facts {
        reason: address.value("@errorReason").map(|_| Coded::read(address, "@errorReason")),
        n_errors: address.integer("@errorCount"),
        text: address.text_at("@quarantineText"),
    }
}

impl Facts {
    /// Takes each fact from `self`, or else from `other`.
    pub fn or(self, other: Self) -> Self {
        Self {
            reason: self.reason.or(other.reason),
            n_errors: self.n_errors.or(other.n_errors),
            text: if self.text.is_empty() { other.text } else { self.text },
        }
    }
}

/// The digits that identify a number, without the prefix of an international number.
fn digits(number: &str) -> String {
    let all: String = number.chars().filter(char::is_ascii_digit).collect();
    all.strip_prefix("00").map_or(all.clone(), str::to_owned)
}

/// The usual spellings of a number, its own spelling first.
fn spellings(number: &str) -> Vec<String> {
    let digits = digits(number);
    let mut spellings = vec![number.to_owned()];
    if digits.is_empty() {
        return spellings;
    }
    for spelling in [format!("+{digits}"), format!("00{digits}"), digits] {
        if !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sample::{ask, conditions, sent};

    #[test]
    fn a_number_is_looked_up_in_its_spellings_among_sms_addresses() {
        let request = addresses("+33 6 39 98 00 01", &[1, 105]);
        let wanted =
            ["@address IN ('+33 6 39 98 00 01','+33639980001','0033639980001','33639980001')", "@type IN (1,105)"];
        assert_eq!(conditions(&request.calls.full), wanted);
        let found = ask(
            &request,
            "<address-collection>\
             <address id='9' address='0033639980001' status='4' statusName='quarantine' lastModified='2024-03-12 09:49:24.000Z'/>\
             <address id='8' address='0639980001' status='2'/></address-collection>",
        );
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].number.as_str(), found[0].status_name.as_str()), ("0033639980001", "quarantine"));
        assert_eq!(found[0].updated, instant("2024-03-12 09:49:24.000Z"));
    }

    #[test]
    fn each_inferred_name_is_requested_alone() {
        let id = Id::new("9").unwrap();
        let asked = facts(&id);
        let exprs: Vec<String> = asked
            .iter()
            .flat_map(|request| sent(&request.calls.full).child("select").unwrap().children.clone())
            .map(|node| node.text_at("@expr"))
            .collect();
        assert_eq!(exprs, ["@errorReason", "@errorCount", "@quarantineText"]);
        let answers =
            ["errorReason='1' errorReasonLabel='User unknown'", "errorCount='5'", "quarantineText='UNDELIV 001'"];
        let found = asked.iter().zip(answers).map(|(request, answer)| ask(request, &format!("<address {answer}/>")));
        let found = found.fold(Facts::default(), Facts::or);
        assert_eq!(found.reason.unwrap().code, FailureReason::UserUnknown);
        assert_eq!((found.n_errors, found.text.as_str()), (Some(5), "UNDELIV 001"));
        assert_eq!(ask(&asked[0], "<address/>"), Facts::default());
    }

    #[test]
    fn the_same_digits_are_the_same_number() {
        assert_eq!(spellings("hidden"), ["hidden"]);
        for number in ["+33639980001", "0033639980001", "33639980001", "+33 6.39-98 00 01", "(+33) 639980001"] {
            assert_eq!(digits(number), "33639980001", "{number}");
        }
        assert_ne!(digits("0639980001"), digits("+33639980001"));
    }
}

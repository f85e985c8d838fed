//! Which rows of a log are shown, and the form of that in an address.

use campaign::{
    codes::{Code, FailureReason, FailureType, LogStatus},
    log::{Choice, Facet, Filter},
    value::Id,
};

use crate::route::{Place, may_be_number};

/// The name of a property in an address.
fn name(facet: Facet) -> &'static str {
    match facet {
        Facet::Reason => "reason",
        Facet::FailureType => "type",
        Facet::Beginning => "country",
        Facet::Text => "pattern",
    }
}

/// The filter for an address. Numbers stay out of it.
pub fn place(filter: &Filter) -> Place {
    let statuses: Vec<_> = filter.statuses.iter().map(|status| status.number().to_string()).collect();
    let text = if may_be_number(&filter.text) { "" } else { &filter.text };
    let id = filter.id.as_ref().map(ToString::to_string);
    let place = Place::default()
        .and("status", &statuses.join(","))
        .and_time(filter.changed.as_ref())
        .and("id", &id.unwrap_or_default())
        .and("text", text);
    Facet::ALL.into_iter().fold(place, |place, facet| {
        let chosen = filter.choices.iter().filter(|choice| choice.facet() == facet);
        let written: Vec<String> = chosen.map(written).filter(|text| !may_be_number(text)).collect();
        place.and(name(facet), &written.join(separator(facet)))
    })
}

/// The filter of an address, as far as the contract knows it.
pub fn read(place: &Place) -> Filter {
    let status = |number: &str| number.parse().ok().map(LogStatus::of).filter(|status| status.entry().is_some());
    let chosen = |facet| {
        place.get(name(facet)).split(separator(facet)).filter_map(|text| choice(facet, text)).collect::<Vec<_>>()
    };
    Filter {
        statuses: place.get("status").split(',').filter_map(status).collect(),
        choices: Facet::ALL.into_iter().flat_map(chosen).collect(),
        changed: place.time(),
        id: Id::new(place.get("id")),
        addresses: None,
        text: place.get("text").to_owned(),
    }
}

/// A pattern is one line.
fn separator(facet: Facet) -> &'static str {
    if facet == Facet::Text { "\n" } else { "," }
}

fn written(choice: &Choice) -> String {
    match choice {
        Choice::Reason(reason) => reason.number().to_string(),
        Choice::FailureType(failure_type) => failure_type.number().to_string(),
        Choice::CallingCode(code) => code.to_string(),
        Choice::Text(pattern) => pattern.clone(),
    }
}

fn choice(facet: Facet, text: &str) -> Option<Choice> {
    Some(match facet {
        Facet::Reason => Choice::Reason(FailureReason::of(text.parse().ok()?)),
        Facet::FailureType => Choice::FailureType(FailureType::of(text.parse().ok()?)),
        Facet::Beginning => Choice::CallingCode(text.parse().ok()?),
        Facet::Text if text.is_empty() => return None,
        Facet::Text => Choice::Text(text.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_filter_is_read_back_from_its_address(statuses in prop::collection::vec(0..LogStatus::ALL.len(), 0..3), id in "[0-9]{0,9}", text in "[^0-9]{0,20}", reason in 0..200_i64, code in 1..1000_u16, pattern in "[^0-9\n]{1,20}") {
            let statuses = statuses.into_iter().map(|index| LogStatus::ALL[index]).collect();
            let choices = vec![Choice::Reason(FailureReason::of(reason)), Choice::CallingCode(code), Choice::Text(pattern)];
            let changed = Place::read("from=2026-11-27T13:00Z&until=2026-11-28T01:30Z").time();
            let filter = Filter { statuses, choices, changed, id: Id::new(&id), addresses: None, text };
            prop_assert_eq!(read(&place(&filter)), filter);
        }

        #[test]
        fn no_address_has_a_telephone_number(before in "[ a-z]{0,9}", number in "\\+?[0-9]( ?[0-9٠-٩]){6,12}", after in "[ a-z]{0,9}") {
            let text = format!("{before}{number}{after}");
            let choices = vec![Choice::Text(text.clone())];
            let filter = Filter { text, choices, addresses: Some(vec![number]), ..Filter::default() };
            prop_assert_eq!(place(&filter), Place::default());
        }
    }

    #[test]
    fn a_status_that_the_contract_lacks_is_left_out() {
        assert_eq!(read(&Place::read("status=1,77,x")).statuses, [LogStatus::Sent]);
    }
}

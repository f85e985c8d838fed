//! Which rows of a log are shown, and the form of that in an address.

use campaign::{
    codes::{Code, LogStatus},
    log::Filter,
    value::Id,
};

use crate::route::{Place, may_be_number};

/// The filter for an address. Numbers stay out of it.
pub fn place(filter: &Filter) -> Place {
    let statuses: Vec<_> = filter.statuses.iter().map(|status| status.number().to_string()).collect();
    let text = if may_be_number(&filter.text) { "" } else { &filter.text };
    let id = filter.id.as_ref().map(ToString::to_string);
    Place::default().and("status", &statuses.join(",")).and("id", &id.unwrap_or_default()).and("text", text)
}

/// The filter of an address, as far as the contract knows it.
pub fn read(place: &Place) -> Filter {
    let status = |number: &str| number.parse().ok().map(LogStatus::of).filter(|status| status.entry().is_some());
    Filter {
        statuses: place.get("status").split(',').filter_map(status).collect(),
        id: Id::new(place.get("id")),
        addresses: None,
        text: place.get("text").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_filter_is_read_back_from_its_address(statuses in prop::collection::vec(0..LogStatus::ALL.len(), 0..3), id in "[0-9]{0,9}", text in "[^0-9]{0,20}") {
            let statuses = statuses.into_iter().map(|index| LogStatus::ALL[index]).collect();
            let filter = Filter { statuses, id: Id::new(&id), addresses: None, text };
            prop_assert_eq!(read(&place(&filter)), filter);
        }

        #[test]
        fn no_address_has_a_telephone_number(before in "[ a-z]{0,9}", number in "\\+?[0-9]( ?[0-9٠-٩]){6,12}", after in "[ a-z]{0,9}") {
            let text = format!("{before}{number}{after}");
            let filter = Filter { text, addresses: Some(vec![number]), ..Filter::default() };
            prop_assert_eq!(place(&filter), Place::default());
        }
    }

    #[test]
    fn a_status_that_the_contract_lacks_is_left_out() {
        assert_eq!(read(&Place::read("status=1,77,x")).statuses, [LogStatus::Sent]);
    }
}

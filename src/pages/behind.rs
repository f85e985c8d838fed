//! The rows behind a number: every number that counts rows of a delivery leads to them.

use campaign::{
    codes::{Code, FailureReason, LogStatus},
    lifecycle::Outcome,
    log::{Choice, Filter},
    value::Id,
};
use leptos::prelude::*;

use super::logs;
use crate::{
    navigator::Navigator,
    route::{Place, Route, Tab},
    ui::link::link,
};

/// Rows of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    Log,
    /// Those that have left, whether or not somebody confirmed it: Campaign's "success".
    Succeeded,
    Is(Outcome),
    /// Those that failed for this reason.
    Failed(FailureReason),
    Exclusions,
}

impl Behind {
    fn tab(self) -> Tab {
        match self {
            Self::Log | Self::Succeeded | Self::Is(_) | Self::Failed(_) => Tab::Delivery,
            Self::Exclusions => Tab::Exclusions,
        }
    }

    fn place(self) -> Place {
        let is_such = |outcome: Outcome| match self {
            Self::Log | Self::Exclusions => false,
            Self::Succeeded => outcome.has_left(),
            Self::Is(one) => outcome == one,
            Self::Failed(_) => outcome == Outcome::Failed,
        };
        let statuses = statuses(is_such);
        let choices = match self {
            Self::Failed(reason) => vec![Choice::Reason(reason)],
            Self::Log | Self::Succeeded | Self::Is(_) | Self::Exclusions => Vec::new(),
        };
        logs::place(&Filter { statuses, choices, ..Filter::default() })
    }
}

/// The statuses of the log with such an outcome.
pub fn statuses(is_such: impl Fn(Outcome) -> bool) -> Vec<LogStatus> {
    LogStatus::ALL.iter().copied().filter(|status| status.meaning().is_some_and(&is_such)).collect()
}

/// A number that leads to its rows; without rows it is text. `leave` is called before it leaves the page.
pub fn number_link(
    navigator: Navigator,
    id: &str,
    behind: Behind,
    n: i64,
    is_in_row: bool,
    content: impl IntoView + 'static,
    leave: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let Some(id) = Id::new(id).filter(|_| n > 0) else { return content.into_any() };
    let (route, place) = (Route::Delivery { id, tab: behind.tab() }, behind.place());
    let href = navigator.href_to(&route, &place);
    let on_follow = Callback::new(move |()| {
        leave();
        navigator.go_to(&route, place.clone());
    });
    link(href, is_in_row, on_follow, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_succeeded_has_no_failure_and_nothing_that_waits() {
        // Contract 19.4: 1 handed, 3 accepted, 4 received, 9 passed; 2 failed.
        let statuses = |behind: Behind| {
            let mut statuses: Vec<u8> =
                behind.place().get("status").split(',').filter_map(|status| status.parse().ok()).collect();
            statuses.sort_unstable();
            statuses
        };
        assert_eq!(statuses(Behind::Succeeded), [1, 3, 4, 9]);
        assert_eq!(statuses(Behind::Is(Outcome::Failed)), [2]);
        assert_eq!(statuses(Behind::Log), [0_u8; 0]);
    }
}

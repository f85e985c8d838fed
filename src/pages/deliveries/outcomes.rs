//! What the logs say of the deliveries on screen: Campaign's counters do not tell what was received.

use std::{collections::HashMap, sync::Arc};

use campaign::{
    codes::LogStatus,
    delivery::{Coded, Row},
    ladder::Ladder,
    lifecycle::Motion,
    log,
    value::Id,
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::remote::{Rows, ask_once};

/// The logs are asked when the rows on screen have rested for so long, in milliseconds.
const PAUSE_MS: u32 = 400;

/// What is known, by the id of the delivery.
#[derive(Clone, Copy)]
pub struct Outcomes(RwSignal<HashMap<String, Known>>);

#[derive(Clone)]
struct Known {
    /// The counters at that time. When they have changed, the log has too.
    of: [i64; 3],
    ladder: Ladder,
}

impl Outcomes {
    /// Asks for what the rows on screen lack: one request for each schema of logs. What moves is not asked for, because
    /// the server reads whole logs for that.
    pub fn of(rows: Rows<Row>) -> Self {
        let outcomes = Self(RwSignal::new(HashMap::new()));
        let pause = StoredValue::new_local(None::<Timeout>);
        // A request must not end when the rows move on.
        let owner = Owner::current();
        Effect::new(move |_| {
            let owner = owner.clone();
            let view = rows.list.view.get();
            rows.list.changed.track();
            let ask = move || {
                let on_screen = view.clone().filter_map(|index| rows.get(&rows.list.id(index)?));
                let wanted: Vec<Arc<Row>> = on_screen.filter(|row| rests(row) && outcomes.lacks(row)).collect();
                if let Some(owner) = owner {
                    owner.with(|| outcomes.ask(wanted));
                }
            };
            pause.set_value(Some(Timeout::new(PAUSE_MS, ask)));
        });
        outcomes
    }

    /// The parts of the delivery's messages; from Campaign's counters until its log has told them.
    pub fn get(self, row: &Row) -> Ladder {
        let known = self.0.with(|known| known.get(&row.id).filter(|known| known.of == counters(row)).cloned());
        known.map_or_else(|| Ladder::of_figures(row), |known| known.ladder)
    }

    fn lacks(self, row: &Row) -> bool {
        self.0.with_untracked(|known| known.get(&row.id).is_none_or(|known| known.of != counters(row)))
    }

    /// Until a log answers, and if it does not, the counters stay.
    fn ask(self, wanted: Vec<Arc<Row>>) {
        let mut by_schema: HashMap<String, Vec<Arc<Row>>> = HashMap::new();
        if wanted.is_empty() {
            return;
        }
        self.0.update(|known| known.extend(wanted.iter().map(|row| (row.id.clone(), Known::of(row, &[])))));
        for row in wanted {
            by_schema.entry(row.log_schema.clone()).or_default().push(row);
        }
        for (schema, rows) in by_schema {
            let ids: Vec<Id> = rows.iter().filter_map(|row| Id::new(&row.id)).collect();
            ask_once(log::of_deliveries(&schema, &ids), move |answer| {
                if let Ok(counts) = answer {
                    self.0
                        .update(|known| known.extend(rows.iter().map(|row| (row.id.clone(), Known::of(row, &counts)))));
                }
            });
        }
    }
}

impl Known {
    fn of(row: &Row, counts: &[(String, Coded<LogStatus>, i64)]) -> Self {
        let of_row = counts.iter().filter(|(id, ..)| *id == row.id);
        let log: Vec<_> = of_row.map(|(_, status, n)| (status.clone(), *n)).collect();
        // An empty log was purged.
        let ladder = if log.is_empty() { Ladder::of_figures(row) } else { Ladder::of_messages(row, &log) };
        Self { of: counters(row), ladder }
    }
}

fn rests(row: &Row) -> bool {
    let moves = matches!(row.state.code.motion(), Motion::Moving | Motion::MayRest);
    !moves && row.to_deliver > 0 && row.state.code.is_prepared()
}

fn counters(row: &Row) -> [i64; 3] {
    [row.processed, row.success, row.errors]
}

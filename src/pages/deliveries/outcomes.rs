//! What the logs say of the deliveries on screen: Campaign's counters do not tell what was received.

use std::{collections::HashMap, sync::Arc};

use campaign::{
    codes::{Code, LogStatus},
    delivery::{Coded, Row},
    ladder::Ladder,
    lifecycle::{Motion, Phase},
    log,
    value::Id,
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::remote::{AskTimes, Rows, ask_once};

/// The logs are asked when the rows on screen have rested for so long, in milliseconds.
const PAUSE_MS: u32 = 400;

/// What is known, by the id of the delivery.
#[derive(Clone, Copy)]
pub struct Outcomes(RwSignal<HashMap<String, Known>>);

#[derive(Clone)]
struct Known {
    of: Figures,
    /// On which occasion the log was asked.
    at: u32,
    /// `None` until the log has told it.
    ladder: Option<Ladder>,
}

/// The state and the figures of a row. When they have changed, its log has too; a receipt changes only the log.
type Figures = [i64; 5];

impl Outcomes {
    /// Asks for what the rows on screen lack, and on every occasion again: one request for each schema of logs. What moves
    /// is not asked for, because the server reads whole logs for that.
    pub fn of(rows: Rows<Row>) -> Self {
        let (outcomes, times) = (Self(RwSignal::new(HashMap::new())), expect_context::<AskTimes>());
        let pause = StoredValue::new_local(None::<Timeout>);
        // A request must not end when the rows move on.
        let owner = Owner::current();
        Effect::new(move |_| {
            let owner = owner.clone();
            let (view, at) = (rows.list.view.get(), times.occasions());
            rows.list.changed.track();
            let ask = move || {
                let on_screen = view.clone().filter_map(|index| rows.get(&rows.list.id(index)?));
                let wanted: Vec<Arc<Row>> = on_screen.filter(|row| rests(row) && outcomes.lacks(row, at)).collect();
                if let Some(owner) = owner {
                    owner.with(|| outcomes.ask(wanted, at));
                }
            };
            pause.set_value(Some(Timeout::new(PAUSE_MS, ask)));
        });
        outcomes
    }

    /// The parts of the delivery's messages; from Campaign's counters until its log has told them.
    pub fn get(self, row: &Row) -> Ladder {
        self.0.with(|known| told(known, row)).unwrap_or_else(|| Ladder::of_figures(row))
    }

    fn lacks(self, row: &Row, at: u32) -> bool {
        let is_asked = |known: &Known| known.of == figures(row) && known.at == at;
        self.0.with_untracked(|known| !known.get(&row.id).is_some_and(is_asked))
    }

    /// Until a log answers, and if it does not, what was known stays.
    fn ask(self, wanted: Vec<Arc<Row>>, at: u32) {
        let mut by_schema: HashMap<String, Vec<Arc<Row>>> = HashMap::new();
        if wanted.is_empty() {
            return;
        }
        self.0.update(|known| {
            for row in &wanted {
                let ladder = told(known, row);
                known.insert(row.id.clone(), Known { of: figures(row), at, ladder });
            }
        });
        for row in wanted {
            by_schema.entry(row.log_schema.clone()).or_default().push(row);
        }
        for (schema, rows) in by_schema {
            let ids: Vec<Id> = rows.iter().filter_map(|row| Id::new(&row.id)).collect();
            ask_once(log::of_deliveries(&schema, &ids), move |answer| {
                let Ok(counts) = answer else { return };
                self.0.update(|known| {
                    for row in &rows {
                        // A later question has a later answer.
                        let asked = known.get_mut(&row.id).filter(|known| known.of == figures(row) && known.at == at);
                        if let Some(asked) = asked {
                            asked.ladder = Some(ladder(row, &counts));
                        }
                    }
                });
            });
        }
    }
}

fn told(known: &HashMap<String, Known>, row: &Row) -> Option<Ladder> {
    known.get(&row.id).filter(|known| known.of == figures(row))?.ladder.clone()
}

fn ladder(row: &Row, counts: &[(String, Coded<LogStatus>, i64)]) -> Ladder {
    let of_row = counts.iter().filter(|(id, ..)| *id == row.id);
    let log: Vec<_> = of_row.map(|(_, status, n)| (status.clone(), *n)).collect();
    // An empty log was purged.
    if log.is_empty() { Ladder::of_figures(row) } else { Ladder::of_messages(row, &log) }
}

fn rests(row: &Row) -> bool {
    let (motion, phase) = (row.state.code.motion(), row.state.code.phase());
    let moves = matches!(motion, Motion::Moving | Motion::MayRest);
    // As long as nothing has left, the counters say all.
    !moves && row.to_deliver > 0 && row.state.code.is_prepared() && phase != Phase::Ready
}

fn figures(row: &Row) -> Figures {
    [row.state.code.number(), row.to_deliver, row.processed, row.success, row.errors]
}

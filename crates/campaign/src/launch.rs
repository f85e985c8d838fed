//! Preparing and sending a delivery, and following both (contract 7).
//!
//! The sequence of contract 7.2: [`prepare`]; [`follow`] every 2 to 5 s until the state is 45, or 37 when the analysis
//! failed; somebody confirms; [`play`]; [`follow`] again. None of these calls but those that follow may be repeated when
//! their answer is lost: [`follow`] tells whether they were carried out.

use crate::{
    codes::{Code, DeliveryState},
    journal::{Line, line},
    request::Request,
    soap::{Call, Failure, outputs},
    value::Id,
    xml::Element,
};

const DELIVERY: &str = "nms:delivery";
/// The last line of a journal that is known, so that only later ones come; before the first there is the default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastLine(String);

impl Default for LastLine {
    fn default() -> Self {
        Self("0".to_owned())
    }
}

/// Starts the analysis of what is stored: target and messages, to state 45 or 37 (contract 7.1). By id: a job that is sent a
/// document analyses that document, and a key alone is an empty delivery (contract 19.3).
pub fn prepare(id: &Id) -> Request<()> {
    let call = Call::new(DELIVERY, "SubmitJob").string("methodName", "Prepare").long("id", id.as_str());
    Request::new(call, |_, _| Ok(()))
}

/// Sends what was prepared, or resumes what was paused (contract 7.1).
pub fn play(id: &Id) -> Request<()> {
    commanded("Play", id)
}

/// Pauses sending; [`play`] resumes it.
pub fn pause(id: &Id) -> Request<()> {
    commanded("Pause", id)
}

/// Stops sending, for good.
pub fn stop(id: &Id) -> Request<()> {
    commanded("Stop", id)
}

fn commanded(method: &'static str, id: &Id) -> Request<()> {
    Request::new(Call::new(DELIVERY, method).string("deliveryId", id.as_str()), |_, _| Ok(()))
}

/// Where a delivery is, and what its journal says since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    pub state: DeliveryState,
    /// The lines after the one that was known, in the server's order.
    pub lines: Vec<Line>,
    pub last_line: LastLine,
}

/// Asks for a delivery's state and the lines of its journal after `last_line`, in one call (contract 7.1, 9.6).
pub fn follow(id: &Id, last_line: &LastLine) -> Request<News> {
    let call =
        Call::new(DELIVERY, "GetDlStatusAndLogs").long("deliveryId", id.as_str()).long("lastLogId", &last_line.0);
    let last_line = last_line.clone();
    Request::new(call, move |values, _| {
        let (state, values) = outputs(values).split_first().ok_or(Failure::NotCampaign)?;
        let state = state.text.trim().parse().map(DeliveryState::of).map_err(|_| Failure::NotCampaign)?;
        let (lines, last_line) = lines(values.first(), &last_line);
        Ok(News { state, lines, last_line })
    })
}

/// The lines of a log that come after `known`, and the last of them.
fn lines(log: Option<&Element>, known: &LastLine) -> (Vec<Line>, LastLine) {
    let mut last = known.clone();
    let mut later = Vec::new();
    // The names around the lines are inferred (contract 9.6): there is one element, or none.
    let rows = match log.map(|log| log.children.as_slice()) {
        Some([around]) if around.name != "log" => &around.children,
        Some(rows) => rows,
        None => &[],
    };
    for row in rows {
        let line = line(row);
        if is_later(&line.id, &known.0) {
            if is_later(&line.id, &last.0) {
                last.0.clone_from(&line.id);
            }
            later.push(line);
        }
    }
    (later, last)
}

/// Compares ids, which are numbers of any length (contract 16).
fn is_later(id: &str, known: &str) -> bool {
    (id.len(), id) > (known.len(), known)
}

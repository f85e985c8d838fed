//! Preparing and sending a delivery, and following its progress (contract 7).
//!
//! The sequence of contract 7.2: [`prepare`]; [`follow`] every 2 to 5 s until the state is 45, or 37 if the analysis
//! failed; a person confirms; [`play`]; [`follow`] again. Only [`follow`] may be repeated when its answer is lost. It
//! also tells whether a lost call was carried out.

use crate::{
    codes::{Code, DeliveryState},
    journal::{Line, line},
    request::Request,
    soap::{Call, Failure, outputs},
    value::Id,
    xml::Element,
};

const DELIVERY: &str = "nms:delivery";
/// The last known line of a journal. The server then returns only later lines. The default is before the first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastLine(String);

impl Default for LastLine {
    fn default() -> Self {
        Self("0".to_owned())
    }
}

/// Starts the analysis of the stored delivery, target and messages, which leads to state 45 or 37 (contract 7.1). It
/// sends only the id: the server would analyse a document in place of the stored delivery, and treat a key alone as an
/// empty delivery (contract 19.3).
pub fn prepare(id: &Id) -> Request<()> {
    let call = Call::new(DELIVERY, "SubmitJob").string("methodName", "Prepare").long("id", id.as_str());
    Request::new(call, |_, _| Ok(()))
}

/// Sends a prepared delivery, or resumes a paused one (contract 7.1).
pub fn play(id: &Id) -> Request<()> {
    commanded("Play", id)
}

/// Pauses sending; [`play`] resumes it.
pub fn pause(id: &Id) -> Request<()> {
    commanded("Pause", id)
}

/// Stops sending; it cannot be resumed.
pub fn stop(id: &Id) -> Request<()> {
    commanded("Stop", id)
}

/// Makes Campaign count its errors and its other counters again from the logs (contract 7.1).
pub fn recompute(id: &Id) -> Request<()> {
    const ERRORS: u8 = 2;
    const COUNTERS: u8 = 8;
    let call =
        Call::new(DELIVERY, "RecomputeStats").long("deliveryId", id.as_str()).byte("dirtyFlags", ERRORS | COUNTERS);
    Request::new(call, |_, _| Ok(()))
}

fn commanded(method: &'static str, id: &Id) -> Request<()> {
    Request::new(Call::new(DELIVERY, method).string("deliveryId", id.as_str()), |_, _| Ok(()))
}

/// The state of a delivery, and the new lines of its journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    pub state: DeliveryState,
    /// The lines after the last known one, in the server's order.
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

/// The lines of a log after `known`, and the id of the last one.
fn lines(log: Option<&Element>, known: &LastLine) -> (Vec<Line>, LastLine) {
    let mut last = known.clone();
    let mut later = Vec::new();
    // Contract 9.6 only infers the elements around the lines: there is one element or none.
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

//! Preparing and sending a delivery, and following both (contract 7).
//!
//! The sequence of contract 7.2: [`prepare`]; [`follow`] every 2 to 5 s until the state is 45, or 37 when the analysis
//! failed; somebody confirms; [`play`]; [`follow`] again. None of these calls but those that follow may be repeated when
//! their answer is lost: [`follow`] tells whether they were carried out.

use crate::{
    codes::{Code, DeliveryState, JobStatus},
    journal::{Line, line},
    request::Request,
    soap::{Call, Failure, outputs},
    value::Id,
    xml::{Element, escape},
};

const DELIVERY: &str = "nms:delivery";
const JOBS: &str = "xtk:jobInterface|nms:delivery";

/// How many lines of its log a job gives at once, as in Adobe's client; the rest comes with the next question.
const MAX_LINES: &str = "100";

/// The indicators that [`recompute_stats`] counts anew: tracking (1), errors (2) and counters (8), without forgetting what
/// was tracked (4).
const DIRTY: &str = "11";

/// The name of a job: an opaque string such as `4210/nms:delivery@@B/C1boHl4jx1AEnDTI4nI137QkcFiiIZf4v++eFsPdM=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobId(String);

/// The last line of a journal that is known, so that only later ones come; before the first there is the default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastLine(String);

impl Default for LastLine {
    fn default() -> Self {
        Self("0".to_owned())
    }
}

/// Starts the analysis: target and messages, to state 45 or 37 (contract 7.1).
pub fn prepare(id: &Id) -> Request<JobId> {
    submitted(Call::new(JOBS, "Submit").document("document", &key(id)).string("methodName", "Prepare"))
}

/// Starts building a proof, a delivery of its own; `is_sent` also sends it (contract 7.1).
pub fn prepare_proof(id: &Id, is_sent: bool) -> Request<JobId> {
    // Only this method of the interface passes parameters on.
    let mut call = String::from(
        "<soapCall name=\"PrepareProof\" service=\"nms:delivery\"><param name=\"this\" type=\"DOMDocument\"><value>",
    );
    call.push_str(&key(id));
    call.push_str("</value></param><param name=\"bStart\" type=\"boolean\" value=\"");
    call.push_str(if is_sent { "true" } else { "false" });
    call.push_str("\"/></soapCall>");
    submitted(Call::new(JOBS, "SubmitSoapCall").document("document", &key(id)).element("soapCall", &call))
}

/// The delivery as the object of a job: its key, so that what is stored is what is analysed.
fn key(id: &Id) -> String {
    let mut xml = String::from("<delivery xtkschema=\"nms:delivery\" id=\"");
    xml.push_str(&escape(id.as_str()));
    xml.push_str("\"/>");
    xml
}

fn submitted(call: Call) -> Request<JobId> {
    Request::new(call, |values, _| match outputs(values) {
        [job, ..] if !job.text.is_empty() => Ok(JobId(job.text.clone())),
        _ => Err(Failure::NotCampaign),
    })
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

/// Has the indicators of delivery and tracking counted anew (contract 7.1, 11).
pub fn recompute_stats(id: &Id) -> Request<()> {
    let call = Call::new(DELIVERY, "RecomputeStats").long("deliveryId", id.as_str()).byte("dirtyFlags", DIRTY);
    Request::new(call, |_, _| Ok(()))
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
        let (state, values) = status::<DeliveryState>(values)?;
        let (lines, last_line) = lines(values.first(), &last_line);
        Ok(News { state, lines, last_line })
    })
}

/// How a job gets on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub status: JobStatus,
    /// The lines after the one that was known, in the server's order.
    pub lines: Vec<Line>,
    pub last_line: LastLine,
    /// How much of `max` is done, in units of the job's own.
    pub current: i64,
    /// 0 while the job does not know.
    pub max: i64,
    pub has_warning: bool,
}

impl Job {
    /// Whether it will say nothing more.
    pub fn is_over(&self) -> bool {
        self.status.meaning() == Some(true)
    }

    /// How far it is, from 0 to 100; 0 while it does not know how much there is (contract 7.2).
    pub fn percent(&self) -> i64 {
        let percent = self.current.saturating_mul(100).checked_div(self.max);
        percent.unwrap_or(0).clamp(0, 100)
    }
}

/// Asks how a job gets on, and for the lines of its log after `last_line` (contract 7.2).
pub fn job(id: &JobId, last_line: &LastLine) -> Request<Job> {
    let call = Call::new("xtk:job", "GetStatus")
        .string("id", &id.0)
        .long("lastLogId", &last_line.0)
        .long("maxLogCount", MAX_LINES);
    let last_line = last_line.clone();
    Request::new(call, move |values, _| {
        let (status, values) = status(values)?;
        let (lines, last_line) = lines(values.first(), &last_line);
        let none = Element::default();
        let properties = values.get(1).and_then(|value| value.children.first()).unwrap_or(&none);
        Ok(Job {
            status,
            lines,
            last_line,
            current: properties.count("progress/@current"),
            max: properties.count("progress/@max"),
            has_warning: properties.flag("@warning"),
        })
    })
}

/// The code that an answer begins with, and the values after it.
fn status<C: Code>(values: &[Element]) -> Result<(C, &[Element]), Failure> {
    let (first, rest) = outputs(values).split_first().ok_or(Failure::NotCampaign)?;
    let number = first.text.trim().parse().map_err(|_| Failure::NotCampaign)?;
    Ok((C::of(number), rest))
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

/// Asks for the text as one person would get it: the first of the target whom `filter`, such as `@id=1206`, finds
/// (contract 7.1).
pub fn preview(id: &Id, filter: &str) -> Request<String> {
    let mut params = String::from("<params content=\"sms\" filter=\"");
    params.push_str(&escape(filter));
    params.push_str("\"/>");
    let call = Call::new(DELIVERY, "BuildPreviewFromId").long("deliveryId", id.as_str()).document("params", &params);
    Request::new(call, |values, _| {
        let preview = outputs(values).first().ok_or(Failure::NotCampaign)?;
        Ok(source(preview).to_owned())
    })
}

/// The text of the first `source` inside, wherever it is: what is around it is not documented.
fn source(preview: &Element) -> &str {
    let mut open = vec![preview];
    while let Some(element) = open.pop() {
        if element.name == "source" {
            return &element.text;
        }
        open.extend(element.children.iter().rev());
    }
    ""
}

//! The methods that launch and follow deliveries (contract, section 7): those of `nms:delivery`, and its jobs.
//!
//! [`crate::store::method`] says what they are called and take; here each is carried out.

use super::preview;
use crate::store::database::Store;
use crate::store::operator::Operator;
use crate::store::reader::Reader;
use crate::wire::fault::Cause;
use crate::wire::soap::{Call, Value};
use crate::wire::xml::Element;
use crate::work::engine::Engine;
use crate::work::job;
use crate::work::orders::Command;
use crate::work::subject::Subject;
use crate::work::task::Goal;

/// The interface of jobs on deliveries. No other schema implements it here.
const JOBS: &str = "xtk:jobInterface|nms:delivery";

type Answered = Result<Vec<Value>, Cause>;

/// Carries out a method; `None` when there is no such one.
pub fn answer(store: &Store, engine: &Engine, reader: Reader, call: &Call) -> Option<Answered> {
    let operator = reader.operator;
    match call.service.as_str() {
        "nms:delivery" => delivery(store, engine, reader, call),
        JOBS => launch(engine, operator, call).or_else(|| job(store, engine, operator, call)),
        "xtk:job" | "xtk:jobInterface" | "xtk:jobInterface|xtk:job" => job(store, engine, operator, call),
        _ => None,
    }
}

/// The namespace of an answer. When a job was launched it is that of the entity (contract 1.3).
pub fn space(service: &str) -> &str {
    if service == JOBS { "nms:delivery" } else { service }
}

fn delivery(store: &Store, engine: &Engine, reader: Reader, call: &Call) -> Option<Answered> {
    let operator = reader.operator;
    Some(match call.method.as_str() {
        "Play" => command(engine, operator, call, Command::Play).map(|_| Vec::new()),
        "Pause" => command(engine, operator, call, Command::Pause).map(|_| Vec::new()),
        "Stop" => command(engine, operator, call, Command::Stop).map(|_| Vec::new()),
        "ExecCommand" => execute_command(engine, operator, call),
        "GetDlStatusAndLogs" => status_and_logs(engine, call),
        "PrepareFromId" => {
            let subject = id(call, 0).map(Subject::stored);
            let job = subject.and_then(|subject| engine.prepare(operator, &subject, Goal::Ready));
            job.and_then(|job| finish(engine, job))
        }
        "SubmitJob" => run(engine, operator, call).map(|_| Vec::new()),
        "ExecuteJob" => run(engine, operator, call).and_then(|job| finish(engine, job)),
        "RecomputeStats" => recompute(engine, operator, call),
        "BuildPreviewFromId" => preview::build(store, reader, call, engine.clock().now()),
        _ => return None,
    })
}

/// The delivery's id in a parameter.
fn id(call: &Call, index: usize) -> Result<i64, Cause> {
    call.integer(index, "deliveryId")
}

fn finish(engine: &Engine, job: i64) -> Answered {
    engine.finish_analysis(job).map(|()| Vec::new())
}

fn command(engine: &Engine, operator: &Operator, call: &Call, command: Command) -> Result<i64, Cause> {
    engine.command(operator, id(call, 0)?, command)
}

fn execute_command(engine: &Engine, operator: &Operator, call: &Call) -> Answered {
    let chosen = match call.text(1).trim() {
        "play" => Command::Play,
        "pause" => Command::Pause,
        "stop" => Command::Stop,
        other => return Err(Cause::new(format!("The command '{other}' is unknown: it is play, pause or stop."))),
    };
    let state = command(engine, operator, call, chosen)?;
    Ok(vec![Value::Typed("pbtNewState", "byte", state.to_string())])
}

fn status_and_logs(engine: &Engine, call: &Call) -> Answered {
    let (state, logs) = engine.status_and_logs(id(call, 0)?, call.integer(1, "lastLogId")?)?;
    Ok(vec![
        Value::Typed("psDeliveryState", "short", state.to_string()),
        Value::Document("pelemReturnLogs", Some(logs)),
    ])
}

fn recompute(engine: &Engine, operator: &Operator, call: &Call) -> Answered {
    engine.recompute(operator, id(call, 0)?, call.integer(1, "dirtyFlags")?).map(|()| Vec::new())
}

/// `SubmitJob` and `ExecuteJob`: a job's method by name, on a stored delivery.
fn run(engine: &Engine, operator: &Operator, call: &Call) -> Result<i64, Cause> {
    begin(engine, operator, call.text(0).trim(), &Subject::stored(call.integer(1, "id")?), false)
}

/// Begins a method that runs as a job; `start` is the parameter of `PrepareProof`.
fn begin(engine: &Engine, operator: &Operator, method: &str, subject: &Subject, start: bool) -> Result<i64, Cause> {
    match method {
        "Prepare" => engine.prepare(operator, subject, Goal::Ready),
        "PrepareTarget" => engine.prepare(operator, subject, Goal::Target),
        "PrepareMessage" => engine.prepare_message(operator, subject),
        "PrepareAndStart" => engine.prepare(operator, subject, Goal::Start),
        "PrepareProof" => engine.prepare_proof(operator, subject, start),
        other => Err(Cause::new(format!("The method '{other}' of 'nms:delivery' cannot run as a job."))),
    }
}

/// `Submit`, `Execute` and `SubmitSoapCall`: the delivery is that of the call's document, not the stored one.
fn launch(engine: &Engine, operator: &Operator, call: &Call) -> Option<Answered> {
    let started = match call.method.as_str() {
        "Submit" => subject(call).and_then(|sent| begin(engine, operator, call.text(1).trim(), &sent, false)),
        "Execute" => {
            let job = subject(call).and_then(|sent| begin(engine, operator, call.text(1).trim(), &sent, false));
            job.and_then(|job| engine.finish_analysis(job).map(|()| job))
        }
        "SubmitSoapCall" => submit_soap_call(engine, operator, call),
        _ => return None,
    };
    Some(started.map(|job| vec![Value::Text("pstrId", job::name(job))]))
}

/// The delivery of a job's document.
fn subject(call: &Call) -> Result<Subject, Cause> {
    let document = call.document(0).ok_or_else(|| Cause::new("The parameter 'document' is missing: a delivery."))?;
    let document = Element::from_request(document);
    Subject::sent(document.ok_or_else(|| Cause::new("The document is nested too deep."))?)
}

/// A call inside a call (contract 7.2): its name, and `bStart` among its parameters.
fn submit_soap_call(engine: &Engine, operator: &Operator, call: &Call) -> Result<i64, Cause> {
    let inner = call.document(1).ok_or_else(|| Cause::new("The parameter 'soapCall' is missing."))?;
    let start = inner
        .children()
        .any(|node| node.attribute("name") == Some("bStart") && matches!(node.attribute("value"), Some("true" | "1")));
    begin(engine, operator, inner.attribute("name").unwrap_or_default(), &subject(call)?, start)
}

fn job(store: &Store, engine: &Engine, operator: &Operator, call: &Call) -> Option<Answered> {
    let name = call.text(0);
    Some(match call.method.as_str() {
        "GetStatus" => job_status(store, engine, call),
        "GetResult" => {
            engine.job(&name).and_then(|job| job.finished()).map(|result| vec![Value::Text("pstrResult", result)])
        }
        "HasWarning" => engine.job(&name).and_then(|job| {
            let warning: bool = store.read(|connection| job.has_warning(connection))?;
            Ok(vec![Value::Typed("pbWarning", "boolean", warning.to_string())])
        }),
        "Cancel" => engine.cancel_job(operator, &name).map(|()| Vec::new()),
        "Pause" => engine.pause_job(operator, &name).map(|()| Vec::new()),
        // Here a job is cancelled at once, so there is nothing to wait for.
        "WaitJobCancelled" => engine.job(&name).and_then(|job| job.canceled()).map(|()| Vec::new()),
        _ => return None,
    })
}

fn job_status(store: &Store, engine: &Engine, call: &Call) -> Answered {
    let (last, most) = (call.integer(1, "lastLogId")?, call.integer(2, "maxLogCount")?);
    let job = engine.job(&call.text(0))?;
    let (logs, properties) = store.read(|connection| {
        Ok::<_, rusqlite::Error>((job.lines(connection, last, most)?, job.properties(connection)?))
    })?;
    Ok(vec![
        Value::Typed("psStatus", "short", job.status.to_string()),
        Value::Document("pelemReturnLogs", Some(logs)),
        Value::Document("pelemProperties", Some(properties)),
    ])
}

//! Asks each of the app's queries, and fills the table.

use campaign::delivery::{self, Filter};
use campaign::request::{Request, Which};
use campaign::soap::Failure;
use campaign::value::Id;
use campaign::xml::Element;

use super::line::Refusal;
use super::methods;
use super::questions::{self, Question};
use super::survey::{Survey, code};
use super::table::Table;
use crate::finding::Report;

const TELL: &str = "The table below names what is missing. If the operator ought to see it, give the operator the right; \
                    otherwise send the table to the makers of the dashboard.";

/// The results of the queries, by their place in the app.
#[derive(Default)]
struct Answers {
    full: Vec<&'static str>,
    short: Vec<&'static str>,
    /// The places that the app must do without.
    lost: Vec<&'static str>,
    /// With the code of the refusal, if there was one.
    refused: Vec<String>,
}

pub async fn examine(report: &mut Report<'_>, mut survey: Survey<'_>, build: Option<String>) -> Option<Table> {
    let nobodys = questions::nobodys()?;
    let mut answers = Answers::default();
    let list = delivery::list(&Filter::default(), 0);
    let rows = read(report, &mut survey, &mut answers, &list, questions::list(&list)).await.unwrap_or_default();
    let total = delivery::total(&Filter::default());
    match read(report, &mut survey, &mut answers, &total, questions::total(&total)).await {
        Some(0) => report.warning(
            "The operator sees no SMS delivery.",
            "If there are some, give the operator the right to read their folders.",
        ),
        Some(_) => report.ok("The operator sees SMS deliveries."),
        None => {}
    }
    for question in [questions::states(), questions::usual_failures(), questions::search()] {
        ask(report, &mut survey, &mut answers, &question).await;
    }
    let id = rows.first().and_then(|row| Id::new(&row.id)).unwrap_or(nobodys);
    let one = delivery::get(&id);
    let found = read(report, &mut survey, &mut answers, &one, questions::one(&one)).await.flatten();
    let target = match found.or_else(|| questions::usual(&one)) {
        Some(delivery) => {
            for question in questions::about(&delivery) {
                ask(report, &mut survey, &mut answers, &question).await;
            }
            delivery.target
        }
        None => "nms:recipient".to_owned(),
    };
    survey.describe(&target, "offers no fields for the text").await;
    if !answers.full.is_empty() {
        report.ok(format!("The app's own questions are answered: {}.", answers.full.join(", ")));
    }
    if !answers.short.is_empty() {
        let what = format!("Only the app's shorter questions are answered: {}.", answers.short.join(", "));
        report.warning(what, TELL);
    }
    if !answers.lost.is_empty() {
        let what = format!("This instance does not have what the app can do without: {}.", answers.lost.join(", "));
        report.warning(what, TELL);
    }
    if !answers.refused.is_empty() {
        let what = format!("Campaign refuses the app's questions for {}.", answers.refused.join(", "));
        report.problem(what, TELL);
    }
    let methods = methods::examine(&mut survey, &id).await;
    Some(Table { build, schemas: survey.rows(), methods })
}

async fn read<T: 'static>(
    report: &mut Report<'_>,
    survey: &mut Survey<'_>,
    answers: &mut Answers,
    request: &Request<T>,
    question: Question,
) -> Option<T> {
    let (values, which) = ask(report, survey, answers, &question).await?;
    match request.read(&values, which) {
        Ok(answer) => Some(answer),
        Err(failure) => {
            Refusal::Failure(failure).tell(report, &format!("The answer for {} is strange. ", question.place));
            None
        }
    }
}

/// Asks, and keeps the result. Of a refusal it reports only the code: the server's words may contain labels.
async fn ask(
    report: &mut Report<'_>,
    survey: &mut Survey<'_>,
    answers: &mut Answers,
    question: &Question,
) -> Option<(Vec<Element>, Which)> {
    let place = question.place;
    match survey.ask(question).await {
        Ok((values, which)) => {
            match which {
                Which::Full => answers.full.push(place),
                Which::Minimal => answers.short.push(place),
            }
            Some((values, which))
        }
        Err(Some(Refusal::Failure(Failure::Fault(_)))) if question.is_extra => {
            answers.lost.push(place);
            None
        }
        Err(Some(Refusal::Failure(Failure::Fault(fault)))) => {
            answers.refused.push(match code(&fault) {
                code if code.is_empty() => place.to_owned(),
                code => format!("{place} ({code})"),
            });
            None
        }
        Err(Some(refusal)) => {
            refusal.tell(report, &format!("No answer for {place}. "));
            None
        }
        // The reason was reported before.
        Err(None) => None,
    }
}

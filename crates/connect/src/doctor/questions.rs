//! The app's own questions, and which of their attributes this build lacks (contract 3, XTK-170036).

use campaign::access::Access;
use campaign::delivery::{self, Delivery, Filter};
use campaign::fault::{Fault, split_code};
use campaign::log::{self, List};
use campaign::request::{Calls, Request, Which};
use campaign::soap::{Failure, HttpRequest};
use campaign::value::Id;
use campaign::xml::Element;
use campaign::{journal, quarantine, tracking};

use super::line::{Line, Refusal};
use crate::finding::Report;

/// The most attributes that one question may lack: each costs a call.
const MOST_LACKING: usize = 50;

const TELL: &str = "Nothing on your side, unless the operator may not see them; tell the makers of the dashboard their \
                    names and your build.";

pub async fn examine(report: &mut Report<'_>, line: &Line, access: &Access) {
    let mut answered = Vec::new();
    let list = delivery::list(&Filter::default(), 0);
    let rows = ask(report, line, access, "The list", &list, &mut answered).await.unwrap_or_default();
    let total = delivery::total(&Filter::default());
    match ask(report, line, access, "The number of deliveries", &total, &mut answered).await {
        Some(0) => report.warning(
            "The operator sees no SMS delivery.",
            "If there are some, give the operator the right to read their folders.",
        ),
        Some(n) => report.ok(format!("The operator may read deliveries: {n} SMS deliveries.")),
        None => {}
    }
    let Some(id) = rows.first().and_then(|row| Id::new(&row.id)).or_else(|| Id::new("0")) else { return };
    let one = delivery::get(&id);
    let found = ask(report, line, access, "A delivery", &one, &mut answered).await.flatten();
    // Without a delivery the questions about its rows are asked all the same, in the usual schemas.
    if let Some(delivery) = found.or_else(|| usual(&one)) {
        for (place, calls) in about(&delivery) {
            check(report, line, access, place, &calls, &mut answered).await;
        }
    }
    if !answered.is_empty() {
        report.ok(format!("The app's own questions are answered: {}.", answered.join(", ").to_lowercase()));
    }
}

fn about(delivery: &Delivery) -> Vec<(&'static str, Calls)> {
    vec![
        ("The delivery log", log::entries(delivery, List::Log, None, 0).calls),
        ("The log's statuses", log::by_status(delivery, List::Log).calls),
        ("The exclusions", log::entries(delivery, List::Exclusions, None, 0).calls),
        ("The causes of exclusions", log::causes(delivery, 0).calls),
        ("The tracked addresses", tracking::urls(delivery, 0).calls),
        ("The clicks", tracking::clicks(delivery, 0).calls),
        ("The clicks by address", tracking::clicks_by_url(delivery).calls),
        ("The journal", journal::lines(delivery, 0).calls),
        // No number at all: what is asked for, not what is found, matters.
        ("The quarantine", quarantine::addresses("", &[1]).calls),
    ]
}

/// A delivery with nothing but the schemas of the usual target mapping.
fn usual(one: &Request<Option<Delivery>>) -> Option<Delivery> {
    let output = Element::parse("<pdomOutput><delivery id='0'/></pdomOutput>").ok()?;
    one.read(&[output], Which::Minimal).ok().flatten()
}

async fn ask<T: 'static>(
    report: &mut Report<'_>,
    line: &Line,
    access: &Access,
    place: &'static str,
    request: &Request<T>,
    answered: &mut Vec<&'static str>,
) -> Option<T> {
    let (values, which) = check(report, line, access, place, &request.calls, answered).await?;
    match request.read(&values, which) {
        Ok(answer) => Some(answer),
        Err(failure) => {
            report.refusal(&format!("{place}: "), &Refusal::Failure(failure));
            None
        }
    }
}

/// Asks in full; where the build lacks attributes, names all of them and asks the app's smaller question.
async fn check(
    report: &mut Report<'_>,
    line: &Line,
    access: &Access,
    place: &'static str,
    calls: &Calls,
    answered: &mut Vec<&'static str>,
) -> Option<(Vec<Element>, Which)> {
    let (lacking, outcome) = ask_less_and_less(line, calls.full.method, calls.full.request(access)).await;
    if lacking.is_empty() {
        return match outcome {
            Ok(values) => {
                answered.push(place);
                Some((values, Which::Full))
            }
            Err(refusal) => {
                report.refusal(&format!("{place}: "), &refusal);
                None
            }
        };
    }
    let names = lacking.join(", ");
    if let Some(minimal) = calls.minimal.first()
        && let Ok(values) = line.call(minimal, access).await
    {
        report.warning(format!("{place}: this build lacks {names}; the app shows it without some figures."), TELL);
        return Some((values, Which::Minimal));
    }
    report.problem(format!("{place}: this build lacks {names}; the app cannot show it."), TELL);
    None
}

/// Leaves out of a query what the server does not know until it answers; gives the names that were left out.
async fn ask_less_and_less(
    line: &Line,
    method: &str,
    mut request: HttpRequest,
) -> (Vec<String>, Result<Vec<Element>, Refusal>) {
    let mut lacking = Vec::new();
    loop {
        let outcome = line.ask(method, request.clone()).await;
        let unknown = match &outcome {
            Err(Refusal::Failure(Failure::Fault(fault))) if fault.is_unknown_attribute() => unknown(fault),
            _ => return (lacking, outcome),
        };
        let Some(unknown) = unknown else { return (lacking, outcome) };
        let less = without(&request.body, &unknown.name);
        let goes_on = less != request.body && lacking.len() < MOST_LACKING;
        lacking.push(unknown.expression);
        if !goes_on {
            // It is not in the select, but in a condition or the order: nothing can be left out.
            return (lacking, outcome);
        }
        request.body = less;
    }
}

/// What a query named that the schema does not have.
#[derive(Debug, PartialEq, Eq)]
struct Unknown {
    /// The bare name.
    name: String,
    /// The expression with it, for people.
    expression: String,
}

/// Reads `'name' attribute unknown (see …). XTK-170036 Unable to parse expression '@expression'.` by its quotes: the
/// words are in the server's language.
fn unknown(fault: &Fault) -> Option<Unknown> {
    // The message around it quotes the method; the cause is a line of the detail, unless it is the message itself.
    let mut lines = fault.detail.lines();
    let line =
        lines.find(|line| split_code(line).0.is_some_and(|code| code.starts_with("XTK-"))).unwrap_or(&fault.message);
    let (before, after) = split_code(line).0.and_then(|code| line.split_once(code)).unwrap_or(("", line));
    let start = after.find('\'')? + 1;
    let expression = after.get(start..after.rfind('\'')?)?;
    let name = before.split('\'').nth(1).unwrap_or(expression);
    let name = name.rsplit(['/', '[']).next().unwrap_or(name).trim_matches(['@', ']']);
    Some(Unknown { name: name.to_owned(), expression: expression.to_owned() })
}

/// The query without the nodes of its select that contain `name`.
fn without(body: &str, name: &str) -> String {
    const NODE: &str = "<node expr=\"";
    let Some((before, rest)) = body.split_once("<select>") else { return body.to_owned() };
    let Some((select, after)) = rest.split_once("</select>") else { return body.to_owned() };
    let contains = |expression: &str| {
        expression.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).any(|word| word == name)
    };
    let mut kept = String::new();
    for node in select.split_inclusive("/>") {
        let expression = node.strip_prefix(NODE).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        if !contains(expression) {
            kept.push_str(node);
        }
    }
    format!("{before}<select>{kept}</select>{after}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn fault(detail: &str) -> Fault {
        Fault {
            code: Some("SOP-330011".to_owned()),
            message: "Error while executing the method 'ExecuteQuery'.".to_owned(),
            detail: detail.to_owned(),
        }
    }

    #[test]
    fn the_attribute_is_named_in_any_language_of_the_server() {
        let documented = "'O5iRp40EGA' attribute unknown (see definition of 'Profiles (nms:recipient)' schema). XTK-170036 \
                          Unable to parse expression '@id = @O5iRp40EGA'.";
        let found = unknown(&fault(documented)).unwrap();
        assert_eq!((found.name.as_str(), found.expression.as_str()), ("O5iRp40EGA", "@id = @O5iRp40EGA"));
        let french = "Attribut 'newQuarantine' inconnu. XTK-170036 Impossible d'analyser l'expression '[indicators/@newQuarantine]'.";
        assert_eq!(unknown(&fault(french)).unwrap().name, "newQuarantine");
        let bare = "XTK-170036 Unable to parse expression '[smsParameters/@smsMode]'.";
        assert_eq!(unknown(&fault(bare)).unwrap().name, "smsMode");
        assert_eq!(unknown(&fault("XTK-170036 Unable to parse.")), None);
        let message = Fault {
            code: Some("XTK-170036".to_owned()),
            message: "Unable to parse expression '@smsMode'.".to_owned(),
            detail: String::new(),
        };
        assert_eq!(unknown(&message).unwrap().name, "smsMode");
    }

    #[test]
    fn only_nodes_with_the_whole_name_are_left_out() {
        let body = "<q><select><node expr=\"@id\"/><node expr=\"[a/@id-b]\"/><node expr=\"[a/@x]\" alias=\"@id\"/></select>\
                    <where><condition expr=\"@id=1\"/></where></q>";
        assert_eq!(
            without(body, "id"),
            "<q><select><node expr=\"[a/@id-b]\"/><node expr=\"[a/@x]\" alias=\"@id\"/></select>\
             <where><condition expr=\"@id=1\"/></where></q>"
        );
        assert_eq!(without(body, "y"), body);
    }
}

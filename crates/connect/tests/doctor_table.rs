//! The doctor's table, with instances that refuse in different ways.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use connect::doctor::State::{Absent, NotKnown, NotReadable, There};
use connect::doctor::{Credentials, Finding, Level, Outcome, State, Table, examine};
use support::{fault, sandbox, serve, strict_sandbox};

const GENERIC: &str = "SOP-330011 Error while executing the method 'ExecuteQuery' of service 'xtk:queryDef'.";

/// The findings and the table of a check.
struct Seen {
    findings: Vec<Finding>,
    is_well: bool,
    table: Table,
}

type Line = (String, State, String, String);

impl Seen {
    async fn of(router: Router) -> Self {
        let mut findings = Vec::new();
        let credentials =
            || Ok(Some(Credentials::Password { login: "admin".to_owned(), password: "sandbox".to_owned() }));
        let address = format!("http://{}", serve(router).await);
        let Outcome { is_well, table } = examine(&address, None, credentials, |finding| findings.push(finding)).await;
        Self { findings, is_well, table: table.unwrap() }
    }

    fn problems(&self) -> Vec<&str> {
        let problems = self.findings.iter().filter(|finding| finding.level == Level::Problem);
        problems.map(|finding| finding.what.as_str()).collect()
    }

    /// Schema and name, or method; state, code, and what the app does then.
    fn rows(&self) -> Vec<Line> {
        let mut schema = "";
        let rows = self.table.schemas.iter().chain(&self.table.methods).map(|row| {
            let name = if row.is_attribute {
                format!("{schema} {}", row.name)
            } else {
                schema = &row.name;
                row.name.clone()
            };
            (name, row.found.state, row.found.code.clone(), row.then.clone())
        });
        rows.collect()
    }

    /// The rows that are not there.
    fn amiss(&self) -> Vec<Line> {
        self.rows().into_iter().filter(|(_, state, ..)| *state != There).collect()
    }
}

fn row(name: &str, state: State, code: &str, then: &str) -> Line {
    (name.to_owned(), state, code.to_owned(), then.to_owned())
}

/// A sandbox behind `refuse`, which gets each request's body and may answer with a fault.
fn refusing(refuse: impl Fn(&str) -> Option<String> + Clone + Send + Sync + 'static) -> Router {
    sandbox().layer(middleware::from_fn(move |request: Request, next: Next| {
        let refuse = refuse.clone();
        async move {
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, 1_000_000).await.unwrap();
            match refuse(&String::from_utf8_lossy(&body)) {
                Some(fault) => fault.into_response(),
                None => next.run(Request::from_parts(parts, Body::from(body))).await,
            }
        }
    }))
}

/// A build without these attributes, which names them in its faults.
fn lacking(names: &'static [&'static str], shows_details: bool) -> Router {
    refusing(move |body| {
        let name = names.iter().find(|name| body.contains(*name))?;
        let detail = format!(
            "'it' attribute unknown (see definition of 'Deliveries (nms:delivery)' schema). XTK-170036 Unable to parse \
             expression '{name}'."
        );
        Some(fault(GENERIC, if shows_details { &detail } else { "" }))
    })
}

#[tokio::test]
async fn every_name_that_the_app_uses_has_a_row_and_exists_in_the_sandbox() {
    let seen = Seen::of(sandbox()).await;
    assert_eq!(seen.amiss(), []);
    let rows = seen.rows();
    for name in [
        "nms:delivery",
        "nms:delivery @created",
        "nms:delivery [content/sms/source]",
        "nms:broadLogRcp [msg/@failureType]",
        "nms:excludeLogRcp @status",
        "nms:dlvExclusion [typologyRule/@label]",
        "nms:trackingUrl @type",
        "nms:trackingLogRcp CountDistinct([@broadLog-id])",
        "xtk:jobLog [@job-id]",
        "nms:address @quarantineText",
        "nms:recipient",
        "xtk:session#GetUserInfo",
        "xtk:queryDef#ExecuteQuery",
        "xtk:persist#GetEntityIfMoreRecent",
        "xtk:persist|xtk:session#Write",
        "nms:delivery#SubmitJob",
        "nms:delivery#GetDlStatusAndLogs",
        "nms:delivery#Play",
        "nms:delivery#Pause",
        "nms:delivery#Stop",
    ] {
        assert!(rows.contains(&row(name, There, "", "")), "{name}");
    }
}

#[tokio::test]
async fn an_attribute_that_the_build_lacks_is_named_with_what_the_app_does_without_it() {
    let names = &["[indicators/@newQuarantine]", "@quarantineText"];
    let dashes = "shows dashes instead of dates, folder and figures";
    let text = "omits the provider's text";
    for (shows_details, code) in [(true, "XTK-170036"), (false, "SOP-330011")] {
        let seen = Seen::of(lacking(names, shows_details)).await;
        let expected = [
            row("nms:delivery [indicators/@newQuarantine]", Absent, code, dashes),
            row("nms:address @quarantineText", Absent, code, text),
        ];
        assert_eq!(seen.amiss(), expected);
        assert!(seen.is_well);
        let warnings = seen.findings.iter().filter(|finding| finding.level == Level::Warning);
        let warnings: Vec<_> = warnings.map(|finding| finding.what.as_str()).collect();
        let lost = "This instance does not have what the app can do without: the quarantine's text.";
        assert_eq!(warnings, ["Only the app's shorter questions are answered: a delivery.", lost]);
    }
}

#[tokio::test]
async fn an_attribute_without_which_a_view_fails_is_a_problem() {
    let seen = Seen::of(lacking(&["[@job-id]"], true)).await;
    let then = "leaves the tab Audit empty and says so; does not say when it was prepared; does not quote why a delivery failed; shows no number at the tab";
    assert_eq!(seen.amiss(), [row("xtk:jobLog [@job-id]", Absent, "XTK-170036", then)]);
    assert_eq!(
        seen.problems(),
        ["Campaign refuses the app's questions for the journal (XTK-170036), the journal's last line (XTK-170036), \
             the journal's last error (XTK-170036), the size of the journal (XTK-170036)."]
    );
}

#[tokio::test]
async fn a_function_is_the_cause_only_if_its_attributes_exist() {
    let seen = Seen::of(lacking(&["CountDistinct("], false)).await;
    let counted = "nms:trackingLogRcp CountDistinct([@broadLog-id])";
    assert_eq!(seen.amiss(), [row(counted, Absent, "", "does not count who clicked")]);
    let seen = Seen::of(lacking(&["[@broadLog-id]"], false)).await;
    let path = row("nms:trackingLogRcp [@broadLog-id]", Absent, "SOP-330011", "does not count who clicked");
    assert_eq!(seen.amiss(), [row(counted, NotKnown, "", "tries all the same"), path]);
}

#[tokio::test]
async fn a_missing_right_and_a_missing_attribute_are_distinguished() {
    let all = Seen::of(refusing(|body| {
        body.contains("schema=\"nms:address\"").then(|| fault(GENERIC, "XTK-170019 You may not do this."))
    }));
    let all = all.await;
    let mut amiss = all.amiss().into_iter();
    assert_eq!(amiss.next(), Some(row("nms:address", NotReadable, "XTK-170019", "does not mention quarantine")));
    assert!(amiss.clone().count() > 5);
    assert!(
        amiss.all(|(name, state, _, then)| name.starts_with("nms:address ") && state == NotReadable && then.is_empty())
    );
    assert_eq!(all.problems(), ["Campaign refuses the app's questions for the quarantine (XTK-170019)."]);

    let one =
        Seen::of(refusing(|body| body.contains("@errorCount").then(|| fault("XTK-170019 You may not read this.", ""))));
    let one = one.await;
    let expected = row("nms:address @errorCount", NotReadable, "XTK-170019", "shows no number of errors");
    assert_eq!(one.amiss(), [expected]);
    assert!(one.is_well);
}

/// A strict sandbox.
#[tokio::test]
async fn a_strict_sandbox_lacks_only_its_unproven_names() {
    let seen = Seen::of(strict_sandbox()).await;
    let elsewhere = "asks for it in another way";
    let causes = "shows no causes and says so; does not count the causes";
    let mut expected = vec![
        row("nms:delivery [content/sms/source]", Absent, "SOP-330011", elsewhere),
        row("nms:delivery [smsParameters/smsContent]", Absent, "SOP-330011", elsewhere),
        row("nms:dlvExclusion", Absent, "XFR-180000", causes),
    ];
    let inside = ["@id", "@count", "[typologyRule/@label]", "[@delivery-id]"];
    expected.extend(inside.map(|name| row(&format!("nms:dlvExclusion {name}"), Absent, "", "")));
    expected.extend([
        row("nms:trackingUrl [@delivery-id]", Absent, "SOP-330011", "omits the types of addresses"),
        row("nms:address @errorReason", Absent, "SOP-330011", "shows no reason of a quarantine"),
        row("nms:address @errorCount", Absent, "SOP-330011", "shows no number of errors"),
        row("nms:address @quarantineText", Absent, "SOP-330011", "omits the provider's text"),
    ]);
    assert_eq!(seen.amiss(), expected);
    let refused = "the causes of exclusions (XFR-180000), the number of causes (XFR-180000)";
    assert_eq!(seen.problems(), [format!("Campaign refuses the app's questions for {refused}.")]);
}

#[tokio::test]
async fn a_schema_that_does_not_answer_is_absent_only_without_a_description() {
    let of_causes = |body: &str| body.contains("schema=\"nms:dlvExclusion\"");
    let no_schema = || fault(GENERIC, "XFR-180000 The schema cannot be read.");
    let empty = "<SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body>\
                 <GetEntityIfMoreRecentResponse><pdomDoc/></GetEntityIfMoreRecentResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>";
    let then = "shows no causes and says so; does not count the causes";
    let first = |seen: &Seen| seen.amiss()[0].clone();

    let described = Seen::of(refusing(move |body| of_causes(body).then(no_schema))).await;
    assert_eq!(first(&described), row("nms:dlvExclusion", NotReadable, "XFR-180000", then));
    let not_described = Seen::of(refusing(move |body| match body {
        _ if of_causes(body) => Some(no_schema()),
        _ if body.contains("xtk:schema|nms:dlvExclusion") => Some(empty.to_owned()),
        _ => None,
    }));
    assert_eq!(first(&not_described.await), row("nms:dlvExclusion", Absent, "XFR-180000", then));
    let hidden = Seen::of(refusing(move |body| {
        (of_causes(body) || body.contains("GetEntityIfMoreRecent")).then(|| fault("SOP-330011 Error.", ""))
    }));
    assert_eq!(first(&hidden.await), row("nms:dlvExclusion", NotKnown, "SOP-330011", "tries all the same"));
}

#[tokio::test]
async fn methods_are_looked_up_and_never_called() {
    // Pause has another name here.
    let renamed = sandbox().layer(middleware::map_response(|response: Response| async {
        let (mut parts, body) = response.into_parts();
        parts.headers.remove("content-length");
        let body = String::from_utf8(to_bytes(body, 10_000_000).await.unwrap().to_vec()).unwrap();
        let body = body.replace("name=\"Pause\"", "name=\"Halt\"").replace("name='Pause'", "name='Halt'");
        Response::from_parts(parts, Body::from(body))
    }));
    assert_eq!(Seen::of(renamed).await.amiss(), [row("nms:delivery#Pause", Absent, "", "cannot pause")]);

    let hidden =
        Seen::of(refusing(|body| body.contains("GetEntityIfMoreRecent").then(|| fault("SOP-330011 Error.", ""))));
    let hidden = hidden.await;
    let amiss = hidden.amiss();
    assert_eq!(amiss[0], row("nms:recipient", NotReadable, "SOP-330011", "offers no fields for the text"));
    for name in ["SubmitJob", "GetDlStatusAndLogs", "Play", "Pause", "Stop"] {
        assert!(amiss.contains(&row(&format!("nms:delivery#{name}"), NotKnown, "", "tries all the same")), "{name}");
    }
    assert!(hidden.is_well);
}

#[tokio::test]
async fn after_the_end_of_the_session_the_rest_is_not_known() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let seen = Seen::of(refusing(|_| {
        let is_over = CALLS.fetch_add(1, Ordering::SeqCst) > 10;
        is_over.then(|| fault("XSV-350008 Session has expired or is invalid. Please reconnect.", ""))
    }));
    let seen = seen.await;
    assert!(seen.amiss().contains(&row("nms:address", NotKnown, "", "tries all the same")));
    assert!(seen.rows().contains(&row("nms:delivery", There, "", "")));
    assert_eq!(seen.problems().len(), 1, "{:?}", seen.problems());
    // Only the sign-out follows.
    assert!(CALLS.load(Ordering::SeqCst) < 15);
}

#[tokio::test]
async fn an_instance_with_too_many_calls_gets_no_more() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let busy = sandbox().layer(middleware::from_fn(|request: Request, next: Next| async move {
        let is_busy = CALLS.fetch_add(1, Ordering::SeqCst) > 10;
        if is_busy { StatusCode::TOO_MANY_REQUESTS.into_response() } else { next.run(request).await }
    }));
    let seen = Seen::of(busy).await;
    assert!(seen.problems()[0].ends_with("Campaign has had too many calls (HTTP 429)."), "{:?}", seen.problems());
    assert!(seen.problems().len() == 1 && CALLS.load(Ordering::SeqCst) < 15);
}

#[tokio::test]
async fn a_schema_without_ids_is_found_by_its_other_attributes() {
    let seen = Seen::of(refusing(|body| {
        (body.contains("schema=\"nms:dlvExclusion\"") && body.contains("\"@id\"")).then(|| fault(GENERIC, ""))
    }));
    let seen = seen.await;
    let expected = row("nms:dlvExclusion @id", Absent, "SOP-330011", "shows the causes anyway");
    assert_eq!((seen.amiss(), seen.is_well), (vec![expected], true));
}

#[tokio::test]
async fn missing_names_are_found_in_few_calls() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let seen = Seen::of(refusing(|body| {
        CALLS.fetch_add(1, Ordering::SeqCst);
        body.contains("@newQuarantine").then(|| fault("SOP-330011 Error.", ""))
    }));
    assert_eq!(seen.await.amiss().len(), 1);
    assert!(CALLS.load(Ordering::SeqCst) < 61, "{CALLS:?}");
}

#[tokio::test]
async fn no_personal_data_of_an_instance_is_printed() {
    let words = "The label 'Ann Other' of +33639980001 is unknown. XTK-170036 Unable to parse 'Ann Other'.";
    let seen = Seen::of(refusing(move |body| {
        (body.contains("@quarantineText") || body.contains("nms:trackingUrl")).then(|| fault(GENERIC, words))
    }));
    let seen = seen.await;
    let printed =
        seen.findings.iter().map(ToString::to_string).chain([seen.table.to_string()]).collect::<Vec<_>>().join("\n");
    for word in ["Ann", "Other", "+33", "Administrator", "(admin)"] {
        assert!(!printed.contains(word), "{word} in {printed}");
    }
    let table = seen.table.to_string();
    assert!(table.contains("Build: 9999.") && table.lines().all(|line| line.chars().count() <= 100), "{table}");
}

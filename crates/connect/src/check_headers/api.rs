//! Checks the calls to Campaign: what the proxy forwards.
//!
//! Without a sign-in only Campaign's refusals show this; with one, the rest.

use campaign::access::Access;
use campaign::fault::Fault;
use campaign::session::get_user_info;
use campaign::soap::HttpRequest;

use crate::doctor::line::{Line, Reply};
use crate::doctor::router::{of_campaign, strange};
use crate::doctor::sign_in::{self, Credentials};
use crate::finding::Report;
use crate::instance::Instance;

/// More than nginx's default limit, less than the app may send, in bytes.
const LARGE: usize = 2 * 1024 * 1024;

const FORWARD: &str = "Let the proxy forward SOAPAction, Content-Type, Authorization, X-Security-Token, X-Session-Token and Cookie, and \
                       Set-Cookie back, as docs/connecting.md shows.";

pub async fn examine(
    report: &mut Report<'_>,
    router: Instance,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
) {
    let is_safe = router.is_encrypted() || router.is_local();
    let line = match Line::new(router) {
        Ok(line) => line,
        Err(why) => {
            report.problem("This machine cannot connect.", why);
            return;
        }
    };
    let question = || get_user_info().calls.full.request(&Access::none());
    let Some((reply, fault)) = ask(report, &line, question()).await else { return };
    report.ok(format!("Calls reach Campaign at {}.", line.instance.at(campaign::soap::ROUTER)));
    keeps_nothing(report, &reply);
    names_the_method(report, &line, question(), fault.as_ref()).await;
    takes_large_calls(report, &line, question()).await;
    if is_safe {
        tokens(report, &line, credentials).await;
    }
}

/// Calls without a token, and returns Campaign's answer.
async fn ask(report: &mut Report<'_>, line: &Line, question: HttpRequest) -> Option<(Reply, Option<Fault>)> {
    let reply = match line.send(line.post(question)).await {
        Ok(reply) => reply,
        Err(trouble) => {
            report.problem(format!("No call reaches Campaign. {}", trouble.what), trouble.remedy);
            return None;
        }
    };
    let Some(fault) = of_campaign(&reply.body) else {
        let (what, remedy) = strange(&reply);
        report.problem(format!("No call reaches Campaign. {what}"), remedy);
        return None;
    };
    Some((reply, fault))
}

fn keeps_nothing(report: &mut Report<'_>, reply: &Reply) {
    let values = reply.headers.get_all("cache-control").iter().filter_map(|value| value.to_str().ok());
    let words = values.collect::<Vec<_>>().join(",").to_ascii_lowercase();
    if words.split(',').any(|word| word.trim() == "no-store") {
        report.ok("No cache keeps Campaign's answers (no-store).");
    } else {
        report.problem(
            "Campaign's answers lack no-store: a cache may store phone numbers and texts, and show them to other people.",
            "Let the proxy send Cache-Control: no-store with the router's answers, and cache nothing itself.",
        );
    }
}

/// If Campaign asks for a session, it has read the method. If it refuses in the same words with and without the header,
/// the proxy does not forward the header.
async fn names_the_method(report: &mut Report<'_>, line: &Line, question: HttpRequest, fault: Option<&Fault>) {
    if fault.is_none_or(|fault| fault.code.as_deref().is_some_and(|code| code.starts_with("XSV-"))) {
        report.ok("Campaign gets the name of the method (SOAPAction).");
        return;
    }
    let mut bare = question;
    bare.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("soapaction"));
    let Ok(reply) = line.send(line.post(bare)).await else { return };
    let words = fault.map(|fault| fault.words().trim().to_owned()).unwrap_or_default();
    if of_campaign(&reply.body).flatten().as_ref() == fault {
        report.problem(format!("Campaign answers as if SOAPAction were missing, so no call works: {words}"), FORWARD);
    } else {
        report.warning(
            format!("Campaign refuses a simple query: {words}"),
            "Check the instance with `cargo xtask doctor`.",
        );
    }
}

/// Calls with edited texts may be large.
async fn takes_large_calls(report: &mut Report<'_>, line: &Line, question: HttpRequest) {
    let mut large = question;
    // White space after the document is part of it (XML 1.0, section 2.1).
    large.body.push_str(&" ".repeat(LARGE));
    match line.send(line.post(large)).await {
        Ok(reply) if of_campaign(&reply.body).is_some() => {}
        Ok(reply) => report.problem(
            format!(
                "A call of 2 MB does not reach Campaign (HTTP {}): large deliveries cannot be saved.",
                reply.status
            ),
            "Let the proxy accept bodies of 8 MB, for instance client_max_body_size 8m in nginx.",
        ),
        Err(trouble) => report.problem(
            format!("A call of 2 MB gets no answer: large deliveries cannot be saved. {}", trouble.what),
            "Let the proxy accept bodies of 8 MB, for instance client_max_body_size 8m in nginx.",
        ),
    }
}

/// Only a sign-in shows whether tokens arrive: without a session Campaign answers the same with and without them.
async fn tokens(
    report: &mut Report<'_>,
    line: &Line,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
) {
    let credentials = match credentials() {
        Ok(Some(credentials)) => credentials,
        Ok(None) => {
            report.warning(
                "Whether Authorization, X-Security-Token and X-Session-Token reach Campaign was not checked, because only \
                 a sign-in shows it.",
                "Set CAMPAIGN_BEARER, or CAMPAIGN_SESSION_TOKEN and CAMPAIGN_SECURITY_TOKEN, or CAMPAIGN_LOGIN and \
                 CAMPAIGN_PASSWORD.",
            );
            return;
        }
        Err(why) => {
            report.problem("The credentials are incomplete.", why);
            return;
        }
    };
    match sign_in::examine(report, line, &credentials).await {
        Some(session) => session.end(line).await,
        None => {
            report.warning("If the tokens or the password are right, the proxy does not forward a header.", FORWARD)
        }
    }
}

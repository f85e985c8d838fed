//! The way of the calls to Campaign: what the proxy forwards, seen from outside.
//!
//! What nobody signed in can see is what Campaign itself refuses, and how; the rest is seen by signing in.

use campaign::access::Access;
use campaign::fault::Fault;
use campaign::session::get_user_info;
use campaign::soap::HttpRequest;

use crate::doctor::line::{Line, Reply};
use crate::doctor::router::{of_campaign, strange};
use crate::doctor::sign_in::{self, Credentials};
use crate::finding::Report;
use crate::instance::Instance;

/// More than nginx takes by itself, less than the app may send, in bytes.
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
            report.problem("This machine cannot make the connection.", why);
            return;
        }
    };
    let question = || get_user_info().calls.full.request(&Access::none());
    let Some((reply, fault)) = ask(report, &line, question()).await else { return };
    report.ok(format!("Calls reach Campaign by {}.", line.instance.at(campaign::soap::ROUTER)));
    keeps_nothing(report, &reply);
    names_the_method(report, &line, question(), fault.as_ref()).await;
    takes_large_calls(report, &line, question()).await;
    if is_safe {
        tokens(report, &line, credentials).await;
    }
}

/// Calls without a token, and gives Campaign's answer.
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
        report.ok("Campaign's answers are kept nowhere (no-store).");
    } else {
        report.problem(
            "Campaign's answers lack no-store: a cache may write down numbers and texts, and show one person what another asked for.",
            "Let the proxy send Cache-Control: no-store with the answers of the router, and keep nothing itself.",
        );
    }
}

/// Campaign that asks for a session has understood which method is meant. Where it refuses otherwise, and in the same
/// words when the header is not even sent, the header does not arrive.
async fn names_the_method(report: &mut Report<'_>, line: &Line, question: HttpRequest, fault: Option<&Fault>) {
    if fault.is_none_or(|fault| fault.code.as_deref().is_some_and(|code| code.starts_with("XSV-"))) {
        report.ok("Campaign reads which method is called (SOAPAction).");
        return;
    }
    let mut bare = question;
    bare.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("soapaction"));
    let Ok(reply) = line.send(line.post(bare)).await else { return };
    let words = fault.map(|fault| fault.words().trim().to_owned()).unwrap_or_default();
    if of_campaign(&reply.body).flatten().as_ref() == fault {
        report.problem(
            format!("Campaign answers as if SOAPAction were missing, so that no call works: {words}"),
            FORWARD,
        );
    } else {
        report.warning(
            format!("Campaign refuses a plain question: {words}"),
            "Let `cargo xtask doctor` look at the instance.",
        );
    }
}

/// Edited texts make large calls.
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
            "Let the proxy take bodies of 8 MB, for instance client_max_body_size 8m in nginx.",
        ),
        Err(trouble) => report.problem(
            format!("A call of 2 MB gets no answer: large deliveries cannot be saved. {}", trouble.what),
            "Let the proxy take bodies of 8 MB, for instance client_max_body_size 8m in nginx.",
        ),
    }
}

/// Only who signs in sees whether tokens arrive: without a session Campaign says the same with them and without.
async fn tokens(
    report: &mut Report<'_>,
    line: &Line,
    credentials: impl FnOnce() -> Result<Option<Credentials>, String>,
) {
    let credentials = match credentials() {
        Ok(Some(credentials)) => credentials,
        Ok(None) => {
            report.warning(
                "Whether Authorization, X-Security-Token and X-Session-Token reach Campaign was not looked at: only who signs in \
                 can see it.",
                "Set CAMPAIGN_BEARER, or CAMPAIGN_SESSION_TOKEN and CAMPAIGN_SECURITY_TOKEN, or CAMPAIGN_LOGIN and \
                 CAMPAIGN_PASSWORD.",
            );
            return;
        }
        Err(why) => {
            report.problem("It is not clear whom to sign in.", why);
            return;
        }
    };
    match sign_in::examine(report, line, &credentials).await {
        Some(session) => session.end(line).await,
        None => report.warning("If tokens or password are right, the proxy keeps a header from Campaign.", FORWARD),
    }
}

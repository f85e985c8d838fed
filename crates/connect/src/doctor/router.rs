//! Checks what answers at the router's address.

use campaign::access::Access;
use campaign::fault::Fault;
use campaign::session::get_user_info;
use campaign::soap::{Failure, ROUTER};
use campaign::xml::Element;

use super::line::{Line, Refusal, Reply};
use super::sign_in;
use crate::finding::Report;

/// The router of an instance.
pub struct Router {
    /// Its build, if its address for that answers.
    pub build: Option<String>,
}

pub async fn examine(report: &mut Report<'_>, line: &Line) -> Option<Router> {
    // Without a token Campaign refuses; its form of refusal is enough to recognise it.
    let request = get_user_info().calls.full.request(&Access::none());
    let reply = match line.send(line.post(request)).await {
        Ok(reply) => reply,
        Err(trouble) => {
            report.problem(trouble.what, trouble.remedy);
            return None;
        }
    };
    if line.instance.is_encrypted() {
        report.ok(format!("The connection is encrypted, and the certificate of {} is valid.", line.instance.host()));
    }
    match of_campaign(&reply.body) {
        Some(fault) if fault.as_ref().is_some_and(|fault| fault.code.as_deref() == Some("XSV-350013")) => {
            if let Some(fault) = fault {
                Refusal::Failure(Failure::Fault(fault)).tell(report, "");
            }
            return None;
        }
        Some(_) => report.ok("The router answers as Campaign."),
        None => {
            let (what, remedy) = strange(&reply);
            report.problem(what, remedy);
            return None;
        }
    }
    Some(Router { build: build(report, line).await })
}

/// Whether the answer is Campaign's, and the fault in it. Without a session many instances answer with a code and words
/// instead of an envelope (contract 19.1).
pub(crate) fn of_campaign(body: &str) -> Option<Option<Fault>> {
    let text = body.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return Fault::of_text(text).map(Some);
    }
    let root = Element::parse(body).ok().filter(|root| root.name == "Envelope")?;
    let content = root.child("Body")?.children.first()?;
    match content.name.as_str() {
        "Fault" => Some(Some(Fault::read(content))),
        "GetUserInfoResponse" => Some(None),
        _ => None,
    }
}

/// Describes an answer that is not Campaign's, and what to change.
pub(crate) fn strange(reply: &Reply) -> (String, &'static str) {
    let status = reply.status;
    let forward = "Check the address. A proxy must forward POST /nl/jsp/soaprouter.jsp to Campaign unchanged.";
    let is_html = reply.body.to_ascii_lowercase().contains("<html");
    match status {
        200..=299 if is_html => (
            "A page answers instead of the router, for instance a sign-in page.".to_owned(),
            "Let POST /nl/jsp/soaprouter.jsp pass to Campaign without a sign-in of the proxy.",
        ),
        200..=299 => ("Something other than Campaign answers.".to_owned(), forward),
        300..=399 => {
            let to = reply.headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or("no address");
            // The query may have a sign-in's ticket.
            let to = to.split(['?', '#']).next().unwrap_or(to);
            (
                format!("The router's address redirects to {to} (HTTP {status}); the app follows no redirect."),
                "Use that address if it is Campaign's. If it is a sign-in, let the router's address pass without it.",
            )
        }
        401 | 407 => (
            format!("A server before Campaign requires its own sign-in (HTTP {status})."),
            "Let POST /nl/jsp/soaprouter.jsp through without it.",
        ),
        403 => (
            "Access is refused before Campaign reads the call (HTTP 403).".to_owned(),
            "Have this machine's address allowed: in the list of the relay for *.jsp (IPMask in serverConf.xml), or at \
             the firewall.",
        ),
        404 => (format!("There is nothing at {ROUTER} (HTTP 404)."), forward),
        405 => ("A server of plain files answers: it takes no POST (HTTP 405).".to_owned(), forward),
        413 => (
            "A proxy finds even a small request too large (HTTP 413).".to_owned(),
            "Let it take bodies of a few MB, for instance client_max_body_size 8m in nginx.",
        ),
        429 => ("There were too many calls (HTTP 429).".to_owned(), "Wait a minute, then try again."),
        502..=504 => (
            format!("A proxy answers, but Campaign behind it does not (HTTP {status})."),
            "Check that Campaign runs, that the proxy reaches it, and that the proxy waits for 60 seconds at least.",
        ),
        500.. => (
            format!("The server failed without a word of Campaign's (HTTP {status})."),
            "Look into the log of Campaign and of the proxy. A proxy must leave the body of a 500 as it is: the reason is in it.",
        ),
        _ => (format!("Something else than Campaign answers (HTTP {status})."), forward),
    }
}

/// Reports the build.
async fn build(report: &mut Report<'_>, line: &Line) -> Option<String> {
    let request = line.client.get(line.instance.at("/r/test"));
    // A proxy that forwards the router alone is correct.
    let reply = line.send(request).await.ok()?;
    let test = Element::parse(&reply.body).ok().filter(|root| root.name == "redir")?;
    let build = sign_in::build(&test, "@build")?;
    report.ok(format!("The build of the instance is {build}."));
    Some(build)
}

//! Checks the CORS answers for a page of another origin (contract 2.5).

use reqwest::header::{HeaderMap, ORIGIN};
use reqwest::{Method, Url};

use campaign::access::Access;
use campaign::session::get_user_info;
use campaign::soap::ROUTER;

use super::line::Line;
use crate::finding::Report;

const REMEDY: &str = "Let page and router share one origin, by a proxy before both, as Adobe advises; or let that proxy \
                      answer CORS for this origin.";

pub async fn examine(report: &mut Report<'_>, line: &Line, origin: &str) {
    let Some(origin) = Url::parse(origin).ok().map(|url| url.origin()).filter(|origin| origin.is_tuple()) else {
        report.problem("The origin cannot be used.", "Write it like https://portal.example, without a path.");
        return;
    };
    let origin = origin.ascii_serialization();
    if origin == line.instance.origin() {
        report.ok(format!("Pages of {origin} share the router's origin and need no permission (CORS)."));
        return;
    }
    // Separately, because each way to sign in needs its own.
    for (way, names) in [
        ("with a bearer token", "authorization,content-type,soapaction"),
        ("with a session", "content-type,soapaction,x-security-token,x-session-token"),
    ] {
        match preflight(line, &origin, names).await {
            Ok(()) => report.ok(format!("Pages of {origin} may call the router {way} (CORS).")),
            Err(why) => {
                report.warning(format!("A browser refuses calls {way} from pages of {origin} (CORS): {why}."), REMEDY);
            }
        }
    }
}

/// Asks like a browser: first the preflight, then the request itself.
async fn preflight(line: &Line, origin: &str, names: &str) -> Result<(), String> {
    let request = line.client.request(Method::OPTIONS, line.instance.at(ROUTER)).header(ORIGIN, origin);
    let request =
        request.header("Access-Control-Request-Method", "POST").header("Access-Control-Request-Headers", names);
    let reply = line.send(request).await.map_err(|trouble| trouble.what.trim_end_matches('.').to_owned())?;
    if !(200..300).contains(&reply.status) {
        return Err(format!("the question before the call (OPTIONS) is answered with HTTP {}", reply.status));
    }
    check_origin(&reply.headers, origin, "the question before the call (OPTIONS)")?;
    let allowed = list(&reply.headers, "access-control-allow-headers");
    // `*` matches every header except this one.
    let is_allowed = |name: &&str| allowed.iter().any(|one| one == name || (one == "*" && *name != "authorization"));
    let missing: Vec<_> = names.split(',').filter(|name| !is_allowed(name)).collect();
    if !missing.is_empty() {
        return Err(format!("Access-Control-Allow-Headers lacks {}", missing.join(", ")));
    }
    let question = line.post(get_user_info().calls.full.request(&Access::none())).header(ORIGIN, origin);
    let reply = line.send(question).await.map_err(|trouble| trouble.what.trim_end_matches('.').to_owned())?;
    check_origin(&reply.headers, origin, "the call itself")
}

fn check_origin(headers: &HeaderMap, origin: &str, question: &str) -> Result<(), String> {
    match headers.get("access-control-allow-origin").and_then(|value| value.to_str().ok()) {
        Some(allowed) if allowed == "*" || allowed == origin => Ok(()),
        Some(allowed) => Err(format!("Access-Control-Allow-Origin names {allowed} in the answer to {question}")),
        None => Err(format!("Access-Control-Allow-Origin is missing in the answer to {question}")),
    }
}

fn list(headers: &HeaderMap, name: &str) -> Vec<String> {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|one| one.trim().to_ascii_lowercase()).collect()
}

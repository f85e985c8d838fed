//! Checks one file in every encoding: its type, its content, its caching, and which origins may load it.

use serving::Kind;
use serving::rules::{self, ENCODINGS, TYPES};

use super::entry::digest;
use super::visit::{Answer, Visitor};
use crate::finding::{Finding, Report};

/// Compression hardly matters for files smaller than this, in bytes.
const WORTH_COMPRESSING: usize = 1024;

/// A file that a deployment has.
pub struct Wanted<'a> {
    /// Its path below the deployment's address; empty for the page under the folder's address.
    pub path: &'a str,
    /// `sha256-…` of its content, if the entry file has it.
    pub integrity: Option<&'a str>,
}

/// A file that was found.
pub struct Found {
    /// The answer for a client that accepts no encoding.
    pub answer: Answer,
    /// The file itself.
    pub content: Vec<u8>,
}

/// Checks a file; `None` if it was not found.
pub async fn examine(report: &mut Report<'_>, visitor: &Visitor, wanted: &Wanted<'_>) -> Option<Found> {
    let name = if wanted.path.is_empty() { "The page" } else { wanted.path };
    let kind = Kind::of(&format!("/{}", wanted.path));
    let plain = get(report, visitor, wanted.path, "identity", kind).await?;
    if !is_there(report, visitor, name, &plain) {
        return None;
    }
    // Most faults are the same in every encoding: report them once.
    let mut findings: Vec<Finding> = Vec::new();
    let mut note = |finding: Finding| {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    };
    let mut own = Report::new(&mut note);
    if !plain.header("content-encoding").is_empty() {
        own.problem(
            format!("{name} is compressed although the client accepts no encoding."),
            "Choose the encoding by Accept-Encoding.",
        );
    }
    let content = match plain.content() {
        Ok(content) => content,
        Err(why) => {
            report.problem(format!("{name} cannot be read: {why}."), "Upload the file again.");
            return None;
        }
    };
    headers(&mut own, name, kind, wanted.path, &plain);
    if wanted.integrity.is_some_and(|integrity| integrity != digest(&content)) {
        own.problem(
            format!("{name} is not the file that sms-dashboard.js names by its digest: the app refuses to start."),
            "Upload the files of one build, assets first. No server in between may change them.",
        );
    }
    let mut codings = Vec::new();
    for (coding, _) in ENCODINGS {
        let Some(answer) = get(&mut own, visitor, wanted.path, coding, kind).await else { break };
        if answer.status != 200 {
            own.problem(
                format!("{name} is answered with HTTP {} to a browser that accepts {coding}.", answer.status),
                format!("Upload the compressed files too, or do not send {coding}."),
            );
            continue;
        }
        headers(&mut own, name, kind, wanted.path, &answer);
        if compressed(&mut own, name, coding, &answer, &content) {
            codings.push((coding, answer.body.len()));
        }
    }
    weight(&mut own, name, content.len(), &codings);
    let has_problem = own.has_problem();
    for finding in findings {
        report.pass_on(finding);
    }
    if !has_problem {
        let sizes = codings.iter().map(|(coding, size)| format!(", {coding} {size}")).collect::<String>();
        report.ok(format!("{name} is correct: {}, {} bytes{sizes}.", plain.kind(), content.len()));
    }
    Some(Found { answer: plain, content })
}

async fn get(report: &mut Report<'_>, visitor: &Visitor, path: &str, coding: &str, kind: Kind) -> Option<Answer> {
    match visitor.get(path, coding, kind.is_open()).await {
        Ok(answer) => Some(answer),
        Err(trouble) => {
            report.problem(trouble.what, trouble.remedy);
            None
        }
    }
}

fn is_there(report: &mut Report<'_>, visitor: &Visitor, name: &str, answer: &Answer) -> bool {
    if answer.status == 200 {
        return true;
    }
    if let Some(to) = answer.leads_to() {
        let status = answer.status;
        if to.origin().ascii_serialization() == visitor.site.origin() {
            report.problem(
                format!("{name} redirects to {to} (HTTP {status}): each visit needs one more request."),
                "Check that address; serve the files without redirects.",
            );
        } else {
            report.problem(
                format!("{name} redirects to another host, {to} (HTTP {status}): the policy refuses files from there."),
                "If the app is at that address, use it. If it is a sign-in, let the app's files pass without it.",
            );
        }
    } else {
        report.problem(
            format!("{name} is missing (HTTP {}): the app does not start.", answer.status),
            "Upload everything that `cargo xtask dist` writes, and check the address and the permissions of the files.",
        );
    }
    false
}

/// Checks the headers of one answer.
fn headers(report: &mut Report<'_>, name: &str, kind: Kind, path: &str, answer: &Answer) {
    typed(report, name, path, answer);
    if kind == Kind::Asset {
        kept(report, name, answer);
    } else {
        asked_again(report, name, answer);
    }
    everywhere(report, name, answer);
    shared(report, name, kind, answer);
}

fn typed(report: &mut Report<'_>, name: &str, path: &str, answer: &Answer) {
    let path = if path.is_empty() { "index.html" } else { path };
    let ending = path.rsplit('.').next().unwrap_or_default();
    let Some((_, wanted)) = TYPES.iter().find(|(known, _)| *known == ending) else { return };
    let sent = answer.header("content-type");
    let is_right = match ending {
        // Browsers compile during loading only if the type has no parameters.
        "wasm" => sent.eq_ignore_ascii_case(wanted),
        "js" => matches!(answer.kind().as_str(), "text/javascript" | "application/javascript"),
        _ => answer.kind() == *wanted,
    };
    if is_right {
        return;
    }
    let sent = if sent.is_empty() { "without a type".to_owned() } else { format!("as {sent}") };
    let effect = match ending {
        "wasm" => "the app loads slowly or not at all",
        "js" => "browsers refuse it as a script, and nothing appears",
        "css" => "browsers refuse it as a style sheet",
        "html" => "browsers show its source or save it",
        _ => "programs may misread it",
    };
    report.problem(format!("{name} is sent {sent}: {effect}."), format!("Send Content-Type: {wanted}."));
}

/// Caching of a file that changes its content but not its name.
fn asked_again(report: &mut Report<'_>, name: &str, answer: &Answer) {
    let words = answer.list("cache-control");
    let seconds = seconds(&words, "max-age");
    let is_asked = words.iter().any(|word| word == "no-cache" || word == "no-store") || seconds == Some(0);
    let remedy = format!("Send Cache-Control: {}.", rules::ASKED_AGAIN);
    if words.is_empty() {
        report.problem(
            format!("{name} has no Cache-Control: browsers guess, and some people keep an old version whose files may be gone."),
            remedy,
        );
    } else if !is_asked {
        report.problem(
            format!("{name} is cached (Cache-Control: {}): after a deployment people keep an old version whose files may be gone.", answer.header("cache-control")),
            remedy,
        );
    }
}

/// Caching of a file that changes its name with its content.
fn kept(report: &mut Report<'_>, name: &str, answer: &Answer) {
    const MONTH: u64 = 30 * 24 * 60 * 60;
    let words = answer.list("cache-control");
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let is_long = seconds(&words, "max-age").is_some_and(|seconds| seconds >= MONTH);
    if !is_long || has("no-cache") || has("no-store") {
        report.problem(
            format!(
                "{name} is not cached for long although its name changes with its content: each visit loads it again."
            ),
            format!("Send Cache-Control: {}.", rules::IMMUTABLE),
        );
    } else if !has("immutable") {
        report.problem(
            format!("{name} is cached but not immutable: on reload browsers ask for it again."),
            format!("Send Cache-Control: {}.", rules::IMMUTABLE),
        );
    } else if has("private") {
        report.problem(
            format!("{name} is cached by browsers only: a CDN may not cache it."),
            format!("Send Cache-Control: {}.", rules::IMMUTABLE),
        );
    }
}

/// The number of a directive like `max-age=60`.
fn seconds(words: &[String], name: &str) -> Option<u64> {
    let value = words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))?;
    value.trim_matches('"').parse().ok()
}

fn everywhere(report: &mut Report<'_>, name: &str, answer: &Answer) {
    if answer.list("x-content-type-options").first().map(String::as_str) != Some("nosniff") {
        report.problem(
            format!("{name} lacks nosniff: a browser may treat a file as another type."),
            "Send X-Content-Type-Options: nosniff with every answer.",
        );
    }
    // The last value that a browser knows counts.
    if answer.list("referrer-policy").last().map(String::as_str) != Some("no-referrer") {
        report.problem(
            format!(
                "{name} lacks Referrer-Policy: no-referrer: browsers may send addresses of deliveries to other hosts."
            ),
            "Send Referrer-Policy: no-referrer with every answer.",
        );
    }
}

/// Which origins may load it.
fn shared(report: &mut Report<'_>, name: &str, kind: Kind, answer: &Answer) {
    let policy = answer.list("cross-origin-resource-policy");
    let policy = policy.first().map_or("", String::as_str);
    let allowed = answer.header("access-control-allow-origin");
    if !kind.is_open() {
        if policy != "same-origin" {
            report.problem(
                format!("{name} may be loaded into pages of other origins."),
                "Send Cross-Origin-Resource-Policy: same-origin.",
            );
        }
        if !allowed.is_empty() {
            report.problem(
                format!("{name} may be read by pages of other origins (Access-Control-Allow-Origin: {allowed})."),
                "Send no Access-Control-Allow-Origin with it.",
            );
        }
        return;
    }
    if allowed != "*" {
        let said = if allowed.is_empty() { "is missing".to_owned() } else { format!("is {allowed}") };
        report.problem(
            format!(
                "{name}: Access-Control-Allow-Origin {said}: portals of other origins cannot load it and stay empty."
            ),
            "Send Access-Control-Allow-Origin: * with sms-dashboard.js and all files in assets/.",
        );
    }
    if policy != "cross-origin" {
        let said = if policy.is_empty() { "is missing".to_owned() } else { format!("is {policy}") };
        report.problem(
            format!(
                "{name}: Cross-Origin-Resource-Policy {said}: portals that isolate themselves (COEP) cannot load it."
            ),
            "Send Cross-Origin-Resource-Policy: cross-origin with sms-dashboard.js and all files in assets/.",
        );
    }
    if answer.header("timing-allow-origin").is_empty() {
        report.warning(
            format!("{name} lacks Timing-Allow-Origin: portals cannot measure its loading time."),
            "Send Timing-Allow-Origin: * with it.",
        );
    }
}

/// Whether the answer is compressed; reports faults of its encoding.
fn compressed(report: &mut Report<'_>, name: &str, coding: &str, answer: &Answer, content: &[u8]) -> bool {
    let sent = answer.header("content-encoding").to_ascii_lowercase();
    let is_other = !sent.is_empty() && sent != coding && sent != "identity";
    if is_other {
        report.problem(
            format!("{name} comes as {sent} to a browser that accepts only {coding} and cannot read it."),
            "Choose the encoding by Accept-Encoding. For caches in between, send Vary: Accept-Encoding.",
        );
        return false;
    }
    match answer.content() {
        Err(why) => report.problem(
            format!("{name} is marked as {coding}, but {why}: browsers cannot use it."),
            "Send Content-Encoding only with files in that encoding, and compress nothing twice.",
        ),
        Ok(decoded) if decoded != content => report.problem(
            format!("{name} as {coding} differs from the uncompressed file: it is from another build, or its Content-Encoding is missing."),
            "Upload the compressed files together with their originals, and send Content-Encoding with them.",
        ),
        Ok(_) => {}
    }
    if !answer.list("vary").iter().any(|word| word == "accept-encoding" || word == "*") {
        report.problem(
            format!("{name} depends on Accept-Encoding but has no Vary: a cache may send a browser an encoding that it cannot read."),
            "Send Vary: Accept-Encoding.",
        );
    }
    sent == coding
}

fn weight(report: &mut Report<'_>, name: &str, size: usize, codings: &[(&str, usize)]) {
    if size < WORTH_COMPRESSING || codings.iter().any(|(coding, _)| *coding == "br") {
        return;
    }
    let remedy = "Serve the .br, .zst and .gz files beside it, chosen by Accept-Encoding.";
    if codings.is_empty() {
        report.problem(
            format!("{name} is sent uncompressed ({size} bytes): it takes several times as long to load."),
            remedy,
        );
    } else {
        report.warning(format!("{name} is not sent as br, which is the smallest."), remedy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;

    #[test]
    fn a_number_of_seconds_is_read_as_caches_read_it() {
        let words = |text: &str| text.split(", ").map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(seconds(&words("public, max-age=31536000, immutable"), "max-age"), Some(31_536_000));
        assert_eq!(seconds(&words("s-maxage=60, max-age=\"0\""), "max-age"), Some(0));
        assert_eq!(seconds(&words("max-age"), "max-age"), None);
    }

    #[test]
    fn only_problems_are_counted() {
        let mut levels = Vec::new();
        let mut say = |finding: Finding| levels.push(finding.level);
        let mut report = Report::new(&mut say);
        weight(&mut report, "a", 5000, &[("gzip", 1000)]);
        assert!(!report.has_problem());
        weight(&mut report, "a", 5000, &[]);
        assert!(report.has_problem());
        assert_eq!(levels, [Level::Warning, Level::Problem]);
    }
}

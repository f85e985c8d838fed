//! One file, asked for in every encoding: its type, its content, how it is kept, and who may load it.

use serving::Kind;
use serving::rules::{self, ENCODINGS, TYPES};

use super::entry::digest;
use super::visit::{Answer, Visitor};
use crate::finding::{Finding, Report};

/// Smaller files hardly gain by compression, in bytes.
const WORTH_COMPRESSING: usize = 1024;

/// A file that a deployment has.
pub struct Wanted<'a> {
    /// Its path below the deployment's address; empty for the page by its folder's name.
    pub path: &'a str,
    /// `sha256-…` of its content, where the entry file says it.
    pub integrity: Option<&'a str>,
}

/// What was found of a file.
pub struct Found {
    /// The answer to a client that takes no encoding.
    pub answer: Answer,
    /// The file itself.
    pub content: Vec<u8>,
}

/// Looks at a file; `None` where there is nothing to look at.
pub async fn examine(report: &mut Report<'_>, visitor: &Visitor, wanted: &Wanted<'_>) -> Option<Found> {
    let name = if wanted.path.is_empty() { "The page" } else { wanted.path };
    let kind = Kind::of(&format!("/{}", wanted.path));
    let plain = get(report, visitor, wanted.path, "identity", kind).await?;
    if !is_there(report, visitor, name, &plain) {
        return None;
    }
    // What is wrong in one encoding is often wrong in all: it is said once.
    let mut findings: Vec<Finding> = Vec::new();
    let mut note = |finding: Finding| {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    };
    let mut own = Report::new(&mut note);
    if !plain.header("content-encoding").is_empty() {
        own.problem(
            format!("{name} is compressed for a client that takes no encoding."),
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
            "Upload the files of one build, assets first; let nothing on the way rewrite them.",
        );
    }
    let mut codings = Vec::new();
    for (coding, _) in ENCODINGS {
        let Some(answer) = get(&mut own, visitor, wanted.path, coding, kind).await else { break };
        if answer.status != 200 {
            own.problem(
                format!("{name} is answered with HTTP {} to a browser that takes {coding}.", answer.status),
                format!("Upload the compressed files too, or do not choose {coding}."),
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
        report.ok(format!("{name} is as it should be: {}, {} bytes{sizes}.", plain.kind(), content.len()));
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
                format!("{name} leads to {to} (HTTP {status}): each visit waits for one more answer."),
                "Check the address to which it leads; serve the files without redirects.",
            );
        } else {
            report.problem(
                format!(
                    "{name} leads to another host, {to} (HTTP {status}): the policy refuses what comes from there."
                ),
                "Check that address if the app lies there. If it is a sign-in, let the app's files through without it.",
            );
        }
    } else {
        report.problem(
            format!("{name} is not there (HTTP {}): the app does not start.", answer.status),
            "Upload everything that `cargo xtask dist` writes, and check the address and the rights of the files.",
        );
    }
    false
}

/// Looks at the headers of one answer.
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
        // Compiling while it loads needs the bare type.
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
    report.problem(format!("{name} goes out {sent}: {effect}."), format!("Send Content-Type: {wanted}."));
}

/// What changes its content but not its name.
fn asked_again(report: &mut Report<'_>, name: &str, answer: &Answer) {
    let words = answer.list("cache-control");
    let seconds = seconds(&words, "max-age");
    let is_asked = words.iter().any(|word| word == "no-cache" || word == "no-store") || seconds == Some(0);
    let remedy = format!("Send Cache-Control: {}.", rules::ASKED_AGAIN);
    if words.is_empty() {
        report.problem(
            format!("{name} does not say how it may be kept: browsers guess, and some people stay on an old version whose files may be gone."),
            remedy,
        );
    } else if !is_asked {
        report.problem(
            format!("{name} is kept (Cache-Control: {}): after a deployment people stay on an old version whose files may be gone.", answer.header("cache-control")),
            remedy,
        );
    }
}

/// What changes its name with its content.
fn kept(report: &mut Report<'_>, name: &str, answer: &Answer) {
    const MONTH: u64 = 30 * 24 * 60 * 60;
    let words = answer.list("cache-control");
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let is_long = seconds(&words, "max-age").is_some_and(|seconds| seconds >= MONTH);
    if !is_long || has("no-cache") || has("no-store") {
        report.problem(
            format!(
                "{name} is not kept for long, though its name changes with its content: each visit loads it again."
            ),
            format!("Send Cache-Control: {}.", rules::IMMUTABLE),
        );
    } else if !has("immutable") {
        report.problem(
            format!("{name} is kept but not immutable: on reload browsers ask for it again."),
            format!("Send Cache-Control: {}.", rules::IMMUTABLE),
        );
    } else if has("private") {
        report.problem(
            format!("{name} is kept by browsers only: no network of a CDN may keep it."),
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
            format!("{name} lacks nosniff: a browser may take a file for another type than it has."),
            "Send X-Content-Type-Options: nosniff with everything.",
        );
    }
    // The last word that a browser knows counts.
    if answer.list("referrer-policy").last().map(String::as_str) != Some("no-referrer") {
        report.problem(
            format!("{name} lacks Referrer-Policy: no-referrer: addresses of deliveries may be told to other hosts."),
            "Send Referrer-Policy: no-referrer with everything.",
        );
    }
}

/// Who may load it.
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
            format!("{name}: Access-Control-Allow-Origin {said}: portals of other origins cannot load it, and nothing appears there."),
            "Send Access-Control-Allow-Origin: * with sms-dashboard.js and everything under assets/.",
        );
    }
    if policy != "cross-origin" {
        let said = if policy.is_empty() { "is missing".to_owned() } else { format!("is {policy}") };
        report.problem(
            format!(
                "{name}: Cross-Origin-Resource-Policy {said}: portals that isolate themselves (COEP) cannot load it."
            ),
            "Send Cross-Origin-Resource-Policy: cross-origin with sms-dashboard.js and everything under assets/.",
        );
    }
    if answer.header("timing-allow-origin").is_empty() {
        report.warning(
            format!("{name} lacks Timing-Allow-Origin: portals cannot measure how long it takes to load."),
            "Send Timing-Allow-Origin: * with it.",
        );
    }
}

/// Whether the answer is compressed; says what is wrong with that.
fn compressed(report: &mut Report<'_>, name: &str, coding: &str, answer: &Answer, content: &[u8]) -> bool {
    let sent = answer.header("content-encoding").to_ascii_lowercase();
    let is_other = !sent.is_empty() && sent != coding && sent != "identity";
    if is_other {
        report.problem(
            format!("{name} comes as {sent} to a browser that takes {coding} alone: it can read nothing of it."),
            "Choose the encoding by Accept-Encoding, and let caches on the way do so: send Vary: Accept-Encoding.",
        );
        return false;
    }
    match answer.content() {
        Err(why) => report.problem(
            format!("{name} says that it is {coding}, but {why}: browsers show nothing."),
            "Send Content-Encoding only with files compressed so, and compress nothing twice.",
        ),
        Ok(decoded) if decoded != content => report.problem(
            format!("{name} as {coding} is another file than uncompressed: it is of another build, or not marked with its Content-Encoding."),
            "Upload the compressed files together with their originals, and send Content-Encoding with them.",
        ),
        Ok(_) => {}
    }
    if !answer.list("vary").iter().any(|word| word == "accept-encoding" || word == "*") {
        report.problem(
            format!("{name} depends on the encodings that a browser takes and does not say so: a cache may give one browser what only another can read."),
            "Send Vary: Accept-Encoding.",
        );
    }
    sent == coding
}

fn weight(report: &mut Report<'_>, name: &str, size: usize, codings: &[(&str, usize)]) {
    if size < WORTH_COMPRESSING || codings.iter().any(|(coding, _)| *coding == "br") {
        return;
    }
    let remedy = "Serve the .br, .zst and .gz files that lie beside it, chosen by Accept-Encoding.";
    if codings.is_empty() {
        report.problem(format!("{name} goes out uncompressed ({size} bytes): it loads several times as long."), remedy);
    } else {
        report.warning(format!("{name} does not go out as br, which is the smallest."), remedy);
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

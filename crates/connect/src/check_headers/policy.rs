//! Checks a page's Content Security Policy, directive by directive: what blocks the app, and what is allowed to others.

use crate::finding::Report;

/// Directives whose absence is a risk, and the risk.
const WANTED: [(&str, &str); 6] = [
    ("default-src", "everything that it does not name is allowed"),
    ("base-uri", "an injected <base> can make the page load its files from another host"),
    ("form-action", "an injected form can send typed text to another host"),
    ("require-trusted-types-for", "text can become markup"),
    ("trusted-types", "a script may create its own rules for turning text into markup"),
    ("frame-ancestors", "any page can frame this one and make people click \"send\" without seeing it"),
];

/// A policy as a browser reads it.
struct Policy(Vec<(String, Vec<String>)>);

impl Policy {
    fn parse(text: &str) -> Self {
        let mut directives: Vec<(String, Vec<String>)> = Vec::new();
        for directive in text.split(';') {
            let mut words = directive.split_ascii_whitespace();
            let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
            // The first one counts.
            if !directives.iter().any(|(known, _)| *known == name) {
                directives.push((name, words.map(str::to_owned).collect()));
            }
        }
        Self(directives)
    }

    fn get(&self, name: &str) -> Option<&[String]> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, sources)| sources.as_slice())
    }

    /// The directive for a kind of load: its own, else `default-src`; `None` if everything is allowed.
    fn sources(&self, names: &[&str]) -> Option<&[String]> {
        names.iter().find_map(|name| self.get(name)).or_else(|| self.get("default-src"))
    }
}

/// The origins that the page loads from and calls.
pub struct Needs<'a> {
    /// The page's own origin.
    pub own: &'a str,
    /// The router's origin.
    pub api: &'a str,
    /// The origin of the portal that frames the page, if given.
    pub portal: Option<&'a str>,
    /// What to set instead.
    pub wanted: &'a str,
}

/// Checks every policy in `headers`: browsers apply all of them.
pub fn examine(report: &mut Report<'_>, policies: &[String], only_reported: bool, needs: &Needs) {
    let remedy = format!("Send Content-Security-Policy: {}", needs.wanted);
    if policies.is_empty() {
        let besides =
            if only_reported { ", only Content-Security-Policy-Report-Only, which blocks nothing" } else { "" };
        report.problem(
            format!("The page has no Content-Security-Policy{besides}: injected markup can run scripts."),
            remedy,
        );
        return;
    }
    let before = report.problems();
    for policy in policies.iter().map(|text| Policy::parse(text)) {
        stops(report, &policy, needs, &remedy);
        opens(report, &policy, policies.len() == 1, &remedy);
        frames(report, &policy, needs);
    }
    if report.problems() == before {
        report.ok("The page's policy allows the app and nothing else.");
    }
}

/// Reports what the policy blocks of the app.
fn stops(report: &mut Report<'_>, policy: &Policy, needs: &Needs, remedy: &str) {
    let mut need = |names: &[&str], origin: &str, what: &str| {
        if let Some(sources) = policy.sources(names)
            && !sources.iter().any(|source| allows(source, origin, needs.own))
        {
            let name = names.last().copied().unwrap_or_default();
            report.problem(format!("The policy's {name} does not allow {origin}: {what}."), remedy);
        }
    };
    need(&["script-src-elem", "script-src"], needs.own, "the app's JavaScript is refused, and nothing appears");
    need(&["style-src-elem", "style-src"], needs.own, "the page around the app has no style");
    need(&["connect-src"], needs.own, "the WebAssembly cannot be fetched, and nothing appears");
    if needs.api != needs.own {
        need(&["connect-src"], needs.api, "no call reaches Campaign, and every list stays empty");
    }
    if let Some(sources) = policy.sources(&["script-src"])
        && !sources.iter().any(|source| is_word(source, "'wasm-unsafe-eval'") || is_word(source, "'unsafe-eval'"))
    {
        let what = "The policy's script-src lacks 'wasm-unsafe-eval': browsers refuse to compile WebAssembly, and nothing appears.";
        report.problem(what, remedy);
    }
    if policy.get("sandbox").is_some_and(|words| {
        !["allow-scripts", "allow-same-origin"].iter().all(|wanted| words.iter().any(|word| is_word(word, wanted)))
    }) {
        report.problem("The policy puts the page into a sandbox: scripts or calls to its own origin fail.", remedy);
    }
}

/// Reports what the policies allow to others. One policy is enough to forbid something.
fn opens(report: &mut Report<'_>, policy: &Policy, is_only_one: bool, remedy: &str) {
    if !is_only_one {
        return;
    }
    for (names, what) in [
        (&["script-src-elem", "script-src"][..], "an injected script runs with the operator's rights"),
        (&["style-src-elem", "style-src"], "injected styles can hide and show anything"),
    ] {
        let name = names.last().copied().unwrap_or_default();
        let Some(sources) = policy.sources(names) else { continue };
        let loose = |source: &&String| {
            let words = ["'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:", "blob:"];
            words.iter().any(|word| is_word(source, word))
        };
        let loose: Vec<_> = sources.iter().filter(loose).map(String::as_str).collect();
        if !loose.is_empty() {
            report.problem(format!("The policy's {name} allows {}: {what}.", loose.join(" and ")), remedy);
        }
    }
    for (name, what) in WANTED {
        if policy.get(name).is_none() {
            report.problem(format!("The policy lacks {name}: {what}."), remedy);
        }
    }
    if policy.get("frame-ancestors").is_some_and(|sources| sources.iter().any(|source| source == "*")) {
        report.problem(
            "The policy's frame-ancestors allows every page: any page can make people click \"send\" without seeing it.",
            "Name the origins of your portals, or 'self'.",
        );
    }
}

/// Whether the portal may show the page in a frame.
fn frames(report: &mut Report<'_>, policy: &Policy, needs: &Needs) {
    let (Some(portal), Some(sources)) = (needs.portal, policy.get("frame-ancestors")) else { return };
    if !sources.iter().any(|source| allows(source, portal, needs.own)) {
        report.warning(
            format!("The policy's frame-ancestors does not name {portal}: an <iframe> with this page stays empty there. This does not affect the element itself."),
            format!("If the portal frames the page, add {portal} to frame-ancestors."),
        );
    }
}

fn is_word(source: &str, word: &str) -> bool {
    source.eq_ignore_ascii_case(word)
}

/// Whether a source of a policy matches `origin`; `own` is the origin of `'self'`.
fn allows(source: &str, origin: &str, own: &str) -> bool {
    let source = source.trim_end_matches('/').to_ascii_lowercase();
    let (scheme, host) = origin.split_once("://").unwrap_or(("", origin));
    match source.as_str() {
        "*" => true,
        "'self'" => origin == own,
        _ if source.ends_with(':') => source.trim_end_matches(':') == scheme,
        _ => {
            let (wanted_scheme, wanted) =
                source.split_once("://").map_or((None, source.as_str()), |(s, h)| (Some(s), h));
            let fits_host = match wanted.strip_prefix("*.") {
                Some(parent) => host.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.')),
                None => wanted == host,
            };
            fits_host && wanted_scheme.is_none_or(|wanted| wanted == scheme)
        }
    }
}

//! A page's Content Security Policy, directive by directive: what stops the app, and what lets others in.

use crate::finding::Report;

/// Directives whose absence opens something, and what.
const WANTED: [(&str, &str); 6] = [
    ("default-src", "whatever is not named is allowed"),
    ("base-uri", "an injected <base> can make the page load its files from elsewhere"),
    ("form-action", "an injected form can send what is typed elsewhere"),
    ("require-trusted-types-for", "text can become markup"),
    ("trusted-types", "a script may make rules of its own by which text becomes markup"),
    ("frame-ancestors", "any page can frame this one and have people click on \"send\" unseen"),
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

    /// What counts for a kind of load: its own directive, else `default-src`; `None` where everything is allowed.
    fn sources(&self, names: &[&str]) -> Option<&[String]> {
        names.iter().find_map(|name| self.get(name)).or_else(|| self.get("default-src"))
    }
}

/// What the page loads and calls.
pub struct Needs<'a> {
    /// The page's own origin.
    pub own: &'a str,
    /// That of the router.
    pub api: &'a str,
    /// That of the portal which frames the page, if somebody asked.
    pub portal: Option<&'a str>,
    /// What to set instead.
    pub wanted: &'a str,
}

/// Looks at every policy that `headers` carry: all of them count at once.
pub fn examine(report: &mut Report<'_>, policies: &[String], only_reported: bool, needs: &Needs) {
    let remedy = format!("Send Content-Security-Policy: {}", needs.wanted);
    if policies.is_empty() {
        let besides =
            if only_reported { ", only Content-Security-Policy-Report-Only, which forbids nothing" } else { "" };
        report.problem(
            format!(
                "The page has no Content-Security-Policy{besides}: whatever gets into it as markup runs as script."
            ),
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
        report.ok("The page's policy lets the app run and nothing else in.");
    }
}

/// What the app could not do.
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
        report.problem("The policy puts the page into a sandbox: scripts or calls to the own origin fail.", remedy);
    }
}

/// What others could do. Of several policies one is enough to forbid it.
fn opens(report: &mut Report<'_>, policy: &Policy, is_only_one: bool, remedy: &str) {
    if !is_only_one {
        return;
    }
    for (names, what) in [
        (&["script-src-elem", "script-src"][..], "an injected script runs with the operator's rights"),
        (&["style-src-elem", "style-src"], "injected styles can hide and show what they like"),
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
            "The policy's frame-ancestors allows every page: any of them can have people click on \"send\" unseen.",
            "Name the origins of your portals, or 'self'.",
        );
    }
}

/// Whether the portal may show the page in a frame.
fn frames(report: &mut Report<'_>, policy: &Policy, needs: &Needs) {
    let (Some(portal), Some(sources)) = (needs.portal, policy.get("frame-ancestors")) else { return };
    if !sources.iter().any(|source| allows(source, portal, needs.own)) {
        report.warning(
            format!("The policy's frame-ancestors does not name {portal}: there an <iframe> with this page stays empty. The element itself is not concerned."),
            format!("If the portal frames the page, add {portal} to frame-ancestors."),
        );
    }
}

fn is_word(source: &str, word: &str) -> bool {
    source.eq_ignore_ascii_case(word)
}

/// Whether a source of a policy stands for `origin`; `own` is what `'self'` means.
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

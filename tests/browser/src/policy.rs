//! The policies under which pages are served.

/// The strictest policy under which the app runs.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'self'";

/// [`POLICY`] with more sources for some directives: a host's framework or another origin needs them.
pub fn with(allowed: &[(String, String)]) -> String {
    let mut directives: Vec<String> = POLICY.split("; ").map(str::to_owned).collect();
    for (name, source) in allowed {
        match directives.iter_mut().find(|directive| directive.split(' ').next() == Some(name)) {
            Some(directive) => *directive = format!("{} {source}", directive.trim_end_matches(" 'none'")),
            None => directives.push(format!("{name} {source}")),
        }
    }
    directives.join("; ")
}

//! The settings of one deployment: which origins may frame the page, and which it may call.

use crate::rules::POLICY;

/// The settings on which the headers depend. By default only the page's own origin may frame it, and it calls no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosting {
    frame_ancestors: Vec<String>,
    connect: Vec<String>,
}

impl Default for Hosting {
    fn default() -> Self {
        Self { frame_ancestors: vec!["'self'".to_owned()], connect: Vec::new() }
    }
}

impl Hosting {
    /// `frame_ancestors` may frame the page (`'self'`, `'none'` or origins; if empty, only its own origin), and the
    /// page may call the origins `connect` and its own.
    ///
    /// # Errors
    /// A sentence about a text that is not an origin: it would enter a server's configuration unescaped.
    pub fn new<'a>(
        frame_ancestors: impl IntoIterator<Item = &'a str>,
        connect: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, String> {
        let mut hosting = Self::default();
        let ancestors = frame_ancestors.into_iter().map(ancestor).collect::<Result<Vec<_>, _>>()?;
        if ancestors.len() > 1 && ancestors.iter().any(|one| one == "'none'") {
            return Err("'none' means that no page may frame this one: name it alone, or name origins.".to_owned());
        }
        if !ancestors.is_empty() {
            hosting.frame_ancestors = ancestors;
        }
        hosting.connect = connect.into_iter().map(origin).collect::<Result<_, _>>()?;
        Ok(hosting)
    }

    /// The whole `Content-Security-Policy` of a page.
    pub fn policy(&self) -> String {
        let mut connect = "connect-src 'self'".to_owned();
        for origin in &self.connect {
            connect.push(' ');
            connect.push_str(origin);
        }
        let policy = POLICY.replace("connect-src 'self'", &connect);
        format!("{policy}; frame-ancestors {}", self.frame_ancestors.join(" "))
    }
}

fn ancestor(text: &str) -> Result<String, String> {
    match text.trim() {
        keyword @ ("'self'" | "'none'") => Ok(keyword.to_owned()),
        "self" | "none" => {
            Err(format!("Write '{0}' with its quotes, or an origin: {0} alone is the name of a host.", text.trim()))
        }
        other => origin(other),
    }
}

/// Scheme, host and an optional port, as policies write them; the host may begin with `*.`.
fn origin(text: &str) -> Result<String, String> {
    let text = text.trim();
    let refused = || {
        format!(
            "\"{text}\" is no origin. Write it like https://portal.example, without a path and without a / at its end."
        )
    };
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or_else(refused)?;
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let labels = host.strip_prefix("*.").unwrap_or(host);
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_port = |port: &str| port == "*" || port.parse::<u16>().is_ok();
    if labels.split('.').all(is_label) && port.is_none_or(is_port) { Ok(text.to_owned()) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_page_is_framed_by_its_own_origin_alone_unless_told_otherwise() {
        let policy = Hosting::default().policy();
        assert_eq!(policy, format!("{POLICY}; frame-ancestors 'self'"));
        assert_eq!(Hosting::new([], []).unwrap(), Hosting::default());
    }

    #[test]
    fn other_origins_stand_where_the_policy_names_its_own() {
        let hosting = Hosting::new(["'self'", "https://*.portal.example"], ["https://api.example:8443"]).unwrap();
        let policy = hosting.policy();
        assert!(policy.contains("; connect-src 'self' https://api.example:8443; base-uri 'none'"), "{policy}");
        assert!(policy.ends_with("; frame-ancestors 'self' https://*.portal.example"), "{policy}");
    }

    #[test]
    fn what_is_no_origin_never_gets_into_a_configuration() {
        for text in [
            "portal.example",
            "https://portal.example/",
            "https://portal.example; script-src *",
            "https://portal.example\"",
            "https://a b",
            "https://",
            "https://portal..example",
            "https://portal.example:port",
            "*",
            "self",
            "",
        ] {
            assert!(Hosting::new([text], []).is_err(), "{text}");
            assert!(Hosting::new([], [text]).is_err(), "{text}");
        }
        assert!(Hosting::new(["'none'", "https://portal.example"], []).is_err());
        assert!(Hosting::new([], ["'none'"]).is_err());
    }
}

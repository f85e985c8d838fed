//! The address of a Campaign instance, checked once.

use std::net::IpAddr;

use campaign::soap::ROUTER;
use reqwest::Url;

/// The address of an instance: scheme, host, port, and the path if a portal shows it under one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance(Url);

impl Instance {
    /// Reads a typed address.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it and how it should look.
    pub fn parse(text: &str) -> Result<Self, String> {
        let instance = Self::read(text, "Write it like https://campaign.example.com")?;
        if instance.0.scheme() == "http" && !instance.is_local() {
            return Err(
                "With http:// others on the network can read the tokens. Use https:// with this host.".to_owned()
            );
        }
        Ok(instance)
    }

    /// Reads the address of a page. No token is sent to it, so it may be without encryption.
    ///
    /// # Errors
    /// As [`Instance::parse`].
    pub fn parse_page(text: &str) -> Result<Self, String> {
        Self::read(text, "Write it like https://portal.example/sms/")
    }

    fn read(text: &str, example: &str) -> Result<Self, String> {
        let mut url = match Url::parse(text.trim()) {
            Ok(url) if matches!(url.scheme(), "https" | "http") => url,
            // `localhost:8080` is parsed as the scheme `localhost`, and gets the same sentence.
            _ => {
                return Err(format!(
                    "This is not the address of a web server. {example}, with https:// before the name."
                ));
            }
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(format!("User and password do not belong in the address. {example}, without them."));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(format!("The address must end before ? and #. {example}, without what follows them."));
        }
        let path = url.path().trim_end_matches('/').to_owned();
        if path.ends_with(".jsp") {
            return Err(format!(
                "The address must end before {ROUTER}, which is added to it. {example}, without a page."
            ));
        }
        url.set_path(&path);
        Ok(Self(url))
    }

    /// The address of `path` on the instance, for instance of [`ROUTER`].
    pub fn at(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        url.set_path(&format!("{}{path}", self.0.path().trim_end_matches('/')));
        url.set_query(query);
        url
    }

    /// Scheme, host and port, as a browser's `Origin` header writes them.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The host's name or address, without brackets.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default().trim_matches(['[', ']'])
    }

    /// The port; the scheme's default if the address has none.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or(443)
    }

    /// Whether the connection is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether it is on this machine, so that no network is in between.
    pub fn is_local(&self) -> bool {
        self.host() == "localhost" || self.host().parse().is_ok_and(|address: IpAddr| address.is_loopback())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_router_is_under_the_address_with_or_without_a_path() {
        for (address, router) in [
            ("https://campaign.example", "https://campaign.example/nl/jsp/soaprouter.jsp?soapAction=a%23b"),
            (
                " https://Campaign.Example:8443/ ",
                "https://campaign.example:8443/nl/jsp/soaprouter.jsp?soapAction=a%23b",
            ),
            ("https://portal.example/sms/", "https://portal.example/sms/nl/jsp/soaprouter.jsp?soapAction=a%23b"),
            ("http://[::1]:8080", "http://[::1]:8080/nl/jsp/soaprouter.jsp?soapAction=a%23b"),
        ] {
            let instance = Instance::parse(address).unwrap();
            assert_eq!(instance.at(&format!("{ROUTER}?soapAction=a%23b")).as_str(), router);
        }
    }

    #[test]
    fn an_address_that_cannot_be_meant_is_refused_with_the_way_it_should_look() {
        for (address, word) in [
            ("", "https://"),
            ("campaign.example", "https://"),
            ("localhost:8080", "https://"),
            ("ftp://campaign.example", "https://"),
            ("https://", "https://"),
            ("https://admin:secret@campaign.example", "User and password"),
            ("https://campaign.example?x=1", "?"),
            ("https://campaign.example/nl/jsp/soaprouter.jsp", "end before"),
            ("http://campaign.example", "read the tokens"),
            ("http://127.0.0.1.example", "read the tokens"),
        ] {
            let refusal = Instance::parse(address).unwrap_err();
            assert!(refusal.contains(word) && !refusal.contains("secret"), "{address}: {refusal}");
        }
    }

    #[test]
    fn only_this_machine_may_do_without_encryption() {
        for address in ["http://127.0.0.1:8080", "http://localhost:8081/", "http://[::1]:8080"] {
            assert!(Instance::parse(address).unwrap().is_local(), "{address}");
        }
        assert!(!Instance::parse("https://campaign.example").unwrap().is_local());
    }
}

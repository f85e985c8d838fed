//! Settings: the element's attributes, then `config.json` beside the page, then defaults.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor},
};

use super::transport;
use crate::{
    error::Invalid,
    host::{Host, SignInMethod},
};

/// An operator that the sign-in page offers with one click. For demonstrations, where passwords are not secret.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct KnownOperator {
    pub login: String,
    pub password: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The only sign-in method; without it, the first available one in the order of [`SignInMethod`].
    pub sign_in: Option<SignInMethod>,
    /// The instance's base address without a final slash; empty for the page's own origin.
    pub base_url: String,
    pub operators: Vec<KnownOperator>,
    /// Words for opting out, one of which a text should contain; empty for the usual ones.
    pub opt_out_words: Vec<String>,
    /// The channels that count as SMS, as numbers of `@messageType`; empty for the usual one.
    pub message_types: Vec<u8>,
}

/// Reads the settings. Only the app's own page reads `config.json`; an embedded element has attributes. A missing file
/// counts as empty; an unknown key is reported on the console.
///
/// # Errors
/// The first invalid setting: a guess could send a password to the wrong server.
pub async fn load(host: Host) -> Result<Config, Invalid> {
    let file = if host.is_page() { transport::get_text("config.json").await } else { None };
    let (config, unknown) =
        read(file.as_deref().unwrap_or("{}"), host.attribute("base-url"), host.attribute("sign-in"))?;
    for key in unknown {
        web_sys::console::warn_1(&format!("config.json: {key} is not known.").into());
    }
    Ok(config)
}

/// The settings of the attributes and of `file`, attributes first; and the unknown keys of the file.
fn read(file: &str, base_url: Option<String>, sign_in: Option<String>) -> Result<(Config, Vec<String>), Invalid> {
    let mut read = File { invalid: Invalid::File, config: Config::default(), unknown: Vec::new() };
    let json = &mut serde_json::Deserializer::from_str(file);
    if (&mut read).deserialize(&mut *json).and_then(|()| json.end()).is_err() {
        return Err(read.invalid);
    }
    let File { mut config, unknown, .. } = read;
    config.base_url = base_url.unwrap_or(config.base_url);
    if let Some(name) = sign_in {
        config.sign_in = Some(SignInMethod::of(&name).ok_or(Invalid::SignIn)?);
    }
    if !is_base(&config.base_url) {
        return Err(Invalid::BaseUrl);
    }
    config.base_url.truncate(config.base_url.trim_end_matches('/').len());
    Ok((config, unknown))
}

/// `config.json` as it is read, member by member.
struct File {
    /// The error to report if reading fails at this member.
    invalid: Invalid,
    config: Config,
    unknown: Vec<String>,
}

impl<'de> DeserializeSeed<'de> for &mut File {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut File {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let config = &mut self.config;
            match key.as_str() {
                "baseUrl" => {
                    self.invalid = Invalid::BaseUrl;
                    config.base_url = map.next_value()?;
                }
                "signIn" => {
                    self.invalid = Invalid::SignIn;
                    let method = SignInMethod::of(&map.next_value::<String>()?);
                    config.sign_in = Some(method.ok_or_else(|| A::Error::custom(""))?);
                }
                "operators" => {
                    self.invalid = Invalid::Operators;
                    config.operators = map.next_value()?;
                }
                "optOutWords" => {
                    self.invalid = Invalid::OptOutWords;
                    config.opt_out_words = map.next_value()?;
                }
                "messageTypes" => {
                    self.invalid = Invalid::MessageTypes;
                    config.message_types = map.next_value()?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    self.unknown.push(key);
                }
            }
            self.invalid = Invalid::File;
        }
        Ok(())
    }
}

/// Whether a path can be added to the address: it is on the web, or below the page's own origin.
fn is_base(url: &str) -> bool {
    let begins = ["https://", "http://", "/"].iter().any(|start| url.starts_with(start));
    url.is_empty() || (begins && !url.starts_with("//") && !url.contains(['?', '#', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(file: &str) -> Result<Config, Invalid> {
        read(file, None, None).map(|(config, _)| config)
    }

    #[test]
    fn a_base_address_can_take_a_path() {
        for url in ["", "https://campaign.example.com", "http://localhost:8080/x/", "/campaign"] {
            assert!(is_base(url), "{url}");
        }
        for url in ["campaign.example.com", "//evil.example", "javascript:alert(1)", "https://x/?a=b", "/x#y", "/a b"] {
            assert!(!is_base(url), "{url}");
        }
    }

    #[test]
    fn the_settings_of_a_file_are_read() {
        let file = r#"{"baseUrl":"https://c.example/","signIn":"page","operators":[{"login":"a","password":"b"}],"optOutWords":["c"],"messageTypes":[1,105]}"#;
        let operators = vec![KnownOperator { login: "a".into(), password: "b".into() }];
        let (base_url, opt_out_words) = ("https://c.example".into(), vec!["c".to_owned()]);
        let message_types = vec![1, 105];
        let wanted = Config { sign_in: Some(SignInMethod::Page), base_url, operators, opt_out_words, message_types };
        assert_eq!(config(file), Ok(wanted));
        assert_eq!(config("{}"), Ok(Config::default()));
    }

    #[test]
    fn an_attribute_overrides_the_file() {
        let read = read(r#"{"baseUrl":"/a","signIn":"page"}"#, Some("/b".into()), Some("host".into()));
        let wanted = Config { sign_in: Some(SignInMethod::Host), base_url: "/b".into(), ..Config::default() };
        assert_eq!(read, Ok((wanted, Vec::new())));
    }

    #[test]
    fn an_invalid_setting_is_reported() {
        for (file, invalid) in [
            ("", Invalid::File),
            ("[]", Invalid::File),
            ("{", Invalid::File),
            (r#"{"baseUrl":1}"#, Invalid::BaseUrl),
            (r#"{"baseUrl":"c.example"}"#, Invalid::BaseUrl),
            (r#"{"signIn":"sso"}"#, Invalid::SignIn),
            (r#"{"signIn":["host"]}"#, Invalid::SignIn),
            (r#"{"operators":{}}"#, Invalid::Operators),
            (r#"{"operators":[{"login":"a"}]}"#, Invalid::Operators),
            (r#"{"optOutWords":"STOP"}"#, Invalid::OptOutWords),
            (r#"{"messageTypes":[1000]}"#, Invalid::MessageTypes),
        ] {
            assert_eq!(config(file), Err(invalid), "{file}");
        }
    }

    #[test]
    fn an_unknown_key_is_reported() {
        assert_eq!(read(r#"{"bseUrl":"/a"}"#, None, None), Ok((Config::default(), vec!["bseUrl".to_owned()])));
    }
}

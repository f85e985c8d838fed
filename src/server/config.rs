//! Settings: the element's attributes, then `config.json` beside the page, then defaults.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::transport;
use crate::{
    error::Invalid,
    host::{Host, SignInMethod},
};

/// An operator to be offered at one click: for demonstrations, whose passwords are no secret.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct KnownOperator {
    pub login: String,
    pub password: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The only way in; without it the first that is there, in the order of [`SignInMethod`].
    pub sign_in: Option<SignInMethod>,
    /// The instance's base address without a final slash; empty for the page's own origin.
    pub base_url: String,
    pub operators: Vec<KnownOperator>,
    /// Words of which one in a text lets people opt out; empty for the usual ones.
    pub opt_out_words: Vec<String>,
}

/// Reads the settings. `config.json` is read by the page only, an embedded element is set up by its attributes; a file
/// that is missing counts as empty, a key that nobody knows is told on the console.
///
/// # Errors
/// The first setting that cannot be used: guessing could send a password to the wrong place.
pub async fn load(host: Host) -> Result<Config, Invalid> {
    let file = if host.is_page() { transport::get_text("config.json").await } else { None };
    let (config, unknown) =
        read(file.as_deref().unwrap_or("{}"), host.attribute("base-url"), host.attribute("sign-in"))?;
    for key in unknown {
        web_sys::console::warn_1(&format!("config.json: {key} is not known.").into());
    }
    Ok(config)
}

/// The settings in `file` and in the attributes, which go first; and the keys of the file that nobody knows.
fn read(file: &str, base_url: Option<String>, sign_in: Option<String>) -> Result<(Config, Vec<String>), Invalid> {
    let Members(mut file) = serde_json::from_str(file).map_err(|_| Invalid::File)?;
    let mut take = |key| file.iter().position(|(name, _)| name == key).map(|index| file.remove(index).1);
    let [base_url_there, sign_in_there, operators, opt_out_words] =
        ["baseUrl", "signIn", "operators", "optOutWords"].map(&mut take);
    let base_url: String = base_url.map_or_else(|| value(base_url_there, Invalid::BaseUrl), Ok)?;
    let sign_in = sign_in.map_or_else(|| value(sign_in_there, Invalid::SignIn), |name| Ok(Some(name)))?;
    let sign_in = sign_in.map(|name: String| SignInMethod::of(&name).ok_or(Invalid::SignIn)).transpose()?;
    let operators = value(operators, Invalid::Operators)?;
    let opt_out_words = value(opt_out_words, Invalid::OptOutWords)?;
    if !is_base(&base_url) {
        return Err(Invalid::BaseUrl);
    }
    let base_url = base_url.trim_end_matches('/').to_owned();
    let config = Config { sign_in, base_url, operators, opt_out_words };
    Ok((config, file.into_iter().map(|(name, _)| name).collect()))
}

/// The members of a JSON object, each as it is written.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Reader)
    }
}

/// What a setting says; a default where it is not made.
fn value<T: DeserializeOwned + Default>(setting: Option<Box<RawValue>>, invalid: Invalid) -> Result<T, Invalid> {
    setting.map_or_else(|| Ok(T::default()), |json| serde_json::from_str(json.get()).map_err(|_| invalid))
}

/// An address that a path can be added to: of the web, or below the page's own origin.
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
    fn a_file_says_what_it_says() {
        let file = r#"{"baseUrl":"https://c.example/","signIn":"page","operators":[{"login":"a","password":"b"}],"optOutWords":["c"]}"#;
        let operators = vec![KnownOperator { login: "a".into(), password: "b".into() }];
        let (base_url, opt_out_words) = ("https://c.example".into(), vec!["c".to_owned()]);
        let wanted = Config { sign_in: Some(SignInMethod::Page), base_url, operators, opt_out_words };
        assert_eq!(config(file), Ok(wanted));
        assert_eq!(config("{}"), Ok(Config::default()));
    }

    #[test]
    fn attributes_go_before_the_file() {
        let read = read(r#"{"baseUrl":"/a","signIn":"page"}"#, Some("/b".into()), Some("host".into()));
        let wanted = Config { sign_in: Some(SignInMethod::Host), base_url: "/b".into(), ..Config::default() };
        assert_eq!(read, Ok((wanted, Vec::new())));
    }

    #[test]
    fn a_setting_that_cannot_be_used_is_named() {
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
        ] {
            assert_eq!(config(file), Err(invalid), "{file}");
        }
    }

    #[test]
    fn a_key_that_nobody_knows_is_told() {
        assert_eq!(read(r#"{"bseUrl":"/a"}"#, None, None), Ok((Config::default(), vec!["bseUrl".to_owned()])));
    }
}

//! Texts for people: every message in every language, or the code does not compile.

mod en;
mod fr;
pub mod msg;

use std::sync::Arc;

use campaign::{
    codes::{Code, LogStatus},
    delivery::Coded,
};
use leptos::prelude::*;

use self::msg::Msg;
use crate::{
    format::{Format, Numbers},
    relay::relay,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    En,
    Fr,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Self::En, Self::Fr];

    /// The language's own name.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// The primary subtag, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language of a locale such as `fr-CA` or `fr_FR`, if the app has it.
    pub fn of(locale: &str) -> Option<Self> {
        let primary = locale.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(primary))
    }

    /// The language of the first locale that the app has, else English.
    pub fn of_first<'a>(locales: impl IntoIterator<Item = &'a str>) -> Self {
        locales.into_iter().find_map(Self::of).unwrap_or(Self::En)
    }

    /// The tag for dates and numbers: the operator's region if the operator's locale has this language. Only language
    /// and region are taken from a locale like `en_US@posix`, because browsers refuse a tag that BCP 47 does not allow.
    pub fn tag(self, operators_locale: &str) -> String {
        let is_region = |subtag: &&str| match subtag.len() {
            2 => subtag.bytes().all(|byte| byte.is_ascii_alphabetic()),
            3 => subtag.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        let subtags = operators_locale.split(|c: char| !c.is_ascii_alphanumeric());
        let own = subtags.skip(1).take_while(|subtag| subtag.len() > 1).find(is_region);
        let region = own.filter(|_| Self::of(operators_locale) == Some(self)).unwrap_or(match self {
            Self::En => "GB",
            Self::Fr => "FR",
        });
        format!("{}-{region}", self.code())
    }

    fn say(self, msg: &Msg, numbers: &impl Numbers) -> String {
        match self {
            Self::En => en::say(msg, numbers),
            Self::Fr => fr::say(msg, numbers),
        }
    }
}

/// Texts in the current language; its methods read the signal of the language. A handle, so that closures stay small.
#[derive(Clone, Copy)]
pub struct Words(StoredValue<Inner>);

#[derive(Clone, Copy)]
struct Inner {
    lang: Memo<Lang>,
    /// The language of the server's labels.
    of_server: Memo<Option<Lang>>,
    format: Format,
}

impl Words {
    pub fn new(lang: Memo<Lang>, of_server: Memo<Option<Lang>>, format: Format) -> Self {
        Self(StoredValue::new(Inner { lang, of_server, format }))
    }

    /// The same through relays, which end with the current owner. `format` must be relayed already.
    pub fn relayed(self, format: Format) -> Self {
        let Inner { lang, of_server, .. } = self.0.get_value();
        Self::new(relay(move || lang.get()), relay(move || of_server.get()), format)
    }

    pub fn lang(self) -> Lang {
        self.0.get_value().lang.get()
    }

    /// The text of a message; a view or an effect runs again when the language changes.
    pub fn say(self, msg: &Msg) -> String {
        let Inner { lang, format, .. } = self.0.get_value();
        lang.get().say(msg, &format)
    }

    /// The text of a message for a view, in the current language.
    pub fn t(self, msg: Msg) -> impl Fn() -> String + Clone + Send + Sync + 'static {
        let msg = Arc::new(msg);
        move || self.say(&msg)
    }

    /// The label of a code: the server's if it is in the current language, else ours, else the server's in any
    /// language, else the number.
    pub fn code<C: Code>(self, coded: &Coded<C>) -> String {
        let Inner { lang, of_server, format } = self.0.get_value();
        let lang = lang.get();
        let has_label = has_label(coded);
        if has_label && of_server.get() == Some(lang) {
            return coded.label.clone();
        }
        match (coded.code.entry(), lang) {
            (Some(entry), Lang::En) => entry.en.to_owned(),
            (Some(entry), Lang::Fr) => entry.fr.to_owned(),
            (None, _) if has_label => coded.label.clone(),
            (None, _) => lang.say(&Msg::UnknownCode(coded.code.number()), &format),
        }
    }

    /// The same for the status of a message. A status that the contract only infers has the server's label, in any
    /// language, because our label might be wrong.
    pub fn log_status(self, status: &Coded<LogStatus>) -> String {
        if has_label(status) && !status.code.is_certain() { status.label.clone() } else { self.code(status) }
    }
}

/// Whether the server gave a label. A server without a label returns the number.
fn has_label<C: Code>(coded: &Coded<C>) -> bool {
    !coded.label.is_empty() && coded.label != coded.code.number().to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use campaign::soap::Failure;

    use super::*;
    use crate::{error::Error, format::Plural};

    /// The CLDR plurals of whole numbers in digits: "one" is 1 in English, 0 and 1 in French.
    struct Cldr(Lang);

    impl Numbers for Cldr {
        fn number(&self, n: i64) -> String {
            n.to_string()
        }

        fn plural(&self, n: i64) -> Plural {
            let is_one = match self.0 {
                Lang::En => n == 1,
                Lang::Fr => n == 0 || n == 1,
            };
            if is_one { Plural::One } else { Plural::Other }
        }
    }

    fn say(lang: Lang, msg: Msg) -> String {
        lang.say(&msg, &Cldr(lang))
    }

    #[test]
    fn a_locale_has_the_language_of_its_primary_subtag() {
        assert_eq!(Lang::of("fr_CA"), Some(Lang::Fr));
        assert_eq!(Lang::of("EN-us"), Some(Lang::En));
        assert_eq!(Lang::of("de"), None);
        assert_eq!(Lang::of(""), None);
    }

    #[test]
    fn the_first_locale_that_the_app_has_is_used() {
        assert_eq!(Lang::of_first(["de-DE", "fr", "en"]), Lang::Fr);
        assert_eq!(Lang::of_first(["", "de"]), Lang::En);
    }

    #[test]
    fn the_operators_region_is_used_only_with_its_own_language() {
        assert_eq!(Lang::Fr.tag("fr_CA"), "fr-CA");
        assert_eq!(Lang::En.tag("fr_CA"), "en-GB");
        assert_eq!(Lang::Fr.tag("fr"), "fr-FR");
    }

    #[test]
    fn a_locale_of_any_system_gives_a_tag_that_browsers_accept() {
        assert_eq!(Lang::En.tag("en-US@posix"), "en-US");
        assert_eq!(Lang::Fr.tag("fr_CA.UTF-8"), "fr-CA");
        for locale in ["", "C", "POSIX", "en", "en_", "en-x", "en-u-nu", "x-klingon", "zh_CN", "pt_BR"] {
            assert_eq!(Lang::En.tag(locale), "en-GB", "{locale}");
        }
    }

    #[test]
    fn a_single_thing_has_the_singular() {
        let send = |n| Msg::ConfirmSend { messages: n };
        assert_eq!(say(Lang::En, Msg::NDeliveries(1)), "1 delivery");
        assert_eq!(say(Lang::En, Msg::NDeliveries(0)), "0 deliveries");
        assert_eq!(say(Lang::En, send(1)), "Send 1 message?");
        assert_eq!(say(Lang::Fr, send(1)), "Envoyer 1 message ?");
        assert_eq!(say(Lang::Fr, Msg::NDeliveries(0)), "0 diffusion");
        assert_eq!(say(Lang::Fr, Msg::NDeliveries(2)), "2 diffusions");
        let ready = || Msg::ReadyToSend { messages: 1, excluded: 2 };
        assert_eq!(say(Lang::En, ready()), "Ready: 1 message to send, 2 addresses left out.");
        assert_eq!(say(Lang::Fr, ready()), "Prête : 1 message à envoyer, 2 adresses écartées.");
    }

    #[test]
    fn a_reason_is_shown_inside_its_sentence() {
        let why = Box::new(Msg::Error(Error::Failure(Failure::Http(503))));
        assert_eq!(
            say(Lang::Fr, Msg::SignInFailed { why }),
            "Vous n’êtes pas connecté. Le serveur a échoué (503). Réessayez dans un instant."
        );
        let forbidden = Msg::ForbiddenCharacter { character: '\u{b}', position: 3 };
        assert!(say(Lang::En, forbidden).contains("U+000B at position 3"));
    }

    #[test]
    fn the_texts_of_the_loader_exist_in_every_language() {
        let table = include_str!("trouble.js");
        let keys = |lang: &Lang| -> Vec<&str> {
            let (_, table) = table.split_once(&format!("  {}: {{\n", lang.code())).unwrap();
            let (table, _) = table.split_once("\n  },").unwrap();
            table.lines().map(|line| line.trim().split(':').next().unwrap()).collect()
        };
        assert!(!keys(&Lang::En).is_empty());
        let loading = include_str!("loader.js").split_once("const LOADING = {").unwrap().1.lines().next().unwrap();
        for lang in &Lang::ALL {
            assert_eq!(keys(lang), keys(&Lang::En));
            assert!(loading.contains(&format!(" {}: ", lang.code())), "{loading}");
        }
    }
}

//! Words for people: every message in every language, or it does not compile.

mod en;
mod fr;

use campaign::{
    codes::Enumeration,
    delivery::Coded,
    lifecycle::{Action, Phase, Sent},
};

use crate::{
    config::Invalid,
    dom::{AttributeSource, Builder, Child},
    element::Host,
    prelude::*,
    route::Tab,
    session::Session,
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

    /// The language of a locale such as `fr-CA` or `fr_FR`, if it is one of ours.
    pub fn of(locale: &str) -> Option<Self> {
        let primary = locale.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(primary))
    }
}

/// Everything that is said, apart from the labels of codes.
#[derive(Debug, PartialEq, Eq)]
pub enum Msg {
    AppName,
    TimesIn(String),
    Language,
    SignOut,

    SignIn,
    SignInAs(String),
    Operator,
    Password,
    KnownOperators,
    SignInHint,
    SessionEndedHint,
    HostSignsIn,
    SignInFailed(String),
    CredentialsMissing,

    Deliveries,
    Label,
    DeliveryCode,
    Status,
    ContactDate,
    MessagesToSend,
    Processed,
    Success,
    Search,
    SearchHint,
    AllStatuses,
    Phase(Phase),
    Period,
    AnyTime,
    LastDays(u32),
    LastMonths(u32),
    LastYear,
    NoDeliveries,
    NoDeliveriesMatch,
    NDeliveries(String),
    ResetFilters,
    OpenHint,

    Tab(Tab),
    Tabs,
    RowCount(String),
    ReadOnly,
    DeliveryNumber(String),
    DeliveryNotFound,
    DeliveryNotFoundHint,
    PageNotFound,
    BackToList,
    Partial(String),

    Figures,
    ToSend,
    About,
    StatusSince(String),
    Channel,
    Routing,
    Folder,
    MessageType,
    LastModified,
    ModifiedBy(String),
    Targeted,
    Excluded,
    Errors,
    NewQuarantines,
    Mapping,

    TextContent,
    Sender,
    SenderHint,
    Mode,
    Priority,
    MaxParts,
    MaxPartsHint,
    Settings,
    Save,
    Saving,
    Saved,
    SavedAnalyseAgain,
    NothingToSave,
    Discard,
    UnsavedDraft,
    LockedSent(String),
    LockedSentUndated,
    LockedAnalysing,
    LockedByHost,
    LockedMeanwhile(String),
    ChangedMeanwhile(String),
    TheirText,
    GoneMeanwhile,
    SaveRefused(String),
    NotSaved(String),
    SaveUnknown,
    SaveUnconfirmed,
    ForbiddenCharacter { code: String, position: String },
    MaxPartsInvalid,
    EmptyText,

    DeliveryLogs,
    ExclusionLogs,
    Causes,
    Rule,
    Addresses,
    WasSent,
    Reason,
    FailureType,
    Address,
    Text,
    Details,
    ShowNumbers,
    HideNumbers,
    AddressHidden,
    NoAddress,
    SentWord(Sent),
    AllRows,
    FilterByStatus,
    NoLogs,
    NoLogsYet,
    NoExclusions,
    NoExclusionsYet,
    NoCauses,
    ExclusionsInLog,

    Explain,
    Close,
    StatusMeaning(i64),
    ReasonMeaning(i64),
    TypeMeaning(i64),
    Quarantine,
    QuarantineLoading,
    NotInQuarantine,
    InQuarantine { since: String, reason: String },
    QuarantineEnds,
    DenylistedSince { since: String },
    DenylistEnds,
    WithErrors { errors: String },
    WithErrorsEnds,
    AddressStatus(String),
    ServerText,

    Launch,
    Action(Action),
    NotPrepared,
    Analysing,
    AnalysisFailed,
    ReadyToSend { messages: String, excluded: String },
    SendingProgress { processed: String, total: String },
    PausedAt { processed: String, total: String },
    Now(String),
    Progress,
    ConfirmSend(String),
    SendingIsFinal(String),
    SendNow(String),
    ConfirmStop,
    StopIsFinal,
    StopNow,
    Cancel,
    UnsavedFirst,
    Overtaken(String),
    SendPrevented,
    NotDone(String),
    ActionLost { action: String, state: String },
    ActionUnknown(String),
    ActionRefused { action: String, why: String },
    UpdatedAt(String),
    CopyMyText,
    Copied,

    TrackedUrls,
    Kind,
    SourceUrl,
    Clicks,
    People,
    ClickLog,
    Date,
    Click,
    TrackingOff,
    NoTrackingYet,
    NoUrls,
    NoClicks,
    NoLabel,

    Journal,
    Message,
    Severity,
    Code,
    NoJournal,

    Loaded { loaded: String, total: String },
    Window { from: String, to: String },
    ShowMore,
    ShowEarlier,
    Refresh,
    TryAgain,
    Loading,
    CouldNotLoad,

    Unreachable,
    Timeout,
    CrossOrigin,
    Misconfigured,
    Setting(Invalid),
    SessionEnded,
    ServerRefused(String),
    HttpStatus(u16),
    NotCampaign,
    UnreadableAnswer,
    UnknownCode(i64),
}

impl Msg {
    /// What stands in the places of the message's words, in their order.
    fn values(&self) -> [String; 2] {
        let (one, two) = match self {
            Self::TimesIn(text)
            | Self::SignInAs(text)
            | Self::SignInFailed(text)
            | Self::NDeliveries(text)
            | Self::RowCount(text)
            | Self::DeliveryNumber(text)
            | Self::Partial(text)
            | Self::StatusSince(text)
            | Self::ModifiedBy(text)
            | Self::LockedSent(text)
            | Self::LockedMeanwhile(text)
            | Self::ChangedMeanwhile(text)
            | Self::SaveRefused(text)
            | Self::NotSaved(text)
            | Self::AddressStatus(text)
            | Self::ServerRefused(text)
            | Self::Now(text)
            | Self::ConfirmSend(text)
            | Self::SendingIsFinal(text)
            | Self::SendNow(text)
            | Self::Overtaken(text)
            | Self::NotDone(text)
            | Self::ActionUnknown(text)
            | Self::UpdatedAt(text)
            | Self::DenylistedSince { since: text }
            | Self::WithErrors { errors: text } => (text, ""),
            Self::ReadyToSend { messages: one, excluded: two }
            | Self::SendingProgress { processed: one, total: two }
            | Self::PausedAt { processed: one, total: two }
            | Self::ActionLost { action: one, state: two }
            | Self::ActionRefused { action: one, why: two }
            | Self::ForbiddenCharacter { code: one, position: two }
            | Self::InQuarantine { since: one, reason: two }
            | Self::Loaded { loaded: one, total: two }
            | Self::Window { from: one, to: two } => (one, two.as_str()),
            Self::LastDays(n) | Self::LastMonths(n) => return [n.to_string(), String::new()],
            Self::HttpStatus(status) => return [status.to_string(), String::new()],
            Self::UnknownCode(code) => return [code.to_string(), String::new()],
            _ => return Default::default(),
        };
        [one.clone(), two.to_owned()]
    }
}

fn say(lang: Lang, msg: &Msg) -> String {
    let words = match lang {
        Lang::En => en::words(msg),
        Lang::Fr => fr::words(msg),
    };
    fill(words, &msg.values())
}

/// Puts `values` into the places of `words`: whatever is in braces, in order.
fn fill(words: &str, values: &[String]) -> String {
    let mut filled = String::new();
    let mut values = values.iter();
    let mut is_place = false;
    for c in words.chars() {
        match c {
            '{' => {
                is_place = true;
                filled.push_str(values.next().map_or("", String::as_str));
            }
            '}' => is_place = false,
            c if !is_place => filled.push(c),
            _ => {}
        }
    }
    filled
}

/// The current language; what is said follows it. A handle, so that closures hold little.
#[derive(Clone, Copy)]
pub struct Words(Held<Inner>);

struct Inner {
    chosen: Live<Option<Lang>>,
    lang: Derived<Lang>,
    session: Session,
}

impl Words {
    /// The language: what the user chose, else the element's, else the operator's, else the browser's, else English.
    pub fn new(session: Session, host: Host) -> Self {
        let chosen = Live::new(None);
        let browser = window().navigator().language();
        let lang = Derived::new(move || {
            let given = host.setting("locale").as_deref().and_then(Lang::of);
            let operator = Lang::of(&session.operator().locale);
            let browser = browser.as_deref().and_then(Lang::of);
            chosen.get().or(given).or(operator).or(browser).unwrap_or(Lang::En)
        });
        Self(Held::new(Inner { chosen, lang, session }))
    }

    #[inline(never)]
    pub fn lang(self) -> Lang {
        self.0.with(|inner| inner.lang.get())
    }

    pub fn choose(self, lang: Lang) {
        self.0.with(|inner| inner.chosen.set(Some(lang)));
    }

    #[inline(never)]
    fn locale(self) -> String {
        self.0.with(|inner| inner.session.operator().locale.replace('_', "-"))
    }

    /// The tag for dates and numbers: the operator's own region if it speaks the language.
    pub fn tag(self) -> String {
        let lang = self.lang();
        let own = self.locale();
        match (Lang::of(&own), lang) {
            (Some(spoken), _) if spoken == lang && own.len() > 2 => own,
            (_, Lang::En) => "en-GB".to_owned(),
            (_, Lang::Fr) => "fr-FR".to_owned(),
        }
    }

    /// Says it now; in a view or an effect, again when the language changes.
    #[inline(never)]
    pub fn say(self, msg: &Msg) -> String {
        say(self.lang(), msg)
    }

    /// Says it in a view, in the language of the moment.
    pub fn t(self, msg: Msg) -> Text {
        Text { words: self, msg }
    }

    /// The word for a code: the server's own if it speaks the language, else ours, else a face for the unknown.
    #[inline(never)]
    pub fn code(self, list: Enumeration, coded: &Coded) -> String {
        let lang = self.lang();
        // A server without a label for the code gives its number back as one.
        let has_label = !coded.label.is_empty() && coded.label != coded.value.to_string();
        if has_label && Lang::of(&self.locale()) == Some(lang) {
            return coded.label.clone();
        }
        match list.find(coded.value) {
            Some(code) if lang == Lang::Fr => code.fr.to_owned(),
            Some(code) => code.en.to_owned(),
            None if has_label => coded.label.clone(),
            None => say(lang, &Msg::UnknownCode(coded.value)),
        }
    }
}

/// A message in the language of the moment: a child, an attribute, or a property of a component.
pub struct Text {
    words: Words,
    msg: Msg,
}

impl Text {
    fn say(&self) -> String {
        self.words.say(&self.msg)
    }
}

impl Child for Text {
    #[inline(never)]
    fn into_child(self) -> View {
        child(move || self.say())
    }
}

impl AttributeSource for Text {
    #[inline(never)]
    fn set(self, builder: &mut Builder, name: &'static str) {
        builder.attribute(name, move || self.say());
    }
}

impl From<Text> for Derived<String> {
    #[inline(never)]
    fn from(text: Text) -> Self {
        Derived::new(move || text.say())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_locale_speaks_its_primary_language() {
        assert_eq!(Lang::of("fr_CA"), Some(Lang::Fr));
        assert_eq!(Lang::of("EN-us"), Some(Lang::En));
        assert_eq!(Lang::of("de"), None);
        assert_eq!(Lang::of(""), None);
    }

    /// The names in braces of each message, by the message's own name.
    fn places(source: &str) -> Vec<(&str, Vec<&str>)> {
        let messages = source.split("Msg::").skip(2).map(|message| {
            let name = message.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            let words = message.split_once("=>").unwrap().1;
            let places = words.split('"').skip(1).step_by(2).flat_map(|words| words.split('{').skip(1));
            (name, places.map(|place| place.split('}').next().unwrap()).collect())
        });
        messages.collect()
    }

    #[test]
    fn every_language_has_the_same_places_in_the_same_order() {
        let (english, french) = (places(include_str!("i18n/en.rs")), places(include_str!("i18n/fr.rs")));
        assert!(english.contains(&("InQuarantine", vec!["since", "reason"])));
        assert_eq!(english, french);
    }

    /// Values are named beside the messages: a place without one would stay empty.
    #[test]
    fn a_message_with_places_has_values() {
        let values = include_str!("i18n.rs").split_once("fn values").unwrap().1.split_once("fn say").unwrap().0;
        for (name, places) in places(include_str!("i18n/en.rs")) {
            let is_listed = values.contains(&format!("Self::{name}(")) || values.contains(&format!("Self::{name} {{"));
            assert_eq!(is_listed, !places.is_empty(), "{name}");
        }
    }

    #[test]
    fn values_stand_in_the_places() {
        let window = Msg::Window { from: "{1}".into(), to: "9".into() };
        assert_eq!(say(Lang::En, &window), "Rows {1} to 9");
        assert_eq!(say(Lang::Fr, &Msg::HttpStatus(503)), "Le serveur a échoué (503). Réessayez dans un instant.");
        assert_eq!(say(Lang::En, &Msg::ServerRefused("no {access}".into())), "no {access}");
    }

    #[test]
    fn what_rust_cannot_say_is_said_in_every_language() {
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

//! What many journeys begin with.

use browser_tests::{Error, Failed, Language, Node, Outcome, Page, Setup, eventually};

/// The names that a journey goes by, in one language.
pub struct Words {
    pub language: Language,
    /// An operator whose locale is this language, and who may write.
    pub login: &'static str,
    pub operator: &'static str,
    pub password: &'static str,
    pub sign_in: &'static str,
    pub deliveries: &'static str,
    pub columns: [&'static str; 7],
    pub search: &'static str,
    pub tabs: [&'static str; 6],
    pub read_only: &'static str,
}

pub const ENGLISH: Words = Words {
    language: Language::English,
    login: "admin",
    operator: "Operator",
    password: "Password",
    sign_in: "Sign in",
    deliveries: "Deliveries",
    columns: ["Label", "Delivery code", "Status", "Contact date", "Messages to send", "Processed", "Success"],
    search: "Search",
    tabs: ["Summary", "SMS", "Delivery", "Exclusions", "Tracking", "Audit"],
    read_only: "read only",
};

pub const FRENCH: Words = Words {
    language: Language::French,
    login: "marie",
    operator: "Opérateur",
    password: "Mot de passe",
    sign_in: "Se connecter",
    deliveries: "Diffusions",
    columns: [
        "Libellé",
        "Code de la diffusion",
        "Statut",
        "Date de contact",
        "Messages à envoyer",
        "Traités",
        "Succès",
    ],
    search: "Rechercher",
    tabs: ["Résumé", "SMS", "Diffusion", "Exclusions", "Tracking", "Audit"],
    read_only: "lecture seule",
};

impl Words {
    pub fn setup(&self) -> Setup {
        Setup { language: self.language, ..Setup::default() }
    }
}

/// Makes two tests of each function that takes [`Words`].
macro_rules! in_both_languages {
    ($($name:ident),+ $(,)?) => {
        mod english {
            $(#[test] fn $name() { super::$name(&crate::support::ENGLISH); })+
        }
        mod french {
            $(#[test] fn $name() { super::$name(&crate::support::FRENCH); })+
        }
    };
}
pub(crate) use in_both_languages;

/// Deliveries that the sandbox always has, by their ids.
pub mod id {
    /// DM55842, as documented: sent to 34.
    pub const EVENT_LAUNCH: &str = "1206770";
    /// DM144, being edited.
    pub const EVENT_REMINDER: &str = "1206800";
    /// DM145, ready to be delivered.
    pub const EVENT_DAY: &str = "1206801";
    /// On a custom target mapping, with a log schema of its own.
    pub const CUSTOM_MAPPING: &str = "1250000";
    /// On a mapping that keeps exclusions in the delivery log.
    pub const EXCLUSIONS_IN_LOG: &str = "1250001";
    /// DM61016, a draft whose target meets every rule of exclusion: 41 targeted, 30 to send.
    pub const DRAFT: &str = "1250016";
    pub const DRAFT_NAME: &str = "DM61016";
    pub const UNTRACKED: &str = "1250008";
    /// Every documented failure reason, and one that nobody documents.
    pub const EVERY_FAILURE: &str = "1250009";
    /// Every log status, and 42.
    pub const EVERY_STATUS: &str = "1250010";
    /// Ended without a log or an exclusion.
    pub const NOBODY: &str = "1250013";
    /// With as many logs as the setup says.
    pub const LARGE: &str = "1900000";
}

/// The address of a delivery's tab.
pub fn route(delivery: &str, tab: &str) -> String {
    format!("/#/deliveries/{delivery}/{tab}")
}

/// Fills in the form that is on screen.
pub async fn sign_in_as(page: &Page, words: &Words, login: &str) -> Outcome {
    page.by_role("textbox", words.operator).await?.fill(login).await?;
    password_field(page, words).await?.fill("sandbox").await?;
    page.by_role("button", words.sign_in).await?.click().await?;
    page.none_by_role("button", words.sign_in).await?;
    Ok(())
}

/// The password's field: by its label, since ARIA has no role for it.
pub async fn password_field(page: &Page, words: &Words) -> Result<Node, Error> {
    page.by_label(words.password).await
}

/// Loads `route` and signs in as the language's operator.
pub async fn open(page: &Page, words: &Words, route: &str) -> Outcome {
    page.visit(route).await?;
    sign_in_as(page, words, words.login).await
}

/// Loads a delivery's tab, signed in, in English.
pub async fn open_tab(page: &Page, delivery: &str, tab: &str) -> Outcome {
    open(page, &ENGLISH, &route(delivery, tab)).await
}

/// Waits until the table has so many rows, and gives their cells.
pub async fn rows(table: &Node, count: usize) -> Outcome<Vec<Vec<String>>> {
    let mut last = 0;
    let waited = eventually("the table has as many rows as expected", async || {
        last = table.rows().await?.len();
        Ok(last == count)
    })
    .await;
    waited.map_err(|error| Failed::from(Error::new(format!("{error} It has {last}, not {count}."))))?;
    Ok(table.rows().await?)
}

/// Waits until the table has one row, and that contains `part`.
pub async fn only_row(table: &Node, part: &str) -> Outcome<Vec<String>> {
    let mut rows = Vec::new();
    let waited = eventually("the table has one row", async || {
        rows = table.rows().await?;
        Ok(rows.len() == 1 && rows[0].iter().any(|cell| cell.contains(part)))
    })
    .await;
    waited.map_err(|error| Failed::from(Error::new(format!("{error} It has {rows:?}, not “{part}”."))))?;
    Ok(rows.swap_remove(0))
}

/// The names of a table's columns, in order.
pub async fn columns(table: &Node) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for header in table.all_by_role("columnheader").await? {
        names.push(header.name().await?);
    }
    Ok(names)
}

/// One column of a table's rows.
pub fn column(rows: &[Vec<String>], index: usize) -> Vec<&str> {
    rows.iter().map(|row| row[index].as_str()).collect()
}

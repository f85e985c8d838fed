//! What many journeys share.

use browser_tests::{Colleague, Error, Failed, Language, Node, Outcome, Page, Setup, eventually};
use fantoccini::key::Key;

/// The words by which a journey finds things, in one language.
pub struct Words {
    pub language: Language,
    /// An operator with this language, who may write.
    pub login: &'static str,
    pub operator: &'static str,
    pub password: &'static str,
    pub sign_in: &'static str,
    pub deliveries: &'static str,
    pub columns: [&'static str; 8],
    pub search: &'static str,
    pub tabs: [&'static str; 6],
    pub read_only: &'static str,
    /// Between the rows on screen and the number of all.
    pub of: &'static str,
    pub no_rows: &'static str,
}

pub const ENGLISH: Words = Words {
    language: Language::English,
    login: "admin",
    operator: "Operator",
    password: "Password",
    sign_in: "Sign in",
    deliveries: "Deliveries",
    columns: ["Label", "Status", "Outcome", "Received", "Failed", "To send", "Attention", "Contact date"],
    search: "Search",
    tabs: ["Summary", "SMS", "Delivery", "Exclusions", "Tracking", "Audit"],
    read_only: "read only",
    of: "of",
    no_rows: "0 rows",
};

pub const FRENCH: Words = Words {
    language: Language::French,
    login: "marie",
    operator: "Opérateur",
    password: "Mot de passe",
    sign_in: "Se connecter",
    deliveries: "Diffusions",
    columns: ["Libellé", "Statut", "Résultat", "Reçus", "Échecs", "À envoyer", "Attention", "Date de contact"],
    search: "Rechercher",
    tabs: ["Résumé", "SMS", "Diffusion", "Exclusions", "Tracking", "Audit"],
    read_only: "lecture seule",
    of: "sur",
    no_rows: "0 ligne",
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

/// Deliveries that the sandbox always has, by their ids. A `_NAME` is the internal name of the same delivery.
pub mod id {
    /// The delivery of Adobe's documentation: sent to 34 people.
    pub const EVENT_LAUNCH: &str = "1206770";
    /// It is being edited.
    pub const EVENT_REMINDER: &str = "1206800";
    pub const EVENT_REMINDER_NAME: &str = "DM144";
    /// It is ready: 18 messages can be sent (contract 7.3: state 45).
    pub const EVENT_DAY: &str = "1206801";
    pub const EVENT_DAY_NAME: &str = "DM145";
    /// Its target mapping is a custom one, with a log schema of its own.
    pub const CUSTOM_MAPPING: &str = "1250000";
    /// Its mapping keeps exclusions in the delivery log.
    pub const EXCLUSIONS_IN_LOG: &str = "1250001";
    /// A draft whose target meets every rule of exclusion: 41 people are targeted, 30 messages can be sent.
    pub const DRAFT: &str = "1250016";
    pub const DRAFT_NAME: &str = "DM61016";
    /// Its tracking is switched off.
    pub const UNTRACKED: &str = "1250008";
    /// It has every documented failure reason, and one that is not documented.
    pub const EVERY_FAILURE: &str = "1250009";
    /// It has every log status, and 42.
    pub const EVERY_STATUS: &str = "1250010";
    /// It has ended without a log or an exclusion.
    pub const NOBODY: &str = "1250013";
    /// It has as many logs as the setup says.
    pub const LARGE: &str = "1900000";
}

/// The address of a delivery's tab.
pub fn route(delivery: &str, tab: &str) -> String {
    format!("/#/deliveries/{delivery}/{tab}")
}

/// Signs in with the form that is on screen.
pub async fn sign_in_as(page: &Page, words: &Words, login: &str) -> Outcome {
    page.by_role("textbox", words.operator).await?.fill(login).await?;
    password_field(page, words).await?.fill("sandbox").await?;
    press(page, words.sign_in).await?;
    page.none_by_role("button", words.sign_in).await?;
    Ok(())
}

/// Signs in again with the dialog that is over the page.
pub async fn sign_in_again(page: &Page) -> Outcome {
    let dialog = page.by_role("dialog", ENGLISH.sign_in).await?;
    dialog.by_role("textbox", ENGLISH.operator).await?.fill("admin").await?;
    password_field(page, &ENGLISH).await?.fill("sandbox").await?;
    page.press(Key::Enter).await?;
    page.none_by_role("dialog", ENGLISH.sign_in).await?;
    Ok(())
}

/// The password's field, by its label: ARIA has no role for it.
pub async fn password_field(page: &Page, words: &Words) -> Result<Node, Error> {
    page.by_label(words.password).await
}

/// Clicks the button with this name.
pub async fn press(page: &Page, button: &str) -> Outcome {
    page.by_role("button", button).await?.click().await?;
    Ok(())
}

/// Presses a button of the dialog that asks `question`, and waits until the dialog is closed.
pub async fn answer(page: &Page, question: &str, button: &str) -> Outcome {
    page.by_role("dialog", question).await?.by_role("button", button).await?.click().await?;
    page.none_by_role("dialog", question).await?;
    Ok(())
}

/// Sends the 18 messages of `EVENT_DAY`, which is on screen: the button, and the question after it.
pub async fn send_event_day(page: &Page) -> Outcome {
    press(page, "Send").await?;
    answer(page, "Send 18 messages?", "Send 18 messages").await
}

/// The field with a delivery's text.
pub async fn text_field(page: &Page) -> Outcome<Node> {
    Ok(page.by_role("textbox", "Text content").await?)
}

/// Waits until a field holds this text.
pub async fn holds(field: &Node, expected: &str) -> Outcome {
    eventually(&format!("the field holds {expected}"), async || Ok(field.value().await? == expected)).await?;
    Ok(())
}

/// Waits until a field or a button can be used, or can no longer be used.
pub async fn is_enabled(node: &Node, expected: bool) -> Outcome {
    eventually(&format!("is it enabled: {expected}"), async || Ok(node.is_enabled().await? == expected)).await?;
    Ok(())
}

/// The content of a delivery, known by its internal name, as the server has it now.
pub async fn saved_content(page: &Page, name: &str) -> Outcome<String> {
    let colleague = Colleague::sign_in(page.site(), "admin").await?;
    Ok(colleague.select("nms:delivery", &["content"], &format!("@internalName='{name}'")).await?)
}

/// Loads `route` and signs in as the operator of the language.
pub async fn open(page: &Page, words: &Words, route: &str) -> Outcome {
    page.visit(route).await?;
    sign_in_as(page, words, words.login).await
}

/// Loads a delivery's tab and signs in, in English.
pub async fn open_tab(page: &Page, delivery: &str, tab: &str) -> Outcome {
    open(page, &ENGLISH, &route(delivery, tab)).await
}

/// Waits until the table has `count` rows, and returns their cells.
pub async fn rows(table: &Node, count: usize) -> Outcome<Vec<Vec<String>>> {
    let mut found = Vec::new();
    let waited = eventually("the table has as many rows as expected", async || {
        found = table.all_rows().await?;
        Ok(found.len() == count)
    })
    .await;
    waited.map_err(|error| Failed::from(Error::new(format!("{error} It has {}, not {count}.", found.len()))))?;
    Ok(found)
}

/// Waits until rows are on screen, and returns their cells.
pub async fn first_rows(table: &Node) -> Outcome<Vec<Vec<String>>> {
    let mut found = Vec::new();
    eventually("the table has rows", async || {
        found = table.rows().await?;
        Ok(!found.is_empty())
    })
    .await?;
    Ok(found)
}

/// Waits until the table has one row, and the row contains `part`.
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

/// Goes to a row by its number, with the field below the table.
pub async fn go_to_row(page: &Page, number: u64) -> Outcome {
    page.by_role("textbox", "Go to row").await?.fill(&number.to_string()).await?;
    page.press(Key::Enter).await?;
    Ok(())
}

/// The text of the row that has the cursor of the table, as soon as it is loaded.
pub async fn focused_row(table: &Node) -> Outcome<String> {
    let mut text = String::new();
    eventually("the row with the cursor is there", async || {
        let script = "const [table] = arguments;
            return table.getRootNode().getElementById(table.getAttribute('aria-activedescendant'))?.innerText ?? ''";
        text = table.evaluate(script).await?.as_str().unwrap_or_default().trim().to_owned();
        Ok(!text.is_empty())
    })
    .await?;
    Ok(text)
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

//! `config.json`: what it may say, and what is told of a mistake in it.

use browser_tests::{Setup, journey, steering::Turn};

fn settings(json: &str) -> Turn {
    Turn::Answer { status: 200, kind: "application/json", body: json.to_owned() }
}

/// Opens the page with these settings, and finds what is said of them.
fn the_page_says(setup: Setup, json: &'static str, said: &'static str) {
    journey(setup, async |page| {
        let _settings = page.site().steering().intervene("/config.json", settings(json));
        page.visit("/").await?;
        page.by_role_containing("alert", said).await?;
        assert!(page.all_by_role("textbox").await?.is_empty(), "nobody may type a password here");
        Ok(())
    });
}

#[test]
fn what_is_no_json_is_said_so() {
    the_page_says(Setup::default(), "{ baseUrl", "config.json cannot be read: it must be one JSON object.");
}

#[test]
fn a_list_is_no_object() {
    the_page_says(Setup::default(), "[]", "config.json cannot be read: it must be one JSON object.");
}

#[test]
fn an_address_without_a_scheme_is_refused() {
    the_page_says(Setup::default(), r#"{ "baseUrl": "campaign.example.com" }"#, "must begin with https:// or with /");
}

#[test]
fn a_number_is_no_address() {
    the_page_says(Setup::french(), r#"{ "baseUrl": 1 }"#, "doit commencer par https:// ou par /");
}

#[test]
fn an_unknown_way_in_is_refused_with_the_known_ones() {
    the_page_says(Setup::default(), r#"{ "signIn": "token" }"#, "must be host, page or password");
}

#[test]
fn an_operator_without_a_password_is_refused() {
    the_page_says(Setup::default(), r#"{ "operators": [{ "login": "admin" }] }"#, "objects with login and password");
}

#[test]
fn an_unknown_key_is_told_on_the_console_and_changes_nothing() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("config.json: baseURL is not known.");
        let _settings =
            page.site().steering().intervene("/config.json", settings(r#"{ "baseURL": "https://x.example" }"#));
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

#[test]
fn no_settings_at_all_are_fine() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("404");
        let missing = Turn::Answer { status: 404, kind: "text/plain", body: String::new() };
        let _missing = page.site().steering().intervene("/config.json", missing);
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

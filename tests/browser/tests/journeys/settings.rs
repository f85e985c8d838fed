//! `config.json`: what it may contain, and what the page says of a mistake in it.

use browser_tests::{Setup, journey, steering::Turn};

fn settings(json: &str) -> Turn {
    Turn::Answer { status: 200, kind: "application/json", body: json.to_owned() }
}

/// Opens the page with these settings, and finds what it says of them.
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
fn a_file_that_is_not_json_is_named() {
    the_page_says(Setup::default(), "{ baseUrl", "config.json cannot be read: it must be one JSON object.");
}

#[test]
fn a_list_instead_of_an_object_is_named() {
    the_page_says(Setup::default(), "[]", "config.json cannot be read: it must be one JSON object.");
}

#[test]
fn an_address_without_a_scheme_is_refused() {
    the_page_says(Setup::default(), r#"{ "baseUrl": "campaign.example.com" }"#, "must begin with https:// or with /");
}

#[test]
fn a_number_instead_of_an_address_is_refused() {
    the_page_says(Setup::french(), r#"{ "baseUrl": 1 }"#, "doit commencer par https:// ou par /");
}

#[test]
fn an_unknown_way_to_sign_in_is_refused_with_the_known_ones() {
    the_page_says(Setup::default(), r#"{ "signIn": "token" }"#, "must be host, page or password");
}

#[test]
fn an_operator_without_a_password_is_refused() {
    the_page_says(Setup::default(), r#"{ "operators": [{ "login": "admin" }] }"#, "objects with login and password");
}

#[test]
fn an_unknown_key_is_named_on_the_console_and_changes_nothing() {
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
fn the_app_starts_without_settings() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("status of 404");
        let _missing = page.site().steering().intervene("/config.json", Turn::missing());
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

//! The entry file: words on the page where it does not run, and what it loads where scripts are allowed by a nonce.

use browser_tests::{Engine, Page, Setup, environment, journey, steering::Turn};

/// Opens the page at `address`, where the entry does not run, and finds words in both languages; they go once it runs.
fn words_are_there(turn: Turn, part: &'static str, address: &'static str, console: &[(Engine, &str)]) {
    journey(Setup::default(), async |page| {
        for (engine, part) in console {
            page.expect_in_console_of(*engine, part);
        }
        // What the page has fetched ahead waits for the entry.
        page.expect_in_console_of(Engine::Chromium, "preload");
        if matches!(turn, Turn::Forbid(_)) {
            page.expect_report("script-src");
        }
        let obstacle = page.site().steering().intervene(part, turn);
        page.visit(address).await?;
        let host = page.host().await?;
        host.shows("This page has not started · Cette page n’a pas démarré").await?;
        host.shows("Its file sms-dashboard.js has not arrived, or cannot be run here.").await?;
        host.shows("Son fichier sms-dashboard.js n’est pas arrivé, ou ne peut pas s’exécuter ici.").await?;
        page.check().await?;
        obstacle.release();
        page.visit("/sms/").await?;
        no_words_once_it_runs(page).await
    });
}

async fn no_words_once_it_runs(page: &Page) -> browser_tests::Outcome {
    page.by_role("heading", "Sign in").await?;
    page.host().await?.hides("This page has not started").await?;
    Ok(())
}

/// The file of the page in the folder `/sms/`.
const ENTRY: &str = super::ENTRY;

#[test]
fn an_entry_of_a_wrong_type_leaves_words() {
    words_are_there(
        Turn::Retype("text/plain"),
        ENTRY,
        "/sms/",
        &[(Engine::Chromium, "MIME type"), (Engine::Firefox, "MIME type"), (Engine::Firefox, "Loading failed")],
    );
}

#[test]
fn an_entry_in_a_syntax_that_the_browser_does_not_know_leaves_words() {
    words_are_there(
        Turn::Prefix("const of = the future!;"),
        ENTRY,
        "/sms/",
        &[Engine::Chromium, Engine::Firefox, Engine::WebKit].map(|engine| (engine, "SyntaxError")),
    );
}

#[test]
fn an_entry_that_the_server_cannot_give_leaves_words() {
    words_are_there(
        Turn::unavailable(),
        ENTRY,
        "/sms/",
        &[(Engine::Chromium, "503"), (Engine::Firefox, "MIME type"), (Engine::Firefox, "Loading failed")],
    );
}

#[test]
fn an_entry_that_never_arrives_leaves_words() {
    words_are_there(
        Turn::Refuse,
        ENTRY,
        "/sms/",
        &[(Engine::Chromium, "ERR_EMPTY_RESPONSE"), (Engine::Firefox, "Loading failed")],
    );
}

#[test]
fn an_entry_that_the_policy_forbids_leaves_words() {
    let console = [
        (Engine::Chromium, "Content Security Policy"),
        (Engine::Firefox, "Content-Security-Policy"),
        (Engine::Firefox, "Loading failed"),
    ];
    let directive = Turn::Forbid("script-src 'self' 'wasm-unsafe-eval'; ");
    words_are_there(directive, "/sms/index.html", "/sms/index.html", &console);
}

/// All that the page names is looked for one folder too high.
#[test]
fn a_page_without_its_last_slash_leaves_words() {
    journey(Setup::default(), async |page| {
        for part in ["status of 404", "preloaded using link preload but not used"] {
            page.expect_in_console_of(Engine::Chromium, part);
        }
        for part in ["MIME type", "Loading failed", "integrity"] {
            page.expect_in_console_of(Engine::Firefox, part);
        }
        let nothing =
            Turn::Answer { status: 404, kind: "text/html", body: "<!doctype html><title>None</title>".to_owned() };
        let steering = page.site().steering();
        let _nothing = [
            steering.intervene("/sms-dashboard.js", nothing.clone()),
            steering.intervene("/assets/", nothing.clone()),
            steering.intervene("/page-", nothing),
        ];
        page.visit("/sms").await?;
        let host = page.host().await?;
        host.shows("the address of a folder must end with “/”").await?;
        host.shows("l’adresse d’un dossier doit finir par « / »").await?;
        Ok(())
    });
}

/// The words are not even seen for a moment: the entry has five seconds.
#[test]
fn while_the_entry_is_on_its_way_there_are_no_words() {
    journey(Setup::default(), async |page| {
        page.visit("/sms/").await?;
        no_words_once_it_runs(page).await?;
        let delay = "const main = document.body.appendChild(document.createElement('main'));
            const style = getComputedStyle(main);
            const seen = [style.visibility, style.animationDelay];
            main.remove();
            return seen.join(' ')";
        assert_eq!(page.evaluate(delay).await?, "hidden 5s");
        Ok(())
    });
}

/// The policy of hosts, but its scripts are allowed by their nonce alone.
fn it_starts_where_scripts_have_a_nonce(address: &'static str) {
    journey(Setup::default(), async |page| {
        // The harness's own ear has no nonce.
        if environment::engine() == Engine::WebKit {
            page.expect_report("script-src");
        }
        let steering = page.site().steering();
        steering.allow("script-src", "'nonce-of-the-page' 'wasm-unsafe-eval'");
        let _only = steering.intervene(address, Turn::Forbid("'self' 'wasm-unsafe-eval' "));
        page.visit(address).await?;
        page.by_role("grid", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn it_starts_where_its_script_has_a_nonce() {
    it_starts_where_scripts_have_a_nonce("/hosts/nonce/index.html");
}

#[test]
fn it_starts_where_the_script_that_imports_it_has_a_nonce() {
    it_starts_where_scripts_have_a_nonce("/hosts/nonce/imported.html");
}

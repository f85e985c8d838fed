//! Why the app does not start, and what it says when it has stopped.

use browser_tests::{
    Page, Setup, journey,
    steering::{Intervention, Turn},
};
use fantoccini::key::Key;

use crate::support::{ENGLISH, id, open, route, sign_in_as};

/// Lets the tests reach the app's memory.
const REACH_MEMORY: &str = "{ const own = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...given) => {
        const instance = await own.apply(WebAssembly, given);
        const { exports } = instance.instance ?? instance;
        window.memory = Object.values(exports).find((one) => one instanceof WebAssembly.Memory);
        window.reached?.();
        return instance;
    }; }
";

/// Makes whatever the app does next go wrong.
const RUIN_MEMORY: &str = "new Uint8Array(window.memory.buffer).fill(255, 16384);";

/// Loads the page, where a file takes this turn, and finds what it says; without the obstacle it starts at a click.
fn the_page_says(file: &'static str, turn: Turn, console: &[&str], said: &'static str) {
    journey(Setup::default(), async |page| {
        for part in console {
            page.expect_in_console(part);
        }
        let obstacle = page.site().steering().intervene(file, turn);
        page.visit("/").await?;
        page.by_role_containing("alert", said).await?;
        page.check().await?;
        obstacle.release();
        page.by_role("button", "Try again").await?.click().await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

#[test]
fn a_missing_file_is_named_with_what_to_do() {
    let missing = Turn::Answer { status: 404, kind: "text/plain", body: "none".to_owned() };
    the_page_says(".wasm", missing, &["404"], "A file is missing on the server.");
}

#[test]
fn a_missing_script_is_named_too() {
    let missing = Turn::Answer { status: 404, kind: "text/plain", body: "none".to_owned() };
    the_page_says("assets/app-", missing, &["404", "app-"], "A file is missing on the server.");
}

#[test]
fn a_wrong_type_is_named_with_the_right_one() {
    the_page_says(".wasm", Turn::Retype("application/octet-stream"), &[], "must serve .wasm as application/wasm");
}

#[test]
fn webassembly_that_was_changed_is_not_run() {
    the_page_says(".wasm", Turn::Truncate(100_000), &[], "not the one that belongs here, and was not run");
}

#[test]
fn a_script_that_was_changed_is_not_run() {
    let changed = Turn::Prefix("window.wasRun = true;");
    journey(Setup::default(), async |page| {
        page.expect_in_console("integrity");
        page.expect_in_console("hash");
        let obstacle = page.site().steering().intervene("assets/app-", changed);
        page.visit("/").await?;
        // The WebAssembly has the same name but for its end.
        page.by_role_containing("alert", "not the one that belongs here, and was not run").await?;
        assert_ne!(page.evaluate("return window.wasRun;").await?, true);
        obstacle.release();
        page.by_role("button", "Try again").await?.click().await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

#[test]
fn a_file_that_cannot_be_fetched_is_named() {
    the_page_says(".wasm", Turn::Refuse, &["ERR_EMPTY_RESPONSE", ".wasm"], "A file cannot be fetched.");
}

#[test]
fn a_browser_without_webassembly_is_told_so() {
    let without = Turn::Prefix("delete globalThis.WebAssembly;");
    journey(Setup::french(), async |page| {
        let _without = page.site().steering().intervene("/sms-dashboard.js", without);
        page.visit("/").await?;
        page.by_role_containing("alert", "WebAssembly est désactivé dans ce navigateur").await?;
        Ok(())
    });
}

#[test]
fn a_policy_that_forbids_webassembly_is_named_with_the_word_it_lacks() {
    journey(Setup::default(), async |page| {
        page.expect_in_console("unsafe-eval");
        page.expect_in_console("wasm");
        let _forbidden = page.site().steering().intervene("/index.html", Turn::Forbid(" 'wasm-unsafe-eval'"));
        page.visit("/index.html").await?;
        page.by_role_containing("alert", "must add 'wasm-unsafe-eval' to script-src").await?;
        Ok(())
    });
}

#[test]
fn the_page_says_that_it_is_loading_until_it_is_there() {
    journey(Setup::default(), async |page| {
        let held = page.site().steering().intervene(".wasm", Turn::Hold);
        page.visit("/").await?;
        page.by_role_containing("status", "Loading…").await?;
        held.release();
        page.by_role("heading", "Sign in").await?;
        page.none_by_role("status", "Loading…").await?;
        Ok(())
    });
}

#[test]
fn a_trap_at_the_start_is_told_and_the_next_start_is_a_fresh_one() {
    journey(Setup::default(), async |page| {
        let _reach = allow_traps(page);
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        let ruin_the_next = format!("window.reached = () => {{ {RUIN_MEMORY} window.reached = undefined; }};");
        page.evaluate(&format!("{ruin_the_next} {RUIN_MEMORY}")).await?;
        page.by_role("button", "Français").await?.click().await?;
        page.by_role("button", "Start again").await?.click().await?;
        page.by_role_containing("alert", "An unexpected error came up.").await?;
        page.by_role("button", "Try again").await?.click().await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

#[test]
fn after_a_trap_what_was_typed_can_be_copied_and_the_app_started_again() {
    journey(Setup::default(), async |page| {
        let _reach = allow_traps(page);
        open(page, &ENGLISH, &route(id::DRAFT, "sms")).await?;
        page.by_role("textbox", "Text content").await?.fill("Nothing of this is lost").await?;
        page.evaluate(RUIN_MEMORY).await?;
        page.by_role("button", "Refresh").await?.click().await?;
        let alert = page.by_role_containing("alert", "Something went wrong here.").await?;
        let place = "const { top, bottom } = arguments[0].getBoundingClientRect(); return top >= 0 && bottom < 300";
        assert_eq!(alert.evaluate(place).await?, true, "it is in sight");
        assert_eq!(page.by_role("textbox", "Text content").await?.value().await?, "Nothing of this is lost");
        page.check().await?;
        page.by_role("button", "Copy my text").await?.click().await?;
        page.by_role("button", "Copied.").await?;
        page.by_role("button", "Start again").await?.click().await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        page.by_role("textbox", "Text content").await?.focus().await?;
        page.press_with(&[Key::Control], 'a').await?;
        page.press_with(&[Key::Control], 'v').await?;
        let pasted = page.by_role("textbox", "Text content").await?.value().await?;
        assert!(pasted.starts_with("Nothing of this is lost\n"), "{pasted}");
        Ok(())
    });
}

/// Without TLS, and in a frame that may not, nobody writes to the clipboard.
#[test]
fn where_nothing_can_be_copied_what_was_typed_is_selected() {
    journey(Setup::default(), async |page| {
        let _reach = allow_traps(page);
        open(page, &ENGLISH, &route(id::DRAFT, "sms")).await?;
        page.by_role("textbox", "Text content").await?.fill("Nothing of this is lost").await?;
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })").await?;
        page.evaluate(RUIN_MEMORY).await?;
        page.by_role("button", "Refresh").await?.click().await?;
        page.by_role("button", "Copy my text").await?.click().await?;
        page.focus_is_on("textbox", "Copy my text").await?;
        let typed = page.by_role("textbox", "Copy my text").await?.value().await?;
        assert!(typed.starts_with("Nothing of this is lost\n"), "{typed}");
        page.check().await?;
        Ok(())
    });
}

#[test]
fn what_a_host_destroys_when_it_traps_is_gone() {
    journey(Setup::default(), async |page| {
        let _reach = allow_traps(page);
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        page.evaluate("addEventListener('sms-error', ({ target }) => target.destroy())").await?;
        page.evaluate(RUIN_MEMORY).await?;
        page.by_role("button", "Français").await?.click().await?;
        let is_empty = "return document.querySelector('sms-dashboard').shadowRoot.childElementCount === 0";
        page.becomes_true(is_empty).await?;
        page.settles().await?;
        assert_eq!(page.evaluate(is_empty).await?, true, "and nothing comes after it");
        page.reload().await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

/// Lets a journey ruin the app's memory, and expects what browsers say of a trap and the app of a panic.
fn allow_traps(page: &Page) -> Intervention {
    for part in ["RuntimeError", "panicked", "out of bounds", "unreachable"] {
        page.expect_in_console(part);
    }
    page.site().steering().intervene("/sms-dashboard.js", Turn::Prefix(REACH_MEMORY))
}

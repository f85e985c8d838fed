//! What the app says when it cannot start, and when it has stopped.

use browser_tests::steering::{Intervention, Turn};
use browser_tests::{Engine, Outcome, Page, Setup, environment, journey};
use fantoccini::key::Key;

use crate::support::{ENGLISH, id, open_tab, press, sign_in_as, text_field};

/// Makes the app's memory reachable for scripts.
const REACH_MEMORY: &str = "{ const own = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...given) => {
        const instance = await own.apply(WebAssembly, given);
        const { exports } = instance.instance ?? instance;
        window.memory = Object.values(exports).find((one) => one instanceof WebAssembly.Memory);
        window.reached?.();
        return instance;
    }; }
";

/// Overwrites the app's memory, so that the next thing it does fails.
const RUIN_MEMORY: &str = "new Uint8Array(window.memory.buffer).fill(255, 16384);";

/// What a file on the way to the app goes through, and what the page says of it.
struct Obstacle {
    /// A part of the file's address.
    file: &'static str,
    turn: Turn,
    /// Which engine writes what on its console.
    console: &'static [(Engine, &'static str)],
    said: &'static str,
}

impl Obstacle {
    /// Loads the page and finds what it says. Without the obstacle, "Try again" starts the app.
    fn meet(self) {
        self.meet_and(async |_| Ok(()));
    }

    /// The same, with a look at the page while it says so.
    fn meet_and(self, look: impl AsyncFnOnce(&Page) -> Outcome) {
        journey(Setup::default(), async |page| {
            for (engine, part) in self.console {
                page.expect_in_console_of(*engine, part);
            }
            let obstacle = page.site().steering().intervene(self.file, self.turn);
            page.visit("/").await?;
            page.by_role_containing("alert", self.said).await?;
            look(page).await?;
            page.check().await?;
            obstacle.release();
            press(page, "Try again").await?;
            page.by_role("heading", "Sign in").await?;
            Ok(())
        });
    }
}

#[test]
fn a_missing_file_is_named_with_what_to_do() {
    Obstacle {
        file: ".wasm",
        turn: Turn::missing(),
        console: &[(Engine::Chromium, "status of 404")],
        said: "A file is missing on the server.",
    }
    .meet();
}

#[test]
fn a_missing_script_is_named_too() {
    Obstacle {
        file: "assets/app-",
        turn: Turn::missing(),
        console: &[
            (Engine::Chromium, "status of 404"),
            (Engine::Chromium, "integrity"),
            (Engine::Firefox, "disallowed MIME type"),
            (Engine::Firefox, "integrity"),
        ],
        said: "A file is missing on the server.",
    }
    .meet();
}

#[test]
fn a_wrong_media_type_is_named_with_the_right_one() {
    Obstacle {
        file: ".wasm",
        turn: Turn::Retype("application/octet-stream"),
        console: &[],
        said: "must serve .wasm as application/wasm",
    }
    .meet();
}

#[test]
fn webassembly_that_was_changed_is_not_run() {
    Obstacle {
        file: ".wasm",
        turn: Turn::Truncate(100_000),
        console: &[],
        said: "not the one that belongs here, and was not run",
    }
    .meet();
}

#[test]
fn a_script_that_was_changed_is_not_run() {
    Obstacle {
        // The names of the script and of the WebAssembly differ only at their ends.
        file: "assets/app-",
        turn: Turn::Prefix("window.wasRun = true;"),
        console: &[(Engine::Chromium, "integrity"), (Engine::Firefox, "integrity")],
        said: "not the one that belongs here, and was not run",
    }
    .meet_and(async |page| {
        assert_ne!(page.evaluate("return window.wasRun;").await?, true);
        Ok(())
    });
}

#[test]
fn a_file_that_cannot_be_fetched_is_named() {
    Obstacle {
        file: ".wasm",
        turn: Turn::Refuse,
        console: &[(Engine::Chromium, "net::ERR_")],
        said: "A file cannot be fetched.",
    }
    .meet();
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
fn a_policy_that_forbids_webassembly_is_named_with_the_missing_word() {
    journey(Setup::default(), async |page| {
        page.expect_in_console_of(Engine::Firefox, "wasm-unsafe-eval");
        // WebKit blocks it without a report.
        if environment::engine() != Engine::WebKit {
            page.expect_report("wasm-eval");
        }
        let _forbidden = page.site().steering().intervene("/index.html", Turn::Forbid(" 'wasm-unsafe-eval'"));
        page.visit("/index.html").await?;
        page.by_role_containing("alert", "must add 'wasm-unsafe-eval' to script-src").await?;
        Ok(())
    });
}

#[test]
fn the_page_says_that_it_is_loading_until_it_has_loaded() {
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
fn after_a_crash_at_the_start_the_app_can_start_again() {
    journey(Setup::default(), async |page| {
        let _reach = crashes_are_expected(page);
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        let ruin_the_next = format!("window.reached = () => {{ {RUIN_MEMORY} window.reached = undefined; }};");
        page.evaluate(&format!("{ruin_the_next} {RUIN_MEMORY}")).await?;
        page.by_role("button", "Français").await?.click().await?;
        press(page, "Start again").await?;
        page.by_role_containing("alert", "An unexpected error came up.").await?;
        press(page, "Try again").await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

const TYPED: &str = "Nothing of this is lost";

/// The app crashes while a text is not saved yet.
async fn crash_while_typing(page: &Page) -> Outcome {
    open_tab(page, id::DRAFT, "sms").await?;
    text_field(page).await?.fill(TYPED).await?;
    page.evaluate(RUIN_MEMORY).await?;
    press(page, "Refresh").await
}

#[test]
fn after_a_crash_the_typed_text_stays_on_screen() {
    journey(Setup::default(), async |page| {
        let _reach = crashes_are_expected(page);
        crash_while_typing(page).await?;
        let alert = page.by_role_containing("alert", "Something went wrong here.").await?;
        let place = "const { top, bottom } = arguments[0].getBoundingClientRect(); return top >= 0 && bottom < 300";
        assert_eq!(alert.evaluate(place).await?, true, "it is in sight");
        assert_eq!(text_field(page).await?.value().await?, TYPED);
        Ok(())
    });
}

#[test]
fn after_a_crash_the_typed_text_can_be_copied_into_the_app_that_starts_again() {
    journey(Setup::default(), async |page| {
        let _reach = crashes_are_expected(page);
        crash_while_typing(page).await?;
        press(page, "Copy my text").await?;
        page.by_role("button", "Copied.").await?;
        press(page, "Start again").await?;
        sign_in_as(page, &ENGLISH, "admin").await?;
        text_field(page).await?.focus().await?;
        page.press_with(&[Key::Control], 'a').await?;
        page.press_with(&[Key::Control], 'v').await?;
        let pasted = text_field(page).await?.value().await?;
        assert!(pasted.starts_with(&format!("{TYPED}\n")), "{pasted}");
        Ok(())
    });
}

/// A page without TLS, or in a frame without the right to it, has no clipboard.
#[test]
fn after_a_crash_without_a_clipboard_the_typed_text_is_selected() {
    journey(Setup::default(), async |page| {
        let _reach = crashes_are_expected(page);
        crash_while_typing(page).await?;
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })").await?;
        press(page, "Copy my text").await?;
        page.focus_is_on("textbox", "Copy my text").await?;
        let typed = page.by_role("textbox", "Copy my text").await?.value().await?;
        assert!(typed.starts_with(&format!("{TYPED}\n")), "{typed}");
        Ok(())
    });
}

#[test]
fn an_element_that_its_host_destroys_after_a_crash_stays_empty() {
    journey(Setup::default(), async |page| {
        let _reach = crashes_are_expected(page);
        page.visit("/").await?;
        page.by_role("heading", "Sign in").await?;
        page.evaluate("addEventListener('sms-error', ({ target }) => target.destroy())").await?;
        page.evaluate(RUIN_MEMORY).await?;
        page.by_role("button", "Français").await?.click().await?;
        let is_empty = "return document.querySelector('sms-dashboard').shadowRoot.childElementCount === 0";
        page.becomes_true(is_empty).await?;
        page.settles().await?;
        assert_eq!(page.evaluate(is_empty).await?, true, "and it stays empty");
        page.reload().await?;
        page.by_role("heading", "Sign in").await?;
        Ok(())
    });
}

/// Makes the app's memory reachable, and expects the message of a crash.
fn crashes_are_expected(page: &Page) -> Intervention {
    page.expect_in_console("RuntimeError");
    page.site().steering().intervene("/sms-dashboard.js", Turn::Prefix(REACH_MEMORY))
}

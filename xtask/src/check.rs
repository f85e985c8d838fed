//! `cargo xtask test`: the tests that must pass before you share a change.

use std::path::Path;
use std::process::Command;

use crate::browser::{self, Browser, Engine};
use crate::dist::{self, Copies};
use crate::failure::Failure;
use crate::system::Need;
use crate::{
    fuzz, host_pages, npm, office, package, phone, process, sandbox, segments, servers, shrink, size, step, system,
    tools, workbook, workspace,
};

/// Parts of the names of the journeys that also run in Firefox and WebKitGTK: those about focus, keys, fields and
/// dialogs, tables and their filters, embedding, the app's files, and the harness itself.
const IN_EVERY_BROWSER: [&str; 15] = [
    "deploy::",
    "editor::",
    "embedding::",
    "export::",
    "facets::",
    "find::",
    "harness::",
    "keyboard::",
    "list::",
    "logs::",
    "rows::",
    "sign_in::",
    "summary::",
    "table::",
    "tracking::",
];

/// Those that also run in Firefox: what happens in them depends less on the browser than on the sandbox, which is strict
/// there.
const IN_FIREFOX: [&str; 4] = ["documented::", "failures::", "launch::", "sms::"];

/// The other journeys that do not depend on the sandbox's manner: faults on the way, and the settings of a browser.
const NOT_WITH_A_STRICT_SANDBOX: [&str; 2] = ["faults::", "settings::"];

/// Ten journeys, one of each kind, for a quick result.
const QUICK: [&str; 10] = [
    "documented::english::the_summary_shows_the_figures",
    "editor::control_s_saves",
    "exclusions::a_delivery_without_exclusions_says_so",
    "instances::rows_do_not_wait_for_their_count",
    "keyboard::somebody_signs_in_finds_a_delivery_and_saves_a_text_without_a_click",
    "launch::stopping_asks_first_and_is_final",
    "list::english::a_search_finds_label_name_and_code",
    "sign_in::after_a_wrong_password_the_operators_name_stays",
    "sms::a_text_that_was_locked_before_saving_stays_on_screen",
    "states::a_failed_tab_leaves_the_others_working",
];

/// axe-core runs in Chromium alone.
const OF_AXE: &str = "--skip=harness::a_field_without_a_name_inside_the_shadow_root_is_found";

/// WebKitGTK's window cannot change its theme while it is open, nor be as narrow as a telephone.
const NOT_IN_WEBKIT: [&str; 2] = [
    "--skip=harness::a_journey_finds_nothing_of_an_earlier_one",
    "--skip=harness::language_zone_theme_and_width_arrive_in_the_page",
];

/// The options of the command.
#[derive(clap::Args)]
pub struct Options {
    /// Install missing system packages (always done if CI=true)
    #[arg(long)]
    install: bool,
    /// Run only the browser tests whose name contains this
    #[arg(long, value_name = "NAME")]
    browser: Option<String>,
    /// Run only browser tests, and only in this browser [default: all in Chromium, some in Firefox and WebKitGTK;
    /// with --browser those in all three]
    #[arg(long)]
    engine: Option<Engine>,
    /// Run only browser tests, with a strict sandbox; in Chromium, unless --engine says another one
    #[arg(long)]
    strict: bool,
    /// Run only format, lints, the tests of the crates, and ten journeys in Chromium
    #[arg(long, conflicts_with_all = ["browser", "engine", "strict"])]
    quick: bool,
    /// Run only Adobe's client against the sandbox
    #[arg(long, conflicts_with_all = ["browser", "engine"])]
    sdk: bool,
    /// Run only the tests of the npm package
    #[arg(long, conflicts_with_all = ["browser", "engine", "sdk"])]
    package: bool,
}

/// Runs every check, stops at the first that fails, and says what was left out.
pub fn run(options: &Options) -> Result<(), Failure> {
    let left_out = test(options)?;
    println!("{}", what_was_left_out(options, &left_out));
    Ok(())
}

/// Runs the tests of `options` and returns those that it left out because the system has no packages for them.
fn test(options: &Options) -> Result<Vec<&'static str>, Failure> {
    if options.sdk {
        sandbox::test_with_adobes_client(options.install)?;
        return Ok(Vec::new());
    }
    if options.package {
        let tools = tools::provide()?;
        let app = dist::release(&tools, Some(&shrink::provide(options.install)?), Copies::Made)?;
        package::test(&app, options.install)?;
        return Ok(Vec::new());
    }
    let is_whole = options.browser.is_none() && options.engine.is_none() && !options.strict && !options.quick;
    let engines = match options.engine {
        Some(engine) => vec![engine],
        None if options.strict || options.quick => vec![Engine::Chromium],
        None => Engine::ALL.to_vec(),
    };
    // Missing packages are reported before anything is built.
    let mut needs: Vec<Need> = engines.iter().map(|engine| browser::need(*engine)).collect();
    needs.push(npm::need());
    if is_whole {
        needs.push(fuzz::need());
        needs.extend(servers::needs());
        needs.push(office::need());
    }
    let left_out = system::provide("the tests", &needs, options.install)?;
    if is_whole || options.quick {
        check_code()?;
    }
    if is_whole {
        fuzz::briefly(options.install)?;
        sandbox::test_with_adobes_client(options.install)?;
        segments::test(options.install)?;
        phone::test(options.install)?;
        workbook::test(options.install)?;
        office::test()?;
    }
    let browsers = engines.into_iter().map(|engine| browser::provide(engine, options.install));
    let browsers = browsers.collect::<Result<Vec<_>, _>>()?;
    let tools = tools::provide()?;
    let shrinker = shrink::provide(options.install)?;
    let app = dist::release(&tools, Some(&shrinker), Copies::Made)?;
    if is_whole {
        servers::test(&app)?;
        package::test(&app, options.install)?;
    }
    let next = dist::next(&shrinker)?;
    let hosts = host_pages::build(&shrinker)?;
    let folders = [("APP", app.as_path()), ("NEXT", &next), ("HOSTS", &hosts)];
    for browser in &browsers {
        let name = browser.engine.name();
        let mut tests = browser_tests(browser, &folders, options)?;
        // A whole run is shortened: what runs in Firefox meets the strict sandbox there, and not in Chromium.
        if options.strict || is_whole && browser.engine == Engine::Firefox {
            run_with_a_strict_sandbox(name, &mut tests)?;
        } else {
            step::loud(&format!("Browser tests in {name}"), || process::loud(&mut tests))?;
        }
        if is_whole && browser.engine == Engine::Chromium {
            let elsewhere = IN_EVERY_BROWSER.iter().chain(&IN_FIREFOX).chain(&NOT_WITH_A_STRICT_SANDBOX);
            run_with_a_strict_sandbox(name, tests.args(elsewhere.map(|group| format!("--skip={group}"))))?;
        }
    }
    size::check(&app)?;
    Ok(left_out)
}

fn run_with_a_strict_sandbox(browser: &str, tests: &mut Command) -> Result<(), Failure> {
    tests.env("STRICT", "1");
    step::loud(&format!("Browser tests in {browser}, strict sandbox"), || process::loud(tests))
}

/// The last line of a run: the tests that it left out.
fn what_was_left_out(options: &Options, left_out: &[&str]) -> String {
    let ran = match (&options.browser, options.engine) {
        (None, None) if options.sdk => "Adobe's client".to_owned(),
        (None, None) if options.package => "the npm package".to_owned(),
        (None, None) if options.quick => "the quick checks and ten journeys in Chromium".to_owned(),
        (None, engine) if options.strict => {
            format!("the journeys in {} with a strict sandbox", engine.unwrap_or(Engine::Chromium).name())
        }
        (None, None) => {
            let webkit = "two journeys in WebKitGTK, which cannot change theme and width";
            let strict = "faults and settings with a strict sandbox, which do not depend on it";
            let axe = "axe-core in Firefox and WebKitGTK, because it judges the document, which is the same there";
            return format!("Left out: {}.", [left_out, &[webkit, strict, axe]].concat().join("; "));
        }
        (Some(name), _) => format!("the journeys whose name contains {name}"),
        (None, Some(engine)) => format!("the journeys in {}", engine.name()),
    };
    format!("Left out: everything but {ran}. `cargo xtask test` runs everything.")
}

fn check_code() -> Result<(), Failure> {
    tools::provide_components()?;
    tools::provide_wasm_target()?;
    step::quiet("Format", || cargo(&["fmt", "--all", "--check"]))?;
    step::quiet("Lints, native", || cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))?;
    step::quiet("Lints, wasm", || {
        let package = ["clippy", "--package", "sms-dashboard", "--target", "wasm32-unknown-unknown"];
        cargo(&[package.as_slice(), &["--", "--deny", "warnings"]].concat())
    })?;
    let mut crates = workspace::cargo();
    crates.args(["test", "--workspace", "--exclude", "browser-tests"]);
    step::loud("Tests of the crates", || process::loud(&mut crates))
}

fn cargo(arguments: &[&str]) -> Result<String, Failure> {
    process::quiet(workspace::cargo().args(arguments))
}

fn browser_tests(browser: &Browser, folders: &[(&str, &Path)], options: &Options) -> Result<Command, Failure> {
    let target = workspace::target()?;
    let mut cargo = workspace::cargo();
    cargo.args(["test", "--package", "browser-tests", "--test", "journeys", "--"]);
    match (&options.browser, browser.engine) {
        (None, _) if options.quick => cargo.args(QUICK).arg("--exact"),
        (Some(name), _) => cargo.arg(name),
        (None, Engine::Chromium) => &mut cargo,
        (None, Engine::Firefox) => cargo.args(IN_EVERY_BROWSER).args(IN_FIREFOX),
        (None, Engine::WebKit) => cargo.args(IN_EVERY_BROWSER),
    };
    if browser.engine != Engine::Chromium {
        cargo.arg(OF_AXE);
    }
    if browser.engine == Engine::WebKit {
        cargo.args(NOT_IN_WEBKIT);
    }
    cargo.envs(folders.iter().copied()).env("FAILURES", target.join("browser-failures"));
    browser.tell(&mut cargo);
    Ok(cargo)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        options: Options,
    }

    fn said(line: &[&str], left_out: &[&str]) -> String {
        let line = [&["test"], line].concat();
        what_was_left_out(&Line::try_parse_from(line).unwrap().options, left_out)
    }

    #[test]
    fn a_run_says_what_it_did_not_test() {
        let whole = said(&[], &["the headers in Caddy"]);
        assert!(whole.starts_with("Left out: the headers in Caddy; two journeys in WebKitGTK"), "{whole}");
        for (option, words) in [
            ("--quick", "ten journeys"),
            ("--sdk", "Adobe"),
            ("--package", "npm"),
            ("--strict", "strict"),
            ("--engine=firefox", "in Firefox"),
        ] {
            let said = said(&[option], &[]);
            assert!(said.starts_with("Left out: everything but") && said.contains(words), "{said}");
        }
    }

    #[test]
    fn the_quick_journeys_exist() {
        let journeys = workspace::root().join("tests/browser/tests/journeys");
        for name in QUICK {
            let (file, _) = name.split_once("::").unwrap();
            let (_, function) = name.rsplit_once("::").unwrap();
            let text = std::fs::read_to_string(journeys.join(format!("{file}.rs"))).unwrap();
            assert!(text.contains(&format!("fn {function}(")), "{name}");
        }
    }

    #[test]
    fn the_chosen_groups_of_journeys_exist() {
        let journeys = workspace::root().join("tests/browser/tests/journeys");
        for group in IN_EVERY_BROWSER.iter().chain(&IN_FIREFOX).chain(&NOT_WITH_A_STRICT_SANDBOX) {
            let file = format!("{}.rs", group.trim_end_matches("::").replace("::", "/"));
            assert!(journeys.join(&file).is_file(), "{file}");
        }
    }
}

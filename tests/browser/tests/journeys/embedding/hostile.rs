//! A host that makes it difficult: style sheets that reset everything, and libraries that listen to every key.

use browser_tests::{Outcome, Page, Setup, journey};
use serde_json::{Value, json};

use crate::support::{id, text_field};

/// How elements look: their size, and what a host's style sheet could change.
const LOOK: &str = "const look = (elements) => [...elements].map((element) => {
        const style = getComputedStyle(element);
        const { width, height } = element.getBoundingClientRect();
        const named = ['display', 'boxSizing', 'fontFamily', 'fontSize', 'fontWeight', 'fontStyle', 'lineHeight',
            'letterSpacing', 'textAlign', 'textTransform', 'textDecorationLine', 'color', 'backgroundColor', 'margin',
            'padding', 'borderTop', 'borderBottomWidth', 'borderInlineStartWidth', 'borderRadius', 'verticalAlign',
            'whiteSpace', 'cursor', 'listStyleType', 'tabSize', 'visibility', 'opacity', 'direction'];
        const styles = named.map((name) => `${name}: ${style[name]}`);
        return { words: [element.localName, ...styles].join('; '), width, height };
    });";

/// Opens the host with the style sheet of this name, and without a dashboard.
async fn open(page: &Page, style: &str) -> Outcome {
    page.visit(&format!("/hosts/hostile/?style={style}")).await?;
    page.becomes_true("return 'load' in window && (!document.querySelector('[rel=stylesheet]') || Boolean(document.querySelector('[rel=stylesheet]').sheet))")
        .await?;
    Ok(())
}

/// Puts a dashboard into a box of a fixed size, so that the host's page does not grow and get a scroll bar.
async fn embed(page: &Page, route: &str) -> Outcome {
    let script = format!(
        "const [done] = arguments;
         load().then(() => {{
            const box = document.createElement('div');
            Object.assign(box.style, {{ display: 'block', width: '1100px', height: '600px', overflow: 'auto' }});
            const dashboard = Object.assign(document.createElement('sms-dashboard'), {{ getToken, locale: 'en' }});
            dashboard.route = '{route}';
            box.append(dashboard);
            document.querySelector('main').append(box);
            done();
         }});"
    );
    page.evaluate_async(&script).await?;
    Ok(())
}

/// How one element looks. Sizes are in CSS pixels.
#[derive(Debug)]
struct Look {
    words: String,
    width: f64,
    height: f64,
}

fn looks(found: &Value) -> Vec<Look> {
    let look = |entry: &Value| Look {
        words: entry["words"].as_str().unwrap_or_default().to_owned(),
        width: entry["width"].as_f64().unwrap_or_default(),
        height: entry["height"].as_f64().unwrap_or_default(),
    };
    found.as_array().into_iter().flatten().map(look).collect()
}

/// How everything in the dashboard at `route` looks when `shown` is there.
async fn ours(page: &Page, route: &str, shown: &str) -> Outcome<Vec<Look>> {
    embed(page, route).await?;
    page.shows(shown).await?;
    page.rests().await?;
    let script = format!(
        "{LOOK} return look(document.querySelector('sms-dashboard').shadowRoot.querySelectorAll('[part=app], [part=app] *'))"
    );
    Ok(looks(&page.evaluate(&script).await?))
}

/// How the host's own elements look.
async fn theirs(page: &Page) -> Outcome<Vec<Look>> {
    let script = format!("{LOOK} return look(document.querySelectorAll('h1, p, a, button, td, label, input'))");
    Ok(looks(&page.evaluate(&script).await?))
}

fn assert_same(found: &[Look], expected: &[Look]) {
    for (found, expected) in found.iter().zip(expected) {
        let both = found.words.split("; ").zip(expected.words.split("; "));
        let differing: Vec<_> = both.filter(|(found, expected)| found != expected).collect();
        assert!(differing.is_empty(), "{differing:?} in {}", found.words);
        // An element that begins between two pixels may be a fraction of a pixel larger or smaller.
        let is_alike = |found: f64, expected: f64| (found - expected).abs() < 0.5;
        let is_same_size = is_alike(found.width, expected.width) && is_alike(found.height, expected.height);
        assert!(is_same_size, "{found:?} is not as large as {expected:?}");
    }
    assert_eq!(found.len(), expected.len());
}

fn host_and_dashboard_look_as_without_each_other(style: &str) {
    journey(Setup::default().frozen(), async |page| {
        let editor = format!("deliveries/{}/sms", id::DRAFT);
        for (route, shown) in [("deliveries", " of "), (&editor, "Text content")] {
            open(page, "").await?;
            let expected = ours(page, route, shown).await?;
            assert!(expected.len() > 50, "{} elements are too few to compare", expected.len());
            open(page, style).await?;
            let before = theirs(page).await?;
            assert_same(&ours(page, route, shown).await?, &expected);
            assert_same(&theirs(page).await?, &before);
        }
        // The last check needs the host without the reset: its links have no colour then, for instance.
        open(page, "").await
    });
}

#[test]
fn a_host_that_unsets_everything_changes_nothing() {
    host_and_dashboard_look_as_without_each_other("unset");
}

#[test]
fn the_reset_of_bootstrap_changes_nothing() {
    host_and_dashboard_look_as_without_each_other("bootstrap");
}

#[test]
fn the_reset_of_tailwind_changes_nothing() {
    host_and_dashboard_look_as_without_each_other("tailwind");
}

#[test]
fn keys_typed_into_the_dashboard_trigger_no_hotkey_of_the_host() {
    journey(Setup::default().frozen(), async |page| {
        open(page, "").await?;
        page.host().await?.by_role("button", "Button").await?.focus().await?;
        page.type_text("es/").await?;
        let all =
            ["hotkeys-js", "mousetrap", "tinykeys"].map(|name| ["/", "e", "s"].map(|key| format!("{name} {key}")));
        let triggered = page.evaluate("return triggered.splice(0).sort()").await?;
        assert_eq!(triggered, json!(all.concat()), "the host's hotkeys work");

        embed(page, "deliveries").await?;
        // The focus is set by a script: WebKitGTK's driver cannot click into a shadow root in a box with scroll bars.
        let search = page.by_role("searchbox", "Search").await?;
        search.focus().await?;
        page.type_text("es/?").await?;
        assert_eq!(search.value().await?, "es/?");
        page.evaluate(&format!("document.querySelector('sms-dashboard').route = 'deliveries/{}/sms'", id::DRAFT))
            .await?;
        let text = text_field(page).await?;
        text.focus().await?;
        page.type_text("es/?").await?;
        assert!(text.value().await?.contains("es/?"), "{}", text.value().await?);
        assert_eq!(page.evaluate("return triggered.splice(0)").await?, json!([]));
        // A page with an unsaved text would ask before it is left.
        page.evaluate("document.querySelector('sms-dashboard').remove()").await?;
        Ok(())
    });
}

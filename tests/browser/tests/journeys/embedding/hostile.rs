//! A host that makes it hard: resets of every kind, and libraries that listen to every key.

use browser_tests::{Outcome, Page, Setup, journey};
use serde_json::{Value, json};

use crate::support::id;

/// What counts as the look of an element: whatever a host's style sheet could change.
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

/// The host, with its reset of that name, and no dashboard yet.
async fn open(page: &Page, style: &str) -> Outcome {
    page.visit(&format!("/hosts/hostile/?style={style}")).await?;
    page.becomes_true("return 'load' in window && (!document.querySelector('[rel=stylesheet]') || Boolean(document.querySelector('[rel=stylesheet]').sheet))")
        .await?;
    Ok(())
}

/// Puts a dashboard into a box of a certain size: the host's page does not grow over it and get a scroll bar.
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

/// How one element looks; sizes are in CSS pixels.
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

/// The look of everything in the dashboard at `route`, once `shown` is there.
async fn ours(page: &Page, route: &str, shown: &str) -> Outcome<Vec<Look>> {
    embed(page, route).await?;
    page.shows(shown).await?;
    page.settles().await?;
    let script = format!(
        "{LOOK} return look(document.querySelector('sms-dashboard').shadowRoot.querySelectorAll('[part=app], [part=app] *'))"
    );
    Ok(looks(&page.evaluate(&script).await?))
}

/// The look of the host's own elements.
async fn theirs(page: &Page) -> Outcome<Vec<Look>> {
    let script = format!("{LOOK} return look(document.querySelectorAll('h1, p, a, button, td, label, input'))");
    Ok(looks(&page.evaluate(&script).await?))
}

fn assert_same(found: &[Look], expected: &[Look]) {
    for (found, expected) in found.iter().zip(expected) {
        let both = found.words.split("; ").zip(expected.words.split("; "));
        let differing: Vec<_> = both.filter(|(found, expected)| found != expected).collect();
        assert!(differing.is_empty(), "{differing:?} in {}", found.words);
        // Where an element begins between two pixels moves its edges by a fraction of one.
        let is_alike = |found: f64, expected: f64| (found - expected).abs() < 0.5;
        let is_same_size = is_alike(found.width, expected.width) && is_alike(found.height, expected.height);
        assert!(is_same_size, "{found:?} is not as large as {expected:?}");
    }
    assert_eq!(found.len(), expected.len());
}

fn a_reset_changes_nothing_of_ours_and_we_nothing_of_the_hosts(style: &str) {
    journey(Setup::default().frozen(), async |page| {
        let editor = format!("deliveries/{}/sms", id::DRAFT);
        for (route, shown) in [("deliveries", "100 / "), (&editor, "Text content")] {
            open(page, "").await?;
            let expected = ours(page, route, shown).await?;
            assert!(expected.len() > 50, "{} elements are too few to compare", expected.len());
            open(page, style).await?;
            let before = theirs(page).await?;
            assert_same(&ours(page, route, shown).await?, &expected);
            assert_same(&theirs(page).await?, &before);
        }
        // A host without a style is no sound page: links without a colour of their own, for instance.
        open(page, "").await
    });
}

#[test]
fn unsetting_everything_and_a_small_root_change_nothing() {
    a_reset_changes_nothing_of_ours_and_we_nothing_of_the_hosts("unset");
}

#[test]
fn bootstraps_reboot_changes_nothing() {
    a_reset_changes_nothing_of_ours_and_we_nothing_of_the_hosts("bootstrap");
}

#[test]
fn tailwinds_preflight_changes_nothing() {
    a_reset_changes_nothing_of_ours_and_we_nothing_of_the_hosts("tailwind");
}

#[test]
fn keys_typed_into_our_fields_trigger_no_hotkey_of_the_host() {
    journey(Setup::default().frozen(), async |page| {
        open(page, "").await?;
        page.host().await?.by_role("button", "Button").await?.focus().await?;
        page.type_text("es/").await?;
        let all =
            ["hotkeys-js", "mousetrap", "tinykeys"].map(|name| ["/", "e", "s"].map(|key| format!("{name} {key}")));
        let triggered = page.evaluate("return triggered.splice(0).sort()").await?;
        assert_eq!(triggered, json!(all.concat()), "the host's hotkeys work");

        embed(page, "deliveries").await?;
        // WebKitGTK's driver cannot click into a shadow root that is in a box with scroll bars.
        page.by_role("searchbox", "Search").await?.focus().await?;
        page.type_text("es/?").await?;
        assert_eq!(page.by_role("searchbox", "Search").await?.value().await?, "es/?");
        assert_eq!(page.evaluate("return triggered.splice(0)").await?, json!([]));

        page.evaluate(&format!("document.querySelector('sms-dashboard').route = 'deliveries/{}/sms'", id::DRAFT))
            .await?;
        let text = page.by_role("textbox", "Text content").await?;
        text.focus().await?;
        page.type_text("es/?").await?;
        assert!(text.value().await?.contains("es/?"), "{}", text.value().await?);
        assert_eq!(page.evaluate("return triggered.splice(0)").await?, json!([]));
        // Not left unsaved.
        page.evaluate("document.querySelector('sms-dashboard').remove()").await?;
        Ok(())
    });
}

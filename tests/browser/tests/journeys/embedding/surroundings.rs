//! Hosts that are otherwise than most: without a doctype, from right to left, with texts that cannot be selected.

use browser_tests::{Engine, Error, Outcome, Page, Setup, journey, steering::Turn};
use fantoccini::key::Key;
use serde_json::{Value, json};

use super::{ENTRY, add, load, open_bare};
use crate::support::id;

/// What a host's mode could change, of each element in the dashboard.
const LOOK: &str = "return [...one.shadowRoot.querySelectorAll('[part=app], [part=app] *')].map((element) => {
        const style = getComputedStyle(element);
        const { width, height } = element.getBoundingClientRect();
        const named = ['display', 'fontFamily', 'fontSize', 'fontWeight', 'lineHeight', 'textAlign', 'color', 'backgroundColor',
            'margin', 'padding', 'whiteSpace', 'direction'];
        const words = [element.localName, ...named.map((name) => `${name}: ${style[name]}`)].join('; ');
        const isLine = style.display === 'inline' || element.querySelector('tr');
        return { words, width, height: isLine ? 0 : height };
    })";

/// The look of a dark dashboard at `route` in a box of its own, in a host with large letters.
async fn look(page: &Page, route: &str, shown: &str) -> Outcome<Vec<Value>> {
    open_bare(page).await?;
    load(page, ENTRY).await?;
    page.evaluate(&format!(
        "document.body.style.fontSize = '22px';
         const box = document.createElement('div');
         Object.assign(box.style, {{ position: 'absolute', insetInlineStart: '0', insetBlockStart: '100px', width: '1100px' }});
         document.querySelector('main').append(box);
         add('one', {{ theme: 'dark', route: '{route}' }}, box)"
    ))
    .await?;
    page.shows(shown).await?;
    page.rests().await?;
    Ok(page.evaluate(LOOK).await?.as_array().cloned().unwrap_or_default())
}

#[test]
fn without_a_doctype_it_looks_and_measures_as_with_one() {
    journey(Setup::default().frozen(), async |page| {
        page.expect_in_console_of(Engine::Firefox, "Quirks Mode");
        let editor = format!("deliveries/{}/sms", id::DRAFT);
        let routes = [("deliveries", " of "), (&editor, "Text content"), ("deliveries/1206770/delivery", "of 34")];
        for (route, shown) in routes {
            let expected = look(page, route, shown).await?;
            assert!(expected.len() > 50, "{} elements are too few to compare", expected.len());
            let without = page.site().steering().intervene("/hosts/bare/", Turn::Rewrite("<!doctype html>", ""));
            let found = look(page, route, shown).await?;
            assert_eq!(page.evaluate("return document.compatMode").await?, json!("BackCompat"));
            without.release();
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                assert_eq!(found["words"], expected["words"]);
                // Without a doctype a line that has only small letters in it is lower, by a pixel or two.
                let is_alike = |name: &str, most: f64| {
                    let length = |look: &Value| look[name].as_f64().unwrap_or_default();
                    (length(found) - length(expected)).abs() < most
                };
                assert!(is_alike("width", 0.5) && is_alike("height", 3.0), "{found} instead of {expected}");
            }
        }
        Ok(())
    });
}

/// A host in Arabic with a dashboard `one`.
async fn open_from_right_to_left(page: &Page, attributes: &str) -> Outcome {
    open_bare(page).await?;
    page.evaluate("Object.assign(document.documentElement, { dir: 'rtl', lang: 'ar' })").await?;
    load(page, ENTRY).await?;
    add(page, "one", attributes).await
}

/// Where on the screen the characters of the first text with `text` in it stand, from left to right.
fn order_of(text: &str) -> String {
    format!(
        "const walker = document.createTreeWalker(one.shadowRoot, NodeFilter.SHOW_TEXT);
         const found = [];
         for (let node = walker.nextNode(); node; node = walker.nextNode()) {{
             if (!node.parentElement.checkVisibility()) continue;
             for (let at = 0; at < node.length; at++) {{
                 const range = document.createRange();
                 range.setStart(node, at);
                 range.setEnd(node, at + 1);
                 const {{ x, y, width }} = range.getBoundingClientRect();
                 if (width) found.push({{ x, y, letter: node.data[at] }});
             }}
         }}
         const lines = [...new Set(found.map(({{ y }}) => y))].map((line) => found.filter(({{ y }}) => y === line));
         const seen = lines.map((line) => line.sort((one, other) => one.x - other.x).map(({{ letter }}) => letter).join(''));
         return seen.some((line) => line.replace(/\\s/g, '').includes('{text}'))"
    )
}

#[test]
fn in_a_host_from_right_to_left_english_reads_from_left_to_right() {
    journey(Setup::default().frozen(), async |page| {
        open_from_right_to_left(page, "{ route: 'deliveries/1206770/summary' }").await?;
        page.by_role("tabpanel", "Summary").await?.shows("To send 34").await?;
        let direction = "return getComputedStyle(one.shadowRoot.querySelector('[role=tablist]')).direction";
        assert_eq!(page.evaluate(direction).await?, json!("ltr"));
        for text in ["100%", "15:27:39"] {
            page.becomes_true(&order_of(text)).await?;
        }
        // What is seen to the right of a tab is the next one.
        page.by_role("tab", "Summary").await?.focus().await?;
        page.press(Key::Right).await?;
        page.focus_is_on("tab", "SMS").await?;
        let is_right =
            "const [one, other] = document.querySelector('sms-dashboard').shadowRoot.querySelectorAll('[role=tab]');
            return one.getBoundingClientRect().x < other.getBoundingClientRect().x";
        assert_eq!(page.evaluate(is_right).await?, json!(true));
        Ok(())
    });
}

#[test]
fn in_a_host_from_right_to_left_french_reads_from_left_to_right() {
    journey(Setup::default().frozen(), async |page| {
        open_from_right_to_left(page, "{ route: 'deliveries/1206770/summary', locale: 'fr' }").await?;
        page.by_role("tab", "Résumé").await?;
        for text in ["100%", "15:27:39"] {
            page.becomes_true(&order_of(text)).await?;
        }
        Ok(())
    });
}

#[test]
fn in_a_host_from_right_to_left_the_words_before_the_app_are_there_run_as_their_language() {
    journey(Setup::default(), async |page| {
        page.expect_failed_request("status of 404");
        let missing = Turn::Answer { status: 404, kind: "text/plain", body: String::new() };
        let missing = page.site().steering().intervene(".wasm", missing);
        open_from_right_to_left(page, "{}").await?;
        let alert = page.by_role_containing("alert", "A file is missing on the server.").await?;
        let run = "const [alert] = arguments;
            const words = [...alert.querySelectorAll('p')].find((one) => one.textContent.startsWith('A file'));
            return [getComputedStyle(words).direction, words.closest('[lang]').lang]";
        assert_eq!(alert.evaluate(run).await?, json!(["ltr", "en"]));
        missing.release();
        // The host's own words run as its page does.
        page.evaluate("one.append(Object.assign(document.createElement('p'), { slot: 'error', id: 'own' }))").await?;
        assert_eq!(page.evaluate("return getComputedStyle(own).direction").await?, json!("rtl"));
        page.evaluate("document.documentElement.dir = 'ltr'; own.remove()").await?;
        Ok(())
    });
}

#[test]
fn arrow_keys_follow_a_row_of_tabs_that_the_host_has_turned_round() {
    journey(Setup::default().frozen(), async |page| {
        open_bare(page).await?;
        load(page, ENTRY).await?;
        page.evaluate(
            "const sheet = new window.CSSStyleSheet();
             sheet.insertRule('sms-dashboard::part(tabs) { direction: rtl }');
             document.adoptedStyleSheets.push(sheet);
             add('one', { route: 'deliveries/1206770/summary' })",
        )
        .await?;
        page.by_role("tab", "Summary").await?.focus().await?;
        page.press(Key::Left).await?;
        page.focus_is_on("tab", "SMS").await?;
        page.press(Key::Right).await?;
        page.focus_is_on("tab", "Summary").await?;
        Ok(())
    });
}

#[test]
fn where_the_hosts_texts_cannot_be_selected_rows_and_texts_of_ours_can() {
    journey(Setup::default().frozen(), async |page| {
        open_bare(page).await?;
        load(page, ENTRY).await?;
        page.evaluate(
            "document.body.style.setProperty('-webkit-user-select', 'none');
             document.body.style.setProperty('user-select', 'none');
             const field = Object.assign(document.createElement('textarea'), { id: 'pasted', ariaLabel: 'Pasted' });
             field.style.setProperty('-webkit-user-select', 'text');
             field.style.setProperty('user-select', 'text');
             document.querySelector('main').prepend(field);
             add('one', { route: 'deliveries/1206770/audit' })",
        )
        .await?;
        page.shows("of 49").await?;
        let row = page.by_role("grid", "Journal").await?.all_by_role("row").await?.swap_remove(1);
        let cell = row.all_by_role("gridcell").await?.pop().ok_or_else(|| Error::new("a row has cells"))?;
        let heading = page.by_role("heading", "Event launch SMS (DM55842)").await?;
        for text in [&cell, &heading] {
            let all = text.text().await?;
            text.double_click().await?;
            page.press_with(&[Key::Control], 'c').await?;
            page.evaluate("pasted.value = ''; pasted.focus()").await?;
            page.press_with(&[Key::Control], 'v').await?;
            let word = page.evaluate("return pasted.value.trim()").await?;
            let word = word.as_str().unwrap_or_default();
            assert!(!word.is_empty() && all.contains(word), "“{word}” of “{all}”");
        }
        Ok(())
    });
}

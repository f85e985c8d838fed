//! Text from other people: shown as text in its own direction, with links only to safe addresses.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::Element;

use crate::{
    format::DASH,
    host::{Event, Host, is_web},
    words::{Words, msg::Msg},
};

/// A text from the server; a dash if it is empty.
pub fn foreign(text: &str) -> AnyView {
    isolated(if text.is_empty() { DASH } else { text }.to_owned())
}

/// A text in its own direction, which may be empty.
pub fn isolated(text: String) -> AnyView {
    view! { <bdi>{text}</bdi> }.into_any()
}

/// Whether an element's lines begin at the right.
pub fn is_rtl(element: &Element) -> bool {
    element.matches(":dir(rtl)").unwrap_or(false)
}

/// The most characters of a label that are shown in a row or a heading. Campaign's own limit is 128.
const BRIEF: usize = 160;

/// A text from the server for a row or a heading. A longer one is cut: nobody could read it there.
pub fn brief(text: &str) -> String {
    match text.char_indices().nth(BRIEF) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// An address that is safe to link to: `http` or `https`, without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeUrl(String);

impl SafeUrl {
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        // With a personalisation field, the address differs for each recipient.
        let is_plain = !text.contains(|c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '"'));
        (is_web(text) && is_plain).then(|| Self(text.to_owned()))
    }
}

/// An address from the server: a link if it is safe, text otherwise. In a row of a table it is no stop of the Tab key,
/// because the table is one.
pub fn foreign_url(host: Host, url: &str, is_in_row: bool) -> AnyView {
    match SafeUrl::new(url) {
        Some(SafeUrl(href)) => {
            let there = href.clone();
            let on_click = move |event: web_sys::MouseEvent| {
                if !host.tell(&Event::Leave(&there)) {
                    event.prevent_default();
                }
            };
            view! {
                <a href=href target="_blank" rel="noopener noreferrer nofollow" class="url" tabindex=is_in_row.then_some("-1") on:click=on_click>
                    <bdi dir="ltr">{url.to_owned()}</bdi>
                </a>
            }
            .into_any()
        }
        None => foreign(url),
    }
}

/// Whether a character does not identify the owner of an address: punctuation, white space and invisible characters.
fn is_separator(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, ' ' | '\t'..='\r' | '\u{a0}' | '\u{2000}'..='\u{206f}' | '\u{feff}' | '＋')
}

/// Masks an address except its last two digits or letters, in any script. A leading plus and all separators stay.
pub fn mask(number: &str) -> String {
    let n_digits = number.chars().filter(|c| !is_separator(*c)).count();
    // A number of two digits or fewer would be shown whole, so all of it is masked.
    let n_hidden = if n_digits > 2 { n_digits - 2 } else { n_digits };
    let mut seen = 0;
    let hide = |c: char| {
        if is_separator(c) {
            return c;
        }
        seen += 1;
        if seen > n_hidden { c } else { '•' }
    };
    number.chars().map(hide).collect()
}

/// Text only for screen readers.
#[component]
pub fn Unseen(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! { <span class="unseen">{text}</span> }
}

/// What is said to the user beside the page.
#[derive(Clone, Copy)]
pub struct Announcer {
    /// Only for people who cannot see what has changed.
    said: RwSignal<String>,
    done: RwSignal<String>,
    end: StoredValue<Option<Timeout>, LocalStorage>,
}

/// So long what was done is shown, in milliseconds.
const SHOWN_MS: u32 = 6_000;

impl Announcer {
    pub fn new() -> Self {
        let (said, done) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        Self { said, done, end: StoredValue::new_local(None) }
    }

    /// Announces an event that can be seen on the page.
    pub fn say(self, text: String) {
        self.said.set(text);
    }

    /// Announces and shows for a while what was done.
    pub fn done(self, text: String) {
        self.done.set(text);
        self.end.set_value(Some(Timeout::new(SHOWN_MS, move || self.done.set(String::new()))));
    }

    /// The two polite live regions of a mount.
    pub fn regions(self) -> impl IntoView {
        view! {
            <div class="unseen" role="status">{self.said}</div>
            <div class="toast" part="toast" role="status"><bdi>{self.done}</bdi></div>
        }
    }
}

/// A placeholder while something is loading. It appears only if loading takes long.
#[component]
pub fn Skeleton(
    /// The number of grey lines.
    lines: usize,
) -> impl IntoView {
    let words = expect_context::<Words>();
    let bars = (0..lines).map(|_| view! { <span class="bone" aria-hidden="true"></span> }).collect::<Vec<_>>();
    view! {
        <div class="skeleton" role="status">
            <Unseen text=words.t(Msg::Loading)/>
            {bars}
        </div>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_but_the_last_two_digits_are_masked() {
        assert_eq!(mask("+33639980001"), "+•••••••••01");
        assert_eq!(mask("+33 6 39 98 00 01"), "+•• • •• •• •• 01");
        assert_eq!(mask("12"), "••");
        assert_eq!(mask(""), "");
    }

    #[test]
    fn digits_and_letters_of_every_script_are_masked() {
        assert_eq!(mask("+٩٦٦٥٠١٢٣٤٥٦٧"), "+••••••••••٦٧");
        assert_eq!(mask("＋３３６３９９８０００１"), "＋•••••••••０１");
        assert_eq!(mask("+33\u{200b}639980001"), "+••\u{200b}•••••••01");
        assert_eq!(mask("Zoé Müller"), "••• ••••er");
        assert_eq!(mask("+33 (0)6 39.98.00-01"), "+•• (•)• ••.••.••-01");
    }

    #[test]
    fn a_label_that_nobody_could_read_in_a_row_is_cut() {
        assert_eq!(brief("é".repeat(160).as_str()), "é".repeat(160));
        assert_eq!(brief(&"é".repeat(1 << 20)), format!("{}…", "é".repeat(160)));
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(SafeUrl::new("https://www.adobe.com").is_some());
        assert!(SafeUrl::new("HTTP://example.com/?a=b").is_some());
        for text in
            ["javascript:alert(1)", "data:text/html,x", "java\nscript://x", "https://a b", "//x.y", "https:\\\\x", ""]
        {
            assert_eq!(SafeUrl::new(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_link_leads_to_another_scheme(text in any::<String>()) {
            if let Some(SafeUrl(url)) = SafeUrl::new(&text) {
                let url = url.to_ascii_lowercase();
                prop_assert!(url.starts_with("http://") || url.starts_with("https://"));
            }
        }

        #[test]
        fn a_mask_never_shows_more_than_two_letters_or_digits(text in "[+0-9 ]{0,20}|\\PC{0,30}") {
            prop_assert!(mask(&text).chars().filter(|c| c.is_alphanumeric()).count() <= 2);
        }
    }
}

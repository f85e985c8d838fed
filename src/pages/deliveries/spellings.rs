//! Other accents of what is searched for, in the labels that were loaded before: the server may tell accents apart.

use campaign::{delivery::Row, value::search_word};
use leptos::{html, prelude::*};

use super::choice::Choice;
use crate::{
    format::{lower, unaccented},
    remote::Rows,
    ui::{button::Button, focus::keep_focus},
    words::{Words, msg::Msg},
};

/// The most labels that are remembered: each is compared with every loaded row.
const MOST_LABELS: usize = 2_000;

/// The most spellings that are offered.
const MOST_OFFERED: usize = 3;

/// The labels that were loaded since the mount, in lower case.
#[derive(Clone, Copy)]
pub struct Labels(StoredValue<Vec<String>>);

impl Labels {
    pub fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    fn remember(self, loaded: &[String]) {
        self.0.update_value(|labels| {
            for label in loaded {
                if labels.len() < MOST_LABELS && !labels.contains(label) {
                    labels.push(label.clone());
                }
            }
        });
    }
}

/// Other spellings of the search text that the server did not find, each as a button.
#[component]
pub fn Spellings(state: RwSignal<Choice>, choice: Memo<Choice>, rows: Rows<Row>, labels: Labels) -> impl IntoView {
    let words = expect_context::<Words>();
    let place = NodeRef::<html::Div>::new();
    let text = Memo::new(move |_| choice.with(|choice| lower(search_word(&choice.text))));
    let found = Memo::new(move |_| {
        rows.list.changed.track();
        rows.loaded().iter().map(|row| lower(&row.label)).collect::<Vec<String>>()
    });
    Effect::new(move |_| found.with(|found| labels.remember(found)));
    let offered = Memo::new(move |_| {
        // Without a search, nothing is compared while the list is scrolled.
        if text.with(String::is_empty) {
            return Vec::new();
        }
        let found = found.read();
        labels.0.with_value(|labels| {
            let missed = labels.iter().filter(|label| !found.contains(*label)).map(String::as_str);
            text.with(|text| others(text, missed, unaccented))
        })
    });
    let search = move |spelling: String| {
        let label = Signal::stored(spelling.clone());
        view! { <Button label class="small" on_press=move |()| state.update(|choice| choice.text = spelling.clone())/> }
    };
    let shown = move || {
        keep_focus(place.get_untracked().map(Into::into));
        let offered = offered.get();
        (!offered.is_empty()).then(|| {
            view! {
                <span class="quiet">{words.t(Msg::OtherAccents)}</span>
                {offered.into_iter().map(search).collect_view()}
            }
        })
    };
    view! { <div class="own" node_ref=place>{shown}</div> }
}

/// How `text`, which is in lower case, is spelled in the labels if accents do not count; never as the text itself.
fn others<'a>(text: &str, labels: impl Iterator<Item = &'a str>, plain: fn(char) -> char) -> Vec<String> {
    let wanted: Vec<char> = text.chars().map(plain).collect();
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    for label in labels {
        let label: Vec<char> = label.chars().collect();
        let is_it = |window: &&[char]| window.iter().zip(&wanted).all(|(c, wanted)| plain(*c) == *wanted);
        let spelled = label.windows(wanted.len()).find(is_it).map(|window| window.iter().collect::<String>());
        if let Some(spelled) = spelled.filter(|spelled| spelled != text && !found.contains(spelled)) {
            found.push(spelled);
        }
    }
    found.truncate(MOST_OFFERED);
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(c: char) -> char {
        match c {
            'é' | 'è' | 'ê' => 'e',
            'à' => 'a',
            other => other,
        }
    }

    fn of(text: &str, labels: &[&str]) -> Vec<String> {
        others(text, labels.iter().copied(), plain)
    }

    #[test]
    fn accents_do_not_count() {
        let labels = ["soldes d’été", "fin d’été", "promotions d’ete", "fête"];
        assert_eq!(of("ete", &labels), ["été", "ête"]);
        assert_eq!(of("été", &labels), ["ete", "ête"]);
        assert_eq!(of("hiver", &labels), Vec::<String>::new());
        assert_eq!(of("", &labels), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn a_spelling_that_is_offered_finds_a_label(text in "[aeéèêà ]{1,4}", labels in prop::collection::vec("[aeéèêà ]{0,12}", 0..9)) {
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            for spelled in of(&text, &labels) {
                prop_assert!(labels.iter().any(|label| label.contains(&spelled)) && spelled != text);
            }
        }
    }
}

//! Every character as it is sent: in a text, a value, CDATA, and the literals of the query language.

use campaign::{
    access::Access,
    delivery::{self, Content, Filter},
    request::Request,
    value::{Id, contains_literal, text_literal},
    xml::{Element, ForbiddenCharacter, cdata_into, check, escape},
};
use proptest::{collection::vec, prelude::*};

/// XML 1.0, production 2, as the standard prints it.
fn is_char(c: char) -> bool {
    let ranges = [(0x9, 0x9), (0xa, 0xa), (0xd, 0xd), (0x20, 0xd7ff), (0xe000, 0xfffd), (0x10000, 0x10ffff)];
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&(c as u32)))
}

/// Texts that XML allows, with many characters that an escape may get wrong.
fn allowed() -> impl Strategy<Value = String> {
    let rich = "[\r\n\t\\]>&<'\"\\\\%_;#x ]";
    let one = prop_oneof![any::<char>().prop_filter("XML carries it", |c| is_char(*c)).prop_map(String::from), rich];
    vec(one, 0..40).prop_map(|all| all.concat())
}

fn forbidden() -> impl Strategy<Value = char> {
    prop::char::ranges(vec!['\0'..='\u{8}', '\u{b}'..='\u{c}', '\u{e}'..='\u{1f}', '\u{fffe}'..='\u{ffff}'].into())
}

fn cdata(text: &str) -> String {
    let mut out = String::new();
    cdata_into(&mut out, text);
    out
}

/// The `text` that a reader returns from a value, a text and CDATA; roxmltree must return the same.
fn read_back(text: &str) -> [String; 3] {
    let document = format!("<a x=\"{0}\"><b>{0}</b><c>{1}</c></a>", escape(text), cdata(text));
    let root = Element::parse(&document).expect("the written text is well-formed");
    let read = ["@x", "b", "c"].map(|path| root.text_at(path));
    let other = roxmltree::Document::parse(&document).expect("roxmltree reads it too");
    let texts = |node: roxmltree::Node<'_, '_>| node.children().filter_map(|n| n.text()).collect::<String>();
    let mut elements = other.root_element().children();
    assert_eq!(other.root_element().attribute("x"), Some(read[0].as_str()));
    assert_eq!(elements.next().map(texts).as_ref(), Some(&read[1]));
    assert_eq!(elements.next().map(texts).as_ref(), Some(&read[2]));
    read
}

fn save(source: &str, sender: &str) -> Result<Request<()>, ForbiddenCharacter> {
    let id = Id::new("9790").expect("an id");
    let after = Content { source: source.to_owned(), sender: sender.to_owned(), ..Content::default() };
    delivery::write(&id, &Content::default(), &after)
}

/// The document of a call, as the server reads it.
fn sent(request: &Request<()>) -> Element {
    let body = request.calls.full.request(&Access::none()).body;
    let mut envelope = Element::parse(&body).expect("a call is XML");
    let mut call = envelope.children.remove(0).children.remove(0);
    call.children.pop().expect("a call has a document").children.remove(0)
}

#[test]
fn every_character_that_xml_allows_is_read_back_and_every_other_is_reported() {
    for c in '\0'..=char::MAX {
        let is_refused = check(&format!("ab{c}")) == Err(ForbiddenCharacter { character: c, position: 3 });
        assert_eq!(is_refused, !is_char(c), "{c:?}");
    }
    // One document for each character would take long, so one document has many.
    let all: Vec<char> = ('\0'..=char::MAX).filter(|c| is_char(*c)).collect();
    for row in all.chunks(1000) {
        let text: String = row.iter().collect();
        assert!(read_back(&text).iter().all(|read| *read == text), "from {:?}", row[0]);
    }
}

#[test]
fn a_character_that_a_reader_would_change_is_sent_as_a_reference() {
    assert_eq!(escape("a\r\n\tb"), "a&#13;&#10;&#9;b");
    assert_eq!(cdata("a\r\n\tb"), "<![CDATA[a]]>&#13;<![CDATA[\n\tb]]>");
    assert_eq!(cdata("]]>"), "<![CDATA[]]]]><![CDATA[>]]>");
    assert_eq!(cdata("Hello <%= recipient.firstName %>"), "<![CDATA[Hello <%= recipient.firstName %>]]>");
}

#[test]
fn literals_follow_the_rules_of_the_contract() {
    // Contract 4: `\` and `'` are escaped in a string, `%` and `_` also in the string of a LIKE.
    assert_eq!(text_literal(r"a'b\c%d_e"), r"'a\'b\\c%d_e'");
    assert_eq!(contains_literal(r"a'b\c%d_e"), r"'%a\'b\\c\%d\_e%'");
}

/// Reads a literal as contract 4 defines it; `None` if it ends too early.
fn read_literal(literal: &str) -> Option<String> {
    let mut inner = literal.strip_prefix('\'')?.strip_suffix('\'')?.chars();
    let mut text = String::new();
    while let Some(c) = inner.next() {
        match c {
            '\\' => text.push(inner.next()?),
            '\'' => return None,
            c => text.push(c),
        }
    }
    Some(text)
}

proptest! {
    #[test]
    fn a_written_text_is_read_back(text in allowed()) {
        prop_assert_eq!(check(&text), Ok(()));
        for read in read_back(&text) {
            prop_assert_eq!(&read, &text);
        }
        let section = cdata(&text);
        prop_assert!(!section.contains('\r'));
    }

    #[test]
    fn a_saved_text_arrives_as_it_was_typed(source in allowed(), sender in allowed()) {
        let delivery = sent(&save(&source, &sender).expect("every character is allowed"));
        prop_assert_eq!(delivery.text_at("content/sms/source"), source);
        prop_assert_eq!(delivery.text_at("smsParameters/@sourceAddress"), sender);
    }

    #[test]
    fn a_refusal_names_the_forbidden_character_and_its_position(
        before in allowed(), character in forbidden(), after in any::<String>(),
    ) {
        let text = format!("{before}{character}{after}");
        let refusal = ForbiddenCharacter { character, position: before.chars().count() + 1 };
        prop_assert_eq!(check(&text), Err(refusal));
        prop_assert_eq!(save(&text, "").err(), Some(refusal));
        prop_assert_eq!(save("", &text).err(), Some(refusal));
    }

    #[test]
    fn any_search_text_makes_a_well_formed_call(text in any::<String>()) {
        let filter = Filter { text, ..Filter::default() };
        let body = delivery::list(&filter, 0).calls.full.request(&Access::none()).body;
        prop_assert!(Element::parse(&body).is_ok());
    }

    #[test]
    fn a_literal_contains_its_whole_text(text in allowed()) {
        prop_assert_eq!(read_literal(&text_literal(&text)), Some(text.clone()));
        prop_assert_eq!(read_literal(&contains_literal(&text)), Some(format!("%{text}%")));
    }

    #[test]
    fn no_character_of_a_searched_text_is_a_wildcard(text in allowed()) {
        let literal = contains_literal(&text);
        let inner = literal.strip_prefix("'%").and_then(|rest| rest.strip_suffix("%'")).unwrap_or_default();
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            prop_assert!(!matches!(c, '%' | '_' | '\''));
            if c == '\\' {
                chars.next();
            }
        }
    }
}

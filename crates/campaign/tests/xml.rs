//! Our XML reader compared with two others, and with the documents that the tests write.

mod oracle;

use campaign::xml::{Element, MAX_ATTRIBUTES, MAX_BYTES, MAX_DEPTH, MAX_NODES, XmlError};
use oracle::agreed;
use proptest::{collection::vec, prelude::*, sample::select, sample::subsequence};

const NAMES: [&str; 9] = ["a", "b", "é", "_x", "a-b.1", "n:a", "n:b", "名", "xml"];

/// Characters that are allowed in texts and values, and some that are allowed only in one of them.
const PIECES: [&str; 30] = [
    "x",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\r\r\n",
    "é",
    "€",
    "🎁",
    "\u{85}",
    "\u{2028}",
    "\u{7f}",
    "\u{fffd}",
    "&amp;",
    "&lt;",
    "&gt;",
    "&quot;",
    "&apos;",
    "&#13;",
    "&#xA;",
    "&#9;",
    "&#x1F381;",
    "&#0065;",
    "]]",
    ">",
    "'",
    "\"",
    "--",
    "?",
];

/// Text that breaks a document, or almost does.
const BREAKERS: [&str; 66] = [
    "<",
    ">",
    "&",
    ";",
    "/",
    "=",
    "'",
    "\"",
    "]]>",
    "]",
    "--",
    "-->",
    "<!--",
    "<!-->",
    "--->",
    "<?",
    "?>",
    "<?xml ?>",
    "<?xml version='1.0'?>",
    "<?XML x?>",
    "<?x:y?>",
    "<?x",
    "<![CDATA[",
    "<![CDATA[]]>",
    "<!DOCTYPE a>",
    "<!doctype a>",
    "<!ELEMENT",
    "&#0;",
    "&#x0;",
    "&#;",
    "&#x;",
    "&#xFFFE;",
    "&#xD800;",
    "&#xD83C;",
    "&#57217;",
    "&#xD83C;&#xDF81;",
    "&eacute;",
    "&#1114112;",
    "&#99999999999999999999;",
    "&#x110000;",
    "&#xg;",
    "&#X41;",
    "&# 65;",
    "&#-1;",
    "&nbsp;",
    "&amp",
    "&AMP;",
    "\0",
    "\u{1}",
    "\u{b}",
    "\u{1f}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{feff}",
    "\u{d7}",
    "\u{37e}",
    "\u{b7}",
    ":",
    "a:",
    ":a",
    "a:b:c",
    "a='1' a='2'",
    "n:a='1' a='2'",
    "xmlns:n='u'",
    "<a></b>",
    "</a>",
];

fn pieces() -> impl Strategy<Value = String> {
    vec(select(&PIECES[..]), 0..6).prop_map(|pieces| pieces.concat())
}

fn attributes() -> impl Strategy<Value = String> {
    let attribute =
        (pieces(), select(&["'", "\""][..]), select(&["=", " = ", "\n=\t"][..]), select(&[" ", "\r\n "][..]));
    (subsequence(&NAMES[..8], 0..4).prop_shuffle(), vec(attribute, 4)).prop_map(|(names, values)| {
        let written = names.iter().zip(values).map(|(name, (value, quote, equals, space))| {
            format!("{space}{name}{equals}{quote}{}{quote}", value.replace(quote, ""))
        });
        written.collect()
    })
}

fn content() -> impl Strategy<Value = String> {
    let comment = "[ a-z<>&\"é-]{0,8}".prop_map(|text| format!("<!--{}-->", text.replace('-', "")));
    let instruction = "[ a-z<>&\"é?]{0,8}".prop_map(|text| format!("<?go {}?>", text.replace("?", "")));
    let section = pieces().prop_map(|text| format!("<![CDATA[{}]]>", text.replace("]]", "<&")));
    let text = pieces().prop_map(|text| text.replace("]]", "]").replace(']', "] "));
    prop_oneof![3 => text, 1 => comment, 1 => instruction, 2 => section]
}

fn elements() -> impl Strategy<Value = String> {
    let leaf = (select(&NAMES[..]), attributes()).prop_map(|(name, attributes)| format!("<{name}{attributes}/>"));
    leaf.prop_recursive(4, 24, 4, |inner| {
        let content = vec(prop_oneof![content(), inner], 0..5);
        (select(&NAMES[..]), attributes(), content, select(&["", " ", "\n"][..])).prop_map(
            |(name, attributes, content, space)| {
                format!("<{name}{attributes}{space}>{}</{name}{space}>", content.concat())
            },
        )
    })
}

fn documents() -> impl Strategy<Value = String> {
    let starts = [
        "",
        "\u{feff}",
        "<?xml version='1.0'?>",
        "\u{feff}<?xml version=\"1.0\" encoding='UTF-8' ?>\r\n",
        "<?xml version='1.0' standalone='yes'?><!-- a -->",
        "\n<?go?>",
    ];
    (select(starts.to_vec()), elements(), select(&["", "\n", "<!-- end --><?go on?>"][..]))
        .prop_map(|(start, root, end)| format!("{start}<root xmlns:n='urn:n'>{root}</root>{end}"))
}

/// Documents with a few parts deleted, inserted or repeated.
fn broken_documents() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..6usize, select(&BREAKERS[..]), any::<bool>());
    (documents(), vec(change, 1..4)).prop_map(|(text, changes)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, n_lost, inserted, is_doubled) in changes {
            let at = at.index(chars.len() + 1);
            let end = (at + n_lost).min(chars.len());
            let lost: Vec<char> = chars.drain(at..end).collect();
            let back = if is_doubled { [lost.clone(), lost].concat() } else { inserted.chars().collect() };
            chars.splice(at..at, back);
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn well_formed_documents_are_read_as_by_other_readers(text in documents()) {
        prop_assert!(agreed(&text).is_ok(), "{:?}", agreed(&text));
    }

    #[test]
    fn broken_documents_are_refused_as_by_other_readers(text in broken_documents()) {
        let _ = agreed(&text);
    }

    #[test]
    fn texts_of_markup_are_read_or_refused_as_by_other_readers(pieces in vec(prop_oneof![select(&BREAKERS[..]), select(&PIECES[..]), select(&NAMES[..])], 0..12)) {
        let text = pieces.concat();
        let _ = agreed(&text);
        let _ = agreed(&format!("<a>{text}</a>"));
        let _ = agreed(&format!("<a {text}/>"));
        let _ = agreed(&format!("<a b='{text}'/>"));
    }

    #[test]
    fn any_text_is_read_or_refused_as_by_other_readers(text in any::<String>()) {
        let _ = agreed(&text);
    }

    #[test]
    fn any_bytes_are_read_or_refused_as_by_other_readers(bytes in vec(any::<u8>(), 0..64)) {
        let _ = agreed(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn names_may_contain_the_characters_that_other_readers_allow() {
    // Beyond the first plane, the ranges begin and end with a plane.
    for c in ('\0'..='\u{ffff}').chain(('\u{10000}'..=char::MAX).filter(|c| matches!(*c as u32 & 0xffff, 0 | 0xffff))) {
        let _ = agreed(&format!("<{c}/>"));
        let _ = agreed(&format!("<a{c}/>"));
    }
}

#[test]
fn an_error_gives_the_first_wrong_byte() {
    for (text, place) in [
        ("", 0),
        ("text", 0),
        ("\u{feff}text", 3),
        ("<a>", 3),
        ("<a></b>", 5),
        ("<n:a></m:a>", 7),
        ("<n:a></a>", 7),
        ("<a></n:a>", 5),
        ("<a><?XML x?></a>", 5),
        ("<?Xml ?><a/>", 2),
        ("<a/><b/>", 4),
        ("<a>é&eacute</a>", 12),
        ("<a>&#;</a>", 3),
        ("<a>]]></a>", 3),
        ("<a\u{1}/>", 2),
        ("<a x=1/>", 5),
        ("<a x='1'y='2'/>", 8),
        ("<a x='<'/>", 6),
        ("<a x='1' x='2'/>", 9),
        ("<a:b:c/>", 4),
        ("<a><!-- a -- b --></a>", 10),
        ("<a><?xml version='1.0'?></a>", 5),
        ("<?xml encoding='UTF-8'?><a/>", 6),
        ("<![CDATA[a]]><a/>", 1),
        ("<a/>text", 4),
        ("<1/>", 1),
    ] {
        assert_eq!(Element::parse(text), Err(XmlError::Malformed(place)), "{text}");
    }
}

#[test]
fn one_bad_character_costs_one_character() {
    for (text, read) in [
        ("a\u{1}b", "a\u{fffd}b"),
        ("a&#0;b", "a\u{fffd}b"),
        ("a&#xB;b", "a\u{fffd}b"),
        ("a&#xFFFE;b", "a\u{fffd}b"),
        // 2^32 more than the number of A.
        ("a&#4294967361;b", "a\u{fffd}b"),
        ("a&#x100000041;b", "a\u{fffd}b"),
        ("a&nbsp;b", "a\u{a0}b"),
        ("&Eacute;t&eacute;&hellip;", "Été…"),
        ("a&nosuch;b", "a\u{fffd}b"),
        ("&#xD83C;&#xDF81;", "🎁"),
        ("&#55356;&#57217;", "🎁"),
        ("&#xD83C;", "\u{fffd}"),
        ("&#xD83C;&#xD83C;&#xDF81;", "\u{fffd}🎁"),
        ("&#xDF81;&#xD83C;", "\u{fffd}\u{fffd}"),
        ("&#xD83C;&amp;", "\u{fffd}&"),
    ] {
        let document = Element::parse(&format!("<a b='{text}'>{text}<c/></a>")).expect("one bad character");
        assert_eq!((document.text.as_str(), document.value("@b")), (read, Some(read)), "{text}");
        assert_eq!(document.children.len(), 1);
    }
}

#[test]
fn a_name_of_html_4_is_read_as_its_character_in_html() {
    for name in [
        "nbsp", "iexcl", "copy", "ordf", "shy", "frac12", "Agrave", "ETH", "times", "szlig", "eacute", "divide",
        "yuml", "ndash", "rsquo", "bdquo", "hellip", "rsaquo", "euro", "trade", "rarr", "minus",
    ] {
        let document = Element::parse(&format!("<a>&{name};</a>")).expect("a name of HTML");
        assert_eq!(Some(document.text.as_str()), quick_xml::escape::resolve_html5_entity(name), "{name}");
    }
}

#[test]
fn one_local_name_may_have_two_prefixes() {
    for text in ["<a x='1' n:x='2'/>", "<a n:x='1' x='2'/>", "<a n:x='1' m:x='2'/>"] {
        let attributes = Element::parse(text).expect("both prefixes are allowed").attributes;
        assert_eq!(attributes, [("x".to_owned(), "1".to_owned()), ("x".to_owned(), "2".to_owned())], "{text}");
    }
}

#[test]
fn a_document_at_a_limit_is_read_and_one_beyond_it_is_refused() {
    let nested = |n: usize| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n));
    assert!(Element::parse(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(Element::parse(&nested(MAX_DEPTH + 1)), Err(XmlError::TooDeep));
    let with_attributes = |n: usize| format!("<a{}/>", (0..n).map(|i| format!(" a{i}=''")).collect::<String>());
    assert!(Element::parse(&with_attributes(MAX_ATTRIBUTES)).is_ok());
    assert_eq!(Element::parse(&with_attributes(MAX_ATTRIBUTES + 1)), Err(XmlError::TooManyNodes));
    let with_children = |n: usize| format!("<a>{}</a>", "<a/>".repeat(n));
    assert!(Element::parse(&with_children(MAX_NODES - 1)).is_ok());
    assert_eq!(Element::parse(&with_children(MAX_NODES)), Err(XmlError::TooManyNodes));
    let with_text = |n: usize| format!("<a>{}</a>", "x".repeat(n - 7));
    assert!(Element::parse(&with_text(MAX_BYTES)).is_ok());
    assert_eq!(Element::parse(&with_text(MAX_BYTES + 1)), Err(XmlError::TooLarge));
}

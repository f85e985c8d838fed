//! What holds for any input: a text is read as it was written, and no expression reaches SQL as text.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::LazyLock;

use proptest::prelude::*;
use support::{Server, between, escape, query};

static SERVER: LazyLock<Server> = LazyLock::new(Server::start);

/// `\` and `'` escaped, as contract section 4 says.
fn literal(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}

/// As Adobe's `escapeForLike`.
fn pattern(text: &str) -> String {
    literal(text).replace('%', "\\%").replace('_', "\\_")
}

fn rename(label: &str, key: &str) -> String {
    format!(
        r#"<delivery xtkschema="nms:delivery" _operation="insertOrUpdate" _key="@internalName" internalName="{key}" label="{}"/>"#,
        escape(label)
    )
}

/// Characters that XML allows. Those that escape something are more frequent.
fn text() -> impl Strategy<Value = String> {
    let special =
        prop::sample::select(vec!['\'', '\\', '%', '_', '"', '<', '>', '&', ']', '#', '[', '\n', '\t', '\r', ' ']);
    let any = any::<char>().prop_filter(
        "XML",
        |c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..),
    );
    prop::collection::vec(prop_oneof![3 => special, 1 => any, 1 => prop::char::range('a', 'd')], 1..20)
        .prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_is_found_by_equality_and_by_like(label in text()) {
        let admin = SERVER.sign_in("marie");
        let answer = admin.write(&rename(&label, "DMLAW1"));
        prop_assert!(answer.contains("WriteResponse"), "{}", answer);
        let only = "@internalName='DMLAW1'";
        prop_assert_eq!(admin.count("nms:delivery", &[only, &format!("@label = '{}'", literal(&label))]), 1);
        prop_assert_eq!(admin.count("nms:delivery", &[only, &format!("@label LIKE '%{}%'", pattern(&label))]), 1);
        let other = format!("@label LIKE '{}x'", pattern(&label));
        prop_assert_eq!(admin.count("nms:delivery", &[only, &other]), 0);
    }

    #[test]
    fn a_label_and_a_text_come_back_as_they_went_in(label in text(), source in text()) {
        let admin = SERVER.sign_in("marie");
        let document = format!(
            r#"<delivery xtkschema="nms:delivery" _key="@internalName" internalName="DMLAW2" label="{}"><content><sms><source>{}</source></sms></content></delivery>"#,
            escape(&label), escape(&source)
        );
        prop_assert!(admin.write(&document).contains("WriteResponse"));
        let answer = admin.select("nms:delivery", &["@label", "[content/sms/source]"], &["@internalName='DMLAW2'"]);
        let parsed = roxmltree::Document::parse(&answer).unwrap();
        let delivery = parsed.descendants().find(|node| node.has_tag_name(("urn:xtk:queryDef", "delivery"))).unwrap();
        prop_assert_eq!(delivery.attribute("label"), Some(label.as_str()));
        let found = delivery.descendants().find(|node| node.tag_name().name() == "source").unwrap();
        let back: String = found.children().filter_map(|child| child.text()).collect();
        prop_assert_eq!(back, source);
    }

    #[test]
    fn any_expression_is_answered_or_refused_in_words(
        expression in prop_oneof![text(), words()],
        place in prop::sample::select(vec!["node", "condition", "order"]),
    ) {
        let admin = SERVER.sign_in("admin");
        let text = escape(&expression);
        let definition = match place {
            "node" => format!(r#"<queryDef schema="nms:delivery" lineCount="2"><select><node expr="{text}"/></select></queryDef>"#),
            "condition" => query("nms:delivery", "count", &[], &[&expression]),
            _ => format!(r#"<queryDef schema="nms:delivery" lineCount="2"><select><node expr="@id"/></select><orderBy><node expr="{text}"/></orderBy></queryDef>"#),
        };
        let answer = admin.query(&definition);
        let refused = answer.contains("<SOAP-ENV:Fault>");
        prop_assert!(refused || answer.contains("<pdomOutput"), "{}", answer);
        prop_assert!(!answer.contains("syntax error") && !answer.contains("no such"), "{}", answer);
        if refused {
            prop_assert!(!between(&answer, "<detail xsi:type=\"xsd:string\">", "</detail>").is_empty());
        }
        prop_assert!(!answer.contains("This is a bug"), "{}", answer);
    }
}

/// Words of the language, in any order.
fn words() -> impl Strategy<Value = String> {
    let known = vec![
        "@id",
        "@label",
        "@state",
        "[folder/@label]",
        "[content/sms/source]",
        "folder",
        "dlvExclusion",
        "'a'",
        "'%'",
        "1",
        "2.5",
        "##",
        "#2024-01-01#",
        "true",
        "(",
        ")",
        ",",
        "=",
        "<>",
        "<",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "AND",
        "OR",
        "NOT",
        "IN",
        "LIKE",
        "IS",
        "NULL",
        "Count(",
        "Sum(",
        "Max(",
        "Iif(",
        "Percent(",
        "Lower(",
        "GetDate()",
        "DateOnly(",
        "TruncDate(",
        "Left(",
        "AddDays(",
        "data",
        ".",
        "9223372036854775807",
    ];
    prop::collection::vec(prop::sample::select(known), 1..12).prop_map(|words| words.join(" "))
}

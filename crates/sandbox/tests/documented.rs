//! The documented deliveries are as Adobe's pictures show them.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Server, occurrences};

#[test]
fn event_launch_has_its_documented_figures_and_rows() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    for (path, value) in [
        ("@id", "1206770"),
        ("@label", "Event launch SMS"),
        ("@state", "95"),
        ("properties/@toDeliver", "34"),
        ("properties/@reject", "8"),
        ("properties/@totalTarget", "42"),
        ("indicators/@processed", "34"),
        ("indicators/@success", "34"),
        ("folderProcess/@fullName", "/Profiles and Targets/Deliveries/"),
        ("deliveryProvider/@label", "SMS routing"),
        // 15:27:39 in Paris, in summer.
        ("execution/@broadEndDate", "2024-08-01 13:27:39.000Z"),
        ("scheduling/@contactDate", "2024-08-01 13:27:39.000Z"),
    ] {
        assert_eq!(admin.delivery("DM55842", path), value, "{path}");
    }
    let of_it = "[@delivery-id]=1206770";
    assert_eq!(admin.count("nms:broadLogRcp", &[of_it]), 34);
    assert_eq!(admin.count("nms:broadLogRcp", &[of_it, "@status=1"]), 34);
    assert_eq!(admin.count("nms:excludeLogRcp", &[of_it, "[msg/@failureReason]=8"]), 2);
    assert_eq!(admin.count("nms:excludeLogRcp", &[of_it, "[msg/@failureReason]=10"]), 6);
    assert_eq!(admin.count("nms:trackingUrl", &[of_it, "@source='https://www.adobe.com'"]), 1);
    assert_eq!(admin.count("xtk:jobLog", &["[@job-id]=1206770"]), 49);
    let causes = admin.select("nms:dlvExclusion", &["@count", "[typologyRule/@label]"], &[of_it]);
    assert!(causes.contains(r#"count="2"><typologyRule label="Exclusion of denylisted recipients"/>"#), "{causes}");
    assert!(causes.contains(r#"count="6"><typologyRule label="Duplicate address in delivery action."/>"#), "{causes}");
}

#[test]
fn event_launch_keeps_the_times_of_its_visible_logs_and_journal() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let on =
        |date: &str| admin.count("nms:broadLogRcp", &["[@delivery-id]=1206770", &format!("@lastModified=#{date}#")]);
    // 13:55:50, 13:55:20 and 10:51:54 in Paris, in winter.
    assert_eq!((on("2024-03-14T12:55:50Z"), on("2024-03-13T12:55:20Z"), on("2024-03-12T09:51:54Z")), (2, 3, 4));
    let last = admin.query(
        r#"<queryDef schema="xtk:jobLog" operation="select" lineCount="1"><select><node expr="@logDate"/><node expr="@message"/></select><where><condition expr="[@job-id]=1206770"/></where><orderBy><node expr="@id" sortDesc="true"/></orderBy></queryDef>"#,
    );
    assert!(last.contains("2024-03-14 12:56:16.000Z"), "{last}");
    assert!(last.contains("DEL-430015 Delivery finished (all messages have been sent)."), "{last}");
}

#[test]
fn event_reminder_is_being_edited_and_event_day_is_ready() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    assert_eq!(admin.delivery("DM144", "@state"), "0");
    let text = admin.select("nms:delivery", &["[content/sms/source]"], &["@internalName='DM144'"]);
    assert!(text.contains("<![CDATA[Don't forget your 20% discount during our next event!]]>"), "{text}");
    assert_eq!(admin.delivery("DM145", "@label"), "Event day");
    assert_eq!(admin.delivery("DM145", "@state"), "45");
    assert_eq!(admin.delivery("DM145", "properties/@toDeliver"), "18");
    let id = format!("[@job-id]={}", admin.delivery("DM145", "@id"));
    let journal = admin.select("xtk:jobLog", &["@message"], &[&id]);
    assert_eq!(occurrences(&journal, "<jobLog "), 22);
    let last = "Analysis successfully completed in 3s (18 message(s) waiting).";
    assert!(journal.contains(last), "{journal}");
}

#[test]
fn the_documented_list_has_emails_only() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    assert_eq!(admin.count("nms:delivery", &["@messageType=0"]), 7);
    assert_eq!(admin.count("nms:delivery", &["@messageType=0", "@FCP=1"]), 2);
}

#[test]
fn every_documented_state_occurs_among_the_sms_deliveries() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    for state in [0, 11, 12, 13, 15, 21, 22, 25, 37, 45, 51, 55, 61, 62, 71, 72, 75, 81, 82, 85, 87, 95, 100] {
        let found = admin.count("nms:delivery", &["@messageType=1", &format!("@state={state}")]);
        assert!(found > 0, "{state}");
    }
}

#[test]
fn every_address_is_from_a_range_reserved_for_fiction() {
    let server = Server::start();
    server.sandbox.fill(|_, _| {}).unwrap();
    let admin = server.sign_in("admin");
    let elsewhere = [
        "@address NOT LIKE '+3363998____'",
        "@address NOT LIKE '003363998____'",
        "@address NOT LIKE '+33 6 39 98 __ __'",
        "@address NOT LIKE '063998____'",
        "@address NOT LIKE '+33 639 98_ ___'",
        "@address NOT LIKE '+4917139200__'",
        "@address NOT LIKE '+447700900___'",
        "@address NOT LIKE '+1___55501__'",
        "@address <> ''",
    ];
    let conditions = elsewhere;
    for schema in ["nms:broadLogRcp", "nms:excludeLogRcp", "cus:broadLogMember", "cus:excludeLogMember", "nms:address"]
    {
        assert!(admin.count(schema, &[]) > 0);
        assert_eq!(admin.count(schema, &conditions), 0, "{schema}");
    }
}

#[test]
fn figures_agree_with_logs_unless_the_logs_were_purged() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    for name in ["DM61000", "DM61001", "DM61009", "DM61010", "DM61012"] {
        let id = admin.delivery(name, "@id");
        let schema = admin.delivery(name, "mapping/storage/@broadLogSchema");
        let of_it = format!("[@delivery-id]={id}");
        let success = admin.count(&schema, &[&of_it, "@status IN (1,3,4)"]);
        assert_eq!(admin.delivery(name, "indicators/@success"), success.to_string(), "{name}");
        let failed = admin.count(&schema, &[&of_it, "@status=2"]);
        assert_eq!(admin.delivery(name, "indicators/@error"), failed.to_string(), "{name}");
    }
    assert_eq!(admin.delivery("DM61011", "properties/@toDeliver"), "5230");
    assert_eq!(admin.count("nms:broadLogRcp", &["[delivery/@internalName]='DM61011'"]), 0);
}

#[test]
fn exclusions_are_in_the_table_that_the_mapping_names() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    assert_eq!(admin.delivery("DM61000", "mapping/storage/@broadLogSchema"), "cus:broadLogMember");
    assert_eq!(admin.count("cus:excludeLogMember", &["[delivery/@internalName]='DM61000'"]), 5);
    assert_ne!(admin.delivery("DM61001", "mapping/storage/@exclusionType"), "2");
    assert_eq!(admin.count("nms:broadLogRcp", &["[delivery/@internalName]='DM61001'", "@status=0"]), 5);
    assert_eq!(admin.count("nms:excludeLogRcp", &["[delivery/@internalName]='DM61001'"]), 0);
}

#[test]
fn the_large_delivery_says_that_it_is_being_filled_until_it_is_full() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    assert_eq!(admin.delivery("DM90000", "properties/@toDeliver"), "1000");
    assert!(admin.delivery("DM90000", "@label").ends_with("(being filled: 0 of 1,000 logs)"));
    let mut seen = Vec::new();
    server.sandbox.fill(|present, wanted| seen.push((present, wanted))).unwrap();
    assert_eq!((seen.first(), seen.last()), (Some(&(0, 1_000)), Some(&(1_000, 1_000))));
    server.sandbox.fill(|_, _| {}).unwrap();
    assert_eq!(admin.delivery("DM90000", "@label"), "Season opening, every subscriber");
    assert_eq!(admin.delivery("DM90000", "@state"), "95");
    assert_eq!(admin.count("nms:broadLogRcp", &["[delivery/@internalName]='DM90000'"]), 1_000);
    let success = admin.count("nms:broadLogRcp", &["[delivery/@internalName]='DM90000'", "@status IN (1,3,4)"]);
    assert_eq!(admin.delivery("DM90000", "indicators/@success"), success.to_string());
}

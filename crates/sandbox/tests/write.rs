//! Write changes what the document names and keeps everything else. What it refuses it explains.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Client, Server, between, detail};

fn edit(name: &str, inside: &str) -> String {
    format!(
        r#"<delivery xtkschema="nms:delivery" _operation="update" _key="@internalName" internalName="{name}">{inside}</delivery>"#
    )
}

fn text(text: &str) -> String {
    format!("<content><sms><source>{text}</source></sms></content>")
}

fn content(admin: &Client, name: &str) -> String {
    let condition = format!("@internalName='{name}'");
    admin.select("nms:delivery", &["content", "smsParameters"], &[&condition])
}

#[test]
fn writing_the_text_keeps_everything_else_and_survives_a_restart() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let before = admin.delivery("DM144", "@lastModified");
    let answer = admin.write(&edit("DM144", &text("<![CDATA[Hello <%= recipient.firstName %> & co]]>")));
    assert!(answer.contains("<WriteResponse xmlns=\"urn:\""), "{answer}");
    assert_ne!(admin.delivery("DM144", "@lastModified"), before);
    assert_eq!(admin.delivery("DM144", "@contentModTime"), admin.delivery("DM144", "@lastModified"));
    assert_eq!(admin.delivery("DM144", "modifiedBy/@name"), "admin");
    assert_eq!(admin.delivery("DM144", "smsParameters/@sourceAddress"), "ACME");
    let server = Server::on(server.stop(), |_| {});
    let after = content(&server.sign_in("marie"), "DM144");
    assert!(after.contains("<source><![CDATA[Hello <%= recipient.firstName %> & co]]></source>"), "{after}");
}

#[test]
fn parameters_are_merged_and_collections_are_replaced() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let urls = |urls: &str| edit("DM61018", &format!("<content><sms><urlConfig>{urls}</urlConfig></sms></content>"));
    admin.write(&urls(
        r#"<url source="https://a.example.com" urlId="1"/><url source="https://b.example.com" urlId="2"/>"#,
    ));
    admin.write(&edit("DM61018", r#"<smsParameters sourceAddress="NEW"/>"#));
    let now = content(&admin, "DM61018");
    assert!(now.contains("https://a.example.com") && now.contains("https://b.example.com"), "{now}");
    assert!(now.contains(r#"sourceAddress="NEW""#) && now.contains(r#"smsMode="1""#), "{now}");
    assert!(now.contains("Hello"), "{now}");
    admin.write(&urls(r#"<url source="https://c.example.com" urlId="3"/>"#));
    let now = content(&admin, "DM61018");
    assert!(!now.contains("a.example") && now.contains("c.example"), "{now}");
    admin.write(&urls(r#"<url _operation="insertOrUpdate" _key="@urlId" source="https://d.example.com" urlId="4"/>"#));
    let now = content(&admin, "DM61018");
    assert!(now.contains("c.example") && now.contains("d.example") && !now.contains("_key"), "{now}");
}

#[test]
fn the_viewer_can_read_but_not_write() {
    let server = Server::start();
    let viewer = server.sign_in("viewer");
    assert_eq!(viewer.delivery("DM144", "@state"), "0");
    let answer = viewer.write(&edit("DM144", &text("mine")));
    assert!(detail(&answer).contains("may read but not write"), "{answer}");
    assert!(detail(&answer).starts_with("XTK-170019 "), "{answer}");
    assert!(content(&viewer, "DM144").contains("20% discount"));
}

#[test]
fn the_content_of_a_started_delivery_is_locked_and_its_attributes_are_not() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let both = r#"<delivery xtkschema="nms:delivery" _operation="update" _key="@id" id="1206770" label="changed"><content><sms><source>changed</source></sms></content></delivery>"#;
    assert!(detail(&admin.write(both)).contains("cannot be changed any more"));
    assert_eq!(admin.delivery("DM55842", "@label"), "Event launch SMS");
    let label = r#"<delivery xtkschema="nms:delivery" _operation="update" _key="@id" id="1206770" label="renamed"/>"#;
    assert!(admin.write(label).contains("WriteResponse"));
    assert_eq!(admin.delivery("DM55842", "@label"), "renamed");
}

#[test]
fn insert_update_delete_and_none_do_what_they_say() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let all = admin.count("nms:delivery", &[]);
    let write = |operation: &str, label: &str| {
        admin.write(&format!(
            r#"<delivery xtkschema="nms:delivery" _operation="{operation}" _key="@internalName" internalName="DMX" label="{label}"/>"#
        ))
    };
    assert!(detail(&write("update", "a")).contains("does not exist"));
    write("none", "a");
    assert_eq!(admin.count("nms:delivery", &[]), all);
    write("insert", "a");
    assert!(detail(&write("insert", "b")).contains("already exists"));
    write("insertOrUpdate", "c");
    assert_eq!((admin.count("nms:delivery", &[]), admin.delivery("DMX", "@label")), (all + 1, "c".to_owned()));
    write("delete", "");
    assert_eq!(admin.count("nms:delivery", &[]), all);
    assert!(detail(&write("frobnicate", "")).contains("frobnicate"));
}

#[test]
fn links_are_set_by_the_key_of_their_record() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    admin.write(&edit("DM144", r#"<folder name="nmsCampaigns"/>"#));
    assert_eq!(admin.delivery("DM144", "folder/@label"), "Campaigns");
    assert!(detail(&admin.write(&edit("DM144", r#"<folder name="nowhere"/>"#))).contains("does not exist"));
}

#[test]
fn a_number_leaves_quarantine_by_becoming_valid() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let found = admin.select("nms:address", &["@id"], &["@status=4"]);
    let id = between(&found, "<address id=\"", "\"");
    admin.write(&format!(r#"<address xtkschema="nms:address" _operation="update" _key="@id" id="{id}" status="2"/>"#));
    assert_eq!(admin.count("nms:address", &[&format!("@id={id}"), "@status=2"]), 1);
}

#[test]
fn a_document_with_a_wrong_part_is_refused_completely() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let before = content(&admin, "DM144");
    for (inside, why) in [
        (text("&#1;"), ""),
        (format!("{}<nothing/>", text("x")), "unknown"),
        (format!("{}<scheduling contactDate=\"soon\"/>", text("x")), "not a date"),
        (format!("{}<smsParameters smsMode=\"loud\"/>", text("x")), "not a whole number"),
        (format!("{}<indicators processedRatio=\"1\"/>", text("x")), "counted by the server"),
    ] {
        assert!(detail(&admin.write(&edit("DM144", &inside))).contains(why), "{inside}");
    }
    assert!(detail(&admin.write("<delivery id='1'/>")).contains("xtkschema"));
    assert!(detail(&admin.write("<operator xtkschema='xtk:operator' name='eve'/>")).contains("cannot be changed"));
    assert_eq!(content(&admin, "DM144"), before);
}

#[test]
fn attributes_that_only_the_server_sets_cannot_be_written() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let before = ["@state", "@lastModified", "properties/@toDeliver", "indicators/@success", "createdBy/@name"];
    let read = || before.map(|path| admin.delivery("DM144", path));
    let was = read();
    for (inside, path) in [
        (r#"<properties toDeliver="5"/>"#, "properties/@toDeliver"),
        (r#"<indicators success="5"/>"#, "indicators/@success"),
        (r#"<execution broadEndDate="2026-11-20 10:00:00.000Z"/>"#, "execution/@broadEndDate"),
        (r#"<createdBy name="marie"/>"#, "@createdBy-id"),
    ] {
        let why = detail(&admin.write(&edit("DM144", inside)));
        assert!(why.starts_with(&format!("'{path}' is ")), "{why}");
        assert!(why.ends_with(" by the server and cannot be written."), "{why}");
    }
    for attribute in ["state='55'", "lastModified='2026-11-20 10:00:00.000Z'", "created=''", "analysisStep='1'"] {
        for operation in ["update", "insertOrUpdate", "insert"] {
            let document = format!(
                r#"<delivery xtkschema="nms:delivery" _operation="{operation}" _key="@internalName" internalName="DM144" {attribute}/>"#
            );
            assert!(detail(&admin.write(&document)).contains("is set by the server"), "{operation} {attribute}");
        }
    }
    assert_eq!(read(), was);
    let period = r#"<execution maxRetry="2"/><scheduling contactDate="2026-12-01 10:00:00.000Z"/>"#;
    assert!(admin.write(&edit("DM144", period)).contains("WriteResponse"));
}

#[test]
fn a_collection_is_written_completely_or_not_at_all() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let write = |second: &str| {
        let document = format!(
            r#"<delivery-collection xtkschema="nms:delivery"><delivery _operation="insert" _key="@internalName" internalName="DMX1" label="a"/><delivery _operation="insert" _key="@internalName" internalName="{second}" label="b"/></delivery-collection>"#
        );
        admin.call("xtk:persist", "WriteCollection", &format!("<doc>{document}</doc>"))
    };
    let all = admin.count("nms:delivery", &[]);
    assert!(detail(&write("DM144")).contains("already exists"));
    assert_eq!(admin.count("nms:delivery", &[]), all);
    assert!(write("DMX2").contains("WriteCollectionResponse"));
    assert_eq!(admin.count("nms:delivery", &[]), all + 2);
}

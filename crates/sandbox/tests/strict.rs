//! A strict sandbox hides what instances are known to hide, and sends what they are known to send (contract 19).
#![allow(clippy::unwrap_used)]

mod support;

use support::{Answer, Server, between, envelope, occurrences, query};
use tempfile::TempDir;

fn strict() -> Server {
    Server::with(|options| options.strict = true)
}

fn who_am_i() -> String {
    envelope("xtk:session", "GetUserInfo", "", "")
}

/// Session and security token of an operator.
fn tokens(server: &Server, login: &str) -> (String, String) {
    let answer = server.post(envelope("xtk:session", "Logon", "", &format!("<l>{login}</l><p>sandbox</p>")), &[]);
    assert_eq!(answer.header("set-cookie"), "");
    let token = |name: &str| between(&answer.body, &format!("<{name} xsi:type=\"xsd:string\">"), "<");
    (token("pstrSessionToken"), token("pstrSecurityToken"))
}

fn ask_as(server: &Server, login: &str, definition: &str) -> Answer {
    let document = format!("<document>{definition}</document>");
    let bearer = format!("Bearer sandbox-{login}");
    server.post(envelope("xtk:queryDef", "ExecuteQuery", "", &document), &[("Authorization", &bearer)])
}

fn ask(server: &Server, definition: &str) -> String {
    ask_as(server, "admin", definition).body
}

fn select(server: &Server, schema: &str, nodes: &[&str], conditions: &[&str]) -> String {
    ask(server, &query(schema, "select", nodes, conditions))
}

fn faultstring(body: &str) -> String {
    assert!(body.contains("<S:Fault>"), "{body}");
    between(body, "<faultstring xsi:type=\"xsd:string\">", "</faultstring>")
}

fn has_no_detail(body: &str) -> bool {
    body.contains("<detail xsi:type=\"xsd:string\"></detail>")
}

#[test]
fn a_session_needs_its_cookie_and_the_security_token() {
    let server = strict();
    let (session, security) = tokens(&server, "marie");
    let cookie = format!("a=1; __sessiontoken={session}");
    let known = server.post(who_am_i(), &[("Cookie", &cookie), ("X-Security-Token", &security)]);
    assert!(known.body.contains("login=\"marie\""), "{}", known.body);
    let in_the_call = envelope("xtk:session", "GetUserInfo", &session, "");
    for (body, headers) in [
        (&who_am_i(), vec![("X-Session-Token", session.as_str()), ("X-Security-Token", &security)]),
        (&in_the_call, vec![("X-Security-Token", security.as_str())]),
        (&who_am_i(), vec![("Cookie", cookie.as_str())]),
    ] {
        let answer = server.post(body, &headers);
        assert_eq!(answer.body, "XSV-350008 Session has expired or is invalid. Please reconnect.");
        assert_eq!((answer.status, answer.header("content-type")), (403, "text/plain; charset=utf-8"));
    }
}

#[test]
fn a_server_of_the_app_makes_the_cookie_like_a_proxy() {
    let app = TempDir::new().unwrap();
    let folder = app.path().to_owned();
    let server = Server::with(|options| (options.strict, options.app) = (true, Some(folder)));
    let (session, security) = tokens(&server, "admin");
    let headers = [("X-Session-Token", session.as_str()), ("X-Security-Token", &security)];
    assert!(server.post(who_am_i(), &headers).body.contains("login=\"admin\""));
    assert!(server.post(who_am_i(), &headers[..1]).body.starts_with("XSV-350008"));
}

#[test]
fn a_wrong_password_and_an_expired_bearer_token_have_their_own_answers() {
    let server = strict();
    let wrong = server.post(envelope("xtk:session", "Logon", "", "<l>admin</l><p>x</p>"), &[]);
    assert_eq!((wrong.status, wrong.header("content-type")), (403, "text/plain; charset=utf-8"));
    assert!(wrong.body.starts_with("XSV-350012 "), "{}", wrong.body);
    let over = server.post(who_am_i(), &[("Authorization", "Bearer over")]);
    assert_eq!(over.status, 500);
    let text = "SOP-330007 Error while reading parameters of method 'GetUserInfo' of service 'xtk:session'.";
    assert_eq!(faultstring(&over.body), text);
    assert!(between(&over.body, "<detail", "</detail>").contains("XSV-350114"), "{}", over.body);
}

#[test]
fn causes_are_hidden() {
    let server = strict();
    let refused = select(&server, "nms:delivery", &["@shoeSize"], &[]);
    assert!(faultstring(&refused).starts_with("SOP-330011 "), "{refused}");
    assert!(has_no_detail(&refused), "{refused}");
}

#[test]
fn causes_of_exclusion_cannot_be_read_in_any_way() {
    let server = strict();
    let inside = r#"<node expr="dlvExclusion"><node expr="@count"/></node>"#;
    for refused in [
        select(&server, "nms:dlvExclusion", &["@count"], &[]),
        select(&server, "nms:delivery", &[inside], &["@id=1206770"]),
        select(&server, "nms:nothing", &["@id"], &[]),
    ] {
        assert!(faultstring(&refused).starts_with("XFR-180000 "), "{refused}");
        assert!(has_no_detail(&refused), "{refused}");
    }
    let bearer = [("Authorization", "Bearer sandbox-admin")];
    let key = "<pk>xtk:schema|nms:dlvExclusion</pk><md5/><must>false</must>";
    let schema = server.post(envelope("xtk:persist", "GetEntityIfMoreRecent", "", key), &bearer);
    assert!(schema.body.contains("<pdomDoc") && !schema.body.contains("<schema"), "{}", schema.body);
}

#[test]
fn the_viewer_has_no_right_to_the_quarantine() {
    let server = strict();
    let numbers = query("nms:address", "count", &[], &[]);
    let refused = ask_as(&server, "viewer", &numbers).body;
    assert!(faultstring(&refused).starts_with("XTK-170019 "), "{refused}");
    assert!(ask_as(&server, "marie", &numbers).body.contains("<address count="));
}

#[test]
fn a_text_can_only_be_read_with_the_whole_memo() {
    let server = strict();
    for leaf in ["[content/sms/source]", "[smsParameters/smsContent]"] {
        assert!(has_no_detail(&select(&server, "nms:delivery", &["@id", leaf], &["@id=1206800"])), "{leaf}");
    }
    let parameters = select(&server, "nms:delivery", &["[smsParameters/@sourceAddress]"], &["@id=1206800"]);
    assert!(parameters.contains("<smsParameters sourceAddress=\"ACME\"/>"), "{parameters}");
    let memo = select(&server, "nms:delivery", &["data"], &["@id=1206800"]);
    assert!(memo.contains("<data _isMemoNull=\"false\"><![CDATA[<data><content><sms><source>"), "{memo}");
    assert!(memo.contains("20% discount"), "{memo}");
    let polite = Server::start();
    let memo = polite.sign_in("admin").select("nms:delivery", &["data"], &["@id=1206800"]);
    assert!(memo.contains("<data><![CDATA[<data><content><sms><source>"), "{memo}");
}

#[test]
fn the_row_at_the_boundary_of_two_pages_comes_twice() {
    let server = strict();
    let page = |start: usize| {
        let definition = format!(
            r#"<queryDef schema="nms:delivery" operation="select" lineCount="3" startLine="{start}"><select><node expr="@id"/></select><orderBy><node expr="@id"/></orderBy></queryDef>"#
        );
        let answer = ask(&server, &definition);
        answer.split("<delivery id=\"").skip(1).map(|rest| rest[..7].to_owned()).collect::<Vec<_>>()
    };
    let (first, second) = (page(0), page(3));
    assert_eq!((first.len(), second.len()), (3, 3));
    assert_eq!(first[2], second[0]);
}

#[test]
fn rows_have_attributes_that_nobody_asked_for() {
    let server = strict();
    let row = select(&server, "nms:delivery", &["@id"], &["@id=1206770"]);
    assert!(row.contains(r#"<delivery id="1206770" _cs="Event launch SMS (DM55842)" md5=""#), "{row}");
    let grouped = select(&server, "nms:broadLogRcp", &[r#"<node expr="@status" groupBy="1"/>"#, "Count(@id)"], &[]);
    assert!(grouped.contains("md5=") && !grouped.contains("_cs="), "{grouped}");
}

#[test]
fn the_envelope_has_another_prefix_except_for_adobes_client() {
    let server = strict();
    let bearer = ("Authorization", "Bearer sandbox-admin");
    let other = server.post(who_am_i(), &[bearer]).body;
    assert!(other.contains("<S:Envelope ") && other.contains("<S:Body>") && !other.contains("SOAP-ENV:"), "{other}");
    let adobes = server.post(who_am_i(), &[bearer, ("ACC-SDK-Version", "1.2.0")]).body;
    assert!(adobes.contains("<SOAP-ENV:Body>"), "{adobes}");
}

#[test]
fn attributes_that_are_not_proven_are_absent() {
    let server = strict();
    for (schema, path) in [
        ("nms:address", "@errorReason"),
        ("nms:address", "@errorCount"),
        ("nms:address", "@quarantineText"),
        ("nms:address", "@lastError"),
        ("nms:address", "[@delivery-id]"),
        ("nms:address", "[delivery/@id]"),
        ("nms:broadLogMsg", "@firstText"),
        ("nms:trackingUrl", "[@delivery-id]"),
    ] {
        assert!(select(&server, schema, &[path], &["@id=1"]).contains("<S:Fault>"), "{schema} {path}");
    }
    let proven = ["@address", "@status", "@type", "@lastModified", "@domain"];
    assert!(select(&server, "nms:address", &proven, &["@status=4"]).contains("<address address=\"+"));
    let bearer = [("Authorization", "Bearer sandbox-admin")];
    let key = "<pk>xtk:schema|nms:address</pk><md5/><must>false</must>";
    let schema = server.post(envelope("xtk:persist", "GetEntityIfMoreRecent", "", key), &bearer).body;
    assert!(schema.contains("name=\"domain\"") && !schema.contains("name=\"errorReason\""), "{schema}");
}

#[test]
fn the_data_has_the_cases_of_strict_instances() {
    let server = strict();
    let mapping = ["[mapping/storage/@exclusionType]", "[properties/@reject]"];
    let not_stored = select(&server, "nms:delivery", &mapping, &["@internalName='DM61024'"]);
    assert!(not_stored.contains("exclusionType=\"1\"") && not_stored.contains("reject=\"5\""), "{not_stored}");
    for (schema, left_out) in [("nms:excludeLogRcp", "1=1"), ("nms:broadLogRcp", "@status=0")] {
        let count = ask(&server, &query(schema, "count", &[], &["[@delivery-id]=1250024", left_out]));
        assert!(count.contains("count=\"0\""), "{schema} {count}");
    }
    let folders = ["[folderProcess/@fullName]", "[folder/@fullName]"];
    let lies = select(&server, "nms:delivery", &folders, &["@id=1206770"]);
    assert!(lies.contains("<folderProcess fullName=\"\"/>"), "{lies}");
    assert!(lies.contains("<folder fullName=\"/Profiles and Targets/Deliveries/\"/>"), "{lies}");
    let text = select(&server, "nms:delivery", &["data"], &["@internalName='DM61025'"]);
    assert_eq!(occurrences(&text, "&#13;"), 2, "{text}");
    let resting = select(&server, "nms:delivery", &["@id", "@state"], &["@internalName='DM60004'"]);
    assert!(resting.contains("state=\"15\""), "{resting}");
    let status = [r#"<node expr="@status" analyze="true"/>"#];
    let feedback = select(&server, "nms:broadLogRcp", &status, &["[@delivery-id]=1250026", "@status=5"]);
    assert_eq!(occurrences(&feedback, "statusLabel=\"Feedback from the provider\""), 3, "{feedback}");
}

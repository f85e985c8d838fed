//! Signing in, tokens, and how a call may be written.
#![allow(clippy::unwrap_used)]

mod support;

use sandbox::FaultStatus;
use support::{Server, between, detail, envelope, query};

const LIST: [&str; 1] = ["@id"];

#[test]
fn logon_returns_tokens_and_operator_and_sets_a_strict_cookie() {
    let server = Server::start();
    let body = envelope("xtk:session", "Logon", "", "<a>marie</a><b>sandbox</b><c/>");
    let answer = server.post(body, &[("SoapAction", "\"xtk:session#Logon\"")]);
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").starts_with("text/xml"));
    assert_eq!(answer.header("cache-control"), "no-store");
    let session = between(&answer.body, "<pstrSessionToken xsi:type=\"xsd:string\">", "<");
    assert!(session.starts_with("___") && session.len() > 40);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with(&format!("__sessiontoken={session};")), "{cookie}");
    for part in ["Path=/", "HttpOnly", "SameSite=Strict"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    for part in [r#"locale="fr""#, r#"timezone="Europe/Paris""#, r#"login="marie""#, "<login-right ", "<serverInfo "] {
        assert!(answer.body.contains(part), "{part} in {}", answer.body);
    }
    let order = ["<pstrSessionToken", "<pSessionInfo", "<pstrSecurityToken"].map(|name| answer.body.find(name));
    assert!(order.is_sorted() && order.iter().all(Option::is_some));
}

#[test]
fn a_wrong_password_is_a_fault_and_sets_no_cookie() {
    let server = Server::start();
    for (login, password) in [("admin", "x"), ("nobody", "sandbox"), ("", "")] {
        let body = envelope("xtk:session", "Logon", "", &format!("<a>{login}</a><b>{password}</b><c/>"));
        let answer = server.post(body, &[]);
        assert_eq!(detail(&answer.body), "The login or the password is not correct.");
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[test]
fn a_session_is_taken_from_the_call_a_header_or_a_cookie() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let definition = format!("<document>{}</document>", query("nms:delivery", "count", &[], &[]));
    let bare = envelope("xtk:queryDef", "ExecuteQuery", "", &definition);
    let security = ("X-Security-Token", admin.security.as_str());
    let cookie = format!("other=1; __sessiontoken={}", admin.session);
    for session in [("X-Session-Token", admin.session.as_str()), ("Cookie", cookie.as_str())] {
        assert!(server.post(&bare, &[security, session]).body.contains("<delivery count="));
    }
    let header = format!(
        "<SOAP-ENV:Header><Cookie>__sessiontoken={}</Cookie><X-Security-Token>{}</X-Security-Token></SOAP-ENV:Header>\
         <SOAP-ENV:Body>",
        admin.session, admin.security
    );
    assert!(server.post(bare.replace("<SOAP-ENV:Body>", &header), &[]).body.contains("<delivery count="));
}

#[test]
fn a_missing_or_wrong_token_is_xsv_350008() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let other = server.sign_in("marie");
    let definition = format!("<document>{}</document>", query("nms:delivery", "count", &[], &[]));
    for (session, security) in [
        ("", admin.security.as_str()),
        (admin.session.as_str(), ""),
        (admin.session.as_str(), "@wrong=="),
        (admin.session.as_str(), other.security.as_str()),
        ("___unknown", admin.security.as_str()),
    ] {
        let body = envelope("xtk:queryDef", "ExecuteQuery", session, &definition);
        let answer = server.post(body, &[("X-Security-Token", security)]);
        assert!(answer.body.contains("XSV-350008"), "{}", answer.body);
        assert!(answer.body.contains("<faultcode>SOAP-ENV:Server</faultcode>"));
    }
}

#[test]
fn logoff_ends_the_session() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    assert!(admin.call("xtk:session", "TestCnx", "").contains("TestCnxResponse"));
    assert!(admin.call("xtk:session", "Logoff", "").contains("LogoffResponse"));
    assert!(admin.call("xtk:session", "TestCnx", "").contains("XSV-350008"));
}

#[test]
fn get_user_info_says_who_is_signed_in() {
    let server = Server::start();
    let answer = server.sign_in("admin").call("xtk:session", "GetUserInfo", "");
    assert!(answer.contains("<GetUserInfoResponse xmlns=\"urn:xtk:session\""), "{answer}");
    assert!(answer.contains("<pUserInfo xsi:type=\"ns:Element\""));
    assert!(
        answer.contains(r#"loginCS="Administrator (admin)""#) && answer.contains(r#"<login-right right="admin"/>"#)
    );
    assert!(!server.sign_in("viewer").call("xtk:session", "GetUserInfo", "").contains("<login-right"));
}

#[test]
fn an_unknown_method_is_sop_330006_and_write_on_the_session_sop_330024() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    assert!(admin.call("nms:delivery", "Start", "").contains("SOP-330006"));
    assert!(detail(&admin.call("xtk:session", "Write", "<doc/>")).contains("SOP-330024"));
}

#[test]
fn element_names_namespaces_and_missing_types_do_not_matter() {
    let server = Server::start();
    let admin = server.sign_in("admin");
    let body = format!(
        "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:urn=\"urn:xtk:queryDef\">\
         <soapenv:Header/><soapenv:Body><urn:ExecuteQuery><urn:sessiontoken>{}</urn:sessiontoken><urn:entity>{}\
         </urn:entity></urn:ExecuteQuery></soapenv:Body></soapenv:Envelope>",
        admin.session,
        query("nms:delivery", "get", &LIST, &["@id=1206770"])
    );
    let headers = [("X-Security-Token", admin.security.as_str()), ("Content-Type", "text/xml")];
    assert!(server.post(body, &headers).body.contains(r#"<delivery id="1206770"/>"#));
}

#[test]
fn a_request_that_is_not_a_call_is_a_client_fault() {
    let server = Server::start();
    let deep = "<a>".repeat(100_000);
    let dtd = "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>";
    for body in ["", "hello", "<a>", "<a/>", dtd, "<e:Envelope/>", deep.as_str(), "<Envelope><Body/></Envelope>"] {
        let answer = server.post(body, &[]);
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("<faultcode>SOAP-ENV:Client</faultcode>"), "{}", answer.body);
    }
    assert!(server.post([0xff, 0xfe, 0x00], &[]).body.contains("not UTF-8"));
}

#[test]
fn faults_have_the_status_that_was_chosen() {
    let server = Server::with(|options| options.fault_status = FaultStatus::Error500);
    let answer = server.post("<a/>", &[]);
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("<SOAP-ENV:Fault>"));
}

#[test]
fn a_bearer_token_replaces_a_session_or_opens_one() {
    let server = Server::start();
    let who = |headers: &[(&str, &str)]| server.post(envelope("xtk:session", "GetUserInfo", "", ""), headers).body;
    for login in ["admin", "marie", "viewer"] {
        let bearer = format!("Bearer sandbox-{login}");
        assert!(who(&[("Authorization", &bearer)]).contains(&format!(r#"login="{login}""#)));
        let token = format!("<bearerToken>sandbox-{login}</bearerToken>");
        let answer = server.post(envelope("xtk:session", "BearerTokenLogon", "", &token), &[]);
        assert!(answer.body.contains("<BearerTokenLogonResponse") && answer.header("set-cookie").contains("HttpOnly"));
        let session = between(&answer.body, "<pstrSessionToken xsi:type=\"xsd:string\">", "<");
        let security = between(&answer.body, "<pstrSecurityToken xsi:type=\"xsd:string\">", "<");
        let headers = [("X-Session-Token", session.as_str()), ("X-Security-Token", security.as_str())];
        assert!(who(&headers).contains(&format!(r#"login="{login}""#)));
    }
    for wrong in ["Bearer sandbox-nobody", "Bearer admin", "Bearer ", "Basic sandbox-admin"] {
        assert!(who(&[("Authorization", wrong)]).contains("XSV-350008"), "{wrong}");
    }
    let logon = envelope("xtk:session", "BearerTokenLogon", "", "<bearerToken>sandbox-nobody</bearerToken>");
    assert_eq!(detail(&server.post(logon, &[]).body), "The bearer token is not valid.");
    // Logoff with a bearer token ends nothing, because the token belongs to the host.
    let bearer = [("Authorization", "Bearer sandbox-admin")];
    assert!(server.post(envelope("xtk:session", "Logoff", "", ""), &bearer).body.contains("LogoffResponse"));
    assert!(who(&bearer).contains(r#"login="admin""#));
}

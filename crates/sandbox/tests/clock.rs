//! The clock: its speed, the dates that it gives, and who can steer it.
#![allow(clippy::unwrap_used)]

mod support;

use support::Server;
use support::deliveries::DRAFT;

#[test]
fn the_clock_goes_by_itself_at_the_chosen_speed() {
    let timing = sandbox::Timing { speed: 300.0, test_hooks: false };
    let server = Server::open(tempfile::TempDir::new().unwrap(), |_| {}, timing);
    server.sandbox.start_clock(|error| panic!("{error}"));
    let admin = server.sign_in("admin");
    admin.submit("PrepareAndStart", DRAFT);
    let begin = std::time::Instant::now();
    while admin.state(DRAFT) != 95 {
        assert!(begin.elapsed().as_secs() < 60, "it is still in {}", admin.state(DRAFT));
    }
    assert_eq!(admin.number(DRAFT, "indicators/@processed"), 30);
}

#[test]
fn dates_in_queries_and_writes_are_those_of_the_clock() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    server.advance(10 * 86_400_000);
    let write = r#"<delivery xtkschema="nms:delivery" _operation="update" _key="@id" id="1206800" label="later"/>"#;
    assert!(admin.write(write).contains("WriteResponse"));
    assert_eq!(admin.count("nms:delivery", &["@id=1206800", "@lastModified = GetDate()"]), 1);
    server.advance(1);
    assert_eq!(admin.count("nms:delivery", &["@id=1206800", "@lastModified = GetDate()"]), 0);
}

#[test]
fn only_tests_can_steer_the_clock() {
    let server = Server::start();
    for answer in [server.get("/sandbox/clock"), server.clock("{}"), server.post_to("/sandbox/sessions/expire", "")] {
        assert_eq!(answer.status, 404);
    }
    let server = Server::frozen();
    assert!(server.get("/sandbox/clock").body.contains(r#""frozen":true"#));
    for wrong in ["", "[]", r#"{"advance":-1}"#, r#"{"advance":"x"}"#, r#"{"speed":0}"#, r#"{"rewind":1}"#] {
        assert_eq!(server.clock(wrong).status, 400, "{wrong}");
    }
    let admin = server.sign_in("admin");
    assert_eq!(server.post_to("/sandbox/sessions/expire", "").status, 204);
    assert!(admin.call("xtk:session", "TestCnx", "").contains("XSV-350008"));
}

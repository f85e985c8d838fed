//! The analysis: its states (contract 7.3), its jobs, proofs and previews.
#![allow(clippy::unwrap_used)]

mod support;

use support::deliveries::{DRAFT, READY, WITHOUT_POPULATION, WITHOUT_TEXT, count, prepared, states_until};
use support::{Server, between, detail, occurrences};

#[test]
fn an_analysis_goes_through_its_states_and_leaves_messages_and_exclusions() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let job = admin.submit("Prepare", DRAFT);
    assert_eq!(states_until(&server, &admin, DRAFT, 45), [11, 12, 13, 15, 21, 22, 25, 45]);
    assert_eq!(admin.job_status(&job), "5");
    // 41 people, of whom 11 are left out: two by each of five rules, and one control address.
    assert_eq!(admin.number(DRAFT, "properties/@totalTarget"), 41);
    assert_eq!(admin.number(DRAFT, "properties/@toDeliver"), 30);
    assert_eq!(admin.number(DRAFT, "properties/@reject"), 11);
    assert_eq!(count(&admin, "nms:broadLogRcp", DRAFT, "@status=6"), 30);
    for (reason, people) in [(7, 2), (8, 2), (9, 2), (10, 2), (11, 2), (127, 1)] {
        let condition = format!("[msg/@failureReason]={reason}");
        assert_eq!(count(&admin, "nms:excludeLogRcp", DRAFT, &condition), people, "{reason}");
    }
    let causes =
        admin.select("nms:dlvExclusion", &["@count", "[typologyRule/@label]"], &[&format!("[@delivery-id]={DRAFT}")]);
    assert!(causes.contains(r#"count="2"><typologyRule label="Exclusion of denylisted recipients"/>"#), "{causes}");
    assert_eq!(occurrences(&causes, "<dlvExclusion "), 6);
    let journal = admin.journal(DRAFT);
    for line in [
        "Cleaning data from previous analysis...",
        "Target preparation in progress...",
        "Duplicate address in delivery action. : 2 recipient(s) excluded in 0.0s.",
        "Applying rule &apos;Check delivery size&apos;.",
        "Target preparation successfully completed in 1s (30 message(s) waiting).",
        "Message preparation in progress...",
        "Delivery logs created in 0.0s.",
    ] {
        let line = line.replace("&apos;", "'");
        assert!(journal.contains(&line), "{line} in {journal:?}");
    }
    let last = journal.last().unwrap();
    assert!(last.starts_with("Analysis successfully completed in ") && last.ends_with("(30 message(s) waiting)."));
}

#[test]
fn preparing_again_replaces_the_earlier_result() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    for _ in 0..2 {
        admin.submit("Prepare", READY);
        states_until(&server, &admin, READY, 45);
        assert_eq!(count(&admin, "nms:broadLogRcp", READY, "@status=6"), 18);
        assert_eq!(count(&admin, "nms:excludeLogRcp", READY, "[msg/@failureReason]=10"), 14);
        assert_eq!(admin.count("nms:dlvExclusion", &[&format!("[@delivery-id]={READY}")]), 1);
    }
}

#[test]
fn a_delivery_without_population_or_text_ends_in_37_and_says_why() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let job = admin.submit("Prepare", WITHOUT_POPULATION);
    assert_eq!(states_until(&server, &admin, WITHOUT_POPULATION, 37), [11, 12, 37]);
    let last = admin.journal(WITHOUT_POPULATION).pop().unwrap();
    assert_eq!(last, "DLV-490009 You have not defined the target population of the delivery action.");
    let status = admin.call("xtk:job", "GetStatus", &format!("<id>{job}</id><l>0</l><m>100</m>"));
    assert!(status.contains("<psStatus xsi:type=\"xsd:short\">6<"), "{status}");
    assert!(status.contains(r#"iRc="16384""#) && status.contains(r#"logType="0""#), "{status}");
    assert!(status.contains(r#"<elemProperties warning="1">"#), "{status}");

    admin.submit("Prepare", WITHOUT_TEXT);
    assert_eq!(states_until(&server, &admin, WITHOUT_TEXT, 37), [11, 12, 13, 15, 21, 22, 37]);
    assert!(admin.journal(WITHOUT_TEXT).pop().unwrap().contains("content of the delivery is empty"));

    let field = r#"<delivery xtkschema="nms:delivery" _operation="update" _key="@id" id="1250016"><content><sms><source>&lt;%= recipient.shoeSize %&gt;</source></sms></content></delivery>"#;
    assert!(admin.write(field).contains("WriteResponse"));
    admin.submit("Prepare", DRAFT);
    states_until(&server, &admin, DRAFT, 37);
    assert!(admin.journal(DRAFT).pop().unwrap().contains("recipient.shoeSize"));
}

#[test]
fn target_and_messages_can_be_prepared_one_after_the_other() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    admin.submit("PrepareTarget", DRAFT);
    assert_eq!(states_until(&server, &admin, DRAFT, 15), [11, 12, 13, 15]);
    server.advance(60_000);
    assert_eq!(admin.state(DRAFT), 15);
    assert_eq!(count(&admin, "nms:broadLogRcp", DRAFT, "@status=6"), 0);
    admin.submit("PrepareMessage", DRAFT);
    assert_eq!(states_until(&server, &admin, DRAFT, 45), [21, 22, 25, 45]);
    assert_eq!(count(&admin, "nms:broadLogRcp", DRAFT, "@status=6"), 30);
    assert!(detail(&admin.submit_answer("PrepareMessage", DRAFT)).contains("no target to personalize"));
}

#[test]
fn execute_answers_after_the_whole_analysis() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    assert!(admin.launch("ExecuteJob", &["Prepare", DRAFT]).contains("ExecuteJobResponse"));
    assert_eq!(admin.state(DRAFT), 45);
    assert!(admin.launch("PrepareFromId", &[WITHOUT_TEXT]).contains("PrepareFromIdResponse"));
    assert_eq!(admin.state(WITHOUT_TEXT), 37);
    let document = format!("<d>{}</d><m>PrepareAndStart</m>", admin.document(DRAFT));
    let answer = admin.call("xtk:jobInterface|nms:delivery", "Execute", &document);
    assert!(answer.contains("<ExecuteResponse xmlns=\"urn:nms:delivery\""), "{answer}");
    assert_eq!(admin.state(DRAFT), 51);
    states_until(&server, &admin, DRAFT, 95);
}

#[test]
fn a_job_uses_only_the_document_that_it_was_sent() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let key = format!(r#"<delivery xtkschema="nms:delivery" id="{DRAFT}"/>"#);
    for method in ["Prepare", "PrepareTarget", "PrepareAndStart"] {
        let answer = admin.submit_document(method, &key);
        let job = between(&answer, "<pstrId xsi:type=\"xsd:string\">", "<");
        assert_eq!(states_until(&server, &admin, DRAFT, 37).last(), Some(&37), "{method}");
        assert_eq!(admin.job_status(&job), "6");
        let why = "DLV-490009 You have not defined the target population of the delivery action.";
        assert_eq!(admin.journal(DRAFT).last().unwrap(), why, "{method}");
    }
    assert!(admin.document(DRAFT).contains("Hello"), "what is stored stays");
    let without_text = between(&format!("#{}", admin.document(DRAFT)), "#", "<content>") + "</delivery>";
    admin.submit_document("Prepare", &without_text);
    states_until(&server, &admin, DRAFT, 37);
    assert!(admin.journal(DRAFT).last().unwrap().contains("content of the delivery is empty"));
    let other_text = admin.document(DRAFT).replace("Hello", "See https://sent.example.com");
    admin.submit_document("Prepare", &other_text);
    states_until(&server, &admin, DRAFT, 45);
    let of_it = format!("[@delivery-id]={DRAFT}");
    assert_eq!(admin.count("nms:trackingUrl", &[&of_it, "@source='https://sent.example.com'"]), 1);
}

#[test]
fn a_delivery_named_by_its_id_is_analysed_as_it_is_stored() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    admin.launch("SubmitJob", &["Prepare", DRAFT]);
    states_until(&server, &admin, DRAFT, 45);
    admin.launch("PrepareFromId", &[DRAFT]);
    assert_eq!(admin.state(DRAFT), 45);
}

#[test]
fn a_job_continues_with_its_document_after_a_restart() {
    let server = Server::frozen();
    let key = format!(r#"<delivery xtkschema="nms:delivery" id="{DRAFT}"/>"#);
    server.sign_in("admin").submit_document("Prepare", &key);
    let server = server.restart();
    let admin = server.sign_in("admin");
    assert_eq!(states_until(&server, &admin, DRAFT, 37).last(), Some(&37));
}

#[test]
fn a_proof_of_a_document_with_only_a_key_is_for_nobody() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let key = format!(r#"<delivery xtkschema="nms:delivery" id="{DRAFT}"/>"#);
    assert!(admin.submit_document("PrepareProof", &key).contains("<pstrId"));
    let proofs = admin.select("nms:delivery", &["@id"], &["@FCP=1", "[@proofedDelivery-id]=1250016"]);
    let proof = between(&proofs, "<delivery id=\"", "\"");
    states_until(&server, &admin, &proof, 37);
}

#[test]
fn a_job_can_be_followed_line_by_line_and_cancelled() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let job = admin.submit("Prepare", DRAFT);
    server.advance(400);
    let status = |last: &str, most: &str| {
        admin.call("xtk:job", "GetStatus", &format!("<id>{job}</id><l>{last}</l><m>{most}</m>"))
    };
    let first = status("0", "2");
    assert_eq!(occurrences(&first, "<log "), 2);
    assert!(first.contains("<psStatus xsi:type=\"xsd:short\">2<"), "{first}");
    assert!(first.contains(r#"<progress current="2" max="8"/>"#), "{first}");
    let last = first.rsplit("<log iRc=\"0\" id=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let rest = status(&last, "100");
    assert!(!rest.contains(&format!("id=\"{last}\"")) && rest.contains("Target preparation in progress..."), "{rest}");
    let one = format!("<id>{job}</id>");
    assert!(detail(&admin.call("xtk:job", "GetResult", &one)).contains("not finished"));
    assert!(detail(&admin.call("xtk:job", "Pause", &one)).contains("cannot be paused"));
    assert!(admin.call("xtk:job", "Cancel", &one).contains("CancelResponse"));
    assert_eq!((admin.job_status(&job).as_str(), admin.state(DRAFT)), ("4", 0));
    assert!(admin.call("xtk:job", "WaitJobCancelled", &format!("{one}<t>1</t>")).contains("WaitJobCancelledResponse"));
    assert!(admin.call("xtk:job", "HasWarning", &one).contains("<pbWarning xsi:type=\"xsd:boolean\">true<"));
    server.advance(60_000);
    assert_eq!(admin.state(DRAFT), 0);
    prepared(&server, &admin, DRAFT);
}

#[test]
fn a_proof_is_a_delivery_of_its_own() {
    let server = Server::frozen();
    let admin = server.sign_in("admin");
    let call = format!(
        r#"<d>{}</d><s><soapCall name="PrepareProof" service="nms:delivery"><param name="this" type="DOMDocument"/><param name="bStart" type="boolean" value="true"/></soapCall></s>"#,
        admin.document(DRAFT)
    );
    let answer = admin.call("xtk:jobInterface|nms:delivery", "SubmitSoapCall", &call);
    assert!(answer.contains("<pstrId"), "{answer}");
    let proofs = admin.select("nms:delivery", &["@id", "@label"], &["@FCP=1", "[@proofedDelivery-id]=1250016"]);
    assert!(proofs.contains(r#"label="[Proof 1] Flash and urgent""#), "{proofs}");
    let proof = between(&proofs, "<delivery id=\"", "\"");
    states_until(&server, &admin, &proof, 95);
    assert_eq!((admin.number(&proof, "properties/@toDeliver"), admin.state(DRAFT)), (2, 0));
}

#[test]
fn a_preview_is_the_text_for_one_person() {
    let server = Server::frozen();
    let admin = server.sign_in("viewer");
    let preview = |filter: &str| {
        let params = format!(r#"<id>{DRAFT}</id><p><params content="sms" filter="{filter}"/></p>"#);
        admin.call("nms:delivery", "BuildPreviewFromId", &params)
    };
    let answer = preview("@id=1");
    assert!(answer.contains("<pdomPreview") && answer.contains("<![CDATA[Hello Camille!]]>"), "{answer}");
    assert!(answer.contains("<queryResult><recipient id=\"1\""), "{answer}");
    assert!(detail(&preview("@id=0")).contains("finds nobody"));
    assert!(detail(&preview("@shoeSize=1")).contains("XTK-170036"));
}

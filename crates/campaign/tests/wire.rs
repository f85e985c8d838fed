//! The samples of the contract: requests have their shape, and answers are read.

use campaign::{
    access::Access,
    codes::{DeliveryState, LogType},
    delivery::{self, Coded, Content},
    launch::{self, LastLine},
    request::{Request, Which},
    session,
    soap::{Failure, read_answer},
    value::{Id, instant},
    xml::Element,
};

const ENCODING: &str = "SOAP-ENV:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/'";
const LITERAL: &str = "SOAP-ENV:encodingStyle='http://xml.apache.org/xml-soap/literalxml'";

fn an_id() -> Id {
    Id::new("9790").expect("an id")
}

/// The method's element of what a request sends.
fn sent<T: 'static>(request: &Request<T>) -> Element {
    let http = request.calls.full.request(&Access::session("___".to_owned(), "@s==".to_owned()));
    let mut envelope = Element::parse(&http.body).expect("a call is XML");
    envelope.children.remove(0).children.remove(0)
}

/// Asserts that the request sends `parameters`, which follow the session token in the contract.
fn assert_sends<T: 'static>(request: &Request<T>, urn: &str, method: &str, parameters: &str) {
    let sample = format!(
        "<m:{method} xmlns:m='urn:{urn}' {ENCODING}><sessiontoken xsi:type='xsd:string'>___</sessiontoken>{parameters}</m:{method}>"
    );
    assert_eq!(request.calls.full.action(), format!("{urn}#{method}"));
    assert_eq!(sent(request), Element::parse(&sample).expect("a sample is XML"));
}

/// Reads `values`, in the envelope of contract 1.3, as the request's answer.
fn read<T: 'static>(request: &Request<T>, values: &str) -> Result<T, Failure> {
    let method = request.calls.full.method;
    let answer = format!(
        "<?xml version='1.0'?>\n<SOAP-ENV:Envelope xmlns:xsd='http://www.w3.org/2001/XMLSchema' \
         xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'>\n<SOAP-ENV:Body>\n\
         <{method}Response xmlns='urn:any' {ENCODING}>{values}</{method}Response>\n</SOAP-ENV:Body>\n</SOAP-ENV:Envelope>"
    );
    let values = read_answer(method, 200, &answer).expect("a sample is an answer");
    request.read(&values, Which::Full)
}

const LINES: &str = "<log iRc=\"0\" id=\"1511\" logDate=\"2022-11-19 16:30:19.140Z\" logType=\"2\" \
    message=\"Target preparation in progress...\" object=\"\"/>\
    <log iRc=\"16384\" id=\"1513\" logDate=\"2022-11-19 16:30:19.820Z\" logType=\"0\" \
    message=\"DLV-490009 You have not defined the target population of the delivery action.\" object=\"test\"/>";

#[test]
fn a_sign_in_is_sent_as_in_2_2() {
    let parameters = format!(
        "<login xsi:type='xsd:string'>admin</login><password xsi:type='xsd:string'>a&lt;b</password>\
         <parameters xsi:type='ns:Element' {LITERAL}><parameters/></parameters>"
    );
    assert_sends(&session::logon("admin", "a<b"), "xtk:session", "Logon", &parameters);
}

#[test]
fn a_query_is_sent_as_in_1_2() {
    let call = sent(&delivery::get(&an_id()));
    let document = call.child("document").expect("a query is a document");
    assert_eq!(document.attributes[0], ("type".to_owned(), String::new()));
    assert_eq!(document.value("@encodingStyle"), Some("http://xml.apache.org/xml-soap/literalxml"));
    let query = document.child("queryDef").expect("a query has a definition");
    for (name, value) in [("@schema", "nms:delivery"), ("@operation", "getIfExists"), ("@xtkschema", "xtk:queryDef")] {
        assert_eq!(query.value(name), Some(value));
    }
}

#[test]
fn content_is_written_as_in_5() {
    let after = Content { source: "Hello <%= recipient.firstName %>, …".to_owned(), ..Content::default() };
    let request = delivery::write(&an_id(), &Content::default(), &after).expect("nothing is forbidden");
    let parameters = format!(
        "<doc xsi:type='' {LITERAL}><delivery xtkschema=\"nms:delivery\" _operation=\"update\" _key=\"@id\" id=\"9790\">\
         <content><sms><source><![CDATA[Hello <%= recipient.firstName %>, …]]></source></sms></content></delivery></doc>"
    );
    assert_sends(&request, "xtk:persist|xtk:session", "Write", &parameters);
    assert_eq!(read(&request, ""), Ok(()));
}

#[test]
fn an_analysis_is_submitted_by_id_as_in_19_3() {
    let parameters = "<methodName xsi:type='xsd:string'>Prepare</methodName><id xsi:type='xsd:int'>9790</id>";
    assert_sends(&launch::prepare(&an_id()), "nms:delivery", "SubmitJob", parameters);
    assert_eq!(read(&launch::prepare(&an_id()), ""), Ok(()));
}

#[test]
fn actions_are_sent_as_in_7_1() {
    let parameters = "<deliveryId xsi:type='xsd:string'>9790</deliveryId>";
    for (request, method) in
        [(launch::play(&an_id()), "Play"), (launch::pause(&an_id()), "Pause"), (launch::stop(&an_id()), "Stop")]
    {
        assert_sends(&request, "nms:delivery", method, parameters);
        assert_eq!(read(&request, ""), Ok(()));
    }
}

#[test]
fn state_and_journal_are_read_from_one_answer() {
    let request = launch::follow(&an_id(), &LastLine::default());
    let parameters = "<deliveryId xsi:type='xsd:int'>9790</deliveryId><lastLogId xsi:type='xsd:int'>0</lastLogId>";
    assert_sends(&request, "nms:delivery", "GetDlStatusAndLogs", parameters);
    // The names are inferred (9.6), so only order and local names count, with or without the object in front.
    for (object, around, end) in
        [("", "<elemReturnLogs>", "</elemReturnLogs>"), ("<entity/>", "", ""), ("<this/>", "<o>", "</o>")]
    {
        let sample = format!(
            "{object}<psDeliveryState xsi:type='xsd:short'>13</psDeliveryState>\
             <pelemReturnLogs xsi:type='ns:Element' {LITERAL}>{around}{LINES}{end}</pelemReturnLogs>"
        );
        let news = read(&request, &sample).expect("news are read");
        assert_eq!((news.state, news.lines.len()), (DeliveryState::TargetArbitration, 2));
        assert_eq!(news.lines[0].message, "Target preparation in progress...");
        assert_eq!(news.lines[1].code.as_deref(), Some("DLV-490009"));
        assert_eq!(news.lines[1].severity, Coded::bare(LogType::Error));
        assert_eq!(news.lines[1].date, instant("2022-11-19 16:30:19.820Z"));
        assert_eq!(sent(&launch::follow(&an_id(), &news.last_line)).value("lastLogId"), Some("1513"));
    }
    // The same lines are not new the second time.
    let again =
        launch::follow(&an_id(), &read(&request, &format!("<s>13</s><l><e>{LINES}</e></l>")).expect("news").last_line);
    let again = read(&again, &format!("<s>13</s><l><e>{LINES}</e></l>")).expect("news are read");
    assert_eq!(again.lines, Vec::new());
    let quiet = read(&request, "<psDeliveryState>42</psDeliveryState><pelemReturnLogs/>").expect("news are read");
    assert_eq!((quiet.state, quiet.lines.len(), quiet.last_line), (DeliveryState::Unknown(42), 0, LastLine::default()));
    assert_eq!(read(&request, "<psDeliveryState/>"), Err(Failure::NotCampaign));
    assert_eq!(read(&request, ""), Err(Failure::NotCampaign));
}

#[test]
fn ids_beyond_32_and_64_bits_keep_their_order() {
    let request = launch::follow(&an_id(), &LastLine::default());
    let sample = "<s>55</s><l><e><log id='9223372036854775808'/><log id='4294967296'/><log id='999'/></e></l>";
    let news = read(&request, sample).expect("news are read");
    assert_eq!(news.lines.len(), 3);
    assert_eq!(sent(&launch::follow(&an_id(), &news.last_line)).value("lastLogId"), Some("9223372036854775808"));
}

//! Sample answers and the contents of requests, for the tests of the other modules.

use crate::{
    access::Access,
    codes::{Code, DeliveryState, LogStatus},
    delivery::{self, Coded, Delivery, Row},
    request::{Request, Which},
    soap::{Call, read_answer},
    value::{Id, instant},
    xml::Element,
};

/// The answer to a query with the result `content`.
pub fn answer(content: &str) -> String {
    format!(
        "<?xml version='1.0'?><SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body>\
         <ExecuteQueryResponse xmlns='urn:xtk:queryDef'><pdomOutput xsi:type='ns:Element'>{content}</pdomOutput>\
         </ExecuteQueryResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>"
    )
}

/// Reads `content` as the answer to `request`.
pub fn ask<T: 'static>(request: &Request<T>, content: &str) -> T {
    ask_as(Which::Full, request, content)
}

/// The same for one of the request's calls.
pub fn ask_as<T: 'static>(which: Which, request: &Request<T>, content: &str) -> T {
    let values = read_answer("ExecuteQuery", 200, &answer(content)).expect("the sample is an answer");
    request.read(&values, which).expect("the sample can be read")
}

/// The document that a call sends.
pub fn sent(call: &Call) -> Element {
    let http = call.request(&Access::none());
    let envelope = Element::parse(&http.body).expect("a call is XML");
    let document =
        envelope.child("Body").and_then(|body| body.children[0].children.last()).expect("a call has a document");
    document.children[0].clone()
}

/// The conditions of a query.
pub fn conditions(call: &Call) -> Vec<String> {
    let query = sent(call);
    let conditions = query.child("where").map(|all| all.children.iter().map(|one| one.text_at("@expr")).collect());
    conditions.unwrap_or_default()
}

/// A delivery as the server describes it.
pub fn delivery(state: i64, to_deliver: i64, rejected: i64, success: i64, errors: i64) -> Delivery {
    let targeted = to_deliver + rejected;
    let content = format!(
        "<delivery id='1' state='{state}' lastModified='2026-11-18 12:00:00.000Z'>\
         <properties toDeliver='{to_deliver}' reject='{rejected}' totalTarget='{targeted}'/>\
         <indicators processed='{to_deliver}' success='{success}' error='{errors}'/></delivery>"
    );
    let id = Id::new("1").expect("1 is an id");
    ask(&delivery::get(&id), &content).expect("there is a delivery")
}

/// The log's rows by status.
pub fn by_status(counts: &[(i64, i64)]) -> Vec<(Coded<LogStatus>, i64)> {
    counts.iter().map(|(status, n)| (Coded::bare(LogStatus::of(*status)), *n)).collect()
}

/// A row of the list.
pub fn row(state: i64, to_deliver: i64, errors: i64) -> Row {
    Row {
        id: "1".into(),
        label: String::new(),
        internal_name: String::new(),
        code: String::new(),
        state: Coded::bare(DeliveryState::of(state)),
        contact_date: instant("2026-11-18 09:00:00.000Z"),
        last_modified: instant("2026-11-18 11:59:00.000Z"),
        to_deliver,
        processed: 0,
        success: 0,
        errors,
        sms: 0,
        log_schema: String::new(),
        is_partial: false,
    }
}

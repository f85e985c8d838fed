//! What a journey can make of a request and its answer.

/// What happens to a request instead of the sandbox's plain answer.
#[derive(Clone, Debug)]
pub enum Turn {
    /// The answer waits until the [`Intervention`](crate::steering::Intervention) is released or dropped.
    Hold,
    /// The request does not reach the sandbox. This is the answer.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The media type.
        kind: &'static str,
        /// The body.
        body: String,
    },
    /// Only the first bytes of the sandbox's answer arrive, as if they were the whole answer.
    Truncate(usize),
    /// The first text is replaced by the second one everywhere in the sandbox's answer.
    Rewrite(&'static str, &'static str),
    /// The first text is replaced by the second one everywhere in the request before it reaches the sandbox: a server that
    /// does something else than it is asked for.
    Misread(&'static str, &'static str),
    /// The sandbox's answer arrives under this media type.
    Retype(&'static str),
    /// This text stands in front of the sandbox's answer: a script that runs before another one.
    Prefix(&'static str),
    /// The sandbox answers with a page, and this word is missing in its policy.
    Forbid(&'static str),
    /// The sandbox carries the request out, and its answer ends after the headers. If not even the headers arrived, the
    /// browser itself would send the request again on another connection, whatever the method.
    LoseAnswer,
    /// The connection ends before the request reaches the sandbox.
    Refuse,
    /// The sandbox carries the request out, and the connection ends before anything of the answer arrives. A browser may
    /// send the request again on another connection.
    Reset,
    /// The sandbox carries the request out, and its answer waits until the
    /// [`Intervention`](crate::steering::Intervention) is released or dropped.
    Slow,
    /// The request does not reach the sandbox: a server on the way asks to come back after a second.
    Busy,
    /// The sandbox carries the request out twice, as when a browser sends it again after the connection was reset, and
    /// the second answer arrives.
    Twice,
    /// The sandbox's answer arrives in ISO 8859-1, and says so.
    Latin1,
}

impl Turn {
    /// A status without a useful body.
    pub fn status(status: u16) -> Self {
        Self::Answer { status, kind: "text/html", body: "<html></html>".to_owned() }
    }

    /// A file that the server does not have.
    pub fn missing() -> Self {
        Self::plain(404, "none")
    }

    /// A gateway that cannot reach the server.
    pub fn unavailable() -> Self {
        let body = "<html><body>503 Service Unavailable</body></html>".to_owned();
        Self::Answer { status: 503, kind: "text/html", body }
    }

    /// A proxy that asks for a sign-in of its own, with status 200.
    pub fn login_page() -> Self {
        let body = "<!doctype html><html><body><form><input name=user></form></body></html>".to_owned();
        Self::Answer { status: 200, kind: "text/html; charset=utf-8", body }
    }

    /// A refusal in plain text: instances answer so before they write any envelope (contract 19.1).
    pub fn plain(status: u16, text: &str) -> Self {
        Self::Answer { status, kind: "text/plain", body: text.to_owned() }
    }

    /// Campaign's fault with this code and these words.
    pub fn fault(code: &str, words: &str) -> Self {
        Self::envelope(&format!(
            "<SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>{code} {words}</faultstring>\
             <detail>{code} {words}</detail></SOAP-ENV:Fault>"
        ))
    }

    /// An answer to a query without any rows.
    pub fn no_rows(collection: &str) -> Self {
        Self::envelope(&format!(
            "<ExecuteQueryResponse xmlns='urn:xtk:queryDef'><pdomOutput><{collection} count='0'/></pdomOutput>\
             </ExecuteQueryResponse>"
        ))
    }

    /// An answer to a query with these rows.
    pub fn rows(collection: &str, rows: &str) -> Self {
        Self::envelope(&format!(
            "<ExecuteQueryResponse xmlns='urn:xtk:queryDef'><pdomOutput><{collection}>{rows}</{collection}></pdomOutput>\
             </ExecuteQueryResponse>"
        ))
    }

    /// A session that the server does not know any more.
    pub fn session_ended() -> Self {
        Self::fault("XSV-350008", "Session has expired or is invalid. Please reconnect.")
    }

    fn envelope(content: &str) -> Self {
        let body = format!(
            "<?xml version='1.0'?><SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'>\
             <SOAP-ENV:Body>{content}</SOAP-ENV:Body></SOAP-ENV:Envelope>"
        );
        Self::Answer { status: 200, kind: "text/xml; charset=utf-8", body }
    }
}

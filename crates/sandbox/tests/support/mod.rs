//! A sandbox on a free port, and a client that knows only the wire.
#![allow(dead_code, clippy::unwrap_used)]

pub mod deliveries;

use std::net::SocketAddr;

use sandbox::{FaultStatus, Options, PATIENCE, Sandbox, Timing};
use tempfile::TempDir;

pub struct Server {
    pub address: SocketAddr,
    pub sandbox: Sandbox,
    runtime: Option<tokio::runtime::Runtime>,
    folder: Option<TempDir>,
}

impl Server {
    pub fn start() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Options)) -> Self {
        Self::on(TempDir::new().unwrap(), change)
    }

    /// A server whose clock stands still until a test moves it.
    pub fn frozen() -> Self {
        let server = Self::open(TempDir::new().unwrap(), |_| {}, Timing { speed: 1.0, test_hooks: true });
        server.clock(r#"{"freeze":true}"#);
        server
    }

    /// The same data, after a restart, with the clock standing still again.
    pub fn restart(self) -> Self {
        let server = Self::open(self.stop(), |_| {}, Timing { speed: 1.0, test_hooks: true });
        server.clock(r#"{"freeze":true}"#);
        server
    }

    pub fn on(folder: TempDir, change: impl FnOnce(&mut Options)) -> Self {
        Self::open(folder, change, Timing::default())
    }

    pub fn open(folder: TempDir, change: impl FnOnce(&mut Options), timing: Timing) -> Self {
        let mut options = Options {
            data: folder.path().join("data"),
            app: None,
            logs: 1_000,
            deliveries: 0,
            fault_status: FaultStatus::Ok200,
            strict: false,
        };
        change(&mut options);
        let sandbox = Sandbox::with_timing(options, timing).unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let serving = sandbox.clone();
        runtime.spawn(async move { serving.serve(listener, PATIENCE).await });
        Self { address, sandbox, runtime: Some(runtime), folder: Some(folder) }
    }

    /// Stops the server and keeps its data.
    pub fn stop(mut self) -> TempDir {
        self.runtime.take().unwrap().shutdown_background();
        self.folder.take().unwrap()
    }

    /// Steers the clock; the answer.
    pub fn clock(&self, json: &str) -> Answer {
        Answer::of(agent().post(format!("http://{}/sandbox/clock", self.address)).send(json).unwrap())
    }

    /// Moves time on by milliseconds.
    pub fn advance(&self, milliseconds: u64) {
        let answer = self.clock(&format!(r#"{{"advance":{}.{:03}}}"#, milliseconds / 1_000, milliseconds % 1_000));
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    pub fn post_to(&self, path: &str, body: &str) -> Answer {
        Answer::of(agent().post(format!("http://{}{path}", self.address)).send(body).unwrap())
    }

    pub fn get(&self, path: &str) -> Answer {
        Answer::of(agent().get(format!("http://{}{path}", self.address)).call().unwrap())
    }

    pub fn post(&self, body: impl AsRef<[u8]>, headers: &[(&str, &str)]) -> Answer {
        let mut request = agent().post(format!("http://{}/nl/jsp/soaprouter.jsp", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::of(request.send(body.as_ref()).unwrap())
    }

    pub fn sign_in(&self, login: &str) -> Client<'_> {
        let body = envelope("xtk:session", "Logon", "", &format!("<l>{login}</l><p>sandbox</p><parameters/>"));
        let answer = self.post(body, &[]);
        Client {
            server: self,
            session: between(&answer.body, "<pstrSessionToken xsi:type=\"xsd:string\">", "<"),
            security: between(&answer.body, "<pstrSecurityToken xsi:type=\"xsd:string\">", "<"),
        }
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}

pub struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: String,
}

impl Answer {
    fn of(mut response: ureq::http::Response<ureq::Body>) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.body_mut().with_config().limit(50_000_000).read_to_string().unwrap(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub struct Client<'a> {
    pub server: &'a Server,
    pub session: String,
    pub security: String,
}

impl Client<'_> {
    pub fn call(&self, service: &str, method: &str, parameters: &str) -> String {
        let body = envelope(service, method, &self.session, parameters);
        self.server.post(body, &[("X-Security-Token", &self.security)]).body
    }

    pub fn query(&self, definition: &str) -> String {
        self.call("xtk:queryDef", "ExecuteQuery", &format!("<document>{definition}</document>"))
    }

    pub fn write(&self, document: &str) -> String {
        self.call("xtk:persist|xtk:session", "Write", &format!("<doc>{document}</doc>"))
    }

    /// A method of `nms:delivery` with parameters in their order.
    pub fn launch(&self, method: &str, parameters: &[&str]) -> String {
        let parameters: String = parameters.iter().map(|value| format!("<p>{}</p>", escape(value))).collect();
        self.call("nms:delivery", method, &parameters)
    }

    /// A job on a delivery; the job's id.
    pub fn submit(&self, method: &str, delivery: &str) -> String {
        let answer = self.submit_answer(method, delivery);
        assert!(answer.contains("<pstrId"), "{answer}");
        between(&answer, "<pstrId xsi:type=\"xsd:string\">", "<")
    }

    pub fn submit_answer(&self, method: &str, delivery: &str) -> String {
        self.submit_document(method, &self.document(delivery))
    }

    pub fn submit_document(&self, method: &str, document: &str) -> String {
        let parameters = format!("<document>{document}</document><m>{method}</m>");
        self.call("xtk:jobInterface|nms:delivery", "Submit", &parameters)
    }

    /// A delivery as it is stored, with all that its analysis needs.
    pub fn document(&self, delivery: &str) -> String {
        let nodes = ["@id", "@label", "[mapping/@id]", "[deliveryProvider/@id]", "[tracking/@enabled]"];
        let nodes = [nodes.as_slice(), &["content", "smsParameters"]].concat();
        let answer = self.query(&query("nms:delivery", "get", &nodes, &[&format!("@id={delivery}")]));
        format!("<delivery {}</delivery>", between(&answer, "<delivery ", "</delivery>"))
    }

    /// The status of a job.
    pub fn job_status(&self, job: &str) -> String {
        let answer = self.call("xtk:job", "GetStatus", &format!("<id>{job}</id><last>0</last><most>100</most>"));
        assert!(answer.contains("<psStatus"), "{answer}");
        between(&answer, "<psStatus xsi:type=\"xsd:short\">", "<")
    }

    /// The state of a delivery.
    pub fn state(&self, id: &str) -> i64 {
        self.number(id, "@state")
    }

    /// A number of a delivery, by its id.
    pub fn number(&self, id: &str, path: &str) -> i64 {
        let node = format!(r#"<node expr="[{path}]" alias="@it"/>"#);
        let answer = self.query(&query("nms:delivery", "get", &[&node], &[&format!("@id={id}")]));
        assert!(answer.contains(" it=\""), "{answer}");
        between(&answer, " it=\"", "\"").parse().unwrap()
    }

    /// The messages of a delivery's journal, oldest first.
    pub fn journal(&self, id: &str) -> Vec<String> {
        let answer = self.query(&format!(
            r#"<queryDef schema="xtk:jobLog" operation="select"><select><node expr="@message"/></select><where><condition expr="[@job-id]={id}"/></where><orderBy><node expr="@id"/></orderBy></queryDef>"#
        ));
        answer.split("message=\"").skip(1).map(|rest| between(&format!("\"{rest}"), "\"", "\"")).collect()
    }

    /// A select of these nodes where these conditions hold; the text between the collection's tags.
    pub fn select(&self, schema: &str, nodes: &[&str], conditions: &[&str]) -> String {
        self.query(&query(schema, "select", nodes, conditions))
    }

    pub fn count(&self, schema: &str, conditions: &[&str]) -> u64 {
        let answer = self.query(&query(schema, "count", &[], conditions));
        assert!(answer.contains(" count=\""), "{answer}");
        between(&answer, " count=\"", "\"").parse().unwrap()
    }

    /// One attribute of one delivery.
    pub fn delivery(&self, name: &str, path: &str) -> String {
        let condition = format!("@internalName='{name}'");
        let node = format!(r#"<node expr="[{path}]" alias="@it"/>"#);
        let answer = self.query(&query("nms:delivery", "get", &[&node], &[&condition]));
        assert!(answer.contains(" it=\""), "{answer}");
        between(&answer, " it=\"", "\"")
    }
}

pub fn query(schema: &str, operation: &str, nodes: &[&str], conditions: &[&str]) -> String {
    let nodes: String = nodes
        .iter()
        .map(
            |node| {
                if node.starts_with('<') { (*node).to_owned() } else { format!(r#"<node expr="{}"/>"#, escape(node)) }
            },
        )
        .collect();
    let conditions: String = conditions.iter().map(|expr| format!(r#"<condition expr="{}"/>"#, escape(expr))).collect();
    format!(
        r#"<queryDef schema="{schema}" operation="{operation}" xtkschema="xtk:queryDef"><select>{nodes}</select><where>{conditions}</where></queryDef>"#
    )
}

pub fn envelope(service: &str, method: &str, session: &str, parameters: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><SOAP-ENV:Envelope xmlns:xsd='http://www.w3.org/2001/XMLSchema' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
         xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body><m:{method} xmlns:m='urn:{service}' \
         SOAP-ENV:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/'><sessiontoken \
         xsi:type='xsd:string'>{session}</sessiontoken>{parameters}</m:{method}></SOAP-ENV:Body></SOAP-ENV:Envelope>"
    )
}

pub fn escape(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(character))),
            other => out.push(other),
        }
    }
    out
}

pub fn between(text: &str, before: &str, after: &str) -> String {
    let start = text.find(before).unwrap_or_else(|| panic!("{before} in {text}")) + before.len();
    let end = text[start..].find(after).unwrap();
    text[start..start + end].to_owned()
}

/// How often a text occurs.
pub fn occurrences(text: &str, of: &str) -> usize {
    text.matches(of).count()
}

pub fn detail(answer: &str) -> String {
    assert!(answer.contains("<SOAP-ENV:Fault>"), "{answer}");
    between(answer, "<detail xsi:type=\"xsd:string\">", "</detail>")
}

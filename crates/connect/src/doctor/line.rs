//! Calls to the instance, like those of the app behind `cargo xtask serve --campaign`.

use std::time::Duration;

use campaign::access::Access;
use campaign::soap::{Call, Failure, HttpRequest, read_answer};
use campaign::xml::{Element, MAX_BYTES};
use reqwest::header::{COOKIE, HeaderMap};
use reqwest::{Client, RequestBuilder};

use crate::finding::Report;
use crate::instance::Instance;
use crate::proxy;
use crate::upstream::{self, Trouble};

/// The time limit for an answer.
const LIMIT: Duration = Duration::from_secs(60);

/// The connection to the instance.
pub struct Line {
    pub client: Client,
    pub instance: Instance,
}

/// An answer of any kind.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

/// Why a call has no result.
pub enum Refusal {
    /// No answer.
    Trouble(Trouble),
    /// An answer that is not the result.
    Failure(Failure),
}

impl Line {
    pub fn new(instance: Instance) -> Result<Self, String> {
        Ok(Self { client: upstream::client(&instance, LIMIT)?, instance })
    }

    /// Sends a request unchanged.
    pub async fn send(&self, request: RequestBuilder) -> Result<Reply, Trouble> {
        let trouble = |error: reqwest::Error| Trouble::of(&error, &self.instance);
        let mut answer = request.send().await.map_err(trouble)?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let mut body = Vec::new();
        // Of an answer that is too large, the begin is enough.
        while let Some(piece) = answer.chunk().await.map_err(trouble)?
            && body.len() <= MAX_BYTES
        {
            body.extend_from_slice(&piece);
        }
        Ok(Reply { status, headers, body: String::from_utf8_lossy(&body).into_owned() })
    }

    /// Posts a request of `campaign`.
    pub fn post(&self, request: HttpRequest) -> RequestBuilder {
        let mut sent = self.client.post(self.instance.at(&request.path));
        for (name, value) in request.headers {
            sent = sent.header(name, value);
        }
        sent.body(request.body)
    }

    /// Calls with the session's cookie, and returns the return values.
    pub async fn call(&self, call: &Call, access: &Access) -> Result<Vec<Element>, Refusal> {
        self.ask(call.method, call.request(access)).await
    }

    /// The same for a request that was changed.
    pub async fn ask(&self, method: &str, request: HttpRequest) -> Result<Vec<Element>, Refusal> {
        let session = request.headers.iter().find(|(name, _)| *name == "X-Session-Token");
        let cookie = session.and_then(|(_, token)| proxy::cookie(token.as_bytes()));
        let mut sent = self.post(request);
        if let Some(cookie) = cookie {
            sent = sent.header(COOKIE, cookie);
        }
        let reply = self.send(sent).await.map_err(Refusal::Trouble)?;
        read_answer(method, reply.status, &reply.body).map_err(Refusal::Failure)
    }
}

/// The remedy for an address that is not allowed.
const ADD_TO_ZONE: &str =
    "Add the address of this machine, or of the proxy before Campaign, to the operator's security zone.";

impl Refusal {
    /// Reports it as a problem, after these words.
    pub fn tell(&self, report: &mut Report<'_>, before: &str) {
        let (what, remedy) = self.words();
        report.problem(format!("{before}{what}"), remedy);
    }

    /// What happened, and what to change.
    pub fn words(&self) -> (String, String) {
        match self {
            Self::Trouble(trouble) => (trouble.what.clone(), trouble.remedy.clone()),
            Self::Failure(Failure::SessionEnded) => (
                "Campaign does not accept the token (XSV-350008 or HTTP 401).".to_owned(),
                "Take a fresh one. A session needs both of its tokens; a bearer token needs Campaign 8.5 or newer."
                    .to_owned(),
            ),
            Self::Failure(Failure::WrongPassword) => (
                "Campaign does not know this operator with this password (XSV-350012).".to_owned(),
                "Check CAMPAIGN_LOGIN and CAMPAIGN_PASSWORD.".to_owned(),
            ),
            Self::Failure(Failure::AddressRefused) => {
                ("Campaign refuses this address (XSV-350013).".to_owned(), ADD_TO_ZONE.to_owned())
            }
            Self::Failure(Failure::Fault(fault)) => {
                let code = fault.code.as_deref().map(|code| format!(" ({code})")).unwrap_or_default();
                let remedy = match fault.code.as_deref() {
                    Some("XSV-350013") => ADD_TO_ZONE,
                    _ => {
                        "Ask the administrator of Campaign about these words; where they say little, the security zone \
                         hides the rest (showErrors)."
                    }
                };
                (sentence(format!("Campaign refuses{code}: {}", fault.words().trim())), remedy.to_owned())
            }
            Self::Failure(Failure::Http(429)) => {
                ("Campaign has had too many calls (HTTP 429).".to_owned(), "Wait a minute, then try again.".to_owned())
            }
            Self::Failure(failure) => (
                format!("The answer cannot be used: {failure}."),
                "Look into the logs of Campaign and of the proxies before it.".to_owned(),
            ),
        }
    }
}

/// The words with a full stop, if the server wrote none.
fn sentence(mut words: String) -> String {
    if !words.ends_with(['.', '!', '?', '…']) {
        words.push('.');
    }
    words
}

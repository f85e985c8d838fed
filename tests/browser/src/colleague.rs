//! Another operator, who works over HTTP while the journey looks at the page.

use axum::body::Body;
use axum::http::Request;

use crate::error::Error;
use crate::site::Site;

const LITERAL: &str = "SOAP-ENV:encodingStyle='http://xml.apache.org/xml-soap/literalxml'";

/// An operator with their own session.
pub struct Colleague<'a> {
    site: &'a Site,
    session: String,
    security: String,
}

impl<'a> Colleague<'a> {
    /// Signs in as one of the sandbox's operators.
    pub async fn sign_in(site: &'a Site, login: &str) -> Result<Self, Error> {
        let nobody = Self { site, session: String::new(), security: String::new() };
        let parameters = format!("<login>{login}</login><password>sandbox</password><parameters/>");
        let answer = nobody.call("xtk:session", "Logon", &parameters).await?;
        let part = |name: &str| between(&answer, name).ok_or_else(|| Error::new(format!("No {name} in {answer}")));
        Ok(Self { site, session: part("pstrSessionToken")?, security: part("pstrSecurityToken")? })
    }

    /// The session token and the security token, as a host page would give them.
    pub fn tokens(&self) -> (&str, &str) {
        (&self.session, &self.security)
    }

    /// Writes a document with changes.
    pub async fn write(&self, document: &str) -> Result<(), Error> {
        let parameter = format!("<document xsi:type='' {LITERAL}>{document}</document>");
        self.order("xtk:persist|xtk:session", "Write", &parameter).await
    }

    /// Replaces the text of a delivery that is known by its internal name.
    pub async fn rewrite(&self, delivery: &str, text: &str) -> Result<(), Error> {
        self.update(delivery, "", &format!("<content><sms><source>{text}</source></sms></content>")).await
    }

    /// Changes attributes and elements of a delivery that is known by its internal name.
    pub async fn update(&self, delivery: &str, attributes: &str, elements: &str) -> Result<(), Error> {
        self.write(&format!(
            "<delivery xtkschema='nms:delivery' _operation='update' _key='@internalName' internalName='{delivery}' \
             {attributes}>{elements}</delivery>"
        ))
        .await
    }

    /// Starts the analysis of a delivery that is known by its internal name. It goes on with the sandbox's time.
    pub async fn prepare(&self, delivery: &str) -> Result<(), Error> {
        let parameters = format!(
            "<methodName xsi:type='xsd:string'>Prepare</methodName><id xsi:type='xsd:long'>{}</id>",
            self.id(delivery).await?
        );
        self.order("nms:delivery", "SubmitJob", &parameters).await
    }

    /// Starts or resumes the sending.
    pub async fn play(&self, delivery: &str) -> Result<(), Error> {
        self.launch("Play", delivery).await
    }

    /// Pauses the sending.
    pub async fn pause(&self, delivery: &str) -> Result<(), Error> {
        self.launch("Pause", delivery).await
    }

    /// The code of a delivery's state now, such as 45 for "ready".
    pub async fn state(&self, delivery: &str) -> Result<i64, Error> {
        let answer = self.select("nms:delivery", &["@state"], &format!("@internalName='{delivery}'")).await?;
        let state = attribute(&answer, "state").and_then(|state| state.parse().ok());
        state.ok_or_else(|| Error::new(format!("No state of {delivery} in {answer}")))
    }

    async fn id(&self, delivery: &str) -> Result<String, Error> {
        self.first_id("nms:delivery", &format!("@internalName='{delivery}'")).await
    }

    async fn launch(&self, method: &str, delivery: &str) -> Result<(), Error> {
        let parameters = format!("<deliveryId xsi:type='xsd:string'>{}</deliveryId>", self.id(delivery).await?);
        self.order("nms:delivery", method, &parameters).await
    }

    /// A call of which only a refusal matters.
    async fn order(&self, namespace: &str, method: &str, parameters: &str) -> Result<(), Error> {
        let answer = self.call(namespace, method, parameters).await?;
        if answer.contains(&format!("{method}Response")) { Ok(()) } else { Err(Error::new(answer)) }
    }

    /// The answer to a selection of `nodes` from `schema` under `condition`, as XML.
    pub async fn select(&self, schema: &str, nodes: &[&str], condition: &str) -> Result<String, Error> {
        let nodes: String = nodes.iter().map(|node| format!("<node expr='{node}'/>")).collect();
        let query = format!(
            "<queryDef schema='{schema}' operation='select'><select>{nodes}</select>\
             <where><condition expr=\"{condition}\"/></where></queryDef>"
        );
        self.query(&query).await
    }

    /// The id of the first row of `schema` that meets `condition`.
    pub async fn first_id(&self, schema: &str, condition: &str) -> Result<String, Error> {
        let answer = self.select(schema, &["@id"], condition).await?;
        attribute(&answer, "id").map(str::to_owned).ok_or_else(|| Error::new(format!("No row in {answer}")))
    }

    /// How many rows of `schema` meet `condition`.
    pub async fn count(&self, schema: &str, condition: &str) -> Result<u64, Error> {
        let query = format!(
            "<queryDef schema='{schema}' operation='count'><where><condition expr=\"{condition}\"/></where></queryDef>"
        );
        let answer = self.query(&query).await?;
        let count = answer.split("count=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
        let digits: Option<String> = count.map(|rest| rest.chars().take_while(char::is_ascii_digit).collect());
        digits.and_then(|digits| digits.parse().ok()).ok_or_else(|| Error::new(answer))
    }

    async fn query(&self, query: &str) -> Result<String, Error> {
        let parameter = format!("<document xsi:type='' {LITERAL}>{query}</document>");
        self.call("xtk:queryDef", "ExecuteQuery", &parameter).await
    }

    async fn call(&self, namespace: &str, method: &str, parameters: &str) -> Result<String, Error> {
        let envelope = format!(
            "<?xml version='1.0' encoding='UTF-8'?>\
             <SOAP-ENV:Envelope xmlns:xsd='http://www.w3.org/2001/XMLSchema' \
             xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
             xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/' xmlns:ns='http://xml.apache.org/xml-soap'>\
             <SOAP-ENV:Body><m:{method} xmlns:m='urn:{namespace}'><sessiontoken xsi:type='xsd:string'>{session}\
             </sessiontoken>{parameters}</m:{method}></SOAP-ENV:Body></SOAP-ENV:Envelope>",
            session = self.session,
        );
        let request = Request::post("/nl/jsp/soaprouter.jsp")
            .header("content-type", "application/soap+xml;charset=UTF-8")
            .header("soapaction", format!("{namespace}#{method}"))
            .header("x-session-token", &self.session)
            .header("x-security-token", &self.security)
            .body(Body::from(envelope))
            .map_err(|error| Error::new(error.to_string()))?;
        self.site.ask(request).await
    }
}

/// The first attribute called `name`.
pub fn attribute<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    xml.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

/// The text of the first element called `name`.
fn between(xml: &str, name: &str) -> Option<String> {
    let rest = xml.split(&format!("<{name}")).nth(1)?;
    let text = rest.split_once('>')?.1;
    Some(text.split_once('<')?.0.to_owned())
}

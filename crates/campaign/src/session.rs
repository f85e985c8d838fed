//! Signing in and out, and who is signed in (contract 2).

use crate::{access::Access, request::Request, soap::Call, soap::Failure, xml::Element};

const SESSION: &str = "xtk:session";

/// The operator who is signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Operator {
    pub login: String,
    /// The display name, `Administrator (admin)`.
    pub name: String,
    /// `en`, `fr`, `fr-FR` …
    pub locale: String,
    /// An IANA name such as `Europe/Paris`; may be empty.
    pub time_zone: String,
    /// The named rights, such as `deliveryValidate` (contract 2.3); `None` if the server did not tell them.
    pub rights: Option<Vec<String>>,
}

impl Operator {
    /// Whether the operator's rights are known and lack this one. An administrator has all. The server decides: a right may
    /// also come from elsewhere.
    pub fn lacks(&self, right: &str) -> bool {
        self.rights.as_ref().is_some_and(|rights| !rights.iter().any(|known| known == "admin" || known == right))
    }
}

/// Signs in with a password. No other value contains the password afterwards.
pub fn logon(login: &str, password: &str) -> Request<(Access, Operator)> {
    let call = Call::new(SESSION, "Logon")
        .string("login", login)
        .string("password", password)
        .element("parameters", "<parameters/>");
    Request::new(call, |values, _| match values {
        [session, info, security, ..] => {
            let access = Access::session(session.text.clone(), security.text.clone());
            let user = info.child("sessionInfo").and_then(|info| info.child("userInfo"));
            Ok((access, user.map(operator).unwrap_or_default()))
        }
        _ => Err(Failure::NotCampaign),
    })
}

/// A request for the operator who is signed in.
pub fn get_user_info() -> Request<Operator> {
    Request::new(Call::new(SESSION, "GetUserInfo"), |values, _| {
        let user = values.first().and_then(|value| value.child("userInfo"));
        user.map(operator).ok_or(Failure::NotCampaign)
    })
}

/// Ends the session.
pub fn logoff() -> Request<()> {
    Request::new(Call::new(SESSION, "Logoff"), |_, _| Ok(()))
}

fn operator(user: &Element) -> Operator {
    let right = |element: &Element| element.text_at("@right");
    Operator {
        login: user.text_at("@login"),
        name: user.text_at("@loginCS"),
        locale: user.text_at("@locale"),
        time_zone: user.text_at("@timezone"),
        rights: Some(user.children.iter().filter(|child| child.name == "login-right").map(right).collect()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{request::Which, soap::read_answer};

    const ANSWER: &str = "<?xml version='1.0'?><SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'>\
        <SOAP-ENV:Body><LogonResponse xmlns='urn:xtk:session'><pstrSessionToken>___s</pstrSessionToken>\
        <pSessionInfo><sessionInfo><serverInfo buildNumber='9219'/><userInfo instanceLocale='en' locale='en' login='admin' \
        loginCS='Administrator (admin)' loginId='1059' timezone='Europe/Paris'><login-right right='admin'/></userInfo>\
        </sessionInfo></pSessionInfo><pstrSecurityToken>@t==</pstrSecurityToken></LogonResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>";

    #[test]
    fn the_documented_logon_answer_gives_tokens_and_operator() {
        let values = read_answer("Logon", 200, ANSWER).unwrap();
        let (access, operator) = logon("admin", "secret").read(&values, Which::Full).unwrap();
        let http = get_user_info().calls.full.request(&access);
        assert!(http.headers.contains(&("X-Security-Token", "@t==".to_owned())));
        assert!(http.headers.contains(&("X-Session-Token", "___s".to_owned())));
        assert_eq!(operator.time_zone, "Europe/Paris");
        assert_eq!(operator.name, "Administrator (admin)");
        assert_eq!(operator.rights, Some(vec!["admin".to_owned()]));
    }

    #[test]
    fn an_administrator_has_every_right_and_others_those_that_are_named() {
        let of = |rights: &[&str]| {
            let rights = Some(rights.iter().map(|right| (*right).to_owned()).collect());
            Operator { rights, ..Operator::default() }
        };
        assert!(!of(&["admin"]).lacks("deliveryValidate"));
        assert!(!of(&["fileSystem", "deliveryValidate"]).lacks("deliveryValidate"));
        assert!(of(&["deliveryPrepare"]).lacks("deliveryValidate") && of(&[]).lacks("deliveryPrepare"));
        // Nobody has told the rights.
        assert!(!Operator::default().lacks("deliveryValidate"));
    }
}

//! What Logon and GetUserInfo answer (contract, 2.2 and 2.3), and whom the app offers to sign in.

use crate::state::sessions::{LIFE, Tokens};
use crate::store::operator::{OPERATORS, Operator, TIMEZONE};
use crate::wire::instant;
use crate::wire::soap::Value;
use crate::wire::xml::Element;

/// The three values of Logon.
pub fn logon_values(operator: &Operator, tokens: &Tokens) -> Vec<Value> {
    let mut info = Element::new("sessionInfo");
    let seconds = LIFE.as_secs().to_string();
    info.push(
        Element::new("serverInfo")
            .with("advisedClientBuildNumber", "0")
            .with("allowSQL", "false")
            .with("buildNumber", "9999")
            .with("commitId", "sandbox")
            .with("databaseId", "sandbox")
            .with("defaultNameSpace", "cus")
            .with("fohVersion", "2")
            .with("instanceName", "sandbox")
            .with("majNumber", "8")
            .with("minClientBuildNumber", "8969")
            .with("minNumber", "0")
            .with("minNumberTechnical", "0")
            .with("releaseName", "sandbox")
            .with("securityTimeOut", seconds.as_str())
            .with("serverDate", instant::datetime(instant::now()))
            .with("servicePack", "0")
            .with("sessionTimeOut", seconds.as_str())
            .with("useVault", "false"),
    );
    info.push(user_info(operator));
    vec![
        Value::Text("pstrSessionToken", tokens.session.clone()),
        Value::Document("pSessionInfo", Some(info)),
        Value::Text("pstrSecurityToken", tokens.security.clone()),
    ]
}

/// `userInfo`, as Logon and GetUserInfo carry it.
pub fn user_info(operator: &Operator) -> Element {
    let mut info = Element::new("userInfo")
        .with("datakitInDatabase", "true")
        .with("homeDir", "")
        .with("instanceLocale", "en")
        .with("locale", operator.locale)
        .with("login", operator.login)
        .with("loginCS", operator.compute_string())
        .with("loginId", operator.id.to_string())
        .with("noConsoleCnx", "false")
        .with("orgUnitId", "0")
        .with("theme", "")
        .with("timezone", TIMEZONE);
    info.push(Element::new("login-group").with("id", "1060"));
    for right in operator.rights {
        info.push(Element::new("login-right").with("right", *right));
    }
    for package in ["campaign", "core"] {
        info.push(Element::new("installed-package").with("name", package).with("namespace", "nms"));
    }
    info
}

/// `config.json`: the app offers these operators at one click.
pub fn offered_operators() -> String {
    let operators: Vec<String> = OPERATORS
        .iter()
        .map(|operator| format!(r#"{{"login":"{}","password":"{}"}}"#, operator.login, operator.password))
        .collect();
    format!(r#"{{"operators":[{}]}}"#, operators.join(","))
}

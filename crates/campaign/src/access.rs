//! The tokens that authenticate a call. They are held so that nothing can print them (contract 2.1).

/// The tokens of one sign-in method. The type has no `Debug`, no `Display` and no getter.
#[derive(Clone, PartialEq, Eq)]
pub struct Access(Tokens);

#[derive(Clone, PartialEq, Eq)]
enum Tokens {
    None,
    Security { session: String, security: String },
    Bearer(String),
}

impl Access {
    /// Before signing in.
    pub fn none() -> Self {
        Self(Tokens::None)
    }

    /// After `Logon`: both tokens, in every call (modes C and D).
    pub fn session(session: String, security: String) -> Self {
        Self(Tokens::Security { session, security })
    }

    /// On a page that Campaign serves: the browser itself sends the session cookie (mode A).
    pub fn security(security: String) -> Self {
        Self::session(String::new(), security)
    }

    /// A token of Adobe's identity service (mode B).
    pub fn bearer(token: String) -> Self {
        Self(Tokens::Bearer(token))
    }

    pub(crate) fn session_token(&self) -> &str {
        match &self.0 {
            Tokens::Security { session, .. } => session,
            Tokens::None | Tokens::Bearer(_) => "",
        }
    }

    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        match &self.0 {
            Tokens::None => Vec::new(),
            Tokens::Bearer(token) => vec![("Authorization", format!("Bearer {token}"))],
            Tokens::Security { session, security } => {
                let mut headers = vec![("X-Security-Token", security.clone())];
                if !session.is_empty() {
                    headers.push(("X-Session-Token", session.clone()));
                }
                headers
            }
        }
    }
}

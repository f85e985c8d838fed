//! Who may sign in, and what each may do.

use crate::wire::fault::Cause;

/// A named right over deliveries; `admin` includes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// To analyse.
    Prepare,
    /// To start, pause and stop.
    Start,
}

/// An operator of the sandbox. All of them show times in Europe/Paris.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operator {
    pub id: i64,
    pub login: &'static str,
    pub password: &'static str,
    pub label: &'static str,
    /// `en` or `fr`: the language of `analyze` labels.
    pub locale: &'static str,
    /// Named rights, as `login-right` elements carry them.
    pub rights: &'static [&'static str],
    /// Whether Write is allowed.
    pub writes: bool,
}

pub const TIMEZONE: &str = "Europe/Paris";

pub static OPERATORS: [Operator; 3] = [
    Operator {
        id: 1059,
        login: "admin",
        password: "sandbox",
        label: "Administrator",
        locale: "en",
        rights: &["admin"],
        writes: true,
    },
    Operator {
        id: 1071,
        login: "marie",
        password: "sandbox",
        label: "Marie Lefèvre",
        locale: "fr",
        rights: &["fileSystem", "deliveryPrepare", "deliveryValidate"],
        writes: true,
    },
    Operator {
        id: 1072,
        login: "viewer",
        password: "sandbox",
        label: "Viewer",
        locale: "en",
        rights: &[],
        writes: false,
    },
];

impl Operator {
    pub fn find(login: &str) -> Option<&'static Self> {
        OPERATORS.iter().find(|operator| operator.login == login)
    }

    /// The operator of a bearer token: `sandbox-admin`, `sandbox-marie`, `sandbox-viewer`.
    pub fn of_bearer(token: &str) -> Option<&'static Self> {
        Self::find(token.strip_prefix("sandbox-")?)
    }

    /// Refuses an operator without this right.
    ///
    /// # Errors
    /// When the operator lacks it. The text names the right to ask for.
    pub fn require(&self, right: Right) -> Result<(), Cause> {
        let (name, deed) = match right {
            Right::Prepare => ("deliveryPrepare", "prepare deliveries"),
            Right::Start => ("deliveryValidate", "start, pause or stop deliveries"),
        };
        if self.rights.iter().any(|known| *known == "admin" || *known == name) {
            return Ok(());
        }
        let who = self.compute_string();
        Err(Cause::no_right(format!("The operator '{who}' may read but not {deed}: ask for the right '{name}'.")))
    }

    /// `Administrator (admin)`: how records name their author.
    pub fn compute_string(&self) -> String {
        format!("{} ({})", self.label, self.login)
    }
}

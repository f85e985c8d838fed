//! Who may sign in.

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
        rights: &["fileSystem", "deliveryPrepare", "deliveryStart"],
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

    /// `Administrator (admin)`: how records name their author.
    pub fn compute_string(&self) -> String {
        format!("{} ({})", self.label, self.login)
    }
}

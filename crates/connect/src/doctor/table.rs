//! The table: what the app needs of an instance, whether the instance has it, and what the app does without it.
//!
//! People can send it to the makers of the dashboard: it has only names of schemas, attributes and methods, codes and
//! the build.

use std::fmt;

/// The widest line, in characters.
const WIDTH: usize = 100;
/// The minimum width of the last column.
const LEAST_ROOM: usize = 30;

/// The state of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    There,
    /// The instance does not have it, or hides the reason of its refusal.
    Absent,
    /// It exists or may exist, but the operator may not read it.
    NotReadable,
    /// It could not be asked, or the server does not say.
    NotKnown,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Absent => "absent",
            Self::NotReadable => "not readable",
            Self::NotKnown => "not known",
        }
    }
}

/// A state and the error code that showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub state: State,
    /// `XTK-170036` and the like; empty if there was none.
    pub code: String,
}

impl Found {
    pub fn new(state: State) -> Self {
        Self { state, code: String::new() }
    }
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// `nms:delivery`, `@state`, `nms:delivery#Play`.
    pub name: String,
    /// Whether it belongs to the schema above it.
    pub is_attribute: bool,
    pub found: Found,
    /// What the app does without it; empty if nothing is missing.
    pub then: String,
}

/// The whole table; it prints itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The instance's build, if it tells it.
    pub build: Option<String>,
    /// Each schema with its attributes after it.
    pub schemas: Vec<Row>,
    pub methods: Vec<Row>,
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let build = self.build.as_deref().unwrap_or("not known");
        write!(f, "\nWhat the app asks for, and what this instance has of it. Build: {build}.")?;
        write!(f, "\nThere are no names, phone numbers or labels of yours below: it can be sent as it is.")?;
        let rows = || self.schemas.iter().chain(&self.methods);
        let name = rows().map(|row| row.label().chars().count()).max().unwrap_or_default();
        for (title, rows) in [("Schema and attribute", &self.schemas), ("Method", &self.methods)] {
            f.write_str("\n")?;
            line(f, name, [title, "State", "Code"], "What the app does then")?;
            for row in rows {
                line(f, name, [&row.label(), row.found.state.word(), &row.found.code], &row.then)?;
            }
        }
        Ok(())
    }
}

impl Row {
    fn label(&self) -> String {
        if self.is_attribute { format!("  {}", self.name) } else { self.name.clone() }
    }
}

/// One row, its last cell broken into lines that stand below each other.
fn line(f: &mut fmt::Formatter<'_>, name: usize, cells: [&str; 3], last: &str) -> fmt::Result {
    let [label, state, code] = cells;
    let start = format!("{label:name$}  {state:12}  {code:10}  ");
    let indent = start.chars().count();
    let room = WIDTH.saturating_sub(indent).max(LEAST_ROOM);
    let mut text = start;
    let mut used = 0;
    for word in last.split(' ') {
        let n = word.chars().count();
        if used > 0 && used + 1 + n > room {
            write!(f, "\n{}", text.trim_end())?;
            (text, used) = (" ".repeat(indent), 0);
        }
        if used > 0 {
            text.push(' ');
            used += 1;
        }
        text.push_str(word);
        used += n;
    }
    write!(f, "\n{}", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_plain_text_in_columns_that_a_hundred_characters_hold() {
        let row = |name: &str, is_attribute, state, code: &str, then: &str| Row {
            name: name.into(),
            is_attribute,
            found: Found { state, code: code.into() },
            then: then.into(),
        };
        let table = Table {
            build: Some("9219".into()),
            schemas: vec![
                row("nms:delivery", false, State::There, "", ""),
                row(
                    "[mapping/storage/@broadLogExclSchema]",
                    true,
                    State::Absent,
                    "XTK-170036",
                    "shows dashes for what this build does not have; one more thing",
                ),
            ],
            methods: vec![row("nms:delivery#Play", false, State::NotKnown, "", "tries all the same")],
        };
        let text = table.to_string();
        let expected = "
What the app asks for, and what this instance has of it. Build: 9219.
There are no names, phone numbers or labels of yours below: it can be sent as it is.

Schema and attribute                     State         Code        What the app does then
nms:delivery                             there
  [mapping/storage/@broadLogExclSchema]  absent        XTK-170036  shows dashes for what this build
                                                                   does not have; one more thing

Method                                   State         Code        What the app does then
nms:delivery#Play                        not known                 tries all the same";
        assert_eq!(text, expected);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
    }
}

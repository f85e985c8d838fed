//! The result of each step of a check.

use std::fmt;

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Ok,
    /// The app works, but not completely, or not everywhere.
    Warning,
    /// The app does not work.
    Problem,
}

/// The result of one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub level: Level,
    /// One sentence.
    pub what: String,
    /// What to change; empty if nothing.
    pub remedy: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Ok => "OK",
            Level::Warning => "WARNING",
            Level::Problem => "PROBLEM",
        };
        write!(f, "{level:8} {}", self.what)?;
        if self.remedy.is_empty() { Ok(()) } else { write!(f, "\n         {}", self.remedy) }
    }
}

/// Reports findings and counts the problems.
pub struct Report<'a> {
    say: &'a mut dyn FnMut(Finding),
    problems: usize,
}

impl<'a> Report<'a> {
    pub fn new(say: &'a mut dyn FnMut(Finding)) -> Self {
        Self { say, problems: 0 }
    }

    pub fn has_problem(&self) -> bool {
        self.problems > 0
    }

    /// The number of problems so far.
    pub fn problems(&self) -> usize {
        self.problems
    }

    /// Reports the findings of another check.
    pub fn pass_on(&mut self, finding: Finding) {
        self.problems += usize::from(finding.level == Level::Problem);
        (self.say)(finding);
    }

    pub fn ok(&mut self, what: impl Into<String>) {
        (self.say)(Finding { level: Level::Ok, what: what.into(), remedy: String::new() });
    }

    pub fn warning(&mut self, what: impl Into<String>, remedy: impl Into<String>) {
        (self.say)(Finding { level: Level::Warning, what: what.into(), remedy: remedy.into() });
    }

    pub fn problem(&mut self, what: impl Into<String>, remedy: impl Into<String>) {
        self.problems += 1;
        (self.say)(Finding { level: Level::Problem, what: what.into(), remedy: remedy.into() });
    }
}

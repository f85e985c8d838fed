//! Exported files in a spreadsheet program: LibreOffice reads what the app has written.

use crate::failure::Failure;
use crate::system::Need;
use crate::{process, step, tools, workspace};

/// What the test needs from the system; without it the test is left out.
pub fn need() -> Need {
    Need { packages: &["libreoffice-calc-nogui"], is_here: is_here(), tests: Some("exported files in LibreOffice") }
}

/// Runs the tests of the app that need LibreOffice.
pub fn test() -> Result<(), Failure> {
    if !is_here() {
        return Ok(());
    }
    let mut cargo = workspace::cargo();
    cargo.args(["test", "--lib", "export::round_trip", "--", "--ignored"]);
    step::quiet("Exported files in LibreOffice", || process::quiet(&mut cargo))?;
    Ok(())
}

fn is_here() -> bool {
    tools::on_path("soffice").is_some()
}

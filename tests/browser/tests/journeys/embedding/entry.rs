//! The entry file: what it loads where scripts are allowed by a nonce.

use browser_tests::{Setup, journey, steering::Turn};

/// The policy of hosts, but its scripts are allowed by their nonce alone.
fn it_starts_where_scripts_have_a_nonce(address: &'static str) {
    journey(Setup::default(), async |page| {
        // The harness's own ear has no nonce.
        page.expect_in_console("harness/listen.js");
        let steering = page.site().steering();
        steering.allow("script-src", "'nonce-of-the-page' 'wasm-unsafe-eval'");
        let _only = steering.intervene(address, Turn::Forbid("'self' 'wasm-unsafe-eval' "));
        page.visit(address).await?;
        page.by_role("table", "Deliveries").await?;
        Ok(())
    });
}

#[test]
fn it_starts_where_its_script_has_a_nonce() {
    it_starts_where_scripts_have_a_nonce("/hosts/nonce/index.html");
}

#[test]
fn it_starts_where_the_script_that_imports_it_has_a_nonce() {
    it_starts_where_scripts_have_a_nonce("/hosts/nonce/imported.html");
}

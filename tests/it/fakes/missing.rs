//! What this machine may lack, and the tests with it: descriptions of APIs and recordings, PostgreSQL, a browser. They
//! pass then without having tested anything, so it is said where nobody can overlook it.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

/// Says loudly, and once, what is not tested here. Continuous integration has all there is, so there it is a failure.
pub fn is_missing(what: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    assert!(std::env::var_os("CI").is_none(), "{what}");
    if SAID.lock().expect("nobody panics with it").insert(what.to_owned()) {
        // Straight to standard error, because the test harness swallows what `eprintln!` says.
        std::io::stderr().write_all(format!("\n!!! {what}\n\n").as_bytes()).expect("standard error is open");
    }
}

/// A file of the folder that `HATCHERY_SPECS` names, or beside it; nothing where it is not there.
pub fn described(file: &str) -> Option<String> {
    let specs = std::env::var("HATCHERY_SPECS").unwrap_or_else(|_| "../shared/specs".into());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(specs).join(file);
    let text = std::fs::read_to_string(&path);
    if let Err(e) = &text {
        let folder = path.parent().unwrap_or(&path).display();
        is_missing(&format!("NOT RUN: what needs the files of {folder}, found by HATCHERY_SPECS (README.md): {e}"));
    }
    text.ok()
}

#[test]
fn what_is_missing_is_said_once_although_its_tests_pass() {
    let mut tests = std::process::Command::new(std::env::current_exe().expect("a path"));
    let ended = tests.arg("telegram::bot_api::").env_remove("CI").env("HATCHERY_SPECS", "/nowhere").output();
    let ended = ended.expect("it starts");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success() && said.matches("NOT RUN").count() == 1, "{ended:?}");
}

//! Files: of a size to be read, with nothing in them that is true on one machine only, and with secrets that
//! are compared in constant time.

use std::path::PathBuf;
use std::process::Command;

use super::{assert_none, place};

const LONGEST: usize = 450;

/// Written in two halves, so that this file does not find itself.
const OF_ONE_MACHINE: [&str; 6] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/."),
    concat!("python", "hosted.org"),
    concat!("registry.", "npmjs.org"),
    concat!("index.", "crates.io/"),
    concat!("deb.", "debian.org"),
];

/// Everything git tracks or would track; nothing outside a repository.
fn tracked() -> Vec<PathBuf> {
    if !place(".git").exists() {
        return Vec::new();
    }
    // A container may own the folder as somebody else, which git otherwise refuses to look at.
    let list = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(list).current_dir(place("")).output().expect("git runs");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).expect("names of files are UTF-8");
    names.split('\0').filter(|name| !name.is_empty()).map(place).collect()
}

/// The texts of those files; what is no text, or deleted and not yet committed, is left out.
fn tracked_texts() -> Vec<(String, String)> {
    let root = place("");
    let text = |path: PathBuf| {
        let name = path.strip_prefix(&root).expect("git names what is in the repository").display().to_string();
        Some((name, std::fs::read_to_string(&path).ok()?))
    };
    tracked().into_iter().filter_map(text).collect()
}

fn faults_in(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let mut fault = |what: String| faults.push(format!("{name} line {}: {what}", at + 1));
        for word in OF_ONE_MACHINE.iter().filter(|word| line.contains(*word)) {
            fault(format!("{word} exists on one machine only: say it so that it holds on any"));
        }
        if name.starts_with("src/") {
            let code = line.split("//").next().unwrap_or_default().trim();
            if code.contains(".expose()") && (code.contains(" == ") || code.contains(" != ")) {
                fault("a secret is compared in constant time: use `matches`".into());
            }
        }
    }
    let lines = text.lines().count();
    if name.starts_with("src/") && name.ends_with(".rs") && lines > LONGEST {
        faults.push(format!("{name}: {lines} lines, at most {LONGEST}: name its second subject and give it a file"));
    }
    faults
}

#[test]
fn every_file_is_readable_and_true_on_any_machine() {
    assert_none(tracked_texts().iter().flat_map(|(name, text)| faults_in(name, text)).collect());
}

#[test]
fn a_file_that_is_too_long_or_tied_to_one_machine_is_seen() {
    let long = "\n".repeat(LONGEST + 1);
    for (name, text) in [
        ("src/a.rs", long.as_str()),
        ("README.md", concat!("cd /wo", "rk/main")),
        ("src/a.rs", "if key.expose() == other {"),
    ] {
        assert_eq!(faults_in(name, text).len(), 1, "{name}");
    }
    for (name, text) in [
        ("tests/it/a.rs", long.as_str()),
        ("README.md", "see https://example.com/networks"),
        ("src/a.rs", "request.header(\"x-api-key\", key.expose());"),
    ] {
        assert_eq!(faults_in(name, text), Vec::<String>::new(), "{name}");
    }
}

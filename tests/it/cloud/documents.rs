//! Every document that we can send is one that Railway's schema takes.

use hatchery::railway::WATCHED_AT_ONCE;
use hatchery::railway::documents::{ALL, logs, watch};

use crate::fakes::railway::faults_in;

#[test]
fn every_document_is_one_that_railway_understands() {
    let mut documents: Vec<(&str, String)> = ALL.iter().map(|it| (it.name, it.text.to_owned())).collect();
    documents.extend([1, 3, WATCHED_AT_ONCE].map(|environments| ("Watch", watch(environments))));
    documents.extend([1, 50].map(|deployments| ("ManyLogs", logs(deployments))));
    for (name, text) in &documents {
        let Some(faults) = faults_in(text) else { return };
        assert_eq!(faults, Vec::<String>::new(), "{name}");
        let is_named = text.starts_with(&format!("query {name}")) || text.starts_with(&format!("mutation {name}"));
        assert!(is_named, "{name} is not what its document is called");
    }
    let names: std::collections::BTreeSet<&str> = ALL.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), ALL.len(), "two documents have one name");
}

#[test]
fn a_document_that_railway_does_not_understand_is_seen() {
    let Some(faults) = faults_in("query Me { me { nosuchfield } }") else { return };
    assert_ne!(faults, Vec::<String>::new());
}

/// The ones that `docs/operations.md` tells an operator to send.
#[test]
fn every_document_in_the_papers_is_one_too() {
    let papers = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/operations.md")).expect("a paper");
    let blocks: Vec<&str> = papers.split("```graphql\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(!blocks.is_empty(), "the papers show no document");
    for block in blocks {
        let Some(faults) = faults_in(block) else { return };
        assert_eq!(faults, Vec::<String>::new(), "{block}");
    }
}

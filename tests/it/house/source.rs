//! Rust sources as the laws see them: the paths that product code names and the texts it holds, without comments
//! and without its tests.

use std::path::Path;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::{place, read};

/// One file under `src`, without what is compiled for tests only.
pub struct Source {
    /// As a path below the crate: `chat::flow`; `main` and `lib` for the two roots.
    pub module: String,
    code: TokenStream,
}

/// Something found in a file, with its line.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    pub what: String,
    pub line: usize,
}

impl Source {
    pub fn new(module: &str, text: &str) -> Self {
        let tokens: TokenStream = text.parse().unwrap_or_else(|e| panic!("{module} is no Rust: {e}"));
        Source { module: module.to_owned(), code: product_code(tokens) }
    }

    /// Whether this is `module` or lies below it.
    pub fn is_in(&self, module: &str) -> bool {
        lies_in(&self.module, module)
    }

    /// Every path of two or more words, with use trees spelled out and `super` resolved: `crate::chat::flow`.
    pub fn paths(&self) -> Vec<Found> {
        let mut found = Vec::new();
        collect_paths(self.code.clone(), "", &mut found);
        found.retain(|path| path.what.contains("::"));
        for path in &mut found {
            path.what = self.spelled_from_root(&path.what);
        }
        found
    }

    /// Every text in quotes, with its escapes for quotes and broken lines undone.
    pub fn texts(&self) -> Vec<Found> {
        let mut found = Vec::new();
        collect_texts(self.code.clone(), &mut found);
        found
    }

    fn spelled_from_root(&self, path: &str) -> String {
        let is_root = self.module == "lib" || self.module == "main";
        let mut base: Vec<&str> = if is_root { Vec::new() } else { self.module.split("::").collect() };
        let mut rest = path;
        if let Some(below) = rest.strip_prefix("self::") {
            rest = below;
        } else if !rest.starts_with("super::") {
            return path.to_owned();
        }
        while let Some(below) = rest.strip_prefix("super::") {
            base.pop();
            rest = below;
        }
        ["crate"].into_iter().chain(base).chain([rest]).collect::<Vec<_>>().join("::")
    }
}

/// Whether a path is `root` or goes through it.
pub fn lies_in(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// All files under `src` but those that hold only tests.
pub fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    walk(&place("src"), "", &mut found);
    found
}

fn walk(folder: &Path, module: &str, found: &mut Vec<Source>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).expect("src is readable").flatten().collect();
    entries.sort_by_key(|entry| entry.path());
    for path in entries.iter().map(|entry| entry.path()) {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let below = if module.is_empty() { name.clone() } else { format!("{module}::{name}") };
        if name == "tests" {
            continue;
        } else if path.is_dir() {
            walk(&path, &below, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(Source::new(&below, &read(&path)));
        }
    }
}

/// Leaves out doc comments and whatever stands behind `#[cfg(test)]`.
fn product_code(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        match token {
            TokenTree::Group(group) => kept.push(within(&group, product_code(group.stream()))),
            TokenTree::Ident(_) | TokenTree::Literal(_) => kept.push(token),
            TokenTree::Punct(ref mark) if mark.as_char() != '#' => kept.push(token),
            TokenTree::Punct(_) => {
                rest.next_if(|next| matches!(next, TokenTree::Punct(mark) if mark.as_char() == '!'));
                let Some(TokenTree::Group(attribute)) = rest.next_if(|next| matches!(next, TokenTree::Group(_))) else {
                    continue;
                };
                let words = attribute.stream().to_string().replace(' ', "");
                if words == "cfg(test)" {
                    // The item ends with its body or with a semicolon.
                    let ends = |token: &TokenTree| match token {
                        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                        TokenTree::Punct(mark) => mark.as_char() == ';',
                        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
                    };
                    rest.by_ref().find(ends);
                } else if !words.starts_with("doc=") {
                    kept.push(within(&attribute, attribute.stream()));
                }
            }
        }
    }
    kept.into_iter().collect()
}

fn within(group: &Group, stream: TokenStream) -> TokenTree {
    TokenTree::Group(Group::new(group.delimiter(), stream))
}

/// `prefix` belongs to the first path only: it is what stands before the braces of a use tree.
fn collect_paths(tokens: TokenStream, prefix: &str, found: &mut Vec<Found>) {
    let mut path: Option<Found> = None;
    let mut colons = 0;
    let mut prefix = Some(prefix);
    for token in tokens {
        match token {
            TokenTree::Ident(word) => {
                let line = word.span().start().line;
                match &mut path {
                    Some(path) if colons == 2 => path.what.push_str(&format!("::{word}")),
                    _ => {
                        found.extend(path.take());
                        path = Some(Found { what: format!("{}{word}", prefix.take().unwrap_or("")), line });
                    }
                }
                colons = 0;
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
            TokenTree::Group(group) if colons == 2 && group.delimiter() == Delimiter::Brace => {
                let stem = path.take().map(|path| path.what).unwrap_or_default();
                for branch in branches(group.stream()) {
                    collect_paths(branch, &format!("{stem}::"), found);
                }
                colons = 0;
            }
            TokenTree::Group(group) => {
                found.extend(path.take());
                collect_paths(group.stream(), "", found);
                colons = 0;
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {
                found.extend(path.take());
                colons = 0;
            }
        }
    }
    found.extend(path);
}

/// The parts of a use tree between its commas.
fn branches(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![Vec::new()];
    for token in tokens {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ',' => parts.push(Vec::new()),
            token => parts.last_mut().expect("there is always a last part").push(token),
        }
    }
    parts.into_iter().map(|part| part.into_iter().collect()).collect()
}

fn collect_texts(tokens: TokenStream, found: &mut Vec<Found>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect_texts(group.stream(), found),
            TokenTree::Literal(literal) => {
                let line = literal.span().start().line;
                let text = literal.to_string();
                let edges = (text.find('"'), text.rfind('"'));
                if let (Some(start), Some(end)) = edges
                    && start < end
                {
                    let lines = text[start + 1..end].split("\\\n").map(str::trim_start);
                    found.push(Found { what: lines.collect::<String>().replace("\\\"", "\""), line });
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

#[test]
fn paths_are_read_through_use_trees_and_super() {
    let source = Source::new(
        "chat::flow",
        "use crate::{text::{self, Msg}, domain}; use super::screen::*; use std::fmt; fn f() { super::super::a::b(); \
         x.y(); g::<c::D>(e::f!()); m as crate::z; }",
    );
    let paths: Vec<String> = source.paths().into_iter().map(|path| path.what).collect();
    assert_eq!(
        paths,
        [
            "crate::text::self",
            "crate::text::Msg",
            "crate::domain",
            "crate::chat::screen",
            "std::fmt",
            "crate::a::b",
            "c::D",
            "e::f",
            "crate::z"
        ]
    );
}

#[test]
fn comments_and_tests_are_not_product_code() {
    let source = Source::new(
        "chat",
        "//! std::fs\n/// tokio::time \"doc\"\n// \"note\"\nfn f() -> &'static str { \"a \\\"b\\\" \\\n   c\" }\n\
         #[cfg(test)]\nmod tests { use std::fs::File; fn g() { \"test\"; } }\n#[cfg(test)]\nuse sqlx::any;\nuse k::l;",
    );
    assert_eq!(source.paths(), [Found { what: "k::l".into(), line: 10 }]);
    assert_eq!(source.texts(), [Found { what: "a \"b\" c".into(), line: 4 }]);
}

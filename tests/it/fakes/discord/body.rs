//! The body of a call, or of an answer to a signed call: JSON, or a form with JSON and files in it.

use axum::http::{HeaderMap, header};
use serde_json::Value;

use super::refusal::{NO_BODY, Refusal};
use super::state::Id;

#[derive(Debug, Clone, Default)]
pub struct Sent {
    pub body: Value,
    pub files: Vec<File>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// While it is sent: the n of `files[n]`.
    pub id: Id,
    pub name: String,
    pub content: String,
}

impl Sent {
    pub fn read(headers: &HeaderMap, bytes: &[u8]) -> Result<Self, Refusal> {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if let Some((_, boundary)) = kind.split_once("boundary=").filter(|_| kind.starts_with("multipart/form-data")) {
            return read_form(boundary.trim_matches('"'), bytes);
        }
        if bytes.is_empty() {
            return Ok(Sent::default());
        }
        if kind.split(';').next() != Some("application/json") {
            return Err(Refusal::Invalid(vec!["._errors: CONTENT_TYPE_INVALID".into()]));
        }
        let body = serde_json::from_slice(bytes).map_err(|_| NO_BODY)?;
        Ok(Sent { body, files: Vec::new() })
    }

    /// What is wrong between the files and what speaks of them.
    pub fn file_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let is_sent = |name: &str| self.files.iter().any(|file| file.name == name);
        for part in super::limits::all(&self.body["components"]) {
            for inner in ["file", "media"] {
                let name = part[inner]["url"].as_str().and_then(|url| url.strip_prefix("attachment://"));
                if name.is_some_and(|name| !is_sent(name) && self.body["attachments"].is_null()) {
                    faults
                        .push(format!(".components.{inner}.url: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"));
                }
            }
            if part["type"] == 13 && !part["file"]["url"].as_str().is_some_and(|url| url.starts_with("attachment://")) {
                faults.push(".components.file.url: a file is one that was sent along".into());
            }
        }
        if self.files.len() > 10 {
            faults.push(format!(".files: {} files", self.files.len()));
        }
        faults
    }
}

fn read_form(boundary: &str, bytes: &[u8]) -> Result<Sent, Refusal> {
    let wrong = |why: &str| Refusal::Invalid(vec![format!(".form: {why}")]);
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("the fake reads only forms of text"))?;
    let mut sent = Sent::default();
    for part in text.split(&format!("--{boundary}")) {
        let Some((head, content)) = part.split_once("\r\n\r\n") else { continue };
        let content = content.strip_suffix("\r\n").unwrap_or(content);
        let quoted = |name: &str| {
            let (_, rest) = head.split_once(&format!(" {name}=\""))?;
            rest.split_once('"').map(|(value, _)| value.to_owned())
        };
        let name = quoted("name").ok_or_else(|| wrong("a part has no name"))?;
        if name == "payload_json" {
            sent.body = serde_json::from_str(content).map_err(|_| NO_BODY)?;
            continue;
        }
        let number = name.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']'));
        let Some(id) = number.and_then(|number| number.parse().ok()) else {
            return Err(wrong(&format!("a part is called {name}")));
        };
        let name = quoted("filename").ok_or_else(|| wrong("a file has no name"))?;
        sent.files.push(File { id, name, content: content.to_owned() });
    }
    let listed = sent.body["attachments"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_listed = |file: &File| {
        listed
            .iter()
            .any(|named| named["id"] == file.id || named["id"].as_str().and_then(|id| id.parse().ok()) == Some(file.id))
    };
    if !listed.is_empty() && !sent.files.iter().all(is_listed) {
        return Err(wrong("a file is not among the attachments"));
    }
    Ok(sent)
}

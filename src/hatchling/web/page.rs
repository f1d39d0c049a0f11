//! The chat page: one document with its style and script inside, nothing from anywhere else. It holds no secret and
//! nothing of the conversation; the script fetches that with the cookie.

use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::hatchling::words::{Sentence, Words};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// An egg, so that no browser asks for `/favicon.ico`.
const ICON: &str = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>\
                    <path d='M8 1c3 0 5 5 5 8.5a5 5.5 0 0 1-10 0C3 6 5 1 8 1z' fill='%23c98f3c'/></svg>";

pub fn page(words: &Words) -> Response {
    let nonce = nonce();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let headers: [(HeaderName, &str); 6] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, &policy),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    (headers, document(words, &nonce).into_string()).into_response()
}

fn document(words: &Words, nonce: &str) -> Markup {
    let say = |sentence| words.say(sentence);
    html! {
        (DOCTYPE)
        html lang=(words.language.tag()) dir=(if words.language.is_right_to_left() { "rtl" } else { "ltr" }) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (words.name.as_str()) }
                link rel="icon" href=(ICON);
                style nonce=(nonce) { (PreEscaped(STYLE)) }
            }
            body data-you=(say(Sentence::You)) data-bot=(words.name.as_str()) data-thinking=(say(Sentence::Thinking))
                data-lost=(say(Sentence::LostLine)) {
                header {
                    h1 dir="auto" { (words.name.as_str()) }
                    button #new type="button" hidden { (say(Sentence::NewChat)) }
                }
                main tabindex="0" {
                    p #hello hidden { (say(Sentence::Hello)) }
                    ol #log role="log" aria-live="polite" aria-label=(words.name.as_str()) {}
                    noscript { p { (say(Sentence::NeedsScript)) } }
                }
                footer {
                    p #status role="status" {}
                    p #trouble role="alert" {}
                    form #form hidden {
                        label for="text" { (say(Sentence::Message)) }
                        textarea #text rows="1" maxlength="16000" dir="auto" enterkeyhint="send" required {}
                        button type="submit" { (say(Sentence::Send)) }
                    }
                }
                script nonce=(nonce) { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn nonce() -> String {
    data_encoding::BASE64URL_NOPAD.encode(uuid::Uuid::new_v4().as_bytes())
}

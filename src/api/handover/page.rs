//! The page itself: a document that is the same for everybody in a language, so that it can be fetched as often as anybody
//! likes, with its style and script beside it and nothing from anywhere else.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, html};

use crate::App;
use crate::text::{Locale, Msg};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Of every answer but one, whatever it is.
const HEADERS: [(HeaderName, HeaderValue); 9] = [
    (
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; \
             frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        ),
    ),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow, noarchive")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), display-capture=()"),
    ),
];

/// The page that Telegram shows inside itself: its web client does that in a frame, and nobody else may.
#[derive(Clone)]
struct InsideTelegram;

const INSIDE_TELEGRAM: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; \
     frame-ancestors https://web.telegram.org; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
);

pub async fn closed(mut response: Response) -> Response {
    let is_inside = response.extensions_mut().remove::<InsideTelegram>().is_some();
    response.headers_mut().extend(HEADERS);
    if is_inside {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, INSIDE_TELEGRAM);
        response.headers_mut().remove(X_FRAME_OPTIONS);
    }
    response
}

pub async fn inside_telegram(app: State<Arc<App>>, language: Path<String>) -> Response {
    (Extension(InsideTelegram), page(app, language).await).into_response()
}

pub async fn page(State(app): State<Arc<App>>, Path(language): Path<String>) -> Response {
    Html(document(app.texts.locale(Some(&language)))).into_response()
}

pub async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

pub async fn script() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT).into_response()
}

/// The whole page in one language.
pub fn document(locale: &Locale) -> String {
    let say = |msg| locale.say(&msg);
    let page = html! {
        (DOCTYPE)
        html lang=(locale.tag()) dir=(if locale.language().is_right_to_left() { "rtl" } else { "ltr" }) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex, nofollow";
                title { (say(Msg::PageTitle)) " · Hatchery" }
                link rel="stylesheet" href="/handover/page.css";
                script src="/handover/page.js" defer {}
            }
            body data-no-link=(say(Msg::PageNoLink)) data-looks=(say(Msg::PageLooks)) data-sends=(say(Msg::PageSends))
                data-show=(say(Msg::PageShow)) data-hide=(say(Msg::PageHide)) data-lost=(say(Msg::PageLost))
                data-busy=(say(Msg::PageBusy)) data-foreign=(say(Msg::PageForeign)) data-long=(say(Msg::PageTooLong)) {
                main {
                    h1 #title tabindex="-1" { (say(Msg::PageTitle)) }
                    p #whose hidden {}
                    noscript { p { (say(Msg::PageNeedsScript)) } }
                    form #form method="post" hidden {
                        label #label for="value" { (say(Msg::PageTitle)) }
                        div #line {
                            input #value type="password" required autocomplete="off" autocapitalize="none"
                                autocorrect="off" spellcheck="false" aria-describedby="trouble where";
                            button #show type="button" aria-controls="value" { (say(Msg::PageShow)) }
                        }
                        p #leave hidden { (say(Msg::PageLeaveEmpty)) }
                        div #more {}
                        p #trouble role="alert" {}
                        p #where { (say(Msg::PageWhere)) " " span #ends {} }
                        button #send type="submit" { (say(Msg::PageSend)) }
                    }
                    p #status role="status" {}
                }
            }
        }
    };
    page.into_string()
}

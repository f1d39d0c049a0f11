//! The description of the API as OpenAPI 3.1, made from its code, and the same as a page for people. The page has no
//! script and asks nobody else for anything.

use std::sync::LazyLock;

use axum::http::HeaderName;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

use crate::api::fault::FaultBody;
use crate::api::{self, admin};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}\
    code,pre{font-family:ui-monospace,monospace}pre{overflow:auto;background:#8881;padding:.6rem}\
    h2{margin-top:2.5rem;border-top:1px solid #8884;padding-top:1rem}";

const HEADERS: [(HeaderName, &str); 3] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// The part of the description that stands in no handler.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Hatchery",
        description = "Deploys personal AI bots and looks after them. /token new in the chat makes a token. Limits: \
                       100 requests a minute by token, see the RateLimit headers.",
        license(name = "MIT"),
    ),
    components(schemas(FaultBody)),
    modifiers(&Tokens),
)]
pub struct Paper;

struct Tokens;

impl utoipa::Modify for Tokens {
    fn modify(&self, paper: &mut OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("hatch_…")).build();
        let components = paper.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
        let secret = ApiKeyValue::with_description(
            admin::ADMIN_SECRET.as_str(),
            "ADMIN_API_SECRET of the settings: acts as operator api:admin, on /api/super/ only",
        );
        components.add_security_scheme("adminSecret", SecurityScheme::ApiKey(ApiKey::Header(secret)));
    }
}

/// Both are written when somebody first asks, because few do.
static JSON: LazyLock<String> = LazyLock::new(|| api::description().to_string());
static PAGE: LazyLock<String> = LazyLock::new(|| written(&api::description()).into_string());

pub async fn json() -> Response {
    ([(CONTENT_TYPE, "application/json")], JSON.as_str()).into_response()
}

pub async fn page() -> Response {
    (HEADERS, Html(PAGE.as_str())).into_response()
}

fn written(paper: &Value) -> Markup {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap_or_default();
    let paths = paper["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        item.as_object().into_iter().flatten().map(move |(method, it)| (path.clone(), method.to_uppercase(), it))
    });
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Hatchery: the HTTP API" }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                h1 { "Hatchery: the HTTP API" }
                p { (text(&paper["info"]["description"])) }
                p { "For programs: " a href="/openapi.json" { "/openapi.json" } }
                @for (path, method, it) in operations {
                    h2 { code { (method) " " (path) } }
                    p { (text(&it["summary"])) " " (text(&it["description"])) }
                    @if let Some(params) = it["parameters"].as_array() {
                        ul {
                            @for param in params {
                                li { code { (text(&param["name"])) } " (" (text(&param["in"])) ") " (text(&param["description"])) }
                            }
                        }
                    }
                    @if let Some(taken) = it["requestBody"]["content"].as_object() {
                        p { "Takes" }
                        pre { (pretty(&serde_json::json!(taken))) }
                    }
                    ul {
                        @for (status, answer) in it["responses"].as_object().into_iter().flatten() {
                            li { code { (status) } " " (text(&answer["description"])) }
                        }
                    }
                }
                h2 { "Shapes" }
                @for (name, shape) in paper["components"]["schemas"].as_object().into_iter().flatten() {
                    h3 { code { (name) } }
                    pre { (pretty(shape)) }
                }
            }
        }
    }
}

//! The description and the page made from it, and pages of other origins.

use reqwest::Method;
use serde_json::{Value, json};

use super::{BOTS, served, served_with};

#[tokio::test]
async fn the_description_is_openapi_and_names_every_route() {
    served(async |served| {
        let paper: Value = served
            .request(Method::GET, "/openapi.json", "")
            .send()
            .await
            .expect("an answer")
            .json()
            .await
            .expect("JSON");
        assert!(paper["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")), "{}", paper["openapi"]);
        let paths = paper["paths"].as_object().expect("paths");
        let mut routes: Vec<String> = Vec::new();
        for (path, item) in paths {
            routes.extend(item.as_object().expect("methods").keys().map(|method| format!("{method} {path}")));
        }
        routes.sort();
        assert_eq!(
            routes,
            [
                "delete /api/moltbot/instances/{id}",
                "get /api/moltbot/health",
                "get /api/moltbot/instances",
                "get /api/moltbot/instances/{id}",
                "get /api/moltbot/instances/{id}/events",
                "get /api/moltbot/instances/{id}/logs",
                "get /api/moltbot/quota",
                "get /api/super/dashboard",
                "get /api/super/diagnoses/{id}",
                "get /api/super/fleet",
                "get /api/super/instances/{id}",
                "get /api/super/instances/{id}/config",
                "get /api/super/jobs/{id}",
                "get /api/super/users",
                "get /api/super/users/{account}",
                "patch /api/moltbot/instances/{id}",
                "patch /api/super/instances/{id}/config",
                "patch /api/super/users/{account}",
                "post /api/moltbot/deploy",
                "post /api/moltbot/instances/{id}/restart",
                "post /api/moltbot/instances/{id}/resume",
                "post /api/moltbot/instances/{id}/stop",
                "post /api/super/fleet/restart",
                "post /api/super/instances/{id}/diagnose",
                "post /api/super/jobs/{id}/{word}",
            ]
        );
        let text = paper.to_string();
        for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(paper["components"]["schemas"][name].is_object(), "{name} is named and not described");
        }
        let schemes = &paper["components"]["securitySchemes"];
        assert_eq!(schemes["token"]["scheme"], json!("bearer"));
        assert_eq!(
            (&schemes["adminSecret"]["in"], &schemes["adminSecret"]["name"]),
            (&json!("header"), &json!("x-admin-secret"))
        );
    })
    .await;
}

#[tokio::test]
async fn the_page_has_no_script_and_asks_nobody_else() {
    served(async |served| {
        let response = served.request(Method::GET, "/docs", "").send().await.expect("an answer");
        let policy = response.headers()["content-security-policy"].to_str().expect("text").to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"), "{policy}");
        let page = response.text().await.expect("a page");
        assert!(page.contains("POST /api/moltbot/deploy") && !page.contains("<script") && !page.contains("http://"));
    })
    .await;
}

#[tokio::test]
async fn only_pages_of_named_origins_may_ask() {
    let allowed = async |served: &super::Served, origin: &str| {
        let request = served.request(Method::OPTIONS, BOTS, "");
        let request = request.header("Origin", origin).header("Access-Control-Request-Method", "GET");
        let answer = request.header("Access-Control-Request-Headers", "authorization").send().await.expect("an answer");
        answer.headers().get("access-control-allow-origin").map(|origin| origin.to_str().expect("text").to_owned())
    };
    served_with(&[("CORS_ORIGINS", "https://panel.example.com, https://example.org")], async |served| {
        for origin in ["https://panel.example.com", "https://example.org"] {
            assert_eq!(allowed(served, origin).await.as_deref(), Some(origin));
        }
        for origin in ["https://example.com", "http://panel.example.com", "null", "https://panel.example.com.evil.net"]
        {
            assert_eq!(allowed(served, origin).await, None, "{origin}");
        }
    })
    .await;
    served(async |served| assert_eq!(allowed(served, "https://panel.example.com").await, None)).await;
}

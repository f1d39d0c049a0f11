//! A Hatchery in which one thing is broken: everything goes to the real one, and one answer comes back changed.

use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use hatchery::findings::Health;
use hatchery::verify::origin;
use nix::sys::signal::Signal;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{Site, assert_only, not_good, plain, seen};

/// One answer as it comes back.
struct Answer {
    status: u16,
    body: Value,
    text: Option<&'static str>,
    /// Headers that are taken out.
    without: &'static str,
}

type Change = fn(&mut Answer);

#[derive(Clone, Copy)]
struct Broken {
    to: SocketAddr,
    path: &'static str,
    change: Change,
}

async fn passes(State(broken): State<Broken>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let mut onward = plain().request(request.method().clone(), format!("http://{}{path}", broken.to));
    for (name, value) in request.headers().iter().filter(|(name, _)| *name != "host") {
        onward = onward.header(name, value);
    }
    let body = to_bytes(request.into_body(), 1 << 20).await.expect("a body");
    let told = onward.body(body).send().await.expect("the real one answers");
    let (status, headers) = (told.status().as_u16(), told.headers().clone());
    let text = told.text().await.expect("a text");
    let mut answer =
        Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::Null), text: None, without: "" };
    let is_it = path == broken.path;
    if is_it {
        (broken.change)(&mut answer);
    }
    let body = match (answer.text, is_it && !answer.body.is_null()) {
        (Some(text), _) => text.to_owned(),
        (None, true) => answer.body.to_string(),
        (None, false) => text,
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(answer.status).expect("a status");
    let passed = headers
        .iter()
        .filter(|(name, _)| !["content-length", "transfer-encoding", answer.without].contains(&name.as_str()));
    for (name, value) in passed {
        response.headers_mut().append(name, value.clone());
    }
    response
}

async fn broken(site: &Site, path: &'static str, change: Change) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let routes = Router::new().fallback(passes).with_state(Broken { to: site.address, path, change });
    tokio::spawn(async move { axum::serve(listener, routes).await.expect("it serves") });
    format!("http://{address}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_thing_that_is_broken_fails_its_own_line_and_no_other() {
    let Some(site) = Site::start(false).await else { return };
    let rows: [(&str, &'static str, Health, &str, Change); 14] = [
        ("ready", "/health/ready", Health::Note, "works without discord", |it| {
            (it.body["status"], it.body["discord"]) = (json!("degraded"), json!(false));
        }),
        ("ready", "/health/ready", Health::Bad, "failing: jobs", |it| {
            (it.status, it.body["status"], it.body["jobs"]) = (503, json!("failing"), json!(false));
        }),
        ("ready", "/health/ready", Health::Bad, "in no words of ours", |it| it.body["status"] = json!("fine")),
        ("its database", "/health/ready", Health::Bad, "does not reach it", |it| it.body["database"] = json!(false)),
        ("API description", "/openapi.json", Health::Bad, "another API", |it| it.body["info"]["title"] = json!("Pets")),
        ("API description", "/openapi.json", Health::Note, "it is 9.9.9, and this program", |it| {
            it.body["info"]["version"] = json!("9.9.9");
        }),
        ("API description", "/openapi.json", Health::Bad, "not the one of this version", |it| {
            it.body["paths"] = json!({});
        }),
        ("API without a token", "/api/moltbot/instances", Health::Bad, "answered 200, not 401", |it| it.status = 200),
        ("API without a token", "/api/moltbot/instances", Health::Bad, "not in the shape", |it| {
            it.without = "www-authenticate";
        }),
        ("API with a wrong token", "/api/moltbot/quota", Health::Bad, "not in the shape", |it| {
            it.body["success"] = json!(true);
        }),
        ("API, a deploy by nobody", "/api/moltbot/deploy", Health::Bad, "answered 401, not 401 AUTH_REQUIRED", |it| {
            it.body["code"] = json!("FORBIDDEN");
        }),
        ("API, a deploy by nobody", "/api/moltbot/deploy", Health::Unchecked, "too many have asked", |it| {
            (it.status, it.body["code"]) = (429, json!("RATE_LIMITED"));
        }),
        ("API, no such address", "/api/moltbot/verify", Health::Bad, "not in JSON", |it| {
            it.text = Some("<html>A page of a proxy</html>");
        }),
        ("metrics", "/metrics", Health::Bad, "anybody can read them", |it| it.status = 200),
    ];
    for (what, path, health, says, change) in rows {
        let address = broken(&site, path, change).await;
        let findings = seen(&site.house.settings, &plain(), &origin(&address).expect("an origin")).await;
        assert_only(&findings, what, health, says);
    }
    // Where nobody of ours answers nothing else is asked.
    let strangers: [(Change, &str); 2] = [
        (|it| it.text = Some("Welcome to nginx!"), "somebody answers who is no Hatchery"),
        (|it| it.status = 502, "/health answers 502"),
    ];
    for (change, says) in strangers {
        let address = broken(&site, "/health", change).await;
        let findings = seen(&site.house.settings, &plain(), &origin(&address).expect("an origin")).await;
        let found: Vec<(&str, Health)> = not_good(&findings).iter().map(|it| (it.0, it.1)).collect();
        let wanted = [("TLS", Health::Unchecked), ("alive", Health::Bad), ("everything else", Health::Unchecked)];
        assert_eq!(found, wanted, "{findings:?}");
        assert!(findings[1].says.contains(says), "{findings:?}");
    }
    site.program.leaves(Signal::SIGTERM).await;
}

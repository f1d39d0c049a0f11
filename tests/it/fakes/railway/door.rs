//! The HTTP door: takes a request only as the real one does, and answers or fails as told. A connection can be cut
//! without any answer, so the door keeps a second hold on each.

use std::collections::HashMap;
use std::net::{Shutdown, TcpStream as Wire};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Query, State as Shared};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::serve::{IncomingStream, Listener};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};

use super::Railway;
use super::answer::carry_out;
use super::fault::{ANY, Reply, json_text, refusals, too_many};
use super::looking::Request;
use super::records::Caller;
use super::state::State;

pub async fn serve(listener: TcpListener, railway: Railway) {
    let router = Router::new().route("/graphql/v2", any(arrive)).with_state(railway);
    let router = router.into_make_service_with_connect_info::<Connection>();
    axum::serve(Door(listener), router).await.expect("the fake serves");
}

struct Door(TcpListener);

#[derive(Debug, Clone)]
struct Connection(Option<Arc<Wire>>);

impl Listener for Door {
    type Io = TcpStream;
    type Addr = Connection;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        use std::os::fd::AsFd;
        let (stream, _) = Listener::accept(&mut self.0).await;
        let second = stream.as_fd().try_clone_to_owned().ok().map(|handle| Arc::new(Wire::from(handle)));
        (stream, Connection(second))
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Ok(Connection(None))
    }
}

impl Connected<IncomingStream<'_, Door>> for Connection {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.remote_addr().clone()
    }
}

async fn arrive(
    Shared(railway): Shared<Railway>,
    ConnectInfo(Connection(wire)): ConnectInfo<Connection>,
    method: Method,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let reply = railway.change(|state| reply(state, &railway, &method, &query, &headers, &body));
    let mut answer = match reply {
        Reply::Answer(answer) => answer,
        Reply::Hang => {
            railway.change(|state| state.hung += 1);
            std::future::pending().await
        }
        Reply::Cut => {
            if let Some(wire) = wire {
                // The other side may have gone first.
                let _ = wire.shutdown(Shutdown::Both);
            }
            std::future::pending().await
        }
    };
    let state = railway.look();
    for (name, value) in [("limit", state.budget), ("remaining", state.budget_left), ("reset", 3600)] {
        let name = header::HeaderName::try_from(format!("x-ratelimit-{name}")).expect("a header");
        answer.headers_mut().insert(name, HeaderValue::from(value));
    }
    answer
}

fn reply(
    state: &mut State,
    railway: &Railway,
    method: &Method,
    query: &HashMap<String, String>,
    headers: &HeaderMap,
    body: &[u8],
) -> Reply {
    let body = match read(method, query, headers, body) {
        Ok(body) => body,
        Err(fault) => return invalid(state, vec![fault]),
    };
    let operation = body["operationName"].as_str().unwrap_or_default().to_owned();
    let variables = body["variables"].as_object().cloned().unwrap_or_default();
    let asked = match railway.schema.ask(body["query"].as_str().unwrap_or_default(), &operation, &variables) {
        Ok(asked) => asked,
        Err(faults) => return invalid(state, faults.into_iter().map(|f| format!("{operation}: {f}")).collect()),
    };
    let fields = asked.operation.root_fields(&asked.document);
    let fields: Vec<_> = fields.map(|field| (field.response_key().to_string(), field.name.to_string())).collect();
    state.requests.push(Request {
        operation: operation.clone(),
        fields: fields.iter().map(|(_, name)| name.clone()).collect(),
        variables: Value::Object(variables),
    });
    state.violations.extend(asked.regrets.iter().map(|regret| format!("{operation}: {regret}")));
    if state.is_down {
        return Reply::Answer((StatusCode::SERVICE_UNAVAILABLE, "no healthy upstream").into_response());
    }
    if state.budget_left == 0 {
        return Reply::Answer(too_many(state.budget_returns_after_s));
    }
    state.budget_left -= 1;
    let Some(caller) = caller(state, headers) else {
        let refused = fields.first().map(|(key, _)| (key.clone(), "Not Authorized".to_owned()));
        return Reply::Answer(refusals(refused.as_slice()));
    };
    let number = state.requests.len();
    let by_number = state.fault_at.take_if(|(at, _)| *at == number).map(|(_, fault)| fault);
    let by_field = || {
        fields.iter().find_map(|(key, name)| {
            let at = state.faults.iter().position(|(field, _)| field == name || field == ANY)?;
            Some((key, state.faults.remove(at).1))
        })
    };
    let fault = by_number.and_then(|fault| Some((&fields.first()?.0, fault))).or_else(by_field);
    match fault {
        None => Reply::Answer(carry_out(state, railway.schema, &caller, &asked)),
        Some((key, fault)) => {
            if fault.is_done() {
                // Whatever the answer would have been, nobody gets to read it.
                let _ = carry_out(state, railway.schema, &caller, &asked);
            }
            fault.reply(key)
        }
    }
}

/// The body of a request that is well formed, or what is wrong with it.
fn read(method: &Method, query: &HashMap<String, String>, headers: &HeaderMap, body: &[u8]) -> Result<Value, String> {
    if method != Method::POST {
        return Err(format!("{method} is not POST"));
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/json") {
        return Err(format!("the content type is {kind:?}"));
    }
    let body: Value = serde_json::from_slice(body).map_err(|e| format!("the body is no JSON: {e}"))?;
    let fields = body.as_object().ok_or("the body is no object")?;
    if let Some(unknown) = fields.keys().find(|name| !["query", "variables", "operationName"].contains(&&***name)) {
        return Err(format!("the body has a field {unknown}"));
    }
    let operation = body["operationName"].as_str().ok_or("there is no operationName")?;
    if query.get("query").map(String::as_str) != Some(operation) {
        return Err(format!("the address does not carry ?query={operation}"));
    }
    if !(body["variables"].is_object() || body["variables"].is_null()) {
        return Err("the variables are no object".into());
    }
    Ok(body)
}

fn invalid(state: &mut State, faults: Vec<String>) -> Reply {
    let errors: Vec<Value> = faults.iter().map(|fault| json!({ "message": fault })).collect();
    state.violations.extend(faults);
    Reply::Answer((StatusCode::BAD_REQUEST, json_text(json!({ "errors": errors }).to_string())).into_response())
}

/// A token counts only in the header that is meant for its kind.
fn caller(state: &State, headers: &HeaderMap) -> Option<Caller> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = text("authorization").and_then(|value| value.strip_prefix("Bearer "));
    let (token, is_for_project) = match (bearer, text("project-access-token")) {
        (Some(token), None) => (token, false),
        (None, Some(token)) => (token, true),
        (None, None) | (Some(_), Some(_)) => return None,
    };
    let caller = state.tokens.get(token)?;
    (matches!(caller, Caller::Project { .. }) == is_for_project).then(|| caller.clone())
}

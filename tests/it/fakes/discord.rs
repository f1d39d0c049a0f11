//! Discord for tests: one server with its REST API and its gateway, the applications of their owners, and the people
//! who talk to them by either door. Every body is held against Discord's description and its documented limits;
//! whatever breaks them is refused as Discord refuses it, recorded, and fails the test when the fake is dropped.

mod answers;
mod applications;
mod body;
mod channels;
mod commands;
mod door;
mod endpoint;
mod fault;
mod gateway;
mod interaction;
mod invocation;
mod limits;
mod message;
mod modal;
mod person;
mod place;
mod refusal;
pub mod schema;
mod shown;
mod state;
mod typing;
mod webhooks;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

pub use endpoint::Probe;
pub use fault::Failure;
pub use gateway::Gateway;
pub use interaction::{Answer, First};
pub use invocation::Invocation;
pub use modal::Modal;
pub use person::Person;
pub use place::Place;
pub use shown::{Button, Shown, Style};

use super::providers::Behaviour;
use crate::PATIENCE;
use schema::Schema;
use state::{Account, Application, Id, Scene, State};

/// An application as its owner sees it in the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    pub id: Id,
    pub name: String,
    pub token: String,
    pub public_key_hex: String,
}

/// A call as it arrived. Tokens are no part of it: neither the bot's nor, in the path, an interaction's.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub method: Method,
    pub path: String,
    /// The JSON that was sent; null without a body.
    pub body: Value,
}

/// The test's own handle: when it goes, what applications sent has to have been clean.
pub struct FakeDiscord {
    line: Line,
    /// The door closes when the fake is dropped.
    _door: JoinSet<std::io::Result<()>>,
}

/// What people, places and the doors share.
#[derive(Clone)]
struct Line {
    state: Arc<Mutex<State>>,
    /// Counts the changes, so that everything that waits looks again.
    changes: watch::Sender<u64>,
    schema: &'static Schema,
    origin: Arc<str>,
    http: reqwest::Client,
}

impl FakeDiscord {
    /// Nothing, with a loud note, where the API description is missing; in CI that is a failure.
    pub async fn start() -> Option<Self> {
        let schema = Schema::load()?;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let (changes, _) = watch::channel(0);
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        let line = Line { state: Arc::default(), changes, schema, origin: format!("http://{address}").into(), http };
        let router = door::router(line.clone());
        let mut door = JoinSet::new();
        door.spawn(async move { axum::serve(listener, router).await });
        Some(FakeDiscord { line, _door: door })
    }

    /// Where it is, without a path.
    pub fn origin(&self) -> &str {
        &self.line.origin
    }

    /// The application of this name, made when there is none.
    pub fn application(&self, name: &str) -> App {
        let known = self.line.look().applications.iter().find(|known| known.name == name).map(|known| known.id);
        let id = known.unwrap_or_else(|| {
            let id = self.line.change(State::next_id);
            // Put together here, so that no scanner takes it for a real one.
            let signature = format!("HATCHTEST{id:0>29}");
            let token = [URL_SAFE_NO_PAD.encode(id.to_string()), "GHATCH".to_owned(), signature].join(".");
            self.knows(&token, &id.to_string(), name, 0);
            id
        });
        let token = self.line.look().application(id).token.clone();
        App { id, name: name.to_owned(), token, public_key_hex: endpoint::public_key(id) }
    }

    /// Makes a token good: it belongs to this application from now on.
    pub fn knows(&self, token: &str, id: &str, name: &str, flags: u64) {
        let application = Application {
            id: id.parse().expect("an id is a number"),
            name: name.to_owned(),
            token: token.to_owned(),
            flags,
            is_stubborn: false,
            endpoint: None,
            install_params: Value::Null,
            commands: Vec::new(),
            guild_commands: Default::default(),
            command_writes: 0,
        };
        self.line.change(|state| {
            state.applications.retain(|known| known.token != token);
            state.applications.push(application);
        });
    }

    /// Its owner made a new token; this one is nobody's any more.
    pub fn resets(&self, token: &str) {
        self.of(token, |application| application.token = String::new());
    }

    /// From now on the flags of this token's application stay as they are, whoever changes them.
    pub fn keeps_flags(&self, token: &str) {
        self.of(token, |application| application.is_stubborn = true);
    }

    pub fn flags(&self, token: &str) -> u64 {
        self.of(token, |application| application.flags)
    }

    /// Its owner sets the flags in the portal.
    pub fn sets_flags(&self, app: &App, flags: u64) {
        self.of(&app.token, |application| application.flags = flags);
    }

    /// Where its interactions go instead of the gateway, as it stands in the portal.
    pub fn endpoint(&self, app: &App) -> Option<String> {
        self.of(&app.token, |application| application.endpoint.clone())
    }

    /// The commands of an application that are everywhere.
    pub fn commands(&self, app: &App) -> Vec<Value> {
        self.of(&app.token, |application| application.commands.clone())
    }

    /// How often it wrote its commands, everywhere or in a server.
    pub fn command_writes(&self, app: &App) -> u32 {
        self.of(&app.token, |application| application.command_writes)
    }

    /// The person of this name, made when there is none.
    pub fn person(&self, name: &str) -> Person {
        let id = self.line.change(|state| {
            if let Some(known) = state.people.iter().find(|known| known.name == name) {
                return known.id;
            }
            let id = state.next_id();
            state.people.push(Account { id, name: name.to_owned(), locale: "en-US".into() });
            id
        });
        Person::new(self.line.clone(), id, name)
    }

    /// The server of this name, made when there is none; people and applications are let in one by one.
    pub fn guild(&self, name: &str) -> Place {
        self.place(|state| {
            let is_it = |known: &&state::Channel| known.scene.guild().is_some() && known.name == name;
            let known = state.channels.iter().find(is_it).map(|known| known.id);
            known.unwrap_or_else(|| {
                let scene = Scene::Guild(state.next_id());
                state.add_channel(name, scene, HashSet::new(), HashSet::new())
            })
        })
    }

    /// A conversation of these people, where only what they installed for themselves can be used.
    pub fn group(&self, people: &[&Person]) -> Place {
        let people = people.iter().map(|person| person.id).collect();
        self.place(|state| state.add_channel("", Scene::Group, people, HashSet::new()))
    }

    pub fn gateway(&self) -> Gateway<'_> {
        Gateway { line: &self.line }
    }

    /// Knocks at the application's endpoint in every way that has to be turned away with 401.
    pub async fn probe_badly(&self, app: &App) -> Vec<Probe> {
        let address = self.endpoint(app).unwrap_or_else(|| panic!("{} has no endpoint", app.name));
        endpoint::probe_badly(&self.line, app.id, &address).await
    }

    /// Delivers a text to the application's endpoint, signed so long ago; the status of the answer.
    pub async fn delivers(&self, app: &App, text: &str, ago: Duration) -> u16 {
        let address = self.endpoint(app).unwrap_or_else(|| panic!("{} has no endpoint", app.name));
        endpoint::deliver_text(&self.line, app.id, &address, text, ago).await
    }

    /// The fake's clock goes on by so much.
    pub fn passes(&self, time: Duration) {
        self.line.change(|state| state.passed += time);
    }

    /// The next call that begins so fails, as in "POST /channels" (without `/api/v10`).
    pub fn fails_next(&self, call: &str, failure: Failure) {
        self.line.change(|state| state.failures.push_back((call.to_owned(), failure)));
    }

    /// The next call, whichever it is, is answered so; said twice, the one after it too.
    pub fn answers_next(&self, behaviour: Behaviour) {
        self.fails_next("", Failure::Behaves(behaviour));
    }

    /// From now on calls that begin so have a bucket.
    pub fn limits(&self, call: &str, most: usize, per: Duration) {
        let limit = fault::Limit { pattern: call.to_owned(), most, per, taken: Vec::new() };
        self.line.change(|state| state.limits.push(limit));
    }

    /// Every call so far, the oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.line.look().calls.clone()
    }

    /// How many calls there were of a method and of paths that begin so, without `/api/v10`.
    pub fn count(&self, method: &Method, path: &str) -> usize {
        self.line.look().calls.iter().filter(|call| call.is(method, path)).count()
    }

    /// What applications sent so far that Discord does not take; asking for it forgives it.
    pub fn faults(&self) -> Vec<String> {
        self.line.change(|state| std::mem::take(&mut state.faults))
    }

    /// From now on faults are refused and not held against anybody.
    pub fn forgives(&self) {
        self.line.change(|state| state.forgiven = true);
    }

    /// What of an answer of the fake does not fit the description of an operation, as in "get /users/@me".
    pub fn differs(&self, operation: &str, answer: &Value) -> Vec<String> {
        let (method, path) = operation.split_once(' ').expect("a method and a path");
        self.line.schema.answer_faults(method, path, answer)
    }

    /// Waits until something about it holds, and tells the calls when it does not within a minute.
    pub async fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let is_so = self.line.wait_for(|| holds(self)).await;
        let calls: Vec<String> = self.calls().iter().map(|call| format!("{} {}", call.method, call.path)).collect();
        assert!(is_so, "waited a minute for: {what}\ncalls: {calls:#?}\nnot taken: {:#?}", self.faults());
    }

    /// Fails when an application sent something that the real Discord would not take.
    pub fn assert_clean(&self) {
        let is_forgiven = self.line.look().forgiven;
        let faults = self.faults();
        assert!(is_forgiven || faults.is_empty(), "what Discord does not take:\n{}", faults.join("\n"));
    }

    fn of<T>(&self, token: &str, act: impl FnOnce(&mut Application) -> T) -> T {
        let mut state = self.line.look();
        let id = state.by_token(token).expect("a token that is known");
        act(state.application_mut(id))
    }

    fn place(&self, find: impl FnOnce(&mut State) -> Id) -> Place {
        Place { line: self.line.clone(), id: self.line.change(find) }
    }
}

impl Line {
    fn look(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics while it holds the fake's state")
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.look());
        self.changes.send_modify(|count| *count += 1);
        result
    }

    fn gateway_address(&self, path: &str) -> String {
        format!("{}/{path}", self.origin.replace("http://", "ws://"))
    }

    /// Looks after every change, and now and then because a condition may be about something else than the fake.
    async fn wait_for(&self, holds: impl Fn() -> bool) -> bool {
        let mut changes = self.changes.subscribe();
        let limit = Instant::now() + PATIENCE;
        while Instant::now() < limit {
            if holds() {
                return true;
            }
            let _ = timeout(Duration::from_millis(20), changes.changed()).await;
        }
        holds()
    }
}

impl Drop for FakeDiscord {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.assert_clean();
        }
    }
}

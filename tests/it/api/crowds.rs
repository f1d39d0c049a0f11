//! Clients that hold things up: heads and bodies that do not come, connections without end, what is too large or makes
//! no sense. Each is cut off, and others are served meanwhile.

use std::net::SocketAddr;
use std::time::Duration;

use hatchery::api;
use hatchery::quota::DAY;
use hatchery::run::serving::{Bounds, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{Instant, interval, sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::{WIDE, ada, token};
use crate::databases::Database;
use crate::store::Hatchery;

const LIMIT: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_millis(300);
const ALIVE: &str = "GET /health HTTP/1.1\r\nHost: hatchery\r\n\r\n";

struct Door {
    at: SocketAddr,
    stop: CancellationToken,
    serving: JoinHandle<()>,
    hatchery: Hatchery,
    _database: Database,
}

impl Door {
    async fn with(bounds: Bounds) -> Self {
        let database = Database::sqlite();
        let hatchery = Hatchery::with(&database.url, &[]).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (at, stop) = (listener.local_addr().expect("an address"), CancellationToken::new());
        let serving = tokio::spawn(serve(listener, api::routes(hatchery.app.clone()), bounds, stop.clone()));
        Door { at, stop, serving, hatchery, _database: database }
    }

    async fn says(&self, text: &str) -> TcpStream {
        let mut line = TcpStream::connect(self.at).await.expect("a connection");
        line.write_all(text.as_bytes()).await.expect("it is taken");
        line
    }

    /// The server ends by itself, however many are still connected.
    async fn ends(self) {
        self.stop.cancel();
        timeout(LIMIT, self.serving).await.expect("it ends").expect("it does not panic");
        self.hatchery.store().close().await;
    }
}

/// Everything that comes until the line is cut, which has to happen soon. A reset is a cut, too.
async fn until_cut(line: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    let _ = timeout(LIMIT, line.read_to_end(&mut heard)).await.expect("it is cut off within 10 s");
    String::from_utf8_lossy(&heard).into_owned()
}

/// The status of the next answer on a line that stays open.
async fn status(line: &mut TcpStream) -> String {
    let mut heard = vec![0; 4_096];
    let length = timeout(LIMIT, line.read(&mut heard)).await.expect("an answer within 10 s").expect("bytes");
    String::from_utf8_lossy(&heard[..length]).chars().take(12).collect()
}

#[tokio::test]
async fn a_head_that_does_not_come_is_not_waited_for() {
    let door = Door::with(Bounds { head: SHORT, ..WIDE }).await;
    let mut silent = door.says("").await;
    let mut half = door.says("GET /health HTTP/1.1\r\nHost: hatch").await;
    let mut idle = door.says(ALIVE).await;
    assert_eq!(status(&mut idle).await, "HTTP/1.1 200");
    for line in [&mut silent, &mut half, &mut idle] {
        let heard = until_cut(line).await;
        assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 408"), "{heard}");
    }
    // One byte after the other is no head either.
    let mut line = door.says("GET /health HTTP/1.1\r\n").await;
    let (began, mut beat) = (Instant::now(), interval(Duration::from_millis(10)));
    while line.write_all(b"X").await.is_ok() {
        beat.tick().await;
        assert!(began.elapsed() < LIMIT, "it is listened to for ever");
    }
    door.ends().await;
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let door = Door::with(Bounds { whole: SHORT, ..WIDE }).await;
    let token = token(&door.hatchery, &ada(), "deploy", DAY).await;
    let head = format!(
        "POST /api/moltbot/deploy HTTP/1.1\r\nHost: hatchery\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\n"
    );
    let mut none = door.says(&format!("{head}Content-Length: 1000\r\n\r\n{{")).await;
    let mut chunks = door.says(&format!("{head}Transfer-Encoding: chunked\r\n\r\n1\r\n{{\r\n")).await;
    // Somebody else is served meanwhile.
    assert_eq!(status(&mut door.says(ALIVE).await).await, "HTTP/1.1 200");
    for line in [&mut none, &mut chunks] {
        let heard = until_cut(line).await;
        assert!(heard.starts_with("HTTP/1.1 408"), "{heard}");
    }
    // Nobody without a token has their body read at all.
    let mut stranger = door.says(&format!("{}Content-Length: 9\r\n\r\n{{", head.replace("hatch_", "hutch_"))).await;
    assert_eq!(status(&mut stranger).await, "HTTP/1.1 401");
    assert_eq!(door.hatchery.count("SELECT COUNT(*) FROM instances").await, 0);
    door.ends().await;
}

#[tokio::test]
async fn who_does_not_take_their_answers_keeps_no_place() {
    let door = Door::with(Bounds { taken: SHORT, in_all: 1, ..WIDE }).await;
    // More answers than the kernel keeps for somebody who reads none of them.
    let mut deaf = door.says(&"GET /openapi.json HTTP/1.1\r\nHost: hatchery\r\n\r\n".repeat(90)).await;
    let mut next = door.says(ALIVE).await;
    assert_eq!(status(&mut next).await, "HTTP/1.1 200", "the only place is free again");
    drop(next);
    let heard = until_cut(&mut deaf).await;
    assert!(heard.starts_with("HTTP/1.1 200"), "{}", &heard[..20.min(heard.len())]);
    door.ends().await;
}

#[tokio::test]
async fn what_is_too_large_or_makes_no_sense_is_refused_and_the_line_closed() {
    let door = Door::with(WIDE).await;
    for (text, statuses) in [
        ("HATCH ME A BOT\r\n\r\n".to_owned(), &["400"][..]),
        ("GET /health HTTP/9.9\r\nHost: hatchery\r\n\r\n".into(), &["400", "505"]),
        ("GET /health HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc".into(), &["400"]),
        (format!("GET /health HTTP/1.1\r\nHost: hatchery\r\nX-Long: {}\r\n\r\n", "x".repeat(600_000)), &["431"]),
        (format!("GET /health HTTP/1.1\r\nHost: hatchery\r\nX-Long: {}\r\n\r\n", "x".repeat(100_000)), &["431"]),
        (format!("GET /{} HTTP/1.1\r\nHost: hatchery\r\n\r\n", "x".repeat(70_000)), &["414", "431"]),
    ] {
        let mut line = TcpStream::connect(door.at).await.expect("a connection");
        // It may be cut before all of it is sent.
        let _ = line.write_all(text.as_bytes()).await;
        let heard = until_cut(&mut line).await;
        let is_refused = statuses.iter().any(|status| heard.starts_with(&format!("HTTP/1.1 {status}")));
        assert!(is_refused, "{:?}: {heard}", &text[..30.min(text.len())]);
    }
    door.ends().await;
}

#[tokio::test]
async fn one_address_has_no_more_connections_than_one_may_have() {
    let door = Door::with(Bounds { of_one: 2, ..WIDE }).await;
    let mut mine = [door.says(ALIVE).await, door.says(ALIVE).await];
    for line in &mut mine {
        assert_eq!(status(line).await, "HTTP/1.1 200");
    }
    let mut third = TcpStream::connect(door.at).await.expect("a connection");
    let _ = third.write_all(ALIVE.as_bytes()).await;
    assert_eq!(until_cut(&mut third).await, "", "hung up on");
    drop(mine);
    let until = Instant::now() + LIMIT;
    loop {
        let mut line = TcpStream::connect(door.at).await.expect("a connection");
        let (_, mut heard) = (line.write_all(ALIVE.as_bytes()).await, [0; 12]);
        if line.read_exact(&mut heard).await.is_ok() {
            assert_eq!(&heard, b"HTTP/1.1 200");
            break;
        }
        assert!(Instant::now() < until, "there is room again and nobody is let in");
        sleep(Duration::from_millis(5)).await;
    }
    door.ends().await;
}

#[tokio::test]
async fn who_comes_when_all_places_are_taken_waits_for_one() {
    let door = Door::with(Bounds { in_all: 1, ..WIDE }).await;
    let mut first = door.says(ALIVE).await;
    assert_eq!(status(&mut first).await, "HTTP/1.1 200");
    let mut second = door.says(ALIVE).await;
    let mut heard = [0; 12];
    assert!(timeout(SHORT, second.read_exact(&mut heard)).await.is_err(), "there is no place, and it was served");
    drop(first);
    timeout(LIMIT, second.read_exact(&mut heard)).await.expect("a place within 10 s").expect("an answer");
    assert_eq!(&heard, b"HTTP/1.1 200");
    door.ends().await;
}

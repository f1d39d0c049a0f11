//! As little of HTTP/1.1 as our own client and axum speak with each other: what is measured is the program, and a server
//! or client that does more would take its share of the machine. A body always has a length.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(20);

/// What was asked: `POST /bot…/sendMessage`, and the body.
pub struct Asked<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub body: &'a [u8],
}

pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Answer { status: 200, body: body.into() }
    }
}

/// Whoever answers, on as many connections as there are.
pub trait Serves: Clone + Send + Sync + 'static {
    fn answer(&self, asked: Asked<'_>) -> impl Future<Output = Answer> + Send;
}

/// Opens a port of this machine and answers there for as long as this program runs.
pub async fn serve(server: impl Serves) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("open a port")?;
    let address = listener.local_addr().context("read the port")?;
    tokio::spawn(async move {
        while let Ok((line, _)) = listener.accept().await {
            let _ = line.set_nodelay(true);
            let server = server.clone();
            // A caller that hangs up has had what it wanted.
            tokio::spawn(async move { answer_all(server, line).await.ok() });
        }
    });
    Ok(address)
}

async fn answer_all(server: impl Serves, mut line: TcpStream) -> anyhow::Result<()> {
    let mut kept = Vec::with_capacity(4_096);
    while let Some(head) = read_head(&mut line, &mut kept).await? {
        let text = std::str::from_utf8(&kept[..head]).context("a head in UTF-8")?;
        let length = length(text)?;
        let first = text.lines().next().unwrap_or_default().to_owned();
        read_to(&mut line, &mut kept, head + length).await?;
        let mut words = first.split(' ');
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let body = &kept[head..head + length];
        let answer = server.answer(Asked { method, path, body }).await;
        let head_of_answer = format!(
            "HTTP/1.1 {} .\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            answer.status,
            answer.body.len()
        );
        let mut bytes = head_of_answer.into_bytes();
        bytes.extend_from_slice(&answer.body);
        line.write_all(&bytes).await?;
        kept.drain(..head + length);
    }
    Ok(())
}

/// A connection that asks one thing after the other.
pub struct Line {
    address: SocketAddr,
    stream: TcpStream,
    kept: Vec<u8>,
}

impl Line {
    pub async fn to(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await.context("connect")?;
        stream.set_nodelay(true)?;
        Ok(Line { address, stream, kept: Vec::with_capacity(4_096) })
    }

    /// `headers` are whole lines.
    pub async fn ask(&mut self, method: &str, path: &str, headers: &str, body: &str) -> anyhow::Result<Answer> {
        let asking = async {
            let request = format!(
                "{method} {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
                self.address,
                body.len()
            );
            self.stream.write_all(request.as_bytes()).await?;
            let head = read_head(&mut self.stream, &mut self.kept).await?.context("the connection was closed")?;
            let text = std::str::from_utf8(&self.kept[..head]).context("a head in UTF-8")?;
            let status = text.split(' ').nth(1).context("a status")?.parse().context("a status")?;
            let length = length(text)?;
            read_to(&mut self.stream, &mut self.kept, head + length).await?;
            let body = self.kept[head..head + length].to_vec();
            self.kept.drain(..head + length);
            anyhow::Ok(Answer { status, body })
        };
        tokio::time::timeout(PATIENCE, asking).await.with_context(|| format!("no answer to {method} {path}"))?
    }
}

/// Reads until the head is there and gives its length; nothing when the other side is done.
async fn read_head(line: &mut TcpStream, kept: &mut Vec<u8>) -> anyhow::Result<Option<usize>> {
    let mut searched = 0;
    loop {
        let from = searched.max(3) - 3;
        if let Some(at) = kept[from.min(kept.len())..].windows(4).position(|it| it == b"\r\n\r\n") {
            return Ok(Some(from + at + 4));
        }
        searched = kept.len();
        ensure!(searched < 64 * 1024, "a head without an end");
        if line.read_buf(kept).await? == 0 {
            return if kept.is_empty() { Ok(None) } else { bail!("cut off in a head") };
        }
    }
}

async fn read_to(line: &mut TcpStream, kept: &mut Vec<u8>, length: usize) -> anyhow::Result<()> {
    while kept.len() < length {
        ensure!(line.read_buf(kept).await? > 0, "cut off in a body");
    }
    Ok(())
}

fn length(head: &str) -> anyhow::Result<usize> {
    for line in head.lines() {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            return value.trim().parse().context("a length");
        }
    }
    Ok(0)
}

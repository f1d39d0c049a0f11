//! The line between a Hatchery and its PostgreSQL, which a test can break: cut, as when the server is away, or once in
//! the moment when a commit has arrived and its answer has not.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Open,
    /// Whoever is connected is cut off, and whoever comes is turned away at once.
    Cut,
    /// The next commit gets through and its answer does not.
    LosesAnswer,
}

pub struct Line {
    address: SocketAddr,
    mode: watch::Sender<Mode>,
}

impl Line {
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let (mode, _) = watch::channel(Mode::Open);
        let line = Line { address, mode: mode.clone() };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if *mode.borrow() != Mode::Cut {
                    tokio::spawn(carry(client, server, mode.clone()));
                }
            }
        });
        line
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn cut(&self) {
        self.mode.send_replace(Mode::Cut);
    }

    pub fn mend(&self) {
        self.mode.send_replace(Mode::Open);
    }

    pub fn loses_the_answer_to_the_next_commit(&self) {
        self.mode.send_replace(Mode::LosesAnswer);
    }

    /// Whether that has happened, or was never asked for.
    pub fn is_whole(&self) -> bool {
        *self.mode.borrow() == Mode::Open
    }
}

/// Until one side ends, or the line is cut.
async fn carry(mut client: TcpStream, server: SocketAddr, mode: watch::Sender<Mode>) {
    let Ok(mut server) = TcpStream::connect(server).await else { return };
    let mut changes = mode.subscribe();
    let (mut asked, mut answered) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => {
                let Ok(length @ 1..) = read else { return };
                let is_commit = asked[..length].windows(6).any(|word| word == b"COMMIT");
                if server.write_all(&asked[..length]).await.is_err() {
                    return;
                }
                if is_commit && *mode.borrow() == Mode::LosesAnswer {
                    // Its answer is the proof that the server has done it.
                    let _ = server.read(&mut answered).await;
                    mode.send_replace(Mode::Open);
                    return;
                }
            }
            read = server.read(&mut answered) => {
                let Ok(length @ 1..) = read else { return };
                if client.write_all(&answered[..length]).await.is_err() {
                    return;
                }
            }
            _ = changes.changed() => {
                if *mode.borrow() == Mode::Cut {
                    return;
                }
            }
        }
    }
}

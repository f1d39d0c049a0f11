//! The public side of a service: its domain is a port of this machine that stays the same whatever is deployed.
//! Behind it is the running bot, nothing, which answers as Railway does, or a door that nobody opens.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// Where the visitors of a domain are led.
#[derive(Debug, Default)]
pub struct Target(Mutex<Leads>);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Leads {
    /// Nothing runs: 404.
    #[default]
    Nowhere,
    /// The domain points at another port than the one the bot was given: 502.
    Astray,
    To(SocketAddr),
}

impl Target {
    pub fn set(&self, leads: Leads) {
        *self.0.lock().expect("nobody panics with it") = leads;
    }

    fn get(&self) -> Leads {
        *self.0.lock().expect("nobody panics with it")
    }
}

/// Opens a domain and returns its name.
pub fn open(target: Arc<Target>) -> (String, AbortHandle) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a listener for tokio");
    let address = listener.local_addr().expect("a bound listener has an address");
    let listener = TcpListener::from_std(listener).expect("a listener for tokio");
    let task = tokio::spawn(async move {
        while let Ok((visitor, _)) = listener.accept().await {
            tokio::spawn(lead(visitor, target.get()));
        }
    });
    (address.to_string(), task.abort_handle())
}

async fn lead(mut visitor: TcpStream, leads: Leads) {
    let served = match leads {
        Leads::To(address) => TcpStream::connect(address).await.ok(),
        Leads::Nowhere | Leads::Astray => None,
    };
    match served {
        Some(mut served) => {
            // A broken connection is for the visitor to notice.
            let _ = copy_bidirectional(&mut visitor, &mut served).await;
        }
        None if leads == Leads::Nowhere => refuse(visitor, "404 Not Found", "Application not found").await,
        None => refuse(visitor, "502 Bad Gateway", "Application failed to respond").await,
    }
}

async fn refuse(mut visitor: TcpStream, status: &str, message: &str) {
    // What is not read yet would turn the close into a reset before the answer arrives.
    let mut request = [0; 8192];
    let _ = tokio::io::AsyncReadExt::read(&mut visitor, &mut request).await;
    let body = format!(r#"{{"status":"error","code":{},"message":"{message}"}}"#, &status[..3]);
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n", body.len());
    let _ = visitor.write_all(format!("{head}connection: close\r\n\r\n{body}").as_bytes()).await;
}

//! One address for several Hatcheries, as a platform gives it to replicas: each connection goes to the next of those
//! that are there.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone)]
pub struct Balancer {
    address: SocketAddr,
    ports: Arc<Mutex<Vec<u16>>>,
    turn: Arc<AtomicUsize>,
}

impl Balancer {
    /// One that leads nowhere yet.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let balancer = Balancer { address, ports: Arc::default(), turn: Arc::default() };
        let leading = balancer.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(leading.clone().lead(near));
            }
        });
        balancer
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn leads_to(&self, port: u16) {
        self.lock().push(port);
    }

    pub fn leads_no_more_to(&self, port: u16) {
        self.lock().retain(|known| *known != port);
    }

    /// To the next one that answers; where there is none the connection breaks.
    async fn lead(self, mut near: TcpStream) {
        let ports = self.lock().clone();
        for _ in 0..ports.len() {
            let turn = self.turn.fetch_add(1, Ordering::Relaxed) % ports.len();
            if let Ok(mut far) = TcpStream::connect((Ipv4Addr::LOCALHOST, ports[turn])).await {
                let _ = copy_bidirectional(&mut near, &mut far).await;
                return;
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<u16>> {
        self.ports.lock().expect("nobody panics with it")
    }
}

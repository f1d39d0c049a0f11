//! A wire to a neighbour that can be cut and mended: behind it the neighbour stays as it is.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub struct Wire {
    address: SocketAddr,
    is_whole: watch::Sender<bool>,
}

impl Wire {
    /// A wire to this origin, whole or cut.
    pub async fn to(origin: &str, whole: bool) -> Self {
        let neighbour = origin.strip_prefix("http://").expect("fakes speak plain http").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let (is_whole, state) = watch::channel(whole);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, neighbour.clone(), state.clone()));
            }
        });
        Wire { address, is_whole }
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Breaks what is under way, and whatever comes, until it is mended.
    pub fn cut(&self) {
        self.is_whole.send_replace(false);
    }

    pub fn mend(&self) {
        self.is_whole.send_replace(true);
    }
}

/// A connection lives as long as the wire is whole.
async fn carry(mut near: TcpStream, neighbour: String, mut state: watch::Receiver<bool>) {
    if !*state.borrow_and_update() {
        return;
    }
    let Ok(mut far) = TcpStream::connect(neighbour).await else { return };
    tokio::select! {
        _ = copy_bidirectional(&mut near, &mut far) => {}
        _ = state.changed() => {}
    }
}

//! Ports for whoever has to know one before somebody listens there, or that nobody does.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Its port is below those that the system hands out, so that nobody who asks for any port gets it in the meantime;
/// where tests begin to look is chance, so that two runs at once seldom meet.
pub fn free_address() -> SocketAddr {
    static FIRST: LazyLock<u128> = LazyLock::new(|| uuid::Uuid::new_v4().as_u128() % 10_000);
    static NEXT: AtomicU64 = AtomicU64::new(0);
    loop {
        let step = u128::from(NEXT.fetch_add(1, Ordering::Relaxed));
        let port = 20_000 + ((*FIRST + step) % 10_000) as u16;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return (Ipv4Addr::LOCALHOST, port).into();
        }
    }
}

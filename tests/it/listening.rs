//! For tests that read a log. tracing remembers for each place in the code whether anybody listens, and a place that
//! was first passed on a thread where nobody did stays silent for a listener of another thread. While a second
//! listener is alive, who hears everything and writes nothing down, every place is asked anew.

use std::sync::OnceLock;

use tracing::Dispatch;

/// To be called before a listener of one's own is set.
pub fn everywhere() {
    static LISTENER: OnceLock<Dispatch> = OnceLock::new();
    LISTENER.get_or_init(|| Dispatch::new(tracing_subscriber::registry()));
}

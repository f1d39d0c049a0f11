//! The inbox of the long poll in our database, sealed, because people paste keys into what it holds.

use futures::FutureExt;
use futures::future::BoxFuture;
use tracing::error;

use crate::app::App;
use crate::domain::Id;
use crate::quota::DAY;
use crate::secret::Seat;
use crate::store::fresh_id;
use crate::telegram::inbox::Inbox;

impl Inbox for App {
    fn keep(&self, batch: String, done: Vec<Id>) -> BoxFuture<'_, anyhow::Result<Id>> {
        async move {
            let id = fresh_id();
            let sealed = self.sealer.seal(&Seat::inbox(id.as_str()), batch.as_bytes())?;
            self.store.keep_batch(&id, sealed, self.now(), &done).await?;
            Ok(id)
        }
        .boxed()
    }

    /// Telegram keeps an update for 24 hours at most, and so do we.
    fn left(&self) -> BoxFuture<'_, anyhow::Result<Vec<(Id, String)>>> {
        async move {
            let batches = self.store.batches(self.now() - DAY).await?;
            let open = |(id, sealed): (Id, Vec<u8>)| {
                let opened = self.sealer.open(&Seat::inbox(id.as_str()), &sealed);
                let shut = |cause| error!("updates that Telegram handed out cannot be read and are lost: {cause}");
                let text = String::from_utf8(opened.map_err(shut).ok()?.to_vec()).ok()?;
                Some((id, text))
            };
            Ok(batches.into_iter().filter_map(open).collect())
        }
        .boxed()
    }

    fn forget(&self, batches: Vec<Id>) -> BoxFuture<'_, anyhow::Result<()>> {
        async move { self.store.forget_batches(&batches).await }.boxed()
    }
}

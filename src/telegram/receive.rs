//! What both doors, the long poll and the webhook, do with one update: route it, hand it over, answer its button.
//! A panic or an unreadable update ends here and hurts nobody else; nothing of the content is ever logged.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use teloxide::payloads::AnswerCallbackQuery;
use teloxide::types::CallbackQueryId;
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};
use tracing::{debug, error, info, warn};

use crate::chat::{Incoming, View};
use crate::telegram::Telegram;
use crate::telegram::route::{Call, Callsign, Route, Tree};
use crate::telegram::update::Update;

/// How long a button spins at most.
const SPIN: Duration = Duration::from_millis(50);

/// Takes what a person did. An error means that it could not be remembered, so the same update comes again.
pub type Hear = Arc<dyn Fn(Incoming) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;

/// Makes what a group is told, in the language of whoever asked: that we talk in private.
pub type InGroup = Arc<dyn Fn(Option<&str>) -> View + Send + Sync>;

/// What the rest of the house does with updates.
#[derive(Clone)]
pub struct House {
    pub hear: Hear,
    pub in_group: InGroup,
    /// Commands that are ours in a group even without our name behind them, without the slash.
    pub group_commands: Vec<String>,
}

/// A door's way to the house.
pub struct Receiver {
    telegram: Telegram,
    house: House,
    tree: Tree,
    callsign: Arc<Callsign>,
}

impl Receiver {
    pub fn new(telegram: Telegram, house: House) -> Self {
        let username = telegram.bot.username.clone();
        let callsign = Arc::new(Callsign { username, commands: house.group_commands.clone() });
        Receiver { telegram, house, tree: Tree::new(), callsign }
    }

    /// Returns an error only when the update must come again.
    pub async fn receive(&self, update: Arc<Update>) -> anyhow::Result<()> {
        let id = update.id;
        let Ok(done) = AssertUnwindSafe(self.take(update)).catch_unwind().await else {
            error!(update = id, "taking update {id} panicked; it is left aside");
            return Ok(());
        };
        done
    }

    async fn take(&self, update: Arc<Update>) -> anyhow::Result<()> {
        match self.tree.route(update, self.callsign.clone()).await {
            Route::Said(incoming) | Route::Made(incoming) => {
                self.notice(&incoming);
                (self.house.hear)(incoming).await
            }
            Route::Pressed(query, incoming) => {
                let _taking = self.answer_later(query);
                self.notice(&incoming);
                (self.house.hear)(incoming).await
            }
            Route::Stray(query) => {
                drop(self.answer_later(query));
                Ok(())
            }
            Route::Called(call) => {
                // Boxed, because it is seldom, and every update would have room for it.
                Box::pin(self.invite(&call)).await;
                Ok(())
            }
            Route::Blocked(account) => {
                info!(%account, "{account} blocked the bot");
                Ok(())
            }
            Route::Unblocked(account) => {
                info!(%account, "{account} let the bot in again");
                Ok(())
            }
            Route::Ignored => Ok(()),
        }
    }

    /// Whoever writes in a topic shows that there are topics, which may be news since the start. Nobody waits for this.
    fn notice(&self, incoming: &Incoming) {
        if incoming.topic.is_none() || self.telegram.has_topics() {
            return;
        }
        let telegram = self.telegram.clone();
        tokio::spawn(async move {
            if let Err(e) = telegram.look_again().await {
                debug!("whether there are topics now is not known yet: {e}");
            }
        });
    }

    /// The button stops spinning when what is returned is dropped, behind what is said then, and long before anybody would
    /// notice where the handling takes longer. Nobody waits for this answer, and a press that comes again is refused one,
    /// which is fine.
    fn answer_later(&self, query: CallbackQueryId) -> DropGuard {
        let (api, taken) = (self.telegram.api.clone(), CancellationToken::new());
        let is_taken = taken.clone();
        tokio::spawn(async move {
            let _ = timeout(SPIN, is_taken.cancelled()).await;
            if let Err(e) = api.call(&AnswerCallbackQuery::new(query)).await {
                debug!("a button press was not answered: {e}");
            }
        });
        taken.drop_guard()
    }

    async fn invite(&self, call: &Call) {
        let view = (self.house.in_group)(call.language.as_deref());
        if let Err(e) = self.telegram.reply(call.chat, call.message, &view).await {
            warn!(chat = call.chat, "a command in a group was not answered: {e}");
        }
    }
}

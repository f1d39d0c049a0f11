//! What is asked of Hatchery about a bot at Railway, up to the last word or press, and how the world is to be then.

use hatchery::domain::Provider;

use super::Afar;
use crate::cloud::{Exists, NOTHING, ONE};
use crate::process::house::AI_KEY;

const OTHER_KEY: &str = "sk-ant-HATCHTEST-0123456789-other";
/// A name and a kind of bot.
const NEST: &str = "nest hatchling";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Hatch,
    Restart,
    Stop,
    Resume,
    NewKey,
    Delete,
}

impl Wish {
    /// Brings the person to the point where one more deed starts the operation.
    pub async fn prepared(self, afar: &Afar) {
        let ada = afar.ada();
        match self {
            Wish::Hatch => afar.reviews(NEST).await,
            Wish::Restart | Wish::Stop => drop(afar.hatches(NEST).await),
            Wish::Resume => {
                afar.hatches(NEST).await;
                ada.says(&afar.bot, "/stop nest");
                afar.tells("“nest” is stopped.").await;
            }
            Wish::NewKey => {
                for key in [AI_KEY, OTHER_KEY] {
                    afar.providers.knows(Provider::Anthropic, key);
                }
                afar.reviews_with_key(NEST, AI_KEY).await;
                ada.presses(&afar.bot, "Hatch it");
                afar.page("nest").await;
                ada.says(&afar.bot, "/edit nest");
                afar.tells("What would you like to change about “nest”?").await;
                ada.presses(&afar.bot, "Key");
                ada.sees(&afar.bot, |chat| {
                    chat.visible().next_back().is_some_and(|last| last.text.starts_with("Send me your Anthropic key."))
                })
                .await;
            }
            Wish::Delete => {
                afar.hatches(NEST).await;
                ada.says(&afar.bot, "/delete nest");
                afar.tells("Delete “nest” for good?").await;
            }
        }
        afar.comes_to_rest().await;
    }

    pub fn said(self, afar: &Afar) {
        let ada = afar.ada();
        match self {
            Wish::Hatch => ada.presses(&afar.bot, "Hatch it"),
            Wish::Restart => drop(ada.says(&afar.bot, "/restart nest")),
            Wish::Stop => drop(ada.says(&afar.bot, "/stop nest")),
            Wish::Resume => drop(ada.says(&afar.bot, "/resume nest")),
            Wish::NewKey => drop(ada.says(&afar.bot, OTHER_KEY)),
            Wish::Delete => drop(ada.says(&afar.bot, "nest")),
        }
    }

    /// How the message begins that tells of its end.
    pub fn result(self) -> &'static str {
        match self {
            Wish::Hatch => "“nest” is alive.",
            Wish::Restart => "“nest” is back.",
            Wish::Stop => "“nest” is stopped.",
            Wish::Resume => "“nest” runs again.",
            Wish::NewKey => "“nest” is changed and answered",
            Wish::Delete => "“nest” is gone for good",
        }
    }

    /// How `/status` begins afterwards.
    pub fn status(self) -> &'static str {
        match self {
            Wish::Hatch | Wish::Restart | Wish::Resume | Wish::NewKey => "nest  ● running",
            Wish::Stop => "nest  ○ stopped",
            Wish::Delete => "You have no bot yet.",
        }
    }

    /// What is there afterwards.
    pub fn leaves(self) -> Exists {
        match self {
            Wish::Hatch | Wish::Restart | Wish::Resume | Wish::NewKey => ONE,
            Wish::Stop => Exists { running: 0, ..ONE },
            Wish::Delete => NOTHING,
        }
    }

    /// Deployments of the bot from its hatch on.
    pub fn deployments(self) -> usize {
        match self {
            Wish::Hatch | Wish::Restart | Wish::Stop | Wish::Delete => 1,
            Wish::Resume | Wish::NewKey => 2,
        }
    }

    /// The bot is as it was asked to be.
    pub fn assert_carried_out(self, afar: &Afar, service: &str) {
        match self {
            Wish::NewKey => assert_eq!(afar.railway.variables(service)["AI_KEY"], OTHER_KEY),
            Wish::Hatch | Wish::Restart | Wish::Stop | Wish::Resume | Wish::Delete => {}
        }
    }
}

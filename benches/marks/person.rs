//! One person in a private chat, who reads every reply before going on.

use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use crate::telegram::{Shown, Telegram};

/// A reply that takes longer is missing.
const PATIENCE: Duration = Duration::from_secs(10);

/// What somebody does in one turn.
enum Deed {
    Say(&'static str),
    Press(&'static str),
}

use Deed::{Press, Say};

/// From hello through every question of the web echo bot and out again, with what the reply must hold. Nothing is
/// hatched, so that only Hatchery itself is measured.
const WALK: [(Deed, &str); 8] = [
    (Say("/start"), "I hatch bots."),
    (Say("/deploy"), "What shall it be called?"),
    (Say("no/name"), "A name cannot have"),
    (Say("nest"), "Whose AI should “nest” use?"),
    (Press("Just try it, no key"), "Where should people talk to “nest”?"),
    (Press("Done"), "Ready to hatch “nest”"),
    (Press("Cancel"), "Cancelled."),
    (Say("/quota"), "2 deploys left this hour."),
];

pub struct Person<'a> {
    telegram: &'a Telegram,
    id: i64,
    shown: mpsc::UnboundedReceiver<Shown>,
    last: Option<Shown>,
}

impl<'a> Person<'a> {
    pub fn new(telegram: &'a Telegram, id: i64) -> Self {
        Person { telegram, id, shown: telegram.chat(id), last: None }
    }

    /// Takes the whole walk and tells how long each reply took from the moment its update was handed out.
    pub async fn walk(mut self, pause: Duration) -> anyhow::Result<Vec<Duration>> {
        let mut took = Vec::new();
        for (deed, expected) in WALK {
            match deed {
                Say(text) => self.says(text),
                Press(label) => self.presses(label)?,
            }
            let reply = self.reads(expected).await?;
            took.push(reply.at - self.telegram.handed_out(self.id)?);
            self.last = Some(reply);
            sleep(pause).await;
        }
        ensure!(self.shown.try_recv().is_err(), "a reply came twice");
        Ok(took)
    }

    pub fn says(&self, text: &str) {
        let message = json!({
            "message_id": self.telegram.next_message(), "date": 1_700_000_000, "text": text,
            "chat": self.private_chat(), "from": self.sender(),
        });
        self.telegram.bring(self.id, "message", message);
    }

    fn presses(&self, label: &str) -> anyhow::Result<()> {
        let screen = self.last.as_ref().context("there is nothing to press yet")?;
        let button = screen.buttons.iter().find(|(known, _)| known == label);
        let (_, word) = button.with_context(|| format!("no button `{label}` under “{}”", screen.text))?;
        let query = json!({
            "id": "1", "from": self.sender(), "chat_instance": "1", "data": word,
            "message": {
                "message_id": screen.message, "date": 1_700_000_000, "text": screen.text, "chat": self.private_chat(),
            },
        });
        self.telegram.bring(self.id, "callback_query", query);
        Ok(())
    }

    /// The next thing shown, which must hold these words.
    pub async fn reads(&mut self, expected: &str) -> anyhow::Result<Shown> {
        let reply = timeout(PATIENCE, self.shown.recv()).await;
        let reply = reply.with_context(|| format!("no reply; expected “{expected}”"))?.context("the chat is over")?;
        ensure!(reply.text.contains(expected), "expected “{expected}”, got “{}”", reply.text);
        Ok(reply)
    }

    fn sender(&self) -> Value {
        json!({ "id": self.id, "is_bot": false, "first_name": "Ada", "language_code": "en" })
    }

    fn private_chat(&self) -> Value {
        json!({ "id": self.id, "type": "private", "first_name": "Ada" })
    }
}

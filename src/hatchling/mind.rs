//! One turn of a conversation: what was said before, the provider's reply, and what is remembered of it. It knows
//! no channel and has no tools: whatever a model asks for, only text comes out.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::hatchling::condition::Condition;
use crate::hatchling::memory::{Chat, Memory};
use crate::hatchling::settings::Settings;
use crate::provider::{self, Brain, Fault, Line, Speaker};

/// Chats that think at the same time. The others wait, and hold no conversation in RAM meanwhile.
const AT_ONCE: usize = 8;

pub struct Mind {
    http: reqwest::Client,
    brain: Brain,
    system: String,
    memory: Memory,
    seats: Semaphore,
    condition: Arc<Condition>,
}

impl Mind {
    pub fn new(settings: &Settings, http: reqwest::Client, memory: Memory, condition: Arc<Condition>) -> Self {
        Mind {
            http,
            brain: settings.brain.clone(),
            system: system_prompt(settings),
            memory,
            seats: Semaphore::new(AT_ONCE),
            condition,
        }
    }

    /// Answers what a person wrote; `on_piece` hears the reply as it comes. Only a whole reply is remembered.
    pub async fn answer(
        &self,
        chat: Chat,
        text: String,
        on_piece: &mut (dyn FnMut(&str) + Send),
    ) -> Result<String, Fault> {
        let conversation = self.memory.enter(chat).await;
        let _seat = self.seats.acquire().await.expect("the seats are never closed");
        let mut lines = conversation.lines().unwrap_or_else(|error| {
            self.condition.log(&format!("hatchling trouble: memory begins anew: {error:#}"));
            Vec::new()
        });
        lines.push(Line { speaker: Speaker::Person, text });

        let reply = provider::answer(&self.http, &self.brain, &self.system, &lines, on_piece).await;
        self.condition.provider(reply.as_ref().map(|_| ()).map_err(|fault| *fault));
        let reply = reply?;

        lines.push(Line { speaker: Speaker::Bot, text: reply.clone() });
        // The person gets the reply even when the disk is full.
        if let Err(error) = conversation.remember(lines).await {
            self.condition.log(&format!("hatchling trouble: memory cannot be kept: {error:#}"));
        }
        Ok(reply)
    }

    pub async fn lines(&self, chat: Chat) -> anyhow::Result<Vec<Line>> {
        self.memory.enter(chat).await.lines()
    }

    pub async fn forget(&self, chat: Chat) -> anyhow::Result<()> {
        self.memory.enter(chat).await.forget()
    }
}

fn system_prompt(settings: &Settings) -> String {
    let mut prompt = format!(
        "You are {}, a personal assistant in a chat. Answer in the language you are written to, plainly and briefly, \
         without Markdown. You have no tools, no internet and no files; say so when somebody asks for something that \
         needs them.",
        settings.name
    );
    if let Some(persona) = &settings.persona {
        prompt.push_str("\nYour owner says of you: ");
        prompt.push_str(persona);
    }
    prompt
}

//! What both doors, the gateway and the HTTP endpoint, do with one interaction. The first answer is made at once from
//! what the interaction says; nothing on that way waits for anything of ours but suggestions, and those not for long.
//! What was heard is taken by the house after the first answer is out: what the house shows would else come too early.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};
use tracing::{debug, error, warn};

use crate::chat::form::Form;
use crate::chat::lanes::Lanes;
use crate::discord::card::{EPHEMERAL, short};
use crate::discord::route::{self, Heard, Reply, Route, Suggest};
use crate::discord::{modal, show};

/// Discord waits three seconds, and suggestions are of the moment.
const SUGGEST_LIMIT: Duration = Duration::from_millis(1500);

/// Application commands, "Autocomplete".
const MOST_CHOICES: usize = 25;
const LONGEST_CHOICE: usize = 100;

/// Takes what a person did. Discord tells nothing twice, so an error is the end of it.
pub type Hear = Arc<dyn Fn(Heard) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>;

/// What may complete an option: what is shown, and what is sent.
pub type Complete = Arc<dyn Fn(Suggest) -> BoxFuture<'static, Vec<(String, String)>> + Send + Sync>;

/// What a form and its fields are called in the language of the form: a title, and a label for each field.
pub type NameForm = Arc<dyn Fn(&Form) -> (String, Vec<String>) + Send + Sync>;

/// What somebody is told who presses what was shown to somebody else, in their language.
pub type TurnAway = Arc<dyn Fn(Option<&str>) -> String + Send + Sync>;

/// What the rest of the house does with interactions.
#[derive(Clone)]
pub struct House {
    pub hear: Hear,
    pub suggest: Complete,
    pub form: NameForm,
    pub stranger: TurnAway,
}

/// A door's way to the house.
pub struct Receiver {
    house: House,
    hearings: Lanes,
}

/// The first answer to an interaction, and what is to be heard when it is out.
#[derive(Debug)]
pub struct First {
    pub answer: Value,
    pub heard: Option<Heard>,
}

impl First {
    fn only(answer: Value) -> Option<Self> {
        Some(First { answer, heard: None })
    }
}

impl Receiver {
    pub fn new(house: House) -> Self {
        Receiver { house, hearings: Lanes::default() }
    }

    /// The first answer to an interaction in Discord's JSON; nothing for what does not read. One that comes twice is
    /// answered twice, and the conversation drops the second by its id.
    pub async fn handle(&self, raw: &[u8]) -> Option<First> {
        match AssertUnwindSafe(self.first(raw)).catch_unwind().await {
            Ok(first) => first,
            Err(_) => {
                error!("answering an interaction panicked; it is left aside");
                None
            }
        }
    }

    /// Has the house hear something after a while, behind what the same person did before. Panics and errors end there.
    pub fn hear(&self, heard: Heard, after: Duration) {
        let (hear, account) = (self.house.hear.clone(), heard.incoming.account.clone());
        self.hearings.run(&account, async move {
            if !after.is_zero() {
                sleep(after).await;
            }
            let update = heard.incoming.update.clone();
            if let Err(e) = hear(heard).await {
                error!(update, "what was done on Discord could not be taken: {e:#}");
            }
        });
    }

    /// Waits until all that was heard is taken. The doors must be closed.
    pub async fn finish(&self) {
        self.hearings.finish().await;
    }

    async fn first(&self, raw: &[u8]) -> Option<First> {
        match route::interaction(raw) {
            Route::Ping => First::only(json!({ "type": 1 })),
            Route::Suggest(suggest) => First::only(self.suggest(suggest).await),
            Route::Open(form) => {
                let (title, labels) = (self.house.form)(&form);
                First::only(modal::open(&form, &title, &labels))
            }
            Route::Heard(heard) => {
                let answer = heard.reply.as_ref().map(deferral)?;
                Some(First { answer, heard: Some(heard) })
            }
            Route::Stranger { language } => {
                let data = show::note(&(self.house.stranger)(language.as_deref()));
                First::only(json!({ "type": 4, "data": data }))
            }
            Route::Unreadable => {
                warn!("an interaction that does not read is left aside");
                None
            }
        }
    }

    async fn suggest(&self, suggest: Suggest) -> Value {
        let found = timeout(SUGGEST_LIMIT, (self.house.suggest)(suggest)).await.unwrap_or_else(|_| {
            debug!("suggestions took too long and are left out");
            Vec::new()
        });
        let choice =
            |(label, value): &(String, String)| json!({ "name": short(label, LONGEST_CHOICE), "value": value });
        let fitting = found.iter().filter(|(_, value)| value.chars().count() <= LONGEST_CHOICE).take(MOST_CHOICES);
        json!({ "type": 8, "data": { "choices": fitting.map(choice).collect::<Vec<_>>() } })
    }
}

/// The promise of an answer: in the message that was pressed, else in a new one, which in a server only its person
/// sees.
fn deferral(reply: &Reply) -> Value {
    match (reply.is_born_of_message, reply.is_direct) {
        (true, _) => json!({ "type": 6 }),
        (false, true) => json!({ "type": 5 }),
        (false, false) => json!({ "type": 5, "data": { "flags": EPHEMERAL } }),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::chat::{Incoming, Input};
    use crate::domain::Account;

    fn house() -> House {
        House {
            hear: Arc::new(|_| Box::pin(async { Ok(()) })),
            suggest: Arc::new(|_| Box::pin(async { vec![("Nest".into(), "nest".into())] })),
            form: Arc::new(|form| ("Answer".into(), form.fields.iter().map(|field| field.word()).collect())),
            stranger: Arc::new(|_| "This is not yours.".into()),
        }
    }

    fn raw(kind: u8, context: u8, data: Value, message: Option<Value>) -> Vec<u8> {
        let mut it = json!({
            "type": kind, "id": "1", "application_id": "2", "token": "tok", "context": context, "locale": "en-US",
            "user": { "id": "42" }, "channel_id": "3", "data": data,
        });
        if let Some(message) = message {
            it["message"] = message;
        }
        it.to_string().into_bytes()
    }

    async fn answer(house: House, raw: &[u8]) -> Value {
        Receiver::new(house).handle(raw).await.expect("an answer").answer
    }

    #[tokio::test]
    async fn each_interaction_has_its_first_answer() {
        let own = || Some(json!({ "id": "9", "flags": 64 }));
        let foreign = || Some(json!({ "id": "9", "flags": 0 }));
        let (command, button) = (json!({ "name": "help" }), json!({ "custom_id": "1:p:new" }));
        let submit = json!({ "custom_id": "1:f:en:7:name", "components": [] });
        for (raw, wanted) in [
            (br#"{"type": 1}"#.to_vec(), json!({ "type": 1 })),
            (raw(2, 0, command.clone(), None), json!({ "type": 5, "data": { "flags": 64 } })),
            (raw(2, 1, command.clone(), None), json!({ "type": 5 })),
            (raw(3, 0, button.clone(), own()), json!({ "type": 6 })),
            (raw(5, 0, submit.clone(), own()), json!({ "type": 6 })),
            (raw(5, 0, submit, None), json!({ "type": 5, "data": { "flags": 64 } })),
            (
                raw(4, 0, command, None),
                json!({ "type": 8, "data": { "choices": [{ "name": "Nest", "value": "nest" }] } }),
            ),
        ] {
            assert_eq!(answer(house(), &raw).await, wanted);
        }
        let opened = answer(house(), &raw(3, 0, json!({ "custom_id": "1:f:en:7:name" }), own())).await;
        assert_eq!((&opened["type"], &opened["data"]["title"]), (&json!(9), &json!("Answer")));
        let told = answer(house(), &raw(3, 0, button, foreign())).await;
        assert_eq!((&told["type"], &told["data"]["flags"]), (&json!(4), &json!(32768 | 64)));
    }

    #[tokio::test]
    async fn what_does_not_read_or_panics_has_no_answer_and_hurts_nobody() {
        assert!(Receiver::new(house()).handle(b"{").await.is_none());
        let form: NameForm = Arc::new(|_| panic!("no name"));
        let pressed = raw(3, 1, json!({ "custom_id": "1:f:en:7:name" }), Some(json!({ "id": "9" })));
        assert!(Receiver::new(House { form, ..house() }).handle(&pressed).await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn suggestions_that_take_too_long_are_left_out() {
        let suggest: Complete = Arc::new(|_| Box::pin(std::future::pending()));
        let typing = raw(4, 0, json!({ "name": "logs" }), None);
        let none = json!({ "type": 8, "data": { "choices": [] } });
        assert_eq!(answer(House { suggest, ..house() }, &typing).await, none);
    }

    #[tokio::test]
    async fn the_first_answer_waits_for_nobody_who_hears() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (known, gate) = (heard.clone(), Arc::new(tokio::sync::Notify::new()));
        let open = gate.clone();
        let hear: Hear = Arc::new(move |it: Heard| {
            let (known, gate) = (known.clone(), gate.clone());
            Box::pin(async move {
                gate.notified().await;
                known.lock().expect("not poisoned").push(it.incoming.update);
                Ok(())
            })
        });
        let receiver = Receiver::new(House { hear, ..house() });
        let first = receiver.handle(&raw(2, 0, json!({ "name": "help" }), None)).await.expect("an answer");
        receiver.hear(first.heard.expect("something heard"), Duration::ZERO);
        assert_eq!(*heard.lock().expect("not poisoned"), Vec::<String>::new());
        open.notify_one();
        receiver.finish().await;
        assert_eq!(*heard.lock().expect("not poisoned"), ["1"]);
    }

    #[tokio::test]
    async fn what_one_person_did_is_heard_in_order_and_a_panic_stops_nobody() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let known = heard.clone();
        let hear: Hear = Arc::new(move |it: Heard| {
            let known = known.clone();
            Box::pin(async move {
                let update: u64 = it.incoming.update.parse().expect("a number");
                assert_ne!(update, 2, "this one panics");
                sleep(Duration::from_millis(10 - update)).await;
                known.lock().expect("not poisoned").push(update);
                Ok(())
            })
        });
        let receiver = Receiver::new(House { hear, ..house() });
        for update in 1..6 {
            let incoming = Incoming {
                account: Account::discord(42),
                update: update.to_string(),
                input: Input::NoText,
                message: None,
                topic: None,
                language: None,
                name: None,
            };
            receiver.hear(Heard { incoming, reply: None }, Duration::ZERO);
        }
        receiver.finish().await;
        assert_eq!(*heard.lock().expect("not poisoned"), [1, 3, 4, 5]);
    }
}

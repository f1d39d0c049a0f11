//! Which update is where: waiting for its chat, being answered, or done. Different chats run side by side and one
//! chat in order; only what lies below the oldest unfinished update may be confirmed. It does no IO.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Bot API, Update: only what a hatchling reads.
#[derive(Debug, Deserialize)]
pub struct Update {
    pub update_id: i32,
    pub message: Option<Message>,
}

#[derive(Debug, Deserialize)]
pub struct Message {
    pub chat: Chat,
    /// Bot API: empty for messages in channels.
    pub from: Option<From>,
    pub text: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Chat {
    #[serde(rename = "type")]
    pub kind: String,
}

#[derive(Debug, Deserialize)]
pub struct From {
    pub id: i64,
}

/// A text, or something else, from a person in their private chat.
#[derive(Debug, PartialEq, Eq)]
pub struct Heard {
    pub person: i64,
    pub text: Option<String>,
}

enum Progress {
    Waiting(Heard),
    Running { person: i64 },
    Done,
}

#[derive(Default)]
pub struct Inbox {
    /// Every update from the oldest unfinished one on.
    known: BTreeMap<i32, Progress>,
    next: Option<i32>,
}

impl Inbox {
    /// Takes what a poll brought. Unfinished updates come again with each poll and are known already.
    pub fn accept(&mut self, updates: Vec<Update>) {
        if updates.is_empty() && self.is_idle() {
            // Bot API: after a week of silence the ids may start again anywhere, even lower.
            self.next = None;
        }
        for Update { update_id, message } in updates {
            let progress = match message.and_then(heard) {
                Some(heard) => Progress::Waiting(heard),
                None => Progress::Done,
            };
            self.known.entry(update_id).or_insert(progress);
            self.next = self.next.max(Some(update_id.saturating_add(1)));
        }
        self.drop_confirmable();
    }

    /// The oldest message whose chat is free; it runs from now on.
    pub fn start_next(&mut self) -> Option<(i32, Heard)> {
        let busy: Vec<i64> = self.known.values().filter_map(Progress::running).collect();
        let is_free =
            |progress: &Progress| matches!(progress, Progress::Waiting(heard) if !busy.contains(&heard.person));
        let (update, progress) = self.known.iter_mut().find(|(_, progress)| is_free(progress))?;
        let Progress::Waiting(heard) = std::mem::replace(progress, Progress::Done) else { return None };
        *progress = Progress::Running { person: heard.person };
        Some((*update, heard))
    }

    pub fn finish(&mut self, update: i32) {
        self.known.insert(update, Progress::Done);
        self.drop_confirmable();
    }

    /// Asking from here on confirms all before it.
    pub fn offset(&self) -> Option<i32> {
        self.known.keys().next().copied().or(self.next)
    }

    pub fn is_idle(&self) -> bool {
        self.known.is_empty()
    }

    fn drop_confirmable(&mut self) {
        while let Some(oldest) = self.known.first_entry().filter(|oldest| matches!(oldest.get(), Progress::Done)) {
            oldest.remove();
        }
    }
}

impl Progress {
    fn running(&self) -> Option<i64> {
        match self {
            Progress::Running { person } => Some(*person),
            Progress::Waiting(_) | Progress::Done => None,
        }
    }
}

/// In groups and channels a hatchling is silent.
fn heard(message: Message) -> Option<Heard> {
    let from = message.from?;
    (message.chat.kind == "private").then_some(Heard { person: from.id, text: message.text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(update_id: i32, person: i64) -> Update {
        let chat = Chat { kind: "private".into() };
        let message = Message { chat, from: Some(From { id: person }), text: Some(format!("{update_id}")) };
        Update { update_id, message: Some(message) }
    }

    fn started(inbox: &mut Inbox) -> Vec<i32> {
        std::iter::from_fn(|| inbox.start_next().map(|(update, _)| update)).collect()
    }

    #[test]
    fn chats_run_side_by_side_and_one_chat_in_order() {
        let mut inbox = Inbox::default();
        inbox.accept(vec![update(1, 42), update(2, 42), update(3, 7)]);
        assert_eq!(started(&mut inbox), [1, 3]);
        inbox.finish(1);
        assert_eq!(started(&mut inbox), [2]);
    }

    #[test]
    fn nothing_is_confirmed_before_the_oldest_reply_and_nothing_runs_twice() {
        let mut inbox = Inbox::default();
        inbox.accept(vec![update(1, 42), update(2, 7)]);
        assert_eq!(started(&mut inbox), [1, 2]);
        inbox.finish(2);
        assert_eq!(inbox.offset(), Some(1));
        inbox.accept(vec![update(1, 42), update(2, 7), update(3, 8)]);
        assert_eq!(started(&mut inbox), [3]);
        inbox.finish(3);
        inbox.finish(1);
        assert!(inbox.is_idle());
        assert_eq!(inbox.offset(), Some(4));
    }

    #[test]
    fn ids_that_start_again_lower_are_heard() {
        let mut inbox = Inbox::default();
        inbox.accept(vec![update(900, 42)]);
        assert_eq!(started(&mut inbox), [900]);
        inbox.finish(900);
        inbox.accept(Vec::new());
        assert_eq!(inbox.offset(), None);
        inbox.accept(vec![update(5, 42)]);
        assert_eq!((started(&mut inbox), inbox.offset()), (vec![5], Some(5)));
    }

    #[test]
    fn a_group_is_left_alone_and_its_updates_are_confirmed() {
        let mut inbox = Inbox::default();
        let mut group = update(1, 42);
        group.message.as_mut().expect("a message").chat = Chat { kind: "supergroup".into() };
        inbox.accept(vec![group, Update { update_id: 2, message: None }]);
        assert_eq!((started(&mut inbox), inbox.offset()), (vec![], Some(3)));
    }
}

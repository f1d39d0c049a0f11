//! Who somebody is at the beginning of a turn, and what their platform says of them now.

use anyhow::Context;

use crate::App;
use crate::domain::Account;
use crate::quota::{DAY, HOUR};
use crate::store::{Durability, Person, Present};

/// Who it is and where they are; whoever is new is welcomed first, and what is new about them is noted.
pub async fn look(app: &App, account: &Account, language: Option<&str>, name: Option<&str>) -> anyhow::Result<Present> {
    let looked_up = async || app.store.present(account, app.now(), app.now() - DAY).await;
    let known = looked_up().await?;
    let name = name.map(shown_name);
    let is_news = |person: &Person| {
        let other_language = language.is_some_and(|tag| person.platform_language.as_deref() != Some(tag));
        other_language || (name.is_some() && name != person.name)
    };
    let is_as_known = |person: &Person| person.is_reachable && person.seen_at > app.now() - HOUR && !is_news(person);
    match known {
        Some(present) if is_as_known(&present.person) => Ok(present),
        _ => {
            let mut tx = app.store.begin(Durability::Kill).await?;
            tx.welcome(account, language, name.as_deref(), app.now()).await?;
            tx.commit().await?;
            looked_up().await?.context("an account that was just added is not there")
        }
    }
}

/// A name as it can be shown to somebody else: on one line, in the order it is written, not too long.
fn shown_name(name: &str) -> String {
    let turns_text = |c: char| matches!(u32::from(c), 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f);
    name.chars().filter(|c| !c.is_control() && !turns_text(*c)).take(40).collect()
}

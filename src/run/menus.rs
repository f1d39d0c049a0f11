//! The command menus on Telegram, in every language: for everybody in private, a short one for groups, and one for each
//! admin. They are set beside everything else, because everything works without them.

use std::sync::Arc;

use anyhow::Context;
use sha2::{Digest, Sha256};
use tracing::warn;

use crate::access;
use crate::app::App;
use crate::chat::screen;
use crate::domain::{Account, Language, Platform, Role};
use crate::quota::DAY;
use crate::telegram::Telegram;
use crate::telegram::setup::{self, Audience, Menu};
use crate::text::{self, Catalogue};

/// Sets the menus, unless the same ones were set for this bot within a day: that spares each start all languages and
/// a call for each menu.
pub async fn keep(app: Arc<App>, telegram: Telegram) {
    if let Err(cause) = set(&app, &telegram).await {
        warn!("the command menus on Telegram are as they were: {cause:#}");
    }
}

async fn set(app: &App, telegram: &Telegram) -> anyhow::Result<()> {
    let admins: Vec<(Account, Role)> =
        access::roles(app).await?.into_iter().filter(|(admin, _)| admin.platform == Platform::Telegram).collect();
    let print = print_of(telegram.bot.id, &admins);
    if app.store.menus_set_since(app.now() - DAY).await?.is_some_and(|set| set == print) {
        return Ok(());
    }
    match setup::show_menus(telegram, &of(&admins)?).await? {
        true => app.store.note_menus(&print, app.now()).await,
        false => Ok(()),
    }
}

/// What they are made of, in short.
fn print_of(bot: i64, admins: &[(Account, Role)]) -> String {
    let mut all = Sha256::new();
    all.update(format!("{bot} {admins:?} {:?} {:?}", screen::menu(None), screen::menu(Some(Role::Owner))));
    Language::ALL.into_iter().for_each(|language| all.update(text::source(language)));
    data_encoding::HEXLOWER.encode(&all.finalize())
}

fn of(admins: &[(Account, Role)]) -> anyhow::Result<Vec<Menu>> {
    // Languages of their own, which go when the menus are made.
    let texts = Catalogue::read().context("read the languages")?;
    let mut menus = of_all(&texts);
    for (admin, role) in admins {
        menus.extend(languages().map(|language| Menu {
            language: language.map(str::to_owned),
            audience: Audience::Admin(admin.clone()),
            commands: words(&texts, language, Some(*role)),
        }));
    }
    Ok(menus)
}

/// Those that everybody has.
pub fn of_all(texts: &Catalogue) -> Vec<Menu> {
    let of = |language: Option<&str>| {
        let (name, commands) = (language.map(str::to_owned), words(texts, language, None));
        let first = commands.iter().take(1).cloned().collect();
        [
            Menu { language: name.clone(), audience: Audience::People, commands },
            Menu { language: name, audience: Audience::Groups, commands: first },
        ]
    };
    languages().flat_map(of).collect()
}

/// English is for all whose language has no menu.
fn languages() -> impl Iterator<Item = Option<&'static str>> {
    let others = Language::ALL.into_iter().filter(|language| *language != Language::English);
    std::iter::once(None).chain(others.map(|language| Some(language.telegram())))
}

fn words(texts: &Catalogue, language: Option<&str>, role: Option<Role>) -> Vec<(String, String)> {
    let locale = texts.locale(Some(language.unwrap_or("en")));
    screen::menu(role).into_iter().map(|(verb, what)| (verb.word().to_owned(), locale.say(&what))).collect()
}

//! Private pages: a link is made in the transaction of a turn, whoever opens it learns what is asked for and by whom, and
//! what is given there is heard as if it were typed. Looking uses nothing up.

use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;

use crate::App;
use crate::access;
use crate::chat::flow::{Answer, Event, PrivatePage};
use crate::chat::form::Field;
use crate::chat::questions;
use crate::chat::screen::handover as screens;
use crate::chat::session::{Occasion, Taken, current, facts, take_turn};
use crate::deploy;
use crate::domain::handover::{Handover, HandoverState, LASTS, MOST_FAULTS, Void};
use crate::domain::{Account, Platform};
use crate::secret::Secret;
use crate::store::{Person, Tx};

/// Random bytes of a link: 256 bits.
const BYTES: usize = 32;

/// What a page shows, in the language of whoever asked for it.
pub enum Page {
    Open {
        title: String,
        whose: String,
        label: String,
        /// What else the same bot needs, which may be given along.
        more: Vec<String>,
        ends: String,
    },
    /// The link is good no more, and why.
    Void(String),
}

/// What came of something that was given on a page, as the page says it.
pub enum Given {
    /// The chat goes on with it.
    Taken(String),
    /// It cannot be what was asked for; the link is still good.
    Wrong(String),
    Void(String),
}

/// Only where nobody between can read along, and not at a terminal, where nobody does anyway.
pub(super) fn is_offered(app: &App, account: &Account) -> bool {
    account.platform != Platform::Console && origin(app).is_some()
}

/// Where pages are reached, where they can be.
fn origin(app: &App) -> Option<&str> {
    app.config.public_url.as_deref().filter(|origin| origin.starts_with("https://"))
}

pub(super) async fn grant(
    app: &App,
    tx: &mut Tx,
    account: &Account,
    person: &Person,
    revision: i64,
    field: Field,
) -> anyhow::Result<Answer> {
    let origin = origin(app).context("a page that cannot be reached")?;
    let secret = deploy::random_word(BYTES)?;
    let link = Handover {
        hash: access::token_hash(&secret),
        account: account.clone(),
        conversation: person.keeper.clone(),
        revision,
        state: HandoverState::Open,
        expires_at: app.now() + LASTS,
    };
    tx.begin_handover(&link).await?;
    let language = app.texts.locale(person.speaks()).tag();
    // One that Telegram shows inside itself may stand in a frame there.
    let inside = if account.platform == Platform::Telegram { "telegram/" } else { "" };
    let address = Secret::new(format!("{origin}/handover/{inside}{language}#{}", secret.expose()));
    Ok(Answer::PrivatePage(PrivatePage { address, field, lasts: LASTS }))
}

/// Why a link is void for whoever opened it inside Telegram; nothing when `words` is empty, as it is in a browser.
async fn doubt(app: &App, link: &Handover, words: &str) -> anyhow::Result<Option<Void>> {
    if words.is_empty() {
        return Ok(None);
    }
    // A page that stays open is good as long as its link.
    let Ok(Ok(opener)) = app.telegram().map(|telegram| telegram.opener(words, app.now(), LASTS)) else {
        return Ok(Some(Void::Unproven));
    };
    if opener.account != link.account {
        return Ok(Some(Void::NotYours));
    }
    let is_of_this_link = match &opener.query {
        Some(query) => app.store.is_opening_of(query, &link.hash, app.now()).await?,
        None => true,
    };
    Ok((!is_of_this_link).then_some(Void::Unproven))
}

/// What the page of this link shows. `opener` is what Telegram says of whoever opened it, if it did; `language` is the one in which it says that it knows no such link.
pub async fn look(app: &App, secret: &Secret, opener: &str, language: &str) -> anyhow::Result<Page> {
    let known = match app.store.handover(&access::token_hash(secret)).await? {
        Some(link) => app.store.person(&link.account, app.now()).await?.map(|person| (link, person)),
        None => None,
    };
    let Some((link, person)) = known else {
        return Ok(Page::Void(app.texts.locale(Some(language)).say(&screens::void(Void::Unknown))));
    };
    let locale = app.texts.locale(person.speaks());
    let void = |why| Ok(Page::Void(locale.say(&screens::void(why))));
    if let Some(why) = link.void(app.now()) {
        return void(why);
    }
    if let Some(why) = doubt(app, &link, opener).await? {
        return void(why);
    }
    if link.conversation != person.keeper {
        return void(Void::MovedOn);
    }
    let Some(stored) = app.store.session(&person.keeper).await? else { return void(Void::MovedOn) };
    let session = current(app, &person.keeper, &stored);
    let facts = facts(app, &link.account, &person).await?;
    let asked = questions::secrets(&session.state, &facts);
    match asked.split_first().filter(|_| session.revision == link.revision) {
        Some((field, more)) => Ok(Page::Open {
            title: locale.say(&screens::title(*field, &session.state, &facts)),
            whose: locale.say(&screens::whose(&link.account, person.name.as_deref())),
            label: locale.say(&screens::label(*field)),
            more: more.iter().map(|field| locale.say(&screens::label(*field))).collect(),
            ends: locale.say(&screens::ends(link.expires_at - app.now())),
        }),
        None => void(Void::MovedOn),
    }
}

/// Takes what was given on the page of this link, once, however often and wherever it is sent at the same time.
pub async fn give(
    app: &Arc<App>,
    secret: &Secret,
    given: Vec<Secret>,
    opener: &str,
    language: &str,
) -> anyhow::Result<Given> {
    let hash = access::token_hash(secret);
    if let Page::Void(why) = look(app, secret, opener, language).await? {
        return Ok(Given::Void(why));
    }
    let link = app.store.handover(&hash).await?.context("a link that was there is gone")?;
    let person = app.store.person(&link.account, app.now()).await?.context("a link of nobody")?;
    let locale = app.texts.locale(person.speaks());
    let occasion = Occasion {
        account: &link.account,
        event: Event::Handed { revision: link.revision, given },
        update: None,
        language: None,
        name: None,
        message: None,
        topic: None,
        is_press: false,
        heard_at: Some(Instant::now()),
        settles: None,
        link: Some(&link),
    };
    match take_turn(app, occasion).await? {
        Taken::Turn(_) => Ok(Given::Taken(locale.say(&screens::taken()))),
        Taken::NoAnswer(Some(why)) => {
            app.store.miss_handover(&hash, MOST_FAULTS).await?;
            Ok(Given::Wrong(locale.say(&why)))
        }
        // It was used, replaced or left behind since it was looked at.
        Taken::NoAnswer(None) => match look(app, secret, opener, language).await? {
            Page::Void(why) => Ok(Given::Void(why)),
            Page::Open { .. } => Ok(Given::Void(locale.say(&screens::void(Void::MovedOn)))),
        },
    }
}

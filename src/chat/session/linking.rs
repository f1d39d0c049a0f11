//! Links between accounts, granted in the transaction of a turn: the code, the consent of both sides, and what is
//! one person's from then on.

use anyhow::ensure;

use crate::App;
use crate::access;
use crate::chat::flow::{Answer, LinkAnswer, LinkWish, links};
use crate::chat::session::grant::hash;
use crate::chat::session::{current, sealed};
use crate::chat::state::{Session, State};
use crate::deploy;
use crate::deploy::note::{LinkNews, Note};
use crate::domain::act::{Act, ActKind};
use crate::domain::{Account, Bar, Millis, Platform};
use crate::secret::Secret;
use crate::store::{Consent, Link, Tx};

/// How long a code is good, and the question after it.
const LINK_LASTS: Millis = 600_000;

pub async fn grant(app: &App, tx: &mut Tx, account: &Account, wish: LinkWish) -> anyhow::Result<Answer> {
    let now = app.now();
    if !matches!(wish, LinkWish::AskToPart)
        && let Some(bar) = shut_out(app, tx, account).await?
    {
        return Ok(Answer::Barred(bar));
    }
    let answer = match wish {
        LinkWish::Begin => {
            let code = deploy::random_word(10)?;
            tx.begin_link(account, &hash(&code), now + LINK_LASTS).await?;
            // The other side is another platform.
            let telegram = app.telegram().ok().filter(|_| account.platform != Platform::Telegram);
            let payload = links::payload(&code);
            let link = telegram.map(|telegram| Secret::new(telegram.deep_link(payload.expose())));
            LinkAnswer::Code { code, link }
        }
        LinkWish::Take { code } => match tx.take_link(&hash(&code), account, now).await? {
            None => LinkAnswer::WrongCode,
            Some(link) if clash(tx, &link).await? => {
                tx.drop_link(&link.id, account).await?;
                LinkAnswer::Clash
            }
            Some(Link { id, host, .. }) => {
                tell(app, tx, &host, LinkNews::Asked { link: id.clone() }, account).await?;
                news(app, LinkNews::Asked { link: id }, &host).await?
            }
        },
        LinkWish::Agree { link } => match tx.agree_to_link(&link, account, now).await? {
            Consent::Over => LinkAnswer::Over,
            Consent::Half(link) => news(app, LinkNews::Half, link.other(account)).await?,
            Consent::Whole(link) => {
                tx.lock_both(&app.store, &link.host, &link.guest).await?;
                if shut_out(app, tx, link.other(account)).await?.is_some() {
                    return Ok(Answer::Link(LinkAnswer::Over));
                }
                if clash(tx, &link).await? {
                    return Ok(Answer::Link(LinkAnswer::Clash));
                }
                let other = link.other(account);
                record(app, tx, &Act::new(account, ActKind::Link, other)).await?;
                join(app, tx, &link).await?;
                tell(app, tx, link.other(account), LinkNews::Linked, account).await?;
                news(app, LinkNews::Linked, link.other(account)).await?
            }
        },
        LinkWish::Refuse { link } => match tx.drop_link(&link, account).await? {
            None => LinkAnswer::Over,
            Some(link) => {
                tell(app, tx, link.other(account), LinkNews::Refused, account).await?;
                news(app, LinkNews::Refused, link.other(account)).await?
            }
        },
        LinkWish::AskToPart => match tx.accounts_with(account).await?.len() {
            0 | 1 => LinkAnswer::Alone,
            _ => LinkAnswer::MayPart,
        },
        LinkWish::Part => {
            let others = tx.accounts_with(account).await?;
            let (was_let_in, live) = tx.on_its_own(account).await?;
            // One invitation would else be good for the bots of any number of accounts, one after the other.
            if others.len() > 1 && live > 0 && !was_let_in && !access::is_let_in(&app.config, account) {
                return Ok(Answer::Link(LinkAnswer::HasBots));
            }
            if !tx.part(&app.store, account).await? {
                return Ok(Answer::Link(LinkAnswer::Alone));
            }
            record(app, tx, &Act::new(account, ActKind::Unlink, account)).await?;
            for other in others.iter().filter(|other| *other != account) {
                tell(app, tx, other, LinkNews::Parted, account).await?;
            }
            LinkAnswer::Parted
        }
    };
    Ok(Answer::Link(answer))
}

/// Why nobody may join this person: they are being forgotten, and nothing of theirs slips away, or an admin shut them out, which
/// would hold for both.
async fn shut_out(app: &App, tx: &mut Tx, account: &Account) -> anyhow::Result<Option<Bar>> {
    let Some(person) = tx.locked_person(&app.store, account).await? else { return Ok(None) };
    Ok(tx.standing(&person, app.now()).await?.bar.filter(Bar::shuts_out))
}

/// Keeps what an account did to its own person.
async fn record(app: &App, tx: &mut Tx, act: &Act<'_>) -> anyhow::Result<()> {
    let Some(person) = act.by else { return Ok(()) };
    let Some(person) = tx.locked_person(&app.store, person).await? else { return Ok(()) };
    tx.record(&act.clone().of(&person), app.now()).await
}

/// Whether the two could not be one person, who has one account on each platform.
async fn clash(tx: &mut Tx, link: &Link) -> anyhow::Result<bool> {
    let (hosts, guests) = (tx.accounts_with(&link.host).await?, tx.accounts_with(&link.guest).await?);
    Ok(hosts.iter().any(|host| guests.iter().any(|guest| host.platform == guest.platform)))
}

/// Both have one conversation from now on: the one that is in the middle of something, if only one is.
async fn join(app: &App, tx: &mut Tx, link: &Link) -> anyhow::Result<()> {
    let keeper = async |account: &Account| -> anyhow::Result<Account> {
        let person = app.store.person(account, app.now()).await?;
        Ok(person.map_or_else(|| account.clone(), |person| person.keeper))
    };
    let (one, two) = (keeper(&link.host).await?, keeper(&link.guest).await?);
    tx.join(&link.host, &link.guest).await?;
    // The database says who is first: it orders accounts by their text.
    let is_two = tx.accounts_with(&link.host).await?.first() == Some(&two);
    let (keeps, gives) = if is_two { (two, one) } else { (one, two) };
    let kept = app.store.session(&keeps).await?;
    let Some(given) = app.store.session(&gives).await? else { return Ok(()) };
    let session = current(app, &gives, &given);
    if session.state.is_idle() {
        return Ok(());
    }
    let own = kept.as_ref().map(|kept| current(app, &keeps, kept)).unwrap_or_default();
    if own.state.is_idle() {
        // Buttons of either side are good for the question of a revision that neither has used.
        let revision = own.revision.max(session.revision);
        let moved =
            sealed(app, &keeps, &Session { revision, ..session.clone() }, kept.map_or(0, |kept| kept.version) + 1)?;
        ensure!(tx.save_session(&keeps, &moved, false).await?, "a conversation went on while it was moved");
    }
    let emptied = sealed(
        app,
        &gives,
        &Session { state: State::Idle, revision: session.revision + 1, topic: None },
        given.version + 1,
    )?;
    ensure!(tx.save_session(&gives, &emptied, true).await?, "a conversation went on while it was moved");
    Ok(())
}

async fn news(app: &App, news: LinkNews, other: &Account) -> anyhow::Result<LinkAnswer> {
    Ok(LinkAnswer::News { news, other: other.clone(), called: app.store.account_name(other).await? })
}

/// Tells one side about the other.
async fn tell(app: &App, tx: &mut Tx, to: &Account, news: LinkNews, other: &Account) -> anyhow::Result<()> {
    let note = Note::Link { news, other: other.clone(), called: app.store.account_name(other).await? };
    let now = app.now();
    tx.tell(to, &serde_json::to_string(&note)?, now, now).await
}

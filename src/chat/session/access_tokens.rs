//! Makes and revokes tokens for the HTTP API in the transaction of a turn, records it, and looks them up.

use anyhow::Context;

use crate::App;
use crate::access;
use crate::chat::flow::{AccessAnswer, AccessWish};
use crate::chat::screen::{Screen, access_tokens};
use crate::chat::state::Facts;
use crate::deploy;
use crate::domain::access_token::{PREFIX, Scope};
use crate::domain::act::{Act, ActKind};
use crate::domain::{Account, Role};
use crate::secret::Secret;
use crate::store::{NewToken, Person, Tx, fresh_id};
use crate::text::Moment;

/// Tokens that a person may have at a time.
const MOST: i64 = 10;
/// Random bytes of a token: 256 bits.
const BYTES: usize = 32;
/// The end of a token that is kept to recognise it.
const TAIL: usize = 4;

pub async fn grant(
    app: &App,
    tx: &mut Tx,
    facts: &Facts,
    person: &Person,
    wish: AccessWish,
) -> anyhow::Result<AccessAnswer> {
    let (by, now) = (&facts.account, app.now());
    tx.lock_person(&app.store, &person.id).await?;
    match wish {
        AccessWish::New { scopes, .. } if scopes.has(Scope::Admin) && !facts.is(Role::Support) => {
            Ok(AccessAnswer::NeedsRole)
        }
        AccessWish::New { scopes, lasts } => {
            if tx.count_access_tokens(&person.id, now).await? >= MOST {
                return Ok(AccessAnswer::TooMany { most: MOST });
            }
            let token = Secret::new(format!("{}{}", PREFIX, deploy::random_word(BYTES)?.expose()));
            let (hash, tail) = (access::token_hash(&token), &token.expose()[token.expose().len() - TAIL..]);
            let (id, until) = (fresh_id(), now + lasts);
            let new = NewToken { id: &id, account: by, hash: &hash, tail, scopes: &scopes, expires_at: until };
            tx.add_access_token(&new, now).await?;
            let act = Act::new(by, ActKind::ApiToken, format!("…{tail}")).of(&person.id);
            tx.record(&act.to(format!("{scopes} until {}", Moment(until))), now).await?;
            Ok(AccessAnswer::Made { token, scopes, until })
        }
        AccessWish::Revoke { tail } => {
            if tx.revoke_access_token(&person.id, &tail, now).await? == 0 {
                return Ok(AccessAnswer::NoSuchToken);
            }
            let act = Act::new(by, ActKind::RevokeApiToken, format!("…{tail}")).of(&person.id);
            tx.record(&act, now).await?;
            Ok(AccessAnswer::Revoked { tail })
        }
    }
}

pub async fn look(app: &App, account: &Account) -> anyhow::Result<Screen> {
    let now = app.now();
    let person = app.store.person(account, now).await?.context("a look for nobody")?;
    Ok(access_tokens::list(&app.store.access_tokens(&person.id, now).await?, now))
}

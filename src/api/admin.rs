//! Who may what is everybody's: by a token for admins whose account has the role, or by the secret of the settings. The
//! secret is compared in constant time, and whoever shows wrong ones is not listened to for the rest of the minute.

pub mod config;
pub mod dashboard;
pub mod diagnosis;
pub mod fleet;
pub mod people;
pub mod shapes;

use std::sync::Arc;

use anyhow::Context;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use tracing::warn;

use crate::App;
use crate::access;
use crate::api::door::{Caller, with_scope};
use crate::api::fault::{Code, Fault};
use crate::domain::access_token::{Scope, Scopes};
use crate::domain::{Account, Millis, Role};
use crate::secret::Secret;
use crate::store::{Durability, Person, Rate};

pub const ADMIN_SECRET: HeaderName = HeaderName::from_static("x-admin-secret");

/// Wrong secrets that may come from one address in a minute.
pub const MOST_WRONG: i64 = 10;

/// A caller who may look at what is everybody's.
pub struct Looker(pub Caller);

/// A caller who may also act on it.
pub struct Operator(pub Caller);

impl FromRequestParts<Arc<App>> for Looker {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Fault> {
        with_role(parts, app, Role::Support).await.map(Looker)
    }
}

impl FromRequestParts<Arc<App>> for Operator {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Fault> {
        with_role(parts, app, Role::Operator).await.map(Operator)
    }
}

/// A token outlives a role, so the role is looked up each time.
async fn with_role(parts: &Parts, app: &App, least: Role) -> Result<Caller, Fault> {
    let caller = with_scope(parts, Scope::Admin)?;
    match access::role(app, &caller.account).await? {
        Some(role) if role >= least => Ok(caller),
        Some(_) | None => {
            Err(Fault::new(Code::Forbidden, format!("This is for people with the role {} or more.", least.word())))
        }
    }
}

/// What a request shows of the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Nothing, or nobody looks: there is no such setting.
    Nothing,
    Right,
    Wrong,
}

pub fn shown(app: &App, headers: &HeaderMap) -> Shown {
    let mut values = headers.get_all(ADMIN_SECRET).iter();
    let (Some(secret), Some(value)) = (&app.config.admin_secret, values.next()) else { return Shown::Nothing };
    // Of hashes, so that nothing is learned of its length either.
    let (kept, said) = (access::token_hash(secret), access::token_hash(&Secret::new(text(value.as_bytes()))));
    match Secret::new(kept).matches(&said) && values.next().is_none() {
        true => Shown::Right,
        false => Shown::Wrong,
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Counts a wrong secret for where it came from. After too many even the right one is not looked at until the minute is
/// over, so that nobody learns from there which one it is.
pub async fn too_many_wrong(app: &App, shown: Shown, address: &str, now: Millis) -> anyhow::Result<Option<Rate>> {
    let bucket = format!("secret:{address}");
    let (rate, most) = match shown {
        Shown::Nothing => return Ok(None),
        Shown::Right => (app.store.requests(&bucket, now).await?, MOST_WRONG - 1),
        Shown::Wrong => (app.store.count_request(&bucket, MOST_WRONG, now).await?, MOST_WRONG),
    };
    if shown == Shown::Wrong && rate.n <= MOST_WRONG {
        warn!(address, "somebody showed a wrong X-Admin-Secret");
    }
    Ok((rate.n > most).then_some(rate))
}

/// Whoever shows the right secret: an account that is no person's, as which everything is counted and recorded.
pub async fn caller(app: &App, now: Millis) -> anyhow::Result<Caller> {
    let account = Account::api_admin();
    let known = (app.store.person(&account, now).await?, app.store.tokenless(&account).await?);
    let (person, token) = match known {
        (Some(person), Some(token)) => (person, token),
        (_, _) => {
            let mut tx = app.store.begin(Durability::PowerCut).await?;
            tx.welcome(&account, None, None, now).await?;
            tx.add_tokenless(&account, now).await?;
            tx.commit().await?;
            let person = app.store.person(&account, now).await?.context("api:admin is nobody")?;
            (person, app.store.tokenless(&account).await?.context("api:admin has no row for what it asks")?)
        }
    };
    let scopes = Scopes::of(vec![Scope::Admin]).context("api:admin may nothing")?;
    // When it was used last says nothing: the acts do.
    let Person { id, standing, has_access, .. } = person;
    Ok(Caller { token, account, person: id, standing, has_access, scopes })
}

//! Who is let in and who is what for others: what the settings say, and what is kept of it. It knows no sentence and
//! changes nothing.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::App;
use crate::config::{Access, Config};
use crate::domain::{Account, Platform, Role};
use crate::secret::Secret;

/// The role that the settings give, whatever anybody does in a chat. Whoever sits at the terminal is the owner of it;
/// whoever shows the secret for admins works on the bots of others, as long as there is one.
pub fn given_role(config: &Config, account: &Account) -> Option<Role> {
    match account.platform {
        Platform::Console => Some(Role::Owner),
        Platform::Api => config.admin_secret.is_some().then_some(Role::Operator),
        Platform::Telegram | Platform::Discord => config.admins.contains(account).then_some(Role::Owner),
    }
}

/// Whether the settings let an account in, without anybody's invitation.
pub fn is_let_in(config: &Config, account: &Account) -> bool {
    let is_listed = match &config.access {
        Access::Open => true,
        Access::Invite => false,
        Access::List(accounts) => accounts.contains(account),
    };
    is_listed || given_role(config, account).is_some()
}

/// What somebody is for others, by the settings or by somebody's word.
pub async fn role(app: &App, account: &Account) -> anyhow::Result<Option<Role>> {
    let person = app.store.person(account, app.now()).await?;
    Ok(person.and_then(|person| person.role).max(given_role(&app.config, account)))
}

/// Everybody who has a role, with the greatest they have. Whom the settings name may not have written yet.
pub async fn roles(app: &App) -> anyhow::Result<BTreeMap<Account, Role>> {
    let kept = app.store.roles().await?.into_iter().map(|kept| (kept.account, kept.role));
    let mut roles: BTreeMap<Account, Role> = kept.collect();
    roles.extend(app.config.admins.iter().map(|owner| (owner.clone(), Role::Owner)));
    Ok(roles)
}

/// Those who have at least this role and have written to us.
pub async fn admins(app: &App, least: Role) -> anyhow::Result<Vec<Account>> {
    let mut admins = Vec::new();
    for (account, role) in roles(app).await? {
        if role >= least && app.store.person(&account, app.now()).await?.is_some() {
            admins.push(account);
        }
    }
    Ok(admins)
}

/// A token has 256 random bits, so a plain hash of it gives nothing away.
pub fn token_hash(token: &Secret) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(token.expose().as_bytes()))
}

//! What admins do about people, granted in the transaction of a turn.

use crate::App;
use crate::chat::flow::{PeopleAnswer, PeopleWish};
use crate::chat::session::grant::hash;
use crate::deploy;
use crate::domain::{Account, Millis};
use crate::quota::DAY;
use crate::store::Tx;

/// How long an invitation may be used.
const INVITE_LASTS: Millis = 7 * DAY;

pub async fn grant(app: &App, tx: &mut Tx, by: &Account, wish: PeopleWish) -> anyhow::Result<PeopleAnswer> {
    Ok(match wish {
        PeopleWish::Invite => {
            let code = deploy::random_word(10)?;
            tx.add_invite(&hash(&code), by, 1, app.now() + INVITE_LASTS).await?;
            PeopleAnswer::Invited { code }
        }
        PeopleWish::SetTier { account, tier } => match tx.locked_person(&app.store, &account).await? {
            Some(person) => {
                tx.set_tier(&person, tier, None).await?;
                PeopleAnswer::TierSet { account, tier }
            }
            None => PeopleAnswer::NoSuchAccount,
        },
    })
}

//! What operators do with broadcasts, granted in the transaction of a turn, and what is looked up about them.

use sha2::{Digest, Sha256};

use crate::App;
use crate::chat::File;
use crate::chat::flow::{BroadcastAnswer, BroadcastLook, BroadcastWish};
use crate::chat::screen::{self, Screen};
use crate::chat::state::{BroadcastDraft, Facts};
use crate::deploy::note::Note;
use crate::domain::act::{Act, ActKind};
use crate::domain::broadcast::{BroadcastState, Content, Report};
use crate::domain::{Account, Id, Millis, Platform, Role};
use crate::messenger::{self, Answers};
use crate::store::{NewBroadcast, Tx, fresh_id};
use crate::text::Msg;

/// So long after a text went out the same one is asked about first.
const SAME_WITHIN: Millis = 600_000;
/// The last ones that are listed.
const LISTED: i64 = 5;
/// Those of whom nobody knows: so many in the message, and so many in a file.
const FEW: usize = 20;
const MANY: i64 = 10_000;

pub async fn grant(app: &App, tx: &mut Tx, facts: &Facts, wish: BroadcastWish) -> anyhow::Result<BroadcastAnswer> {
    Ok(match wish {
        BroadcastWish::News(wanted) => {
            tx.set_news(&facts.account, wanted).await?;
            BroadcastAnswer::News(wanted)
        }
        _ if !facts.is(Role::Operator) => BroadcastAnswer::Pointless,
        BroadcastWish::Count(segment) => BroadcastAnswer::Counted(tx.reach(&segment, app.now()).await?),
        BroadcastWish::Send { draft, expected, anyway } => {
            send(app, tx, &facts.account, &draft, expected, anyway).await?
        }
        BroadcastWish::Set { broadcast, state } => set(app, tx, &facts.account, &broadcast, state).await?,
    })
}

/// The row that whoever confirms a broadcast holds.
const CONFIRMING: &str = "confirming";

async fn send(
    app: &App,
    tx: &mut Tx,
    author: &Account,
    draft: &BroadcastDraft,
    expected: i64,
    anyway: bool,
) -> anyhow::Result<BroadcastAnswer> {
    let now = app.now();
    let mark = mark(&draft.content);
    // Of two who confirm the same text at once, the second is to see the first.
    tx.pace(CONFIRMING, "").await?;
    if let Some((at, total)) = tx.same_broadcast(&mark, now - SAME_WITHIN).await?.filter(|_| !anyway) {
        return Ok(BroadcastAnswer::Same { at, total });
    }
    let reach = tx.reach(&draft.segment, now).await?;
    // People come and go while it is typed; of many, a few more or less are still those that were meant.
    if (reach.total() - expected).abs() > expected / 100 {
        return Ok(BroadcastAnswer::Differs(reach));
    }
    let id = fresh_id();
    let start_at = draft.start_at.unwrap_or(now).max(now);
    let new = NewBroadcast { id: &id, author, content: &draft.content, segment: &draft.segment, mark: &mark, start_at };
    let total = tx.add_broadcast(&new, now).await?;
    tx.record(&Act::new(author, ActKind::Broadcast, title(&draft.content)).to(total), now).await?;
    tell(tx, &id, now).await?;
    Ok(BroadcastAnswer::Begun)
}

async fn set(
    app: &App,
    tx: &mut Tx,
    by: &Account,
    broadcast: &Id,
    state: BroadcastState,
) -> anyhow::Result<BroadcastAnswer> {
    let now = app.now();
    let Some(before) = tx.broadcast(broadcast).await? else { return Ok(BroadcastAnswer::Pointless) };
    if tx.set_broadcast_state(broadcast, state, now).await?.is_none() {
        return Ok(BroadcastAnswer::Pointless);
    }
    let act = Act::new(by, ActKind::Broadcast, title(&before.content)).from(before.state.word()).to(state.word());
    tx.record(&act, now).await?;
    tell(tx, broadcast, now).await?;
    tx.hurry_progress(broadcast, now).await?;
    Ok(BroadcastAnswer::Set(state))
}

/// The message that tells how far it is.
async fn tell(tx: &mut Tx, broadcast: &Id, now: Millis) -> anyhow::Result<()> {
    let Some(known) = tx.broadcast(broadcast).await? else { return Ok(()) };
    let note = Note::Broadcast { report: Report::of(&known, Default::default(), None), is_end: false };
    tx.tell_progress(broadcast, &known.author, &serde_json::to_string(&note)?, None, now).await
}

/// By what the same text is known again, whatever goes with it.
fn mark(content: &Content) -> String {
    let mut hash = Sha256::new();
    for rich in content.texts() {
        hash.update(rich.text.trim());
        hash.update([0]);
    }
    data_encoding::HEXLOWER.encode(&hash.finalize())
}

/// How it is called in the list of what was done.
fn title(content: &Content) -> String {
    content.text.text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(40).collect()
}

pub async fn look(app: &App, account: &Account, look: &BroadcastLook) -> anyhow::Result<Screen> {
    match look {
        BroadcastLook::List => Ok(screen::broadcast::list(&app.store.broadcasts(LISTED).await?)),
        BroadcastLook::Test { content } => test(app, account, content).await,
        BroadcastLook::Unsure { broadcast } => {
            let unsure = app.store.broadcast_unsure(broadcast, "", MANY).await?;
            let named = |(account, name): &(Account, Option<String>)| match name {
                Some(name) => format!("{name} ({account})"),
                None => account.to_string(),
            };
            let names: Vec<String> = unsure.iter().map(named).collect();
            let file = (names.len() > FEW).then(|| File { name: "unsure.txt".into(), content: names.join("\n") });
            Ok(screen::broadcast::unsure(&names, file))
        }
    }
}

/// The real message, the way that all others will get it.
async fn test(app: &App, account: &Account, content: &Content) -> anyhow::Result<Screen> {
    let person = app.store.person(account, app.now()).await?;
    let locale = app.texts.locale(person.as_ref().and_then(|person| person.speaks()));
    let view = screen::broadcast::shown(content, locale);
    let sent = match account.platform {
        Platform::Telegram => messenger::send(app, account, Answers::NOTHING, "", &view).await,
        Platform::Discord => messenger::send_to_many(app, account, fresh_id().as_str(), &view).await,
        Platform::Console | Platform::Api => messenger::send(app, account, Answers::NOTHING, "", &view).await,
    };
    Ok(screen::say(match sent {
        Ok(_) => Msg::TestSent,
        Err(cause) => Msg::TestNotSent { why: cause.to_string().chars().take(200).collect() },
    }))
}

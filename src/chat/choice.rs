//! What a button of ours says when it is pressed, as a short word of a closed alphabet. The word comes back from
//! outside, so it is parsed like any other outside text; whether it may be pressed now is for the flow to say.

mod alerts;
mod fleet;
mod keys;
mod news;
mod press;
mod weight;

use crate::domain::{Account, Channel, Id, Language, Provider, ShareCode, Token, Zone};

pub use alerts::AboutAlerts;
pub use fleet::{FleetChoice, PageAt, PageTurn};
pub use keys::AboutKeys;
pub use news::{NewsPress, SEEN_DAYS};
pub use press::Press;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    // Offered anywhere; pressing them late does no harm.
    New,
    How,
    Bots,
    Help,
    Status(Id),
    /// The same card, in the message that shows it.
    Refresh(Id),
    Logs(Id),
    WholeLog(Id),
    Restart(Id),
    Stop(Id),
    Resume(Id),
    Edit(Id),
    Delete(Id),
    CancelHatch(Id),
    /// Another one like it: by its owner, or by whoever has the code.
    Clone(Id),
    Share(Id),
    EndShare(Id),
    Like(ShareCode),
    /// Lets in the browser that has just asked at its page.
    LetIn(Id),
    /// For admins: removes what has our mark at Railway and no bot.
    RemoveStray(Id),
    /// For admins: somebody's card, and what is done from there.
    User(Account),
    Premium(Account),
    Free(Account),
    Ban(Account),
    Unban(Account),
    /// What happened before this: by admins, or to oneself.
    OlderLog(Id),
    OlderHistory(Id),
    /// The same of all that are known.
    RemoveStrays,
    /// For those who look after all bots.
    Fleet(FleetChoice),
    /// Looks at a bot closely.
    Diagnose(Id),
    /// What was found out about one.
    Diagnosis(Id),
    /// What was found out, newest first, before one of them.
    Diagnoses(Option<Id>),
    /// For admins: what Hatchery watches.
    Alerts(AboutAlerts),
    /// Keys that are kept for several bots.
    Keys(AboutKeys),
    /// Two accounts become one person, as far as this side is concerned.
    Link(Id),
    NoLink(Id),
    Unlink,
    /// Hatch with the bot on Telegram of this id, which was made through us; another token for one that has such a bot.
    UseMade(i64),
    Rotate(Id),
    /// Opens the form again with the answers of a bot that did not hatch.
    Again(Id),
    Language(&'static str),
    Zones,
    Zone(Zone),
    Remind,
    Continue,
    /// The config of a bot.
    Config(Id),
    /// Asks for the setting of this number.
    ConfigSet(Id, u8),
    /// The revisions that are older than this one.
    ConfigHistory(Id, u32),
    Rollback(Id, u32, u32),
    /// About news to many: what a person wants of them, and what an operator does with one.
    NoNews,
    News,
    PauseNews(Id),
    ResumeNews(Id),
    CancelNews(Id),
    UnsureNews(Id),

    // Answers to the question that stands; void once it is answered.
    Back,
    Cancel,
    Leave,
    Blueprint(u8),
    SuggestedName,
    Provider(Provider),
    WhereIsTheKey,
    /// The kept key, for this bot.
    UseKey(Id),
    /// Whether the key is kept for other bots, too.
    KeepKey,
    /// A page on which it is given instead of in the chat.
    PrivatePage,
    AnotherKey,
    TryAgain,
    Anyway,
    Channel(Channel),
    Done,
    Skip,
    TakeOver,
    SwitchOn,
    Hatch,
    Change,
    ChangeName,
    ChangeProvider,
    ChangeKey,
    ChangeChannels,
    EditKey,
    EditModel,
    EditToken(Token),
    EditGuests,
    Model(u8),
    NoGuests,
    Keep,
    /// The value of this number.
    ConfigPick(u8),
    ConfigUsual,
    Broadcast(NewsPress),
}

impl Choice {
    /// True for an answer to one particular question.
    pub fn is_answer(&self) -> bool {
        match self {
            Choice::New
            | Choice::How
            | Choice::Bots
            | Choice::Help
            | Choice::Status(_)
            | Choice::Refresh(_)
            | Choice::Logs(_)
            | Choice::WholeLog(_)
            | Choice::Restart(_)
            | Choice::Stop(_)
            | Choice::Resume(_)
            | Choice::Edit(_)
            | Choice::Delete(_)
            | Choice::CancelHatch(_)
            | Choice::Clone(_)
            | Choice::Share(_)
            | Choice::EndShare(_)
            | Choice::Like(_)
            | Choice::LetIn(_)
            | Choice::RemoveStray(_)
            | Choice::User(_)
            | Choice::Premium(_)
            | Choice::Free(_)
            | Choice::Ban(_)
            | Choice::Unban(_)
            | Choice::OlderLog(_)
            | Choice::OlderHistory(_)
            | Choice::RemoveStrays
            | Choice::Fleet(_)
            | Choice::Diagnose(_)
            | Choice::Diagnosis(_)
            | Choice::Diagnoses(_)
            | Choice::Alerts(_)
            | Choice::Keys(_)
            | Choice::Link(_)
            | Choice::NoLink(_)
            | Choice::Unlink
            | Choice::UseMade(_)
            | Choice::Rotate(_)
            | Choice::Again(_)
            | Choice::Language(_)
            | Choice::Zones
            | Choice::Zone(_)
            | Choice::Remind
            | Choice::Continue
            | Choice::Config(_)
            | Choice::ConfigSet(..)
            | Choice::ConfigHistory(..)
            | Choice::Rollback(..)
            | Choice::NoNews
            | Choice::News
            | Choice::PauseNews(_)
            | Choice::ResumeNews(_)
            | Choice::CancelNews(_)
            | Choice::UnsureNews(_) => false,
            Choice::Back
            | Choice::Cancel
            | Choice::Leave
            | Choice::Blueprint(_)
            | Choice::SuggestedName
            | Choice::Provider(_)
            | Choice::WhereIsTheKey
            | Choice::UseKey(_)
            | Choice::KeepKey
            | Choice::PrivatePage
            | Choice::AnotherKey
            | Choice::TryAgain
            | Choice::Anyway
            | Choice::Channel(_)
            | Choice::Done
            | Choice::Skip
            | Choice::TakeOver
            | Choice::SwitchOn
            | Choice::Hatch
            | Choice::Change
            | Choice::ChangeName
            | Choice::ChangeProvider
            | Choice::ChangeKey
            | Choice::ChangeChannels
            | Choice::EditKey
            | Choice::EditModel
            | Choice::EditToken(_)
            | Choice::EditGuests
            | Choice::Model(_)
            | Choice::NoGuests
            | Choice::Keep
            | Choice::ConfigPick(_)
            | Choice::ConfigUsual
            | Choice::Broadcast(_) => true,
        }
    }

    /// The word without its revision: at most 40 bytes.
    pub fn word(&self) -> String {
        match self {
            Choice::New => "new".into(),
            Choice::How => "how".into(),
            Choice::Bots => "bots".into(),
            Choice::Help => "help".into(),
            Choice::Status(id) => format!("status.{id}"),
            Choice::Refresh(id) => format!("refresh.{id}"),
            Choice::Logs(id) => format!("logs.{id}"),
            Choice::WholeLog(id) => format!("log.{id}"),
            Choice::Restart(id) => format!("restart.{id}"),
            Choice::Stop(id) => format!("stop.{id}"),
            Choice::Resume(id) => format!("resume.{id}"),
            Choice::Edit(id) => format!("edit.{id}"),
            Choice::Delete(id) => format!("delete.{id}"),
            Choice::CancelHatch(id) => format!("unhatch.{id}"),
            Choice::Clone(id) => format!("clone.{id}"),
            Choice::Share(id) => format!("share.{id}"),
            Choice::EndShare(id) => format!("end-share.{id}"),
            Choice::Like(code) => format!("like.{}", code.text()),
            Choice::LetIn(id) => format!("let-in.{id}"),
            Choice::RemoveStray(id) => format!("stray.{id}"),
            Choice::User(account) => format!("user.{account}"),
            Choice::Premium(account) => format!("premium.{account}"),
            Choice::Free(account) => format!("free.{account}"),
            Choice::Ban(account) => format!("ban.{account}"),
            Choice::Unban(account) => format!("unban.{account}"),
            Choice::OlderLog(id) => format!("log-before.{id}"),
            Choice::OlderHistory(id) => format!("before.{id}"),
            Choice::RemoveStrays => "strays".into(),
            Choice::Fleet(choice) => choice.word(),
            Choice::Diagnose(id) => format!("diagnose.{id}"),
            Choice::Diagnosis(id) => format!("diagnosis.{id}"),
            Choice::Diagnoses(None) => "diagnoses".into(),
            Choice::Diagnoses(Some(id)) => format!("diagnoses.{id}"),
            Choice::Alerts(about) => about.word(),
            Choice::Keys(about) => about.word(),
            Choice::Link(id) => format!("link.{id}"),
            Choice::NoLink(id) => format!("no-link.{id}"),
            Choice::Unlink => "unlink".into(),
            Choice::UseMade(child) => format!("made.{child}"),
            Choice::Rotate(id) => format!("rotate.{id}"),
            Choice::Again(id) => format!("again.{id}"),
            Choice::Language(tag) => format!("lang.{tag}"),
            Choice::Zones => "zones".into(),
            // A slash parts a revision from its answer.
            Choice::Zone(zone) => format!("zone.{}", zone.name().replace('/', ".")),
            Choice::Remind => "remind".into(),
            Choice::Continue => "continue".into(),
            Choice::NoNews => "no-news".into(),
            Choice::News => "news".into(),
            Choice::PauseNews(id) => format!("hold.{id}"),
            Choice::ResumeNews(id) => format!("go-on.{id}"),
            Choice::CancelNews(id) => format!("no-more.{id}"),
            Choice::UnsureNews(id) => format!("unsure.{id}"),
            Choice::Back => "back".into(),
            Choice::Cancel => "cancel".into(),
            Choice::Leave => "leave".into(),
            Choice::Blueprint(n) => format!("blueprint.{n}"),
            Choice::SuggestedName => "suggested".into(),
            Choice::Provider(provider) => format!("ai.{}", provider.word()),
            Choice::WhereIsTheKey => "where".into(),
            Choice::UseKey(id) => format!("use.{id}"),
            Choice::KeepKey => "keep-key".into(),
            Choice::PrivatePage => "private".into(),
            Choice::AnotherKey => "another".into(),
            Choice::TryAgain => "retry".into(),
            Choice::Anyway => "anyway".into(),
            Choice::Channel(channel) => format!("channel.{}", channel.word()),
            Choice::Done => "done".into(),
            Choice::Skip => "skip".into(),
            Choice::TakeOver => "takeover".into(),
            Choice::SwitchOn => "switch-on".into(),
            Choice::Hatch => "hatch".into(),
            Choice::Change => "change".into(),
            Choice::ChangeName => "change.name".into(),
            Choice::ChangeProvider => "change.ai".into(),
            Choice::ChangeKey => "change.key".into(),
            Choice::ChangeChannels => "change.channels".into(),
            Choice::EditKey => "edit-key".into(),
            Choice::EditModel => "edit-model".into(),
            Choice::EditToken(token) => format!("edit-token.{}", token.word()),
            Choice::EditGuests => "edit-guests".into(),
            Choice::Model(n) => format!("model.{n}"),
            Choice::NoGuests => "no-guests".into(),
            Choice::Keep => "keep".into(),
            Choice::Config(id) => format!("config.{id}"),
            Choice::ConfigSet(id, n) => format!("set.{id}.{n}"),
            Choice::ConfigHistory(id, revision) => format!("revs.{id}.{revision}"),
            Choice::Rollback(id, revision, seen) => format!("roll.{id}.{revision}-{seen}"),
            Choice::ConfigPick(n) => format!("pick.{n}"),
            Choice::ConfigUsual => "usual".into(),
            Choice::Broadcast(press) => format!("cast.{}", press.word()),
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        let (verb, rest) = word.split_once('.').unwrap_or((word, ""));
        let id = || Id::parse(rest);
        let account = || Account::parse(rest);
        let channel = || Channel::parse(rest);
        let number = || rest.parse::<u8>().ok();
        Some(match (verb, rest) {
            ("new", "") => Choice::New,
            ("how", "") => Choice::How,
            ("bots", "") => Choice::Bots,
            ("help", "") => Choice::Help,
            ("status", _) => Choice::Status(id()?),
            ("refresh", _) => Choice::Refresh(id()?),
            ("logs", _) => Choice::Logs(id()?),
            ("log", _) => Choice::WholeLog(id()?),
            ("restart", _) => Choice::Restart(id()?),
            ("stop", _) => Choice::Stop(id()?),
            ("resume", _) => Choice::Resume(id()?),
            ("edit", _) => Choice::Edit(id()?),
            ("delete", _) => Choice::Delete(id()?),
            ("unhatch", _) => Choice::CancelHatch(id()?),
            ("clone", _) => Choice::Clone(id()?),
            ("share", _) => Choice::Share(id()?),
            ("end-share", _) => Choice::EndShare(id()?),
            ("like", _) => Choice::Like(ShareCode::parse(rest)?),
            ("let-in", _) => Choice::LetIn(id()?),
            ("stray", _) => Choice::RemoveStray(id()?),
            ("user", _) => Choice::User(account()?),
            ("premium", _) => Choice::Premium(account()?),
            ("free", _) => Choice::Free(account()?),
            ("ban", _) => Choice::Ban(account()?),
            ("unban", _) => Choice::Unban(account()?),
            ("log-before", _) => Choice::OlderLog(id()?),
            ("before", _) => Choice::OlderHistory(id()?),
            ("strays", "") => Choice::RemoveStrays,
            ("fl", _) => Choice::Fleet(FleetChoice::parse(rest)?),
            ("diagnose", _) => Choice::Diagnose(id()?),
            ("diagnosis", _) => Choice::Diagnosis(id()?),
            ("diagnoses", "") => Choice::Diagnoses(None),
            ("diagnoses", _) => Choice::Diagnoses(Some(id()?)),
            ("alerts", _) => Choice::Alerts(AboutAlerts::parse(rest)?),
            ("keys", _) => Choice::Keys(AboutKeys::parse(rest)?),
            ("link", _) => Choice::Link(id()?),
            ("no-link", _) => Choice::NoLink(id()?),
            ("unlink", "") => Choice::Unlink,
            ("made", _) => Choice::UseMade(rest.parse().ok()?),
            ("rotate", _) => Choice::Rotate(id()?),
            ("again", _) => Choice::Again(id()?),
            ("lang", tag) => Choice::Language(Language::parse(tag)?.tag()),
            ("zones", "") => Choice::Zones,
            ("zone", name) => Choice::Zone(Zone::named(&name.replace('.', "/"))?),
            ("remind", "") => Choice::Remind,
            ("continue", "") => Choice::Continue,
            ("no-news", "") => Choice::NoNews,
            ("news", "") => Choice::News,
            ("hold", _) => Choice::PauseNews(id()?),
            ("go-on", _) => Choice::ResumeNews(id()?),
            ("no-more", _) => Choice::CancelNews(id()?),
            ("unsure", _) => Choice::UnsureNews(id()?),
            ("back", "") => Choice::Back,
            ("cancel", "") => Choice::Cancel,
            ("leave", "") => Choice::Leave,
            ("blueprint", _) => Choice::Blueprint(number()?),
            ("suggested", "") => Choice::SuggestedName,
            ("ai", _) => Choice::Provider(Provider::parse(rest)?),
            ("where", "") => Choice::WhereIsTheKey,
            ("use", _) => Choice::UseKey(id()?),
            ("keep-key", "") => Choice::KeepKey,
            ("private", "") => Choice::PrivatePage,
            ("another", "") => Choice::AnotherKey,
            ("retry", "") => Choice::TryAgain,
            ("anyway", "") => Choice::Anyway,
            ("channel", _) => Choice::Channel(channel()?),
            ("done", "") => Choice::Done,
            ("skip", "") => Choice::Skip,
            ("takeover", "") => Choice::TakeOver,
            ("switch-on", "") => Choice::SwitchOn,
            ("hatch", "") => Choice::Hatch,
            ("change", "") => Choice::Change,
            ("change", "name") => Choice::ChangeName,
            ("change", "ai") => Choice::ChangeProvider,
            ("change", "key") => Choice::ChangeKey,
            ("change", "channels") => Choice::ChangeChannels,
            ("edit-key", "") => Choice::EditKey,
            ("edit-model", "") => Choice::EditModel,
            ("edit-token", _) => Choice::EditToken(Token::parse(rest)?),
            ("edit-guests", "") => Choice::EditGuests,
            ("model", _) => Choice::Model(number()?),
            ("no-guests", "") => Choice::NoGuests,
            ("keep", "") => Choice::Keep,
            ("config", _) => Choice::Config(id()?),
            ("set", _) => numbered(rest).map(|(id, n)| Choice::ConfigSet(id, n))?,
            ("revs", _) => numbered(rest).map(|(id, n)| Choice::ConfigHistory(id, n))?,
            ("roll", _) => {
                let (back, seen) = rest.split_once('-')?;
                numbered(back).zip(seen.parse().ok()).map(|((id, n), seen)| Choice::Rollback(id, n, seen))?
            }
            ("pick", _) => Choice::ConfigPick(number()?),
            ("usual", "") => Choice::ConfigUsual,
            ("cast", _) => Choice::Broadcast(NewsPress::parse(rest)?),
            _ => return None,
        })
    }
}

/// A bot and a number, with a dot between them.
fn numbered<N: std::str::FromStr>(text: &str) -> Option<(Id, N)> {
    let (id, number) = text.split_once('.')?;
    Some((Id::parse(id)?, number.parse().ok()?))
}

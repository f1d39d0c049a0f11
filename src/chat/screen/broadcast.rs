//! Screens about news to many: what people are shown, what an operator is asked, and how far it is.

use crate::chat::choice::{Choice, NewsPress, SEEN_DAYS};
use crate::chat::screen::{Button, Screen, words};
use crate::chat::state::{BroadcastDraft, BroadcastStep, Facts};
use crate::chat::{Ask, Tone, View};
use crate::domain::broadcast::{Broadcast, BroadcastState, Content, Halt, Reach, Report, Segment};
use crate::domain::{Language, Platform, Tier};
use crate::pace;
use crate::text::{Locale, Moment, Msg, Span};

/// What people are shown, in one language.
pub fn shown(content: &Content, locale: &Locale) -> View {
    message(content, None).view(locale, 0)
}

/// The same for whoever looks at it before: a message for each of its texts.
pub fn previews(content: &Content) -> Vec<Screen> {
    let others = content.others.keys().map(|tag| message(content, Some(tag)));
    std::iter::once(message(content, Some(""))).chain(others).collect()
}

/// Its text is that of the reader's language, or a given one.
fn message(content: &Content, language: Option<&str>) -> Screen {
    let open = |label: &str, address: &str| vec![Button::open(Msg::Plain { text: label.into() }, address.into())];
    let links = content.links.iter().map(|link| open(&link.label, &link.address));
    let screen = links.fold(Screen::new(Vec::new()), Screen::row);
    let screen = screen.row(vec![Button::new(Msg::ButtonNoNews, Choice::NoNews)]);
    Screen { news: Some(Box::new((content.clone(), language.map(str::to_owned)))), ..screen }
}

pub fn ask(draft: &BroadcastDraft, at: &BroadcastStep, facts: &Facts) -> Screen {
    let screen = match at {
        BroadcastStep::AskText(None) => {
            Screen::new(vec![Msg::AskNews, Msg::AskNewsHelp]).asking(Ask::Text, Msg::PromptNews).written()
        }
        BroadcastStep::AskText(Some(tag)) => {
            let language = words::language_name(tag);
            Screen::new(vec![Msg::AskNewsIn { language }, Msg::AskNewsHelp])
                .asking(Ask::Text, Msg::PromptNews)
                .written()
        }
        BroadcastStep::Menu => menu(draft),
        BroadcastStep::AskPicture => {
            let none = draft.content.picture.as_ref().map(|_| press(Msg::ButtonNoPicture, NewsPress::NoPicture));
            Screen::new(vec![Msg::AskPicture])
                .row(none.into_iter().collect())
                .asking(Ask::Text, Msg::PromptNews)
                .written()
        }
        BroadcastStep::AskLinks => {
            let has_some = !draft.content.links.is_empty();
            let none = has_some.then(|| press(Msg::ButtonNoLinks, NewsPress::NoLinks));
            Screen::new(vec![Msg::AskLinks])
                .row(none.into_iter().collect())
                .asking(Ask::Text, Msg::PromptNews)
                .written()
        }
        BroadcastStep::AskWhom => whom(&draft.segment),
        BroadcastStep::AskWhen => Screen::new(vec![Msg::AskWhen { zone: facts.zone }, when(draft)])
            .row(vec![press(Msg::ButtonNewsNow, NewsPress::Now)])
            .asking(Ask::Text, Msg::PromptWhen),
        BroadcastStep::Review { reach } => return review(draft, reach),
        BroadcastStep::Same { at, total, .. } => {
            Screen::new(vec![Msg::NewsSame { ago: Span(facts.now - at), total: *total }])
                .row(vec![press(Msg::ButtonNewsAnyway, NewsPress::Anyway)])
                .asking(Ask::Text, Msg::PromptChoose)
        }
    };
    let is_first = draft.content.text.text.is_empty();
    let back = (!is_first).then(|| Button::new(Msg::ButtonBack, Choice::Back));
    screen.row(back.into_iter().chain([Button::new(Msg::ButtonCancel, Choice::Cancel)]).collect())
}

fn press(label: Msg, press: NewsPress) -> Button {
    Button::new(label, Choice::Broadcast(press))
}

fn menu(draft: &BroadcastDraft) -> Screen {
    let text_in = |language: &Language| {
        let label = Msg::ButtonNewsIn { language: language.name().into() };
        let is_written = draft.content.others.contains_key(language.tag());
        press(picked(label, is_written), NewsPress::TextIn(language.tag()))
    };
    let others: Vec<Language> = Language::ALL.into_iter().filter(|it| *it != Language::English).collect();
    let picture = picked(Msg::ButtonNewsPicture, draft.content.picture.is_some());
    let links = picked(Msg::ButtonNewsLinks, !draft.content.links.is_empty());
    let screen = Screen::new(vec![Msg::NewsMenu, meant(&draft.segment), when(draft)])
        .row(vec![press(Msg::ButtonNewsReview, NewsPress::Review)])
        .row(vec![press(Msg::ButtonNewsText, NewsPress::Text)]);
    let row = |screen: Screen, pair: &[Language]| screen.row(pair.iter().map(text_in).collect());
    others
        .chunks(2)
        .fold(screen, row)
        .row(vec![press(picture, NewsPress::Picture), press(links, NewsPress::Links)])
        .row(vec![press(Msg::ButtonNewsWhom, NewsPress::Whom), press(Msg::ButtonNewsWhen, NewsPress::When)])
        .asking(Ask::Text, Msg::PromptChoose)
}

fn picked(label: Msg, is_picked: bool) -> Msg {
    if is_picked { Msg::Picked { what: Box::new(label) } } else { label }
}

fn when(draft: &BroadcastDraft) -> Msg {
    draft.start_at.map_or(Msg::NewsNow, |at| Msg::NewsAt { at: Moment(at) })
}

/// Whom it is for, in one line.
fn meant(segment: &Segment) -> Msg {
    let parts = [
        segment.platform.map(|platform| Msg::NewsOn { platform: title(platform).into() }),
        segment.tier.map(|tier| Msg::NewsOfTier { tier: tier.word().into() }),
        segment.language.as_deref().map(|tag| Msg::NewsSpeaking { language: words::language_name(tag) }),
        segment.has_live_bot.then_some(Msg::NewsLive),
        segment.seen_days.map(|days| Msg::NewsSeen { days: i64::from(days) }),
    ];
    let join = |first: Msg, second: Msg| Msg::Joined { first: Box::new(first), second: Box::new(second) };
    parts.into_iter().flatten().fold(Msg::NewsForAll, join)
}

fn title(platform: Platform) -> &'static str {
    match platform {
        Platform::Telegram => "Telegram",
        Platform::Discord => "Discord",
        Platform::Console => "Terminal",
        Platform::Api => "API",
    }
}

fn whom(segment: &Segment) -> Screen {
    let choose = |label: Msg, is_picked: bool, it: NewsPress| press(picked(label, is_picked), it);
    let on = |platform: Option<Platform>| {
        let label = platform.map_or(Msg::ButtonEverywhere, |it| Msg::Plain { text: title(it).into() });
        choose(label, segment.platform == platform, NewsPress::On(platform))
    };
    let tier = |tier: Option<Tier>| {
        let label = tier.map_or(Msg::ButtonEveryTier, |it| Msg::Plain { text: it.word().into() });
        choose(label, segment.tier == tier, NewsPress::OfTier(tier))
    };
    let speaks = |tag: Option<&'static str>| {
        let label = tag.map_or(Msg::ButtonEveryLanguage, |it| Msg::Plain { text: words::language_name(it) });
        choose(label, segment.language.as_deref() == tag, NewsPress::Speaking(tag))
    };
    let seen = |days: Option<u8>| {
        let label = days.map_or(Msg::ButtonSeenAny, |it| Msg::ButtonSeen { days: i64::from(it) });
        choose(label, segment.seen_days == days, NewsPress::Seen(days))
    };
    let live = choose(Msg::ButtonLiveBot, segment.has_live_bot, NewsPress::LiveBot);
    let screen = Screen::new(vec![Msg::AskWhom, meant(segment)])
        .row([None, Some(Platform::Telegram), Some(Platform::Discord)].map(on).into())
        .row([None, Some(Tier::Free), Some(Tier::Premium)].map(tier).into())
        .row(vec![speaks(None)]);
    let row = |screen: Screen, some: &[Language]| screen.row(some.iter().map(|it| speaks(Some(it.tag()))).collect());
    Language::ALL
        .chunks(3)
        .fold(screen, row)
        .row(std::iter::once(None).chain(SEEN_DAYS.map(Some)).map(seen).collect())
        .row(vec![live])
        .asking(Ask::Text, Msg::PromptChoose)
}

/// The last look before it is sent.
fn review(draft: &BroadcastDraft, reach: &Reach) -> Screen {
    let total = reach.total();
    let mut lines = Vec::new();
    if total > 0 {
        let took = Span(pace::seconds_for(reach.telegram, reach.discord) * 1000);
        lines.push(Msg::NewsReview { total, telegram: reach.telegram, discord: reach.discord, took });
        lines.extend(draft.start_at.map(|at| Msg::NewsAt { at: Moment(at) }));
        lines.push(Msg::NewsWrite { word: send_word(total) });
    } else {
        lines.push(Msg::NewsNobody);
    }
    Screen::new(lines)
        .row(vec![press(Msg::ButtonNewsTest, NewsPress::Test)])
        .row(vec![Button::new(Msg::ButtonChange, Choice::Change), Button::new(Msg::ButtonCancel, Choice::Cancel)])
        .asking(Ask::Text, Msg::PromptCount)
        .written()
}

/// What a button of the console message did.
pub fn set(state: BroadcastState) -> Screen {
    Screen::new(vec![match state {
        BroadcastState::Paused => Msg::NewsIsPaused,
        BroadcastState::Cancelled => Msg::NewsIsCancelled,
        BroadcastState::Scheduled | BroadcastState::Sending | BroadcastState::Done => Msg::NewsGoesOn,
    }])
}

/// How far it is; at its end, in a message of its own.
pub fn report(report: &Report, is_end: bool) -> Screen {
    let tally = &report.tally;
    let head = match (report.state, is_end) {
        (BroadcastState::Scheduled, _) => Msg::NewsScheduled { total: tally.total, at: Moment(report.start_at) },
        (BroadcastState::Sending, _) => Msg::NewsSending { sent: tally.sent, total: tally.total },
        (BroadcastState::Paused, _) => Msg::NewsPaused { sent: tally.sent, total: tally.total },
        (BroadcastState::Cancelled, _) => Msg::NewsCancelled { sent: tally.sent, total: tally.total },
        (BroadcastState::Done, _) => {
            let took = Span(report.ended_at.unwrap_or(report.start_at) - report.start_at);
            Msg::NewsDone { sent: tally.sent, total: tally.total, took }
        }
    };
    let mut lines = vec![head];
    lines.extend(numbers(report));
    let halted = report.stopped.iter().map(|(platform, why)| halt(*platform, *why));
    lines.extend(halted);
    let screen = lines_with_buttons(lines, report);
    let tone = match (report.state, is_end) {
        (BroadcastState::Sending, _) => Tone::Busy,
        (BroadcastState::Done, true) => Tone::Good,
        (BroadcastState::Paused, true) => Tone::Bad,
        _ => Tone::Plain,
    };
    Screen { tone, ..screen }
}

fn numbers(report: &Report) -> Vec<Msg> {
    let tally = &report.tally;
    let mut lines = Vec::new();
    let left = tally.left();
    if left > 0 {
        lines.push(match report.rate.filter(|rate| *rate > 0) {
            Some(rate) => {
                let rate_now = format!("{}.{}", rate / 100, rate / 10 % 10);
                Msg::NewsLeftAt { n: left, rate: rate_now, takes: Span(left * 100_000 / rate) }
            }
            None => Msg::NewsLeft { n: left },
        });
    }
    let counted = [
        (tally.blocked, Msg::NewsBlocked { n: tally.blocked }),
        (tally.skipped, Msg::NewsSkipped { n: tally.skipped }),
        (tally.perhaps, Msg::NewsPerhaps { n: tally.perhaps }),
    ];
    lines.extend(counted.into_iter().filter(|(n, _)| *n > 0).map(|(_, line)| line));
    let cause = |(cause, n): (&String, &i64)| Msg::NewsFailed { n: *n, cause: cause.chars().take(120).collect() };
    lines.extend(report.causes.iter().take(5).map(cause));
    lines
}

fn halt(platform: Platform, why: Halt) -> Msg {
    let platform = title(platform).to_owned();
    match why {
        Halt::Refusals => Msg::HaltRefusals { platform },
        Halt::TooFast => Msg::HaltTooFast { platform },
        Halt::Message => Msg::HaltMessage { platform },
    }
}

fn lines_with_buttons(lines: Vec<Msg>, report: &Report) -> Screen {
    let id = || report.id.clone();
    let cancel = || Button::new(Msg::ButtonCancelNews, Choice::CancelNews(id()));
    let row = match report.state {
        BroadcastState::Scheduled => vec![cancel()],
        BroadcastState::Sending => vec![Button::new(Msg::ButtonPauseNews, Choice::PauseNews(id())), cancel()],
        BroadcastState::Paused => vec![Button::new(Msg::ButtonResumeNews, Choice::ResumeNews(id())), cancel()],
        BroadcastState::Cancelled | BroadcastState::Done => Vec::new(),
    };
    let unsure = (report.tally.perhaps > 0).then(|| Button::new(Msg::ButtonUnsureNews, Choice::UnsureNews(id())));
    Screen::new(lines).row(row).row(unsure.into_iter().collect())
}

/// The last broadcasts, and what can be done with the one that is open.
pub fn list(broadcasts: &[Broadcast]) -> Screen {
    if broadcasts.is_empty() {
        return Screen::new(vec![Msg::NoBroadcasts]);
    }
    let line = |it: &Broadcast| Msg::BroadcastLine {
        at: Moment(it.start_at),
        text: it.content.text.text.chars().map(|c| if c == '\n' { ' ' } else { c }).take(40).collect(),
        state: Box::new(state(it.state)),
        sent: it.tally.sent,
        total: it.tally.total,
    };
    let open = broadcasts.iter().find(|it| it.ended_at.is_none()).or(broadcasts.first());
    let lines = broadcasts.iter().map(line).collect();
    match open {
        Some(open) => lines_with_buttons(lines, &Report::of(open, Default::default(), None)),
        None => Screen::new(lines),
    }
}

fn state(state: BroadcastState) -> Msg {
    match state {
        BroadcastState::Scheduled => Msg::StateScheduled,
        BroadcastState::Sending => Msg::StateSending,
        BroadcastState::Paused => Msg::StatePaused,
        BroadcastState::Cancelled => Msg::StateCancelled,
        BroadcastState::Done => Msg::StateDone,
    }
}

/// Those of whom nobody knows whether they have it.
pub fn unsure(names: &[String], file: Option<crate::chat::File>) -> Screen {
    let n = names.len() as i64;
    let lines = match (n, &file) {
        (0, _) => vec![Msg::NobodyUnsure],
        (_, Some(_)) => vec![Msg::UnsureHead { n }],
        (_, None) => std::iter::once(Msg::UnsureHead { n })
            .chain(names.iter().map(|it| Msg::Plain { text: it.clone() }))
            .collect(),
    };
    Screen { file, ..Screen::new(lines) }
}

/// What somebody is written of by itself.
pub fn notifications(wants_news: bool) -> Screen {
    let news_line = if wants_news { Msg::NewsAreOn } else { Msg::NewsAreOff };
    Screen::new(vec![Msg::NotificationsHead, news_line]).row(vec![switch(wants_news)])
}

/// What was changed about that.
pub fn news(wanted: bool) -> Screen {
    Screen::new(vec![if wanted { Msg::NewsOnNow } else { Msg::NewsOffNow }]).row(vec![switch(wanted)])
}

fn switch(wants_news: bool) -> Button {
    match wants_news {
        true => Button::new(Msg::ButtonNoNews, Choice::NoNews),
        false => Button::new(Msg::ButtonNews, Choice::News),
    }
}

/// What confirms a broadcast to so many. A small number alone picks a button where buttons are numbered.
pub fn send_word(total: i64) -> String {
    if total < 10 { format!("send {total}") } else { total.to_string() }
}

//! The conversation as a rule: whatever happens wherever, somebody is told something, nobody is trapped, and a void
//! button changes nothing.

mod beside;
mod cards;
mod fleet;
mod forms;
mod handover;
mod keys;
mod languages;
mod managed;
mod roles;
mod sentences;
mod topics;

use std::collections::BTreeMap;
use std::sync::Arc;

use hatchery::chat::choice::{AboutKeys, Choice, FleetChoice, Press};
use hatchery::chat::command::{Command, Verb};
use hatchery::chat::flow::{AccessWish, Effect, Event, Finding, FleetWish, PeopleWish, Turn, Wish, step};
use hatchery::chat::screen;
use hatchery::chat::state::{
    Bot, Bulk, ConfigQuestion, Confirm, Draft, EditStep, Facts, GivenKey, GivenToken, HatchStep, KeyStep, KeysStep,
    Offer, Session, Setting, Standing, State, TokenStep, Topics,
};
use hatchery::domain::config::{Declared, Kind, Patch, Which, Wording};
use hatchery::domain::managed::{Child, NoToken};
use hatchery::domain::stored_key::{Kept, KeyWord};
use hatchery::domain::{
    Account, BotConfig, Channel, Deed, Id, Language, Limits, Name, OperationKind, Presence, Presences, Provider, Role,
    Status, TargetKind, Tier, Token, TokenFinding, Used, Zone,
};
use hatchery::provider::{Verdict, default_model};
use hatchery::secret::Secret;
use hatchery::text::Catalogue;

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

fn facts() -> Facts {
    Facts {
        now: 1_000_000_000,
        fresh: id(250),
        account: Account::telegram(42),
        language_chosen: false,
        zone: Zone::UTC,
        role: None,
        tier_until: None,
        limits_until: None,
        bar: None,
        wants_news: true,
        may_deploy: true,
        tier: Tier::Free,
        limits: Limits { hour: 2, day: 10, live: 5 },
        used: Used { live: 1, deploys: vec![999_999_000] },
        bots: vec![bot("old", 1, Status::Running)],
        keys: Vec::new(),
        offers: Arc::new(vec![Offer {
            id: "hatchling".into(),
            title: "Hatchling".into(),
            providers: Provider::ALL.to_vec(),
            channels: Channel::ALL.to_vec(),
            memory_mb: 64,
            takes_guests: true,
            ..Offer::none()
        }]),
        target: TargetKind::Local,
        has_private_page: true,
        maker: None,
        made: Vec::new(),
        topics: Topics::default(),
    }
}

fn bot(called: &str, n: u8, status: Status) -> Bot {
    Bot {
        id: id(n),
        owner: Account::telegram(42),
        name: name(called),
        blueprint: "hatchling".into(),
        provider: Provider::Anthropic,
        model: None,
        key_tail: Some("…1234".into()),
        channels: vec![Channel::Web, Channel::Telegram],
        presences: Presences::from([(Channel::Telegram, called_on_telegram("@old_bot"))]),
        stored_key: None,
        guests: Vec::new(),
        status,
        since: 0,
        problem: None,
        busy: None,
        web: None,
        knows_browsers: false,
        cost: None,
        unknown_since: None,
        claim: None,
        target: TargetKind::Local,
    }
}

fn key() -> GivenKey {
    let secret = Secret::new("sk-ant-HATCHTEST-0000000000");
    GivenKey { secret, tail: "…0000".into(), standing: Standing::Checked, kept: Kept::Not }
}

fn token() -> GivenToken {
    let secret = Secret::new(format!("123456789:{}", "A".repeat(35)));
    GivenToken { secret, tail: "…AAAA".into(), presence: called_on_telegram("@nest_bot"), is_checked: true }
}

fn called_on_telegram(handle: &str) -> Presence {
    Presence { handle: Some(handle.into()), ..Presence::default() }
}

fn draft() -> Draft {
    Draft {
        blueprint: Some("hatchling".into()),
        name: Some(name("nest")),
        provider: Some(Provider::Anthropic),
        key: Some(key()),
        channels: vec![Channel::Web, Channel::Telegram],
        channels_done: true,
        tokens: BTreeMap::from([(Token::Telegram, token())]),
        owners: BTreeMap::new(),
        made: None,
        ahead: Vec::new(),
        like: None,
        config: BotConfig::default(),
        reached: None,
    }
}

fn child() -> Child {
    Child { id: 7_000_000_001, username: "nest_bot".into() }
}

/// Every question there is.
fn questions() -> Vec<State> {
    let webhook = TokenFinding::Webhook { handle: "@x".into(), host: "example.com".into() };
    let key_steps = || {
        vec![
            KeyStep::Ask,
            KeyStep::Checking { check: id(7), key: key() },
            KeyStep::Problem { key: key(), verdict: Verdict::BadKey },
            KeyStep::Problem { key: key(), verdict: Verdict::NoCredit },
            KeyStep::Problem { key: key(), verdict: Verdict::Unreachable },
        ]
    };
    let token_steps = || {
        vec![
            TokenStep::Ask,
            TokenStep::Checking { check: id(8), token: token() },
            TokenStep::Problem { token: token(), finding: webhook.clone() },
            TokenStep::Problem { token: token(), finding: TokenFinding::CannotRead(called_on_telegram("nest")) },
            TokenStep::Problem { token: token(), finding: TokenFinding::CannotSwitch(called_on_telegram("nest")) },
            TokenStep::Problem { token: token(), finding: TokenFinding::Lacks(vec!["chat:write".into()]) },
            TokenStep::Problem { token: token(), finding: TokenFinding::NoSocketMode },
            TokenStep::Problem { token: token(), finding: TokenFinding::Expires },
            TokenStep::Problem { token: token(), finding: TokenFinding::NotABot },
            TokenStep::Problem { token: token(), finding: TokenFinding::Closed },
            TokenStep::Problem { token: token(), finding: TokenFinding::InUse },
            TokenStep::Problem { token: token(), finding: TokenFinding::Unreachable },
            TokenStep::Fetching { check: id(9), child: child() },
            TokenStep::NoToken { child: child(), why: NoToken::Refused },
            TokenStep::NoToken { child: child(), why: NoToken::Unreachable },
            TokenStep::NoToken { child: child(), why: NoToken::InUse },
        ]
    };
    let mut hatch = vec![HatchStep::AskBlueprint, HatchStep::AskName, HatchStep::AskProvider];
    hatch.extend(key_steps().into_iter().map(HatchStep::Key));
    hatch.push(HatchStep::AskChannels);
    for kind in Token::ALL {
        hatch.extend(token_steps().into_iter().map(|step| HatchStep::Token(*kind, step)));
    }
    let tokened = Channel::ALL.iter().filter(|channel| !channel.tokens().is_empty());
    hatch.extend(tokened.map(|channel| HatchStep::AskOwner(*channel)));
    hatch.extend([HatchStep::Review, HatchStep::Change]);
    let mut edit = vec![EditStep::Menu, EditStep::Model, EditStep::Guests];
    edit.extend(key_steps().into_iter().map(EditStep::Key));
    for kind in Token::ALL {
        edit.extend(token_steps().into_iter().map(|step| EditStep::Token(*kind, step)));
    }
    let mut states: Vec<State> = hatch.into_iter().map(|at| State::Hatch(Box::new(draft()), at)).collect();
    states.extend(edit.into_iter().map(|step| State::Edit { bot: id(1), provider: Provider::Anthropic, step }));
    states.extend([Confirm::Delete { bot: id(1) }, Confirm::Forget, bulk()].map(State::Confirm));
    states.extend(settings().into_iter().map(|setting| {
        let (bot, called, now) = (id(1), "old".to_owned(), Some("low".to_owned()));
        State::Configure(Box::new(ConfigQuestion { bot, called, onto: 7, setting, now }))
    }));
    states.push(State::Keys(KeysStep::AskProvider));
    for replaces in [None, Some(id(30))] {
        let key = |step| State::Keys(KeysStep::Key { provider: Provider::Anthropic, replaces: replaces.clone(), step });
        states.extend(key_steps().into_iter().map(key));
    }
    let to = Command { verb: Verb::Delete, rest: "old".into() };
    let stay = Box::new(State::Hatch(Box::new(draft()), HatchStep::AskName));
    states.push(State::Leaving { to, stay });
    states
}

/// Whatever can be set about a bot.
fn settings() -> Vec<Setting> {
    let words: Wording = serde_json::from_value(serde_json::json!({ "en": "It", "es": "Eso" })).expect("words");
    let declared = |name: &str, kind| {
        let (title, meaning) = (words.clone(), words.clone());
        Setting::Option(Declared { name: name.into(), title, meaning, kind, usual: None })
    };
    vec![
        Setting::Model,
        Setting::Guests,
        declared("persona", Kind::Text { most: 40 }),
        declared("memory", Kind::Number { from: 1, to: 20 }),
        declared("depth", Kind::Choice { choices: vec!["low".into(), "high".into()] }),
        declared("steps", Kind::YesNo),
    ]
}

fn bulk() -> Confirm {
    let patch = Patch::parse("{\"options\":{\"memory\":3}}").expect("a patch");
    let (which, seen) = (Which::default(), vec![(id(1), 7), (id(2), 1)]);
    Confirm::Bulk(Box::new(Bulk { which, patch, seen, beyond: 0, same: 1 }))
}

fn at(state: State) -> Session {
    Session { state, revision: 5, topic: None }
}

fn command(verb: Verb, rest: &str) -> Event {
    Event::Command(Command { verb, rest: rest.into() })
}

fn text(said: &str) -> Event {
    Event::Text(Secret::new(said))
}

fn press(choice: Choice, revision: i64) -> Event {
    Event::Press(Press { choice, revision: Some(revision) })
}

fn choices() -> Vec<Choice> {
    let mut choices = vec![
        Choice::New,
        Choice::How,
        Choice::Bots,
        Choice::Help,
        Choice::Status(id(1)),
        Choice::Refresh(id(1)),
        Choice::Logs(id(1)),
        Choice::WholeLog(id(1)),
        Choice::Restart(id(1)),
        Choice::Stop(id(1)),
        Choice::Resume(id(1)),
        Choice::Edit(id(1)),
        Choice::Delete(id(1)),
        Choice::CancelHatch(id(1)),
        Choice::LetIn(id(1)),
        Choice::LetIn(id(99)),
        Choice::RemoveStray(id(99)),
        Choice::User(Account::telegram(1)),
        Choice::Premium(Account::telegram(1)),
        Choice::Free(Account::telegram(1)),
        Choice::Ban(Account::telegram(1)),
        Choice::Unban(Account::telegram(1)),
        Choice::OlderLog(id(99)),
        Choice::OlderHistory(id(99)),
        Choice::RemoveStrays,
        Choice::Fleet(FleetChoice::Overview),
        Choice::Fleet(FleetChoice::Card(id(1))),
        Choice::Fleet(FleetChoice::Do(Deed::Stop, id(99))),
        Choice::Fleet(FleetChoice::Go(id(99))),
        Choice::Diagnose(id(1)),
        Choice::Diagnose(id(99)),
        Choice::Diagnosis(id(99)),
        Choice::Diagnoses(None),
        Choice::Keys(AboutKeys::List),
        Choice::Keys(AboutKeys::Add),
        Choice::Keys(AboutKeys::Card(id(99))),
        Choice::Keys(AboutKeys::Replace(id(99))),
        Choice::Keys(AboutKeys::Delete(id(99))),
        Choice::Keys(AboutKeys::KeepOf(id(99))),
        Choice::Keys(AboutKeys::UseOf(id(99))),
        Choice::Keys(AboutKeys::Say(id(99), KeyWord::Back)),
        Choice::UseMade(7),
        Choice::Rotate(id(1)),
        Choice::Again(id(2)),
        Choice::Language("es"),
        Choice::Zones,
        Choice::Zone(Zone::UTC),
        Choice::Remind,
        Choice::Continue,
        Choice::Status(id(99)),
        Choice::Delete(id(99)),
        Choice::Config(id(1)),
        Choice::Config(id(99)),
        Choice::ConfigSet(id(1), 0),
        Choice::ConfigHistory(id(1), 7),
        Choice::Rollback(id(1), 3, 4),
    ];
    choices.extend([
        Choice::Back,
        Choice::Cancel,
        Choice::Leave,
        Choice::Blueprint(0),
        Choice::Blueprint(9),
        Choice::SuggestedName,
        Choice::Provider(Provider::Gemini),
        Choice::WhereIsTheKey,
        Choice::PrivatePage,
        Choice::AnotherKey,
        Choice::UseKey(id(99)),
        Choice::KeepKey,
        Choice::TryAgain,
        Choice::Anyway,
        Choice::Channel(Channel::Telegram),
        Choice::Done,
        Choice::Skip,
        Choice::TakeOver,
        Choice::SwitchOn,
        Choice::Hatch,
        Choice::Change,
        Choice::ChangeName,
        Choice::ChangeProvider,
        Choice::ChangeKey,
        Choice::ChangeChannels,
        Choice::EditKey,
        Choice::EditModel,
        Choice::EditToken(Token::Telegram),
        Choice::EditToken(Token::SlackApp),
        Choice::EditGuests,
        Choice::Model(0),
        Choice::Model(99),
        Choice::NoGuests,
        Choice::Keep,
        Choice::ConfigPick(1),
        Choice::ConfigPick(99),
        Choice::ConfigUsual,
    ]);
    choices
}

/// Somebody is told something now, or by what the turn sets going.
fn says_something(turn: &Turn) -> bool {
    let is_looked_up = |effect: &Effect| matches!(effect, Effect::Look(_));
    !turn.screens.is_empty() || turn.wish.is_some() || turn.effects.iter().any(is_looked_up)
}

#[test]
fn nothing_anybody_does_anywhere_is_met_with_silence() {
    let mut places = questions();
    places.push(State::Idle);
    let long = "x".repeat(10_000);
    let said = ["", " ", "nest", "two\nlines", "🥚", "\u{202e}abc", "${{X.Y}}", "sk-or-HATCHTEST-00000000000", &long];
    for state in places {
        let mut events: Vec<Event> = Verb::ALL.iter().map(|verb| command(*verb, "")).collect();
        events.extend(Verb::ALL.iter().map(|verb| command(*verb, "old")));
        events.extend(said.iter().map(|said| text(said)));
        events.extend(choices().into_iter().map(|choice| press(choice, 5)));
        events.extend([
            Event::NoText,
            Event::Unknown { nearest: Some(Verb::Deploy), holds_secret: true },
            Event::Unknown { nearest: None, holds_secret: false },
        ]);
        for event in events {
            let turn = step(at(state.clone()), event.clone(), &facts());
            assert!(says_something(&turn), "{event:?} at {state:?}");
        }
    }
}

#[test]
fn a_button_of_an_older_question_changes_nothing() {
    for state in questions() {
        for choice in choices().into_iter().filter(Choice::is_answer) {
            let turn = step(at(state.clone()), press(choice.clone(), 4), &facts());
            assert_eq!(turn.session.revision, 5, "{choice:?} at {state:?}");
            assert!(turn.wish.is_none() && turn.effects.is_empty(), "{choice:?} at {state:?}");
        }
    }
}

#[test]
fn cancel_ends_every_question_and_back_never_traps() {
    for state in questions() {
        let turn = step(at(state.clone()), command(Verb::Cancel, ""), &facts());
        let is_out = turn.session.state.is_idle() || matches!(state, State::Leaving { .. });
        assert!(is_out, "cancel at {state:?}");

        let mut session = at(state.clone());
        for _ in 0..20 {
            let revision = session.revision;
            session = step(session, press(Choice::Back, revision), &facts()).session;
        }
        let has_a_way_back = !matches!(state, State::Confirm(_) | State::Leaving { .. });
        assert!(session.state.is_idle() || !has_a_way_back, "back at {state:?}");
    }
}

#[test]
fn a_look_aside_leaves_the_question_as_it_was() {
    for state in questions() {
        for verb in [Verb::Status, Verb::Help, Verb::Quota, Verb::Language] {
            let turn = step(at(state.clone()), command(verb, ""), &facts());
            assert_eq!(turn.session.revision, 5, "/{} at {state:?}", verb.word());
            assert!(!turn.session.state.is_idle(), "/{} at {state:?}", verb.word());
        }
    }
}

#[test]
fn whatever_is_typed_where_a_secret_is_asked_for_is_removed_from_the_chat() {
    for state in questions().into_iter().filter(State::expects_secret) {
        for said in ["no key at all", "sk-ant-HATCHTEST-1111111111", "🥚"] {
            let turn = step(at(state.clone()), text(said), &facts());
            assert!(matches!(turn.effects.first(), Some(Effect::DeleteMessage)), "{said} at {state:?}");
        }
    }
    let turn = step(at(State::Idle), text("here: sk-ant-HATCHTEST-1111111111"), &facts());
    assert!(matches!(turn.effects.as_slice(), [Effect::DeleteMessage]));
}

#[test]
fn a_late_verdict_changes_nothing() {
    for state in questions() {
        let finding = Finding::Key(Verdict::Ok);
        let turn = step(at(state.clone()), Event::Checked { check: id(66), finding }, &facts());
        assert_eq!(turn.session.revision, 5, "{state:?}");
        assert!(turn.screens.is_empty() && turn.wish.is_none(), "{state:?}");
    }
}

#[test]
fn one_sentence_names_everything_and_only_the_rest_is_asked() {
    let turn = step(at(State::Idle), command(Verb::Deploy, "nest anthropic web"), &facts());
    let State::Hatch(draft, HatchStep::Key(KeyStep::Ask)) = &turn.session.state else {
        panic!("{:?}", turn.session.state)
    };
    assert_eq!(draft.name, Some(name("nest")));
    assert_eq!(draft.provider, Some(Provider::Anthropic));
    let turn = step(at(State::Idle), command(Verb::Deploy, "My Nest claude telegram web"), &facts());
    let State::Hatch(draft, _) = &turn.session.state else { panic!("{:?}", turn.session.state) };
    assert_eq!(draft.name, Some(name("My Nest")));
    assert_eq!(draft.channels, [Channel::Web, Channel::Telegram]);
    let turn = step(at(State::Idle), command(Verb::Deploy, "nest echo web"), &facts());
    assert!(matches!(turn.session.state, State::Hatch(_, HatchStep::Review)));
}

#[test]
fn a_taken_name_is_answered_with_a_free_one() {
    let asking = at(State::Hatch(Box::default(), HatchStep::AskName));
    let facts = facts();
    let mut asking = asking;
    if let State::Hatch(draft, _) = &mut asking.state {
        draft.blueprint = Some("hatchling".into());
    }
    let turn = step(asking, text("OLD"), &facts);
    let revision = turn.session.revision;
    let turn = step(turn.session, press(Choice::SuggestedName, revision), &facts);
    let State::Hatch(draft, _) = &turn.session.state else { panic!("{:?}", turn.session.state) };
    assert_eq!(draft.name, Some(name("OLD-2")));
}

#[test]
fn nothing_is_deployed_without_the_last_look() {
    for state in questions() {
        let is_review = matches!(state, State::Hatch(_, HatchStep::Review));
        for choice in choices() {
            let turn = step(at(state.clone()), press(choice.clone(), 5), &facts());
            let deploys = matches!(turn.wish, Some(Wish::Deploy(_)));
            assert_eq!(deploys, is_review && choice == Choice::Hatch, "{choice:?} at {state:?}");
        }
    }
}

#[test]
fn only_the_typed_name_deletes() {
    let asking = || at(State::Confirm(Confirm::Delete { bot: id(1) }));
    for said in ["yes", "ol", "olds", "/old", ""] {
        let turn = step(asking(), text(said), &facts());
        assert!(turn.wish.is_none(), "{said}");
    }
    let turn = step(asking(), text(" OLD "), &facts());
    assert!(matches!(turn.wish, Some(Wish::Operate { kind: OperationKind::Delete, .. })));
}

#[test]
fn a_bot_is_deleted_by_its_name_whatever_letters_that_has() {
    for called in ["ｎｅｓｔ", "nest²", "Straße", "Łódź-ﬁ"] {
        let facts = Facts { bots: vec![bot(called, 1, Status::Running)], ..facts() };
        let turn = step(at(State::Confirm(Confirm::Delete { bot: id(1) })), text(called), &facts);
        assert!(matches!(turn.wish, Some(Wish::Operate { kind: OperationKind::Delete, .. })), "{called}");
    }
}

#[test]
fn admin_commands_do_not_exist_for_others() {
    let admin = Facts { role: Some(Role::Owner), ..facts() };
    for verb in Verb::ALL.iter().copied().filter(|verb| verb.is_for_admins()) {
        let turn = step(at(State::Idle), command(verb, "telegram:1 premium"), &facts());
        assert!(turn.wish.is_none() && turn.effects.is_empty(), "/{}", verb.word());
    }
    let turn = step(at(State::Idle), press(Choice::RemoveStray(id(1)), 0), &facts());
    assert!(turn.wish.is_none() && turn.effects.is_empty());
    let turn = step(at(State::Idle), press(Choice::RemoveStray(id(1)), 0), &admin);
    assert!(matches!(turn.wish, Some(Wish::Fleet(FleetWish::AskToRemove { stray: Some(_) }))));
}

#[test]
fn a_token_or_a_code_is_revoked_by_its_end_or_by_the_whole_of_it() {
    let operator = Facts { role: Some(Role::Operator), ..facts() };
    for said in ["ab12", "…ab12", "hatch_0123456789aaaaaaaaaaaaaaaaaaab12"] {
        let turn = step(at(State::Idle), command(Verb::Token, &format!("revoke {said}")), &operator);
        let Some(Wish::Access(AccessWish::Revoke { tail })) = &turn.wish else { panic!("{said}: {turn:?}") };
        assert_eq!(tail, "ab12", "{said}");
    }
    for said in ["ab12", "ABCDEFGH2345AB12"] {
        let turn = step(at(State::Idle), command(Verb::Invite, &format!("revoke {said}")), &operator);
        let Some(Wish::People(PeopleWish::RevokeInvite { tail })) = &turn.wish else { panic!("{said}: {turn:?}") };
        assert_eq!(tail, "ab12", "{said}");
    }
}

#[test]
fn the_last_look_names_the_deploys_that_the_day_leaves_where_the_hour_would_leave_more() {
    let today = Used { live: 1, deploys: (2..11).map(|hours| facts().now - hours * 3_600_000).collect() };
    let facts = Facts { used: today, ..facts() };
    let review = State::Hatch(Box::new(draft()), HatchStep::Review);
    let view = screen::of(&review, &facts).expect("a question").view(Catalogue::read().expect("it").locale(None), 0);
    assert!(view.text.contains("and 0 deploys left this hour"), "{}", view.text);
}

#[test]
fn without_access_nothing_can_be_deployed_and_only_a_code_is_tried() {
    let stranger = Facts { may_deploy: false, bots: Vec::new(), ..facts() };
    for event in [command(Verb::Deploy, "nest echo web"), press(Choice::New, 0), text("let me in")] {
        let turn = step(at(State::Idle), event.clone(), &stranger);
        assert!(turn.wish.is_none() && turn.session.state.is_idle(), "{event:?}");
    }
    let review = at(State::Hatch(Box::new(draft()), HatchStep::Review));
    assert!(step(review, press(Choice::Hatch, 5), &stranger).wish.is_none(), "access was lost on the way");
    for bots in [Vec::new(), facts().bots] {
        let turn = step(at(State::Idle), text("abcdefghijklmnop"), &Facts { bots, ..stranger.clone() });
        assert!(matches!(turn.wish, Some(Wish::Redeem { .. })));
    }
}

#[test]
fn every_question_fits_both_platforms_in_every_language() {
    let texts = Catalogue::read().expect("the languages");
    for locale in texts.all() {
        for state in questions() {
            let screen = screen::of(&state, &facts()).expect("a question");
            let view = screen.view(locale, i64::MAX);
            assert!(view.text.chars().count() <= 1_024, "{} {state:?}", locale.tag());
            assert!(!view.prompt.is_empty(), "{} {state:?}", locale.tag());
            for key in view.rows.iter().flatten() {
                assert!((1..=40).contains(&key.label.chars().count()), "{} {:?}", locale.tag(), key.label);
            }
        }
    }
}

#[test]
fn the_default_model_is_among_the_offered_ones() {
    for provider in Provider::ALL.iter().filter(|provider| provider.needs_key()) {
        assert!(hatchery::provider::known_models(*provider).contains(&default_model(*provider)), "{provider:?}");
    }
}

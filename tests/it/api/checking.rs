//! What comes by the API was checked by nobody, so the work begins with that: what is refused ends it before anything is
//! made, what is good says who the bot is, and whoever cannot be asked stops nothing.

use std::time::Duration;

use hatchery::deploy::note::{Left, Note, Why};
use hatchery::deploy::run;
use hatchery::domain::{Channel, Id, Provider, Stage, Status, TargetKind};
use hatchery::quota::FREE_REFUSALS;
use hatchery::store::{Instance, SecretKind};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::Row;

use super::{BOTS, DEPLOY, Served, ada, served_with};
use crate::fakes::discord::FakeDiscord;
use crate::fakes::providers::{Behaviour, FakeProviders, On};
use crate::fakes::slack::{FakeSlack, Holder};
use crate::fakes::telegram::{Bot, FakeTelegram};
use crate::store::connect;
use crate::world::{KEY, OTHER_KEY};

const SCOPES: &str = "app_mentions:read,chat:write,im:history,channels:history";

struct Outside {
    telegram: FakeTelegram,
    providers: FakeProviders,
    slack: FakeSlack,
    discord: FakeDiscord,
    nest: Bot,
}

/// The same on each database, in front of neighbours that know one key and one token.
async fn with_outside(test: impl AsyncFn(&Served, &Outside)) {
    let Some(telegram) = FakeTelegram::start().await else { return };
    let Some(discord) = FakeDiscord::start().await else { return };
    let (providers, slack) = (FakeProviders::start().await, FakeSlack::start().await);
    providers.knows(Provider::Anthropic, KEY);
    let outside = Outside { nest: telegram.bot("nest_bot"), telegram, providers, slack, discord };
    let anthropic = outside.providers.origins().anthropic;
    let settings = [
        ("ANTHROPIC_API_URL", anthropic.as_str()),
        ("TELEGRAM_API_URL", outside.telegram.origin()),
        ("DISCORD_API_URL", outside.discord.origin()),
        ("SLACK_API_URL", outside.slack.origin()),
    ];
    served_with(&settings, async |served| test(served, &outside).await).await;
}

fn wish(key: &str, token: &str) -> Value {
    json!({ "name": "nest", "aiProvider": "anthropic", "apiKey": key, "channels": { "telegram": { "botToken": token } } })
}

async fn asked_for(served: &Served, token: &str, wish: &Value) -> Id {
    let answer = served.post(DEPLOY, token, wish).await;
    assert_eq!((answer.status, &answer.body["instance"]["status"]), (201, &json!("pending")), "{}", answer.body);
    Id::parse(answer.body["instance"]["id"].as_str().expect("an id")).expect("an id")
}

/// One stage of whatever is under way.
async fn works(served: &Served) -> Stage {
    let held = served.hatchery.claim().await;
    run::work(&served.hatchery.app, &held).await.expect("carried out and recorded");
    held.stage
}

async fn bot(served: &Served, id: &Id) -> Instance {
    served.hatchery.store().instance(id).await.expect("read").expect("there")
}

async fn results(served: &Served) -> Vec<Note> {
    let mut connection = connect(served.hatchery.app.config.database_url.expose()).await;
    let sql = "SELECT note FROM outbox WHERE operation_id IS NULL ORDER BY created_at, id";
    let rows = sqlx::query(sql).fetch_all(&mut connection).await.expect("the outbox is read");
    rows.iter().map(|row| serde_json::from_str(row.try_get("note").expect("a note")).expect("a note")).collect()
}

#[tokio::test]
async fn what_is_refused_ends_the_deploy_before_anything_is_made() {
    with_outside(async |served, outside| {
        let token = served.full(&ada()).await;
        let good = &outside.nest.token;
        let bad = "987654321:AAHATCHTESTtokenTOKENtokenTOKENtoken";
        let taken = outside.telegram.bot("taken_bot");
        let hook = format!("{}/bot{}/setWebhook", outside.telegram.origin(), taken.token);
        let set = served.client.post(hook).json(&json!({ "url": "https://example.com/hook" })).send().await;
        assert!(set.expect("an answer").status().is_success());
        for (n, (wish, why, code)) in [
            (wish(OTHER_KEY, good), Why::KeyRefused, "INVALID_API_KEY"),
            (wish(KEY, bad), Why::TokenRefused, "INVALID_BOT_TOKEN"),
            (wish(KEY, &taken.token), Why::TokenTaken(Channel::Telegram), "CONFLICT"),
        ]
        .into_iter()
        .enumerate()
        {
            let id = asked_for(served, &token, &wish).await;
            assert_eq!(works(served).await, Stage::Check);
            let it = bot(served, &id).await;
            assert_eq!((it.status, it.is_live, it.port, it.remote), (Status::Failed, false, None, None), "{why:?}");
            let answer = served.get(&format!("{BOTS}/{id}"), &token).await.body;
            assert_eq!(answer["instance"]["status"], json!("failed"));
            let message = answer["instance"]["errorMessage"].as_str().expect("a message");
            assert!(message.starts_with("It could not be brought up: "), "{message}");
            let last = answer["logs"].as_array().and_then(|logs| logs.last()).expect("an event");
            assert_eq!((&last["eventType"], &last["code"]), (&json!("deploy.failed"), &json!(code)));
            assert!(last["message"].as_str().expect("a message").ends_with(&message[28..]), "{last}");
            // The chat hears it, too; and nothing was made, so nothing is counted.
            let told = results(served).await;
            assert_eq!(told.len(), n + 1);
            let is_told =
                matches!(told.last(), Some(Note::Undone { why: told, quota_returned: true, .. }) if *told == why);
            assert!(is_told, "{told:?}");
            let open = "SELECT COUNT(*) FROM operations WHERE ended_at IS NULL";
            assert_eq!(served.hatchery.count(open).await, 0);
            assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM secrets WHERE fingerprint IS NOT NULL").await, 0);
        }
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM steps WHERE stage <> 'check'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_the_first_look_refuses_is_given_back_a_few_times_an_hour_and_no_more() {
    with_outside(async |served, outside| {
        let app = &served.hatchery.app;
        app.stop_clock(app.now());
        let (token, person) = (served.full(&ada()).await, served.hatchery.person(&ada()).await);
        for n in 1..=FREE_REFUSALS + 2 {
            asked_for(served, &token, &wish(OTHER_KEY, &outside.nest.token)).await;

            assert_eq!(works(served).await, Stage::Check);
            let counted = n.saturating_sub(FREE_REFUSALS) as usize;
            assert_eq!(served.hatchery.deploys(&person).await, counted, "{n}");
            let told = results(served).await;
            assert!(
                matches!(told.last(), Some(Note::Undone { quota_returned, .. }) if *quota_returned == (counted == 0))
            );
            app.move_clock(Duration::from_secs(1));
        }
        // An hour later it is as at first.
        app.move_clock(Duration::from_secs(3_600));
        asked_for(served, &token, &wish(OTHER_KEY, &outside.nest.token)).await;
        assert_eq!(works(served).await, Stage::Check);
        assert!(matches!(results(served).await.last(), Some(Note::Undone { quota_returned: true, .. })));
    })
    .await;
}

#[tokio::test]
async fn who_the_bot_is_is_known_when_it_was_checked_and_nothing_is_asked_twice() {
    with_outside(async |served, outside| {
        let token = served.full(&ada()).await;
        let id = asked_for(served, &token, &wish(KEY, &outside.nest.token)).await;
        assert_eq!(works(served).await, Stage::Check);
        let it = bot(served, &id).await;
        let presence = &it.presences[&Channel::Telegram];
        assert_eq!((presence.handle.as_deref(), presence.owner.as_deref()), (Some("@nest_bot"), Some("1042")));
        assert_eq!(it.status, Status::Deploying);
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM secrets WHERE unchecked = 1").await, 0);
        assert_eq!(works(served).await, Stage::Place);
        // What the chat had checked begins with its place.
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM operations WHERE checks = 1").await, 1);
    })
    .await;
}

#[tokio::test]
async fn who_cannot_be_asked_stops_nothing() {
    with_outside(async |served, outside| {
        outside.providers.behaves(KEY, On::Look, Behaviour::empty(529));
        let app = &served.hatchery.app;
        app.stop_clock(app.now());
        let token = served.full(&ada()).await;
        let id = asked_for(served, &token, &wish(KEY, &outside.nest.token)).await;
        let (began, mut asked) = (app.now(), 0);
        while bot(served, &id).await.status == Status::Pending {
            assert_eq!(works(served).await, Stage::Check);
            let unchecked = served.hatchery.count("SELECT COUNT(*) FROM secrets WHERE unchecked = 1").await;
            asked += 1;
            assert_eq!(unchecked, i64::from(bot(served, &id).await.status == Status::Pending), "of key and token");
            app.move_clock(Duration::from_secs(10));
        }
        assert_eq!((asked, app.now() - began), (13, 130_000));
        assert_eq!(works(served).await, Stage::Place);
        assert_eq!(bot(served, &id).await.target, TargetKind::Local);
        outside.providers.behaves(KEY, On::Look, Behaviour::Usual);
    })
    .await;
}

#[tokio::test]
async fn a_key_or_token_that_is_changed_is_checked_before_the_bot_is_touched() {
    with_outside(async |served, outside| {
        let token = served.full(&ada()).await;
        let id = asked_for(served, &token, &wish(KEY, &outside.nest.token)).await;
        assert_eq!(works(served).await, Stage::Check);
        runs(served, &id).await;
        let path = format!("{BOTS}/{id}");
        let patch = async |body: Value| {
            let request = served.request(Method::PATCH, &path, &token).json(&body);
            served.ask(request, Method::PATCH, &path).await
        };
        for (body, code) in [
            (json!({ "apiKey": OTHER_KEY }), "INVALID_API_KEY"),
            (json!({ "telegramBotToken": "987654321:AAHATCHTESTtokenTOKENtokenTOKENtoken" }), "INVALID_BOT_TOKEN"),
        ] {
            assert_eq!(patch(body).await.code(), (400, code));
        }
        assert!(served.hatchery.store().unchecked_secrets(&bot(served, &id).await.id).await.expect("read").is_empty());
        // Nothing took the place of what was good.
        assert_eq!(served.post(&format!("{path}/restart"), &token, &json!({})).await.status, 202);
        assert_eq!(works(served).await, Stage::Stop);
        runs(served, &id).await;
        assert_eq!(patch(json!({ "apiKey": KEY })).await.status, 202);
        assert_eq!(works(served).await, Stage::Stop);
        runs(served, &id).await;
        let other = outside.telegram.bot("other_bot");
        assert_eq!(patch(json!({ "telegramBotToken": other.token })).await.status, 202);
        assert_eq!(bot(served, &id).await.presences[&Channel::Telegram].handle.as_deref(), Some("@other_bot"));
        assert_eq!(works(served).await, Stage::Stop);
    })
    .await;
}

#[tokio::test]
async fn keys_that_were_found_somewhere_cannot_be_tried_by_changing_a_bot() {
    with_outside(async |served, outside| {
        let token = served.full(&ada()).await;
        let id = asked_for(served, &token, &wish(KEY, &outside.nest.token)).await;
        assert_eq!(works(served).await, Stage::Check);
        runs(served, &id).await;
        let path = format!("{BOTS}/{id}");
        let patch = async || {
            let request = served.request(Method::PATCH, &path, &token).json(&json!({ "apiKey": OTHER_KEY }));
            let before = outside.providers.calls().len();
            let answer = served.ask(request, Method::PATCH, &path).await;
            let code = answer.body["code"].as_str().expect("a code").to_owned();
            (answer.status, code, outside.providers.calls().len() > before)
        };
        for _ in 0..10 {
            assert_eq!(patch().await, (400, "INVALID_API_KEY".into(), true));
        }
        assert_eq!(patch().await, (429, "RATE_LIMITED".into(), false));
        served.hatchery.app.move_clock(Duration::from_secs(61));
        let url = served.hatchery.app.config.database_url.expose();
        crate::store::sql(url, "UPDATE persons SET banned = 1").await;
        assert_eq!(patch().await, (403, "FORBIDDEN".into(), false));
        crate::store::sql(url, "UPDATE persons SET banned = 0").await;
        crate::store::sql(url, "UPDATE instances SET live = 0").await;
        assert_eq!(patch().await, (400, "NOT_DEPLOYED".into(), false));
        crate::store::sql(url, "UPDATE instances SET live = 1").await;
        assert_eq!(patch().await, (400, "INVALID_API_KEY".into(), true));
    })
    .await;
}

#[tokio::test]
async fn what_nobody_could_check_and_is_refused_gives_its_place_back_to_what_was_good() {
    with_outside(async |served, outside| {
        let (token, app) = (served.full(&ada()).await, &served.hatchery.app);
        let id = asked_for(served, &token, &wish(KEY, &outside.nest.token)).await;
        assert_eq!(works(served).await, Stage::Check);
        runs(served, &id).await;
        let path = format!("{BOTS}/{id}");
        outside.providers.behaves(OTHER_KEY, On::Look, Behaviour::empty(529));
        let request = served.request(Method::PATCH, &path, &token).json(&json!({ "apiKey": OTHER_KEY }));
        assert_eq!(served.ask(request, Method::PATCH, &path).await.status, 202);
        let key = async || {
            let it = bot(served, &id).await;
            let kept = served.hatchery.store().secret(&app.sealer, &id, &it.owner, SecretKind::ProviderKey).await;
            kept.expect("it opens").expect("a key")
        };
        assert!(key().await.matches(OTHER_KEY));
        outside.providers.behaves(OTHER_KEY, On::Look, Behaviour::Usual);
        assert_eq!(works(served).await, Stage::Check);
        assert!(key().await.matches(KEY), "the good one is back");
        assert!(served.hatchery.store().unchecked_secrets(&id).await.expect("read").is_empty());
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM secrets WHERE before IS NOT NULL").await, 0);
        // The bot was not touched, so nothing has to be brought to it.
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM operations WHERE ended_at IS NULL").await, 0);
        let told = results(served).await;
        let Some(Note::NotDone { why: Why::KeyRefused, left: Left::AsItWas, back: Some(back), .. }) = told.last()
        else {
            panic!("{told:?}")
        };
        assert_eq!((back.tails.as_str(), back.is_brought), ("…good", false));
        let events = served.get(&path, &token).await.body["logs"].clone();
        let of: Vec<_> = events.as_array().expect("events").iter().rev().take(2).collect();
        let failed = of.iter().find(|event| event["eventType"] == "update.failed").expect("the end of the change");
        assert_eq!(failed["code"], json!("INVALID_API_KEY"));
        assert!(of.iter().any(|event| event["eventType"] == "edit"), "{of:?}");
    })
    .await;
}

#[tokio::test]
async fn tokens_of_every_channel_of_a_bot_can_be_changed_one_at_a_time() {
    with_outside(async |served, outside| {
        let token = served.full(&ada()).await;
        let id = asked_for(served, &token, &wish(KEY, &outside.nest.token)).await;
        runs(served, &id).await;
        let path = format!("{BOTS}/{id}");
        let patch = async |body: Value| {
            let request = served.request(Method::PATCH, &path, &token).json(&body);
            served.ask(request, Method::PATCH, &path).await
        };
        let nest = outside.discord.application("Nest");
        // Put together here, so that no scanner takes them for real ones.
        let xoxb = ["xoxb", "100000000001", "200000000002", "HATCHTEST000000000000000"].join("-");
        let xapp = ["xapp", "1", "AHATCHTEST", "3000000000003", &"0".repeat(64)].join("-");
        assert_eq!(patch(json!({ "discordBotToken": nest.token })).await.code(), (400, "BAD_REQUEST"));
        assert_eq!(patch(json!({ "slackBotToken": xoxb })).await.code(), (400, "BAD_REQUEST"));
        // This blueprint has neither, but what is known of a bot is what counts.
        let url = served.hatchery.app.config.database_url.expose();
        crate::store::sql(url, "UPDATE instances SET channels = '[\"telegram\",\"discord\",\"slack\"]'").await;
        for body in [
            json!({ "discordBotToken": nest.token, "slackBotToken": xoxb }),
            json!({ "slackBotToken": xoxb, "slackAppToken": xapp }),
            json!({ "discordBotToken": nest.token, "apiKey": KEY }),
            json!({ "discordBotToken": null }),
        ] {
            assert_eq!(patch(body).await.code(), (400, "BAD_REQUEST"));
        }
        for body in [
            json!({ "discordBotToken": "HATCHTEST" }),
            json!({ "slackBotToken": xapp }),
            json!({ "slackAppToken": xoxb }),
        ] {
            assert_eq!(patch(body).await.code(), (400, "INVALID_BOT_TOKEN"));
        }
        outside.slack.knows(&xoxb, Holder::Bot { name: "nest", team: "Birds", scopes: SCOPES, expires_in: None });
        outside.slack.knows(&xapp, Holder::App { scopes: "connections:write", has_socket_mode: true });
        for (body, channel, handle) in [
            (json!({ "discordBotToken": nest.token }), Channel::Discord, "Nest"),
            (json!({ "slackBotToken": xoxb }), Channel::Slack, "nest (Birds)"),
            (json!({ "slackAppToken": xapp }), Channel::Slack, "nest (Birds)"),
        ] {
            let answer = patch(body).await;
            assert_eq!(answer.status, 202, "{}", answer.body);
            assert_eq!(bot(served, &id).await.presences[&channel].handle.as_deref(), Some(handle));
            runs(served, &id).await;
        }
    })
    .await;
}

/// As if its first deploy had come to its end.
async fn runs(served: &Served, id: &Id) {
    let url = served.hatchery.app.config.database_url.expose();
    crate::store::sql(url, "UPDATE operations SET state = 'done', ended_at = created_at WHERE ended_at IS NULL").await;
    crate::store::sql(url, &format!("UPDATE instances SET status = 'running' WHERE id = '{id}'")).await;
}

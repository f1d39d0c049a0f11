//! Slack: whose a bot's token is and what it may do, and whether its app may listen.

use expect_test::expect;
use hatchery::domain::key::{parse_slack_app_token, parse_slack_bot_token};
use hatchery::preflight::slack::{Found, NEEDED_SCOPES, Opens, Refusal, look, opens};
use hatchery::provider::client;
use hatchery::secret::Secret;
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{patient, troubles};
use crate::fakes::providers::Behaviour;
use crate::fakes::slack::{FakeSlack, Holder, TICKET};

const SCOPES: &str = "app_mentions:read,chat:write,im:history,channels:history";

// Put together here, so that no scanner takes them for real ones.

fn bot_token() -> String {
    ["xoxb", "100000000001", "200000000002", "HATCHTEST000000000000000"].join("-")
}

fn app_token() -> String {
    ["xapp", "1", "AHATCHTEST", "3000000000003", &"0".repeat(64)].join("-")
}

fn bot_secret() -> Secret {
    parse_slack_bot_token(&bot_token()).expect("the shape of a bot's token")
}

fn app_secret() -> Secret {
    parse_slack_app_token(&app_token()).expect("the shape of an app's token")
}

fn bot(scopes: &'static str) -> Holder {
    Holder::Bot { name: "nest", team: "Hen House", scopes, expires_in: None }
}

fn app() -> Holder {
    Holder::App { scopes: "connections:write", has_socket_mode: true }
}

async fn fake() -> FakeSlack {
    let fake = FakeSlack::start().await;
    fake.knows(&bot_token(), bot(SCOPES));
    fake.knows(&app_token(), app());
    fake
}

async fn found(fake: &FakeSlack) -> Found {
    let found = look(&client().expect("a client"), fake.origin(), &bot_secret()).await;
    shows_no_token(&found);
    found
}

async fn opened(fake: &FakeSlack) -> Opens {
    let opened = opens(&client().expect("a client"), fake.origin(), &app_secret()).await;
    shows_no_token(&opened);
    opened
}

fn shows_no_token(result: &impl std::fmt::Debug) {
    let printed = format!("{result:?}");
    assert!(!printed.contains("HATCHTEST"), "{printed}");
}

fn no(word: &str) -> Behaviour {
    Behaviour::json(200, json!({ "ok": false, "error": word }))
}

fn scopes(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test]
async fn a_good_pair_of_tokens_takes_one_call_each() {
    let fake = fake().await;
    let url = Some("https://hatchtest.slack.com".to_owned());
    assert_eq!(found(&fake).await, Found::Good { bot: "nest".into(), team: "Hen House".into(), url });
    assert_eq!(opened(&fake).await, Opens::Yes);
    assert_eq!(fake.calls(), ["auth.test", "apps.connections.open"]);
    assert_eq!(fake.tickets(), 1);
}

#[tokio::test]
async fn a_token_of_another_kind_is_told_from_a_bots() {
    let fake = fake().await;
    for (holder, finding, opening) in [
        (Holder::Person { name: "ada" }, Found::NotABot, Opens::Refused),
        (app(), Found::NotABot, Opens::Yes),
        (bot(SCOPES), found(&fake).await, Opens::Refused),
        (
            Holder::Bot { name: "nest", team: "Hen House", scopes: SCOPES, expires_in: Some(43_200) },
            Found::Expires,
            Opens::Refused,
        ),
        (Holder::App { scopes: "authorizations:read", has_socket_mode: true }, Found::NotABot, Opens::MissingScope),
        (Holder::App { scopes: "connections:write", has_socket_mode: false }, Found::NotABot, Opens::NoSocketMode),
    ] {
        fake.knows(&bot_token(), holder.clone());
        fake.knows(&app_token(), holder.clone());
        assert_eq!(found(&fake).await, finding, "{holder:?}");
        assert_eq!(opened(&fake).await, opening, "{holder:?}");
    }
}

#[tokio::test]
async fn a_bot_that_lacks_scopes_is_told_which() {
    let fake = fake().await;
    for (granted, missing) in [
        ("", scopes(&NEEDED_SCOPES)),
        ("chat:write", scopes(&["app_mentions:read", "im:history"])),
        ("chat:write.public, app_mentions:read, im:history", scopes(&["chat:write"])),
    ] {
        fake.knows(&bot_token(), bot(granted));
        assert_eq!(found(&fake).await, Found::MissingScopes(missing), "{granted}");
    }
    let lack = |needed: Value| Behaviour::json(200, json!({ "ok": false, "error": "missing_scope", "needed": needed }));
    fake.answers_next(lack(json!("users:read,team:read")));
    assert_eq!(found(&fake).await, Found::MissingScopes(scopes(&["users:read", "team:read"])));
    for unnamed in [Value::Null, json!(""), json!(format!("a:b{}", bot_token()))] {
        fake.answers_next(lack(unnamed));
        assert_eq!(found(&fake).await, Found::MissingScopes(scopes(&NEEDED_SCOPES)));
    }
}

#[tokio::test]
async fn scopes_that_slack_does_not_list_are_not_held_against_a_bot() {
    let fake = fake().await;
    let told = json!({ "ok": true, "user": "nest", "team": "Hen House", "bot_id": "B0" });
    fake.answers_next(Behaviour::json(200, told));
    assert_eq!(found(&fake).await, Found::Good { bot: "nest".into(), team: "Hen House".into(), url: None });
}

#[tokio::test]
async fn every_word_of_slack_has_its_meaning() {
    let fake = fake().await;
    let mut table = String::new();
    for word in [
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "user_removed_from_team",
        "token_expired",
        "not_allowed_token_type",
        "no_permission",
        "access_denied",
        "accesslimited",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "forbidden_team",
        "org_login_required",
        "team_access_not_granted",
        "team_disabled",
        "two_factor_setup_required",
        "link_disabled",
        "socket_mode_not_enabled",
        "fatal_error",
        "internal_error",
        "rate_limited",
        "ratelimited",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "a_word_of_tomorrow",
    ] {
        fake.answers_next(no(word));
        fake.answers_next(no(word));
        table.push_str(&format!("{word}: {:?}, {:?}\n", found(&fake).await, opened(&fake).await));
    }
    expect![[r#"
        invalid_auth: Refused(NotKnown), Refused
        not_authed: Refused(NotKnown), Refused
        account_inactive: Refused(Removed), Refused
        token_revoked: Refused(Removed), Refused
        user_removed_from_team: Refused(Removed), Refused
        token_expired: Expires, Refused
        not_allowed_token_type: NotABot, Refused
        no_permission: Refused(Closed), Refused
        access_denied: Refused(Closed), Refused
        accesslimited: Refused(Closed), Refused
        ekm_access_denied: Refused(Closed), Refused
        enterprise_is_restricted: Refused(Closed), Refused
        forbidden_team: Refused(Closed), Refused
        org_login_required: Refused(Closed), Refused
        team_access_not_granted: Refused(Closed), Refused
        team_disabled: Refused(Closed), Refused
        two_factor_setup_required: Refused(Closed), Refused
        link_disabled: Refused(Other), NoSocketMode
        socket_mode_not_enabled: Refused(Other), NoSocketMode
        fatal_error: Unreachable, Unreachable
        internal_error: Unreachable, Unreachable
        rate_limited: Unreachable, Unreachable
        ratelimited: Unreachable, Unreachable
        request_timeout: Unreachable, Unreachable
        service_unavailable: Unreachable, Unreachable
        team_added_to_org: Unreachable, Unreachable
        a_word_of_tomorrow: Refused(Other), Refused
    "#]]
    .assert_eq(&table);
    assert_eq!(fake.tickets(), 0);
}

#[tokio::test]
async fn a_token_that_died_since_is_refused() {
    let fake = fake().await;
    for (word, refusal) in [("token_revoked", Refusal::Removed), ("account_inactive", Refusal::Removed)] {
        fake.knows(&bot_token(), Holder::Nobody(word));
        fake.knows(&app_token(), Holder::Nobody(word));
        assert_eq!(found(&fake).await, Found::Refused(refusal), "{word}");
        assert_eq!(opened(&fake).await, Opens::Refused, "{word}");
    }
    let fake = FakeSlack::start().await;
    assert_eq!(found(&fake).await, Found::Refused(Refusal::NotKnown));
    assert_eq!(opened(&fake).await, Opens::Refused);
}

#[tokio::test]
async fn no_trouble_is_held_against_the_tokens() {
    let own = [
        ("a limit in words", Behaviour::json(429, json!({ "ok": false, "error": "ratelimited" }))),
        ("an error in words", Behaviour::json(500, json!({ "ok": false, "error": "invalid_auth" }))),
        ("yes with a wrong status", Behaviour::json(503, json!({ "ok": true, "url": "wss://x", "user": "x" }))),
        ("no as a text", Behaviour::json(200, json!({ "ok": "false", "error": "invalid_auth" }))),
        ("a reason that is no word", Behaviour::json(200, json!({ "ok": false, "error": 7 }))),
        ("a place that is no text", Behaviour::json(200, json!({ "ok": true, "url": 7, "user": 7 }))),
    ];
    for (name, behaviour) in troubles().into_iter().chain(own) {
        let fake = fake().await;
        fake.answers_next(behaviour.clone());
        fake.answers_next(behaviour);
        assert_eq!(found(&fake).await, Found::Unreachable, "{name}");
        assert_eq!(opened(&fake).await, Opens::Unreachable, "{name}");
        assert_eq!(fake.calls().len(), 2, "one call each: {name}");
    }
}

#[tokio::test]
async fn a_slack_that_is_away_is_unreachable() {
    let gone = fake().await;
    let origin = gone.origin().to_owned();
    drop(gone);
    let http = client().expect("a client");
    assert_eq!(look(&http, &origin, &bot_secret()).await, Found::Unreachable);
    assert_eq!(opens(&http, &origin, &app_secret()).await, Opens::Unreachable);
}

#[tokio::test(start_paused = true)]
async fn a_silent_slack_is_given_up_after_ten_seconds() {
    let fake = fake().await;
    for turn in 1..=2 {
        fake.answers_next(Behaviour::Stall);
        let start = Instant::now();
        match turn {
            1 => assert_eq!(look(&patient(), fake.origin(), &bot_secret()).await, Found::Unreachable),
            _ => assert_eq!(opens(&patient(), fake.origin(), &app_secret()).await, Opens::Unreachable),
        }
        assert_eq!(start.elapsed().as_secs(), 10);
    }
}

#[tokio::test]
async fn names_and_addresses_are_fit_to_be_shown() {
    let fake = fake().await;
    for (url, shown) in [
        ("https://me:HATCHTEST@hatch.slack.com/x?ticket=HATCHTEST", Some("https://hatch.slack.com".to_owned())),
        ("javascript:alert(1)", None),
        ("not an address", None),
    ] {
        let told = json!({ "ok": true, "user": bot_token(), "team": "Hen\nHouse", "bot_id": "B0", "url": url });
        fake.answers_next(Behaviour::json(200, told));
        let good = Found::Good { bot: "…0000".into(), team: "HenHouse".into(), url: shown };
        assert_eq!(found(&fake).await, good, "{url}");
    }
}

#[tokio::test]
async fn the_fake_refuses_what_slack_refuses() {
    let fake = fake().await;
    let http = client().expect("a client");
    let post = |method: &str| http.post(format!("{}/api/{method}", fake.origin()));
    let by = |request: RequestBuilder, token: String| request.bearer_auth(token);
    let form = |field: &str| [(field.to_owned(), app_token())];
    for (name, request, answer) in [
        ("a good look", by(post("auth.test"), bot_token()), "ok"),
        ("a good place", by(post("apps.connections.open"), app_token()), "ok"),
        ("no token", post("auth.test"), "not_authed"),
        ("a bare token", post("auth.test").header("authorization", bot_token()), "invalid_auth"),
        ("somebody's token", by(post("auth.test"), "HATCHTEST".into()), "invalid_auth"),
        ("a bot that listens", by(post("apps.connections.open"), bot_token()), "not_allowed_token_type"),
        ("an app that speaks", by(post("auth.test"), app_token()), "not_allowed_token_type"),
        ("a token in the body", post("apps.connections.open").form(&form("token")), "invalid_arguments"),
        ("a token in the address", post("auth.test").query(&form("token")), "invalid_arguments"),
        ("an argument", by(post("auth.test"), bot_token()).form(&form("x")), "invalid_arguments"),
        ("another method", by(post("api.test"), bot_token()), "unknown_method"),
        ("a look by GET", by(http.get(format!("{}/api/auth.test", fake.origin())), bot_token()), "insecure_request"),
    ] {
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), 200, "{name}");
        let body: Value = response.json().await.expect("JSON");
        assert_eq!(body["error"].as_str().unwrap_or("ok"), answer, "{name}");
        assert_eq!(body["url"].as_str().is_some_and(|url| url.contains(TICKET)), name == "a good place", "{name}");
    }
}

//! `hatchery doctor`: a table that shows no secret, changes nothing, and fails exactly when `serve` would.

use crate::fakes::discord::FakeDiscord;
use crate::fakes::ports::free_address;
use crate::fakes::railway::{FakeRailway, Plan};

use super::house::{AI_KEY, House, MASTER_KEY};
use super::program::{Said, Settings, says};
use super::settings::{BAD, CANARY};

/// What the doctor says of these settings, seen to show no secret.
async fn examined(house: &House, changed: &[(&'static str, &str)]) -> Said {
    let changed = changed.iter().map(|(name, value)| (*name, (*value).to_owned()));
    let settings: Settings = house.settings.clone().into_iter().chain(changed).collect();
    let said = says("doctor", &settings, &house.place()).await;
    for secret in [CANARY, MASTER_KEY, AI_KEY, &house.bot.token] {
        assert!(!said.out.contains(secret) && !said.err.contains(secret), "{}{}", said.out, said.err);
    }
    said
}

/// The lines of the table that begin so.
fn lines<'a>(said: &'a Said, word: &str) -> Vec<&'a str> {
    said.out.lines().filter_map(|line| line.strip_prefix(word)).map(str::trim).collect()
}

#[tokio::test]
async fn a_good_set_up_is_called_good_before_the_first_start_and_after() {
    let Some(house) = House::new().await else { return };
    let before = examined(&house, &[]).await;
    assert_eq!((before.code, lines(&before, "FAIL"), before.err.as_str()), (Some(0), vec![], ""), "{}", before.out);
    assert!(before.out.contains("not there yet; the first start makes it"), "{}", before.out);
    assert!(!house.data().exists(), "the doctor changes nothing");

    let serve = house.serves();
    house.hatches("nest").await;
    let during = examined(&house, &[]).await;
    assert_eq!(during.code, Some(0), "{}{}", during.out, during.err);
    assert!(during.out.contains("reachable, up to date, and sealed with this key"), "{}", during.out);
    house.is_in_order().await;
    serve.leaves(nix::sys::signal::Signal::SIGTERM).await;
}

#[tokio::test]
async fn whatever_serve_would_refuse_fails() {
    let Some(house) = House::new().await else { return };
    house.serves().leaves_when_up().await;
    let missing = house.place().join("missing").display().to_string();
    let other_key = MASTER_KEY.replace('5', "6");
    let wrong = [
        ("MOLTBOT_ENCRYPTION_KEY", other_key.as_str()),
        ("BLUEPRINTS_DIR", &missing),
        ("DATA_DIR", "/dev/null/hatchery"),
        ("DATABASE_URL", "sqlite:///dev/null/hatchery.db"),
        ("LOCAL_USER", "hatchtest-nobody"),
        ("TELEGRAM_BOT_TOKEN", "7000000009:HATCHTEST-that-nobody-ever-gave-out"),
    ];
    for (name, value) in wrong.into_iter().chain(BAD) {
        let said = examined(&house, &[(name, value)]).await;
        assert_eq!(said.code, Some(1), "{name}: {}", said.out);
        let failing = lines(&said, "FAIL");
        assert!(!failing.is_empty() && failing.iter().any(|line| line.contains(name)), "{name}: {}", said.out);
        assert!(said.err.ends_with("would fail\n"), "{}", said.err);
    }
    let said = examined(&house, &BAD).await;
    assert_eq!(lines(&said, "FAIL").len(), BAD.len(), "{}", said.out);
    assert_eq!(said.err, format!("hatchery: {} things would fail\n", BAD.len()));
}

#[tokio::test]
async fn a_neighbour_that_is_away_or_a_schema_that_is_old_is_a_note() {
    let Some(house) = House::new().await else { return };
    house.serves().leaves_when_up().await;
    let away = format!("http://{}", free_address());
    house.change("DELETE FROM _sqlx_migrations WHERE version > 1").await;
    let neighbours =
        ["TELEGRAM_API_URL", "ANTHROPIC_API_URL", "OPENAI_API_URL", "OPENROUTER_API_URL", "GEMINI_API_URL"];
    let said = examined(&house, &neighbours.map(|name| (name, away.as_str()))).await;
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{}", said.out);
    let notes = lines(&said, "note");
    for (note, what) in notes.iter().zip(["database", "Telegram", "Anthropic", "OpenAI", "OpenRouter", "Gemini"]) {
        assert!(note.starts_with(what), "{notes:#?}");
    }
    assert_eq!(notes.len(), 6, "{notes:#?}");
    assert_eq!(house.number("SELECT MAX(version) FROM _sqlx_migrations").await, Some(1), "the doctor changes nothing");
}

/// What the doctor says of Railway, with these settings on top.
async fn of_railway(house: &House, railway: &FakeRailway, changed: &[(&'static str, &str)]) -> Said {
    let token = railway.workspace_token();
    let mut settings = vec![
        ("TARGET", "railway"),
        ("RAILWAY_API_KEY", token.as_str()),
        ("RAILWAY_API_URL", railway.address()),
        ("HATCHERY_IMAGE", "ghcr.io/hatchery/hatchery:0.1.0"),
    ];
    settings.retain(|(name, _)| !changed.iter().any(|(given, _)| given == name));
    settings.extend(changed);
    let said = examined(house, &settings).await;
    assert!(!said.out.contains("HATCHTEST"), "{}", said.out);
    said
}

#[tokio::test]
async fn railway_is_told_by_its_token_its_place_its_plan_and_what_is_left() {
    let (Some(house), Some(railway)) = (House::new().await, FakeRailway::start().await) else { return };
    let said = of_railway(&house, &railway, &[]).await;
    assert_eq!(said.code, Some(0), "{}", said.out);
    for line in [
        "ok    Railway                         a workspace token for ",
        "ok    Railway place                   a project of its own for each person",
        "ok    Railway plan                    Hobby: every blueprint fits",
    ] {
        assert!(said.out.contains(line), "{line}\n{}", said.out);
    }
    assert!(
        lines(&said, "ok").iter().any(|line| line.starts_with("Railway requests") && line.contains(" left until "))
    );
    railway.is_on(Plan::Free);
    let said = of_railway(&house, &railway, &[("HATCHERY_IMAGE", "")]).await;
    assert_eq!(said.code, Some(0), "{}", said.out);
    assert!(said.out.contains("Free gives a bot 512 MB, too little for OpenClaw"), "{}", said.out);
    assert!(said.out.contains("HATCHERY_IMAGE is not set, so hatchlings are not offered at Railway"), "{}", said.out);
    assert_eq!(railway.mutated().len(), 0, "the doctor changes nothing");
}

#[tokio::test]
async fn what_could_never_work_at_railway_fails() {
    let (Some(house), Some(railway)) = (House::new().await, FakeRailway::start().await) else { return };
    let project = railway.adds_project("club");
    let second = railway.adds_workspace("another");
    let account = railway.account_token();
    let missing = "00000000-0000-4000-8000-000000000000";
    for (changed, said) in [
        (vec![("RAILWAY_API_KEY", "not-a-token-that-it-knows")], "does not accept RAILWAY_API_KEY"),
        (vec![("RAILWAY_API_KEY", account.as_str())], "name one in RAILWAY_WORKSPACE_ID"),
        (vec![("RAILWAY_WORKSPACE_ID", missing)], "names no workspace that the token opens"),
        (vec![("RAILWAY_MOLTBOT_PROJECT_ID", missing)], "names no project that the token opens"),
        (
            vec![("RAILWAY_MOLTBOT_PROJECT_ID", project.as_str()), ("RAILWAY_PROJECT_ID", project.as_str())],
            "names the project that Hatchery itself lives in",
        ),
    ] {
        let told = of_railway(&house, &railway, &changed).await;
        assert_eq!(told.code, Some(1), "{changed:?}: {}", told.out);
        assert!(lines(&told, "FAIL").iter().any(|line| line.contains(said)), "{said}: {}", told.out);
    }
    let chosen =
        of_railway(&house, &railway, &[("RAILWAY_API_KEY", &account), ("RAILWAY_WORKSPACE_ID", &second)]).await;
    assert_eq!(chosen.code, Some(0), "{}", chosen.out);
    railway.adds_service(&project, "somebody's");
    let shared = of_railway(&house, &railway, &[("RAILWAY_MOLTBOT_PROJECT_ID", &project)]).await;
    assert_eq!(shared.code, Some(0), "{}", shared.out);
    assert!(
        shared.out.contains("one project for all bots, with 1 other services; they are left alone"),
        "{}",
        shared.out
    );
}

#[tokio::test]
async fn a_railway_that_is_away_is_a_note() {
    let (Some(house), Some(railway)) = (House::new().await, FakeRailway::start().await) else { return };
    railway.is_down(true);
    let said = of_railway(&house, &railway, &[]).await;
    assert_eq!(said.code, Some(0), "{}", said.out);
    assert!(lines(&said, "note").iter().any(|line| line.contains("not reachable now")), "{}", said.out);
}

#[tokio::test]
async fn discord_is_examined_before_the_first_start_and_after() {
    let Some(house) = House::new().await else { return };
    let Some(discord) = FakeDiscord::start().await else { return };
    let hatchery = discord.application("hatchery");
    let house = house.with("DISCORD_API_URL", discord.origin());
    let off = examined(&house, &[]).await;
    assert!(off.out.contains("switched off"), "{}", off.out);
    let refused = examined(&house, &[("DISCORD_BOT_TOKEN", &hatchery.token.replace("HATCHTEST", "HATCHTESU"))]).await;
    assert_eq!(refused.code, Some(1), "{}", refused.out);
    assert!(refused.out.contains("does not accept DISCORD_BOT_TOKEN"), "{}", refused.out);

    let house = house.with("DISCORD_BOT_TOKEN", &hatchery.token);
    let before = examined(&house, &[]).await;
    assert_eq!(before.code, Some(0), "{}{}", before.out, before.err);
    for says in ["the token of hatchery", "the gateway", "1000 of 1000 sessions", "are not set yet"] {
        assert!(before.out.contains(says), "{says}: {}", before.out);
    }
    assert_eq!(discord.command_writes(&hatchery), 0, "the doctor changes nothing");
    let serve = house.serves();
    discord.until("it listens", |discord| discord.gateway().is_connected()).await;
    let after = examined(&house, &[]).await;
    assert!(after.out.contains("999 of 1000 sessions") && after.out.contains("are set"), "{}", after.out);
    serve.leaves(nix::sys::signal::Signal::SIGTERM).await;
}

//! The HTTP API: twenty clients ask for bots, and for the list of theirs. Railway does not answer, so that what was asked
//! for is on record and waits.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use hatchery::access;
use hatchery::domain::Account;
use hatchery::domain::access_token::{PREFIX, Scopes};
use hatchery::secret::Secret;
use hatchery::store::{Durability, NewToken, Store, fresh_id};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Size, bases, database, end, in_the_cloud};
use crate::figures::{Figures, part};
use crate::program::Program;
use crate::telegram::Telegram;
use crate::wire::Line;

const CLIENTS: usize = 20;
/// Bots that a person may have, which everybody asks for.
const BOTS: usize = 5;

#[derive(Deserialize)]
struct Listed {
    instances: Vec<IgnoredAny>,
}

pub async fn api(size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    // A token may ask a hundred times a minute, so lists are asked for with many.
    let (people, lists) = match size {
        Size::Short => (40, 1_000),
        Size::Full => (2_000, 20_000),
    };
    for base in bases().await? {
        let telegram = Telegram::open(Duration::ZERO).await?;
        let folder = tempfile::tempdir().context("make a folder")?;
        let address = match &base.address {
            Some(address) => address.clone(),
            None => database(folder.path())?,
        };
        // Everybody is told how it stands with their bots.
        telegram.with(|people| people.awaits_news = true);
        let tokens: Arc<[String]> = tokens(&address, people).await?.into();
        let mut settings = in_the_cloud(&telegram).await?;
        settings.extend([("DATABASE_URL", address), ("TIER_FREE", "hour=100,day=100,live=5".into())]);
        let program = Program::start("serve", folder.path(), &settings, is_pinned && base.address.is_none())?;
        let to = program.address().await?;
        let before = program.cpu_us()?;
        let asked = race(to, tokens.clone(), people * BOTS, deploy).await.with_context(|| program.said())?;
        let cpu = (program.cpu_us()? - before) / (people * BOTS) as f64;
        note(figures, &format!("POST deploy, {}", base.name), &asked, cpu);
        // Lists are measured by themselves, when everybody was told that their bots are on their way.
        telegram.until("everybody to be told", |told| told.news.len() >= people * BOTS).await?;
        let before = program.cpu_us()?;
        let asked = race(to, tokens, lists, list).await.with_context(|| program.said())?;
        note(figures, &format!("GET list, {}", base.name), &asked, (program.cpu_us()? - before) / lists as f64);
        figures.note(format!("memory after that, {}", base.name), "MB", program.memory_mb()?);
        end(program, &telegram).await?;
    }
    Ok(())
}

fn note(figures: &mut Figures, what: &str, (rate, took): &(f64, Vec<f64>), cpu: f64) {
    figures.note(what, "requests/s", *rate);
    figures.note(format!("{what}, p50"), "ms", part(took, 0.50));
    figures.note(format!("{what}, p99"), "ms", part(took, 0.99));
    figures.note(format!("{what}, processor time"), "µs/request", cpu);
}

/// So many people who have a token each.
async fn tokens(database: &str, people: usize) -> anyhow::Result<Vec<String>> {
    let store = Store::open(database).await?;
    let mut tx = store.begin(Durability::Kill).await?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis() as i64;
    let (mut tokens, scopes) = (Vec::new(), Scopes::usual());
    for n in 0..people {
        let (account, token) = (Account::telegram(1_000_000 + n as i64), format!("{PREFIX}HATCHTEST{n:040}"));
        tx.welcome(&account, Some("en"), None, now).await?;
        let (id, hash) = (fresh_id(), access::token_hash(&Secret::new(token.clone())));
        let (tail, expires_at) = (&token[token.len() - 4..], now + 86_400_000);
        let new = NewToken { id: &id, account: &account, hash: &hash, tail, scopes: &scopes, expires_at };
        tx.add_access_token(&new, now).await?;
        tokens.push(token);
    }
    tx.commit().await?;
    store.close().await;
    Ok(tokens)
}

/// What one client asks: the n-th request, with one of the tokens.
type Ask = for<'a> fn(&'a mut Line, &'a str, usize) -> futures::future::BoxFuture<'a, anyhow::Result<()>>;

/// All clients ask one thing after the other until it was asked so often. Gives how many a second, and how long each took.
async fn race(to: SocketAddr, tokens: Arc<[String]>, many: usize, ask: Ask) -> anyhow::Result<(f64, Vec<f64>)> {
    let started = Instant::now();
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..CLIENTS {
        let tokens = tokens.clone();
        clients.spawn(async move {
            let (mut line, mut took) = (Line::to(to).await?, Vec::new());
            for n in (client..many).step_by(CLIENTS) {
                let began = Instant::now();
                ask(&mut line, &tokens[n % tokens.len()], n / tokens.len()).await?;
                took.push(began.elapsed().as_secs_f64() * 1_000.0);
            }
            anyhow::Ok(took)
        });
    }
    let mut took = Vec::new();
    while let Some(client) = clients.join_next().await {
        took.extend(client.context("a client")??);
    }
    Ok((many as f64 / started.elapsed().as_secs_f64(), took))
}

fn deploy<'a>(line: &'a mut Line, token: &'a str, n: usize) -> futures::future::BoxFuture<'a, anyhow::Result<()>> {
    Box::pin(async move {
        let headers = format!("authorization: Bearer {token}\r\nidempotency-key: bot-{n}\r\n");
        let body = format!(r#"{{"name":"nest{n}","aiProvider":"echo","channels":{{"web":{{}}}}}}"#);
        let answer = line.ask("POST", "/api/moltbot/deploy", &headers, &body).await?;
        let said = String::from_utf8_lossy(&answer.body);
        ensure!(answer.status == 201 && said.contains("pending"), "a deploy was answered {} {said}", answer.status);
        Ok(())
    })
}

fn list<'a>(line: &'a mut Line, token: &'a str, _: usize) -> futures::future::BoxFuture<'a, anyhow::Result<()>> {
    Box::pin(async move {
        let headers = format!("authorization: Bearer {token}\r\n");
        let answer = line.ask("GET", "/api/moltbot/instances", &headers, "").await?;
        let said = String::from_utf8_lossy(&answer.body);
        ensure!(answer.status == 200, "a list was answered {} {said}", answer.status);
        let listed: Listed = serde_json::from_slice(&answer.body).context("a list")?;
        ensure!(listed.instances.len() == BOTS, "{} bots are listed", listed.instances.len());
        Ok(())
    })
}

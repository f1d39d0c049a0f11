//! Secrets at rest: sealed to their row, their owner and their version, readable with the right key only, and nowhere
//! in the files of the database.

use hatchery::domain::{Account, Id, OperationKind, Token};
use hatchery::quota::DAY;
use hatchery::secret::{Sealer, Secret};
use hatchery::store::{SecretKind, Store};

use crate::databases::{Engine, databases, each_database};
use crate::store::{Hatchery, MASTER_KEY, account, connect, count, on_telegram, order, sql};

const OTHER_KEY: &str = "c41f7ae2095d83b66e2b9fd0174ac8530d96e17f3ab824c5f0617d9e42b8530a";
const KEY: &str = "sk-ant-HATCHTEST-canary-of-the-key-0123456789";
const TOKEN: &str = "123456789:AAHATCHTESTcanaryOFtheTOKENcanaryOFthe";

/// A bot with a key, a Telegram token and a web token.
async fn bot_with_secrets(hatchery: &Hatchery, number: usize, token: &str) -> Id {
    let mut order = order("Nest");
    order.provider = hatchery::domain::Provider::Anthropic;
    order.key = Some(Secret::new(KEY));
    on_telegram(&mut order, token);
    hatchery.hatched(&account(number), &order).await
}

async fn read(hatchery: &Hatchery, bot: &Id, owner: &Account, kind: SecretKind) -> Result<String, String> {
    read_with(&hatchery.app.sealer, hatchery.store(), bot, owner, kind).await
}

async fn read_with(
    sealer: &Sealer,
    store: &Store,
    bot: &Id,
    owner: &Account,
    kind: SecretKind,
) -> Result<String, String> {
    match store.secret(sealer, bot, owner, kind).await {
        Ok(secret) => Ok(secret.expect("a bot has its secrets").expose().to_owned()),
        Err(fault) => Err(format!("{fault:#}")),
    }
}

/// A sealed value as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sealed {
    version: i64,
    blob: Vec<u8>,
}

async fn sealed(url: &str, bot: &Id, kind: &str) -> Sealed {
    let row: (i64, Vec<u8>) =
        sqlx::query_as("SELECT version, sealed FROM secrets WHERE instance_id = $1 AND kind = $2")
            .bind(bot.as_str())
            .bind(kind)
            .fetch_one(&mut connect(url).await)
            .await
            .expect("the secret is there");
    Sealed { version: row.0, blob: row.1 }
}

async fn put(url: &str, bot: &Id, kind: &str, sealed: &Sealed) {
    let done = sqlx::query("UPDATE secrets SET version = $3, sealed = $4 WHERE instance_id = $1 AND kind = $2")
        .bind(bot.as_str())
        .bind(kind)
        .bind(sealed.version)
        .bind(sealed.blob.clone())
        .execute(&mut connect(url).await)
        .await
        .expect("the row is changed");
    assert_eq!(done.rows_affected(), 1);
}

/// Tampered with: told without a word of the secret.
fn stays_shut(read: Result<String, String>) {
    let fault = read.expect_err("it opened");
    assert!(fault.ends_with("a sealed value does not belong where it was found"), "{fault}");
    assert!(!fault.contains("HATCHTEST"), "{fault}");
}

#[tokio::test]
async fn a_secret_moved_to_any_other_row_does_not_open() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        // Two bots of one owner and one of another, three secrets each, all in their first version.
        let places: Vec<(Id, Account, SecretKind, &str)> = {
            let mut places = Vec::new();
            for (n, (number, name)) in [(1, "One"), (1, "Two"), (2, "Three")].into_iter().enumerate() {
                let mut order = order(name);
                order.key = Some(Secret::new(KEY));
                on_telegram(&mut order, &format!("{TOKEN}{n}"));
                let bot = hatchery.ordered(&account(number), &order).await;
                for (kind, word) in [
                    (SecretKind::ProviderKey, "provider-key"),
                    (SecretKind::Token(Token::Telegram), "telegram-token"),
                    (SecretKind::WebToken, "web-token"),
                ] {
                    places.push((bot.clone(), account(number), kind, word));
                }
            }
            places
        };
        let mut at_home = Vec::new();
        for (bot, owner, kind, word) in &places {
            let plain = read(&hatchery, bot, owner, *kind).await.expect("it opens at home");
            at_home.push((plain, sealed(url, bot, word).await));
        }
        for (to, (bot, owner, kind, word)) in places.iter().enumerate() {
            for (from, (_, moved)) in at_home.iter().enumerate() {
                put(url, bot, word, moved).await;
                let read = read(&hatchery, bot, owner, *kind).await;
                match from == to {
                    true => assert_eq!(read.as_ref(), Ok(&at_home[to].0), "the sealed value itself is whole"),
                    false => stays_shut(read),
                }
            }
            put(url, bot, word, &at_home[to].1).await;
        }
        // A bot that was given to somebody else by a change of its row keeps its secrets to itself.
        let (bot, _, kind, _) = &places[0];
        stays_shut(read(&hatchery, bot, &account(2), *kind).await);
    })
    .await;
}

#[tokio::test]
async fn an_old_secret_put_back_does_not_open_with_its_old_version_or_the_new_one() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let bot = bot_with_secrets(&hatchery, 1, TOKEN).await;
        let (ada, kind) = (account(1), SecretKind::ProviderKey);
        let old = sealed(url, &bot, "provider-key").await;
        let mut tx = hatchery.begin().await;
        let key = Secret::new("sk-ant-HATCHTEST-the-new-key-of-the-bot");
        keep(&mut tx, &hatchery, &bot, kind, &key).await;
        tx.commit().await.expect("committed");
        let new = sealed(url, &bot, "provider-key").await;
        assert_eq!((old.version, new.version), (1, 2));

        put(url, &bot, "provider-key", &Sealed { version: new.version, ..old.clone() }).await;
        stays_shut(read(&hatchery, &bot, &ada, kind).await);
        put(url, &bot, "provider-key", &old).await;
        stays_shut(read(&hatchery, &bot, &ada, kind).await);
        put(url, &bot, "provider-key", &new).await;
        assert_eq!(read(&hatchery, &bot, &ada, kind).await.as_deref(), Ok(key.expose()));
    })
    .await;
}

async fn keep(tx: &mut hatchery::store::Tx, hatchery: &Hatchery, bot: &Id, kind: SecretKind, secret: &Secret) {
    tx.keep_secret(&hatchery.app.sealer, bot, &account(1), kind, secret, None).await.expect("kept");
}

#[tokio::test]
async fn a_wrong_master_key_is_refused_at_the_start_and_named_by_its_setting_only() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let (old, both, new) = (ring(MASTER_KEY), ring(&format!("{OTHER_KEY},{MASTER_KEY}")), ring(OTHER_KEY));
        store.check_keys(&old).await.expect("a new database takes any key");
        store.check_keys(&old).await.expect("and the same again");

        // Another key; and the right id over another key.
        let id = old.key_ids().next().expect("it has an id");
        let impostor = ring(&format!("{id:08x}:{OTHER_KEY}"));
        for wrong in [&new, &impostor] {
            let fault = store.check_keys(wrong).await.expect_err("it was taken");
            let told = format!("{fault:#}");
            assert!(told.starts_with("MOLTBOT_ENCRYPTION_KEY is not the one this database was sealed with"), "{told}");
            assert!(told.contains(&format!("{id:08x}")), "it says which key is missed: {told}");
            for hidden in [MASTER_KEY, OTHER_KEY] {
                assert!(!told.contains(&hidden[8..]), "{told}");
            }
        }
        // A replica that was not told of the new key notices at its start, not at its first use.
        store.check_keys(&both).await.expect("both keys");
        let fault = store.check_keys(&old).await.expect_err("it was taken");
        assert!(fault.to_string().contains("MOLTBOT_ENCRYPTION_KEY"), "{fault:#}");
    })
    .await;
}

fn ring(setting: &str) -> Sealer {
    Sealer::parse(setting).expect("a ring of test keys")
}

#[tokio::test]
async fn after_a_rotation_old_secrets_open_and_new_ones_need_the_new_key() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let bot = bot_with_secrets(&hatchery, 1, TOKEN).await;
        let (store, ada) = (hatchery.store(), account(1));
        let (both, new) = (ring(&format!("{OTHER_KEY},{MASTER_KEY}")), ring(OTHER_KEY));
        let key_read = async |sealer| read_with(sealer, store, &bot, &ada, SecretKind::ProviderKey).await;
        assert_eq!(key_read(&both).await.as_deref(), Ok(KEY));
        assert!(key_read(&new).await.expect_err("it opened").contains("which MOLTBOT_ENCRYPTION_KEY does not hold"));

        let mut tx = hatchery.begin().await;
        tx.keep_secret(&both, &bot, &ada, SecretKind::ProviderKey, &Secret::new(KEY), None).await.expect("kept");
        tx.commit().await.expect("committed");
        assert_eq!(key_read(&both).await.as_deref(), Ok(KEY));
        assert_eq!(key_read(&new).await.as_deref(), Ok(KEY), "it was sealed with the new key");
        assert!(key_read(&hatchery.app.sealer).await.is_err(), "and not with the old one");

        // The token is still marked by the old key, and recognised.
        let marks = both.fingerprints(&Secret::new(TOKEN));
        assert_eq!(store.token_owner(&marks).await.expect("looked up"), Some(bot.clone()));
        assert_eq!(store.token_owner(&marks[..1]).await.expect("looked up"), None);
    })
    .await;
}

#[tokio::test]
async fn a_token_is_free_again_when_its_bot_has_ended() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let person = hatchery.person(&account(1)).await;
        let marks = hatchery.app.sealer.fingerprints(&Secret::new(TOKEN));
        let owner = async || hatchery.store().token_owner(&marks).await.expect("looked up");

        let deleted = bot_with_secrets(&hatchery, 1, TOKEN).await;
        assert_eq!(owner().await, Some(deleted.clone()));
        hatchery.operate(&account(1), &person, &deleted, OperationKind::Delete).await;
        let stop = hatchery.claim().await;
        assert_eq!(owner().await, Some(deleted.clone()), "it may still be polling");
        hatchery::deploy::run::work(&hatchery.app, &stop).await.expect("stopped");
        assert_eq!(owner().await, None, "its end is confirmed");
        hatchery.work().await;
        assert_eq!(count(url, "SELECT COUNT(*) FROM secrets").await, 0, "a deleted bot has no secrets");

        let mut wish = order("Undone");
        on_telegram(&mut wish, TOKEN);
        let undone = hatchery.ordered(&account(2), &wish).await;
        assert_eq!(owner().await, Some(undone));
        hatchery.work().await;
        assert_eq!(owner().await, None);
        bot_with_secrets(&hatchery, 3, TOKEN).await;
    })
    .await;
}

#[tokio::test]
async fn the_secrets_of_a_bot_that_did_not_hatch_are_kept_for_a_day() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let ada = account(1);
        let person = hatchery.person(&ada).await;
        let living = bot_with_secrets(&hatchery, 1, &format!("{TOKEN}2")).await;
        let mut wish = order("Undone");
        wish.key = Some(Secret::new(KEY));
        let undone = hatchery.ordered(&ada, &wish).await;
        hatchery.work().await;

        let again = hatchery::deploy::order_of(&hatchery.app, &person.id, &undone).await.expect("read");
        assert!(again.expect("the order is still known").key.expect("its key, too").matches(KEY));
        let ended = hatchery.store().instance(&undone).await.expect("read").expect("there").status_at;
        assert_eq!(hatchery.store().purge_secrets(ended).await.expect("purged"), 0, "the day is not over");
        assert!(hatchery.store().purge_secrets(ended + DAY).await.expect("purged") > 0);
        let again = hatchery::deploy::order_of(&hatchery.app, &person.id, &undone).await.expect("read");
        assert!(again.expect("the order is still known").key.is_none());
        assert_eq!(read(&hatchery, &living, &ada, SecretKind::ProviderKey).await.as_deref(), Ok(KEY));
    })
    .await;
}

#[tokio::test]
async fn only_the_tail_of_a_secret_is_there_to_be_seen() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let bot = bot_with_secrets(&hatchery, 1, TOKEN).await;
        let tail = hatchery.store().secret_tail(&bot, SecretKind::ProviderKey).await.expect("read");
        assert_eq!(tail.as_deref(), Some("…6789"));
        assert_eq!(hatchery.store().secret_tail(&bot, SecretKind::ClaimCode).await.expect("read"), None);
        for table in ["secrets", "instances", "outbox", "operations"] {
            let all = crate::store::rows(url, &[table]).await.join("\n");
            assert!(!all.contains("HATCHTEST"), "{table}: {all}");
        }
        assert_eq!(sql(url, "DELETE FROM secrets").await, 3);
    })
    .await;
}

/// A secret as it might lie about: plain, backwards, in base64 or in hexadecimal, from any offset.
fn disguises(secret: &str) -> Vec<Vec<u8>> {
    let plain = secret.as_bytes();
    let mut all = vec![plain.to_vec(), plain.iter().rev().copied().collect()];
    all.push(data_encoding::HEXLOWER.encode(plain).into_bytes());
    all.push(data_encoding::HEXUPPER.encode(plain).into_bytes());
    for skip in 0..3 {
        // Whole groups only, so that what stands before and after makes no difference.
        let whole = &plain[skip..];
        let whole = &whole[..whole.len() / 3 * 3];
        all.push(data_encoding::BASE64_NOPAD.encode(whole).into_bytes());
        all.push(data_encoding::BASE64URL_NOPAD.encode(whole).into_bytes());
    }
    all
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[tokio::test]
async fn a_secret_is_nowhere_in_the_files_of_the_database_while_it_is_kept_and_after() {
    for database in databases().await.into_iter().filter(|database| database.engine == Engine::Sqlite) {
        let hatchery = Hatchery::open(&database.url).await;
        let file = database.file().expect("SQLite is a file");
        let bytes = || -> Vec<(String, Vec<u8>)> {
            let folder = std::fs::read_dir(file.parent().expect("a folder")).expect("listed");
            let read = |path: std::path::PathBuf| (path.display().to_string(), std::fs::read(&path).expect("read"));
            folder.map(|entry| read(entry.expect("an entry").path())).collect()
        };
        let search = |when: &str| {
            let files = bytes();
            assert!(files.iter().any(|(name, bytes)| name.ends_with("-wal") && !bytes.is_empty()), "{when}: no WAL");
            let public = |needle: &[u8]| files.iter().any(|(_, bytes)| contains(bytes, needle));
            assert!(public(b"Nest"), "{when}: what is no secret is found, so the search works");
            for secret in [KEY, TOKEN, MASTER_KEY] {
                for disguise in disguises(secret) {
                    let found = files.iter().find(|(_, bytes)| contains(bytes, &disguise));
                    assert!(found.is_none(), "{when}: {} holds a secret", found.map_or("", |(name, _)| name));
                }
            }
        };
        let bot = bot_with_secrets(&hatchery, 1, TOKEN).await;
        search("kept");
        let sealed = sealed(&database.url, &bot, "provider-key").await;
        assert!(bytes().iter().any(|(_, bytes)| contains(bytes, &sealed.blob)), "the sealed value is there");

        let person = hatchery.person(&account(1)).await;
        hatchery.operate(&account(1), &person, &bot, OperationKind::Delete).await;
        hatchery.work().await;
        search("deleted");
        sql(&database.url, "PRAGMA wal_checkpoint(TRUNCATE)").await;
        // Not even the sealed value is left in a free page.
        assert!(!bytes().iter().any(|(_, bytes)| contains(bytes, &sealed.blob)), "the sealed value is still there");
        hatchery.hatched(&account(1), &order("Nest again")).await;
        search("cleared up");
    }
}

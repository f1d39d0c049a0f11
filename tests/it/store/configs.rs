//! The config of a bot: whoever changes it is heard or told that somebody was faster, nothing is lost, what cannot be read
//! is in nobody's way, and one patch for many is all or nothing.

use std::collections::BTreeSet;

use hatchery::deploy::config::bulk::{self, Applied, Refusal};
use hatchery::deploy::config::{self, Changed, Edit, Reach, Wanted};
use hatchery::deploy::{Asker, Operated, Order};
use hatchery::domain::config::{BotConfig, Fault, How, Patch, Unreadable, Which};
use hatchery::domain::{Account, Id, Model, OperationKind, Provider, Status};
use hatchery::secret::Secret;
use hatchery::store::{Instance, KEPT_REVISIONS, Person};

use crate::databases::each_database;
use crate::store::{Hatchery, account, order, race, rows, sql};

const RACERS: usize = 20;
/// What a change of a config writes.
const WRITTEN: [&str; 5] = ["instances", "configs", "operations", "acts", "outbox"];

/// A blueprint of an operator's that has as many options as there are racers.
fn blueprint_with_many_options(folder: &std::path::Path) {
    let ours = include_str!("../../../blueprints/hatchling.toml").replace("id = \"hatchling\"", "id = \"many\"");
    let words = "title = { en = \"It\" }\nmeaning = { en = \"It.\" }";
    let option = |n| format!("[options.o-{n}]\nkind = \"number\"\nfrom = 0\nto = 99\n{words}\n");
    let variable = |n| format!("O_{n} = \"{{option:o-{n}}}\"");
    let options: Vec<String> = (0..RACERS).map(option).collect();
    let variables: Vec<String> = (0..RACERS).map(variable).collect();
    let toml = ours.replace("[variables]\n", &format!("{}\n[variables]\n{}\n", options.join(""), variables.join("\n")));
    std::fs::write(folder.join("many.toml"), toml).expect("written");
}

fn with_model(name: &str) -> Order {
    Order { provider: Provider::Anthropic, key: Some(Secret::new("sk-ant-HATCHTEST-0123456789-good")), ..order(name) }
}

fn patch(text: &str) -> Patch {
    Patch::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

fn wanted(text: &str, onto: Option<i64>) -> Wanted {
    Wanted { edit: Edit::Patch(patch(text)), onto, how: How::Patch }
}

fn back_to(revision: i64) -> Wanted {
    Wanted { edit: Edit::Rollback(revision), onto: None, how: How::Rollback }
}

impl Hatchery {
    async fn changes(&self, account: &Account, person: &Person, reach: Reach, bot: &Id, wanted: &Wanted) -> Changed {
        let mut tx = self.begin().await;
        let asker = Asker { account, person: &person.id, message: None };
        let changed = config::change(&self.app, &mut tx, &asker, reach, bot, wanted).await.expect("an answer");
        tx.commit().await.expect("it is committed");
        changed
    }

    async fn bot(&self, bot: &Id) -> Instance {
        self.store().instance(bot).await.expect("looked up").expect("there")
    }

    async fn document(&self, bot: &Id) -> String {
        self.bot(bot).await.config.document.expect("it can be read").text()
    }

    async fn stopped(&self, account: &Account, person: &Person, order: &Order) -> Id {
        let bot = self.hatched(account, order).await;
        self.operate(account, person, &bot, OperationKind::Stop).await;
        self.work().await;
        assert_eq!(self.bot(&bot).await.status, Status::Stopped);
        bot
    }

    /// Revisions from the first to the newest, with how each came about.
    async fn revisions(&self, bot: &Id) -> Vec<(i64, How)> {
        let mut history = self.store().config_history(bot, i64::MAX, 1_000).await.expect("listed");
        history.reverse();
        history.into_iter().map(|it| (it.revision, it.how)).collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_patches_at_once_all_land_and_none_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    blueprint_with_many_options(folder.path());
    each_database(async |url| {
        let settings = [("BLUEPRINTS_DIR", folder.path().to_str().expect("a path"))];
        let hatchery = std::sync::Arc::new(Hatchery::with(url, &settings).await);
        let person = hatchery.person(&account(1)).await;
        let order = Order { blueprint: "many".into(), ..order("Nest") };
        let bot = hatchery.stopped(&account(1), &person, &order).await;
        let changed = race(RACERS, |n| {
            let (hatchery, person, bot) = (hatchery.clone(), person.clone(), bot.clone());
            async move {
                let wanted = wanted(&format!("{{\"options\":{{\"o-{n}\":{n}}}}}"), None);
                hatchery.changes(&account(1), &person, Reach::Own, &bot, &wanted).await
            }
        })
        .await;
        let revision = |changed: &Changed| match changed {
            Changed::Done { revision, operated: Operated::Noted } => *revision,
            other => panic!("{other:?}"),
        };
        let revisions: BTreeSet<i64> = changed.iter().map(revision).collect();
        assert_eq!(revisions, (2..2 + RACERS as i64).collect(), "each has a revision of its own, and there is no gap");
        let config = hatchery.bot(&bot).await.config;
        let options = config.document.expect("it can be read").options;
        assert_eq!(options.len(), RACERS, "{options:?}");
        assert_eq!(config.revision, 1 + RACERS as i64);
        // Each is the one before it with one option more: nobody wrote over anybody.
        let mut history = hatchery.store().config_history(&bot, i64::MAX, 1_000).await.expect("listed");
        history.reverse();
        let sizes: Vec<usize> = history.iter().map(|it| it.document.as_ref().expect("read").options.len()).collect();
        assert_eq!(sizes, (0..=RACERS).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_who_saw_the_same_revision_one_lands_and_the_others_hear_who_it_was() {
    each_database(async |url| {
        let hatchery = std::sync::Arc::new(Hatchery::open(url).await);
        let person = hatchery.person(&account(1)).await;
        let bot = hatchery.stopped(&account(1), &person, &order("Nest")).await;
        let changed = race(RACERS, |n| {
            let (hatchery, person, bot) = (hatchery.clone(), person.clone(), bot.clone());
            async move {
                let wanted = wanted(&format!("{{\"options\":{{\"memory\":{}}}}}", n + 1), Some(1));
                (n, hatchery.changes(&account(1), &person, Reach::Own, &bot, &wanted).await)
            }
        })
        .await;
        let landed: Vec<usize> = changed
            .iter()
            .filter_map(|(n, changed)| matches!(changed, Changed::Done { revision: 2, .. }).then_some(*n))
            .collect();
        let [winner] = landed[..] else { panic!("{changed:?}") };
        for (_, changed) in changed.iter().filter(|(n, _)| *n != winner) {
            let Changed::Stale { newest: Some(newest), revision: 2 } = changed else { panic!("{changed:?}") };
            assert_eq!((newest.revision, &newest.by, newest.how), (2, &account(1), How::Patch));
        }
        assert_eq!(hatchery.document(&bot).await, format!("{{\"options\":{{\"memory\":{}}}}}", winner + 1));
        assert_eq!(hatchery.revisions(&bot).await, [(1, How::Hatch), (2, How::Patch)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_who_change_a_running_bot_one_is_taken_up_and_the_others_wait_for_it() {
    each_database(async |url| {
        let hatchery = std::sync::Arc::new(Hatchery::open(url).await);
        let person = hatchery.person(&account(1)).await;
        let bot = hatchery.hatched(&account(1), &order("Nest")).await;
        let changed = race(RACERS, |n| {
            let (hatchery, person, bot) = (hatchery.clone(), person.clone(), bot.clone());
            async move {
                let wanted = wanted(&format!("{{\"options\":{{\"memory\":{}}}}}", n + 1), None);
                hatchery.changes(&account(1), &person, Reach::Own, &bot, &wanted).await
            }
        })
        .await;
        let taken_up = |it: &&Changed| matches!(it, Changed::Done { operated: Operated::Accepted, .. });
        let waiting = |it: &&Changed| **it == Changed::Busy(OperationKind::Update);
        assert_eq!(changed.iter().filter(taken_up).count(), 1, "{changed:?}");
        assert_eq!(changed.iter().filter(waiting).count(), RACERS - 1, "{changed:?}");
        assert_eq!(hatchery.revisions(&bot).await, [(1, How::Hatch), (2, How::Patch)]);
    })
    .await;
}

#[tokio::test]
async fn a_rollback_is_a_new_revision_and_whoever_is_refused_has_written_nothing() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let (ada, bob) = (hatchery.person(&account(1)).await, hatchery.person(&account(2)).await);
        let own = Order {
            config: BotConfig { model: Model::parse("claude-sonnet-5-5"), ..BotConfig::default() },
            ..with_model("Nest")
        };
        let bot = hatchery.stopped(&account(1), &ada, &own).await;
        let change = async |wanted: &Wanted| hatchery.changes(&account(1), &ada, Reach::Own, &bot, wanted).await;
        let noted = |revision| Changed::Done { revision, operated: Operated::Noted };
        let first = "{\"model\":\"claude-sonnet-5-5\"}";
        assert_eq!(hatchery.document(&bot).await, first);
        let both = wanted("{\"model\":null,\"options\":{\"persona\":\"A pirate.\",\"memory\":3}}", Some(1));
        assert_eq!(change(&both).await, noted(2));
        assert_eq!(hatchery.document(&bot).await, "{\"options\":{\"memory\":3,\"persona\":\"A pirate.\"}}");

        let before = rows(url, &WRITTEN).await;
        let unknown = Fault::UnknownOption("humour".into());
        for (wanted, changed) in [
            (wanted("{\"options\":{\"memory\":3}}", None), Changed::Same { revision: 2 }),
            (wanted("{\"options\":{\"humour\":3}}", None), Changed::Refused(unknown)),
            (back_to(7), Changed::NoRevision { wanted: 7 }),
            (back_to(2), Changed::Same { revision: 2 }),
        ] {
            assert_eq!(change(&wanted).await, changed, "{wanted:?}");
        }
        let stale = change(&wanted("{\"options\":{\"memory\":9}}", Some(1))).await;
        assert!(matches!(stale, Changed::Stale { revision: 2, .. }), "{stale:?}");
        let others = wanted("{\"options\":{\"memory\":9}}", None);
        assert_eq!(hatchery.changes(&account(2), &bob, Reach::Own, &bot, &others).await, Changed::Gone);
        assert_eq!(rows(url, &WRITTEN).await, before, "nothing was written");

        assert_eq!(change(&back_to(1)).await, noted(3));
        assert_eq!(hatchery.document(&bot).await, first);
        assert_eq!(hatchery.revisions(&bot).await, [(1, How::Hatch), (2, How::Patch), (3, How::Rollback)]);
        // An operator reaches it, and its owner can see who it was and what.
        assert_eq!(hatchery.changes(&account(2), &bob, Reach::Anybodys, &bot, &others).await, noted(4));
        let acts = hatchery.store().acts_about(&ada.id, None, 1).await.expect("listed");
        assert_eq!((&acts[0].by, acts[0].before.as_deref()), (&Some(account(2)), Some("3: memory = –")));
        assert_eq!(acts[0].after.as_deref(), Some("4 (patch): memory = 9"));
    })
    .await;
}

#[tokio::test]
async fn a_bot_whose_config_cannot_be_read_is_listed_stopped_and_deleted_and_a_rollback_mends_it() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let ada = hatchery.person(&account(1)).await;
        let bot = hatchery.hatched(&account(1), &order("Nest")).await;
        for (revision, document) in [(2, "{\"options\":"), (3, "{\"of\":\"another version\"}")] {
            sql(url, &format!("UPDATE instances SET config = '{document}', config_revision = {revision}")).await;
            sql(
                url,
                &format!(
                    "INSERT INTO configs (instance_id, revision, document, made_by, how, at)
                     VALUES ('{bot}', {revision}, '{document}', 'telegram:1001', 'patch', 1)"
                ),
            )
            .await;
        }
        let listed = hatchery.store().live_instances(&ada.id).await.expect("listed");
        assert_eq!(listed[0].config.document, Err(Unreadable));
        let change = async |wanted: &Wanted| hatchery.changes(&account(1), &ada, Reach::Own, &bot, wanted).await;
        let before = rows(url, &WRITTEN).await;
        assert_eq!(change(&wanted("{\"options\":{\"memory\":9}}", None)).await, Changed::Unreadable { revision: 3 });
        assert_eq!(change(&back_to(2)).await, Changed::OldUnreadable { wanted: 2 });
        let operate = async |kind| hatchery.operate(&account(1), &ada, &bot, kind).await;
        assert_eq!(operate(OperationKind::Restart).await, Operated::Unreadable);
        assert_eq!(rows(url, &WRITTEN).await, before, "nothing was written");
        assert_eq!(operate(OperationKind::Stop).await, Operated::Accepted);
        hatchery.work().await;
        assert_eq!(operate(OperationKind::Resume).await, Operated::Unreadable);
        assert_eq!(change(&back_to(1)).await, Changed::Done { revision: 4, operated: Operated::Noted });
        assert_eq!(hatchery.document(&bot).await, "{}");
        assert_eq!(operate(OperationKind::Resume).await, Operated::Accepted);
        // It breaks while somebody is about to start it with it.
        sql(url, "UPDATE instances SET config = 'broken'").await;
        hatchery.work().await;
        let told = "SELECT COUNT(*) FROM outbox WHERE note LIKE '%NotDone%' AND note LIKE '%Unreadable%'";
        assert_eq!(hatchery.count(told).await, 1);
        assert_eq!(operate(OperationKind::Delete).await, Operated::Accepted);
        hatchery.work().await;
        let gone = hatchery.bot(&bot).await;
        assert_eq!((gone.status, gone.config.document), (Status::Terminated, Ok(BotConfig::default())));
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM configs").await, 0, "its settings go with it");
    })
    .await;
}

#[tokio::test]
async fn a_bulk_patch_over_an_unreadable_config_changes_nothing_and_says_so() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let mut bots = Vec::new();
        for n in 1..=3 {
            bots.push(hatchery.hatched(&account(n), &order("Nest")).await);
        }
        let whole = "{\"options\":{\"memory\":7}}";
        let rehearse = async |which: &Which| {
            let mut tx = hatchery.begin().await;
            bulk::rehearse(&hatchery.app, &mut tx, which, &patch(whole)).await.expect("a rehearsal")
        };
        let apply = async |seen: &[(Id, i64)]| {
            let mut tx = hatchery.begin().await;
            let applied =
                bulk::apply(&hatchery.app, &mut tx, &account(9), seen, &patch(whole)).await.expect("an answer");
            tx.commit().await.expect("it is committed");
            applied
        };
        hatchery.person(&account(9)).await;
        let all = Which::default();
        let good = rehearse(&all).await;
        assert_eq!(good.changes, bots.iter().map(|bot| (bot.clone(), 1)).collect::<Vec<_>>());
        assert_eq!((good.refusals, good.same, good.beyond), (0, 0, 0));

        // One that cannot be read is in the way of all, in the dry run …
        let break_it = format!("UPDATE instances SET config = '{{' WHERE id = '{}'", bots[1]);
        sql(url, &break_it).await;
        let before = rows(url, &WRITTEN).await;
        let broken = rehearse(&all).await;
        assert_eq!((broken.changes.len(), broken.refusals), (2, 1));
        let [refused] = &broken.refused[..] else { panic!("{:?}", broken.refused) };
        assert_eq!((&refused.owner, refused.name.as_str(), &refused.why), (&account(2), "Nest", &Refusal::Unreadable));
        // … and when it broke after that.
        let Applied::Refused(refused) = apply(&good.changes).await else { panic!("it was applied") };
        assert_eq!((refused.owner, refused.why), (account(2), Refusal::Unreadable));
        assert_eq!(rows(url, &WRITTEN).await, before, "nothing was changed");

        // Somebody was faster with one of them.
        sql(url, &break_it.replace("'{'", "'{}'")).await;
        let own = hatchery.person(&account(3)).await;
        let faster = wanted("{\"options\":{\"memory\":2}}", None);
        hatchery.changes(&account(3), &own, Reach::Own, &bots[2], &faster).await;
        let before = rows(url, &WRITTEN).await;
        assert_eq!(apply(&good.changes).await, Applied::Stale { bot: bots[2].clone() });
        assert_eq!(rows(url, &WRITTEN).await, before, "nothing was changed");

        // The filter leaves it out; the third is busy with the change of its own.
        let which = Which::parse("telegram:1001 hatchling running", |_| true).expect("a filter");
        assert_eq!(rehearse(&which).await.changes, [(bots[0].clone(), 1)]);
        assert_eq!(apply(&rehearse(&all).await.changes).await, Applied::Done { changed: 3, later: 1 });
        for (bot, revision) in [(&bots[0], 2), (&bots[1], 2), (&bots[2], 3)] {
            assert_eq!(
                (hatchery.document(bot).await.as_str(), hatchery.bot(bot).await.config.revision),
                (whole, revision)
            );
        }
        // They are brought up to it one after another.
        let now = hatchery.app.now();
        let apart = "SELECT MAX(due) - MIN(due) FROM operations WHERE kind = 'update' AND ended_at IS NULL";
        assert!(hatchery.count(apart).await >= 9_000, "{now}");
        let again = rehearse(&all).await;
        assert_eq!((again.changes.len(), again.same), (0, 3));
        let drifted = Which { drifted: true, ..Which::default() };
        assert_eq!(rehearse(&drifted).await.same, 0);
        hatchery.work().await;
        assert_eq!(rehearse(&drifted).await.same, 3, "what they are told to start does not exist");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_patch_for_many_and_changes_of_each_at_the_same_moment_lose_nothing() {
    each_database(async |url| {
        let hatchery = std::sync::Arc::new(Hatchery::open(url).await);
        let mut bots = Vec::new();
        for n in 1..=3 {
            let person = hatchery.person(&account(n)).await;
            bots.push((hatchery.stopped(&account(n), &person, &order("Nest")).await, account(n), person));
        }
        hatchery.person(&account(9)).await;
        let seen: Vec<(Id, i64)> = bots.iter().map(|(bot, ..)| (bot.clone(), 1)).collect();
        let landed = race(7, |n| {
            let (hatchery, seen, bots) = (hatchery.clone(), seen.clone(), bots.clone());
            async move {
                if n == 0 {
                    let mut tx = hatchery.begin().await;
                    let patch = patch("{\"options\":{\"persona\":\"Kind.\"}}");
                    let applied =
                        bulk::apply(&hatchery.app, &mut tx, &account(9), &seen, &patch).await.expect("an answer");
                    tx.commit().await.expect("it is committed");
                    return matches!(applied, Applied::Done { changed: 3, .. });
                }
                let (bot, account, person) = &bots[n % 3];
                let wanted = wanted(&format!("{{\"options\":{{\"memory\":{n}}}}}"), None);
                let changed = hatchery.changes(account, person, Reach::Own, bot, &wanted).await;
                assert!(matches!(changed, Changed::Done { .. }), "{changed:?}");
                true
            }
        })
        .await;
        for (bot, ..) in &bots {
            let revisions = hatchery.revisions(bot).await;
            let bulks = revisions.iter().filter(|(_, how)| *how == How::Bulk).count();
            assert_eq!(bulks, usize::from(landed[0]), "all of them or none");
            let numbers: Vec<i64> = revisions.iter().map(|(revision, _)| *revision).collect();
            assert_eq!(numbers, (1..=3 + bulks as i64).collect::<Vec<_>>(), "each change is there, without a gap");
            let config = hatchery.bot(bot).await.config.document.expect("it can be read");
            assert!(config.options.contains_key("memory"));
            assert_eq!(config.options.contains_key("persona"), landed[0], "nobody wrote over anybody");
        }
    })
    .await;
}

#[tokio::test]
async fn the_newest_revisions_are_kept_and_counted_without_a_gap() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let bot = hatchery.ordered(&account(1), &order("Nest")).await;
        let mut tx = hatchery.begin().await;
        for seen in 1..=KEPT_REVISIONS + 4 {
            let config = BotConfig { guests: vec![(42_000 + seen).to_string()], ..BotConfig::default() };
            assert!(tx.set_config(&bot, seen, &config, &account(1), How::Set, seen).await.expect("set"));
            assert!(!tx.set_config(&bot, seen, &config, &account(1), How::Set, seen).await.expect("seen before"));
        }
        tx.commit().await.expect("it is committed");
        let kept: Vec<i64> = hatchery.revisions(&bot).await.into_iter().map(|(revision, _)| revision).collect();
        assert_eq!(kept, (6..=KEPT_REVISIONS + 5).collect::<Vec<_>>());
    })
    .await;
}

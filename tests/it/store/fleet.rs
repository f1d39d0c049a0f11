//! All bots at once: counted exactly, shown once each, and whatever is chosen is what was meant.

use hatchery::domain::fleet::{Filter, Named, NoDraft, Pace, Selection, Unclear};
use hatchery::domain::{Account, Deed, Id, Name, Status};
use hatchery::fleet::{self, Measures};
use hatchery::store::{FleetBot, Toward};

use crate::databases::each_database;
use crate::store::{Hatchery, account, order, sql};

const DAY: i64 = 86_400_000;

/// Bots that others would have made: the n-th is as old as it says, and every tenth is another's kind of trouble.
async fn has_a_thousand(hatchery: &Hatchery) {
    let (url, now) = (&hatchery.url, hatchery.app.now());
    let here = hatchery::deploy::versions(&hatchery.app);
    let version = here.split('|').nth(1).expect("a version").to_owned();
    let mut people = Vec::new();
    let mut accounts = Vec::new();
    let mut bots = Vec::new();
    for n in 0..1_000_i64 {
        let person = Id::from_bytes(((7_u128 << 120) + n as u128 / 5).to_be_bytes());
        let bot = Id::from_bytes(((9_u128 << 120) + n as u128).to_be_bytes());
        let owner = format!("telegram:{}", 5_000 + n / 5);
        if n % 5 == 0 {
            people.push(format!("('{person}', 'free', 1, 1)"));
            accounts.push(format!("('{owner}', '{person}', 1, 1)"));
        }
        let status = match n % 10 {
            0 => "failed",
            1 | 2 => "stopped",
            _ => "running",
        };
        let (problem, at) = if n % 10 == 0 { ("'\"GaveUp\"'", "1") } else { ("NULL", "NULL") };
        let deployed = match n % 4 {
            0 => "'older'".to_owned(),
            1 => "NULL".to_owned(),
            _ => format!("'{version}'"),
        };
        let made = now - (n % 100) * DAY;
        bots.push(format!(
            "('{bot}', '{person}', '{owner}', 'bot{n}', 'bot{n}', '{}', 'echo', '[\"web\"]', '{{}}', 'local', \
             '{status}', 1, 0, {made}, {made}, {problem}, {at}, {deployed}, {}, {now})",
            if n % 2 == 0 { "hatchling" } else { "openclaw" },
            if n % 100 < 10 && n < 100 { 1_500_000 } else { 10_000 },
        ));
    }
    sql(url, &format!("INSERT INTO persons (id, tier, access, created_at) VALUES {}", people.join(","))).await;
    sql(url, &format!("INSERT INTO accounts (id, person_id, reachable, created_at) VALUES {}", accounts.join(",")))
        .await;
    let columns = "id, person_id, owner, name, name_key, blueprint, provider, channels, presences, target, status, live, \
                   secret_versions, status_at, created_at, problem, problem_at, deployed_with, cost, cost_at";
    sql(url, &format!("INSERT INTO instances ({columns}) VALUES {}", bots.join(","))).await;
}

async fn counted(hatchery: &Hatchery, words: &str) -> i64 {
    let filter = like(words);
    let measures = Measures::now(&hatchery.app);
    let counts = hatchery.store().fleet_counts(&measures.question(&hatchery.app, &filter)).await.expect("counted");
    counts.iter().map(|it| it.bots).sum()
}

fn like(words: &str) -> Filter {
    match Selection::parse(words, &["hatchling", "openclaw"]) {
        Ok(Selection::Like(filter)) => filter,
        other => panic!("{words}: {other:?}"),
    }
}

/// All pages in one direction, as a person turns them.
async fn leafed(hatchery: &Hatchery, words: &str, forward: bool) -> Vec<FleetBot> {
    let (filter, measures) = (like(words), Measures::now(&hatchery.app));
    let question = measures.question(&hatchery.app, &filter);
    let mut all: Vec<FleetBot> = Vec::new();
    let last = Id::last();
    loop {
        let toward = match (forward, all.first(), all.last()) {
            (true, _, Some(last)) => Toward::After(&last.instance.id),
            (true, _, None) => Toward::First,
            (false, Some(first), _) => Toward::Before(&first.instance.id),
            (false, None, _) => Toward::Before(&last),
        };
        let mut page = hatchery.store().fleet_page(&question, toward, 8).await.expect("a page");
        if page.is_empty() {
            return all;
        }
        let place = hatchery.store().fleet_place(&question, &page[0].instance.id).await.expect("a place");
        if forward {
            assert_eq!(place, all.len() as i64, "its place is the number of those before it");
            all.append(&mut page);
        } else {
            page.append(&mut all);
            all = page;
        }
    }
}

#[tokio::test]
async fn of_a_thousand_bots_each_is_counted_once_and_stands_on_one_page() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        has_a_thousand(&hatchery).await;
        for (words, expected) in [
            ("all", 1_000),
            ("running", 700),
            ("stopped", 200),
            ("failed", 100),
            ("trouble", 100),
            ("hatchling", 500),
            ("drift", 500),
            ("drift failed", 50),
            ("older 90d", 100),
            ("openclaw older 90d running", 40),
            ("telegram:5007", 5),
            ("railway", 0),
            ("over 1", 10),
            ("over 2", 0),
            ("over 1 running", 7),
        ] {
            assert_eq!(counted(&hatchery, words).await, expected, "{words}");
            for forward in [true, false] {
                let bots = leafed(&hatchery, words, forward).await;
                let mut ids: Vec<&Id> = bots.iter().map(|bot| &bot.instance.id).collect();
                assert!(ids.is_sorted(), "{words}: in order");
                ids.dedup();
                assert_eq!(ids.len(), expected as usize, "{words}: each once");
            }
        }
        let measures = Measures::now(&hatchery.app);
        let all = Filter::default();
        let question = measures.question(&hatchery.app, &all);
        let counts = hatchery.store().fleet_counts(&question).await.expect("counted");
        let failed = counts.iter().find(|it| it.status == Status::Failed).expect("some failed");
        assert_eq!((failed.bots, failed.troubled, failed.adrift, failed.cost), (100, 100, 50, 2_490_000));
        let versions = hatchery.store().fleet_versions(&question, 10).await.expect("counted");
        assert_eq!(versions.iter().map(|it| it.bots).sum::<i64>(), 1_000);
    })
    .await;
}

#[tokio::test]
async fn what_is_chosen_is_what_was_shown() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        has_a_thousand(&hatchery).await;
        let admin = account(0);
        hatchery.person(&admin).await;
        let mut tx = hatchery.begin().await;
        let selection = Selection::Like(like("failed drift"));
        let draft = fleet::draft(&hatchery.app, &mut tx, &admin, (Deed::Restart, Pace::USUAL), &selection)
            .await
            .expect("asked");
        tx.commit().await.expect("committed");
        let draft = draft.expect("a draft");
        assert_eq!((draft.bots, draft.names.len()), (50, 8));
        // What becomes so afterwards was not meant.
        sql(url, "UPDATE instances SET status = 'failed'").await;
        assert_eq!(hatchery.store().fleet_tally(&draft.job).await.expect("counted").waiting, 50);
    })
    .await;
}

#[tokio::test]
async fn who_names_a_bot_that_does_not_exist_changes_nothing() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let (admin, owner) = (account(0), account(1));
        hatchery.person(&admin).await;
        let nest = hatchery.hatched(&owner, &order("nest")).await;
        let named = |name: &str| Named::Of(owner.clone(), Name::parse(name).expect("a name"));
        let nobody = Id::from_bytes([3; 16]);
        let selection = Selection::These(vec![Named::Id(nest.clone()), Named::Id(nobody.clone()), named("nset")]);
        let mut tx = hatchery.begin().await;
        let refused =
            fleet::draft(&hatchery.app, &mut tx, &admin, (Deed::Stop, Pace::USUAL), &selection).await.expect("asked");
        tx.commit().await.expect("committed");
        assert_eq!(refused, Err(NoDraft::Unknown(vec![nobody.to_string(), format!("{owner}/nset")])));
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM fleet_jobs").await, 0);
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM fleet_targets").await, 0);

        let mut tx = hatchery.begin().await;
        let selection = Selection::These(vec![Named::Id(nest.clone()), named("NEST")]);
        let draft =
            fleet::draft(&hatchery.app, &mut tx, &admin, (Deed::Stop, Pace::USUAL), &selection).await.expect("asked");
        tx.commit().await.expect("committed");
        assert_eq!(draft.expect("a draft").bots, 1, "one bot, named twice");
    })
    .await;
    assert_eq!(Selection::parse("nset", &[]), Err(Unclear::Unknown(vec!["nset".into()])));
    assert!(Account::parse("nset").is_none());
}

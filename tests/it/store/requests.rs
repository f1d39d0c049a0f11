//! Requests that race: as many are accepted as there may be, everybody else gets a plain answer, and who was refused
//! leaves nothing behind.

use hatchery::deploy::{self, Asker, Operated, Requested};
use hatchery::domain::{OperationKind, Provider, Token, key};
use hatchery::quota::{Refusal, Window};
use hatchery::secret::Secret;

use crate::databases::each_database;
use crate::store::{Hatchery, account, on_telegram, order, race, rows, shared, to_token};

const RACERS: usize = 40;
const TOKEN: &str = "123456789:AAHATCHTESTtokenTOKENtokenTOKENtoken";
/// What a request writes.
const WRITTEN: [&str; 6] = ["instances", "secrets", "operations", "steps", "quota_uses", "outbox"];

/// Each round takes two dozen commits to a disk; the full fifty are for continuous integration.
fn rounds() -> usize {
    if std::env::var_os("CI").is_some() { 50 } else { 8 }
}

fn refusals(answers: &[Requested]) -> Vec<&Requested> {
    answers.iter().filter(|answer| !matches!(answer, Requested::Accepted(_))).collect()
}

/// Forty requests of one person at once, each for a bot of its own name.
async fn forty_requests(hatchery: &'static Hatchery, round: usize) -> (Vec<Requested>, u32, usize) {
    let ada = account(round);
    let person = hatchery.person(&ada).await;
    let answers = race(RACERS, |n| {
        let (ada, person) = (ada.clone(), person.clone());
        async move {
            let answer = hatchery.request(&ada, &person, &order(&format!("Nest {n}"))).await;
            answer.expect("a request is accepted or refused, nothing else")
        }
    })
    .await;
    (answers, hatchery.live(&person).await, hatchery.deploys(&person).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_racers_for_one_person_get_exactly_five_bots() {
    each_database(async |url| {
        let hatchery = shared(url, &[]).await;
        for round in 0..rounds() {
            let (answers, live, deploys) = forty_requests(hatchery, round).await;
            let refused = Requested::Refused(Refusal::Live { limit: 5 });
            assert_eq!(refusals(&answers), vec![&refused; RACERS - 5], "round {round}");
            assert_eq!((live, deploys), (5, 5), "round {round}");
        }
        let rounds = rounds() as i64;
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM instances").await, 5 * rounds);
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM operations WHERE ended_at IS NULL").await, 5 * rounds);
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM outbox").await, 5 * rounds, "one message for each");
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_racers_get_exactly_the_deploys_of_an_hour_and_of_a_day() {
    for (tier, window, limit) in [("hour=3,day=50,live=5", Window::Hour, 3), ("hour=50,day=4,live=5", Window::Day, 4)] {
        each_database(async |url| {
            let hatchery = shared(url, &[("TIER_FREE", tier)]).await;
            for round in 0..3 {
                let (answers, live, deploys) = forty_requests(hatchery, round).await;
                let refused = refusals(&answers);
                assert_eq!(refused.len(), RACERS - limit as usize, "{answers:?}");
                for refusal in refused {
                    let is_window = matches!(refusal, Requested::Refused(Refusal::Deploys { window: of, limit: at, .. })
                        if (*of, *at) == (window, limit));
                    assert!(is_window, "{refusal:?}");
                }
                assert_eq!((live, deploys), (limit, limit as usize));
            }
            hatchery.store().close().await;
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_many_want_at_once_names_one_bot() {
    each_database(async |url| {
        let hatchery = shared(url, &[]).await;
        for round in 0..3 {
            let ada = account(round);
            let person = hatchery.person(&ada).await;
            let answers = race(12, |n| {
                let (ada, person) = (ada.clone(), person.clone());
                let name = ["Nest", "nest", "NEST"][n % 3];
                async move { hatchery.request(&ada, &person, &order(name)).await.expect("an answer") }
            })
            .await;
            assert_eq!(refusals(&answers), vec![&Requested::NameTaken; 11]);
            assert_eq!((hatchery.live(&person).await, hatchery.deploys(&person).await), (1, 1));
        }
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_telegram_token_that_many_persons_bring_at_once_serves_one_bot() {
    each_database(async |url| {
        let hatchery = shared(url, &[]).await;
        for round in 0..3 {
            let token = format!("{TOKEN}{round}");
            let answers = race(12, |n| {
                let mut order = order("Nest");
                on_telegram(&mut order, &token);
                async move {
                    let account = account(100 * round + n);
                    let person = hatchery.person(&account).await;
                    let answer = hatchery.request(&account, &person, &order).await.expect("an answer");
                    (answer, hatchery.live(&person).await, hatchery.deploys(&person).await)
                }
            })
            .await;
            let (accepted, refused): (Vec<_>, Vec<_>) =
                answers.into_iter().partition(|(answer, ..)| matches!(answer, Requested::Accepted(_)));
            assert_eq!(refused, vec![(Requested::TokenInUse(Token::Telegram), 0, 0); 11]);
            assert!(matches!(accepted[..], [(_, 1, 1)]), "{accepted:?}");
        }
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM instances").await, 3, "who was refused has no bot");
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_telegram_token_that_many_bots_change_to_at_once_serves_one_of_them() {
    each_database(async |url| {
        let hatchery = shared(url, &[]).await;
        let mut bots = Vec::new();
        for n in 0..8 {
            bots.push(hatchery.hatched(&account(n), &order("Nest")).await);
        }
        let answers = race(bots.len(), |n| {
            let bot = bots[n].clone();
            async move {
                let (account, change) = (account(n), to_token(TOKEN));
                let person = hatchery.person(&account).await;
                let asker = Asker { account: &account, person: &person.id, message: None };
                let mut tx = hatchery.begin().await;
                let answer = deploy::update(&hatchery.app, &mut tx, &asker, &bot, &change).await.expect("an answer");
                tx.commit().await.expect("committed");
                answer
            }
        })
        .await;
        let refused = answers.iter().filter(|answer| **answer == Operated::TokenInUse(Token::Telegram)).count();
        assert_eq!(refused, bots.len() - 1, "{answers:?}");
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM secrets WHERE fingerprint IS NOT NULL").await, 1);
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM secrets WHERE kind = 'telegram-token'").await, 1);
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_request_made_many_times_at_once_makes_one_bot() {
    each_database(async |url| {
        let hatchery = shared(url, &[]).await;
        let ada = account(1);
        let person = hatchery.person(&ada).await;
        let answers = race(12, |n| {
            let (ada, person) = (ada.clone(), person.clone());
            // Even under another name: the key says that it is the same request.
            let mut order = order(&format!("Nest {n}"));
            order.idempotency_key = Some("press-7".into());
            async move { hatchery.request(&ada, &person, &order).await.expect("an answer") }
        })
        .await;
        let first = answers.iter().find_map(|answer| match answer {
            Requested::Accepted(bot) => Some(bot.clone()),
            _ => None,
        });
        let first = first.expect("one is accepted");
        assert_eq!(refusals(&answers), vec![&Requested::Before(first); 11]);
        assert_eq!((hatchery.live(&person).await, hatchery.deploys(&person).await), (1, 1));

        // A key is the account's own: the same word from somebody else is another request.
        let mut of_bob = order("Nest");
        of_bob.idempotency_key = Some("press-7".into());
        hatchery.ordered(&account(2), &of_bob).await;
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn a_refused_request_leaves_nothing_behind_although_its_turn_is_committed() {
    each_database(async |url| {
        let hatchery = Hatchery::with(url, &[("TIER_FREE", "hour=50,day=50,live=2")]).await;
        let (ada, bob) = (account(1), account(2));
        let (ada_person, bob_person) = (hatchery.person(&ada).await, hatchery.person(&bob).await);
        let mut with_token = order("Nest");
        on_telegram(&mut with_token, TOKEN);
        with_token.provider = Provider::Anthropic;
        with_token.key = Some(Secret::new("sk-ant-HATCHTEST-key-of-a-bot"));
        hatchery.ordered(&ada, &with_token).await;

        let before = rows(url, &WRITTEN).await;
        let taken = hatchery.request(&ada, &ada_person, &order("NEST")).await.expect("an answer");
        assert_eq!(taken, Requested::NameTaken);
        let in_use = hatchery.request(&bob, &bob_person, &with_token).await.expect("an answer");
        assert_eq!(in_use, Requested::TokenInUse(Token::Telegram));
        assert_eq!(rows(url, &WRITTEN).await, before);

        hatchery.ordered(&ada, &order("Second")).await;
        let before = rows(url, &WRITTEN).await;
        let full = hatchery.request(&ada, &ada_person, &order("Third")).await.expect("an answer");
        assert_eq!(full, Requested::Refused(Refusal::Live { limit: 2 }));
        assert_eq!(rows(url, &WRITTEN).await, before);
        // Nothing is in Bob's way once he brings a token of his own.
        on_telegram(&mut with_token, &TOKEN.replace("token", "other"));
        hatchery.ordered(&bob, &with_token).await;
    })
    .await;
}

#[tokio::test]
async fn a_change_to_a_token_in_use_leaves_the_bot_as_it_was() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let (ada, bob) = (account(1), account(2));
        let person = hatchery.person(&bob).await;
        let mut with_token = order("Nest");
        on_telegram(&mut with_token, TOKEN);
        hatchery.hatched(&ada, &with_token).await;
        let bot = hatchery.hatched(&bob, &order("Nest")).await;

        let before = rows(url, &WRITTEN).await;
        let asker = Asker { account: &bob, person: &person.id, message: None };
        let change = to_token(TOKEN);
        let mut tx = hatchery.begin().await;
        let answer = deploy::update(&hatchery.app, &mut tx, &asker, &bot, &change).await.expect("an answer");
        tx.commit().await.expect("committed");
        assert_eq!(answer, Operated::TokenInUse(Token::Telegram));
        assert_eq!(rows(url, &WRITTEN).await, before);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_all_that_is_asked_of_one_bot_at_once_one_thing_is_done() {
    each_database(async |url| {
        let hatchery = shared(url, &[]).await;
        let ada = account(1);
        let person = hatchery.person(&ada).await;
        let kinds = [OperationKind::Restart, OperationKind::Stop, OperationKind::Delete];
        for round in 0..3 {
            let bot = hatchery.hatched(&ada, &order(&format!("Nest {round}"))).await;
            let answers = race(15, |n| {
                let (ada, person, bot) = (ada.clone(), person.clone(), bot.clone());
                async move { hatchery.operate(&ada, &person, &bot, kinds[n % 3]).await }
            })
            .await;
            let held = hatchery.claim().await;
            assert_eq!(answers.iter().filter(|answer| **answer == Operated::Accepted).count(), 1, "{answers:?}");
            assert_eq!(answers.iter().filter(|answer| **answer == Operated::Busy(held.kind)).count(), 14);
        }
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM operations WHERE ended_at IS NULL").await, 3);
        assert_eq!(hatchery.count("SELECT COUNT(*) FROM outbox").await, 6, "a message for what is done, and no other");
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn a_persons_bots_are_listed_in_the_order_in_which_they_were_asked_for() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let person = hatchery.person(&account(1)).await;
        for round in 0..8 {
            let mut asked = Vec::new();
            for n in 0..5 {
                asked.push(hatchery.ordered(&account(1), &order(&format!("Nest {round} {n}"))).await);
            }
            let listed = hatchery.store().live_instances(&person.id).await.expect("listed");
            assert_eq!(listed.into_iter().map(|bot| bot.id).collect::<Vec<_>>(), asked);
            crate::store::sql(url, "UPDATE instances SET live = 0").await;
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_may_touch_a_bot_of_somebody_else() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let bot = hatchery.hatched(&account(1), &order("Nest")).await;
        let person = hatchery.person(&account(2)).await;
        for kind in OperationKind::ALL {
            assert_eq!(hatchery.operate(&account(2), &person, &bot, *kind).await, Operated::Gone, "{kind:?}");
        }
        assert_eq!(hatchery.store().open_operation(&bot).await.expect("looked up"), None);
    })
    .await;
}

#[test]
fn the_tokens_of_these_tests_are_tokens() {
    assert!(key::parse_telegram_token(TOKEN).is_ok());
}

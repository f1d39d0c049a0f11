//! Wishes for bots that come at the same moment are one transaction: each is granted or refused by itself, once for its key.

use hatchery::domain::Account;
use reqwest::Method;
use serde_json::{Value, json};

use super::{DEPLOY, served, wish};
use crate::store::race;

const TELEGRAM: &str = "123456789:AAHATCHTESTtokenTOKENtokenTOKENtoken";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_wishes_that_come_at_once_each_is_granted_or_refused_by_itself() {
    served(async |served| {
        let mut tokens = Vec::new();
        for n in 0..8 {
            tokens.push(served.full(&Account::telegram(2_000 + n)).await);
        }
        // The first two have a bot of that name.
        for token in &tokens[..2] {
            assert_eq!(served.post(DEPLOY, token, &wish("nest")).await.status, 201);
        }
        let mut with_token = wish("nest");
        with_token["channels"] = json!({ "telegram": { "botToken": TELEGRAM } });
        let wishes: Vec<(usize, &str, Value)> = vec![
            (0, "k", wish("nest")),
            (1, "k", wish("Nest")),
            // One token for two.
            (2, "k", with_token.clone()),
            (3, "k", with_token.clone()),
            // The same twice, and something else with the same key.
            (4, "k", wish("nest")),
            (4, "k", wish("nest")),
            (5, "k", wish("nest")),
            (5, "k", wish("twig")),
            // Two bots of one person.
            (6, "k", wish("nest")),
            (6, "l", wish("twig")),
            (7, "k", wish("nest")),
        ];
        let answers = race(wishes.len(), |n| {
            let (who, key, body) = &wishes[n];
            let request =
                served.request(Method::POST, DEPLOY, &tokens[*who]).header("Idempotency-Key", *key).json(body);
            async move {
                let response = request.send().await.expect("an answer");
                let status = response.status().as_u16();
                (status, response.json::<Value>().await.expect("JSON")["instance"]["id"].to_string())
            }
        })
        .await;
        let statuses: Vec<u16> = answers.iter().map(|it| it.0).collect();
        assert_eq!(statuses[..2], [409, 409]);
        let one_of_two = |one: u16, other: u16| (one.min(other), one.max(other));
        assert_eq!(one_of_two(statuses[2], statuses[3]), (201, 409));
        assert_eq!((statuses[4], statuses[5], &answers[4].1), (201, 201, &answers[5].1));
        assert_eq!(one_of_two(statuses[6], statuses[7]), (201, 409));
        assert_eq!(statuses[8..], [201, 201, 201]);

        // Who was refused has written nothing, and may try again with the same key.
        for table in ["instances", "configs", "operations", "quota_uses", "outbox"] {
            assert_eq!(served.hatchery.count(&format!("SELECT COUNT(*) FROM {table}")).await, 8, "{table}");
        }
        let summed = "SELECT COUNT(*) FROM instances i WHERE secret_versions = (
            SELECT CAST(SUM(version) AS BIGINT) FROM secrets s WHERE s.instance_id = i.id)";
        assert_eq!(served.hatchery.count(summed).await, 8);
        let again = served.request(Method::POST, DEPLOY, &tokens[0]).header("Idempotency-Key", "k").json(&wish("twig"));
        let again = served.ask(again, Method::POST, DEPLOY).await;
        assert_eq!((again.status, again.header("idempotency-replayed")), (201, ""));
    })
    .await;
}

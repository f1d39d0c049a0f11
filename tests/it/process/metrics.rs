//! The page of metrics: for whoever has its token. A message that may have come twice is counted there.

use nix::sys::signal::Signal;

use super::house::{House, newest_offers, told};
use super::program::{Program, until};
use crate::fakes::telegram::Failure;

const TOKEN: &str = "HATCHTEST-metrics-token";

async fn page(port: u16, token: Option<&str>) -> (u16, String) {
    let request = reqwest::Client::new().get(format!("http://127.0.0.1:{port}/metrics"));
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    let answer = request.send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("a text"))
}

/// How many messages of each kind may have come twice, as the page tells it.
async fn perhaps_twice(serve: &Program) -> [u64; 2] {
    let (status, text) = page(serve.port().await, Some(TOKEN)).await;
    assert_eq!(status, 200, "{text}");
    ["Letter", "Reply"].map(|kind| {
        let name = format!("hatchery_messages_perhaps_twice_total{{kind=\"{kind}\"}} ");
        let line = text.lines().find_map(|line| line.strip_prefix(name.as_str()));
        line.unwrap_or_else(|| panic!("{text}")).parse().expect("a number")
    })
}

#[tokio::test]
async fn the_page_of_metrics_is_for_whoever_has_its_token() {
    let Some(house) = House::new().await else { return };
    let serve = house.serves();
    assert_eq!(page(serve.port().await, Some(TOKEN)).await.0, 404, "there is none without a token");
    serve.leaves(Signal::SIGTERM).await;

    let house = house.with("METRICS_TOKEN", TOKEN);
    let serve = house.serves();
    for stranger in [None, Some(""), Some("HATCHTEST-metrics-tokem"), Some("HATCHTEST-metrics-token2")] {
        assert_eq!(page(serve.port().await, stranger).await, (401, String::new()), "{stranger:?}");
    }
    let (status, text) = page(serve.port().await, Some(TOKEN)).await;
    assert_eq!(status, 200);
    assert!(text.ends_with("# EOF\n"), "{text}");
    serve.leaves(Signal::SIGTERM).await;
}

/// Whether somebody listens there for who comes by another way than localhost.
async fn is_open_to_others(port: u16) -> bool {
    tokio::net::TcpStream::connect(("127.0.0.2", port)).await.is_ok()
}

#[tokio::test]
async fn on_a_port_of_its_own_the_page_is_for_this_machine_or_for_whoever_has_the_token() {
    let Some(house) = House::new().await else { return };
    let house = house.with("METRICS_PORT", "0");
    let serve = house.serves();
    let own = serve.number_after("its numbers are shown on port ").await;
    assert_eq!(page(serve.port().await, None).await.0, 404, "it is not on PORT any more");
    let (status, text) = page(own, None).await;
    assert_eq!(status, 200);
    assert!(text.ends_with("# EOF\n"), "{text}");
    assert!(!is_open_to_others(own).await && is_open_to_others(serve.port().await).await);
    serve.leaves(Signal::SIGTERM).await;

    let house = house.with("METRICS_TOKEN", TOKEN);
    let serve = house.serves();
    let own = serve.number_after("its numbers are shown on port ").await;
    assert_eq!(page(serve.port().await, Some(TOKEN)).await.0, 404, "nor with the token");
    assert_eq!(page(own, None).await, (401, String::new()));
    assert_eq!(page(own, Some("HATCHTEST-metrics-tokem")).await, (401, String::new()));
    assert_eq!(page(own, Some(TOKEN)).await.0, 200);
    assert!(is_open_to_others(own).await);
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn a_reply_whose_arrival_nobody_saw_is_given_again_and_counted() {
    let Some(house) = House::new().await else { return };
    let house = house.with("METRICS_TOKEN", TOKEN);
    let serve = house.serves();
    house.ada().says(&house.bot, "/quota");
    house.tells("You have 0 of 5 bots.").await;
    assert_eq!(perhaps_twice(&serve).await, [0, 0]);
    house.telegram.fails_next(&house.bot, "sendMessage", Failure::AnswerLost);
    house.ada().says(&house.bot, "/start");
    house.ada().sees(&house.bot, |chat| told(chat, "I hatch bots.").len() == 2).await;
    until("it is counted", async || (perhaps_twice(&serve).await == [0, 1]).then_some(())).await;
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn a_result_that_arrived_before_the_kill_comes_twice_and_is_counted() {
    let Some(house) = House::new().await else { return };
    let house = house.with("METRICS_TOKEN", TOKEN);
    let serve = house.serves();
    house.reviews("nest").await;
    house.telegram.fails_next(&house.bot, "sendMessage", Failure::AnswerStall);
    house.ada().presses(&house.bot, "Hatch it");
    house.tells("“nest” is alive.").await;
    serve.dies().await;

    let serve = house.serves();
    house.ada().sees(&house.bot, |chat| told(chat, "“nest” is alive.").len() == 2).await;
    house.comes_to_rest().await;
    assert_eq!(perhaps_twice(&serve).await, [1, 0]);
    // What is edited in its place cannot come twice.
    house.ada().says(&house.bot, "/deploy owl echo web");
    house.ada().sees(&house.bot, |chat| newest_offers(chat, "Hatch it")).await;
    house.telegram.fails_next(&house.bot, "editMessageText", Failure::AnswerLost);
    house.ada().presses(&house.bot, "Hatch it");
    house.tells("“owl” is alive.").await;
    house.comes_to_rest().await;
    assert_eq!(perhaps_twice(&serve).await, [1, 0]);
    serve.leaves(Signal::SIGTERM).await;
}

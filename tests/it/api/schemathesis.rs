//! schemathesis makes up requests from the description and looks whether the answers keep to it.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::{sleep, timeout};

use super::{BOTS, ada, running, served_with};
use hatchery::quota::DAY;

/// The setting that names the program; `.ci/run` installs it.
const SETTING: &str = "HATCHERY_SCHEMATHESIS";
/// Everything is checked of everything but for this: that what keeps to the description is accepted cannot be said where
/// it depends on more than a schema can say. Which key fits `aiProvider`, that a token is a real one's shape and that a
/// person has room for another bot is told by 400, as the contract has it; so is that a change names exactly one thing
/// that this bot has. That what does not keep to it is refused is checked here, too.
const CONFIG: &str = r#"
[[operations]]
include-path = "/api/moltbot/deploy"
checks.positive_data_acceptance.enabled = false

[[operations]]
include-name = "PATCH /api/moltbot/instances/{id}"
checks.positive_data_acceptance.enabled = false

# Which words a filter knows, what fits one line of a search, and that one thing is changed at a time.
[[operations]]
include-path-regex = "^/api/super/(fleet|users|instances/.id./config)"
checks.positive_data_acceptance.enabled = false

# A header that may be left out is described as one that may be null, and so "null" is sent.
[[operations]]
include-path-regex = "events$"
checks.positive_data_acceptance.enabled = false
"#;
const LIMIT: Duration = Duration::from_secs(240);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_are_made_up_find_no_answer_that_is_not_described() {
    let Some(program) = std::env::var_os(SETTING) else {
        eprintln!("NOT RUN: {SETTING} names no schemathesis");
        return;
    };
    // A stream of events ends after ten minutes, which is soon where every look comes a minute later.
    served_with(&[("ADMINS", "telegram:1042"), ("JOB_POLL_MS", "20")], async |served| {
        running(served, &ada(), "nest").await;
        let token = served.token(&ada(), "read deploy admin", 360 * DAY).await;
        assert_eq!(served.get(BOTS, &token).await.status, 200);
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("schemathesis.toml");
        std::fs::write(&config, CONFIG).expect("written");
        let mut command = Command::new(&program);
        command.current_dir(folder.path()).stdin(Stdio::null()).kill_on_drop(true);
        command.arg("--config-file").arg(&config);
        command.args(["run", &format!("{}/openapi.json", served.origin), "--no-color", "--request-timeout", "20"]);
        command.args(["--header", &format!("Authorization: Bearer {token}"), "--max-examples", "40", "--seed", "7"]);
        // Every look a minute later, so that the limit of one does not end it.
        let minutes = async {
            loop {
                sleep(Duration::from_millis(20)).await;
                served.hatchery.app.move_clock(Duration::from_secs(60));
            }
        };
        let found = tokio::select! {
            found = timeout(LIMIT, command.output()) => found.expect("it ends").expect("it starts"),
            () = minutes => unreachable!("minutes go on"),
        };
        let told = String::from_utf8_lossy(&found.stdout).into_owned();
        assert!(found.status.success(), "{told}\n{}", String::from_utf8_lossy(&found.stderr));
    })
    .await;
}

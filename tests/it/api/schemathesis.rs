//! schemathesis makes up requests from the description and looks whether the answers keep to it.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::{sleep, timeout};

use super::{BOTS, ada, running, served_with};
use hatchery::quota::DAY;

/// The setting that names the program; `.ci/run` installs it.
const SETTING: &str = "HATCHERY_SCHEMATHESIS";
const LIMIT: Duration = Duration::from_secs(240);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_are_made_up_find_no_answer_that_is_not_described() {
    let Some(program) = std::env::var_os(SETTING) else {
        eprintln!("NOT RUN: {SETTING} names no schemathesis");
        return;
    };
    served_with(&[("ADMINS", "telegram:1042")], async |served| {
        running(served, &ada(), "nest").await;
        let token = served.token(&ada(), "read deploy admin", 360 * DAY).await;
        assert_eq!(served.get(BOTS, &token).await.status, 200);
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(&program);
        command.current_dir(folder.path()).stdin(Stdio::null()).kill_on_drop(true);
        command.args(["run", &format!("{}/openapi.json", served.origin), "--no-color", "--request-timeout", "20"]);
        command.args(["--header", &format!("Authorization: Bearer {token}"), "--max-examples", "40", "--seed", "7"]);
        // A stream has no end. What a name or a key may be is more than a schema can say.
        command.args(["--exclude-path-regex", "events$", "--exclude-checks", "positive_data_acceptance"]);
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

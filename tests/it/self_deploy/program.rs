//! The real program, once from nothing to a Hatchery that answers, and once to a failure.

use std::path::Path;

use super::{Desk, NEW, OLD, TELEGRAM_TOKEN};
use crate::fakes::railway::Step;
use crate::process::program::{Said, Settings, command};

async fn says(desk: &Desk, place: &Path, arguments: &[&str]) -> Said {
    let settings: Settings = desk.settings.clone();
    let output = command("self-deploy", &settings, place).args(arguments).output().await.expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[tokio::test]
async fn the_program_sets_up_updates_goes_back_and_ends_with_1_when_it_cannot() {
    let Some(desk) = Desk::new().await else { return };
    let place = tempfile::tempdir().expect("a folder");
    let first = says(&desk, place.path(), &["--replicas", "2"]).await;
    assert_eq!((first.code, first.err.as_str()), (Some(0), ""), "{}", first.out);
    desk.is_whole(OLD);
    assert_eq!(desk.newest("hatchery").settings["numReplicas"], 2);
    let key = &desk.newest("hatchery").variables["MOLTBOT_ENCRYPTION_KEY"];
    assert_eq!(first.out.matches(key.as_str()).count(), 1);

    let again = says(&desk, place.path(), &[]).await;
    assert_eq!(again.code, Some(0), "{}{}", again.out, again.err);
    assert!(again.out.contains("nothing was changed"), "{}", again.out);

    desk.railway.next_deployment(&[Step::Fails { at: "HEALTHCHECK", error: "never became healthy" }]);
    let failed = says(&desk, place.path(), &["--image", NEW]).await;
    assert_eq!(failed.code, Some(1), "{}", failed.out);
    assert!(failed.err.starts_with("hatchery: hatchery did not come up"), "{}", failed.err);
    assert_eq!(says(&desk, place.path(), &["--image", NEW]).await.code, Some(0));
    assert_eq!(says(&desk, place.path(), &["--rollback"]).await.code, Some(0));
    desk.is_whole(OLD);

    for said in [&first, &again, &failed] {
        for secret in [TELEGRAM_TOKEN, &desk.settings["RAILWAY_API_KEY"]] {
            assert!(!said.out.contains(secret) && !said.err.contains(secret), "{}{}", said.out, said.err);
        }
    }
    let odd = says(&desk, place.path(), &["--rollback", "--image", NEW]).await;
    assert_eq!(odd.code, Some(2), "going back is to what there was: {}", odd.err);
    assert_eq!(std::fs::read_dir(place.path()).expect("a folder").count(), 0, "it leaves nothing on this machine");
}

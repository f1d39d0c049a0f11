//! `hatchery chat` over pipes: README's story, every way to leave it, and what is found again afterwards.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use hatchery::domain::Provider;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin};
use tokio::time::timeout;

use super::house::{AI_KEY, House, Page};
use super::program::{Settings, command, until, until_or};
use crate::PATIENCE;

/// A conversation with a program that is there until the input ends.
pub struct Talk {
    child: Child,
    typing: Option<ChildStdin>,
    shown: Arc<Mutex<String>>,
}

impl Talk {
    pub fn begins(settings: &Settings, house: &House) -> Self {
        let mut command = command("chat", settings, &house.place());
        let piped = std::process::Stdio::piped;
        let mut child = command.stdin(piped()).stdout(piped()).stderr(piped()).spawn().expect("the program starts");
        let typing = child.stdin.take();
        let mut out = child.stdout.take().expect("its output is piped");
        let shown = Arc::new(Mutex::new(String::new()));
        let page = shown.clone();
        tokio::spawn(async move {
            let mut bytes = Vec::new();
            let mut part = [0; 4096];
            while let Ok(n @ 1..) = out.read(&mut part).await {
                bytes.extend_from_slice(&part[..n]);
                *page.lock().expect("no reader panics") = String::from_utf8_lossy(&bytes).into_owned();
            }
        });
        Talk { child, typing, shown }
    }

    pub async fn types(&mut self, line: &str) {
        let typing = self.typing.as_mut().expect("the input has not ended");
        typing.write_all(format!("{line}\n").as_bytes()).await.expect("it reads its input");
    }

    pub fn shown(&self) -> String {
        self.shown.lock().expect("no reader panics").clone()
    }

    pub async fn shows(&self, text: &str) -> String {
        self.shows_after(0, text).await
    }

    /// The same in what came after so many bytes; all that it has shown by then.
    pub async fn shows_after(&self, read: usize, text: &str) -> String {
        let shows = || Some(self.shown()).filter(|shown| shown[read..].contains(text));
        until_or(async || shows(), || format!("it never said {text:?}:\n{}", self.shown())).await
    }

    /// The input ends, and so does the program.
    pub async fn leaves(mut self) {
        drop(self.typing.take());
        let (code, shown) = self.ends().await;
        assert_eq!(code, Some(0), "{shown}");
    }

    fn signal(&self, signal: Signal) {
        let pid = self.child.id().and_then(|pid| i32::try_from(pid).ok()).expect("it runs");
        kill(Pid::from_raw(pid), signal).expect("it is there");
    }

    /// Its end, and all it has shown.
    async fn ends(mut self) -> (Option<i32>, String) {
        let output =
            timeout(PATIENCE, self.child.wait()).await.expect("it ends in time").expect("it can be waited for");
        let whole = until("the end of its output", async || (Arc::strong_count(&self.shown) == 1).then_some(())).await;
        drop((whole, self.typing.take()));
        (output.code(), self.shown())
    }
}

/// What `chat` is given: no account anywhere, and a folder with a blank in its name.
fn settings(house: &House) -> Settings {
    let needed = ["ANTHROPIC_API_URL", "RETRY_BASE_MS", "JOB_POLL_MS"];
    let mut settings: Settings = needed.map(|name| (name, house.settings[name].clone())).into();
    settings.insert("DATA_DIR", folder(house).display().to_string());
    settings
}

fn folder(house: &House) -> PathBuf {
    house.place().join("my data")
}

/// The program, started like this, in a house that counts its bots.
pub async fn house() -> Option<(House, Settings)> {
    let house = House::new().await?;
    let data = folder(&house).display().to_string();
    let settings = settings(&house);
    Some((house.with("DATA_DIR", data), settings))
}

#[tokio::test]
async fn the_story_of_the_readme_is_true() {
    let Some((house, settings)) = house().await else { return };
    let mut talk = Talk::begins(&settings, &house);
    talk.types("/deploy nest echo web").await;
    talk.shows("Ready to hatch “nest”").await;
    talk.types("Hatch it").await;
    let shown = talk.shows("“nest” is alive.").await;
    let (_, result) = shown.split_once("“nest” is alive.").expect("it was just seen");
    let page = Page::in_text(result);
    page.answers().await;
    house.is_in_order().await;
    talk.types("/status").await;
    talk.shows("nest  ● running").await;
    drop(talk.typing.take());
    let (code, shown) = talk.ends().await;
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.ends_with("Your bots stop with Hatchery and start with it again. Goodbye.\n"), "{shown}");
    assert_eq!(house.running(), []);
    page.is_gone().await;

    let mut talk = Talk::begins(&settings, &house);
    talk.types("/status").await;
    talk.shows("nest  ● running").await;
    house.is_in_order().await;
    talk.signal(Signal::SIGTERM);
    assert_eq!(talk.ends().await.0, Some(0));
    assert_eq!(house.running(), []);
}

#[tokio::test]
async fn at_the_terminal_one_looks_after_all_bots_and_looks_closely_at_one() {
    let Some((house, settings)) = house().await else { return };
    let mut talk = Talk::begins(&settings, &house);
    talk.types("/deploy nest echo web").await;
    talk.shows("Ready to hatch “nest”").await;
    talk.types("Hatch it").await;
    talk.shows("“nest” is alive.").await;
    talk.types("/diagnose nest").await;
    talk.shows("“nest” ✓ all is well").await;
    talk.types("/fleet").await;
    talk.shows("1 bot of all people").await;
    talk.types("/fleet restart all").await;
    talk.shows("Restart 1 bot: nest").await;
    talk.types("Restart 1 bot").await;
    talk.shows("1 done, 0 failed").await;
    talk.types("/fleet stop all").await;
    talk.shows("Write stop 1 to confirm.").await;
    talk.types("stop 1").await;
    until("the bot's process is gone", async || house.running().is_empty().then_some(())).await;
    drop(talk.typing.take());
    assert_eq!(talk.ends().await.0, Some(0));
}

#[tokio::test]
async fn work_on_many_and_a_close_look_go_on_after_a_kill() {
    let Some((house, mut settings)) = house().await else { return };
    settings.insert("TIER_FREE", "hour=9,day=9,live=5".into());
    let mut talk = Talk::begins(&settings, &house);
    for name in ["one", "two", "three"] {
        talk.types(&format!("/deploy {name} echo web")).await;
        talk.shows(&format!("Ready to hatch “{name}”")).await;
        talk.types("Hatch it").await;
        talk.shows(&format!("“{name}” is alive.")).await;
    }
    talk.types("/fleet restart all").await;
    talk.shows("Restart 3 bots: one, two, three").await;
    talk.types("Restart 3 bots").await;
    talk.types("/diagnose three").await;
    let url = format!("sqlite://{}/hatchery.db", folder(&house).display().to_string().replace(' ', "%20"));
    let begun = "SELECT COUNT(*) FROM fleet_targets WHERE state <> 'waiting'";
    until("the first bot is asked", async || (crate::store::count(&url, begun).await > 0).then_some(())).await;
    talk.signal(Signal::SIGKILL);
    let (_, before) = talk.ends().await;

    let mut talk = Talk::begins(&settings, &house);
    let done = "3 done, 0 failed, 0 left out, 0 at work, 0 to come";
    if !before.contains(done) {
        talk.shows(done).await;
    }
    let asked = crate::store::count(&url, "SELECT COUNT(*) FROM operations WHERE kind = 'restart'").await;
    assert_eq!(asked, 3, "each bot was asked once");
    let made = async || {
        (crate::store::count(&url, "SELECT COUNT(*) FROM diagnoses WHERE ended_at IS NULL").await == 0).then_some(())
    };
    until("the end of the look", made).await;
    drop(talk.typing.take());
    assert_eq!(talk.ends().await.0, Some(0));
    assert_eq!(house.running(), []);
}

#[tokio::test]
async fn an_interrupt_in_the_middle_of_a_hatch_leaves_nothing_and_the_hatch_goes_on() {
    let Some((house, settings)) = house().await else { return };
    let mut talk = Talk::begins(&settings, &house);
    talk.types("/deploy nest echo web").await;
    talk.types("Hatch it").await;
    until("the bot's process", async || (!house.running().is_empty()).then_some(())).await;
    talk.signal(Signal::SIGINT);
    let (code, shown) = talk.ends().await;
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(house.running(), []);

    let talk = Talk::begins(&settings, &house);
    house.comes_to_rest().await;
    house.is_in_order().await;
    assert_eq!((house.running().len(), house.used().await), (1, 1));
    talk.signal(Signal::SIGINT);
    talk.ends().await;
}

#[tokio::test]
async fn a_setting_of_a_bot_is_changed_at_the_terminal() {
    let Some((house, settings)) = house().await else { return };
    let mut talk = Talk::begins(&settings, &house);
    talk.types("/deploy nest echo web").await;
    talk.shows("Ready to hatch “nest”").await;
    talk.types("Hatch it").await;
    talk.shows("“nest” is alive.").await;
    talk.types("/config nest").await;
    talk.shows("Memory (memory): as usual, 20").await;
    talk.types("Memory").await;
    talk.shows("What should Memory be for “nest”?").await;
    talk.types("0").await;
    talk.shows("“memory” is a whole number from 1 to 20.").await;
    talk.types("3").await;
    talk.shows("“nest” is changed and answered").await;
    talk.types("/config nest set persona = You're a pirate.").await;
    talk.shows("“nest” has revision 3 of its config now and takes it up at once.").await;
    talk.types("/config nest").await;
    talk.shows("Character (persona): You’re a pirate.").await;
    drop(talk.typing.take());
    assert_eq!(talk.ends().await.0, Some(0));
}

#[tokio::test]
async fn after_a_kill_the_conversation_goes_on_where_it_was() {
    let Some((house, settings)) = house().await else { return };
    house.providers.knows(Provider::Anthropic, AI_KEY);
    let mut talk = Talk::begins(&settings, &house);
    talk.types("/deploy nest anthropic").await;
    talk.shows("Send me your Anthropic key.").await;
    talk.types(AI_KEY).await;
    talk.shows("Where should people talk to “nest”?").await;
    talk.signal(Signal::SIGKILL);
    let (code, before) = talk.ends().await;
    assert_eq!(code, None, "it was killed");

    let mut talk = Talk::begins(&settings, &house);
    talk.shows("Where should people talk to “nest”?").await;
    talk.types("web").await;
    talk.types("Done").await;
    talk.shows("Ready to hatch “nest”").await;
    talk.types("Hatch it").await;
    let shown = talk.shows("“nest” is alive.").await;
    talk.signal(Signal::SIGKILL);
    talk.ends().await;
    assert_eq!(house.running().len(), 1, "bots outlive a kill -9");

    let mut talk = Talk::begins(&settings, &house);
    talk.types("/status").await;
    talk.shows("nest  ● running").await;
    house.is_in_order().await;
    drop(talk.typing.take());
    assert_eq!(talk.ends().await.0, Some(0));
    assert_eq!(house.running(), []);

    let log = std::fs::read_to_string(folder(&house).join("hatchery.log")).expect("a log");
    let master_key = std::fs::read_to_string(folder(&house).join("master.key")).expect("a key file");
    let (_, result) = shown.split_once("“nest” is alive.").expect("it was just seen");
    for secret in [AI_KEY, master_key.trim(), Page::in_text(result).token()] {
        assert!(!log.contains(secret), "{log}");
    }
    assert!(!log.is_empty() && !before.contains(AI_KEY) && !shown.contains(AI_KEY), "{log}{before}{shown}");
}

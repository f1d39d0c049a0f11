//! With a terminal: a real pseudo-terminal, typed into, and looked at through a terminal emulator.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::num::NonZero;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use expect_test::expect;
use hatchery::chat::Ask;
use hatchery::console::Console;
use hatchery::run;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Termios, Winsize, tcgetattr, tcsetwinsize};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{App, KEY, asking, ended, view, words};
use crate::PATIENCE;
use crate::world::{self, World};

const COLUMNS: NonZero<u16> = NonZero::new(40).expect("40 is not 0");
const ROWS: NonZero<u16> = NonZero::new(24).expect("24 is not 0");

/// Somebody at a terminal.
struct Person {
    app: App,
    run: Option<JoinHandle<anyhow::Result<()>>>,
    keyboard: File,
    glass: mpsc::UnboundedReceiver<Vec<u8>>,
    screen: vt100::Parser,
    /// All bytes that ever came to the terminal.
    bytes: Vec<u8>,
    terminal: File,
    before: Termios,
    home: tempfile::TempDir,
}

fn open_terminal() -> (File, File) {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
    let keyboard = openpt(flags).expect("a pseudo-terminal");
    grantpt(&keyboard).and_then(|()| unlockpt(&keyboard)).expect("a usable pseudo-terminal");
    let name = ptsname(&keyboard, Vec::new()).expect("its name");
    let path = PathBuf::from(name.to_str().expect("a plain name"));
    let terminal = OpenOptions::new().read(true).write(true).open(path).expect("its other side");
    let size = Winsize { ws_row: ROWS.get(), ws_col: COLUMNS.get(), ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&terminal, size).expect("a size");
    (File::from(keyboard), terminal)
}

impl Person {
    async fn sits_down() -> Self {
        Person::with_colors(false).await
    }

    async fn with_colors(is_colored: bool) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let (keyboard, terminal) = open_terminal();
        let before = tcgetattr(&terminal).expect("its settings");
        let copy = || terminal.try_clone().expect("a copy");
        let app = App::new(copy(), copy(), home.path(), is_colored);
        let run = Some(app.run());
        let (light, glass) = mpsc::unbounded_channel();
        let mut reading = keyboard.try_clone().expect("a copy");
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = reading.read(&mut bytes) {
                if light.send(bytes[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(ROWS, COLUMNS, 0);
        let mut person = Person { app, run, keyboard, glass, screen, bytes: Vec::new(), terminal, before, home };
        person.sees("hatchery ›").await;
        person
    }

    fn types(&mut self, text: &str) {
        self.keyboard.write_all(text.as_bytes()).expect("the terminal takes keys");
    }

    fn screen(&self) -> String {
        let contents = self.screen.screen().contents();
        contents.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// Waits until the screen holds this text.
    async fn sees(&mut self, text: &str) {
        self.waits(&format!("sees {text:?}"), |person| person.screen().contains(text)).await;
    }

    /// Waits until the screen ends with this prompt and nothing else.
    async fn is_at(&mut self, prompt: &str) {
        self.waits(&format!("is at {prompt:?}"), |person| person.screen().trim_end().ends_with(&format!("\n{prompt}")))
            .await;
    }

    async fn hears(&mut self, said: &[&str]) {
        self.waits(&format!("has said {said:?}"), |person| person.app.heard() == said).await;
    }

    async fn waits(&mut self, what: &str, is_so: impl Fn(&Person) -> bool) {
        let end = tokio::time::Instant::now() + PATIENCE;
        let mut look = tokio::time::interval(std::time::Duration::from_millis(5));
        while !is_so(self) {
            tokio::select! {
                Some(bytes) = self.glass.recv() => {
                    self.screen.process(&bytes);
                    self.bytes.extend(bytes);
                }
                _ = look.tick() => {}
                () = tokio::time::sleep_until(end) => {
                    panic!("nobody {what}; heard {:?}, on the screen:\n{}", self.app.heard(), self.screen());
                }
            }
        }
    }

    /// Waits for the end of the run and finds the terminal as it was.
    async fn leaves(&mut self) {
        ended(self.run.take().expect("a run")).await;
        self.sees("Your bots stop now").await;
        let after = tcgetattr(&self.terminal).expect("its settings");
        assert_eq!(after.local_modes, self.before.local_modes);
        assert_eq!(after.input_modes, self.before.input_modes);
        assert!(after.local_modes.contains(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG));
        let text = String::from_utf8_lossy(&self.bytes);
        assert!(text.rfind("\x1b[?2004l") > text.rfind("\x1b[?2004h"), "paste marks are off again");
    }

    fn history(&self) -> String {
        std::fs::read_to_string(self.home.path().join("history")).unwrap_or_default()
    }
}

#[tokio::test]
async fn a_person_orders_a_bot_and_the_key_is_never_seen() {
    let mut ada = Person::sits_down().await;
    ada.types("/new\r");
    ada.is_at("name ›").await;
    ada.types("nest\r");
    ada.is_at("provider ›").await;
    ada.types("1\r");
    ada.is_at("key ›").await;
    ada.types(KEY);
    ada.sees("key › *****").await;
    ada.types("\r");
    ada.is_at("review ›").await;
    expect![[r#"
        hatchery › /new

        What shall it be called?
          1 nest-2
          2 Cancel
        name › nest

        Whose AI should “nest” use?
          1 Anthropic   2 OpenAI
          3 OpenRouter   4 Gemini
          5 Cancel
        provider › 1

        Send me your Anthropic key.
          1 Back   2 Cancel
        key › *********************************

        Ready to hatch “nest”
          1 Hatch it
        review ›
    "#]]
    .assert_eq(&ada.screen());
    assert_eq!(ada.app.heard(), ["/new", "nest", "[anthropic]", KEY]);

    // A key typed where none was asked for is seen, as everything is, but not kept.
    ada.types(&format!("{KEY}\r"));
    ada.hears(&["/new", "nest", "[anthropic]", KEY, KEY]).await;
    ada.types("\x04");
    ada.leaves().await;
    assert_eq!(ada.history(), "/new\nnest\n");
    let mode = std::fs::metadata(ada.home.path().join("history")).expect("it exists").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn no_byte_of_a_secret_reaches_the_terminal() {
    let mut ada = Person::sits_down().await;
    ada.app.send(&asking("key", Ask::Secret, "Send me your key.", &[]));
    ada.is_at("key ›").await;
    ada.types(&format!("\x1b[200~{KEY}\x1b[201~\x1b[D\x1b[D\x1b[A\r"));
    ada.hears(&[KEY]).await;
    ada.sees("Ready to hatch").await;
    let seen = String::from_utf8_lossy(&ada.bytes).into_owned();
    assert!(!seen.contains("HATCH") && !seen.contains("sk-"), "{seen}");
    assert_eq!(ada.history(), "");
}

#[tokio::test]
async fn a_secret_typed_ahead_of_its_question_is_not_seen_either() {
    let mut ada = Person::sits_down().await;
    ada.types(&format!("/new\rnest\ranthropic\r{KEY}\r"));
    ada.hears(&["/new", "nest", "[anthropic]", KEY]).await;
    ada.is_at("review ›").await;
    let seen = String::from_utf8_lossy(&ada.bytes).into_owned();
    assert!(!seen.contains("HATCHTEST"), "{seen}");
}

#[tokio::test]
async fn news_never_unmask_a_secret_that_is_being_typed() {
    let mut ada = Person::sits_down().await;
    ada.app.send(&asking("key", Ask::Secret, "Send me your key.", &[]));
    ada.is_at("key ›").await;
    ada.types("sk-ant-HATCHTEST");
    ada.sees("key › ****************").await;
    ada.app.send(&view("“egg” stopped at 14:02."));
    ada.sees("stopped at 14:02").await;
    ada.sees("key › ****************").await;
    // Even another question leaves what was begun in the dark.
    ada.app.send(&asking("name", Ask::Text, "What shall it be called?", &[]));
    ada.sees("name › ****************").await;
    ada.types("\x15visible");
    ada.sees("name › visible").await;
    assert!(!String::from_utf8_lossy(&ada.bytes).contains("HATCHTEST"));
}

#[tokio::test]
async fn news_do_not_break_the_line_being_typed() {
    let mut ada = Person::sits_down().await;
    ada.types("/he");
    ada.sees("hatchery › /he").await;
    ada.app.send(&view("“egg” stopped at 14:02.\nI started it again."));
    ada.sees("started it again").await;
    ada.types("lp\r");
    ada.hears(&["/help"]).await;
    ada.is_at("hatchery ›").await;
    expect![[r#"
        “egg” stopped at 14:02.
        I started it again.
        hatchery › /help

        I heard 5 characters.
        hatchery ›
    "#]]
    .assert_eq(&ada.screen());
}

#[tokio::test]
async fn progress_is_one_message_that_changes_in_place() {
    let mut ada = Person::sits_down().await;
    let place = "✓ a place was prepared for it, which fills more than a row";
    let message = ada.app.send(&view("Hatching “nest” · 0:00\n→ place\n· first answer"));
    ada.types("typing on");
    ada.sees("typing on").await;
    for text in [format!("Hatching “nest” · 0:01\n{place}"), format!("Hatching “nest” · 0:02\n{place}\n✓ first answer")]
    {
        ada.app.console.edit(&message, &view(&text)).expect("a changed message");
    }
    ada.sees("0:02").await;
    ada.is_at("hatchery › typing on").await;
    expect![[r#"
        Hatching “nest” · 0:02
        ✓ a place was prepared for it, which fills more than a row
        ✓ first answer
        hatchery › typing on
    "#]]
    .assert_eq(&ada.screen());

    ada.app.send(&view("“egg” stopped at 14:02."));
    let text = format!("Hatching “nest” · 0:03\n{place}\n✓ it answered");
    ada.app.console.edit(&message, &view(&text)).expect("a changed message");
    ada.sees("it answered").await;
    ada.is_at("hatchery › typing on").await;
    expect![[r#"
        Hatching “nest” · 0:02
        ✓ a place was prepared for it, which fills more than a row
        ✓ first answer

        “egg” stopped at 14:02.
        ✓ it answered
        hatchery › typing on
    "#]]
    .assert_eq(&ada.screen());
}

#[tokio::test]
async fn ctrl_c_cancels_a_step_and_at_home_says_how_to_leave() {
    let mut ada = Person::sits_down().await;
    ada.types("\x03");
    ada.sees("Nothing to cancel. Ctrl-D leaves.").await;
    ada.types("half\x03");
    ada.is_at("hatchery ›").await;
    assert_eq!(ada.app.heard(), [""; 0]);

    ada.types("/new\r");
    ada.is_at("name ›").await;
    ada.types("half a na\x03");
    ada.hears(&["/new", "/cancel"]).await;
    ada.is_at("hatchery ›").await;
    ada.types("\x04");
    ada.leaves().await;
}

#[tokio::test]
async fn ctrl_d_in_the_middle_of_a_line_only_deletes() {
    let mut ada = Person::sits_down().await;
    ada.types("/hexlp\x1b[D\x1b[D\x1b[D\x04\r");
    ada.hears(&["/help"]).await;
}

#[tokio::test]
async fn stopping_gives_the_terminal_back() {
    let mut ada = Person::sits_down().await;
    ada.types("half a li");
    ada.sees("half a li").await;
    ada.app.stop.cancel();
    ada.leaves().await;
    assert!(!ada.screen().contains("half"), "{}", ada.screen());
}

#[tokio::test]
async fn earlier_lines_come_back_after_a_restart() {
    let mut ada = Person::sits_down().await;
    ada.types("/list\r/status\r");
    ada.hears(&["/list", "/status"]).await;
    ada.types("\x04");
    ada.leaves().await;
    let copy = || ada.terminal.try_clone().expect("a copy");
    ada.app = App::new(copy(), copy(), ada.home.path(), false);
    ada.run = Some(ada.app.run());
    ada.is_at("hatchery ›").await;
    ada.types("\x1b[A\x1b[A\r");
    ada.hears(&["/list"]).await;
}

#[tokio::test]
async fn a_long_line_wraps_and_can_be_edited_at_both_ends() {
    let mut ada = Person::sits_down().await;
    let long = "鳥".repeat(30);
    ada.types(&long);
    ada.types("\x01<\x05>");
    ada.sees("鳥>").await;
    ada.app.send(&view("news"));
    ada.sees("news").await;
    ada.sees("鳥>").await;
    let screen = ada.screen();
    assert_eq!((screen.matches('鳥').count(), screen.matches("hatchery ›").count()), (30, 1), "{screen}");
    ada.types("\r");
    ada.hears(&[&format!("<{long}>")]).await;
}

#[tokio::test]
async fn colors_are_shown_where_they_are_welcome_and_decide_nothing() {
    let mut plain = Person::sits_down().await;
    let mut colored = Person::with_colors(true).await;
    for person in [&mut plain, &mut colored] {
        person.types("/new\r");
        person.is_at("name ›").await;
    }
    assert_eq!(plain.screen(), colored.screen());
    let has_color = |person: &Person| person.bytes.windows(3).any(|bytes| bytes == b"36m");
    assert_eq!((has_color(&plain), has_color(&colored)), (false, true));
}

#[tokio::test]
async fn a_terminal_hides_a_secret_even_when_the_answers_go_into_a_file() {
    let home = tempfile::tempdir().expect("a folder");
    let (mut keyboard, terminal) = open_terminal();
    let output = File::create(home.path().join("answers")).expect("a file");
    let app = App::new(terminal.try_clone().expect("a copy"), output, home.path(), false);
    app.send(&asking("key", Ask::Secret, "Send me your key.", &[]));
    let run = app.run();
    let echoes = || tcgetattr(&terminal).expect("its settings").local_modes.contains(LocalModes::ECHO);
    tokio::time::timeout(PATIENCE, async {
        while echoes() {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("the terminal stops to echo");
    keyboard.write_all(format!("{KEY}\n/help\n\x04").as_bytes()).expect("the terminal takes keys");
    ended(run).await;
    assert_eq!(app.heard(), [KEY, "/help"]);
    assert!(echoes(), "and echoes again in the end");
}

#[tokio::test]
async fn a_key_stays_hidden_when_one_looked_at_something_else_first() {
    let Some(world) = World::start().await else { return };
    let (mut keyboard, terminal) = open_terminal();
    let home = tempfile::tempdir().expect("a folder");
    let copy = || terminal.try_clone().expect("a copy");
    let console = Console::over(copy(), copy(), home.path(), false, words()).expect("a console");
    world.app().speak_console(console.clone());
    let (app, stop) = (world.app().clone(), CancellationToken::new());
    let until = stop.clone();
    let talk = tokio::spawn(async move { run::converse(&app, &console, until).await });
    let (light, mut glass) = mpsc::unbounded_channel();
    let mut reading = keyboard.try_clone().expect("a copy");
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(length @ 1..) = reading.read(&mut bytes) {
            if light.send(bytes[..length].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut bytes = Vec::new();
    for (said, words, prompt) in [
        ("", "", "hatchery ›"),
        ("/deploy nest anthropic web\r", "Send me your Anthropic key", "key ›"),
        ("/help\r", "/status", "key ›"),
        ("/history\r", "Nothing more to tell", "key ›"),
        (&format!("{}\r", world::KEY), "Ready to hatch", "›"),
    ] {
        let before = bytes.len();
        keyboard.write_all(said.as_bytes()).expect("the terminal takes keys");
        let is_answered = |bytes: &[u8]| {
            let news = String::from_utf8_lossy(&bytes[before..]);
            news.contains(words) && news.trim_end().ends_with('›')
        };
        let answered = async {
            while !is_answered(&bytes) {
                bytes.extend(glass.recv().await.expect("it is open"));
            }
        };
        let answered = tokio::time::timeout(PATIENCE, answered).await;
        let seen = String::from_utf8_lossy(&bytes);
        assert!(answered.is_ok() && seen.trim_end().ends_with(prompt), "{said:?} leads elsewhere:\n{seen}");
    }
    let seen = String::from_utf8_lossy(&bytes);
    assert!(!seen.contains("HATCHTEST"), "{seen}");
    let history = std::fs::read_to_string(home.path().join("history")).unwrap_or_default();
    assert_eq!(history, "/deploy nest anthropic web\n");
    stop.cancel();
    ended(talk).await;
    world.ends().await;
}

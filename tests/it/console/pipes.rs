//! Without a terminal: plain lines in, plain lines out.

use std::io::{PipeReader, Read, Write};
use std::os::unix::fs::PermissionsExt;

use expect_test::expect;
use hatchery::chat::{Action, File, Key, MessageRef, SendError, View};

use super::{App, KEY, ended, view};

/// A console whose input is this script, its output once it has ended, and what the app heard.
async fn script(lines: &str) -> (String, Vec<String>) {
    let home = tempfile::tempdir().expect("a folder");
    let (input, mut typing) = std::io::pipe().expect("a pipe");
    let (output, writing) = std::io::pipe().expect("a pipe");
    typing.write_all(lines.as_bytes()).expect("the script fits the pipe");
    drop(typing);
    let app = App::new(input, writing, home.path(), true);
    ended(app.run()).await;
    let heard = app.heard();
    drop(app);
    (read(output), heard)
}

fn read(mut output: PipeReader) -> String {
    let mut text = String::new();
    output.read_to_string(&mut text).expect("the output is UTF-8");
    text
}

#[tokio::test]
async fn a_script_holds_a_whole_conversation() {
    let (shown, heard) = script(&format!("/new\nnest\n\nanthropic\n{KEY}\n1")).await;
    assert_eq!(heard, ["/new", "nest", "[anthropic]", KEY, "[hatch it]"]);
    expect![[r#"
        What shall it be called?
          1 nest-2
          2 Cancel

        Whose AI should “nest” use?
          1 Anthropic   2 OpenAI
          3 OpenRouter   4 Gemini
          5 Cancel

        Send me your Anthropic key.
          1 Back   2 Cancel

        Ready to hatch “nest”
          1 Hatch it

        I heard 10 characters.
        Your bots stop now and start again with me.
    "#]]
    .assert_eq(&shown);
}

#[tokio::test]
async fn the_next_line_is_heard_only_when_the_work_is_done() {
    let (shown, _) = script("/deploy\r\n/status\r\n/deploy").await;
    expect![[r#"
        Hatching “nest” · 0:00
        → place
        · first answer
        ✓ place
        → first answer
        ✓ first answer

        “nest” is alive.

        I heard 7 characters.

        Hatching “nest” · 0:00
        → place
        · first answer
        ✓ place
        → first answer
        ✓ first answer

        “nest” is alive.
        Your bots stop now and start again with me.
    "#]]
    .assert_eq(&shown);
}

#[tokio::test]
async fn a_failure_of_ours_is_told_and_the_conversation_goes_on() {
    let (shown, heard) = script("/fail\n/help\n").await;
    assert_eq!(heard, ["/fail", "/help"]);
    expect![[r#"
        Something went wrong on my side.

        I heard 5 characters.
        Your bots stop now and start again with me.
    "#]]
    .assert_eq(&shown);
}

#[tokio::test]
async fn stopping_does_not_wait_for_the_input_or_for_work() {
    let home = tempfile::tempdir().expect("a folder");
    let (input, _typing) = std::io::pipe().expect("a pipe");
    let (output, writing) = std::io::pipe().expect("a pipe");
    let app = App::new(input, writing, home.path(), false);
    app.work.send_modify(|open| *open += 1);
    let run = app.run();
    app.stop.cancel();
    ended(run).await;
    drop(app);
    assert_eq!(read(output), "Your bots stop now and start again with me.\n");
}

#[tokio::test]
async fn a_reader_that_has_gone_is_noticed() {
    let home = tempfile::tempdir().expect("a folder");
    let (input, _typing) = std::io::pipe().expect("a pipe");
    let (output, writing) = std::io::pipe().expect("a pipe");
    drop(output);
    let app = App::new(input, writing, home.path(), false);
    assert_eq!(app.console.send(&view("anybody?")), Err(SendError::Blocked));
}

/// What is written when `show` sends to a console without a terminal.
fn shown(show: impl FnOnce(&App)) -> String {
    let home = tempfile::tempdir().expect("a folder");
    let (input, _typing) = std::io::pipe().expect("a pipe");
    let (output, writing) = std::io::pipe().expect("a pipe");
    let app = App::new(input, writing, home.path(), true);
    show(&app);
    drop(app);
    read(output)
}

#[test]
fn an_address_is_printed_and_a_terminal_obeys_no_outside_text() {
    let said = shown(|app| {
        let key = |label: &str, action| Key::new(label, action);
        let rows = vec![vec![
            key("Open \x1b[31mchat", Action::Open("https://t.me/nest\x07".into())),
            key("Status", Action::Press("s".into())),
        ]];
        app.send(&View { rows, ..view("log:\x1b]0;title\x07\r over\ttab") });
    });
    expect![[r#"
        log:]0;title over    tab
          1 Open [31mchat: https://t.me/nest   2 Status
    "#]]
    .assert_eq(&said);
}

#[test]
fn a_file_is_put_where_its_owner_alone_can_read_it() {
    let home = tempfile::tempdir().expect("a folder");
    let data_dir = home.path().join("data");
    let (input, _typing) = std::io::pipe().expect("a pipe");
    let (output, writing) = std::io::pipe().expect("a pipe");
    let app = App::new(input, writing, &data_dir, false);
    for name in ["nest.log", "../../nest.log"] {
        let file = Some(File { name: name.into(), content: format!("the content of {name}") });
        app.send(&View { file, ..view("The log of “nest”") });
    }
    drop(app);
    expect![[r#"
        The log of “nest”
        DATA_DIR/files/nest.log

        The log of “nest”
        DATA_DIR/files/-..-nest.log
    "#]]
    .assert_eq(&read(output).replace(data_dir.to_str().expect("a plain path"), "DATA_DIR"));
    let path = data_dir.join("files/nest.log");
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), "the content of nest.log");
    assert_eq!(std::fs::metadata(&path).expect("it exists").permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(data_dir.join("files")).expect("the folder").count(), 2);
    assert_eq!(std::fs::read_dir(home.path()).expect("the folder").count(), 1, "nothing is written outside");
}

#[test]
fn a_message_of_an_earlier_run_cannot_be_changed() {
    let said = shown(|app| {
        let unknown = MessageRef("0190-of-yesterday".into());
        assert_eq!(app.console.edit(&unknown, &view("new")), Err(SendError::Gone));
        assert_eq!(app.console.delete(&unknown), Ok(()));
    });
    assert_eq!(said, "");
}

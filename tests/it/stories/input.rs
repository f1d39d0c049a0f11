//! Input that is no answer, at every step: the question again, with a line of why.

use expect_test::expect;
use futures::future::join_all;

use super::steps::{asked, crossroads, everywhere};

/// What people send by mistake or on purpose. Nothing of it answers any question.
fn nonsense() -> Vec<(&'static str, String)> {
    vec![
        ("a space", " ".into()),
        ("10,000 characters", "a".repeat(10_000)),
        ("two lines", "two\nlines".into()),
        ("right to left", "\u{202e}tsen".into()),
        ("an emoji", "🥚🥚🥚".into()),
        ("${{X.Y}}", "${{X.Y}}".into()),
    ]
}

#[tokio::test]
async fn nonsense_at_any_step_brings_the_question_again_with_a_line_of_why() {
    let Some((world, ways)) = crossroads().await else { return };
    let told = everywhere(&world, &ways).await.into_iter().map(|(person, way)| async move {
        let question = asked(&way);
        let mut told: Vec<(String, Vec<&str>)> = Vec::new();
        let mut note = |shown: &str, name| {
            let why = why(shown, question);
            match told.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => told.push((why, vec![name])),
            }
        };
        for (name, text) in nonsense() {
            note(&person.hears(&text, question).await.text, name);
        }
        person.sends_a_picture();
        note(&person.sees(question).await.text, "a picture");
        let lines = told.into_iter().map(|(why, names)| format!("  {why}  ← {}\n", names.join(", ")));
        format!("{question}\n{}", lines.collect::<String>())
    });
    let told = join_all(told).await.concat();
    expect![[r#"
        What kind of bot?
          Please press one of the buttons.  ← a space, 10,000 characters, two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
        What shall it be called?
          That is too short for a name.  ← a space
          That is too long for a name.  ← 10,000 characters
          A name is one line of plain text.  ← two lines
          A name cannot have “U+202E” in it. Letters, digits, spaces, “-” and “_” are fine.  ← right to left
          A name cannot have “🥚” in it. Letters, digits, spaces, “-” and “_” are fine.  ← an emoji
          A name cannot have “$” in it. Letters, digits, spaces, “-” and “_” are fine.  ← ${{X.Y}}
          I can only read text here.  ← a picture
        Whose AI should “nest” use?
          I do not know that provider. Please pick one of these.  ← a space, 10,000 characters, two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
        Send me your Anthropic key.
          Your message is deleted. / That is too short for a key of Anthropic.  ← a space
          Your message is deleted. / That is too long for a key of Anthropic.  ← 10,000 characters
          Your message is deleted. / That cannot be a key of Anthropic: a key is one word of plain letters, digits and dashes.  ← two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
        has no credit left
          Your message is deleted. / That is too short for a key of Anthropic.  ← a space
          Your message is deleted. / That is too long for a key of Anthropic.  ← 10,000 characters
          Your message is deleted. / That cannot be a key of Anthropic: a key is one word of plain letters, digits and dashes.  ← two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
        Where should people talk to “nest”?
          Pick at least one of these.  ← a space, 10,000 characters, two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
        needs a Telegram bot of its own
          Your message is deleted. / That is not a bot token. One looks like 123456789:AA… with about 35 characters after the colon.  ← a space, 10,000 characters, two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
        already run by another program
          Your message is deleted. / That is not a bot token. One looks like 123456789:AA… with about 35 characters after the colon.  ← a space, 10,000 characters, two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
        Ready to hatch “nest”
          Please press one of the buttons.  ← a space, 10,000 characters, two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
        What would you like to change?
          Please press one of the buttons.  ← a space, 10,000 characters, two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
        Checking it with Anthropic.
          Your message is deleted. / I am still checking the key you sent.  ← a space, 10,000 characters, two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
        Checking it with Telegram.
          Your message is deleted. / I am still asking Telegram about the token you sent.  ← a space, 10,000 characters, two lines, right to left, an emoji, ${{X.Y}}
          I can only read text here.  ← a picture
    "#]].assert_eq(&told);
    world.ends().await;
}

/// What stands before the question.
fn why(shown: &str, question: &str) -> String {
    let before: Vec<&str> = shown.lines().take_while(|line| !line.contains(question)).collect();
    before.join(" / ")
}

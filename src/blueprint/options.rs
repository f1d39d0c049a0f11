//! The options that a blueprint declares, as its TOML has them: `[options.persona]` with a kind, what that needs, and words
//! for people in each language.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use serde::{Deserialize, Deserializer, de::Error};

use crate::domain::config::{Declared, Kind, OptionValue, Wording, is_name};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    kind: Word,
    title: Wording,
    meaning: Wording,
    /// Of a text, in characters.
    most: Option<usize>,
    choices: Option<Vec<String>>,
    from: Option<i64>,
    to: Option<i64>,
    /// What holds while it is not set.
    usual: Option<OptionValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Text,
    Choice,
    Number,
    YesNo,
}

pub fn read<'de, D: Deserializer<'de>>(tables: D) -> Result<Vec<Declared>, D::Error> {
    let tables = BTreeMap::<String, Table>::deserialize(tables)?;
    let declared = tables.into_iter().map(|(name, table)| {
        let what = format!("read options.{name}");
        declared(name, table).context(what)
    });
    declared.collect::<anyhow::Result<_>>().map_err(|why| D::Error::custom(format!("{why:#}")))
}

fn declared(name: String, table: Table) -> anyhow::Result<Declared> {
    if !is_name(&name) {
        bail!("an option is called by 2 to 24 lower-case letters, digits and dashes, and not model or guests");
    }
    let kind = match (table.kind, table.most, table.choices, table.from, table.to) {
        (Word::Text, Some(most), None, None, None) if (1..=2_000).contains(&most) => Kind::Text { most },
        (Word::Text, ..) => bail!("a text says the `most` characters it takes, up to 2000, and no more"),
        (Word::Choice, None, Some(choices), None, None) if (2..=9).contains(&choices.len()) => Kind::Choice { choices },
        (Word::Choice, ..) => bail!("a choice names 2 to 9 `choices`, and no more"),
        (Word::Number, None, None, Some(from), Some(to)) if from < to => Kind::Number { from, to },
        (Word::Number, ..) => bail!("a number says `from` and `to`, and no more"),
        (Word::YesNo, None, None, None, None) => Kind::YesNo,
        (Word::YesNo, ..) => bail!("a yes-no has only a `usual`"),
    };
    let is_sentence = |words: &str| !words.trim().is_empty() && words.len() <= 400;
    if !table.title.all().chain(table.meaning.all()).all(is_sentence) {
        bail!("title and meaning are sentences of at most 400 bytes");
    }
    if let Kind::Choice { choices } = &kind
        && choices.iter().any(|choice| kind.typed(choice).is_err() || choice.len() > 30)
    {
        bail!("a choice is one plain line of at most 30 bytes");
    }
    if table.usual.as_ref().is_some_and(|usual| kind.accepts(usual).is_err()) {
        bail!("`usual` is none of its values");
    }
    Ok(Declared { name, title: table.title, meaning: table.meaning, kind, usual: table.usual })
}

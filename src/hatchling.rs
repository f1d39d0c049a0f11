//! The light bot that Hatchery deploys (`hatchery bot`): a web chat and a Telegram chat in front of an AI provider,
//! with a memory of the last turns and nothing else. It has no tools, starts no process, and talks only with its
//! owner and the owner's guests.

pub mod settings;
pub mod words;

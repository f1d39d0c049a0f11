//! Telegram: the only home of teloxide and dptree. It turns updates into what a person did and screens into
//! messages, and decides nothing about the conversation.

pub mod api;

//! What can be hatched, as the conversation offers it.

use std::collections::BTreeMap;

use crate::deploy::TooBig;
use crate::domain::{Channel, Model, Provider};

/// A blueprint as the conversation offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub id: String,
    pub title: String,
    /// Other words that it answers to.
    pub aliases: Vec<String>,
    pub providers: Vec<Provider>,
    pub channels: Vec<Channel>,
    pub memory_mb: u32,
    /// What it usually costs the operator a month, in cents of a dollar, where that is known.
    pub month_cents: Option<i64>,
    /// The person's id on each channel has to be known.
    pub asks_owner: bool,
    /// Others than its owner can be let in.
    pub takes_guests: bool,
    /// The models it knows, where it has a list of its own.
    pub models: BTreeMap<Provider, Vec<Model>>,
    /// It does not fit where it would have to live.
    pub too_big: Option<TooBig>,
}

impl Offer {
    /// What is offered before a kind is chosen.
    pub const fn none() -> Self {
        Offer {
            id: String::new(),
            title: String::new(),
            aliases: Vec::new(),
            providers: Vec::new(),
            channels: Vec::new(),
            memory_mb: 0,
            month_cents: None,
            asks_owner: false,
            takes_guests: false,
            models: BTreeMap::new(),
            too_big: None,
        }
    }
}

//! Which bot listens where on 127.0.0.1. A port is a bot's own from the moment it is handed out, although the bot
//! binds it only later.

use std::collections::HashMap;
use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, bail};

use crate::domain::Id;

/// How many free ports to try before it is told that there is none.
const TRIES: u32 = 100;

#[derive(Default)]
pub struct Ports(HashMap<Id, u16>);

impl Ports {
    /// The wanted port, or the one the bot has already, or a new one when that is taken. A bot that runs holds its
    /// port itself and keeps it.
    pub fn give(&mut self, id: &Id, wanted: Option<u16>, runs: bool) -> anyhow::Result<u16> {
        let own = self.0.get(id).copied();
        if let Some(port) = wanted.or(own) {
            let holds_it = runs && own == Some(port);
            if holds_it || (!self.is_given_to_another(id, port) && is_free(port)) {
                self.0.insert(id.clone(), port);
                return Ok(port);
            }
        }
        for _ in 0..TRIES {
            let port = any_free().context("look for a free port")?;
            if !self.is_given_to_another(id, port) {
                self.0.insert(id.clone(), port);
                return Ok(port);
            }
        }
        bail!("no free port on 127.0.0.1")
    }

    pub fn take_back(&mut self, id: &Id) {
        self.0.remove(id);
    }

    fn is_given_to_another(&self, id: &Id, port: u16) -> bool {
        self.0.iter().any(|(whose, given)| *given == port && whose != id)
    }
}

fn is_free(port: u16) -> bool {
    port != 0 && TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

fn any_free() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

//! What people do, step by step, and what each step must answer. `{name}` is what somebody calls their bot.

/// What somebody does in one turn.
#[derive(Clone, Copy)]
pub enum Deed {
    Say(&'static str),
    Press(&'static str),
}

use Deed::{Press, Say};

#[derive(Clone, Copy)]
pub struct Step {
    pub deed: Deed,
    /// What the messages that follow have to hold, in their order.
    pub replies: &'static [Reply],
}

#[derive(Clone, Copy)]
pub struct Reply {
    pub words: &'static str,
    /// It takes the place of the message before it.
    pub in_place: bool,
}

const fn new(words: &'static str) -> Reply {
    Reply { words, in_place: false }
}

const fn edit(words: &'static str) -> Reply {
    Reply { words, in_place: true }
}

/// Meets Hatchery.
pub const HELLO: [Step; 1] = [Step { deed: Say("/start"), replies: &[new("I hatch bots.")] }];

/// The whole wizard up to its last look, which is left: nothing is hatched, so that only Hatchery itself is measured.
pub const WIZARD: [Step; 5] = [
    Step { deed: Say("/deploy"), replies: &[new("What shall it be called?")] },
    Step { deed: Say("{name}"), replies: &[new("Whose AI should “{name}” use?")] },
    Step { deed: Press("Just try it, no key"), replies: &[edit("Where should people talk to “{name}”?")] },
    Step { deed: Press("Done"), replies: &[edit("Ready to hatch “{name}”")] },
    Step { deed: Press("Cancel"), replies: &[edit("Cancelled.")] },
];

/// The same where bots of two kinds can live.
pub const WIZARD_OF_KINDS: [Step; 6] = [
    Step { deed: Say("/deploy"), replies: &[new("What kind of bot?")] },
    Step { deed: Press("Hatchling"), replies: &[edit("What shall it be called?")] },
    WIZARD[1],
    WIZARD[2],
    WIZARD[3],
    WIZARD[4],
];

/// Is left in the middle, with a name that is kept.
pub const OPENED: [Step; 2] = [WIZARD[0], WIZARD[1]];

/// The same in one message, and hatched. What is told afterwards comes by itself.
pub const HATCH: [Step; 2] = [
    Step { deed: Say("/deploy {name} hatchling echo web"), replies: &[new("Ready to hatch “{name}”")] },
    Step { deed: Press("Hatch it"), replies: &[edit("{name}")] },
];

/// What somebody who writes to many sees: the text as others will see it, the menu below it, the count, the beginning.
pub const NEWS: [&[Reply]; 3] =
    [&[new("There are news"), new("Anything else?")], &[new("people")], &[new("goes out at")]];

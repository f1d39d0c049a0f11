//! For admins: what is left at Railway without a bot, and removals that take long.

use crate::chat::choice::Choice;
use crate::chat::screen::{Button, Screen, fleet::tail};
use crate::chat::state::Facts;
use crate::domain::{Id, Millis, Role, StrayEnd};
use crate::text::{Msg, Span};

/// Something with our mark and no bot.
pub struct Left {
    pub id: Id,
    pub name: String,
    pub is_project: bool,
    pub found_at: Millis,
}

/// A removal that the target has refused several times.
pub struct Refused {
    pub name: String,
    pub owner: String,
    pub tries: u32,
    pub since: Millis,
}

/// As many as fit one message.
const SHOWN: usize = 8;

/// Support looks, operators remove.
pub fn strays(left: &[Left], refused: &[Refused], facts: &Facts) -> Screen {
    if left.is_empty() && refused.is_empty() {
        return Screen::new(vec![Msg::NoStrays]);
    }
    let now = facts.now;
    let mut lines = Vec::new();
    lines.extend(refused.iter().take(SHOWN).map(|it| Msg::SlowRemoval {
        name: it.name.clone(),
        owner: it.owner.clone(),
        tries: i64::from(it.tries),
        since: Span(now - it.since),
    }));
    if !left.is_empty() {
        lines.push(Msg::StraysHead { n: left.len() as i64 });
    }
    lines.extend(left.iter().take(SHOWN).map(|it| {
        let (name, ago) = (it.name.clone(), Span(now - it.found_at));
        if it.is_project { Msg::StrayProject { name, ago } } else { Msg::StrayService { name, ago } }
    }));
    if !facts.is(Role::Operator) {
        return Screen::new(lines);
    }
    let remove = |it: &Left| {
        vec![Button::new(
            Msg::ButtonRemove { what: format!("…{}", tail(&it.name)) },
            Choice::RemoveStray(it.id.clone()),
        )]
    };
    let screen = left.iter().take(SHOWN).map(remove).fold(Screen::new(lines), Screen::row);
    let all =
        (left.len() > 1).then(|| Button::new(Msg::ButtonRemoveAll { n: left.len() as i64 }, Choice::RemoveStrays));
    screen.row(all.into_iter().collect())
}

/// What came of the word to remove some.
pub fn stray_ends(ends: &[StrayEnd]) -> Screen {
    let [end] = ends else {
        let removed = ends.iter().filter(|end| matches!(end, StrayEnd::Removed | StrayEnd::Gone)).count();
        return Screen::new(vec![Msg::StrayEnds { removed: removed as i64, kept: (ends.len() - removed) as i64 }]);
    };
    Screen::new(vec![match end {
        StrayEnd::Removed => Msg::StrayRemoved,
        StrayEnd::Gone => Msg::StrayGone,
        StrayEnd::IsSomebodys => Msg::StrayIsSomebodys,
        StrayEnd::Refused => Msg::StrayRefused,
    }])
}

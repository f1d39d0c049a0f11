//! One person on Telegram and on Discord: the code, the question on both sides, what is shared then and what is not,
//! the way apart, and all the ways in which somebody else would like to be that person.

use std::time::Duration;

use crate::discord::Den;
use crate::discord::den::{Door, by_each_door};
use crate::fakes::discord::{Person, Place, Shown};
use crate::fakes::telegram::{Bot, FakeTelegram};
use crate::world::Speaker;

/// A Hatchery on both platforms.
struct Bridge {
    den: Den,
    telegram: FakeTelegram,
    bot: Bot,
}

/// A person on Discord, in private.
struct There {
    person: Person,
    place: Place,
}

impl Bridge {
    async fn open(door: Door, settings: &[(&'static str, &str)]) -> Option<Self> {
        let telegram = FakeTelegram::start().await?;
        let bot = telegram.bot("hatchery_bot");
        let own = [("TELEGRAM_BOT_TOKEN", bot.token.as_str()), ("TELEGRAM_API_URL", telegram.origin())];
        let settings: Vec<_> = own.iter().chain(settings).copied().collect();
        let den = Den::with(door, &settings).await?;
        Some(Bridge { den, telegram, bot })
    }

    fn on_telegram(&self, id: i64) -> Speaker {
        Speaker::new(self.telegram.person(id), self.bot.clone())
    }

    fn on_discord(&self, name: &str) -> There {
        let person = self.den.discord.person(name);
        let place = person.dm(&self.den.hatchery);
        There { person, place }
    }

    /// Links the two, with a yes on either side.
    async fn links(&self, here: &Speaker, there: &There) {
        let code = code(here).await;
        there.gives(&code, "Shall").await;
        here.sees("Shall").await;
        there.gets("Yes, link them", "Now say yes as").await;
        here.gets("Yes, link them", "are one person to me from now on").await;
        there.sees("are one person to me from now on").await;
        self.den.settles().await;
    }

    async fn ends(self) {
        self.den.settles().await;
        self.den.ends().await;
        self.telegram.assert_clean();
    }
}

impl There {
    async fn sees(&self, words: &str) -> Shown {
        self.person.waits_for(&self.place, |it| it.text.contains(words)).await
    }

    /// Uses a command, and waits for what is answered.
    async fn hears(&self, command: &str, words: &str) -> Shown {
        self.person.types_command(&self.place, command, &[]);
        self.sees(words).await
    }

    /// Uses a code, and waits for what is answered.
    async fn gives(&self, code: &str, words: &str) -> Shown {
        self.person.types_command(&self.place, "link", &[("code", code)]);
        self.sees(words).await
    }

    async fn gets(&self, button: &str, words: &str) -> Shown {
        self.person.presses(&self.place, button);
        self.sees(words).await
    }

    /// Is linked with nobody, and told so.
    async fn is_alone(&self) {
        self.hears("unlink", "This account is not linked with another one").await;
    }

    fn count(&self, words: &str) -> usize {
        crate::discord::trouble::count(&self.person, &self.place, words)
    }
}

/// The code that somebody on Telegram is given.
async fn code(here: &Speaker) -> String {
    let told = here.hears("/link", "Within 10 minutes").await;
    let (_, rest) = told.text.split_once("/link ").expect("a command to send");
    rest.split_whitespace().next().expect("a code").to_owned()
}

#[tokio::test]
async fn both_sides_are_asked_about_each_other_and_then_share_their_bots() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, there) = (bridge.on_telegram(42), bridge.on_discord("ada"));
        here.hears("/deploy nest echo web", "Ready to hatch").await;
        here.gets("Hatch it", "is alive").await;
        let code = code(&here).await;
        let asked = there.gives(&code, "Shall").await;
        assert!(asked.text.contains("on Telegram") && asked.text.contains("42"), "{}", asked.text);
        let asked = here.sees("Shall").await;
        let other = format!("“ada” ({}) on Discord", there.person.id);
        assert!(asked.text.contains(&other), "{}", asked.text);
        there.gets("Yes, link them", "Now say yes as").await;
        assert_eq!(here.count("are one person to me"), 0, "one yes is not enough");
        here.gets("Yes, link them", "are one person to me from now on").await;
        there.sees("are one person to me from now on").await;
        there.hears("quota", "You have 1 of 5 bots").await;
        bridge.den.hatches(&there.person, &there.place, "roost").await;
        let bots = here.hears("/status", "You have 2 of 5").await;
        assert!(bots.text.contains("nest") && bots.text.contains("roost"), "{}", bots.text);
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_conversation_that_began_on_one_side_ends_on_the_other() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, there) = (bridge.on_telegram(42), bridge.on_discord("ada"));
        bridge.links(&here, &there).await;
        here.hears("/deploy nest web", "Whose AI should “nest” use?").await;
        there.hears("start", "Whose AI should “nest” use?").await;
        there.person.selects(&there.place, &["Just try it, no key"]);
        there.sees("Ready to hatch").await;
        there.gets("Hatch it", "is alive").await;
        here.hears("/quota", "You have 1 of 5 bots").await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_conversation_goes_on_when_its_person_is_linked_in_the_middle_of_it() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, there) = (bridge.on_telegram(42), bridge.on_discord("ada"));
        here.hears("/deploy nest web", "Whose AI should “nest” use?").await;
        bridge.links(&here, &there).await;
        there.hears("start", "Whose AI should “nest” use?").await;
        there.person.selects(&there.place, &["Just try it, no key"]);
        there.sees("Ready to hatch").await;

        // The same with the beginning on Discord, where the last yes is said, too.
        let (here, there) = (bridge.on_telegram(43), bridge.on_discord("bob"));
        there.person.types_command(&there.place, "deploy", &[("wish", "roost web")]);
        there.sees("Whose AI should “roost” use?").await;
        let code = code(&here).await;
        there.gives(&code, "Shall").await;
        here.sees("Shall").await;
        here.gets("Yes, link them", "Now say yes as").await;
        there.gets("Yes, link them", "are one person to me from now on").await;
        here.hears("/start", "Whose AI should “roost” use?").await;
        here.gets("Just try it, no key", "Ready to hatch").await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_language_is_shared() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, there) = (bridge.on_telegram(42), bridge.on_discord("ada"));
        bridge.links(&here, &there).await;
        here.hears("/language es", "español").await;
        there.hears("status", "Todavía no tienes").await;
        there.person.types_command(&there.place, "language", &[("language", "en")]);
        there.sees("From now on I speak English").await;
        here.hears("/status", "You have no bot yet").await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_language_that_was_chosen_before_is_both_sides_from_then_on() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, there) = (bridge.on_telegram(42), bridge.on_discord("ada"));
        there.person.types_command(&there.place, "language", &[("language", "es")]);
        there.sees("A partir de ahora hablo español").await;
        let code = code(&here).await;
        there.person.types_command(&there.place, "link", &[("code", &code)]);
        here.sees("Shall").await;
        here.gets("Yes, link them", "Now say yes as").await;
        bridge.den.settles().await;
        let asked = there.person.sees(&there.place).into_iter().rev().find(|it| !it.buttons.is_empty());
        let asked = asked.expect("a question");
        let yes = asked.labels()[0].to_owned();
        there.person.presses_on(&asked, &yes);
        bridge.den.discord.until("they are linked", |_| here.count("Telegram") + here.count("Discord") > 2).await;
        bridge.den.settles().await;
        here.hears("/status", "Todavía no tienes").await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_came_in_by_the_other_ones_access_does_not_leave_with_bots() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[("ACCESS", "invite"), ("ADMINS", "telegram:1")]).await else { return };
        let (boss, here, there) = (bridge.on_telegram(1), bridge.on_telegram(42), bridge.on_discord("ada"));
        here.hears("/start", "by invitation").await;
        boss.hears("/tier telegram:42 premium", "premium").await;
        there.hears("deploy", "by invitation").await;
        bridge.links(&here, &there).await;
        bridge.den.hatches(&there.person, &there.place, "roost").await;
        there.hears("unlink", "Shall this account go its own way again?").await;
        there.gets("Unlink it", "Delete those first").await;
        here.hears("/quota", "You have 1 of 5 bots").await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn each_bot_stays_with_the_account_that_made_it() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, there) = (bridge.on_telegram(42), bridge.on_discord("ada"));
        here.hears("/deploy nest echo web", "Ready to hatch").await;
        here.gets("Hatch it", "is alive").await;
        bridge.links(&here, &there).await;
        bridge.den.hatches(&there.person, &there.place, "roost").await;
        there.hears("unlink", "Shall this account go its own way again?").await;
        there.gets("Unlink it", "This account goes its own way again").await;
        here.sees("The bots that it made went with it.").await;
        here.hears("/quota", "You have 1 of 5 bots").await;
        there.hears("quota", "You have 1 of 5 bots").await;
        let mine = here.hears("/status", "running for").await.text;
        let theirs = there.hears("status", "running for").await.text;
        assert!(mine.contains("nest") && !mine.contains("roost"), "{mine}");
        assert!(theirs.contains("roost") && !theirs.contains("nest"), "{theirs}");
        there.is_alone().await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_steals_a_code_is_seen_and_refused() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, eve, ada) = (bridge.on_telegram(42), bridge.on_discord("eve"), bridge.on_discord("ada"));
        here.hears("/deploy nest echo web", "Ready to hatch").await;
        here.gets("Hatch it", "is alive").await;
        let code = code(&here).await;
        eve.gives(&code, "Shall").await;
        eve.gets("Yes, link them", "Now say yes as").await;
        let asked = here.sees("Shall").await;
        assert!(asked.text.contains(&format!("“eve” ({}) on Discord", eve.person.id)), "{}", asked.text);
        ada.gives(&code, "That code is no good").await;
        here.gets("No", "stay apart. Nothing was shared.").await;
        eve.sees("stay apart. Nothing was shared.").await;
        eve.gives(&code, "That code is no good").await;
        eve.gets("Yes, link them", "That link is over").await;
        eve.hears("status", "You have no bot yet").await;
        eve.is_alone().await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_code_is_neither_guessed_nor_kept_nor_good_on_its_own_platform() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, bob, ada, eve) =
            (bridge.on_telegram(42), bridge.on_telegram(43), bridge.on_discord("ada"), bridge.on_discord("eve"));
        let first = code(&here).await;
        let again = code(&here).await;
        ada.gives(&first, "That code is no good").await;
        bob.hears(&format!("/link {again}"), "That code is no good").await;
        here.hears(&format!("/link {again}"), "That code is no good").await;
        eve.gives("aaaaaaaaaa", "That code is no good").await;
        bridge.den.app().move_clock(Duration::from_secs(601));
        let told = eve.count("That code is no good");
        eve.person.types_command(&eve.place, "link", &[("code", &again)]);
        bridge.den.discord.until("eve is told", |_| eve.count("That code is no good") == told + 1).await;
        bridge.den.settles().await;
        assert_eq!((here.count("Shall"), ada.count("Shall"), eve.count("Shall")), (0, 0, 0));
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_question_that_is_too_old_links_nobody() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, there) = (bridge.on_telegram(42), bridge.on_discord("ada"));
        let code = code(&here).await;
        there.gives(&code, "Shall").await;
        there.gets("Yes, link them", "Now say yes as").await;
        here.sees("Shall").await;
        bridge.den.app().move_clock(Duration::from_secs(601));
        here.gets("Yes, link them", "That link is over").await;
        there.is_alone().await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn two_who_say_yes_at_once_are_linked_once() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, there) = (bridge.on_telegram(42), bridge.on_discord("ada"));
        // This time the code comes from Discord.
        let told = there.hears("link", "Within 10 minutes").await;
        let (_, rest) = told.text.split_once("/link ").expect("a command to send");
        here.hears(&format!("/link {}", rest.split_whitespace().next().expect("a code")), "Shall").await;
        there.sees("Shall").await;
        there.person.presses(&there.place, "Yes, link them");
        here.presses("Yes, link them");
        here.sees("are one person to me from now on").await;
        there.sees("are one person to me from now on").await;
        bridge.den.settles().await;
        let words = "are one person to me from now on";
        assert_eq!((here.count(words), there.count(words)), (1, 1));
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn of_two_who_use_a_code_at_once_one_is_asked() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, one, two) = (bridge.on_telegram(42), bridge.on_discord("one"), bridge.on_discord("two"));
        let code = code(&here).await;
        for who in [&one, &two] {
            who.person.types_command(&who.place, "link", &[("code", &code)]);
        }
        let seen = |words| one.count(words) + two.count(words);
        bridge.den.discord.until("both are told", |_| seen("Shall") + seen("That code is no good") == 2).await;
        here.sees("Shall").await;
        bridge.den.settles().await;
        assert_eq!((seen("Shall"), seen("That code is no good"), here.count("Shall")), (1, 1, 1));
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_is_shut_out_is_linked_with_nobody() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, there) = (bridge.on_telegram(42), bridge.on_discord("ada"));
        let code = code(&here).await;
        there.gives(&code, "Shall").await;
        there.gets("Yes, link them", "Now say yes as").await;
        here.sees("Shall").await;
        let url = bridge.den.app().config.database_url.expose();
        let ban =
            "UPDATE persons SET banned = 1 WHERE id IN (SELECT person_id FROM accounts WHERE id LIKE 'discord:%')";
        assert_eq!(crate::store::sql(url, ban).await, 1);
        here.gets("Yes, link them", "That link is over").await;
        there.hears("link", "You cannot hatch or change bots here any more").await;
        there.is_alone().await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_is_linked_already_is_not_linked_with_a_second_one_of_a_platform() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[]).await else { return };
        let (here, ada, bob) = (bridge.on_telegram(42), bridge.on_discord("ada"), bridge.on_discord("bob"));
        bridge.links(&here, &ada).await;
        let code = code(&here).await;
        bob.gives(&code, "One of the two is linked already").await;
        bob.is_alone().await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn two_who_have_too_many_bots_together_keep_them_and_make_no_more() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[("TIER_FREE", "hour=9,day=9,live=1")]).await else { return };
        let (here, there) = (bridge.on_telegram(42), bridge.on_discord("ada"));
        here.hears("/deploy nest echo web", "Ready to hatch").await;
        here.gets("Hatch it", "is alive").await;
        bridge.den.hatches(&there.person, &there.place, "roost").await;
        bridge.links(&here, &there).await;
        here.hears("/status", "You have 2 of 1").await;
        here.hears("/deploy", "which is the most you can have").await;
        there.hears("deploy", "which is the most you can have").await;
        bridge.ends().await;
    })
    .await;
}

#[tokio::test]
async fn an_admins_other_account_is_no_admin() {
    by_each_door(async |door| {
        let Some(bridge) = Bridge::open(door, &[("ADMINS", "telegram:1")]).await else { return };
        let (admin, there) = (bridge.on_telegram(1), bridge.on_discord("ada"));
        bridge.links(&admin, &there).await;
        admin.hears("/help", "/invite").await;
        let help = there.hears("help", "This is what I understand").await;
        assert!(!help.text.contains("/invite"), "{}", help.text);
        if door == Door::Gateway {
            there.person.writes(&there.place, "/invite");
            there.sees("I do not know that command").await;
        }
        bridge.ends().await;
    })
    .await;
}

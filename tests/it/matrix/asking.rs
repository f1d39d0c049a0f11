//! What the person of a cell asks for.

use hatchery::deploy::{self, Asker, Change, Operated, Order, Requested};
use hatchery::domain::stored_key::Kept;
use hatchery::domain::{BotConfig, Channel, Name, OperationKind, Presences, Provider, Stage, Token};
use hatchery::secret::Secret;
use hatchery::store::{Durability, SecretKind};

use super::cell::Cell;
use super::steps::Step;
use crate::world::{KEY, OTHER_KEY};

const CHILD_TOKEN: &str = "987654321:HATCHTEST-child-token-0123456789abcd";

impl Cell<'_> {
    /// Asks for an operation on a bot that is as such an operation finds it.
    pub async fn ask_for(&mut self, step: Step) {
        let kind = step.kind;
        match kind {
            OperationKind::Deploy => {
                self.is_unchecked = step.stage == Stage::Check;
                return self.order("Nest", vec![Channel::Web, Channel::Telegram]).await;
            }
            OperationKind::Restart
            | OperationKind::Stop
            | OperationKind::Update
            | OperationKind::Upgrade
            | OperationKind::Delete => {
                self.order("Nest", vec![Channel::Telegram]).await;
            }
            OperationKind::Resume => {
                self.order("Nest", vec![Channel::Telegram]).await;
                self.finish().await;
                assert_eq!(self.operate(OperationKind::Stop).await, Operated::Accepted);
            }
        }
        self.finish().await;
        if step.stage == Stage::Check {
            self.is_unchecked = true;
            let mut tx = self.app().store.begin(Durability::PowerCut).await.expect("a transaction begins");
            tx.set_unchecked(&self.bot, SecretKind::ProviderKey).await.expect("noted");
            tx.commit().await.expect("it is committed");
        }
        self.asked_before = self.railway.requests().len();
        assert_eq!(self.operate(kind).await, Operated::Accepted);
    }

    /// Another bot of the same person, which is not to be touched.
    pub async fn has_neighbour(&mut self) {
        self.order("Aviary", vec![Channel::Web]).await;
        self.finish().await;
    }

    async fn order(&mut self, name: &str, channels: Vec<Channel>) {
        let token = (Token::Telegram, Secret::new(CHILD_TOKEN));
        let order = Order {
            name: Name::parse(name).expect("a name"),
            blueprint: "hatchling".into(),
            provider: Provider::Anthropic,
            key: Some(Secret::new(KEY)),
            kept: Kept::Not,
            config: BotConfig::default(),
            tokens: channels.contains(&Channel::Telegram).then_some(token).into_iter().collect(),
            channels,
            presences: Presences::new(),
            unchecked: if self.is_unchecked { vec![SecretKind::ProviderKey] } else { Vec::new() },
            idempotency_key: None,
        };
        let app = self.app();
        let mut tx = app.store.begin(Durability::PowerCut).await.expect("a transaction begins");
        let requested = deploy::request(app, &mut tx, &self.asker(), &order).await.expect("an answer");
        tx.commit().await.expect("it is committed");
        let Requested::Accepted(bot) = requested else { panic!("{requested:?}") };
        self.bot = bot;
    }

    /// Asks for an operation as a person does.
    pub async fn operate(&self, kind: OperationKind) -> Operated {
        let (app, asker) = (self.app(), self.asker());
        let mut tx = app.store.begin(Durability::PowerCut).await.expect("a transaction begins");
        let key = Change::Key { key: Secret::new(OTHER_KEY), is_checked: !self.is_unchecked, kept: Kept::Not };
        let operated = match kind {
            OperationKind::Update => deploy::update(app, &mut tx, &asker, &self.bot, &key).await,
            OperationKind::Deploy
            | OperationKind::Restart
            | OperationKind::Stop
            | OperationKind::Resume
            | OperationKind::Upgrade
            | OperationKind::Delete => deploy::operate(app, &mut tx, &asker, &self.bot, kind).await,
        };
        tx.commit().await.expect("it is committed");
        operated.expect("an answer")
    }

    pub async fn cancel(&self) -> Operated {
        let app = self.app();
        let mut tx = app.store.begin(Durability::PowerCut).await.expect("a transaction begins");
        let operated = deploy::cancel_hatch(app, &mut tx, &self.asker(), &self.bot).await.expect("an answer");
        tx.commit().await.expect("it is committed");
        operated
    }

    fn asker(&self) -> Asker<'_> {
        Asker { account: &self.account, person: &self.person.id, message: None }
    }
}

//! Whoever writes. On PostgreSQL that is a pool of connections. SQLite has one writer, so one connection goes from hand to
//! hand: a pool of sqlx asks each that comes back whether it is still there, which is a way to its thread and back, and a
//! transaction of sqlx waits at its begin and end until its thread knows that it was heard.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use futures::FutureExt;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Connection, Either, Error, SqlStr, Transaction};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

use crate::store::dialect::SYNC_LESS;

/// How long anybody waits for a connection.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, Clone)]
pub(super) enum Writer {
    /// Nothing when it is closed.
    Alone(Arc<Mutex<Option<AnyConnection>>>),
    Pool(AnyPool),
}

type Held = OwnedMappedMutexGuard<Option<AnyConnection>, AnyConnection>;

/// A connection while somebody has it.
pub(super) type Line = Either<Held, PoolConnection<Any>>;

/// A transaction that has begun. Dropped without a commit it changes nothing.
pub(super) type Begun = Either<Alone, Transaction<'static, Any>>;

/// A transaction on SQLite.
pub(super) struct Alone {
    held: Held,
    is_open: bool,
}

impl Writer {
    pub fn alone(connection: AnyConnection) -> Self {
        Writer::Alone(Arc::new(Mutex::new(Some(connection))))
    }

    /// A connection for one statement by itself.
    pub async fn line(&self) -> anyhow::Result<Line> {
        let line = match self {
            Writer::Alone(it) => hold(it).await.map(Either::Left),
            Writer::Pool(pool) => pool.acquire().await.map(Either::Right),
        };
        line.context("reach the database")
    }

    pub async fn begin(&self, statement: SqlStr) -> anyhow::Result<Begun> {
        match self {
            Writer::Alone(it) => {
                // Open from now on, so that it ends even when whoever waits for its begin gives up.
                let mut alone = Alone { held: hold(it).await?, is_open: true };
                sqlx::query(statement).execute(&mut *alone).await?;
                Ok(Either::Left(alone))
            }
            Writer::Pool(pool) => {
                let pool = pool.clone();
                // In a task of its own, so that it is never given up half-way: sqlx 0.9 would put a PostgreSQL connection
                // back into the pool with the transaction begun, and what is written over it next would never be committed.
                let begun = tokio::spawn(async move { pool.begin_with(statement).await }).await;
                Ok(Either::Right(begun.context("wait for it")??))
            }
        }
    }

    pub async fn close(&self) {
        match self {
            Writer::Alone(it) => {
                let connection = it.lock().await.take();
                if let Some(connection) = connection {
                    let _ = connection.close().await;
                }
            }
            Writer::Pool(pool) => pool.close().await,
        }
    }
}

async fn hold(it: &Arc<Mutex<Option<AnyConnection>>>) -> sqlx::Result<Held> {
    let locked = tokio::time::timeout(PATIENCE, it.clone().lock_owned()).await.map_err(|_| Error::PoolTimedOut)?;
    OwnedMutexGuard::try_map(locked, Option::as_mut).map_err(|_| Error::PoolClosed)
}

impl Alone {
    /// Whoever writes next has to survive no more than a kill, unless they say so.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        sqlx::query("COMMIT").execute(&mut *self).await?;
        self.is_open = false;
        self.hands_over(SYNC_LESS);
        Ok(())
    }

    /// What is handed to the thread of the connection happens in that order, ahead of whatever comes next, and nobody has to
    /// wait for it.
    fn hands_over(&mut self, statement: &'static str) {
        let _ = sqlx::query(statement).execute(&mut **self).now_or_never();
    }
}

impl Drop for Alone {
    /// After a commit that nobody waited for there is nothing to roll back.
    fn drop(&mut self) {
        if self.is_open {
            self.hands_over("ROLLBACK");
            self.hands_over(SYNC_LESS);
        }
    }
}

impl Deref for Alone {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.held
    }
}

impl DerefMut for Alone {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.held
    }
}

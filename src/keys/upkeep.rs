//! Keeping the keys in step with the database: loading, scheduled rotation, rotation and revocation by hand.

use std::sync::{Arc, PoisonError, RwLock};

use super::rotation::{self, KeyPolicy, RingStep, SealKeyRow, SigningKeyRow, SigningStep, State};
use super::rows::{self, KeyRows};
use super::snapshot::Snapshot;
use super::{Inner, KeyError, Keys, MasterKey};
use crate::protocol::time::Timestamp;
use crate::store::alone::{self, KeyWrite};
use crate::store::{Db, StoreError, seal_keys, signing_keys};

/// How often a plan is made anew because another node was first. Each time the other node did what was due.
const ATTEMPTS: usize = 8;

impl Keys {
    /// Whether there are rows that a master key wrapped.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn data_exists(db: &Db) -> Result<bool, StoreError> {
        let rows = read(db).await?;
        Ok(!rows.ring.is_empty() || !rows.signing.is_empty())
    }

    /// Whether the master key is the one that wrapped the rows. Nothing is made.
    ///
    /// # Errors
    /// When it is not, or the database does not answer.
    pub async fn fit(db: &Db, master: &MasterKey) -> Result<(), KeyError> {
        Ok(read(db).await?.check(master)?)
    }

    /// Loads the keys; makes those that are missing at a first start. Others follow at the next
    /// [`refresh`](Self::refresh).
    ///
    /// # Errors
    /// When the policy cannot work, the master key does not open the rows, or the database does not answer.
    pub async fn load(
        db: &Db,
        master: MasterKey,
        policy: KeyPolicy,
        issuer: &str,
        now: Timestamp,
    ) -> Result<Self, KeyError> {
        check(&policy)?;
        let master = Arc::new(master);
        for _ in 0..ATTEMPTS {
            let rows = read(db).await?;
            // With the wrong master key nothing is made.
            rows.check(&master)?;
            if rotation::sealing(&rows.ring, now).is_none() {
                take_ring(
                    db,
                    &master,
                    rotation::plan_ring(&rows.ring, now, &policy),
                    now,
                )
                .await?;
                continue;
            }
            let lacking = policy
                .algorithms
                .iter()
                .filter(|&&alg| rotation::signing(&rows.signing, alg, now).is_none());
            let plan = |&alg| rotation::plan(&rows.signing, alg, rows.origin(), now, &policy);
            let plans: Vec<_> = lacking.map(plan).collect();
            if plans.is_empty() {
                let snapshot =
                    Snapshot::new(&rows, (&master, &policy.algorithms), issuer, now, None)?;
                return Ok(Self::with(issuer, master, policy, snapshot));
            }
            take_signing(db, &master, plans, now, policy.rsa_bits).await?;
        }
        Err(KeyError::Contended)
    }

    /// The keys in `rows`, without a database. For tests.
    pub(super) fn of_rows(
        rows: &KeyRows,
        master: MasterKey,
        policy: KeyPolicy,
        issuer: &str,
        now: Timestamp,
    ) -> Result<Self, KeyError> {
        let snapshot = Snapshot::new(rows, (&master, &policy.algorithms), issuer, now, None)?;
        Ok(Self::with(issuer, Arc::new(master), policy, snapshot))
    }

    fn with(issuer: &str, master: Arc<MasterKey>, policy: KeyPolicy, snapshot: Snapshot) -> Self {
        let now = RwLock::new(Arc::new(snapshot));
        Self(Arc::new(Inner {
            issuer: issuer.to_owned(),
            master,
            policy,
            now,
            upkeep: tokio::sync::Mutex::new(()),
        }))
    }

    /// Takes over what the database holds, and does what is due: announces keys, removes those that are gone.
    /// Every node calls it every few seconds.
    ///
    /// # Errors
    /// When the database does not answer. The keys stay as they were, or as far as they could be read.
    pub async fn refresh(&self, db: &Db, now: Timestamp) -> Result<(), KeyError> {
        let _turn = self.0.upkeep.lock().await;
        let Inner { master, policy, .. } = &*self.0;
        for _ in 0..ATTEMPTS {
            let rows = read(db).await?;
            let taken_over = self.take_over(&rows, now);
            let due = rotation::plan_ring(&rows.ring, now, policy);
            if !due.is_empty() {
                take_ring(db, master, due, now).await?;
                continue;
            }
            taken_over?;
            let plan = |&alg| rotation::plan(&rows.signing, alg, rows.origin(), now, policy);
            let plans: Vec<_> = policy
                .algorithms
                .iter()
                .map(plan)
                .filter(|steps| !steps.is_empty())
                .collect();
            if !plans.is_empty() {
                take_signing(db, master, plans, now, policy.rsa_bits).await?;
                continue;
            }
            return Ok(remove_gone(db, &rows, now).await?);
        }
        Err(KeyError::Contended)
    }

    /// Makes the announced key of every algorithm sign from now on. The present ones retire, others are announced.
    /// Of two nodes that do it at once one does; for the other it is done.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn rotate_now(&self, db: &Db, now: Timestamp) -> Result<(), KeyError> {
        let turn = self.0.upkeep.lock().await;
        let Inner { master, policy, .. } = &*self.0;
        let rows = read(db).await?;
        let plan = |&alg| rotation::plan_rotation(&rows.signing, alg, rows.origin(), now, policy);
        let plans = policy.algorithms.iter().map(plan).collect();
        take_signing(db, master, plans, now, policy.rsa_bits).await?;
        drop(turn);
        self.refresh(db, now).await
    }

    /// Makes a new key for the ring now. It seals as soon as every node has had time to load it. `false`: one waits already.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn rotate_ring_now(&self, db: &Db, now: Timestamp) -> Result<bool, KeyError> {
        let turn = self.0.upkeep.lock().await;
        let rows = read(db).await?;
        let steps = rotation::plan_ring_rotation(&rows.ring, now, &self.0.policy);
        let made = !steps.is_empty();
        take_ring(db, &self.0.master, steps, now).await?;
        drop(turn);
        self.refresh(db, now).await?;
        Ok(made)
    }

    /// Takes every key of the ring out of use and seals with a new one: for a secret that leaked, or a backup that was brought
    /// back. Other nodes follow within seconds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn revoke_ring(&self, db: &Db, now: Timestamp) -> Result<(), KeyError> {
        let turn = self.0.upkeep.lock().await;
        let rows = read(db).await?;
        let steps = rotation::plan_ring_revocation(&rows.ring, now);
        take_ring(db, &self.0.master, steps, now).await?;
        drop(turn);
        self.refresh(db, now).await
    }

    /// Takes a signing key out of use at once: this node accepts nothing it signed any more, others follow within
    /// seconds, relying parties when they fetch the JWKS again. The announced key takes over.
    ///
    /// # Errors
    /// When there is no such key, or the database does not answer.
    pub async fn revoke(&self, db: &Db, kid: &str, now: Timestamp) -> Result<(), KeyError> {
        let turn = self.0.upkeep.lock().await;
        let Inner { master, policy, .. } = &*self.0;
        for _ in 0..ATTEMPTS {
            let rows = read(db).await?;
            let Some(row) = rows.signing.iter().find(|row| row.kid == kid) else {
                return Err(KeyError::UnknownKid {
                    kid: kid.to_owned(),
                });
            };
            if row.state(now) == State::Gone {
                drop(turn);
                return self.refresh(db, now).await;
            }
            let steps = rotation::plan_revocation(&rows.signing, row, now, policy);
            take_signing(db, master, vec![steps], now, policy.rsa_bits).await?;
        }
        Err(KeyError::Contended)
    }

    /// Answers from `rows` from now on.
    fn take_over(&self, rows: &KeyRows, now: Timestamp) -> Result<(), KeyError> {
        let before = self.snapshot();
        let snapshot = Snapshot::new(
            rows,
            (&self.0.master, self.algorithms()),
            &self.0.issuer,
            now,
            Some(&before),
        )?;
        *self.0.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        Ok(())
    }
}

fn check(policy: &KeyPolicy) -> Result<(), KeyError> {
    let problem = if policy.algorithms.is_empty() {
        "there must be an algorithm to sign with"
    } else if !matches!(policy.rsa_bits, 2048 | 3072 | 4096) {
        "RSA keys have 2048, 3072 or 4096 bits"
    } else if policy.life.is_zero() || policy.seal_life <= policy.seal_announce {
        "keys must live longer than they are announced"
    } else {
        return Ok(());
    };
    Err(KeyError::Policy(problem.to_owned()))
}

async fn read(db: &Db) -> Result<KeyRows, StoreError> {
    db.read(|c| {
        Box::pin(async move {
            Ok(KeyRows {
                ring: seal_keys::all(c).await?,
                signing: signing_keys::all(c).await?,
            })
        })
    })
    .await
}

/// Takes the steps of one plan for the ring, up to the first that changes nothing.
async fn take_ring(
    db: &Db,
    master: &MasterKey,
    steps: Vec<RingStep>,
    now: Timestamp,
) -> Result<(), KeyError> {
    let write = |step| match step {
        RingStep::Make { id, active_at } => {
            KeyWrite::Insert(rows::ring_row(master, id, active_at, now))
        }
        RingStep::Move { old, new } => KeyWrite::Reschedule { old, new },
    };
    let writes: Vec<KeyWrite<SealKeyRow>> = steps.into_iter().map(write).collect();
    Ok(alone::write_ring(db, writes).await?)
}

/// Makes what keys the plans need, all at once, and then takes the steps of each plan up to the first that changes
/// nothing.
pub(super) async fn take_signing(
    db: &Db,
    master: &Arc<MasterKey>,
    plans: Vec<Vec<SigningStep>>,
    now: Timestamp,
    rsa_bits: usize,
) -> Result<(), KeyError> {
    let make = |plan: Vec<SigningStep>| {
        let master = master.clone();
        // An RSA key takes a tenth of a second and more.
        tokio::task::spawn_blocking(move || {
            let write = |step| match step {
                SigningStep::Make {
                    alg,
                    kid,
                    active_at,
                } => rows::signing_row(&master, alg, kid, active_at, now, rsa_bits)
                    .map(KeyWrite::Insert),
                SigningStep::Move { old, new } => Ok(KeyWrite::Reschedule { old, new }),
            };
            plan.into_iter()
                .map(write)
                .collect::<Result<Vec<KeyWrite<SigningKeyRow>>, KeyError>>()
        })
    };
    let making: Vec<_> = plans.into_iter().map(make).collect();
    let mut made = Vec::with_capacity(making.len());
    for plan in making {
        made.push(plan.await.map_err(|_| KeyError::Interrupted)??);
    }
    Ok(alone::write_signing(db, made).await?)
}

/// Removes what is gone, so that its secret is nowhere any more.
async fn remove_gone(db: &Db, rows: &KeyRows, now: Timestamp) -> Result<(), StoreError> {
    let gone = rows.ring.iter().any(|row| row.gone_at <= now)
        || rows.signing.iter().any(|row| row.gone_at <= now);
    match gone {
        true => alone::remove_gone_keys(db, now).await,
        false => Ok(()),
    }
}

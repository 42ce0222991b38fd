//! The keys at one moment, parsed and ready.

use std::collections::HashMap;
use std::sync::Arc;

use super::ring::{Ring, RingKey};
use super::rotation::{self, State};
use super::rows::{KeyRows, RING_TABLE, SIGNING_TABLE};
use super::signer::Signer;
use super::{Jwks, KeyError, MasterKey, SigningAlg};
use crate::protocol::time::Timestamp;

pub(super) struct Snapshot {
    pub(super) ring: Ring,
    pub(super) jwks: Jwks,
    /// The key that signs, by algorithm.
    signing: Vec<Arc<Signer>>,
    published: HashMap<String, Published>,
}

struct Published {
    signer: Arc<Signer>,
    /// As in the row: another secret under the same id is another key.
    wrapped: Vec<u8>,
    gone_at: Timestamp,
}

impl Snapshot {
    /// What the rows say at `now`. Keys that `before` has are not parsed again; those of `algorithms` are published.
    pub(super) fn new(
        rows: &KeyRows,
        (master, algorithms): (&MasterKey, &[SigningAlg]),
        issuer: &str,
        now: Timestamp,
        before: Option<&Self>,
    ) -> Result<Self, KeyError> {
        let mut living: Vec<_> = rows
            .signing
            .iter()
            .filter(|row| row.state(now) != State::Gone)
            .collect();
        // The same order on every node; what signs comes first.
        living.sort_by_key(|row| (row.state(now), row.alg, row.active_at, row.kid.as_str()));
        let mut published = HashMap::with_capacity(living.len());
        for row in &living {
            let known = before.and_then(|before| before.published.get(&row.kid));
            let signer = match known.filter(|known| known.wrapped == row.private_key) {
                Some(known) => known.signer.clone(),
                None => {
                    let pkcs8 = master.unwrap(SIGNING_TABLE, &row.kid, &row.private_key)?;
                    Arc::new(Signer::new(&row.kid, row.alg, &pkcs8)?)
                }
            };
            let entry = Published {
                signer,
                wrapped: row.private_key.clone(),
                gone_at: row.gone_at,
            };
            published.insert(row.kid.clone(), entry);
        }
        let signing = SigningAlg::ALL
            .iter()
            .filter_map(|&alg| rotation::signing(&rows.signing, alg, now));
        Ok(Self {
            ring: ring(rows, master, issuer, now, before)?,
            // From the keys themselves, not from the column: a private member cannot get in (JW-22).
            // What the policy has no more verifies here until it is gone, and is not published: some libraries stop at what they
            // do not know.
            jwks: Jwks::new(
                living
                    .iter()
                    .filter(|row| algorithms.contains(&row.alg))
                    .map(|row| published[&row.kid].signer.public_jwk()),
            ),
            signing: signing
                .map(|row| published[&row.kid].signer.clone())
                .collect(),
            published,
        })
    }

    pub(super) fn signer(&self, alg: SigningAlg) -> Option<&Arc<Signer>> {
        self.signing.iter().find(|signer| signer.alg() == alg)
    }

    pub(super) fn by_kid(&self, kid: &str, now: Timestamp) -> Option<&Signer> {
        self.published
            .get(kid)
            .filter(|key| now < key.gone_at)
            .map(|key| &*key.signer)
    }
}

fn ring(
    rows: &KeyRows,
    master: &MasterKey,
    issuer: &str,
    now: Timestamp,
    before: Option<&Snapshot>,
) -> Result<Ring, KeyError> {
    let active = rotation::sealing(&rows.ring, now).ok_or(KeyError::NoRing)?;
    let mut living: Vec<_> = rows.ring.iter().filter(|row| now < row.gone_at).collect();
    living.sort_by_key(|row| (row.active_at, row.created_at, row.id));
    let place = living
        .iter()
        .position(|row| row.id == active.id)
        .ok_or(KeyError::NoRing)?;
    let known = before.map_or(&[][..], |before| before.ring.keys());
    let keys = living.iter().map(|row| {
        if let Some(key) = known.iter().find(|key| key.is_of(row)) {
            return Ok(key.clone());
        }
        let secret = master.unwrap(RING_TABLE, &row.id.to_string(), &row.secret)?;
        Ok(Arc::new(RingKey::new(row, &secret, issuer)))
    });
    Ok(Ring::new(keys.collect::<Result<_, KeyError>>()?, place))
}

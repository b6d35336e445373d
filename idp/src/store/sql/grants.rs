//! Sign-ins under way, grants and refresh tokens.

use crate::domain::grant::{Grant, Pending, Refresh, RefreshStage, Stage};
use crate::domain::id::{GrantId, Oid, PendingId};
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::port::{GrantReads, GrantWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json;
use crate::store::sql::touched::touch;

/// How many used grants are remembered, so that a second use of a code can be explained.
const REDEEMED_KEPT: i64 = 2_000;

/// How many used refresh tokens of a person are remembered, so that a second use is noticed.
const REPLACED_KEPT: i64 = 50;

impl<S: Statements> GrantReads for S {
    fn pending(&self, id: PendingId) -> Result<Option<Pending>, StoreError> {
        self.body("pendings", "SELECT body FROM pendings WHERE id = ?1", &[&id.to_string()])
    }

    fn grant(&self, id: GrantId) -> Result<Option<Grant>, StoreError> {
        self.body("grants", "SELECT body FROM grants WHERE id = ?1", &[&id.to_string()])
    }

    fn grant_before(&self, grant: &Grant) -> Result<Option<Grant>, StoreError> {
        self.body(
            "grants",
            "SELECT body FROM grants WHERE body ->> '$.asked.client' = ?1
                AND seq < (SELECT seq FROM grants WHERE id = ?2) ORDER BY seq DESC LIMIT 1",
            &[&grant.asked.client.as_str(), &grant.id.to_string()],
        )
    }

    fn grant_of_session(&self, sid: &str) -> Result<Option<Grant>, StoreError> {
        self.body("grants", "SELECT body FROM grants WHERE body ->> '$.sid' = ?1 LIMIT 1", &[&sid])
    }

    fn refresh(&self, token: &str) -> Result<Option<Refresh>, StoreError> {
        self.body("refreshes", "SELECT body FROM refreshes WHERE token = ?1", &[&token])
    }
}

impl<S: Statements> GrantWrites for S {
    fn put_pending(&mut self, pending: &Pending) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO pendings (id, expires_at, body) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET expires_at = ?2, body = ?3",
            &[&pending.id.to_string(), &pending.expires_at.as_millis(), &json(pending)],
        )?;
        Ok(())
    }

    fn remove_pending(&mut self, id: PendingId) -> Result<(), StoreError> {
        self.execute("DELETE FROM pendings WHERE id = ?1", &[&id.to_string()])?;
        Ok(())
    }

    fn put_grant(&mut self, grant: &Grant) -> Result<(), StoreError> {
        let stage = match grant.stage {
            Stage::Granted => "granted",
            Stage::Redeemed { .. } => "redeemed",
        };
        self.execute(
            "INSERT INTO grants (seq, id, stage, expires_at, body)
             VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM grants), ?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET stage = ?2, expires_at = ?3, body = ?4",
            &[&grant.id.to_string(), &stage, &grant.expires_at.as_millis(), &json(grant)],
        )?;
        Ok(())
    }

    fn put_refresh(&mut self, token: &str, refresh: &Refresh) -> Result<(), StoreError> {
        touch(self, refresh.grant.person)?;
        self.execute(
            "INSERT INTO refreshes (rowid, token, oid, expires_at, body)
             VALUES ((SELECT coalesce(max(rowid), 0) + 1 FROM refreshes), ?1, ?2, ?3, ?4)
             ON CONFLICT (token) DO UPDATE SET body = ?4",
            &[
                &token,
                &refresh.grant.person.number().cast_signed(),
                &refresh.expires_at.as_millis(),
                &json(refresh),
            ],
        )?;
        if refresh.stage == RefreshStage::Replaced {
            self.execute(
                "DELETE FROM refreshes WHERE oid = ?1 AND body ->> 'stage' = 'replaced' AND rowid <=
                    (SELECT rowid FROM refreshes WHERE oid = ?1 AND body ->> 'stage' = 'replaced'
                     ORDER BY rowid DESC LIMIT 1 OFFSET ?2)",
                &[&refresh.grant.person.number().cast_signed(), &REPLACED_KEPT],
            )?;
        }
        Ok(())
    }

    fn withdraw_refreshes(&mut self, grant: &Grant) -> Result<(), StoreError> {
        self.execute(
            "UPDATE refreshes SET body = json_set(body, '$.stage', 'withdrawn')
             WHERE oid = ?1 AND body ->> '$.grant.id' = ?2",
            &[&grant.person.number().cast_signed(), &grant.id.to_string()],
        )?;
        Ok(())
    }

    fn withdraw_refreshes_of(&mut self, person: Oid) -> Result<(), StoreError> {
        self.execute(
            "UPDATE refreshes SET body = json_set(body, '$.stage', 'withdrawn') WHERE oid = ?1",
            &[&person.number().cast_signed()],
        )?;
        Ok(())
    }

    fn sweep(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let now = now.as_millis();
        // A sign-in left lying is kept a day longer, so that the citizen who comes back reads that it expired.
        self.execute("DELETE FROM pendings WHERE expires_at <= ?1 - 86400000", &[&now])?;
        self.execute("DELETE FROM registrations WHERE expires_at <= ?1", &[&now])?;
        self.execute("DELETE FROM sessions WHERE expires_at <= ?1", &[&now])?;
        self.execute("DELETE FROM captchas WHERE expires_at <= ?1", &[&now])?;
        self.execute("DELETE FROM recoveries WHERE expires_at <= ?1", &[&now])?;
        self.execute("DELETE FROM imports WHERE expires_at <= ?1", &[&now])?;
        // An expired refresh token is kept thirty days longer, so that the wire can say that it expired.
        self.execute("DELETE FROM refreshes WHERE expires_at <= ?1 - 2592000000", &[&now])?;
        // An expired code is kept an hour longer, so that the journal can say that it expired.
        self.execute("DELETE FROM grants WHERE stage = 'granted' AND expires_at <= ?1 - 3600000", &[&now])?;
        self.execute(
            "DELETE FROM grants WHERE stage = 'redeemed' AND seq <=
                (SELECT seq FROM grants WHERE stage = 'redeemed' ORDER BY seq DESC LIMIT 1 OFFSET ?1)",
            &[&REDEEMED_KEPT],
        )?;
        Ok(())
    }
}

//! Challenges and issued certificates.

use crate::domain::id::{Oid, SignatureChallengeId};
use crate::domain::signature::{QualifiedCertificate, SignatureChallenge};
use crate::store::StoreError;
use crate::store::port::{SignatureReads, SignatureWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json;
use crate::store::sql::touched::touch;

impl<S: Statements> SignatureReads for S {
    fn signature_challenge(
        &self,
        id: SignatureChallengeId,
    ) -> Result<Option<SignatureChallenge>, StoreError> {
        let sql = "SELECT body FROM signature_challenges WHERE id = ?1";
        self.body("signature_challenges", sql, &[&id.to_string()])
    }

    fn qualified_certificates(&self, person: Oid) -> Result<Vec<QualifiedCertificate>, StoreError> {
        let sql = "SELECT body FROM qualified_certificates WHERE oid = ?1 ORDER BY id";
        self.bodies("qualified_certificates", sql, &[&person.number().cast_signed()])
    }

    fn qualified_certificate(&self, serial: &str) -> Result<Option<QualifiedCertificate>, StoreError> {
        let sql = "SELECT body FROM qualified_certificates WHERE serial = ?1";
        self.body("qualified_certificates", sql, &[&serial])
    }
}

impl<S: Statements> SignatureWrites for S {
    fn put_signature_challenge(&mut self, challenge: &SignatureChallenge) -> Result<(), StoreError> {
        touch(self, challenge.person)?;
        let person = challenge.person.number().cast_signed();
        let made_at = challenge.expires_at.as_millis() - SignatureChallenge::TTL.as_millis();
        self.execute(
            "DELETE FROM signature_challenges WHERE oid = ?1 AND expires_at <= ?2",
            &[&person, &made_at],
        )?;
        self.execute(
            "INSERT INTO signature_challenges (id, oid, expires_at, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET oid = ?2, expires_at = ?3, body = ?4",
            &[&challenge.id.to_string(), &person, &challenge.expires_at.as_millis(), &json(challenge)],
        )?;
        Ok(())
    }

    fn remove_signature_challenge(&mut self, id: SignatureChallengeId) -> Result<(), StoreError> {
        self.execute("DELETE FROM signature_challenges WHERE id = ?1", &[&id.to_string()])?;
        Ok(())
    }

    fn put_qualified_certificate(&mut self, certificate: &QualifiedCertificate) -> Result<(), StoreError> {
        touch(self, certificate.person)?;
        self.execute(
            "INSERT INTO qualified_certificates (id, serial, oid, body)
             VALUES ((SELECT coalesce(max(id), 0) + 1 FROM qualified_certificates), ?1, ?2, ?3)
             ON CONFLICT (serial) DO UPDATE SET oid = ?2, body = ?3",
            &[&certificate.serial, &certificate.person.number().cast_signed(), &json(certificate)],
        )?;
        Ok(())
    }
}

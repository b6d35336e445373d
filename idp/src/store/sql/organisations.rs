//! Organisations and memberships.

use crate::domain::id::Oid;
use crate::domain::organisation::{Membership, Organisation};
use crate::store::StoreError;
use crate::store::port::{OrganisationFilter, OrganisationReads, OrganisationWrites};
use crate::store::sql::Statements;
use crate::store::sql::row::json;
use crate::store::sql::touched::touch;

pub(crate) const BY_OGRN: &str = "SELECT body FROM organisations
     WHERE ogrn = ?1 AND oid > ?3 AND (?2 IS NULL OR EXISTS
        (SELECT 1 FROM memberships WHERE organisation = oid AND person = ?2)) LIMIT ?4";
pub(crate) const BY_MEMBER: &str = "SELECT organisations.body FROM memberships
     JOIN organisations ON organisations.oid = memberships.organisation
     WHERE memberships.person = ?1 AND memberships.organisation > ?2
     ORDER BY memberships.organisation LIMIT ?3";
pub(crate) const IN_ORDER: &str = "SELECT body FROM organisations WHERE oid > ?1 ORDER BY oid LIMIT ?2";

fn key(oid: Oid) -> i64 {
    oid.number().cast_signed()
}

impl<S: Statements> OrganisationReads for S {
    fn organisation(&self, oid: Oid) -> Result<Option<Organisation>, StoreError> {
        self.body("organisations", "SELECT body FROM organisations WHERE oid = ?1", &[&key(oid)])
    }

    fn organisations(&self, filter: &OrganisationFilter) -> Result<Vec<Organisation>, StoreError> {
        let OrganisationFilter { ogrn, member, after, limit } = filter;
        let (member, after) = (member.map(key), after.map_or(0, key));
        let table = "organisations";
        match (ogrn, member) {
            (Some(ogrn), member) => self.bodies(table, BY_OGRN, &[&ogrn, &member, &after, &limit]),
            (None, Some(member)) => self.bodies(table, BY_MEMBER, &[&member, &after, &limit]),
            (None, None) => self.bodies(table, IN_ORDER, &[&after, &limit]),
        }
    }

    fn members(&self, organisation: Oid) -> Result<Vec<Membership>, StoreError> {
        let sql = "SELECT body FROM memberships WHERE organisation = ?1 ORDER BY person";
        self.bodies("memberships", sql, &[&key(organisation)])
    }

    fn memberships(&self, person: Oid) -> Result<Vec<Membership>, StoreError> {
        let sql = "SELECT body FROM memberships WHERE person = ?1 ORDER BY organisation";
        self.bodies("memberships", sql, &[&key(person)])
    }

    fn membership(&self, organisation: Oid, person: Oid) -> Result<Option<Membership>, StoreError> {
        let sql = "SELECT body FROM memberships WHERE organisation = ?1 AND person = ?2";
        self.body("memberships", sql, &[&key(organisation), &key(person)])
    }
}

impl<S: Statements> OrganisationWrites for S {
    fn next_organisation_oid(&mut self) -> Result<Oid, StoreError> {
        let highest = self
            .one("SELECT max(last_oid) FROM organisations", &[], |row| row.get::<Option<i64>>(0))?
            .flatten();
        Ok(highest.map_or(Oid::FIRST_ORGANISATION, |highest| Oid::new(highest.unsigned_abs() + 1)))
    }

    fn put_organisation(&mut self, organisation: &Organisation) -> Result<(), StoreError> {
        // A branch that was closed does not give its number back.
        self.execute(
            "INSERT INTO organisations (oid, last_oid, ogrn, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (oid) DO UPDATE SET last_oid = max(organisations.last_oid, ?2), ogrn = ?3, body = ?4",
            &[&key(organisation.oid), &key(organisation.last_oid()), &organisation.ogrn.to_string(), &json(organisation)],
        )?;
        Ok(())
    }

    fn put_membership(&mut self, membership: &Membership) -> Result<(), StoreError> {
        touch(self, membership.person)?;
        self.execute(
            "INSERT INTO memberships (organisation, person, body) VALUES (?1, ?2, ?3)
             ON CONFLICT (organisation, person) DO UPDATE SET body = ?3",
            &[&key(membership.organisation), &key(membership.person), &json(membership)],
        )?;
        Ok(())
    }

    fn remove_membership(&mut self, organisation: Oid, person: Oid) -> Result<bool, StoreError> {
        let sql = "DELETE FROM memberships WHERE organisation = ?1 AND person = ?2";
        Ok(self.execute(sql, &[&key(organisation), &key(person)])? > 0)
    }
}

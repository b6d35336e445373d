//! What a person is made with beside the identity: what other systems know, other documents, vehicles, the
//! second factor.

use crate::app::people::belongings::{DocumentForm, VehicleForm};
use crate::app::people::extras::{ExtrasForm, PaperForm};
use crate::app::people::fault::{FieldFault, each, fault};
use crate::domain::account::Account;
use crate::domain::credentials::{CredentialEvent, Factor};
use crate::domain::id::Oid;
use crate::domain::person::document::Draft;
use crate::domain::person::{Document, Extras, Vehicle};
use crate::domain::time::Timestamp;
use crate::store::{StoreError, WriteTx};

/// What a person is made with beside the identity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// What other systems know.
    pub extras: Extras,
    /// Documents beside the one that proves the identity; their numbers count from nothing.
    pub documents: Vec<Document>,
    /// Vehicles; their numbers count from nothing.
    pub vehicles: Vec<Vehicle>,
    /// What the Social Fund knows of the paper behind a foreigner's identity document.
    pub foreign_paper: Option<PaperForm>,
    /// The second factor.
    pub factor: Option<Factor>,
}

impl Beside {
    /// Reads what a form says of it.
    ///
    /// # Errors
    /// The first field that does not hold what it should.
    pub(super) fn parse(
        extras: Option<&ExtrasForm>,
        (documents, vehicles): (&[DocumentForm], &[VehicleForm]),
        foreign_paper: Option<&PaperForm>,
        second_factor: Option<&str>,
    ) -> Result<Self, FieldFault> {
        let extras = extras.map(|extras| extras.parse().map_err(|fault| fault.within("extras")));
        if let Some(paper) = foreign_paper {
            // The moment counts once the person is made.
            paper.parse(Timestamp::from_secs(0)).map_err(|fault| fault.within("foreign_paper"))?;
        }
        Ok(Self {
            extras: extras.transpose()?.unwrap_or_default(),
            documents: each("documents", documents, |document| document.parse(0))?,
            vehicles: each("vehicles", vehicles, |vehicle| vehicle.parse(0))?,
            foreign_paper: foreign_paper.cloned(),
            factor: second_factor.map(factor).transpose()?,
        })
    }

    /// Gives it to an account.
    ///
    /// # Errors
    /// A paper behind a document that can have none.
    pub(super) fn give(&self, account: &mut Account, now: Timestamp) -> Result<(), FieldFault> {
        account.profile.extras = self.extras.clone();
        if let Some(paper) = &self.foreign_paper {
            let paper = paper.parse(now).map_err(|fault| fault.within("foreign_paper"))?;
            let id = account.profile.identity_document;
            let document = account.profile.documents.iter_mut().find(|one| Some(one.id()) == id);
            let expected = "expected a foreigner with an identity document";
            let document = document.ok_or_else(|| fault("foreign_paper", expected))?;
            let draft = Draft { foreign_paper: Some(paper), ..Draft::from(document.clone()) };
            *document = Document::try_from(draft).map_err(|why| fault("foreign_paper", why))?;
        }
        for document in &self.documents {
            let id = account.profile.next_item_id(account.oid.number());
            account.profile.documents.push(document.clone().with_id(id));
        }
        for vehicle in &self.vehicles {
            let id = account.profile.next_item_id(account.oid.number());
            account.profile.vehicles.push(Vehicle { id, ..vehicle.clone() });
        }
        Ok(())
    }

    /// Sets the second factor of an account.
    ///
    /// # Errors
    /// The store failed.
    pub(super) fn guard(&self, tx: &mut dyn WriteTx, person: Oid) -> Result<(), StoreError> {
        let Some(factor) = self.factor else { return Ok(()) };
        let credentials = tx.credentials(person)?.evolve(&CredentialEvent::FactorSet(factor));
        tx.put_credentials(person, &credentials)
    }
}

fn factor(text: &str) -> Result<Factor, FieldFault> {
    match text {
        "none" => Ok(Factor::Off),
        "sms" => Ok(Factor::Sms),
        "max" => Ok(Factor::Max),
        _ => Err(fault("second_factor", "expected none, sms or max")),
    }
}

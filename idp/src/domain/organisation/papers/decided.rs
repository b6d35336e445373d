//! What the chief of an organisation decides about consents (MR А.7.1.6).

use crate::domain::organisation::papers::{
    ConsentRefusal, ConsentScope, ConsentState, OrganisationConsent, Papers,
};
use crate::domain::time::Timestamp;

use ConsentRefusal as R;

impl Papers {
    /// The consent of a number; nothing is decided without the general one.
    fn decided(&mut self, id: u64) -> Result<&mut OrganisationConsent, ConsentRefusal> {
        if !self.general_consent {
            return Err(R::NoGeneralConsent);
        }
        self.consents.iter_mut().find(|one| one.id == id).ok_or(R::Unknown)
    }

    /// Gives a consent that was asked for, of the named scopes alone where some are named.
    ///
    /// # Errors
    /// There is none, it is not to be decided any more, or a scope that it demands is left out.
    pub fn give_consent(
        &mut self,
        id: u64,
        scopes: Option<&[String]>,
        now: Timestamp,
    ) -> Result<(), ConsentRefusal> {
        let consent = self.decided(id)?;
        if consent.state != ConsentState::Asked {
            return Err(R::NotAsked);
        }
        if let Some(named) = scopes {
            let is_named =
                |one: &ConsentScope| named.iter().any(|name| name.as_str() == one.sysname.as_str());
            if consent.scopes.iter().any(|one| one.required && !is_named(one)) {
                return Err(R::RequiredScope);
            }
            consent.scopes.retain(is_named);
        }
        consent.state = ConsentState::Given { at: now };
        Ok(())
    }

    /// Declines a consent that was asked for: it is gone.
    ///
    /// # Errors
    /// There is none, or it was decided already.
    pub fn decline_consent(&mut self, id: u64) -> Result<(), ConsentRefusal> {
        if self.decided(id)?.state != ConsentState::Asked {
            return Err(R::NotToDecline);
        }
        self.consents.retain(|one| one.id != id);
        Ok(())
    }

    /// Takes a given consent back.
    ///
    /// # Errors
    /// There is none, or it is not given.
    pub fn withdraw_consent(&mut self, id: u64, now: Timestamp) -> Result<(), ConsentRefusal> {
        let consent = self.decided(id)?;
        let ConsentState::Given { at } = consent.state else { return Err(R::NotGiven) };
        consent.state = ConsentState::Withdrawn { given_at: at, at: now };
        Ok(())
    }

    /// Takes the general consent back.
    ///
    /// # Errors
    /// There is none.
    pub fn withdraw_general_consent(&mut self) -> Result<(), ConsentRefusal> {
        if !std::mem::take(&mut self.general_consent) {
            return Err(R::Unknown);
        }
        Ok(())
    }
}

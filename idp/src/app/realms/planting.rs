//! What realms begin with: planted once, and again by a reset.

use std::sync::Arc;

use crate::app::realms::fixtures::Fixtures;
use crate::app::realms::rows::{FIXTURES, PLANTED};
use crate::app::realms::shelf::Choice;
use crate::app::realms::{RealmRefusal, Realms};
use crate::app::{About, Broken, Moment, Realm, Stop};
use crate::domain::time::Timestamp;
use crate::store::StoreError;

impl Realms {
    /// Plants the fixtures in a realm that has none yet.
    pub(super) fn plant_once(&self, realm: &Realm) -> Result<(), Broken> {
        let is_planted = || Ok::<_, StoreError>(realm.read()?.setting(PLANTED)?.is_some());
        if is_planted()? {
            return Ok(());
        }
        match self.plant(realm, realm.clock.now()) {
            // Another node that started at the same time was quicker.
            Err(_) if realm.shared().is_some() && is_planted()? => Ok(()),
            planted => planted,
        }
    }

    pub(super) fn plant(&self, realm: &Realm, at: Timestamp) -> Result<(), Broken> {
        let moment = Moment::of(realm, at, About::default());
        self.fixtures_of(realm)?.plant(&moment)?;
        moment.write()?.put_setting(PLANTED, &at.to_string())?;
        Ok(moment.commit()?)
    }

    /// What a realm begins with: what it was given, or the server's own.
    fn fixtures_of(&self, realm: &Realm) -> Result<Arc<Fixtures>, Broken> {
        let files = realm.read()?.setting(FIXTURES)?;
        Ok(self.kept_fixtures(files.as_deref())?)
    }

    pub(super) fn kept_fixtures(&self, files: Option<&str>) -> Result<Arc<Fixtures>, StoreError> {
        let corrupt = |why: String| StoreError::Corrupt { table: "settings", why };
        let Some(files) = files else { return Ok(self.shelf.own()) };
        let files = serde_json::from_str(files).map_err(|why| corrupt(why.to_string()))?;
        let chosen = self.shelf.chosen(Choice::Files(files), &self.keyring);
        Ok(chosen.map_err(|why| corrupt(why.to_string()))?.fixtures)
    }

    /// Reads the server's own fixtures once more.
    ///
    /// # Errors
    /// They do not hold what they should; the ones before stay.
    pub fn reload_fixtures(&self) -> Result<Arc<Fixtures>, Stop<RealmRefusal>> {
        self.shelf.reload(&self.keyring).map_err(|fault| Stop::refused(RealmRefusal::Fixture(fault)))
    }
}

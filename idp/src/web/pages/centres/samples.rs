//! Filled pages for the tests.

use super::{Centres, Place, Plan};
use crate::domain::centre::{Centre, CentreFunction};
use crate::web::pages::Frame;

impl Centres {
    /// Two centres that confirm identity.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            function: Some(CentreFunction::Confirm),
            query: String::new(),
            centres: vec![Centre::sample(), Centre::sample_small()],
            plan: None,
            has_map: true,
        }
    }

    /// The same with a map.
    pub(crate) fn sample_map() -> Self {
        let place = |id, name: &str, address: &str, latitude, longitude| Place {
            id,
            name: name.to_owned(),
            address: address.to_owned(),
            latitude,
            longitude,
        };
        let places = [
            place(12, "МФЦ «Центральный»", "г. Примерск, ул. Тестовая, д. 36", 51.66, 39.2),
            place(40, "Администрация поселка", "пос. Пробный, ул. Школьная, д. 1", 51.4, 40.1),
        ];
        Self { plan: Some(Plan::of(&places)), function: None, ..Self::sample() }
    }

    /// Nothing is found.
    pub(crate) fn sample_empty() -> Self {
        let query = "Луна".to_owned();
        Self {
            query,
            centres: Vec::new(),
            has_map: false,
            function: Some(CentreFunction::Recover),
            ..Self::sample()
        }
    }
}

impl Centre {
    /// A centre that can do everything.
    pub(crate) fn sample() -> Self {
        Self {
            id: 12,
            name: "МФЦ «Центральный»".to_owned(),
            address: "г. Примерск, ул. Тестовая, д. 36".to_owned(),
            hours: "пн–пт 9:00–18:00".to_owned(),
            phone: "+7 (473) 000-00-12".to_owned(),
            functions: CentreFunction::ALL.to_vec(),
            latitude: 51.66,
            longitude: 39.2,
            operators: Vec::new(),
        }
    }

    /// A centre that only confirms.
    pub(crate) fn sample_small() -> Self {
        Self {
            id: 40,
            name: "Администрация поселка".to_owned(),
            address: "пос. Пробный, ул. Школьная, д. 1".to_owned(),
            phone: String::new(),
            functions: vec![CentreFunction::Confirm],
            ..Self::sample()
        }
    }
}

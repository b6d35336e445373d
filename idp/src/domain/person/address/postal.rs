//! The address a registered letter goes to, as the order form asks for it.

use serde::Deserialize;

use crate::domain::person::address::{AddressPart, ZipCode};

/// The texts of the form, as typed.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PostalForm {
    /// Six digits.
    pub zip_code: String,
    /// «Область, край или республика».
    pub region: String,
    /// «Город, село или поселок».
    pub settlement: String,
    /// «Улица», when there is one.
    pub street: String,
    /// «Дом».
    pub house: String,
    /// «Квартира», when there is one.
    pub flat: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostalField {
    /// «Индекс».
    ZipCode,
    /// «Область, край или республика».
    Region,
    /// «Город, село или поселок».
    Settlement,
    /// «Улица».
    Street,
    /// «Дом».
    House,
    /// «Квартира».
    Flat,
}

impl PostalField {
    /// Its name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ZipCode => "zip_code",
            Self::Region => "region",
            Self::Settlement => "settlement",
            Self::Street => "street",
            Self::House => "house",
            Self::Flat => "flat",
        }
    }
}

impl PostalForm {
    /// The address in one line.
    ///
    /// # Errors
    /// Every field that does not hold what it should.
    pub fn line(&self) -> Result<String, Vec<PostalField>> {
        let mut faults = Vec::new();
        if self.zip_code.parse::<ZipCode>().is_err() {
            faults.push(PostalField::ZipCode);
        }
        let needed = [
            (PostalField::Region, &self.region),
            (PostalField::Settlement, &self.settlement),
            (PostalField::House, &self.house),
        ];
        let optional = [(PostalField::Street, &self.street), (PostalField::Flat, &self.flat)];
        let optional = optional.into_iter().filter(|(_, text)| !text.trim().is_empty());
        for (field, text) in needed.into_iter().chain(optional) {
            if text.parse::<AddressPart>().is_err() {
                faults.push(field);
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        // Cities of federal significance are region and settlement at once.
        let settlement = Some(self.settlement.trim()).filter(|settlement| *settlement != self.region.trim());
        let house = format!("д. {}", self.house.trim());
        let flat = Some(self.flat.trim()).filter(|flat| !flat.is_empty()).map(|flat| format!("кв. {flat}"));
        let parts =
            [Some(self.zip_code.trim()), Some(self.region.trim()), settlement, Some(self.street.trim())];
        let parts = parts.into_iter().flatten().chain([house.as_str()]).chain(flat.as_deref());
        Ok(parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(
        zip_code: &str,
        region: &str,
        settlement: &str,
        street: &str,
        house: &str,
        flat: &str,
    ) -> PostalForm {
        let [zip_code, region, settlement, street, house, flat] =
            [zip_code, region, settlement, street, house, flat].map(str::to_owned);
        PostalForm { zip_code, region, settlement, street, house, flat }
    }

    #[test]
    fn an_address_becomes_one_line_of_what_is_there() {
        let whole = form("000106", "Примерская область", "г. Примерск", "ул. Тестовая", "10", "97");
        assert_eq!(
            whole.line().unwrap(),
            "000106, Примерская область, г. Примерск, ул. Тестовая, д. 10, кв. 97"
        );
        let village = form("000106", "Примерск", "Примерск", "", "1", "");
        assert_eq!(village.line().unwrap(), "000106, Примерск, д. 1");
    }

    #[test]
    fn every_wrong_field_is_named() {
        assert_eq!(
            form("106", "", " ", "", "", "").line(),
            Err(vec![PostalField::ZipCode, PostalField::Region, PostalField::Settlement, PostalField::House])
        );
    }
}

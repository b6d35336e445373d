//! Who a citizen is: values that cannot hold something wrong.
//!
//! **Invariant:** every value is checked once, where it is parsed; `Debug` never shows a whole personal value.

pub mod address;
pub mod birth;
pub mod contact;
pub mod country;
pub mod date;
pub mod document;
pub mod email;
pub mod extras;
pub mod gender;
pub mod inn;
pub mod name;
pub mod ogrn;
pub mod phone;
pub mod sheet;
pub mod snils;
pub mod text;
pub mod vehicle;

mod chars;

pub use address::Address;
pub use birth::BirthDate;
pub use contact::Contact;
pub use country::Country;
pub use document::{Document, DocumentKind, IssuerCode, PassportNumber, VerifyState};
pub use email::Email;
pub use extras::Extras;
pub use gender::Gender;
pub use inn::{Inn, OrgInn};
pub use name::{FullName, NamePart};
pub use ogrn::Ogrn;
pub use phone::Phone;
pub use snils::Snils;
pub use text::{BirthPlace, IssuedBy};
pub use vehicle::Vehicle;

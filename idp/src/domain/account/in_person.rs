//! Confirmation by somebody who has seen the person: an operator with a passport, a bank, a certificate's authority.

use crate::domain::account::Account;
use crate::domain::account::application::Application;
use crate::domain::account::refusal::Refusal;
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::name::Folding;
use crate::domain::person::{BirthDate, FullName, Snils};

/// The owner a qualified certificate names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateOwner {
    /// Surname, name, patronymic.
    pub name: FullName,
    /// SNILS.
    pub snils: Snils,
}

/// A client as a bank knows one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankClient {
    /// Surname, name, patronymic.
    pub name: FullName,
    /// Date of birth.
    pub birth_date: BirthDate,
    /// SNILS.
    pub snils: Snils,
    /// The passport, when the bank asks for it to be compared.
    pub document: Option<DocumentNumber>,
}

impl BankClient {
    /// The client of an application, with the passport.
    pub fn of(sent: &Application, snils: Snils) -> Self {
        let paper = &sent.document;
        let document = DocumentNumber::parse(paper.kind(), paper.series(), paper.number()).ok();
        Self { name: sent.name.clone(), birth_date: sent.birth_date, snils, document }
    }
}

/// The papers a visitor shows at a service centre to get access back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitorPapers {
    /// The passport.
    pub document: DocumentNumber,
    /// SNILS.
    pub snils: Snils,
}

impl CertificateOwner {
    /// Whether the certificate is the account owner's (letter S003: the owner must be the same person).
    pub(super) fn is_owner_of(&self, account: &Account) -> Result<(), Refusal> {
        same_name(account, &self.name).and_then(|()| same_snils(account, self.snils))
    }
}

impl BankClient {
    /// Whether the bank's client is the account's owner.
    pub(super) fn is_owner_of(&self, account: &Account) -> Result<(), Refusal> {
        same_snils(account, self.snils)?;
        same_name(account, &self.name)?;
        if account.profile.birth_date != Some(self.birth_date) {
            return Err(Refusal::BirthDateDiffers);
        }
        self.document.as_ref().map_or(Ok(()), |document| same_document(account, document))
    }
}

impl VisitorPapers {
    /// Whether the papers are the account owner's.
    pub(super) fn are_of(&self, account: &Account) -> Result<(), Refusal> {
        same_document(account, &self.document).and_then(|()| same_snils(account, self.snils))
    }
}

/// Whether a document is the identity document of the account.
pub(super) fn same_document(account: &Account, shown: &DocumentNumber) -> Result<(), Refusal> {
    let same = account.profile.identity_paper().is_some_and(|document| {
        (document.kind(), document.series(), document.number())
            == (shown.kind(), shown.series(), shown.number())
    });
    if same { Ok(()) } else { Err(Refusal::PassportDiffers) }
}

fn same_name(account: &Account, name: &FullName) -> Result<(), Refusal> {
    let same = account.profile.name.key(Folding::ALL) == name.key(Folding::ALL);
    if same { Ok(()) } else { Err(Refusal::NameDiffers) }
}

fn same_snils(account: &Account, snils: Snils) -> Result<(), Refusal> {
    if account.profile.snils == Some(snils) { Ok(()) } else { Err(Refusal::SnilsDiffers) }
}

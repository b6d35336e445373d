//! The simulated accredited authority: it issues qualified certificates to people, and a foreign one beside it.

use std::fmt;
use std::sync::LazyLock;

use gost3410::ParameterSet;
use rsa::rand_core::{CryptoRng, Error, RngCore};

use crate::app::stop::control_refused;
use crate::app::{Broken, Explained, Moment, Stop};
use crate::crypto::certificate::{CertificateOrder, Purpose};
use crate::crypto::{Algorithm, Certificate, GostSigner, PublicKey, RsaSigner, Signer};
use crate::domain::account::CertificateOwner;
use crate::domain::id::Oid;
use crate::domain::journal::Why;
use crate::domain::signature::QualifiedCertificate;
use crate::domain::time::{Span, Timestamp};
use crate::runtime::entropy::Entropy;

/// The size of a person's RSA key: the smallest that signs.
const RSA_BITS: usize = 2048;
/// The first and the last second of an authority's own certificate.
const FOUNDED: Timestamp = Timestamp::from_secs(1_262_304_000);
const DISSOLVED: Timestamp = Timestamp::from_secs(4_102_444_799);

/// An authority that issues certificates.
pub struct Authority {
    key: GostSigner,
    certificate: Certificate,
}

// SIM: the authorities do not exist; their keys follow from these words, so everybody can have them.
static ACCREDITED: LazyLock<Authority> = LazyLock::new(|| {
    Authority::founded(
        "C=RU, O=Вымышленный аккредитованный удостоверяющий центр, CN=УЦ симулятора",
        b"accredited",
    )
});
static FOREIGN: LazyLock<Authority> = LazyLock::new(|| {
    Authority::founded("C=RU, O=Вымышленный посторонний удостоверяющий центр, CN=УЦ посторонний", b"foreign")
});

impl Authority {
    /// The authority whose certificates confirm people.
    pub fn accredited() -> &'static Self {
        &ACCREDITED
    }

    /// An authority nobody has accredited.
    pub fn foreign() -> &'static Self {
        &FOREIGN
    }

    fn founded(subject: &str, words: &[u8]) -> Self {
        let key = GostSigner::from_entropy(ParameterSet::CryptoProA, words);
        let order = CertificateOrder {
            subject,
            serial: 1,
            from: FOUNDED,
            to: DISSOLVED,
            purpose: Purpose::Authority,
        };
        let certificate = order.self_signed(&key).expect("invariant: the authority's order is sound");
        Self { key, certificate }
    }

    /// Its own certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Whether a certificate was issued by it.
    pub fn has_issued(&self, certificate: &Certificate) -> bool {
        certificate.check_signed_by(&self.key.verifier()).is_ok()
    }
}

/// A certificate to issue to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The kind of key.
    pub algorithm: Algorithm,
    /// The owner to name instead of the person.
    pub other_owner: Option<CertificateOwner>,
    /// Whether its validity has ended.
    pub expired: bool,
    /// Whether the authority has taken it back.
    pub revoked: bool,
    /// Whether an authority that nobody has accredited issues it.
    pub foreign: bool,
}

/// A certificate that was issued, with its private key.
#[derive(Clone, PartialEq, Eq)]
pub struct Issued {
    /// The certificate.
    pub certificate: Certificate,
    /// The private key, PEM.
    pub key_pem: String,
    /// The certificate of the authority.
    pub authority: Certificate,
}

impl fmt::Debug for Issued {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Issued").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}

/// Why no certificate is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IssueRefusal {
    /// There is no such account.
    #[error("no account has this oid")]
    NoAccount,
    /// A qualified certificate of a person names a SNILS.
    #[error("the person has no SNILS yet")]
    NoSnils,
}

impl Explained for IssueRefusal {
    fn why(&self) -> Why {
        control_refused(self)
    }
}

/// Issues a certificate to a person.
///
/// # Errors
/// The person is unknown or has no SNILS; or something is broken.
pub fn issue(moment: &Moment<'_>, person: Oid, order: &Order) -> Result<Issued, Stop<IssueRefusal>> {
    let account = moment.read()?.account(person)?.ok_or(Stop::refused(IssueRefusal::NoAccount))?;
    let owner = match (&order.other_owner, account.profile.snils) {
        (Some(owner), _) => owner.clone(),
        (None, Some(snils)) => CertificateOwner { name: account.profile.name, snils },
        (None, None) => return Err(Stop::refused(IssueRefusal::NoSnils)),
    };
    let entropy = &moment.realm.entropy;
    let (key, key_pem) = private_key(order.algorithm, entropy)?;
    let authority = if order.foreign { Authority::foreign() } else { Authority::accredited() };
    let (from, to) = match order.expired {
        true => (moment.now + Span::from_days(-400), moment.now + Span::from_days(-35)),
        false => (moment.now + Span::from_days(-1), moment.now + Span::from_days(365)),
    };
    let certificate = CertificateOrder {
        subject: &subject(&owner),
        serial: (entropy.number() >> 1).max(1),
        from,
        to,
        purpose: Purpose::Signing,
    }
    .issued_by(&authority.certificate, &authority.key, &key)?;
    let kept = QualifiedCertificate {
        serial: certificate.serial_hex(),
        person,
        pem: certificate.to_pem(),
        revoked: order.revoked,
    };
    moment.write()?.put_qualified_certificate(&kept)?;
    Ok(Issued { certificate, key_pem, authority: authority.certificate.clone() })
}

/// The owner as qualified certificates of natural persons name one: surname, given names, SNILS without separators.
fn subject(owner: &CertificateOwner) -> String {
    let CertificateOwner { name, snils } = owner;
    let given = match &name.middle {
        Some(middle) => format!("{} {middle}", name.first),
        None => name.first.to_string(),
    };
    format!("C=RU, SN={}, GN={given}, CN={} {given}, SNILS={}", name.last, name.last, snils.digits())
}

/// The owner a certificate names; nothing when it is not a natural person's.
pub fn owner_of(certificate: &Certificate) -> Option<CertificateOwner> {
    let last = certificate.subject_value("SN")?.parse().ok()?;
    let given = certificate.subject_value("GN")?;
    let (first, middle) = given.split_once(' ').map_or((given, None), |(first, rest)| (first, Some(rest)));
    let middle = middle.map(str::parse).transpose().ok()?;
    let name = crate::domain::person::FullName { last, first: first.parse().ok()?, middle };
    Some(CertificateOwner { name, snils: certificate.subject_value("SNILS")?.parse().ok()? })
}

fn private_key(algorithm: Algorithm, entropy: &Entropy) -> Result<(PublicKey, String), Broken> {
    let gost = |set| {
        let key = GostSigner::from_entropy(set, &entropy.bytes::<64>());
        (key.verifier(), key.to_pkcs8_pem())
    };
    Ok(match algorithm {
        Algorithm::Rs256 => {
            let key = RsaSigner::generate(RSA_BITS, &mut Chance(entropy))?;
            (key.verifier(), key.to_pkcs8_pem()?)
        }
        Algorithm::Gost2012_256 => gost(ParameterSet::CryptoProXchA),
        Algorithm::Gost2012_512 => gost(ParameterSet::Tc26A512),
    })
}

/// The realm's chance as the key generator takes it.
struct Chance<'e>(&'e Entropy);

impl RngCore for Chance<'_> {
    fn next_u32(&mut self) -> u32 {
        (self.0.number() >> 32) as u32
    }

    fn next_u64(&mut self) -> u64 {
        self.0.number()
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let octets = self.0.number().to_be_bytes();
            chunk.iter_mut().zip(octets).for_each(|(to, from)| *to = from);
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Chance<'_> {}

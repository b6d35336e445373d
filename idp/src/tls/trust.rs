//! Owns what clients need to verify the server: the authority's certificate, and the same beside the system's roots.
//!
//! Most clients replace the system's roots by the file that a variable names. A child that also calls other
//! servers goes on trusting them, because the files given to it have those roots too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::crypto::certificate::Certificate;
use crate::crypto::pkcs12;
use crate::tls::error::TlsError;
use crate::tls::folder::Folder;

/// Variables that name a file of roots which replaces the system's: curl, OpenSSL, Python, requests.
const REPLACING: [&str; 3] = ["CURL_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"];
/// The variable that names further roots for Node.js.
const ADDING: &str = "NODE_EXTRA_CA_CERTS";
/// Options of every Java machine.
const JAVA: &str = "JAVA_TOOL_OPTIONS";

/// Where systems keep their roots in one file: Debian and Alpine, Fedora, SUSE, macOS and BSD.
const SYSTEM_ROOTS: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

/// Files that let clients verify the server.
#[derive(Debug)]
pub struct Trust {
    ca_file: PathBuf,
    environment: BTreeMap<&'static str, String>,
    // Removed with this value, unless it is kept.
    _folder: Folder,
}

impl Trust {
    /// Writes the files into `folder`.
    pub(super) fn new(folder: Folder, ca_file: PathBuf, ca: impl AsRef<str>) -> Result<Self, TlsError> {
        let roots = roots(&ca_file, ca.as_ref())?;
        let bundle: String = roots.iter().map(Certificate::to_pem).collect();
        let bundle = folder.write("bundle.pem", bundle.as_bytes())?;
        let store = pkcs12::trust_store(roots.iter().map(Certificate::der));
        let store = folder.write("truststore.p12", &store)?;
        let environment = environment(&ca_file, &bundle, &store);
        Ok(Self { ca_file, environment, _folder: folder })
    }

    /// The authority's certificate in PEM.
    pub fn ca_file(&self) -> &Path {
        &self.ca_file
    }

    /// The variables by which curl, Python, Node.js, Java and others find it.
    pub fn environment(&self) -> &BTreeMap<&'static str, String> {
        &self.environment
    }
}

/// The roots of the authority, of the system, and of every file that this process's environment names.
fn roots(ca_file: &Path, ca: &str) -> Result<Vec<Certificate>, TlsError> {
    let mut all =
        Certificate::all_from_pem(ca).map_err(|error| TlsError::content(ca_file, error.to_string()))?;
    let set = |name: &&str| std::env::var_os(name).map(PathBuf::from);
    let system = SYSTEM_ROOTS.iter().map(PathBuf::from).find(|file| file.is_file());
    let named = REPLACING.iter().chain([&ADDING]).filter_map(set);
    for file in system.into_iter().chain(named) {
        // A file that cannot be read gives no roots to any client either.
        let text = std::fs::read_to_string(file).unwrap_or_default();
        all.extend(certificates(&text));
    }
    let mut seen = BTreeSet::new();
    all.retain(|certificate| seen.insert(certificate.der().to_vec()));
    Ok(all)
}

/// The certificates that can be read: bundles of systems have some of unusual forms.
fn certificates(text: &str) -> impl Iterator<Item = Certificate> {
    let blocks = text.split_inclusive("-----END CERTIFICATE-----");
    blocks.filter_map(|block| Certificate::from_pem(block).ok())
}

fn environment(ca_file: &Path, bundle: &Path, store: &Path) -> BTreeMap<&'static str, String> {
    let shown = |path: &Path| path.display().to_string();
    let mut all: BTreeMap<_, _> = REPLACING.iter().map(|name| (*name, shown(bundle))).collect();
    all.insert("ESIA_CA_FILE", shown(ca_file));
    // The bundle has the roots of a file that was named before.
    let adding = if std::env::var_os(ADDING).is_some() { bundle } else { ca_file };
    all.insert(ADDING, shown(adding));
    let mut options = std::env::var(JAVA).map(|set| format!("{set} ")).unwrap_or_default();
    let quote = if shown(store).contains(char::is_whitespace) { "\"" } else { "" };
    options.push_str(&format!(
        "-Djavax.net.ssl.trustStore={quote}{}{quote} -Djavax.net.ssl.trustStoreType=PKCS12",
        shown(store)
    ));
    all.insert(JAVA, options);
    all
}

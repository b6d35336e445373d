//! TLS to the database: a server that lets in only who encrypts, and clients that look whose it is.

use std::path::Path;
use std::sync::LazyLock;

use idp::domain::id::RealmId;
use idp::store::postgres::PostgresEngine;
use idp::store::{Engine as _, StoreError};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

use crate::actors::{Folder, PASSWORD, Program, Stand};
use crate::store::postgres::{engine_at, kept, put};

/// The server's own name; it is reached by its address all the same.
const HOST: &str = "db.test";

/// A server, and the certificates of the authority that issued its own and of another one.
struct Encrypted {
    stand: Stand,
    folder: Folder,
}

static ENCRYPTED: LazyLock<Encrypted> = LazyLock::new(|| {
    let folder = Folder::new("stand");
    let (own, other) = (authority("Примерный орган"), authority("Other Authority"));
    std::fs::write(folder.path("own.pem"), own.pem()).unwrap();
    std::fs::write(folder.path("other.pem"), other.pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let server = CertificateParams::new([HOST.to_owned()]).unwrap().signed_by(&key, &own).unwrap();
    std::fs::write(folder.path("server.pem"), server.pem()).unwrap();
    std::fs::write(folder.path("empty.pem"), "nothing\n").unwrap();
    Encrypted { stand: Stand::encrypted("stand", &server.pem(), &key.serialize_pem()), folder }
});

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

impl Encrypted {
    fn roots(&self, file: &str) -> String {
        self.folder.path(file).display().to_string()
    }

    /// A new database as clients reach it that call the server so.
    fn address(&self, host: &str, parameters: &str) -> String {
        let address = self.stand.database().replace("127.0.0.1", host);
        format!("{address}?hostaddr=127.0.0.1&{parameters}")
    }

    fn database(address: &str) -> &str {
        address.split('?').next().unwrap()
    }

    /// What is told of a database that is not opened; nothing is written to it.
    fn refusal(&self, address: &str) -> String {
        let told = match PostgresEngine::at(address.parse().unwrap()) {
            Ok(engine) => engine.realms().unwrap_err(),
            Err(told) => told,
        };
        assert!(matches!(told, StoreError::Unavailable { .. }), "{told:?}");
        let told = told.to_string();
        assert!(told.starts_with("postgres://") && !told.contains(PASSWORD), "{told}");
        let schemas = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'esia%'";
        assert_eq!(self.stand.at(Self::database(address), schemas), "0");
        told
    }
}

#[test]
fn a_connection_is_encrypted_and_the_server_verified_as_the_address_says() {
    let server = &*ENCRYPTED;
    let own = format!("sslrootcert={}", server.roots("own.pem"));
    let pinned = format!("sslrootcert={}", server.roots("server.pem"));
    for (host, parameters) in [
        (HOST, format!("sslmode=verify-full&{own}")),
        (HOST, format!("sslmode=verify-full&{pinned}")),
        (HOST, format!("channel_binding=require&{own}&sslmode=verify-full")),
        ("another.test", format!("sslmode=verify-ca&{own}")),
        ("another.test", format!("sslmode=require&{own}")),
        ("another.test", "sslmode=require".to_owned()),
        ("another.test", "sslmode=prefer".to_owned()),
    ] {
        let address = server.address(host, &parameters);
        let store = engine_at(&address).open(&RealmId::default_realm()).unwrap();
        put(store.as_ref(), "1").unwrap();
        assert_eq!(kept(store.as_ref()).unwrap().as_deref(), Some("1"), "{parameters}");
        let unencrypted = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
            WHERE application_name = 'esia-idp' AND NOT ssl";
        assert_eq!(server.stand.at(Encrypted::database(&address), unencrypted), "0");
    }
}

#[test]
fn a_server_that_is_not_who_it_should_be_is_refused_by_name_and_nothing_is_written() {
    let server = &*ENCRYPTED;
    let (own, other) = (server.roots("own.pem"), server.roots("other.pem"));
    for mode in ["require", "verify-ca", "verify-full"] {
        let told = server.refusal(&server.address(HOST, &format!("sslmode={mode}&sslrootcert={other}")));
        for part in ["Примерный орган", other.as_str(), "as sslrootcert"] {
            assert!(told.contains(part), "{told}");
        }
    }
    let told =
        server.refusal(&server.address("another.test", &format!("sslmode=verify-full&sslrootcert={own}")));
    assert!(told.contains(HOST) && told.contains("another.test") && told.contains("it by a name"), "{told}");
}

#[test]
fn authorities_that_cannot_be_read_are_told_before_anybody_is_asked() {
    let server = &*ENCRYPTED;
    for file in ["none.pem", "empty.pem"] {
        let file = server.roots(file);
        let told = server.refusal(&server.address(HOST, &format!("sslmode=verify-full&sslrootcert={file}")));
        assert!(told.contains(&file) && told.contains("PEM"), "{told}");
        assert_eq!(told.contains("No such file"), !Path::new(&file).exists(), "{told}");
    }
}

#[test]
fn a_server_without_tls_and_one_that_wants_it_say_what_to_add_or_leave_out() {
    let plain = Stand::shared().database();
    let told = engine_at(&format!("{plain}?sslmode=require")).realms().unwrap_err().to_string();
    assert!(told.contains("does not speak TLS") && told.contains("ssl = on"), "{told}");
    assert!(engine_at(&format!("{plain}?sslmode=prefer")).realms().is_ok());
    let told = ENCRYPTED.refusal(&ENCRYPTED.address(HOST, "sslmode=disable"));
    assert!(told.contains("sslmode=verify-full"), "{told}");
    let wrong = ENCRYPTED.address(HOST, "sslmode=require").replace(PASSWORD, "pw-8Kq2x");
    let told = engine_at(&wrong).realms().unwrap_err().to_string();
    assert!(told.contains("name the right user and password"), "{told}");
}

#[test]
fn the_program_serves_an_encrypted_database_and_tells_of_a_wrong_authority() {
    let server = &*ENCRYPTED;
    let address =
        |file: &str| server.address(HOST, &format!("sslmode=verify-full&sslrootcert={}", server.roots(file)));
    let program = Program::serve(&["--store", &address("own.pem")]);
    assert!(program.ready["ready"].as_bool().unwrap());
    let refused = ["serve", "--listen", "127.0.0.1:0", "--store", &address("other.pem")];
    let done = Program::command(&refused).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("no authority of") && !said.contains(PASSWORD), "{said}");
}

//! HTTPS: certificates that real clients verify, from whichever source they come.

use std::io::{ErrorKind, Read as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::actors::{Folder, Program, client, client_trusting};

/// The authority's certificate as the ready line names it.
fn ca_file(program: &Program) -> PathBuf {
    PathBuf::from(program.ready["ca_file"].as_str().unwrap())
}

fn openssl(arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new("openssl");
    let ended = command.args(arguments).env_remove("OPENSSL_CONF").stdin(Stdio::null()).output().unwrap();
    let said = [ended.stdout, ended.stderr].concat();
    (ended.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// OpenSSL's handshake with the server, verified against one root and a name.
fn handshake(program: &Program, version: &str, host: &str, ca_file: &Path) -> (bool, String) {
    let place = program.base_url.strip_prefix("https://").unwrap();
    let name = if host.parse::<Ipv4Addr>().is_ok() { "-verify_ip" } else { "-verify_hostname" };
    let ca_file = ca_file.to_str().unwrap();
    let (indication, value) =
        if name == "-verify_ip" { ("-noservername", "") } else { ("-servername", host) };
    let mut arguments = vec!["s_client", "-connect", place, version, "-CAfile", ca_file, "-no-CApath"];
    arguments.extend(["-no-CAstore", "-verify_return_error", name, host, indication]);
    arguments.extend((!value.is_empty()).then_some(value));
    openssl(&arguments)
}

#[test]
fn openssl_verifies_the_server_in_tls_1_2_and_1_3_and_refuses_another_root() {
    let (program, other) = (Program::serve(&["--tls"]), Program::serve(&["--tls"]));
    assert!(program.base_url.starts_with("https://127.0.0.1:"), "{}", program.base_url);
    assert_eq!(program.ready["control_url"], format!("{}/control/v1", program.base_url));
    for version in ["-tls1_2", "-tls1_3"] {
        for host in ["127.0.0.1", "localhost", "r1.localhost", "a-realm.localhost"] {
            let (well, said) = handshake(&program, version, host, &ca_file(&program));
            assert!(well && said.contains("Verification: OK"), "{version} {host}: {said}");
        }
        let (well, said) = handshake(&program, version, "localhost", &ca_file(&other));
        assert!(!well && said.contains("certificate verify failed"), "{version}: {said}");
        let (well, said) = handshake(&program, version, "school.test", &ca_file(&program));
        assert!(!well && said.contains("hostname mismatch"), "{version}: {said}");
    }
    let (well, said) = handshake(&program, "-tls1_1", "localhost", &ca_file(&program));
    assert!(!well, "{said}");
}

#[test]
fn an_authority_of_one_run_leaves_nothing_behind() {
    let mut program = Program::serve(&["--tls"]);
    let folder = ca_file(&program).parent().unwrap().to_owned();
    assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    let has_key =
        |file: &PathBuf| String::from_utf8_lossy(&std::fs::read(file).unwrap()).contains("PRIVATE KEY");
    assert!(!files.iter().any(has_key), "{files:?}");
    program.signal("TERM");
    assert_eq!(program.wait().0.code(), Some(0));
    assert!(!folder.exists());
}

#[test]
fn a_kept_authority_is_made_once_and_its_key_is_private() {
    let folder = Folder::new("authority");
    let (store, chosen) = (folder.path("world.sqlite"), folder.path("chosen"));
    let beside = ["--tls", "--store", store.to_str().unwrap()];
    let named = ["--tls-folder", chosen.to_str().unwrap()];
    for (arguments, place) in [(&beside[..], folder.path("world.sqlite.tls")), (&named[..], chosen.clone())] {
        let mut roots = (0..2).map(|_| {
            let program = Program::serve(arguments);
            assert_eq!(ca_file(&program), place.join("ca.pem"));
            let http = client_trusting(Some(&ca_file(&program))).build().unwrap();
            assert_eq!(http.get(format!("{}/login", program.base_url)).send().unwrap().status(), 200);
            std::fs::read_to_string(ca_file(&program)).unwrap()
        });
        assert_eq!(roots.next(), roots.next());
        let key = place.join("authority.pem");
        assert_eq!(key.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&key, "neither key nor certificate").unwrap();
        let said = refused(arguments);
        assert!(said.contains("authority.pem") && said.contains("move the file away"), "{said}");
    }
}

/// What is said where nothing is served.
fn refused(arguments: &[&str]) -> String {
    let ended = Program::command(&["serve", "--listen", "127.0.0.1:0"]).args(arguments).output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(!ended.status.success() && ended.stdout.is_empty(), "{said}");
    said
}

#[test]
fn an_own_certificate_is_served_with_its_chain_and_checked_against_its_key() {
    let folder = Folder::new("own");
    let path = |name: &str| folder.path(name).to_str().unwrap().to_owned();
    let make = |line: String| {
        let (well, said) = openssl(&line.split(' ').collect::<Vec<_>>());
        assert!(well, "{line}: {said}");
    };
    let (ca, ca_key, key, other) = (path("ca.pem"), path("ca.key"), path("key.pem"), path("other.pem"));
    let (request, leaf, names) = (path("leaf.csr"), path("leaf.pem"), path("names"));
    std::fs::write(&names, "subjectAltName=DNS:localhost,IP:127.0.0.1\n").unwrap();
    make(format!("req -x509 -newkey rsa:2048 -nodes -keyout {ca_key} -out {ca} -subj /CN=root -days 3"));
    make(format!("req -newkey rsa:2048 -nodes -keyout {key} -out {request} -subj /CN=server"));
    make(format!(
        "x509 -req -in {request} -CA {ca} -CAkey {ca_key} -CAcreateserial -days 2 -extfile {names} -out {leaf}"
    ));
    make(format!("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out {other}"));
    let program = Program::serve(&["--tls-cert", &leaf, "--tls-key", &key, "--tls-ca", &ca]);
    assert_eq!(ca_file(&program), Path::new(&ca));
    for version in ["-tls1_2", "-tls1_3"] {
        let (well, said) = handshake(&program, version, "localhost", Path::new(&ca));
        assert!(well, "{version}: {said}");
    }
    drop(program);
    let plain = Program::serve(&["--tls-cert", &leaf, "--tls-key", &key]);
    assert!(
        plain.ready.get("ca_file").is_none() && plain.base_url.starts_with("https://"),
        "{}",
        plain.ready
    );

    let sealed = path("sealed.pem");
    make(format!("pkey -in {key} -aes128 -passout pass:secret -out {sealed}"));
    for (certificate, key, words) in [
        (&leaf, &other, ["does not belong to the first certificate", other.as_str()]),
        (&ca, &key, ["does not belong to the first certificate", ca.as_str()]),
        (&leaf, &sealed, ["encrypted with a password", sealed.as_str()]),
        (&leaf, &names, ["expected a private key in PEM", names.as_str()]),
        (&names, &key, ["expected certificates in PEM", names.as_str()]),
        (&path("none.pem"), &key, ["No such file", "none.pem"]),
    ] {
        let said = refused(&["--tls-cert", certificate, "--tls-key", key]);
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
    }
    assert!(refused(&["--tls-cert", &leaf]).contains("--tls-key"));
    assert!(refused(&["--tls-name", "not a name"]).contains("expected a host name or an IP address"));
}

#[test]
fn the_variable_of_the_flag_is_read_as_people_write_it() {
    for (value, scheme) in
        [("1", "https:"), ("true", "https:"), ("on", "https:"), ("0", "http:"), ("no", "http:")]
    {
        let mut command = Program::command(&["serve", "--listen", "127.0.0.1:0"]);
        command.env("ESIA_TLS", value);
        let base_url = Program::ready(command).base_url.clone();
        assert!(base_url.starts_with(scheme), "{value}: {base_url}");
    }
}

#[test]
fn names_of_the_operator_are_covered() {
    let names = ["--tls-name", "127.0.0.7", "--tls-name", "*.city.test", "--allow-host", "esia.school.test"];
    let program = Program::serve(&names);
    for host in ["esia.school.test", "127.0.0.7", "a.city.test", "localhost", "127.0.0.1"] {
        let (well, said) = handshake(&program, "-tls1_3", host, &ca_file(&program));
        assert!(well, "{host}: {said}");
    }
}

#[test]
fn a_realm_with_an_address_of_its_own_is_verified_there() {
    let program = Program::serve(&["--tls"]);
    let http = client_trusting(Some(&ca_file(&program))).build().unwrap();
    let control = program.ready["control_url"].as_str().unwrap();
    let realm = http.post(format!("{control}/realms")).header("content-type", "application/json");
    let realm = realm.body(r#"{"id":"r1","listen":"127.0.0.5:0"}"#).send().unwrap().json::<Value>().unwrap();
    let own = realm["own_url"].as_str().unwrap();
    assert!(own.starts_with("https://127.0.0.5:"), "{realm}");
    assert_eq!(http.get(format!("{own}/login")).send().unwrap().status(), 200);
}

#[test]
fn links_and_cookies_follow_the_scheme_and_the_issuer_does_not() {
    for flags in [&["--tls"][..], &[]] {
        let program = Program::serve(flags);
        let is_https = !flags.is_empty();
        let http =
            if is_https { client_trusting(Some(&ca_file(&program))).build().unwrap() } else { client() };
        let control = program.ready["control_url"].as_str().unwrap();
        let json =
            |request: reqwest::blocking::RequestBuilder| request.send().unwrap().json::<Value>().unwrap();
        let realm = http.post(format!("{control}/realms")).header("content-type", "application/json");
        let realm = json(realm.body(r#"{"id":"r1"}"#));
        let scheme = if is_https { "https://" } else { "http://" };
        for link in ["base_url", "control_url", "host_url"] {
            assert!(realm[link].as_str().unwrap().starts_with(scheme), "{realm}");
        }
        let settings = json(http.get(format!("{control}/settings")));
        assert_eq!(settings["issuer"], "http://esia.gosuslugi.ru/");
        let person = http.post(format!("{control}/people")).header("content-type", "application/json");
        let person = json(person.body(r#"{"level":"confirmed"}"#));
        let [login, password] =
            [&person["logins"][0], &person["password"]].map(|text| text.as_str().unwrap());
        let form = http.post(format!("{}/login", program.base_url));
        let answer = form.form(&[("login", login), ("password", password)]).send().unwrap();
        let refused = http.get(format!("{}/aas/oauth2/ac", program.base_url)).send().unwrap();
        let location = refused.headers()["location"].to_str().unwrap();
        assert!(location.starts_with(&program.base_url), "{location}");
        let cookies =
            answer.headers().get_all("set-cookie").iter().map(|one| one.to_str().unwrap().to_owned());
        let cookies: Vec<_> = cookies.collect();
        assert!(!cookies.is_empty(), "{answer:?}");
        assert!(cookies.iter().all(|cookie| cookie.contains("Secure") == is_https), "{cookies:?}");
    }
}

#[test]
fn plain_requests_to_an_https_port_do_no_harm() {
    let program = Program::serve(&["--tls"]);
    let place: SocketAddr = program.base_url.strip_prefix("https://").unwrap().parse().unwrap();
    assert!(client().get(format!("http://{place}/login")).send().is_err());
    let http = client_trusting(Some(&ca_file(&program))).build().unwrap();
    assert_eq!(http.get(format!("{}/login", program.base_url)).send().unwrap().status(), 200);
    assert!(client().get(format!("{}/login", program.base_url)).send().is_err(), "no root, no trust");
}

/// The server gives up a handshake after ten seconds: a request that had to wait for that finds the connection closed.
#[test]
fn handshakes_that_somebody_begins_and_leaves_keep_nobody_waiting() {
    let program = Program::serve(&["--tls"]);
    let place: SocketAddr = program.base_url.strip_prefix("https://").unwrap().parse().unwrap();
    // Without a limit of ours each thread that serves connections takes 256 handshakes at once.
    let threads = std::thread::available_parallelism().unwrap().get();
    let begun: Vec<_> = (0..threads * 256 + 100).map(|_| TcpStream::connect(place).unwrap()).collect();
    let http = client_trusting(Some(&ca_file(&program))).build().unwrap();
    assert_eq!(http.get(format!("{}/login", program.base_url)).send().unwrap().status(), 200);
    begun[0].set_nonblocking(true).unwrap();
    let is_open = (&begun[0]).read(&mut [0]).is_err_and(|why| why.kind() == ErrorKind::WouldBlock);
    assert!(is_open, "the request was answered only after handshakes had been given up");
}

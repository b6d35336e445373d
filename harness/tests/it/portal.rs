//! Owns a portal of a few lines for tests of the diary: it lets everyone in, and lies on demand.

use std::net::TcpListener;
use std::sync::{Arc, LazyLock, Mutex, mpsc};
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use actix_web::rt::System;
use actix_web::web::{self, Data, Form, Path, Query};
use actix_web::{App, HttpResponse, HttpServer};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::diary::Chance;
use harness::diary::esia::algorithm::Algorithm;
use harness::diary::esia::identity::Identity;
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::sha2::Sha256;
use rsa::signature::{SignatureEncoding, Signer};
use serde::Deserialize;
use serde_json::{Value, json};

/// The moment at which all tests of the diary happen.
pub(crate) const NOW: &str = "2018-11-20T01:00:00Z";
const NOW_S: i64 = 1_542_675_600;

static IDENTITY: LazyLock<Identity> =
    LazyLock::new(|| Identity::make("ESIA", Algorithm::Rsa, &Chance::seeded(50)).unwrap());
static KEY: LazyLock<SigningKey<Sha256>> =
    LazyLock::new(|| SigningKey::new(RsaPrivateKey::from_pkcs8_pem(&IDENTITY.key_pem().unwrap()).unwrap()));

/// What the portal will do, and what it was asked.
#[derive(Clone)]
pub(crate) struct Play {
    /// Who sits at the portal.
    pub(crate) oid: u64,
    /// Whether the citizen allows the portal to pass the account on.
    pub(crate) consent: bool,
    /// Changes the claims of the id token before it is signed.
    pub(crate) id: fn(&mut Value),
    /// Changes the claims of the access token before it is signed.
    pub(crate) access: fn(&mut Value),
    /// Changes the token answer.
    pub(crate) answer: fn(&mut Value),
    /// The person's record.
    pub(crate) person: Value,
    /// Another answer of the token endpoint altogether.
    pub(crate) te: Option<(u16, &'static str, &'static str)>,
    /// Another answer of the record's endpoint altogether.
    pub(crate) rs: Option<(u16, &'static str, &'static str)>,
    /// The token requests that came.
    pub(crate) token_requests: Vec<TokenRequest>,
}

/// A token request.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct TokenRequest {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) code: String,
    pub(crate) grant_type: String,
    pub(crate) redirect_uri: String,
    pub(crate) state: String,
    pub(crate) timestamp: String,
}

#[derive(Deserialize)]
struct Authorization {
    client_id: String,
    client_secret: String,
    redirect_uri: String,
    state: String,
    timestamp: String,
}

/// A running portal. Dropping it stops it.
pub(crate) struct Portal {
    pub(crate) url: String,
    pub(crate) play: Arc<Mutex<Play>>,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Play {
    fn ordinary() -> Self {
        Self {
            oid: 1000,
            consent: true,
            id: |_| {},
            access: |_| {},
            answer: |_| {},
            person: json!({
                "stateFacts": ["EntityRoot"], "firstName": "Вера", "lastName": "Белкина", "trusted": true,
                "status": "REGISTERED", "verifying": false, "rIdDoc": 42, "snils": "112-233-445 95",
            }),
            te: None,
            rs: None,
            token_requests: Vec::new(),
        }
    }
}

impl Portal {
    pub(crate) fn start() -> Self {
        let play = Arc::new(Mutex::new(Play::ordinary()));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (send, handle) = mpsc::channel();
        let stage = Data::from(Arc::clone(&play));
        let thread = std::thread::spawn(move || {
            System::new().block_on(async move {
                let server = HttpServer::new(move || App::new().app_data(stage.clone()).configure(routes));
                let server = server.workers(1).disable_signals().listen(listener).unwrap().run();
                send.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        Self { url, play, handle: handle.recv().unwrap(), thread: Some(thread) }
    }

    pub(crate) fn certificate() -> String {
        IDENTITY.certificate_pem().unwrap()
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Play)) {
        change(&mut self.play.lock().unwrap());
    }

    pub(crate) fn last_token_request(&self) -> TokenRequest {
        self.play.lock().unwrap().token_requests.last().cloned().unwrap()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        self.thread.take().map(JoinHandle::join);
    }
}

fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/aas/oauth2/ac", web::get().to(authorize))
        .route("/aas/oauth2/te", web::post().to(token))
        .route("/rs/prns/{oid}", web::get().to(person))
        .route("/idp/ext/Logout", web::get().to(logout))
        .route("/public/esia.pem", web::get().to(certificate))
        .configure(crate::runner::control);
}

async fn certificate() -> String {
    Portal::certificate()
}

async fn authorize(play: Data<Mutex<Play>>, asked: Query<Authorization>) -> HttpResponse {
    assert_eq!(asked.client_id, "SCHOOL_DIARY");
    assert_eq!(asked.timestamp, "2018.11.20 09:00:00 +0800");
    assert!(!asked.client_secret.is_empty());
    let answer = if play.lock().unwrap().consent {
        "code=the-code".to_owned()
    } else {
        "error=access_denied&error_description=ESIA-007004%3A+The+resource+owner+denied+the+request."
            .to_owned()
    };
    see(&format!("{}?{answer}&state={}", asked.redirect_uri, asked.state))
}

async fn token(play: Data<Mutex<Play>>, asked: Form<TokenRequest>) -> HttpResponse {
    let mut play = play.lock().unwrap();
    let asked = asked.into_inner();
    let state = asked.state.clone();
    play.token_requests.push(asked);
    if let Some((status, kind, body)) = play.te {
        return raw(status, kind, body);
    }
    let common = json!({"iss": "http://esia.gosuslugi.ru/", "nbf": NOW_S, "iat": NOW_S, "exp": NOW_S + 3600});
    let mut id = common.clone();
    for (name, value) in [
        ("aud", json!("SCHOOL_DIARY")),
        ("sub", json!(play.oid)),
        ("urn:esia:sbj", json!({"urn:esia:sbj:oid": play.oid, "urn:esia:sbj:is_tru": true})),
    ] {
        id[name] = value;
    }
    let mut access = common;
    access["client_id"] = json!("SCHOOL_DIARY");
    access["urn:esia:sbj_id"] = json!(play.oid);
    (play.id)(&mut id);
    (play.access)(&mut access);
    let mut answer = json!({
        "access_token": signed("access", &access), "id_token": signed("id", &id), "state": state,
        "token_type": "Bearer", "expires_in": 3600,
    });
    (play.answer)(&mut answer);
    HttpResponse::Ok().json(answer)
}

async fn person(play: Data<Mutex<Play>>, oid: Path<u64>) -> HttpResponse {
    let play = play.lock().unwrap();
    assert_eq!(*oid, play.oid);
    match play.rs {
        Some((status, kind, body)) => raw(status, kind, body),
        None => HttpResponse::Ok().json(&play.person),
    }
}

async fn logout(asked: Query<std::collections::HashMap<String, String>>) -> HttpResponse {
    assert_eq!(asked["client_id"], "SCHOOL_DIARY");
    see(&asked["redirect_url"])
}

fn signed(kind: &str, claims: &Value) -> String {
    let header = json!({"ver": 1, "typ": "JWT", "sbt": kind, "alg": "RS256"});
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", encode(&header), encode(claims));
    let signature = KEY.sign(text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

fn raw(status: u16, kind: &str, body: &'static str) -> HttpResponse {
    HttpResponse::build(status.try_into().unwrap()).content_type(kind).body(body)
}

fn see(address: &str) -> HttpResponse {
    HttpResponse::Found().insert_header(("Location", address)).finish()
}

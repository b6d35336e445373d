//! The program's own server: it says when it is ready, and ends when it is asked to.

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::rt;
use actix_web::rt::signal::unix::{SignalKind, signal};
use actix_web::web::Data;

use crate::app::realms::{Realms, Standing};
use crate::boot::{BootError, Bound, Options, Signals, base_url, bind, prepared, realms};
use crate::tls::Prepared;
use crate::web::readiness::Readiness;

/// Serves until SIGTERM or Ctrl-C; prints one line when ready.
///
/// # Errors
/// The server does not start.
pub fn run(options: Options) -> Result<(), BootError> {
    rt::System::new().block_on(async move {
        let tls = prepared(&options)?;
        let realms = realms(&options)?;
        let certificates = tls.as_ref().map(|tls| Arc::clone(&tls.certificates));
        let bound = bind(realms, &options, certificates, Signals::Caller)?;
        let Bound { server, address, listeners: _own, realms, readiness, log } = bound;
        // Signals are listened for before the line is printed: whoever reads it may send one.
        end_when_asked(&server.handle(), &realms, &readiness, options.drain)?;
        let running = rt::spawn(server);
        rt::task::yield_now().await;
        announce(&public_url(&options, address), tls.as_ref())?;
        let ended = running.await.map_err(std::io::Error::other);
        log.flush();
        ended??;
        Ok(())
    })
}

/// The one line that says where the server is.
fn announce(base_url: &str, tls: Option<&Prepared>) -> std::io::Result<()> {
    let control_url = format!("{base_url}/control/v1");
    let mut line = serde_json::json!({
        "ready": true, "base_url": base_url, "control_url": control_url, "realm": "default",
    });
    if let Some(trust) = tls.and_then(|tls| tls.trust.as_ref()) {
        line["ca_file"] = trust.ca_file().display().to_string().into();
        line["environment"] = serde_json::json!(trust.environment());
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// The address in links: the one that was given, or the server's own.
fn public_url(options: &Options, bound: SocketAddr) -> String {
    let given = options.access.public_url.as_ref().map(|public| public.as_str().to_owned());
    given.unwrap_or_else(|| base_url(bound, options.tls.is_some()))
}

/// Has the server end by SIGTERM, once it has drained and what is under way is answered, and at once by Ctrl-C and SIGQUIT.
fn end_when_asked(
    handle: &ServerHandle,
    realms: &Data<Realms>,
    readiness: &Data<Readiness>,
    drain: Duration,
) -> std::io::Result<()> {
    let mut asked = signal(SignalKind::terminate())?;
    let (own, realms, readiness) = (handle.clone(), realms.clone(), readiness.clone());
    rt::spawn(async move {
        if asked.recv().await.is_none() {
            return;
        }
        readiness.drain();
        release_waiters(&realms);
        rt::time::sleep(drain).await;
        own.stop(true).await;
    });
    for kind in [SignalKind::interrupt(), SignalKind::quit()] {
        let (mut asked, own) = (signal(kind)?, handle.clone());
        rt::spawn(async move {
            if asked.recv().await.is_some() {
                own.stop(false).await;
            }
        });
    }
    Ok(())
}

/// Ends the answers that wait for something new: they would keep the server from ending.
fn release_waiters(realms: &Realms) {
    for (_, standing) in realms.list() {
        if let Standing::Serving(realm) = standing {
            realm.followers.call();
        }
    }
}

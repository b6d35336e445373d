//! CI in one line: the provider around a command.

mod supervisor;

use std::ffi::OsStr;
use std::fs::File;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};

use actix_web::rt;
use actix_web::rt::signal::unix::{SignalKind, signal};
use rustix::process::{Pid, Signal, kill_process_group};

use crate::app::rest::published;
use crate::boot::{self, BootError, Options};
use crate::domain::id::RealmId;
use crate::embed::Idp;
pub use crate::exec::supervisor::{GUARD, SUPERVISE, guard, supervise};
use crate::runtime::entropy::Entropy;
use crate::tls::Trust;

/// Files a command is given, gone when it ends.
struct Files(PathBuf);

impl Files {
    fn write(options: &Options) -> Result<Self, BootError> {
        let folder = std::env::temp_dir().join(format!(
            "esia-idp-{}-{:x}",
            std::process::id(),
            Entropy::machine_seed()
        ));
        std::fs::create_dir_all(&folder)?;
        let files = Self(folder);
        let realms = boot::realms(&Options { storage: boot::Storage::Memory, ..options.clone() })?;
        if let Some(realm) = realms.find(&RealmId::default_realm()) {
            let missing = || std::io::Error::other("no RS256 key among the fixtures");
            let (certificate, public_key) = published::rs256(&realm).ok_or_else(missing)?;
            std::fs::write(files.certificate(), certificate)?;
            std::fs::write(files.public_key(), public_key)?;
        }
        Ok(files)
    }

    fn certificate(&self) -> PathBuf {
        self.0.join("esia.pem")
    }

    fn public_key(&self) -> PathBuf {
        self.0.join("esia.pub.pem")
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        // A file that cannot be removed harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs a command beside a provider; tells the command's exit code. The file of the control token is named to the command
/// where there is one.
///
/// # Errors
/// The provider or the command does not start.
pub fn run(options: Options, token_file: Option<&Path>, command: &[String]) -> Result<ExitCode, BootError> {
    let files = Files::write(&options)?;
    let idp = Idp::start(options)?;
    let token_file = token_file.map(std::path::absolute).transpose()?;
    // Held until this process is gone.
    let alive = File::create(files.0.join(supervisor::ALIVE))?;
    alive.lock()?;
    let mut guard = Command::new(std::env::current_exe()?);
    guard
        .args([OsStr::new(GUARD), files.0.as_os_str(), OsStr::new("--")])
        .args(command)
        .env("ESIA_BASE_URL", idp.base_url())
        .env("ESIA_CONTROL_URL", idp.control_url())
        .env("ESIA_CERTIFICATE", files.certificate())
        .env("ESIA_PUBLIC_KEY", files.public_key())
        .envs(token_file.map(|file| ("ESIA_CONTROL_TOKEN_FILE", file)))
        .envs(idp.trust().map(Trust::environment).into_iter().flatten())
        // A group of its own, so that whatever it starts can be ended with it.
        .process_group(0);
    let status = rt::System::new().block_on(watch(guard))?;
    drop(idp);
    drop(files);
    drop(alive);
    Ok(exit_code(status))
}

/// Starts the command and waits for it; a signal to this process is passed on, and nothing of the command's group stays
/// behind.
async fn watch(mut guard: Command) -> Result<ExitStatus, BootError> {
    // They are listened for before the command starts, which may send one at once.
    let kinds = [
        (signal(SignalKind::terminate())?, Signal::TERM),
        (signal(SignalKind::interrupt())?, Signal::INT),
        (signal(SignalKind::hangup())?, Signal::HUP),
    ];
    let mut child = guard.spawn()?;
    let group = Pid::from_child(&child);
    for (mut signals, passed_on) in kinds {
        rt::spawn(async move {
            while signals.recv().await.is_some() {
                let _ = kill_process_group(group, passed_on);
                // Whoever is stopped takes a signal only when it goes on.
                let _ = kill_process_group(group, Signal::CONT);
            }
        });
    }
    let status = rt::task::spawn_blocking(move || child.wait()).await.map_err(std::io::Error::other)??;
    // A guard that was ended leaves the rest to the supervisor, which is of the same group.
    if status.signal().is_none() {
        let _ = kill_process_group(group, Signal::KILL);
    }
    Ok(status)
}

fn exit_code(status: ExitStatus) -> ExitCode {
    // As shells have it: a command ended by a signal counts as 128 and the signal's number.
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(1);
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

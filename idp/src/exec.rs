//! CI in one line: the provider around a command.

use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus};

use actix_web::rt;
use actix_web::rt::signal::unix::{SignalKind, signal};

use crate::app::published;
use crate::boot::{self, BootError, Options};
use crate::embed::Idp;
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
        if let Some(realm) = realms.list().first() {
            let missing = || std::io::Error::other("no RS256 key among the fixtures");
            let (certificate, public_key) = published::rs256(realm).ok_or_else(missing)?;
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
    let (program, arguments) = command.split_first().ok_or_else(|| std::io::Error::other("no command"))?;
    let token_file = token_file.map(std::path::absolute).transpose()?;
    let child = Command::new(program)
        .args(arguments)
        .env("ESIA_BASE_URL", idp.base_url())
        .env("ESIA_CONTROL_URL", idp.control_url())
        .env("ESIA_CERTIFICATE", files.certificate())
        .env("ESIA_PUBLIC_KEY", files.public_key())
        .envs(token_file.map(|file| ("ESIA_CONTROL_TOKEN_FILE", file)))
        .envs(idp.trust().map(Trust::environment).into_iter().flatten())
        // A group of its own, so that whatever it starts can be ended with it.
        .process_group(0)
        .spawn()
        .map_err(|why| BootError::Command { command: program.clone(), why })?;
    let status = rt::System::new().block_on(watch(child))?;
    drop(idp);
    drop(files);
    Ok(exit_code(status))
}

/// Waits for the command; a signal to this process is passed on, and nothing of the command's group stays behind.
async fn watch(mut child: Child) -> Result<ExitStatus, BootError> {
    let group = child.id();
    for (kind, name) in
        [(SignalKind::terminate(), "TERM"), (SignalKind::interrupt(), "INT"), (SignalKind::hangup(), "HUP")]
    {
        let mut signals = signal(kind)?;
        rt::spawn(async move {
            while signals.recv().await.is_some() {
                end_group(group, name);
            }
        });
    }
    let status = rt::task::spawn_blocking(move || child.wait()).await.map_err(std::io::Error::other)??;
    end_group(group, "KILL");
    Ok(status)
}

fn end_group(group: u32, signal: &str) {
    // Sending signals needs unsafe code or a program; every Unix has the program. A group that is gone is fine.
    let _ = Command::new("kill")
        .args(["-s", signal, "--", &format!("-{group}")])
        .stderr(std::process::Stdio::null())
        .status();
}

fn exit_code(status: ExitStatus) -> ExitCode {
    // As shells have it: a command ended by a signal counts as 128 and the signal's number.
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(1);
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

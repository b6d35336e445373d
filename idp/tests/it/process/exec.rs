//! `exec`: the provider around a command.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::actors::{Folder, Program, Tester, signal};

/// Runs a shell script within `exec`.
fn run(script: &str) -> Output {
    Program::command(&["exec", "--", "sh", "-c", script]).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_command_is_told_where_the_provider_and_its_keys_are() {
    let script = "echo $ESIA_BASE_URL; echo $ESIA_CONTROL_URL; echo $ESIA_CERTIFICATE; echo $ESIA_PUBLIC_KEY; \
                  cat $ESIA_CERTIFICATE $ESIA_PUBLIC_KEY";
    let output = run(script);
    assert_eq!(output.status.code(), Some(0));
    let said = said(&output);
    let mut lines = said.lines();
    let (base, control) = (lines.next().unwrap(), lines.next().unwrap());
    assert!(base.starts_with("http://127.0.0.1:"), "{base}");
    assert_eq!(control, format!("{base}/control/v1"));
    assert!(said.contains("-----BEGIN CERTIFICATE-----") && said.contains("-----BEGIN PUBLIC KEY-----"));
    for file in lines.take(2) {
        assert!(!Path::new(file).parent().unwrap().exists(), "{file} stays behind");
    }
}

#[test]
fn clients_in_the_command_verify_https_by_their_own_variables() {
    let script = "set -e; curl -sSf $ESIA_CONTROL_URL/clock >/dev/null; curl -sSf https://localhost:${ESIA_BASE_URL##*:}/login >/dev/null; \
                  python3 -c 'import os, urllib.request as r; r.urlopen(os.environ[\"ESIA_CONTROL_URL\"] + \"/clock\")'; \
                  node -e 'fetch(process.env.ESIA_CONTROL_URL + \"/clock\").then(() => 0, () => process.exit(1))'; \
                  curl -sS --cacert $OTHER $ESIA_CONTROL_URL/clock 2>/dev/null && exit 1; \
                  echo $ESIA_BASE_URL; echo $ESIA_CA_FILE; echo $JAVA_TOOL_OPTIONS; \
                  openssl pkcs12 -in $(dirname $ESIA_CA_FILE)/truststore.p12 -nokeys -nomacver -passin pass: | grep -c BEGIN; \
                  cat $SSL_CERT_FILE";
    let mut command = Program::command(&["exec", "--tls", "--", "sh", "-c", script]);
    let other = Program::serve(&["--tls"]);
    command.env("OTHER", other.ready["ca_file"].as_str().unwrap()).env("JAVA_TOOL_OPTIONS", "-Dmine=1");
    command.env("NO_PROXY", "*").env("no_proxy", "*");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let said = said(&output);
    let mut lines = said.lines();
    assert!(lines.next().unwrap().starts_with("https://127.0.0.1:"));
    let ca_file = Path::new(lines.next().unwrap());
    assert!(ca_file.is_absolute() && !ca_file.exists(), "{said}");
    let java = lines.next().unwrap();
    assert!(java.starts_with("-Dmine=1 -Djavax.net.ssl.trustStore=/"), "{java}");
    let stored: usize = lines.next().unwrap().parse().unwrap();
    let system = Path::new("/etc/ssl/certs/ca-certificates.crt");
    let known = std::fs::read_to_string(system).unwrap_or_default().matches("BEGIN CERTIFICATE").count();
    let given = said.matches("BEGIN CERTIFICATE").count();
    assert!(
        given > known && stored == given,
        "the system's {known} roots and one more, not {given}, {stored}"
    );
}

#[test]
fn the_exit_code_is_that_of_the_command() {
    assert_eq!(run("exit 0").status.code(), Some(0));
    assert_eq!(run("exit 42").status.code(), Some(42));
    assert_eq!(run("kill -KILL $$").status.code(), Some(128 + 9), "as shells have it");
    let missing = Program::command(&["exec", "--", "no-such-command-here"]).output().unwrap();
    assert_eq!(missing.status.code(), Some(1));
    let said = String::from_utf8(missing.stderr).unwrap();
    assert!(said.contains("cannot run no-such-command-here"), "{said}");
}

#[test]
fn nothing_the_command_started_stays_behind() {
    let output = run("sleep 1000 >/dev/null 2>&1 & echo $!");
    assert_eq!(output.status.code(), Some(0));
    is_gone(said(&output).trim());
}

/// A process that is gone, or a dead one that nobody has buried yet.
#[track_caller]
fn is_gone(process: &str) {
    let listed = Command::new("ps").args(["-o", "stat=", "-p", process]).output().unwrap();
    let state = said(&listed);
    assert!(state.trim().is_empty() || state.trim().starts_with('Z'), "process {process} lives on: {state}");
}

#[test]
fn a_signal_ends_the_command_and_everything_with_it() {
    for name in ["TERM", "INT"] {
        let script = "echo $ESIA_BASE_URL; echo $ESIA_CERTIFICATE; echo $$; exec sleep 1000";
        let mut command = Program::command(&["exec", "--", "sh", "-c", script]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut line = || {
            let mut line = String::new();
            lines.read_line(&mut line).unwrap();
            line.trim().to_owned()
        };
        let (base, certificate, process) = (line(), line(), line());
        assert_eq!(Tester::at(&base).open("/public/esia.pem").status, 200);
        signal(child.id(), name);
        let mut rest = String::new();
        lines.read_to_string(&mut rest).unwrap();
        let number = if name == "TERM" { 15 } else { 2 };
        assert_eq!(child.wait().unwrap().code(), Some(128 + number), "{name}");
        is_gone(&process);
        assert!(!Path::new(&certificate).exists());
    }
}

/// Runs a script that holds a pipe open, with all its descendants, and writes a line to it; gives what it wrote, `exec`,
/// and the pipe, whose end is the end of them all.
fn holding(name: &str, script: &str) -> (Folder, Child, String, BufReader<File>) {
    let folder = Folder::new(name);
    let held = folder.path("held");
    assert!(Command::new("mkfifo").arg(&held).status().unwrap().success());
    let script = format!("exec 9>\"$0\"; {script}");
    let mut command = Program::command(&["exec", "--", "sh", "-c", &script, held.to_str().unwrap()]);
    let exec = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut pipe = BufReader::new(File::open(&held).unwrap());
    let mut line = String::new();
    pipe.read_line(&mut line).unwrap();
    (folder, exec, line.trim().to_owned(), pipe)
}

/// Waits until nobody holds the pipe any more.
fn let_go_of(mut pipe: BufReader<File>) {
    let mut rest = String::new();
    pipe.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}

#[test]
fn a_command_and_all_its_descendants_end_with_exec_that_is_killed() {
    let script = "setsid sleep 1000 & sleep 1000 & echo $ESIA_CERTIFICATE >&9; wait";
    let (_folder, mut exec, certificate, pipe) = holding("exec-killed", script);
    assert!(Path::new(&certificate).exists());
    signal(exec.id(), "KILL");
    exec.wait().unwrap();
    let_go_of(pipe);
}

#[test]
fn a_command_that_ends_the_process_above_it_leaves_nothing_behind() {
    let parents = ["kill -KILL $PPID", "kill -KILL $(ps -o ppid= -p $PPID)"];
    for (name, kill) in ["exec-parent", "exec-grandparent"].into_iter().zip(parents) {
        let script = format!("setsid sleep 1000 & sleep 1000 & echo started >&9; {kill}; wait");
        let (_folder, mut exec, _, pipe) = holding(name, &script);
        assert_eq!(exec.wait().unwrap().code(), Some(128 + 9), "{name}");
        let_go_of(pipe);
    }
}

#[test]
fn a_command_that_is_stopped_or_stops_the_process_above_it_can_be_ended() {
    let (_folder, mut exec, _, pipe) = holding("exec-stops", "echo started >&9; kill -STOP $PPID; exit 7");
    assert_eq!(exec.wait().unwrap().code(), Some(7));
    let_go_of(pipe);
    let (_folder, mut exec, _, pipe) = holding("exec-stopped", "echo started >&9; kill -STOP $$");
    signal(exec.id(), "TERM");
    assert_eq!(exec.wait().unwrap().code(), Some(128 + 15));
    let_go_of(pipe);
}

#[test]
fn a_command_that_forks_without_end_is_ended() {
    // Each process leaves its parent's session, forks and exits.
    let script = "python3 -c \"import os\nos.write(9, b'started\\n')\nwhile True:\n if os.fork(): os._exit(0)\n os.setsid()\"; exit 7";
    let (_folder, mut exec, _, pipe) = holding("exec-forks", script);
    assert_eq!(exec.wait().unwrap().code(), Some(7));
    let_go_of(pipe);
}

#[test]
fn a_session_of_its_own_does_not_save_what_the_command_has_started() {
    let output = run("setsid sleep 1000 >/dev/null 2>&1 & echo $!");
    assert_eq!(output.status.code(), Some(0));
    is_gone(said(&output).trim());
}

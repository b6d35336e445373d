//! Owns the tests of the OpenAPI document from outside: a linter, and clients that generators make of it, type-checked
//! and run against a live server.

use std::path::Path;
use std::process::Command;

use idp::boot::Options;
use idp::embed::Idp;

use crate::actors::Folder;
use crate::clients::program::{installed, repository};

const DOCUMENT: &str = "docs/CONTROL.openapi.json";
const SOURCES: &str = "idp/tests/clients";

/// Runs a tool, which must end well; gives back what it printed.
#[track_caller]
fn run(tool: &mut Command) -> String {
    let tool = tool.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1").env("NODE_NO_WARNINGS", "1");
    let ended =
        tool.output().unwrap_or_else(|why| panic!("{tool:?} does not start ({why}): run `make setup`"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, errors) = (text(&ended.stdout), text(&ended.stderr));
    assert!(ended.status.success(), "{tool:?}\n{out}\n{errors}");
    out + &errors
}

/// A program of an npm package.
fn node(program: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(installed("control-node/node_modules").join(program));
    command
}

fn python(module: &str) -> Command {
    let mut command = Command::new(installed("control-python/bin/python"));
    command.args(["-m", module]);
    command
}

/// Copies the sources of a story into a folder.
fn copy(to: &Path, names: &[&str]) {
    for name in names {
        std::fs::copy(repository().join(SOURCES).join(name), to.join(name)).unwrap();
    }
}

#[test]
fn the_document_passes_the_linter_without_an_error_or_a_warning() {
    let mut lint = node("@redocly/cli/bin/cli.js");
    let config = repository().join(SOURCES).join("redocly.yaml");
    lint.args(["lint", "--config"]).arg(config).arg(repository().join(DOCUMENT));
    // The rules of the configuration make every warning an error.
    run(lint.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"));
}

#[test]
fn a_generated_python_client_is_typed_and_tells_its_story() {
    let folder = Folder::new("generated");
    let mut generate = python("openapi_python_client");
    generate.args(["generate", "--meta", "none", "--output-path"]).arg(folder.path("esia_control"));
    // The generator formats what it makes with the `ruff` of its own installation.
    let bin = installed("control-python/bin");
    let path =
        std::env::join_paths([bin].into_iter().chain(std::env::split_paths(&std::env::var("PATH").unwrap())));
    generate.arg("--path").arg(repository().join(DOCUMENT)).env("PATH", path.unwrap());
    let told = run(&mut generate);
    assert!(!told.contains("Warning"), "{told}");

    copy(&folder.path(""), &["story.py", "mypy.ini"]);
    run(python("mypy")
        .args(["--config-file", "mypy.ini", "story.py", "esia_control"])
        .current_dir(folder.path("")));

    let idp = Idp::start(Options::for_tests()).unwrap();
    let mut story = Command::new(installed("control-python/bin/python"));
    let told = run(story.arg("story.py").arg(idp.base_url()).current_dir(folder.path("")));
    assert_eq!(told.trim(), "told");
}

#[test]
fn a_generated_typescript_client_is_typed_and_tells_its_story() {
    let folder = Folder::new("generated");
    let modules = installed("control-node/node_modules");
    std::os::unix::fs::symlink(&modules, folder.path("node_modules")).unwrap();
    copy(&folder.path(""), &["story.ts", "tsconfig.json", "package.json"]);
    let mut generate = node("openapi-typescript/bin/cli.js");
    run(generate.arg(repository().join(DOCUMENT)).arg("-o").arg(folder.path("esia-control.d.ts")));
    run(node("typescript/bin/tsc").args(["--project", "."]).current_dir(folder.path("")));

    let idp = Idp::start(Options::for_tests()).unwrap();
    let mut story = Command::new("node");
    let told = run(story.arg("built/story.js").arg(idp.base_url()).current_dir(folder.path("")));
    assert_eq!(told.trim(), "told");
}

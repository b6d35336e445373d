//! Owns the harness's tests from outside: the diary against a small portal, the runner, the reports, the program.

mod broken_party;
mod broken_server;
mod browser;
mod chromium;
mod command;
mod diary;
mod end_to_end;
mod golden;
mod hostile;
mod init;
mod interrupted;
mod junit_form;
mod odd_party;
mod party;
mod portal;
mod protocols;
mod reports;
mod runner;
mod scenarios_page;
mod schema;
mod secured;
mod tidy;
mod verdicts;
mod visit;
mod weak_twin;

//! Commands on an account: the tester moves it along its life, by the same rules as the pages.

use actix_web::web::{Path, ServiceConfig, post, resource};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::accounts;
use crate::app::{Moment, Stop, confirm, people, profile};
use crate::domain::account::{Account, ApplicationForm, Checked, Command, FieldFault};
use crate::domain::id::Oid;
use crate::web::control::application_json::{self, ApplicationJson};
use crate::web::control::input::body::Body;
use crate::web::control::people::{named, no_person};
use crate::web::control::person_json::PersonJson;
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/control/v1/people/{oid}/commands").route(post().to(command)));
}

/// The commands on an account.
const COMMANDS: &[&str] = &[
    "submit",
    "finish-check",
    "order-letter",
    "enter-letter-code",
    "give-up-letter",
    "return-letter",
    "confirm",
    "block",
    "unblock",
    "delete",
];

/// A command on an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommandJson {
    /// `submit`, `finish-check`, `order-letter`, `enter-letter-code`, `give-up-letter`, `return-letter`,
    /// `confirm`, `block`, `unblock`, `delete`.
    command: String,
    /// `submit`: the data to be checked; those of a confirmed person stay in force until the registers know the new ones.
    application: Option<ApplicationJson>,
    /// `finish-check`: what the registers refuse: `snils`, `snils-name`, `snils-birth-date`,
    /// `snils-gender`, `snils-taken`, `passport`, `passport-replaced`, `passport-invalid`, `passport-holder`; nothing
    /// when all is well.
    #[serde(default)]
    refuse: Vec<String>,
    /// `order-letter`: where it goes, one line.
    address: Option<String>,
    /// `enter-letter-code`: the code.
    code: Option<String>,
    /// `block`: why.
    reason: Option<String>,
}

/// Moves an account along its life, by the same rules as the pages.
#[utoipa::path(post, path = "/people/{oid}/commands", tag = "people", request_body = CommandJson,
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = PersonJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such person"),
        (status = 409, description = "the account's state does not allow it")))]
pub(crate) async fn command(site: Site, oid: Path<String>, Body(json): Body<CommandJson>) -> Answer {
    let oid = named(&oid)?;
    let done: Result<Account, Stop<Problem>> = perform(&site, move |moment| {
        if json.command == "submit" {
            return submit(moment, oid, json.application.unwrap_or_default());
        }
        let command = json.parse(moment).map_err(Stop::refused)?;
        accounts::command(moment, oid, command).map_err(|stop| stop.map(application_json::command_problem))
    })
    .await;
    tell(&site, done.map(|account| PersonJson::of(&account)), |problem| problem)
}

/// The tester knows of a SNILS in use: no warning is given.
fn submit(moment: &Moment<'_>, oid: Oid, json: ApplicationJson) -> Result<Account, Stop<Problem>> {
    let account = people::find(moment, oid)?.ok_or_else(|| Stop::refused(no_person()))?;
    let form = json.over(ApplicationForm::of(&account.wanted_profile()));
    let done = profile::submit(moment, oid, &form, true);
    done.map_err(|stop| stop.map(application_json::problem))
}

impl CommandJson {
    fn parse(self, moment: &Moment<'_>) -> Result<Command, Problem> {
        let needs = |name: &str, value: Option<String>| {
            value.ok_or_else(|| Problem::needed(name, &format!("the command {}", self.command)))
        };
        Ok(match self.command.as_str() {
            "finish-check" => Command::FinishCheck(Checked { at: moment.now, faults: faults(&self.refuse)? }),
            "order-letter" => {
                Command::OrderLetter(confirm::letter_to(moment, needs("address", self.address)?))
            }
            "enter-letter-code" => Command::EnterLetterCode(needs("code", self.code)?),
            "give-up-letter" => Command::GiveUpLetter,
            "return-letter" => Command::ReturnLetter,
            "confirm" => Command::ConfirmByControl,
            "block" => Command::Block(self.reason.unwrap_or_else(|| "по решению тестировщика".to_owned())),
            "unblock" => Command::Unblock,
            "delete" => Command::Delete,
            other => return Err(Problem::choice("command", other, COMMANDS)),
        })
    }
}

fn faults(names: &[String]) -> Result<Vec<FieldFault>, Problem> {
    let fault = |(index, name): (usize, &String)| {
        let named = FieldFault::ALL.into_iter().find(|fault| fault.name() == name);
        let known = FieldFault::ALL.map(FieldFault::name);
        named.ok_or_else(|| Problem::choice(&format!("refuse[{index}]"), name, &known))
    };
    names.iter().enumerate().map(fault).collect()
}

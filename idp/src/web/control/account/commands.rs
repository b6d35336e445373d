//! Commands on an account: the tester moves it along its life, by the same rules as the pages.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::account::accounts;
use crate::app::confirmation::{confirm, profile};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, ApplicationForm, Checked, Command, FieldFault};
use crate::domain::id::Oid;
use crate::web::control::account::application_json::{self, ApplicationJson};
use crate::web::control::account::people::find;
use crate::web::control::account::person_json::PersonJson;
use crate::web::control::api::answer::{Answer, Json, OrConflict};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::run;
use crate::web::error::as_problem;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.post(
        "/people/{oid}/commands",
        "commandPerson",
        "Move an account along its life, by the same rules as the pages",
        command,
    );
}

/// A command on an account.
#[derive(Deserialize, ToSchema)]
#[serde(rename = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum PersonCommand {
    /// The data are sent to be checked; those of a standard or confirmed person stay in force until the registers know the new ones.
    Submit {
        /// The data; what is left out stays as the account has it.
        #[serde(default)]
        #[schema(required = false)]
        application: Box<ApplicationJson>,
    },
    /// The registers answer.
    FinishCheck {
        /// What they refuse; nothing when all is well.
        #[serde(default)]
        refuse: Vec<FieldFault>,
    },
    /// The data that are being checked are taken back.
    CancelCheck,
    /// A letter with a code is ordered.
    OrderLetter {
        /// Where it goes, in one line.
        address: String,
    },
    /// The code of the letter is typed.
    EnterLetterCode {
        /// The code.
        code: String,
    },
    /// The letter is given up.
    GiveUpLetter,
    /// The letter comes back to the sender.
    ReturnLetter,
    /// The identity is confirmed.
    Confirm,
    /// The account is blocked.
    Block {
        /// Why.
        reason: Option<String>,
    },
    /// The account is unblocked.
    Unblock,
    /// The account is deleted.
    Delete,
}

async fn command(
    site: Site,
    At(oid): At<Oid>,
    Body(json): Body<PersonCommand>,
) -> Answer<Json<PersonJson>, OrConflict> {
    let work = move |moment: &Moment<'_>| match json.parse(moment) {
        Parsed::Submission(application) => submit(moment, oid, *application),
        Parsed::Command(command) => accounts::command(moment, oid, command)
            .map_err(|stop| as_problem(stop, application_json::command_problem)),
    };
    let account = run(&site, work, |problem| problem).await?;
    Ok(Json(PersonJson::of(&account)))
}

/// The tester knows of a SNILS in use: no warning is given.
fn submit(moment: &Moment<'_>, oid: Oid, json: ApplicationJson) -> Result<Account, Stop<Problem>> {
    let account = find(moment, oid)?;
    let form = json.over(ApplicationForm::of(&account.wanted_profile()));
    let done = profile::submit(moment, oid, &form, true);
    done.map_err(|stop| as_problem(stop, application_json::problem))
}

/// What a command asks for: data that are sent as the citizen sends them, or an order of the domain.
enum Parsed {
    Submission(Box<ApplicationJson>),
    Command(Command),
}

impl PersonCommand {
    fn parse(self, moment: &Moment<'_>) -> Parsed {
        Parsed::Command(match self {
            Self::Submit { application } => return Parsed::Submission(application),
            Self::FinishCheck { refuse } => Command::FinishCheck(Checked { at: moment.now, faults: refuse }),
            Self::CancelCheck => Command::CancelCheck,
            Self::OrderLetter { address } => Command::OrderLetter(confirm::letter_to(moment, address)),
            Self::EnterLetterCode { code } => Command::EnterLetterCode(code),
            Self::GiveUpLetter => Command::GiveUpLetter,
            Self::ReturnLetter => Command::ReturnLetter,
            Self::Confirm => Command::ConfirmByControl,
            Self::Block { reason } => {
                Command::Block(reason.unwrap_or_else(|| "по решению тестировщика".to_owned()))
            }
            Self::Unblock => Command::Unblock,
            Self::Delete => Command::Delete,
        })
    }
}

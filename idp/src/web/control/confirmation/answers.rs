//! The citizen's answer by SMS, as a call.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::centre::import::{self, Answered};
use crate::app::{Moment, Stop};
use crate::domain::person::Phone;
use crate::web::control::api::answer::{Answer, Json, OrConflict};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::run;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.post(
        "/sms-answers",
        "answerSms",
        "Answer the portal's SMS by another, as a citizen whom a bank imports without `confirmWay=REST_API`",
        answer,
    );
}

/// An SMS from a citizen to the portal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SmsAnswer)]
pub struct SmsJson {
    /// The phone it comes from, `+7(XXX)XXXXXXX`.
    from: String,
    /// What it says: the code of the portal's SMS agrees, anything else does not.
    text: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = SmsAnswered)]
pub struct AnsweredJson {
    /// Whether it agrees: the registers are asked then.
    agreed: bool,
    /// Tries that remain, when it says something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    attempts_left: Option<u8>,
}

async fn answer(site: Site, Body(sms): Body<SmsJson>) -> Answer<Json<AnsweredJson>, OrConflict> {
    let from: Phone = sms.from.parse().map_err(|why| Problem::field("from", why))?;
    let work = move |moment: &Moment<'_>| {
        let answered = import::answer::<Problem>(moment, from, &sms.text)?;
        answered.ok_or_else(|| {
            Stop::refused(
                Problem::conflict("no SMS to this phone waits for an answer")
                    .about("from", "import the person without confirmWay, with the setting import.by_sms"),
            )
        })
    };
    Ok(Json(match run(&site, work, |problem| problem).await? {
        Answered::Agreed => AnsweredJson { agreed: true, attempts_left: None },
        Answered::Else { attempts_left } => {
            AnsweredJson { agreed: false, attempts_left: Some(attempts_left) }
        }
    }))
}

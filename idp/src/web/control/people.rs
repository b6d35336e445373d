//! People: made at any level, read, changed, moved along the account's life.

use actix_web::HttpResponse;
use actix_web::web::{Bytes, Path, Query, ServiceConfig, get, post, resource};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::accounts::{self, CommandRefusal};
use crate::app::people::{self, Change, PassportForm, PersonFault, PersonForm};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, Checked, Command, FieldFault, LetterOrder};
use crate::domain::id::Oid;
use crate::store::port::PersonFilter;
use crate::web::control::person_json::PersonJson;
use crate::web::control::{read, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/people").route(get().to(list)).route(post().to(make)))
        .service(
            resource("/control/v1/people/{oid}")
                .route(get().to(show))
                .route(actix_web::web::patch().to(change)),
        )
        .service(resource("/control/v1/people/{oid}/events").route(get().to(events)))
        .service(resource("/control/v1/people/{oid}/commands").route(post().to(command)));
}

/// The most people one call makes.
const COUNT_MAX: u32 = 100_000;

/// A person to make; whatever is left out is made up so that it fits together.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPersonJson {
    /// `simplified`, `standard` or `confirmed`; confirmed when left out.
    level: Option<String>,
    /// Surname.
    last_name: Option<String>,
    /// Given name.
    first_name: Option<String>,
    /// Patronymic; null or an empty text is a person without one.
    #[serde(default, deserialize_with = "absent_or_null")]
    middle_name: Option<Option<String>>,
    /// `M` or `F`.
    gender: Option<String>,
    /// `dd.MM.yyyy`.
    birth_date: Option<String>,
    /// Place of birth.
    birth_place: Option<String>,
    /// Three letters.
    citizenship: Option<String>,
    /// `XXX-XXX-XXX XX`.
    snils: Option<String>,
    /// Twelve digits.
    inn: Option<String>,
    /// `+7(XXX)XXXXXXX`.
    mobile: Option<String>,
    /// E-mail.
    email: Option<String>,
    /// Password; the rules of registration are not asked.
    password: Option<String>,
    /// The passport.
    passport: Option<NewPassportJson>,
    /// How many such people to make, each made up anew where nothing is given; 1 when left out.
    count: Option<u32>,
}

/// A passport to give a person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassportJson {
    /// Four digits.
    series: Option<String>,
    /// Six digits.
    number: Option<String>,
    /// `dd.MM.yyyy`.
    issued_on: Option<String>,
    /// Six digits.
    issuer_code: Option<String>,
    /// Who issued it.
    issued_by: Option<String>,
}

/// Tells `null` from nothing at all.
fn absent_or_null<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(from).map(Some)
}

/// New values of a person; what is left out stays, null or an empty text takes away what may be absent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChangeJson {
    /// Surname.
    last_name: Option<String>,
    /// Given name.
    first_name: Option<String>,
    /// Patronymic.
    #[serde(default, deserialize_with = "absent_or_null")]
    middle_name: Option<Option<String>>,
    /// `M` or `F`.
    gender: Option<String>,
    /// `dd.MM.yyyy`.
    birth_date: Option<String>,
    /// Place of birth.
    birth_place: Option<String>,
    /// Three letters.
    citizenship: Option<String>,
    /// SNILS.
    #[serde(default, deserialize_with = "absent_or_null")]
    snils: Option<Option<String>>,
    /// INN.
    #[serde(default, deserialize_with = "absent_or_null")]
    inn: Option<Option<String>>,
    /// Mobile phone.
    #[serde(default, deserialize_with = "absent_or_null")]
    mobile: Option<Option<String>>,
    /// E-mail.
    #[serde(default, deserialize_with = "absent_or_null")]
    email: Option<Option<String>>,
    /// Password.
    password: Option<String>,
    /// Series and number, ten digits.
    passport: Option<String>,
}

/// Several people.
#[derive(Serialize, ToSchema)]
pub struct PeopleJson {
    /// Oldest first.
    people: Vec<PersonJson>,
}

/// What a call that makes many people answers: the first and the last, to keep the answer small.
#[derive(Serialize, ToSchema)]
pub struct MadeJson {
    /// How many were made.
    count: usize,
    /// Their numbers are consecutive, from the first one's.
    first: PersonJson,
    /// The last one.
    last: PersonJson,
}

/// Which people to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeopleQuery {
    /// Only those with this SNILS.
    snils: Option<String>,
    /// Only the one who signs in by this.
    login: Option<String>,
    /// At most so many; 100 when left out.
    limit: Option<u32>,
}

/// A command on an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommandJson {
    /// `finish-check`, `order-letter`, `enter-letter-code`, `give-up-letter`, `confirm`, `block`, `unblock`, `delete`.
    command: String,
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

/// Something that happened to an account.
#[derive(Serialize, ToSchema)]
pub struct EventJson {
    /// RFC 3339.
    at: String,
    /// What.
    event: &'static str,
}

/// What happened to an account, oldest first.
#[derive(Serialize, ToSchema)]
pub struct EventsJson {
    /// Oldest first.
    events: Vec<EventJson>,
}

impl NewPersonJson {
    fn form(self) -> PersonForm {
        PersonForm {
            level: self.level,
            last_name: self.last_name,
            first_name: self.first_name,
            middle_name: self.middle_name.map(Option::unwrap_or_default),
            gender: self.gender,
            birth_date: self.birth_date,
            birth_place: self.birth_place,
            citizenship: self.citizenship,
            snils: self.snils,
            inn: self.inn,
            mobile: self.mobile,
            email: self.email,
            password: self.password,
            passport: self.passport.map(|passport| PassportForm {
                series: passport.series,
                number: passport.number,
                issued_on: passport.issued_on,
                issuer_code: passport.issuer_code,
                issued_by: passport.issued_by,
            }),
        }
    }
}

impl PersonChangeJson {
    fn change(self) -> Change {
        Change {
            last_name: self.last_name,
            first_name: self.first_name,
            middle_name: self.middle_name.map(Option::unwrap_or_default),
            gender: self.gender,
            birth_date: self.birth_date,
            birth_place: self.birth_place,
            citizenship: self.citizenship,
            snils: self.snils.map(Option::unwrap_or_default),
            inn: self.inn.map(Option::unwrap_or_default),
            mobile: self.mobile.map(Option::unwrap_or_default),
            email: self.email.map(Option::unwrap_or_default),
            password: self.password,
            passport: self.passport,
        }
    }
}

fn fault(fault: PersonFault) -> Problem {
    Problem::field(&fault.field, fault.expected)
}

fn no_person() -> Problem {
    Problem::not_found("no account has this oid").about("oid", "GET {control}/people lists them")
}

fn named(oid: &str) -> Result<Oid, HttpResponse> {
    oid.parse().map_err(|error| Problem::field("oid", error).answer())
}

/// Makes a person at a level, or many at once.
#[utoipa::path(post, path = "/people", tag = "people", request_body = NewPersonJson,
    responses((status = 201, body = PersonJson, description = "the person; with `count`, the first and the last"),
        (status = 400, description = "a field is wrong")))]
pub(crate) async fn make(site: Site, body: Bytes) -> HttpResponse {
    let json: NewPersonJson = match read(&body) {
        Ok(json) => json,
        Err(answer) => return answer,
    };
    let asked = json.count;
    let count = asked.unwrap_or(1);
    if !(1..=COUNT_MAX).contains(&count) {
        return Problem::field("count", format!("expected 1 to {COUNT_MAX}")).answer();
    }
    let person = match json.form().parse() {
        Ok(person) => person,
        Err(wrong) => return fault(wrong).answer(),
    };
    let done = perform(&site, move |moment| {
        let made = people::make(moment, &person, count)?;
        let ends = made.first().cloned().zip(made.last().cloned());
        Ok(ends.map(|ends| (made.len(), ends)))
    });
    match done.await {
        Ok(Some((count, (first, last)))) => {
            let json = |made: people::MadePerson| PersonJson::of(&made.account).with_password(made.password);
            match asked {
                None => HttpResponse::Created().json(json(first)),
                Some(_) => {
                    HttpResponse::Created().json(MadeJson { count, first: json(first), last: json(last) })
                }
            }
        }
        Ok(None) => Problem::field("count", "expected at least 1").answer(),
        Err(stop) => tell::<(), _>(&site, Err(stop), fault),
    }
}

/// Lists people, oldest first.
#[utoipa::path(get, path = "/people", tag = "people", params(PeopleQuery),
    responses((status = 200, body = PeopleJson)))]
pub(crate) async fn list(site: Site, query: Query<PeopleQuery>) -> HttpResponse {
    let query = query.into_inner();
    let filter = PersonFilter { snils: query.snils, login: query.login, limit: query.limit.unwrap_or(100) };
    let done =
        perform::<_, std::convert::Infallible, _>(&site, move |moment| Ok(people::list(moment, &filter)?));
    let told = done.await.map(|all| PeopleJson { people: all.iter().map(PersonJson::of).collect() });
    tell(&site, told, |never| match never {})
}

/// Shows a person.
#[utoipa::path(get, path = "/people/{oid}", tag = "people",
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = PersonJson), (status = 404, description = "no such person")))]
pub(crate) async fn show(site: Site, oid: Path<String>) -> HttpResponse {
    let oid = match named(&oid) {
        Ok(oid) => oid,
        Err(answer) => return answer,
    };
    let done = perform(&site, move |moment| people::find(moment, oid)?.ok_or(Stop::refused(()))).await;
    tell(&site, done.map(|account| PersonJson::of(&account)), |()| no_person())
}

/// Changes a person by the tester's own word: no register is asked.
#[utoipa::path(patch, path = "/people/{oid}", tag = "people", request_body = PersonChangeJson,
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = PersonJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such person")))]
pub(crate) async fn change(site: Site, oid: Path<String>, body: Bytes) -> HttpResponse {
    let parsed = named(&oid).and_then(|oid| Ok((oid, read::<PersonChangeJson>(&body)?.change())));
    let (oid, change) = match parsed {
        Ok(parsed) => parsed,
        Err(answer) => return answer,
    };
    match perform(&site, move |moment| people::change(moment, oid, &change)).await {
        Ok(None) => no_person().answer(),
        other => {
            let told = other.map(|account| account.as_ref().map(PersonJson::of));
            tell(&site, told, fault)
        }
    }
}

/// Lists what happened to an account, oldest first.
#[utoipa::path(get, path = "/people/{oid}/events", tag = "people",
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = EventsJson), (status = 404, description = "no such person")))]
pub(crate) async fn events(site: Site, oid: Path<String>) -> HttpResponse {
    let oid = match named(&oid) {
        Ok(oid) => oid,
        Err(answer) => return answer,
    };
    let done = perform(&site, move |moment| people::events(moment, oid)?.ok_or(Stop::refused(()))).await;
    let told = done.map(|events| EventsJson {
        events: events
            .iter()
            .map(|(at, event)| EventJson { at: at.to_string(), event: event.name() })
            .collect(),
    });
    tell(&site, told, |()| no_person())
}

/// Moves an account along its life, by the same rules as the pages.
#[utoipa::path(post, path = "/people/{oid}/commands", tag = "people", request_body = CommandJson,
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = PersonJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such person"),
        (status = 409, description = "the account's state does not allow it")))]
pub(crate) async fn command(site: Site, oid: Path<String>, body: Bytes) -> HttpResponse {
    let parsed = named(&oid).and_then(|oid| Ok((oid, read::<CommandJson>(&body)?)));
    let (oid, json) = match parsed {
        Ok(parsed) => parsed,
        Err(answer) => return answer,
    };
    let done: Result<Account, Stop<Problem>> = perform(&site, move |moment| {
        let command = json.parse(moment).map_err(Stop::refused)?;
        accounts::command(moment, oid, command).map_err(|stop| stop.map(command_problem))
    })
    .await;
    tell(&site, done.map(|account| PersonJson::of(&account)), |problem| problem)
}

fn command_problem(refusal: CommandRefusal) -> Problem {
    match refusal {
        CommandRefusal::NoAccount(_) => no_person(),
        CommandRefusal::Rules(_) => {
            Problem::conflict(refusal).about("command", "GET the person to see its status")
        }
    }
}

impl CommandJson {
    fn parse(self, moment: &Moment<'_>) -> Result<Command, Problem> {
        let needs = |name: &str, value: Option<String>| {
            value.ok_or_else(|| Problem::field(name, format!("expected with the command {}", self.command)))
        };
        Ok(match self.command.as_str() {
            "finish-check" => Command::FinishCheck(Checked { at: moment.now, faults: faults(&self.refuse)? }),
            "order-letter" => Command::OrderLetter(letter(moment, needs("address", self.address)?)),
            "enter-letter-code" => Command::EnterLetterCode(needs("code", self.code)?),
            "give-up-letter" => Command::GiveUpLetter,
            "confirm" => Command::ConfirmByControl,
            "block" => Command::Block(self.reason.unwrap_or_else(|| "по решению тестировщика".to_owned())),
            "unblock" => Command::Unblock,
            "delete" => Command::Delete,
            other => return Err(Problem::field("command", format!("unknown: {other:?}"))),
        })
    }
}

fn faults(names: &[String]) -> Result<Vec<FieldFault>, Problem> {
    let fault = |name: &String| {
        let named = FieldFault::ALL.into_iter().find(|fault| fault.name() == name);
        let known = FieldFault::ALL.map(FieldFault::name).join(", ");
        named.ok_or_else(|| Problem::field("refuse", format!("expected some of {known}, not {name:?}")))
    };
    names.iter().map(fault).collect()
}

fn letter(moment: &Moment<'_>, address: String) -> LetterOrder {
    let arrives_at = moment.now + moment.settings.letter_transit_ms;
    LetterOrder {
        address,
        code: moment.realm.entropy.digits(moment.settings.letter_code_digits),
        arrives_at,
        expires_at: arrives_at + moment.settings.letter_ttl_ms,
        attempts_left: moment.settings.letter_attempts_max,
    }
}

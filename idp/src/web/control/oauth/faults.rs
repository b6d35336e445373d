//! Faults: what the provider is to do wrong, when, for whom.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::oauth::clients;
use crate::app::{Broken, Moment, Stop, people};
use crate::domain::fault::{Armed, CATALOGUE, Fault, FaultPlan, Idle, Place, Tokens};
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::protocol::{import, oauth, rs};
use crate::web::control::api::answer::{Answer, Done, Json, Made};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::{run, sure};
use crate::web::control::oauth::mutation::{ChangeJson, ForgeryJson, MutationFields};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/faults", "listFaults", "List the faults that are armed", list);
    api.post("/faults", "armFault", "Arm a fault", arm);
    api.delete("/faults", "clearFaults", "Disarm every fault, or one", clear);
    api.get(
        "/faults/catalogue",
        "showFaultCatalogue",
        "List every fault there is, with what a sound relying party does about it",
        catalogue,
    );
}

/// A fault to commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArmedFault)]
pub struct FaultJson {
    /// Its name; the catalogue lists them.
    #[schema(value_type = Fault)]
    pub fault: String,
    /// How often; without end when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// The RFC 3339 moment from which it is not committed any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Only for this mnemonic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// Only for this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<u64>,
    /// Only at `ac`, `te` or `rs`; for faults of the HTTP exchange, which are committed at any of them when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Place>)]
    pub at: Option<String>,
    /// Milliseconds of a delay, bytes of a cut body or of a chunk, seconds of a wrong date or clock or of a late push, the number of an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u32>,
    /// The member that is null or changed, such as `id_token` or `elements.0.value`; for `answer-member-null` and
    /// `resource-member-null`, and for `answer-mutated`, `resource-mutated` and `redirect-mutated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Which token `token-mutated` forges; both when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Tokens>)]
    pub token: Option<String>,
    /// The claim that `token-mutated` changes, such as `aud` or `urn:esia:sbj.urn:esia:sbj:oid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The member of the header that `token-mutated` changes, such as `alg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// How `token-mutated` forges the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<ForgeryJson>,
    /// How the claim, the header or the member is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<ChangeJson>,
}

/// The faults that are armed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ArmedFaults)]
pub struct FaultsJson {
    /// In the order they were armed.
    pub faults: Vec<FaultJson>,
    /// What the fault that was just armed still lacks to be committed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}

/// A fault of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FaultFactsJson {
    /// Its name.
    #[schema(value_type = Fault)]
    pub fault: &'static str,
    /// Where in the protocol it is committed.
    pub point: &'static str,
    /// What it does.
    pub does: &'static str,
    /// What a sound relying party does about it.
    pub sound: &'static str,
}

/// The catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FaultCatalogue)]
pub struct CatalogueJson {
    /// In the order of the protocol.
    pub faults: Vec<FaultFactsJson>,
}

/// Which faults to disarm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ClearQuery {
    /// Only this fault, whatever it is bound to; every one when left out.
    fault: Option<String>,
}

/// The fault of a name.
fn named(name: &str) -> Result<Fault, Problem> {
    Fault::of(name).ok_or_else(|| {
        let names: Vec<_> = CATALOGUE.iter().map(|facts| facts.name).collect();
        Problem::choice("fault", name, &names).described_in("docs/FAULTS.md")
    })
}

impl FaultJson {
    fn parse(&self, now: Timestamp) -> Result<Armed, Problem> {
        let fault = named(&self.fault)?;
        let is_number = match fault {
            Fault::AuthorizationError | Fault::TokenError => oauth::error::of_number(self.amount).is_some(),
            Fault::ResourceError => {
                let of_bank = || self.amount.and_then(import::numbered).is_some();
                rs::error::of_number(self.amount).is_some() || of_bank()
            }
            _ => true,
        };
        if !is_number {
            let detail = "expected the number of an error of docs/ERRORS.md: 7019 is ESIA-007019";
            return Err(Problem::field("amount", detail));
        }
        let mutation = self.fields().parse(fault)?;
        let takes_member =
            mutation.is_some() || matches!(fault, Fault::AnswerMemberNull | Fault::ResourceMemberNull);
        if self.member.as_ref().is_some_and(|member| !takes_member || member.is_empty()) {
            let detail =
                "expected the name of a member, and the fault answer-member-null or resource-member-null";
            return Err(Problem::field("member", detail));
        }
        if self.times == Some(0) {
            return Err(Problem::field("times", "expected at least 1"));
        }
        let until = self.until.as_deref().map(str::parse).transpose();
        let client = self.client.as_deref().map(str::parse).transpose();
        let place = self
            .at
            .as_deref()
            .map(|at| Place::of(at).ok_or_else(|| Problem::choice("at", at, &["ac", "te", "rs"])));
        let armed = Armed {
            fault,
            times: self.times,
            until: until.map_err(|error| Problem::field("until", error))?,
            client: client.map_err(|error| Problem::field("client", error))?,
            person: self.person.map(Oid::new),
            place: place.transpose()?,
            amount: self.amount,
            member: self.member.clone().filter(|_| mutation.is_none()),
            mutation,
        };
        let told = |idle: Idle| Problem::field(idle.field(), idle).about(idle.field(), &idle.fix());
        armed.check(now).map(|()| armed).map_err(told)
    }

    fn of(armed: &Armed) -> Self {
        let fields = armed.mutation.as_ref().map(MutationFields::of).unwrap_or_default();
        Self {
            fault: armed.fault.facts().name.to_owned(),
            times: armed.times,
            until: armed.until.map(|until| until.to_string()),
            client: armed.client.as_ref().map(ToString::to_string),
            person: armed.person.map(Oid::number),
            at: armed.place.map(|place| place.name().to_owned()),
            amount: armed.amount,
            member: armed.member.clone().or(fields.member),
            token: fields.token,
            claim: fields.claim,
            header: fields.header,
            signature: fields.signature,
            change: fields.change,
        }
    }

    fn fields(&self) -> MutationFields {
        MutationFields {
            member: self.member.clone(),
            token: self.token.clone(),
            claim: self.claim.clone(),
            header: self.header.clone(),
            signature: self.signature.clone(),
            change: self.change.clone(),
        }
    }
}

fn all(site: &Site) -> FaultsJson {
    let faults = site.realm.faults.armed().iter().map(FaultJson::of).collect();
    FaultsJson { faults, remarks: Vec::new() }
}

/// Whom the fault is bound to and who is not there yet.
fn remarks(moment: &Moment<'_>, armed: &Armed) -> Result<Vec<String>, Broken> {
    let mut remarks = Vec::new();
    if let Some(client) = &armed.client
        && clients::find(moment, client)?.is_none()
    {
        remarks.push(format!("no client {client} is registered yet: PUT {{control}}/clients/{client}"));
    }
    if let Some(person) = armed.person
        && people::find(moment, person)?.is_none()
    {
        remarks.push(format!("no person has the oid {person} yet: GET {{control}}/people lists them"));
    }
    Ok(remarks)
}

async fn list(site: Site) -> Json<FaultsJson> {
    Json(all(&site))
}

async fn arm(site: Site, Body(json): Body<FaultJson>) -> Answer<Made<FaultsJson>> {
    let work = move |moment: &Moment<'_>| {
        let armed = json.parse(moment.now).map_err(Stop::refused)?;
        let remarks = remarks(moment, &armed)?;
        moment.change_faults(|plan| plan.arm(armed))?;
        Ok(remarks)
    };
    let remarks = run(&site, work, |problem| problem).await?;
    Ok(Made(FaultsJson { remarks, ..all(&site) }))
}

async fn clear(site: Site, Query(query): Query<ClearQuery>) -> Answer<Done> {
    let named = query.fault.as_deref().map(named).transpose()?;
    let disarm = move |plan: &mut FaultPlan| match named {
        Some(fault) => plan.disarm(fault),
        None => plan.clear(),
    };
    sure(&site, move |moment| Ok(moment.change_faults(disarm)?)).await?;
    Ok(Done)
}

async fn catalogue() -> Json<CatalogueJson> {
    let faults = CATALOGUE.iter().map(|facts| FaultFactsJson {
        fault: facts.name,
        point: facts.point.name(),
        does: facts.does,
        sound: facts.sound,
    });
    Json(CatalogueJson { faults: faults.collect() })
}

//! What other systems know of a person, and of the paper behind a foreigner's document.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::people::{self, ExtrasForm, PaperForm, VerificationForm};
use crate::domain::id::Oid;
use crate::web::control::account::belongings::ItemId;
use crate::web::control::account::people::{fault, find, no_person};
use crate::web::control::api::answer::{Answer, Done, Json, Made};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::run;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    let (extras, paper) = ("/people/{oid}/extras", "/people/{oid}/documents/{id}/paper");
    api.get(
        extras,
        "showExtras",
        "Show what other systems know of a person: self-employment, biometrics, the picture",
        show,
    );
    api.put(
        extras,
        "setExtras",
        "Say what other systems know of a person, in place of what was said before",
        set,
    );
    api.post(
        "/people/{oid}/biometric-results",
        "setBiometricResult",
        "Say what a biometric system found of a person; the answer has the token for the second request",
        set_result,
    );
    api.get(
        paper,
        "showPaper",
        "Show what the Social Fund knows of the paper behind a foreigner's document",
        show_paper,
    );
    api.put(
        paper,
        "setPaper",
        "Say what the Social Fund knows of the paper behind a foreigner's document",
        set_paper,
    );
    api.delete(paper, "removePaper", "Let the Social Fund know nothing of the paper", remove_paper);
}

/// What the Social Fund knows of the paper behind a document.
#[derive(Serialize, ToSchema)]
#[schema(as = DocumentPaper)]
pub struct PaperJson {
    /// The number of the document.
    document: u64,
    /// The paper; nothing is known of it when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<PaperForm>,
}

/// The token under which a relying party asks for the result, once.
#[derive(Serialize, ToSchema)]
#[schema(as = BiometricResult)]
pub struct ResultJson {
    /// `verify_token` of the authorization request.
    verify_token: String,
}

async fn set_result(
    site: Site,
    At(oid): At<Oid>,
    Body(form): Body<VerificationForm>,
) -> Answer<Made<ResultJson>> {
    let token = run(&site, move |moment| people::set_verification(moment, oid, &form), fault).await?;
    Ok(Made(ResultJson { verify_token: token.ok_or_else(no_person)? }))
}

async fn show(site: Site, At(oid): At<Oid>) -> Answer<Json<ExtrasForm>> {
    let account = run(&site, move |moment| find(moment, oid), |problem| problem).await?;
    Ok(Json(ExtrasForm::of(&account.profile.extras)))
}

async fn set(site: Site, At(oid): At<Oid>, Body(form): Body<ExtrasForm>) -> Answer<Json<ExtrasForm>> {
    let known = run(&site, move |moment| people::set_extras(moment, oid, &form), fault).await?;
    Ok(Json(known.ok_or_else(no_person)?))
}

async fn show_paper(site: Site, At(oid): At<Oid>, At(ItemId(id)): At<ItemId>) -> Answer<Json<PaperJson>> {
    let account = run(&site, move |moment| find(moment, oid), |problem| problem).await?;
    let document = account.profile.documents.iter().find(|one| one.id() == id).ok_or_else(no_document)?;
    Ok(Json(PaperJson { document: id, known: document.foreign_paper().map(PaperForm::of) }))
}

async fn set_paper(
    site: Site,
    At(oid): At<Oid>,
    At(ItemId(id)): At<ItemId>,
    Body(form): Body<PaperForm>,
) -> Answer<Json<PaperJson>> {
    let given = form.clone();
    let known = run(&site, move |moment| people::set_paper(moment, oid, id, Some(&form)), fault).await?;
    match known.ok_or_else(no_person)? {
        true => Ok(Json(PaperJson { document: id, known: Some(given) })),
        false => Err(no_document()),
    }
}

async fn remove_paper(site: Site, At(oid): At<Oid>, At(ItemId(id)): At<ItemId>) -> Answer<Done> {
    let known = run(&site, move |moment| people::set_paper(moment, oid, id, None), fault).await?;
    if known.ok_or_else(no_person)? { Ok(Done) } else { Err(no_document()) }
}

fn no_document() -> Problem {
    Problem::not_found("the person has no document of this number")
        .about("id", "GET {control}/people/{oid}/documents lists them")
}

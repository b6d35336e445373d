//! The page on which a parent changes the data of the child's account that the parent registered.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Path, ServiceConfig, get, post, resource};

use crate::app::Stop;
use crate::app::family::{self, FamilyRefusal, Kept};
use crate::domain::account::{Account, ChildDetailsForm};
use crate::domain::family::Refusal;
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::Errors;
use crate::web::pages::family::ChildDetails;
use crate::web::pages::notices::Trouble;
use crate::web::portal::citizen::citizen;
use crate::web::portal::family::{frame_of, kept, no_card, refusal};
use crate::web::portal::reply::Reply;
use crate::web::portal::words;
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub(super) fn mount(config: &mut ServiceConfig) {
    config.service(resource("/profile/family/{card}/data").route(get().to(show)).route(post().to(save)));
}

async fn show(site: Site, card: Path<String>) -> Reply {
    let parent = citizen(&site).await?;
    let kept = kept(&site, &parent, &card).await?;
    let managed = kept.account.as_ref().filter(|one| one.is_managed_by(parent.oid, site.now().date()));
    Ok(match managed {
        Some(account) => page(&site, &parent, &kept, ChildDetailsForm::of(account), Errors::none()),
        None => failed(&site, Trouble::BadRequest, refusal(Refusal::NotRegistrar), ""),
    })
}

fn page(
    site: &Site,
    parent: &Account,
    kept: &Kept,
    values: ChildDetailsForm,
    errors: Errors,
) -> HttpResponse {
    let page = ChildDetails {
        frame: frame_of(site, parent),
        child: kept.card.id.to_string(),
        full_name: words::full_name(&kept.card.child.name),
        values,
        errors,
    };
    html(StatusCode::OK, &page)
}

async fn save(site: Site, card: Path<String>, form: Form<ChildDetailsForm>) -> Reply {
    let parent = citizen(&site).await?;
    let kept = kept(&site, &parent, &card).await?;
    let (oid, number, form) = (parent.oid, kept.card.id, form.into_inner());
    let typed = form.clone();
    let done = perform(&site, move |moment| family::change_data(moment, oid, number, &form)).await;
    Ok(match done {
        Ok(_) => site.see("/profile/family?done=data"),
        Err(Stop::Refused(FamilyRefusal::Fields(errors))) => {
            page(&site, &parent, &kept, typed, words::field_errors(&errors))
        }
        Err(Stop::Refused(FamilyRefusal::Rules(why))) => failed(&site, Trouble::BadRequest, refusal(why), ""),
        Err(Stop::Refused(_)) => no_card(&site),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

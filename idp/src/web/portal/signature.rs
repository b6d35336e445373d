//! Confirmation by a qualified signature: the text to sign, the signature pasted or uploaded.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, ServiceConfig, get, post, resource};

use crate::app::Stop;
use crate::app::account::accounts::CommandRefusal;
use crate::app::confirmation::signature::{self, SignatureRefusal};
use crate::domain::account::{Account, Refusal, Status};
use crate::web::error::{broken_page, html};
use crate::web::pages::Errors;
use crate::web::pages::confirm::Signature;
use crate::web::portal::citizen::citizen;
use crate::web::portal::multipart;
use crate::web::portal::reply::{Reply, run};
use crate::web::portal::words;
use crate::web::site::{Site, perform};

/// The routes of this page.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/profile/confirm/signature").route(get().to(show)).route(post().to(send)));
}

async fn show(site: Site) -> Reply {
    let account = citizen(&site).await?;
    challenged(&site, &account, String::new(), Errors::none()).await
}

/// The page with a new text: each is signed once.
async fn challenged(site: &Site, account: &Account, typed: String, errors: Errors) -> Reply {
    if !matches!(account.status, Status::Standard { .. } | Status::LetterOrdered { .. }) {
        return Ok(site.see("/profile/confirm"));
    }
    let person = account.oid;
    let challenge = run(site, move |moment| Ok(signature::challenge(moment, person)?)).await?;
    let name = words::full_name(&account.profile.name);
    let snils = account.profile.snils.map(|snils| format!(", СНИЛС {snils}")).unwrap_or_default();
    let page = Signature {
        frame: site.frame_of(&name),
        challenge_id: challenge.id.to_string(),
        challenge: challenge.text,
        owner: format!("{name}{snils}"),
        signature: typed,
        has_upload: true,
        errors,
    };
    Ok(html(StatusCode::OK, &page))
}

async fn send(site: Site, request: HttpRequest, body: Bytes) -> Reply {
    let account = citizen(&site).await?;
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let fields = multipart::fields(kind, &body);
    let of = |name: &str| fields.iter().find(|field| field.name == name).map(|field| field.content.clone());
    let challenge = of("challenge_id").and_then(|id| String::from_utf8(id).ok()?.trim().parse().ok());
    let sent = of("signature_file").or_else(|| of("signature")).unwrap_or_default();
    let typed = of("signature").and_then(|text| String::from_utf8(text).ok()).unwrap_or_default();
    let person = account.oid;
    let done = perform(&site, move |moment| signature::confirm(moment, person, challenge, &sent)).await;
    Ok(match done {
        Ok(_) => site.see("/profile/"),
        Err(Stop::Refused(refusal)) => {
            challenged(&site, &account, typed, Errors::one("signature", told(&refusal))).await?
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

fn told(refusal: &SignatureRefusal) -> &'static str {
    match refusal {
        SignatureRefusal::NoChallenge => "Строка устарела. Подпишите новую",
        SignatureRefusal::NotEncoded => "Пришлите подпись в Base64, PEM или файлом",
        SignatureRefusal::Cms(_) => "Подпись не подходит к строке. Подпишите строку в точности",
        SignatureRefusal::NoCertificate => "В подписи нет сертификата",
        SignatureRefusal::ForeignAuthority => {
            "Сертификат выдан удостоверяющим центром, который не аккредитован"
        }
        SignatureRefusal::NotInForce => "Срок действия сертификата истек или еще не наступил",
        SignatureRefusal::Revoked => "Сертификат отозван",
        SignatureRefusal::NoOwner => "В сертификате не указаны имя и СНИЛС владельца",
        SignatureRefusal::Command(CommandRefusal::Rules(Refusal::NameDiffers | Refusal::SnilsDiffers)) => {
            "Владелец подписи — другой человек"
        }
        SignatureRefusal::Command(refusal) => words::command_refusal(*refusal),
    }
}

//! The pages on which a citizen changes a phone or a mail address.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::account::accounts::CommandRefusal;
use crate::app::account::contacts::{self, ContactStop};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, ContactCommand, ContactRefusal, Refusal};
use crate::domain::id::Oid;
use crate::domain::person::Contact;
use crate::domain::person::contact::{ContactKind, Value};
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::Errors;
use crate::web::pages::notices::{ContactProved, Trouble};
use crate::web::pages::registration::Channel;
use crate::web::pages::security::{ChangeContact, ContactCode, RemoveContact};
use crate::web::portal::citizen::citizen;
use crate::web::portal::reply::Reply;
use crate::web::portal::{codes, words};
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/profile/contacts").route(get().to(blank)).route(post().to(offer)))
        .service(resource("/profile/contacts/code").route(get().to(code)).route(post().to(answer)))
        .service(resource("/profile/contacts/resend").route(post().to(resend)))
        .service(resource("/profile/contacts/cancel").route(post().to(cancel)))
        .service(resource("/profile/contacts/remove").route(get().to(ask_removal)).route(post().to(remove)))
        .service(resource("/profile/contacts/link").route(get().to(follow)));
}

/// What stands behind `?`, or what the forms send; each sends only its own fields.
#[derive(Deserialize, Default)]
#[serde(default)]
struct ContactForm {
    kind: String,
    value: String,
    code: String,
    resent: Option<String>,
}

impl ContactForm {
    fn channel(&self) -> Channel {
        if self.kind == "mail" { Channel::Mail } else { Channel::Mobile }
    }
}

/// The link of a letter, as the browser sends it.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Link {
    person: String,
    key: String,
}

fn kind(channel: Channel) -> ContactKind {
    match channel {
        Channel::Mobile => ContactKind::Mobile,
        Channel::Mail => ContactKind::Email,
    }
}

/// The name by which the pages know a contact that a code proves.
pub(crate) fn page_of(kind: ContactKind) -> Option<&'static str> {
    match kind {
        ContactKind::Mobile => Some("mobile"),
        ContactKind::Email => Some("mail"),
        ContactKind::Home | ContactKind::WorkEmail => None,
    }
}

fn code_address(channel: Channel) -> &'static str {
    match channel {
        Channel::Mobile => "/profile/contacts/code?kind=mobile",
        Channel::Mail => "/profile/contacts/code?kind=mail",
    }
}

fn contact(account: &Account, channel: Channel) -> Option<&Contact> {
    account.profile.contacts.iter().find(|contact| contact.kind() == kind(channel))
}

async fn blank(site: Site, form: Query<ContactForm>) -> Reply {
    let account = citizen(&site).await?;
    Ok(change_page(&site, &account, form.channel(), String::new(), Errors::none()))
}

fn change_page(
    site: &Site,
    account: &Account,
    channel: Channel,
    value: String,
    errors: Errors,
) -> HttpResponse {
    let frame = site.frame_of(&words::full_name(&account.profile.name));
    html(
        StatusCode::OK,
        &ChangeContact { frame, channel, current: in_force(account, channel), value, errors },
    )
}

/// The value in force; empty when there is none.
fn in_force(account: &Account, channel: Channel) -> String {
    let known = contact(account, channel).filter(|contact| contact.is_verified());
    known.map(|contact| contact.value().to_string()).unwrap_or_default()
}

async fn ask_removal(site: Site, form: Query<ContactForm>) -> Reply {
    let account = citizen(&site).await?;
    Ok(removal_page(&site, &account, form.channel(), Errors::none()))
}

fn removal_page(site: &Site, account: &Account, channel: Channel, errors: Errors) -> HttpResponse {
    let frame = site.frame_of(&words::full_name(&account.profile.name));
    html(StatusCode::OK, &RemoveContact { frame, channel, current: in_force(account, channel), errors })
}

async fn remove(site: Site, form: Form<ContactForm>) -> Reply {
    let account = citizen(&site).await?;
    let channel = form.channel();
    let oid = account.oid;
    Ok(match perform(&site, move |moment| contacts::remove(moment, oid, kind(channel))).await {
        Ok(_) => site.see("/profile/?done=contact-removed"),
        Err(Stop::Refused(why)) => removal_page(&site, &account, channel, refused(why, "")),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

async fn offer(site: Site, form: Form<ContactForm>) -> Reply {
    let account = citizen(&site).await?;
    let (channel, typed) = (form.channel(), form.into_inner().value);
    let errors = match Value::parse(kind(channel), &typed) {
        Ok(value) => {
            let (oid, base) = (account.oid, site.base());
            let done = perform(&site, move |moment| contacts::offer(moment, oid, value, &base));
            match done.await {
                Ok(_) => return Ok(site.see(code_address(channel))),
                Err(Stop::Broken(why)) => return Ok(broken_page(&site, &why)),
                Err(Stop::Refused(why)) => refused(why, "value"),
            }
        }
        Err(_) if channel == Channel::Mobile => Errors::one("value", words::phone_fault(&typed)),
        Err(_) => Errors::one("value", words::email_fault(&typed)),
    };
    Ok(change_page(&site, &account, channel, typed, errors))
}

fn refused(why: ContactStop, field: &str) -> Errors {
    let why = match why {
        ContactStop::Taken(occupied) => return Errors::one(field, &words::occupied(occupied)),
        ContactStop::Command(CommandRefusal::Rules(Refusal::Contact(why))) => why,
        ContactStop::Command(other) => return Errors::whole(words::command_refusal(other)),
    };
    match why {
        ContactRefusal::Unchanged => Errors::one(field, "Этот контакт уже подтвержден"),
        ContactRefusal::Code(why) => codes::refused(why),
        ContactRefusal::TooSoon { pause } => codes::too_soon(pause),
        ContactRefusal::LinkWrong => Errors::whole("Ссылка не подходит. Введите код из письма"),
        ContactRefusal::LastContact => Errors::whole("Это последний контакт. Сначала добавьте другой"),
        ContactRefusal::GuardsSignIn => Errors::whole(
            "На этот номер приходят коды для входа. Сначала выключите вход с подтверждением или настройте приложение",
        ),
        ContactRefusal::NotThere => Errors::whole("Контакт уже удален"),
        ContactRefusal::NothingWaits | ContactRefusal::NotVerifiable => {
            Errors::whole("Этот контакт не ждет подтверждения")
        }
    }
}

async fn code(site: Site, form: Query<ContactForm>) -> Reply {
    let account = citizen(&site).await?;
    Ok(code_page(&site, &account, form.channel(), form.resent.is_some(), Errors::none()))
}

fn code_page(site: &Site, account: &Account, channel: Channel, resent: bool, errors: Errors) -> HttpResponse {
    let Some(pending) = contact(account, channel).and_then(Contact::pending) else {
        return site.see("/profile/");
    };
    let now = site.now();
    let sent = codes::sent(channel, pending.value.masked(), &pending.challenge, now, resent);
    let frame = site.frame_of(&words::full_name(&account.profile.name));
    html(StatusCode::OK, &ContactCode { frame, sent, errors })
}

async fn answer(site: Site, form: Form<ContactForm>) -> Reply {
    let (channel, code) = (form.channel(), form.into_inner().code);
    let command = ContactCommand::Answer { kind: kind(channel), code };
    carry_out(&site, channel, "/profile/?done=contact", move |moment, oid| {
        contacts::command(moment, oid, command)
    })
    .await
}

async fn resend(site: Site, form: Form<ContactForm>) -> Reply {
    let channel = form.channel();
    let next = format!("{}&resent=true", code_address(channel));
    carry_out(&site, channel, &next, move |moment, oid| contacts::resend(moment, oid, kind(channel))).await
}

async fn cancel(site: Site, form: Form<ContactForm>) -> Reply {
    let channel = form.channel();
    let command = ContactCommand::Withdraw(kind(channel));
    carry_out(&site, channel, "/profile/", move |moment, oid| contacts::command(moment, oid, command)).await
}

/// A step on the page of the code: on to the next address, or the page again with what was wrong.
async fn carry_out<W>(site: &Site, channel: Channel, next: &str, work: W) -> Reply
where
    W: FnOnce(&Moment<'_>, Oid) -> Result<Account, Stop<ContactStop>> + Send + 'static,
{
    let oid = citizen(site).await?.oid;
    Ok(match perform(site, move |moment| work(moment, oid)).await {
        Ok(_) => site.see(next),
        Err(Stop::Broken(why)) => broken_page(site, &why),
        // The account as it is now: a wrong code may have used up a try.
        Err(Stop::Refused(why)) => {
            code_page(site, &citizen(site).await?, channel, false, refused(why, "code"))
        }
    })
}

/// The link of a letter may be followed in any browser: its key is what proves the address.
async fn follow(site: Site, link: Query<Link>) -> HttpResponse {
    let link = link.into_inner();
    let done = perform(&site, move |moment| {
        let nobody = ContactStop::Command(CommandRefusal::Rules(ContactRefusal::LinkWrong.into()));
        let person: Oid = link.person.parse().map_err(|_| Stop::refused(nobody))?;
        contacts::command(moment, person, ContactCommand::Follow { key: link.key })
    });
    match done.await {
        Ok(_) => html(StatusCode::OK, &ContactProved { frame: site.frame() }),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
        Err(Stop::Refused(ContactStop::Taken(_))) => {
            failed(&site, Trouble::BadRequest, "Этот адрес уже указан в другой учетной записи.", "")
        }
        Err(Stop::Refused(ContactStop::Command(_))) => {
            let detail = "Ссылка не подходит или устарела. Запросите новое письмо в личном кабинете.";
            failed(&site, Trouble::BadRequest, detail, "")
        }
    }
}

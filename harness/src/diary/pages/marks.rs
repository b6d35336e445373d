//! Owns the teacher's hand: a mark is given, and sent on to the school portfolio.

use actix_web::HttpResponse;
use actix_web::web::{Data, Form};
use serde::Deserialize;

use crate::diary::admission;
use crate::diary::guard::Guard;
use crate::diary::ledger::Given;
use crate::diary::mark::Mark;
use crate::diary::pages::answer::{inside, refuse, see};
use crate::diary::pages::visitor::Visitor;
use crate::diary::portfolio;
use crate::diary::refusal::Refusal;
use crate::diary::roster::{Role, User};
use crate::diary::world::World;

/// A mark as the form says.
#[derive(Deserialize)]
pub(crate) struct Entry {
    #[serde(default)]
    pupil: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    mark: String,
    #[serde(default)]
    work: String,
}

/// Gives a mark. It is stored before it is sent, so that it survives an outage of the portal.
pub(crate) async fn give(world: Data<World>, visitor: Visitor, entry: Form<Entry>) -> HttpResponse {
    let user = match inside(&world, &visitor) {
        Ok((user, _)) => user,
        Err(answer) => return answer,
    };
    if let Err(refusal) = given(&world, &user, &entry) {
        return refuse(&world, &refusal, true);
    }
    portfolio::push(&world).await;
    see("/cabinet")
}

/// Sends pending marks again.
pub(crate) async fn push(world: Data<World>, visitor: Visitor) -> HttpResponse {
    match inside(&world, &visitor) {
        Ok((user, _)) if matches!(user.role, Role::Teacher | Role::Administrator) => {
            portfolio::push(&world).await;
            see("/cabinet")
        }
        Ok(_) => refuse(&world, &Refusal::NotYourRole, true),
        Err(answer) => answer,
    }
}

fn given(world: &World, user: &User, entry: &Entry) -> Result<(), Refusal> {
    let unfit = |why: &str| Refusal::EntryUnfit { why: why.to_owned() };
    if user.role != Role::Teacher {
        return Err(Refusal::NotYourRole);
    }
    world.guards.require(Guard::OwnPupils, user.may_see(&entry.pupil), Refusal::NotYourPupil)?;
    world.school.pupil(&entry.pupil).ok_or(Refusal::NotYourPupil)?;
    let mark: u8 = entry.mark.trim().parse().map_err(|_| unfit("Оценка — число от 1 до 5."))?;
    if !(1..=5).contains(&mark) || entry.subject.trim().is_empty() || entry.work.trim().is_empty() {
        return Err(unfit("Укажите предмет, работу и оценку от 1 до 5."));
    }
    let mark = Mark {
        pupil: entry.pupil.clone(),
        subject: entry.subject.trim().to_owned(),
        date: admission::today(world),
        mark,
        work: entry.work.trim().to_owned(),
    };
    let given = Given { id: world.chance.uuid().to_string(), mark };
    world.ledger.give(&given).map_err(|_| unfit("Оценка не записана. Попробуйте ещё раз."))
}

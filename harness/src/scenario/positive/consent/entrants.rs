//! Owns the scenarios of whom the portal lets in at all: filters, levels, and systems that may ask by consents only.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::people::ADMINISTRATOR;
use crate::bench::party::{Builtin, EDU_JOURNAL, PersonFilter, Policy, Portal, RelyingParty};
use crate::check::page::{shows, shows_all};
use crate::check::session::{is_in_as, is_in_at, is_out_of};
use crate::scenario::family::{ANDREY, KIRA, MARIA, Resident, adult, child, comes};
use crate::scenario::positive::consent::given::{is_in, mother_consents};
use crate::scenario::positive::consent::listed::comes_to;
use crate::scenario::steps::sign_in_at_portal;

const CLAUSE: &str = "MR Б.2.2: person_filter";
const SHUT_OUT: &str = "С этой учётной записью портал не пускает";

/// A confirmed mother, a standard father, and a child with the account that the mother made and consented for.
struct Three {
    mother: Person,
    father: Person,
    kira: Person,
}

fn three(bench: &Bench<'_>) -> Result<Three, Halt> {
    let (mother, father) = (adult(bench, &MARIA, "confirmed")?, adult(bench, &ANDREY, "standard")?);
    let kira = child(bench, &mother, &KIRA)?;
    mother_consents(bench, &mother)?;
    Ok(Three { mother, father, kira })
}

fn filtering(bench: &Bench<'_>, filter: PersonFilter) -> Result<Builtin, Halt> {
    bench.diary_changed("SCHOOL_DIARY_FILTERING", |policy, _| {
        policy.consent.iter_mut().for_each(|terms| terms.person_filter = Some(filter));
    })
}

/// Somebody is not let in by the portal, and the diary says why.
fn is_shut_out(bench: &Bench<'_>, diary: &Builtin, who: &Resident, person: &Person) -> Result<Browser, Halt> {
    let mut browser = comes_to(bench, diary, who, person)?;
    shows_all(bench, &browser, CLAUSE, &[SHUT_OUT, "ESIA-007055"])?;
    is_out_of(bench, diary, &mut browser, CLAUSE)?;
    Ok(browser)
}

fn is_let_in(bench: &Bench<'_>, diary: &Builtin, who: &Resident, person: &Person) -> Result<(), Halt> {
    let mut browser = comes_to(bench, diary, who, person)?;
    is_in_at(bench, diary, &mut browser, CLAUSE, who.id)
}

/// A filter for confirmed accounts shuts out the school's own children; the combined one lets them in.
pub(crate) fn shuts_children_out(bench: &Bench<'_>) -> Result<(), Halt> {
    let people = three(bench)?;
    let adults = filtering(bench, PersonFilter::Confirmed)?;
    let browser = is_shut_out(bench, &adults, &KIRA, &people.kira)?;
    shows(bench, &browser, CLAUSE, "дневник настроен только на взрослых")?;
    is_let_in(bench, &adults, &MARIA, &people.mother)?;
    is_in(bench, &KIRA, &people.kira)?;
    Ok(())
}

/// Confirmed accounts or children: no, yes, yes.
pub(crate) fn both(bench: &Bench<'_>) -> Result<(), Halt> {
    let people = three(bench)?;
    let mut browser = comes(bench, &ANDREY, &people.father)?;
    shows(bench, &browser, CLAUSE, SHUT_OUT)?;
    crate::check::session::is_out(bench, &mut browser, CLAUSE)?;
    is_in(bench, &MARIA, &people.mother)?;
    is_in(bench, &KIRA, &people.kira)?;
    Ok(())
}

/// Children only.
pub(crate) fn children_only(bench: &Bench<'_>) -> Result<(), Halt> {
    let people = three(bench)?;
    let children = filtering(bench, PersonFilter::Children)?;
    is_shut_out(bench, &children, &MARIA, &people.mother)?;
    is_shut_out(bench, &children, &ANDREY, &people.father)?;
    is_let_in(bench, &children, &KIRA, &people.kira)
}

/// Everybody but children; who may give no consent is told to confirm the account.
pub(crate) fn no_children(bench: &Bench<'_>) -> Result<(), Halt> {
    let people = three(bench)?;
    let grown_up = filtering(bench, PersonFilter::NotChildren)?;
    is_shut_out(bench, &grown_up, &KIRA, &people.kira)?;
    is_let_in(bench, &grown_up, &MARIA, &people.mother)?;
    let browser = comes_to(bench, &grown_up, &ANDREY, &people.father)?;
    shows(bench, &browser, CLAUSE, "Подтвердите учётную запись")
}

/// A diary that asks for `trusted` alone refuses its own pupils: a child's account is «упрощенная».
pub(crate) fn child_is_not_confirmed(bench: &Bench<'_>) -> Result<(), Halt> {
    let people = three(bench)?;
    let trusting = bench.diary_changed("SCHOOL_DIARY_TRUSTED", |policy, _| policy.demand_confirmed())?;
    let mut browser = comes_to(bench, &trusting, &KIRA, &people.kira)?;
    shows(bench, &browser, "MR 4.1.1.1, Б.7", "упрощённая, а для входа в дневник нужна подтверждённая")?;
    is_out_of(bench, &trusting, &mut browser, "MR 4.1.1.1, Б.7")?;
    is_let_in(bench, &trusting, &MARIA, &people.mother)?;
    is_in(bench, &KIRA, &people.kira)?;
    Ok(())
}

/// The page that a misconfigured diary shows a citizen, and what its administrator reads.
fn is_wrongly_connected(
    bench: &Bench<'_>,
    diary: &Builtin,
    clause: &'static str,
    code: &str,
) -> Result<(), Halt> {
    let citizen = bench.citizen(json!({ "level": "confirmed" }))?;
    let mut browser = bench.browser("citizen");
    diary.enter_through_portal(&mut browser)?;
    // Where the portal objects to the request itself, it asks nobody to sign in.
    if browser.page()?.shows("Мобильный телефон или почта") {
        sign_in_at_portal(&mut browser, &citizen)?;
    }
    shows_all(bench, &browser, clause, &["Дневник неверно подключён к порталу", code])?;
    is_out_of(bench, diary, &mut browser, clause)?;
    let mut desk = bench.browser(ADMINISTRATOR.who);
    bench.transcript().hide(ADMINISTRATOR.password);
    diary.enter_with_password(&mut desk, &ADMINISTRATOR)?;
    desk.follow("Пользователи школы")?;
    shows_all(bench, &desk, clause, &["Портал госуслуг отклоняет запросы дневника", code])
}

/// Plain scopes beside `permissions`: ESIA-007006, and the administrator reads it.
pub(crate) fn scope_beside(bench: &Bench<'_>) -> Result<(), Halt> {
    let edu = Policy::named(EDU_JOURNAL).and_then(|policy| policy.consent);
    let asking = |scope: &'static str| {
        let edu = edu.clone();
        move |policy: &mut Policy, portal: &mut Portal| {
            policy.consent = edu;
            portal.scope = scope.to_owned();
        }
    };
    let beside = bench.diary_changed("SCHOOL_DIARY_BESIDE", asking("openid fullname"))?;
    is_wrongly_connected(bench, &beside, "DP 4", "ESIA-007006")?;
    // With `openid` alone the portal takes the request.
    bench.transcript().control(|| {
        let alone = bench.diary_changed("SCHOOL_DIARY_ALONE", asking("openid"))?;
        let mut browser = bench.browser("citizen");
        alone.enter_through_portal(&mut browser)?;
        shows(bench, &browser, "DP 4", "Мобильный телефон или почта")
    })
}

/// A system that may ask by consents only asks by scopes: ESIA-007071, and the administrator reads it.
pub(crate) fn consents_only(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "MR Б.2.2, note 59";
    let diary = bench.builtin()?;
    bench.transcript().control(|| {
        let mut browser = bench.browser("citizen");
        diary.enter_through_portal(&mut browser)?;
        shows(bench, &browser, clause, "Мобильный телефон или почта")
    })?;
    let mnemonic = diary.mnemonic().to_owned();
    let mut registration = bench.idp().client(&mnemonic)?;
    registration["personal_scopes"] = json!("consents-only");
    bench.idp().put_client(&mnemonic, registration)?;
    is_wrongly_connected(bench, diary, clause, "ESIA-007071")?;
    // The old login does not hang on the portal.
    let mut desk = bench.browser(ADMINISTRATOR.who);
    diary.enter_with_password(&mut desk, &ADMINISTRATOR)?;
    is_in_as(bench, &mut desk, clause, ADMINISTRATOR.id)
}

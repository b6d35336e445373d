//! Owns the route: what to do by hand under a policy, step by step, and what is to be seen.

use jiff::civil::Date;
use jiff::tz::Offset;

use crate::diary::Policy;
use crate::diary::level::Level;
use crate::diary::policy::{Matching, PasswordAccess, Phase};
use crate::diary::practice::Step;
use crate::lang::{Lang, Said};
use crate::play::cast::{Cast, Player};

/// Where everything is, and in which words it is told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'p> {
    pub(crate) lang: Lang,
    /// The portal's address.
    pub(crate) portal: &'p str,
    /// Where the days of the policy begin.
    pub(crate) offset: Offset,
}

impl Place<'_> {
    fn step(&self, title: Said, text: String, link: Said, address: String) -> Step {
        let [title, link] = [title, link].map(|said| said.in_(self.lang).to_owned());
        Step { title, text, address, link }
    }

    fn at_the_diary(&self, title: Said, text: String) -> Step {
        let link = Said { en: "Open the diary", ru: "Открыть дневник" };
        self.step(title, text, link, "/".to_owned())
    }

    fn say(&self, en: String, ru: String) -> String {
        match self.lang {
            Lang::En => en,
            Lang::Ru => ru,
        }
    }
}

/// The steps, in their order.
///
/// `snils` is the number of the first parent's portal account, which the school may not know yet.
pub(crate) fn steps(policy: &Policy, cast: &Cast, snils: &str, place: &Place<'_>) -> Vec<Step> {
    let mut parents = cast.of_role("parent");
    let Some(parent) = parents.next() else { return Vec::new() };
    let mut all = Vec::new();
    all.extend(with_password(policy, parent, place));
    all.extend(prepared(policy, cast, parent, snils, place));
    let child =
        policy.consent.as_ref().and_then(|_| cast.pupils.iter().find(|one| parent.sees.contains(&one.id)));
    all.extend(child.map(|child| before_the_consent(child, place)));
    all.push(through_the_portal(policy, parent, place));
    all.extend(child.map(|child| after_the_consent(child, place)));
    all.extend(parents.next().map(|other| unprepared(policy, other, place)));
    for phase in policy.phases.iter().skip(1) {
        all.extend(later(phase, parent, place));
    }
    all.extend(too_low(policy, place));
    all.extend(behind_the_scenes(place));
    all
}

/// The old way in, where it is open at the beginning.
fn with_password(policy: &Policy, parent: &Player, place: &Place<'_>) -> Option<Step> {
    let is_open = policy.phases[0].rules.iter().any(|rule| rule.password == PasswordAccess::Open);
    let (login, password) = (parent.login.as_deref()?, parent.password.as_deref()?);
    let name = parent.name();
    is_open.then(|| {
        let title = Said { en: "Sign in as before", ru: "Войдите, как раньше" };
        let text = place.say(
            format!("Sign in with the diary's own login {login} and password {password} ({name}). Read the notice of the letter, look at the marks."),
            format!("Войдите по логину дневника {login} и паролю {password} ({name}). Прочитайте объявление из письма, посмотрите оценки."),
        );
        place.at_the_diary(title, text)
    })
}

/// What has to be done before the portal lets the parent in.
fn prepared(policy: &Policy, cast: &Cast, parent: &Player, snils: &str, place: &Place<'_>) -> Option<Step> {
    let name = parent.name();
    if policy.matching == Matching::BoundAccount {
        let title = Said {
            en: "Bind the portal account", ru: "Привяжите учётную запись портала"
        };
        let text = place.say(
            format!("In the cabinet press «Привязать учетную запись портала госуслуг», choose {name} in the portal's list and allow the access."),
            format!("В кабинете нажмите «Привязать учетную запись портала госуслуг», выберите в списке портала: {name}, и разрешите доступ."),
        );
        return Some(place.at_the_diary(title, text));
    }
    let admin = cast.of_role("administrator").next()?;
    let (login, password) = (admin.login.as_deref()?, admin.password.as_deref()?);
    if parent.snils.is_some() {
        return None;
    }
    let title = Said { en: "The school enters the SNILS", ru: "Школа вносит СНИЛС" };
    let mut text = place.say(
        format!("Leave the diary, sign in as the administrator ({login}, {password}), open «Пользователи школы», then {name}. Enter the SNILS {snils} and press «Сохранить»."),
        format!("Выйдите, войдите администратором ({login}, {password}), откройте «Пользователи школы», затем: {name}. Внесите СНИЛС {snils} и нажмите «Сохранить»."),
    );
    if matches!(policy.matching, Matching::NameAndSnils { activated_only: true, .. }) {
        text += &place.say(
            " Then press «Выдать код активации», leave, choose «Активировать доступ» on the front page, enter the code and activate the profile.".to_owned(),
            " Затем нажмите «Выдать код активации», выйдите, на странице входа выберите «Активировать доступ», введите код и активируйте профиль.".to_owned(),
        );
    }
    Some(place.at_the_diary(title, text))
}

fn through_the_portal(policy: &Policy, parent: &Player, place: &Place<'_>) -> Step {
    let name = parent.name();
    let title = Said { en: "Sign in through the portal", ru: "Войдите через портал" };
    let mut text = place.say(
        format!("Leave («Выйти»), press «через Госуслуги», choose {name} in the portal's list and allow the access. You are in without the diary's password."),
        format!("Выйдите («Выйти»), нажмите «через Госуслуги», выберите в списке портала: {name}, и разрешите доступ. Вы вошли без пароля дневника."),
    );
    if policy.consent.is_some() {
        text += &place.say(
            " The page of the portal asks for a consent and names the children: tick them.".to_owned(),
            " Портал спросит согласие и назовёт детей: отметьте их.".to_owned(),
        );
    }
    place.at_the_diary(title, text)
}

/// A pupil whose parent has allowed nothing yet.
fn before_the_consent(child: &Player, place: &Place<'_>) -> Step {
    let name = child.name();
    let title = Said {
        en: "A pupil without the parent's consent", ru: "Ученик без согласия родителя"
    };
    let text = place.say(
        format!("Press «через Госуслуги», choose {name} in the portal's list: the diary refuses and says who has to allow what. Leave the portal."),
        format!("Нажмите «через Госуслуги», выберите в списке портала: {name}. Дневник откажет и скажет, чьё согласие нужно. Выйдите с портала."),
    );
    place.at_the_diary(title, text)
}

/// The same pupil once the parent has.
fn after_the_consent(child: &Player, place: &Place<'_>) -> Step {
    let name = child.name();
    let title = Said { en: "The pupil with the consent", ru: "Ученик с согласием" };
    let text = place.say(
        format!("Leave the diary and the portal, then sign in as {name} once more: the parent's consent lets the pupil in."),
        format!("Выйдите из дневника и с портала и войдите снова: {name}. Согласие родителя впускает ученика."),
    );
    place.at_the_diary(title, text)
}

fn unprepared(policy: &Policy, other: &Player, place: &Place<'_>) -> Step {
    let name = other.name();
    let title = Said { en: "Sign in as somebody else", ru: "Войдите другим человеком" };
    let is_known = other.snils.is_some() && policy.matching != Matching::BoundAccount;
    let (seen, seen_in_russian) = if is_known {
        (
            "The diary shows this person's own children, and nobody else's.",
            "Дневник покажет его детей и ничьих больше.",
        )
    } else {
        (
            "Nothing was prepared for this account: the diary refuses, says why and what to do.",
            "Для этой учётной записи ничего не подготовлено: дневник откажет, объяснит почему и что делать.",
        )
    };
    let text = place.say(
        format!("Leave the diary and the portal, press «через Госуслуги», choose {name}. {seen}"),
        format!(
            "Выйдите из дневника и с портала, нажмите «через Госуслуги», выберите: {name}. {seen_in_russian}"
        ),
    );
    place.at_the_diary(title, text)
}

/// The day of a later phase, and what is different then.
fn later(phase: &Phase, parent: &Player, place: &Place<'_>) -> Vec<Step> {
    let Some(day) = phase.from else { return Vec::new() };
    let moment = morning(day, place.offset);
    let link = Said { en: "Open the clock", ru: "Открыть часы" };
    let address = format!("{}/console/clock?now={}#set-clock", place.portal, moment.replace('+', "%2B"));
    let text = place.say(
        format!("Press «Set»: it is {moment}. The diary's clock follows by itself."),
        format!("Нажмите «Поставить»: наступит {moment}. Часы дневника переведутся сами."),
    );
    let title = Said { en: "Move both clocks", ru: "Переведите часы" };
    let mut all = vec![place.step(title, text, link, address)];
    if let (Some(login), Some(password)) = (&parent.login, &parent.password) {
        let opens = phase.rules.last().map_or(PasswordAccess::Closed, |rule| rule.password);
        let (seen, seen_in_russian) = match opens {
            PasswordAccess::Open => ("It still works.", "Он ещё действует."),
            PasswordAccess::MarksHidden => {
                ("It opens the cabinet, without the marks.", "Он открывает кабинет, но без оценок.")
            }
            PasswordAccess::Closed => (
                "It opens nothing: read the refusal, then go through the portal.",
                "Он не открывает ничего: прочитайте отказ, затем войдите через портал.",
            ),
        };
        let title = Said { en: "Try the password again", ru: "Снова попробуйте пароль" };
        let text = place.say(
            format!("Leave, then sign in with {login} and {password}. {seen}"),
            format!("Выйдите и войдите по логину {login} и паролю {password}. {seen_in_russian}"),
        );
        all.push(place.at_the_diary(title, text));
    }
    all
}

/// An account that the letter does not accept.
fn too_low(policy: &Policy, place: &Place<'_>) -> Option<Step> {
    let last = policy.phases.last()?.rules.last()?;
    (last.portal > Level::Simplified).then(|| {
        let title = Said { en: "Meet an account that is too low", ru: "Встретьте недостаточную учётную запись" };
        let text = place.say(
            "On the page of people make somebody with a simplified account, then sign in to the diary as this person: it says which account is needed.".to_owned(),
            "На странице людей сделайте кого-нибудь с упрощённой учётной записью и войдите им в дневник: он скажет, какая запись нужна.".to_owned(),
        );
        let link = Said { en: "Open the people", ru: "Открыть людей" };
        place.step(title, text, link, format!("{}/console/people", place.portal))
    })
}

/// What a tester looks at afterwards.
fn behind_the_scenes(place: &Place<'_>) -> Vec<Step> {
    let page = |path: &str| format!("{}/console/{path}", place.portal);
    vec![
        place.step(
            Said { en: "Make the portal lie", ru: "Заставьте портал солгать" },
            place.say(
                "Switch on a fault, for instance a token of somebody else's key, sign in to the diary and read its refusal. Switch the fault off again.".to_owned(),
                "Включите сбой, например маркер с чужой подписью, войдите в дневник и прочитайте отказ. Затем выключите сбой.".to_owned(),
            ),
            Said { en: "Open the faults", ru: "Открыть сбои" },
            page("faults"),
        ),
        place.step(
            Said { en: "See every check", ru: "Посмотрите на проверки" },
            place.say(
                "The self-test signs in to the training diary and shows the request, the code, the tokens and each check.".to_owned(),
                "Самопроверка входит в учебный дневник и показывает запрос, код, маркеры и каждую проверку.".to_owned(),
            ),
            Said { en: "Open the self-test", ru: "Открыть самопроверку" },
            page("self-test"),
        ),
        place.step(
            Said { en: "Read the journal", ru: "Прочитайте журнал" },
            place.say(
                "Every request of this hour is there: what came, what was answered, and why.".to_owned(),
                "Там каждый запрос этого часа: что пришло, что отвечено и почему.".to_owned(),
            ),
            Said { en: "Open the journal", ru: "Открыть журнал" },
            page("journal"),
        ),
    ]
}

/// Nine o'clock of a day, in RFC 3339.
pub(crate) fn morning(day: Date, offset: Offset) -> String {
    let hours = offset.seconds() / 3600;
    format!("{day}T09:00:00{hours:+03}:00")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::School;

    fn route(policy: &str, lang: Lang) -> Vec<Step> {
        let policy = Policy::named(policy).unwrap();
        let cast = Cast::read(School::text_under(&policy).1).unwrap();
        let place = Place { lang, portal: "http://p", offset: Offset::constant(3) };
        steps(&policy, &cast, "901-000-022 94", &place)
    }

    #[test]
    fn every_letter_has_a_route_in_both_languages() {
        for policy in Policy::names() {
            let [russian, english] = [Lang::Ru, Lang::En].map(|lang| route(policy, lang));
            assert_eq!(russian.len(), english.len());
            assert!((7..=12).contains(&russian.len()), "{policy}: {}", russian.len());
            assert!(russian.iter().zip(&english).all(|(a, b)| a.text != b.text && a.address == b.address));
        }
    }

    #[test]
    fn the_route_follows_what_the_letter_demands() {
        let texts = |policy: &str| route(policy, Lang::Ru).iter().map(|s| s.text.clone()).collect::<String>();
        assert!(texts("bratsk-2018").contains("наступит 2018-12-01T09:00:00+03:00"));
        assert!(texts("bratsk-2018").contains("Привязать учетную запись портала госуслуг"));
        assert!(texts("national-2024").contains("Внесите СНИЛС 901-000-022 94"));
        assert!(texts("voronezh-itek-2017").contains("Выдать код активации"));
        assert!(texts("yaroslavl-2018").contains("без оценок"));
        assert!(texts("region-2024-edu-journal").contains("отметьте их"));
        assert!(!texts("region-2024-edu-journal").contains("Внесите СНИЛС"));
    }
}

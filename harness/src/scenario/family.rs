//! Owns the people of the school whose diary asks by consents, and the steps that its scenarios share.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::scenario::school::enter_through_portal;
use crate::scenario::steps::sign_in_at_portal;

/// How often the list of messages is looked at: a delivery takes milliseconds.
const LOOKS_MAX: usize = 20_000;

/// Somebody of `fixtures/schools/edu-journal.toml`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resident {
    pub(crate) id: &'static str,
    pub(crate) who: &'static str,
    /// Surname, name and patronymic; an empty text is none.
    pub(crate) name: [&'static str; 3],
    pub(crate) gender: &'static str,
    /// `dd.MM.yyyy`.
    pub(crate) born: &'static str,
    pub(crate) snils: &'static str,
    /// Words on the page of a pupil's marks.
    pub(crate) marks: &'static str,
}

pub(crate) const KIRA: Resident = Resident {
    id: "orlova-kira",
    who: "pupil of ten",
    name: ["Орлова", "Кира", "Андреевна"],
    gender: "F",
    born: "08.04.2014",
    snils: "901-900-201 48",
    marks: "Стихи наизусть",
};

pub(crate) const EMMA: Resident = Resident {
    id: "orlova-krylova-emma",
    who: "pupil of seven",
    name: ["Крылова Орлова", "Эмма", ""],
    gender: "F",
    born: "14.10.2016",
    snils: "901-900-202 49",
    marks: "Гербарий",
};

pub(crate) const MAKSIM: Resident = Resident {
    id: "orlov-maksim",
    who: "pupil of fifteen",
    name: ["Орлов", "Максим", "Андреевич"],
    gender: "M",
    born: "20.05.2009",
    snils: "901-900-203 50",
    marks: "Задача о маятнике",
};

pub(crate) const VERA: Resident = Resident {
    id: "belova-vera",
    who: "pupil of seventeen",
    name: ["Белова", "Вера", "Олеговна"],
    gender: "F",
    born: "04.09.2006",
    snils: "901-900-204 51",
    marks: "Сочинение о лете",
};

pub(crate) const MARIA: Resident = Resident {
    id: "orlova-maria",
    who: "mother",
    name: ["Орлова", "Мария", "Сергеевна"],
    gender: "F",
    born: "11.02.1986",
    snils: "901-900-205 52",
    marks: "",
};

pub(crate) const ANDREY: Resident = Resident {
    id: "orlov-andrey",
    who: "father",
    name: ["Орлов", "Андрей", "Павлович"],
    gender: "M",
    born: "30.06.1984",
    snils: "901-900-206 53",
    marks: "",
};

pub(crate) const INNA: Resident = Resident {
    id: "belova-inna",
    who: "mother of the eldest",
    name: ["Белова", "Инна", "Викторовна"],
    gender: "F",
    born: "17.07.1980",
    snils: "901-900-207 54",
    marks: "",
};

pub(crate) const NINA: Resident = Resident {
    id: "sokolova-nina",
    who: "teacher",
    name: ["Соколова", "Нина", "Петровна"],
    gender: "F",
    born: "02.12.1990",
    snils: "901-900-208 55",
    marks: "",
};

pub(crate) const RITA: Resident = Resident {
    id: "zimina-rita",
    who: "administrator",
    name: ["Зимина", "Рита", "Львовна"],
    gender: "F",
    born: "23.03.1979",
    snils: "901-900-209 56",
    marks: "",
};

impl Resident {
    /// What to ask of the control API for this person, with more beside it.
    pub(crate) fn wanted(&self, more: Value) -> Value {
        let [last_name, first_name, middle_name] = self.name;
        let mut wanted = json!({
            "last_name": last_name, "first_name": first_name, "middle_name": middle_name,
            "gender": self.gender, "birth_date": self.born, "snils": self.snils,
        });
        if let (Some(all), Value::Object(more)) = (wanted.as_object_mut(), more) {
            all.extend(more);
        }
        wanted
    }

    /// The name as pages have it.
    pub(crate) fn full_name(&self) -> String {
        self.name.join(" ").trim_end().to_owned()
    }
}

/// An adult with an account of that level.
pub(crate) fn adult(bench: &Bench<'_>, who: &Resident, level: &str) -> Result<Person, Halt> {
    bench.citizen(who.wanted(json!({ "level": level })))
}

/// A pupil of fourteen or more with an account of their own, on the cards of these parents.
pub(crate) fn teenager(
    bench: &Bench<'_>,
    who: &Resident,
    level: &str,
    parents: &[&Person],
) -> Result<Person, Halt> {
    let parents: Vec<String> = parents.iter().map(|parent| parent.oid.to_string()).collect();
    bench.citizen(who.wanted(json!({ "level": level, "parents": parents })))
}

/// A child with an account that a parent made.
pub(crate) fn child(bench: &Bench<'_>, parent: &Person, who: &Resident) -> Result<Person, Halt> {
    bench.child(parent, who.wanted(json!({})))
}

/// A card of a child alone, in a state; gives its number.
pub(crate) fn card(bench: &Bench<'_>, parent: &Person, who: &Resident, more: Value) -> Result<u64, Halt> {
    bench.transcript().hide(who.snils);
    bench.transcript().did(who.who, "is on a card of the parent, without an account")?;
    let mut wanted = who.wanted(json!({ "account": false }));
    if let (Some(all), Value::Object(more)) = (wanted.as_object_mut(), more) {
        all.extend(more);
    }
    let made = bench.idp().post(&format!("/people/{}/children", parent.oid), wanted)?;
    made["id"].as_u64().ok_or_else(|| Halt::Broken(format!("the portal made no card: {made}")))
}

/// Has something done to the only card of a parent's with that child.
pub(crate) fn on_card(
    bench: &Bench<'_>,
    parent: &Person,
    who: &Resident,
    command: Value,
) -> Result<(), Halt> {
    let cards = bench.idp().get(&format!("/people/{}/children", parent.oid))?;
    let all = cards["children"].as_array().into_iter().flatten();
    let card = all.filter(|card| card["snils"] == who.snils).find_map(|card| card["id"].as_u64());
    let card = card.ok_or_else(|| Halt::Broken(format!("{} has no card", who.id)))?;
    bench.idp().post(&format!("/people/{}/children/{card}/commands", parent.oid), command)?;
    Ok(())
}

/// Signs in to the diary through the portal in a new browser, and allows whatever is asked.
pub(crate) fn comes(bench: &Bench<'_>, who: &Resident, person: &Person) -> Result<Browser, Halt> {
    let mut browser = bench.browser(who.who);
    enter_through_portal(bench, &mut browser, person)?;
    Ok(browser)
}

/// The same up to the page of the portal that comes after the sign-in there.
pub(crate) fn begins(bench: &Bench<'_>, who: &Resident, person: &Person) -> Result<Browser, Halt> {
    let mut browser = bench.browser(who.who);
    bench.party().enter_through_portal(&mut browser)?;
    sign_in_at_portal(&mut browser, person)?;
    Ok(browser)
}

/// The words of a child's tick on the page of the consent.
pub(crate) fn tick(who: &Resident) -> String {
    format!("О ребенке: {}", who.full_name())
}

/// A parent opens «Семья и дети» on the portal and gives or withdraws a consent for a child there.
pub(crate) fn in_family_section(
    bench: &Bench<'_>,
    parent: (&Resident, &Person),
    step: &str,
    child: &Resident,
) -> Result<(), Halt> {
    let (who, person) = parent;
    let mut section = bench.browser(who.who);
    section.open(&bench.idp().url("/profile/family"))?;
    sign_in_at_portal(&mut section, person)?;
    section.open(&bench.idp().url("/profile/family"))?;
    section.follow(&format!("{step}: {}", child.full_name()))?;
    section.press(step)?;
    messages_arrive(bench)
}

/// The words of giving and withdrawing in «Семья и дети».
pub(crate) const GIVE: &str = "Дать согласие";
pub(crate) const WITHDRAW: &str = "Отозвать согласие";

/// Takes back a consent of a person: the own one, or those for children.
pub(crate) fn withdraws_own(bench: &Bench<'_>, person: &Person) -> Result<(), Halt> {
    let given = consents(bench, person)?;
    for one in given.iter().filter(|one| one["kid"].is_null() && one["acting"] == true) {
        bench.idp().remove(&format!("/people/{}/agreements/{}", person.oid, one["id"]))?;
    }
    bench.transcript().did("the portal", "takes back the person's own consent")?;
    messages_arrive(bench)
}

/// The consents of a person, as the portal's tester sees them.
pub(crate) fn consents(bench: &Bench<'_>, person: &Person) -> Result<Vec<Value>, Halt> {
    let told = bench.idp().get(&format!("/people/{}/agreements", person.oid))?;
    Ok(told["agreements"].as_array().cloned().unwrap_or_default())
}

/// The number of the acting consent of a parent for a child.
pub(crate) fn number_for(bench: &Bench<'_>, parent: &Person) -> Result<u64, Halt> {
    let given = consents(bench, parent)?;
    let found = given.iter().find(|one| one["kid"].is_u64() && one["acting"] == true);
    found.and_then(|one| one["id"].as_u64()).ok_or_else(|| Halt::Broken("no consent acts".to_owned()))
}

/// Waits until the portal has sent its messages, and the diary has read them.
pub(crate) fn messages_arrive(bench: &Bench<'_>) -> Result<(), Halt> {
    for _ in 0..LOOKS_MAX {
        bench.transcript().go_on()?;
        let told = bench.idp().get("/pushes")?;
        let waits = told["pushes"].as_array().into_iter().flatten().any(|push| push["state"] == "waiting");
        if !waits {
            return bench.builtin()?.reads_messages();
        }
        std::thread::yield_now();
    }
    Err(Halt::Broken("the portal keeps messages and does not send them".to_owned()))
}

/// Where the portal's messages to the diary go.
pub(crate) fn address_of_messages(bench: &Bench<'_>) -> Result<String, Halt> {
    Ok(bench.builtin()?.url("/esia/pushes"))
}

/// A message to the diary, from whoever sends one; gives the status of the answer.
pub(crate) fn post_message(bench: &Bench<'_>, body: &Value) -> Result<u16, Halt> {
    let status = bench.posts(&address_of_messages(bench)?, body.to_string())?;
    bench.builtin()?.reads_messages()?;
    Ok(status)
}

/// A message as the portal writes it (DP 4.3).
pub(crate) fn message(operation: &str, person: &Person, consent: u64) -> Value {
    json!({
        "eventType": "permissionsEvent", "opType": format!("PermissionOperationEnum.{operation}Permission"),
        "oid": person.oid.to_string(), "sessionId": "00000000-0000-4000-8000-000000000000", "issPrmId": consent,
    })
}

/// What a parent's cabinet says of a child: `open`, or why not.
pub(crate) fn state_of(browser: &Browser, who: &Resident) -> Result<String, Halt> {
    of_child(browser, who, "data-state")
}

/// What a parent's cabinet advises to do for a child's account.
pub(crate) fn step_for(browser: &Browser, who: &Resident) -> Result<String, Halt> {
    of_child(browser, who, "data-step")
}

fn of_child(browser: &Browser, who: &Resident, attribute: &str) -> Result<String, Halt> {
    let selector = format!("[data-child=\"{}\"]", who.full_name());
    Ok(browser.page()?.attribute(&selector, attribute).unwrap_or_else(|| "none".to_owned()))
}

/// States a condition on what a parent's cabinet says of a child.
pub(crate) fn is_shown_as(
    bench: &Bench<'_>,
    browser: &Browser,
    clause: &'static str,
    who: &Resident,
    expected: &str,
) -> Result<(), Halt> {
    let seen = state_of(browser, who)?;
    let must = format!("the cabinet of {} shows {} as", browser.who(), who.who);
    bench.transcript().check(clause, &must, expected, &seen, seen == expected);
    Ok(())
}

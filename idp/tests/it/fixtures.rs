//! Owns what the fixtures promise: the binary holds the folder, the published people are who the manual says.

use serde_json::{Value, json};

use idp::app::realms::fixtures::{FixtureTexts, Fixtures};
use idp::boot::{self, Options};
use idp::builtin;
use idp::domain::settings::Settings;

use crate::actors::{Folder, Tester};
use crate::source::root;

#[test]
fn the_binary_holds_what_the_folder_holds() {
    let folder = builtin::from_folder(&root().join("fixtures")).ok().unwrap();
    let built_in = builtin::texts();
    let texts =
        |files: &[(String, String)]| -> Vec<String> { files.iter().map(|(_, text)| text.clone()).collect() };
    assert_eq!(texts(&built_in.people), texts(&folder.people), "idp/src/builtin.rs names fixtures/people");
    assert_eq!(texts(&built_in.clients), texts(&folder.clients), "idp/src/builtin.rs names fixtures/clients");
    assert_eq!(built_in.centres.1, folder.centres.1);
    assert_eq!(built_in.consents.1, folder.consents.1);
    assert_eq!(built_in.keys.len(), folder.keys.len(), "idp/src/builtin.rs names fixtures/keys");
}

fn of_snils(tester: &Tester, snils: &str) -> Value {
    let found = tester.call(&format!("GET /people?snils={}", snils.replace(' ', "%20")), &[], Value::Null);
    let people = found.expect(200)["people"].clone();
    assert_eq!(people.as_array().unwrap().len(), 1, "{snils}: {people}");
    people[0].clone()
}

#[test]
fn the_published_people_have_their_levels_and_names() {
    let tester = Tester::start();
    for number in [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 31] {
        let person = of_snils(&tester, &format!("000-000-600 {number:02}"));
        let level = if number == 1 { "standard" } else { "confirmed" };
        assert_eq!(person["level"], level, "{number}");
        assert_eq!(person["last_name"], format!("Фамилия{number:03}"));
        assert_eq!(person["email"], format!("EsiaTest{number:03}@yandex.ru"));
        assert_eq!(person["middle_name"].is_null(), number == 3, "the foreigner has no patronymic");
    }
    assert_eq!(of_snils(&tester, "000-000-600 03")["passport"]["type"], "FID_DOC");
}

#[test]
fn the_family_has_the_ages_it_was_made_for() {
    let tester = Tester::start();
    for (snils, birth_date) in [("000-000-601 13", "15.03.2009"), ("000-000-601 14", "20.05.2011")] {
        assert_eq!(of_snils(&tester, snils)["birth_date"], json!(birth_date));
    }
}

#[test]
fn the_published_people_have_the_organisations_the_manual_gives_them() {
    let tester = Tester::start();
    let of = |number: u32| {
        let person = of_snils(&tester, &format!("000-000-600 {number:02}"));
        let found = tester.get(&format!("/organisations?member={}", person["oid"]), &[]);
        let all = found["organisations"].as_array().unwrap().clone();
        let member = |one: &Value| {
            let own = one["members"].as_array().unwrap().iter().find(|each| each["person"] == person["oid"]);
            own.unwrap()["chief"] == json!(true)
        };
        all.iter().map(|one| (one["kind"].clone(), one["ogrn"].clone(), member(one))).collect::<Vec<_>>()
    };
    let company = |chief| vec![(json!("legal"), json!("1234567890123"), chief)];
    let body = |chief| vec![(json!("state-body"), json!("2000000000002"), chief)];
    for number in [1, 2, 3, 15] {
        assert!(of(number).is_empty(), "{number}");
    }
    for number in [4, 7, 8, 9] {
        assert_eq!(of(number), company(number == 4), "{number}");
    }
    for number in [10, 11, 12, 31] {
        assert_eq!(of(number), body(number == 10), "{number}");
    }
    for number in [5, 13, 14] {
        let own = of(number);
        assert_eq!((own.len(), &own[0].0, own[0].2), (1, &json!("sole-proprietor"), true), "{number}");
    }
}

#[test]
fn a_file_may_ask_for_several_people_of_a_kind() {
    let parsed = |text: &str| {
        let people = vec![("more.toml".to_owned(), text.to_owned())];
        Fixtures::parse(&FixtureTexts { people, ..builtin::texts() }, Settings::default())
    };
    let fixtures = parsed("[[person]]\nlevel = \"standard\"\ncount = 3\n").ok().unwrap();
    assert_eq!(fixtures.people.iter().map(|person| person.count).collect::<Vec<_>>(), [3]);
    let fault = parsed("[[person]]\n[[person]]\ncount = 0\n").err().unwrap();
    assert_eq!(fault.to_string(), "more.toml: line 3, person 2: count: expected 1 to 100000");
}

/// The built-in fixtures with other people or clients or centres.
fn fault_of(people: &str, clients: &str, centres: Option<&str>) -> String {
    let own = builtin::texts();
    let mut texts = FixtureTexts { people: vec![("p.toml".to_owned(), people.to_owned())], ..own };
    if !clients.is_empty() {
        texts.clients = vec![("c.toml".to_owned(), clients.to_owned())];
    }
    if let Some(centres) = centres {
        texts.centres = ("centres.toml".to_owned(), centres.to_owned());
    }
    Fixtures::parse(&texts, Settings::default()).err().map(|fault| fault.to_string()).unwrap_or_default()
}

#[test]
fn what_stands_twice_is_named_with_both_places() {
    let twice = |field: &str| {
        format!("[[person]]\n{field}\n\n# Another.\n[[person]]\nlevel = \"standard\"\n{field}\n")
    };
    for (name, value) in [
        ("snils", "snils = \"000-000-600 77\""),
        ("mobile", "mobile = \"+7(000)1234567\""),
        ("email", "email = \"a@example.test\""),
    ] {
        let wanted = format!("p.toml: line 7, person 2: {name}: person 1 has the same value: p.toml, line 2");
        assert_eq!(fault_of(&twice(value), "", None), wanted);
    }
    let client = "[[client]]\nmnemonic = \"A\"\nname = \"A\"\nredirect_hosts = []\nscopes = []\ncertificates = []\n\
        token_algorithm = \"RS256\"\nsignature_check = \"strict\"\n";
    let told = fault_of("", &client.repeat(2), None);
    assert!(told.starts_with("c.toml: line 10, client 2: mnemonic: client 1 has the same"), "{told}");
    let centre = builtin::texts().centres.1;
    let first = centre.find("[[centre]]").unwrap();
    let rest = centre.get(first + 1..).unwrap();
    let first = format!("[{}\n", rest.split("[[centre]]").next().unwrap());
    let told = fault_of("", "", Some(&first.repeat(2)));
    assert!(told.contains("centre 2: id: centre 1 has the same value: centres.toml"), "{told}");
    let organisation = "[[organisation]]\nogrn = \"1234567890123\"\n".repeat(2);
    let told = fault_of(&organisation, "", None);
    assert!(told.starts_with("p.toml: line 4, organisation 2: ogrn: organisation 1 has"), "{told}");
}

/// A copy of the repository's fixtures in a folder of its own.
fn copied(to: &std::path::Path) {
    for folder in ["people", "clients", "keys"] {
        std::fs::create_dir_all(to.join(folder)).unwrap();
        for file in std::fs::read_dir(root().join("fixtures").join(folder)).unwrap().flatten() {
            if file.path().is_file() {
                std::fs::copy(file.path(), to.join(folder).join(file.file_name())).unwrap();
            }
        }
    }
    std::fs::copy(root().join("fixtures/centres.toml"), to.join("centres.toml")).unwrap();
}

/// Why a provider does not start with the fixtures after a change; nothing when it does.
fn started_with(change: impl FnOnce(&std::path::Path)) -> String {
    let folder = Folder::new("fixtures");
    let at = folder.path("copy");
    copied(&at);
    change(&at);
    let options = Options { fixtures: Some(at), ..Options::for_tests() };
    boot::realms(&options).err().map(|why| why.to_string()).unwrap_or_default()
}

#[test]
fn a_key_that_cannot_sign_what_is_published_is_named_at_the_start() {
    assert_eq!(started_with(|_| {}), "");
    let (key, certificate) = ("keys/esia-gost256.key.pem", "keys/esia-gost256.cert.pem");
    let other = started_with(|at| {
        std::fs::copy(at.join("keys/esia-gost256b.key.pem"), at.join(key)).unwrap();
    });
    assert!(other.contains(key) && other.contains("the certificate is of another key"), "{other}");
    let other = started_with(|at| {
        std::fs::copy(at.join("keys/esia-rsa2.cert.pem"), at.join("keys/esia-rsa.cert.pem")).unwrap();
    });
    assert!(other.contains("esia-rsa.key.pem") && other.contains("another key"), "{other}");
    let alone = started_with(|at| std::fs::remove_file(at.join(certificate)).unwrap());
    assert!(alone.contains(key) && alone.contains("esia-gost256.cert.pem"), "{alone}");
    let alone = started_with(|at| std::fs::remove_file(at.join(key)).unwrap());
    assert!(alone.contains(certificate) && alone.contains("has no esia-gost256.key.pem"), "{alone}");
    let spoilt = started_with(|at| std::fs::write(at.join(key), "no key").unwrap());
    assert!(spoilt.contains(key), "{spoilt}");
    let none = started_with(|at| {
        std::fs::remove_dir_all(at.join("keys")).unwrap();
        std::fs::create_dir(at.join("keys")).unwrap();
    });
    assert!(none.contains("keys hold no key NAME.key.pem"), "{none}");
    let no_rsa = started_with(|at| {
        for name in ["esia-rsa.key.pem", "esia-rsa.cert.pem", "esia-rsa2.key.pem", "esia-rsa2.cert.pem"] {
            std::fs::remove_file(at.join("keys").join(name)).unwrap();
        }
    });
    assert!(
        no_rsa.contains("client 1: token_algorithm: expected an algorithm that this provider has"),
        "{no_rsa}"
    );
}

#[test]
fn the_built_in_keys_belong_to_their_certificates() {
    let texts = builtin::texts().keys;
    let ring = idp::crypto::keyring::Keyring::read(&texts).ok().unwrap();
    ring.check(&texts).unwrap();
}

#[test]
fn somebody_who_is_not_born_yet_is_named_with_file_and_line() {
    let told = started_with(|at| {
        let person = "[[person]]\nlevel = \"standard\"\nbirth_date = \"01.01.2150\"\n";
        std::fs::write(at.join("people/zukunft.toml"), person).unwrap();
    });
    assert!(told.contains("zukunft.toml: line 3, person 1: birth_date: "), "{told}");
}

#[test]
fn a_registry_of_consents_that_makes_no_sense_is_named_with_its_place() {
    let fault_of = |consents: &str| {
        let consents = ("consents.toml".to_owned(), consents.to_owned());
        let texts = FixtureTexts { consents, ..builtin::texts() };
        Fixtures::parse(&texts, Settings::default()).err().map(|fault| fault.to_string()).unwrap_or_default()
    };
    let kind = |more: &str| {
        format!(
            "[[kind]]\nsysname = \"A\"\nname = \"А\"\nminutes_max = 10\n{more}\n\n[[purpose]]\nsysname = \"P\"\nname = \"П\"\n"
        )
    };
    assert_eq!(fault_of(&kind("purposes = [\"P\"]")), "");
    for (text, wanted) in [
        (kind("purposes = [\"Q\"]"), "line 5, kind 1: purposes[0]: expected a purpose of this file"),
        (
            kind("scopes = [{ sysname = \"moon\" }]"),
            "line 5, kind 1: scopes[0]: expected a scope of docs/SCOPES.md",
        ),
        (kind("age_min = 200"), "line 5, kind 1: age_min: expected at most 100 years"),
        (kind("").replace("10", "0"), "line 4, kind 1: minutes_max: expected 1 or more minutes"),
        (kind("also = [\"A\"]"), "kind 1: sysname: kind 1 has the same value"),
        (kind("").replace("\"A\"", "\"A B\""), "line 2, kind 1: sysname: expected letters, digits and _"),
        (kind("colour = 1"), "unknown field `colour`"),
    ] {
        let fault = fault_of(&text);
        assert!(fault.starts_with("consents.toml: ") && fault.contains(wanted), "{text}: {fault}");
    }
    let client = "[[client]]\nmnemonic = \"C\"\nname = \"C\"\nredirect_hosts = [\"a\"]\nscopes = [\"openid\"]\ncertificates = []\ntoken_algorithm = \"RS256\"\nsignature_check = \"off\"\nconsent_kinds = [{ name = \"NONE\" }]\n";
    assert!(
        self::fault_of("", client, None).contains("consent_kinds[0].name: expected a kind of consents.toml")
    );
}

/// A person with everything that a file may say beside the identity.
const WHOLE: &str = r##"
[[person]]
last_name = "Мастерова"
gender = "F"
snils = "000-000-600 77"
second_factor = "max"

[person.extras]
avatar = "#2f6f9f"
self_employed = { confirmed = true, confirmed_on = "02.09.2020" }

[[person.extras.categories]]
id = "25"
name = "Пошив одежды"
confirmed_at = "2021-01-11T09:00:00Z"

[[person.extras.biometrics]]
text = "Образец голоса"
expires_on = "01.09.2199"

[[person.extras.biometrics]]
text = "Образец лица"

[[person.documents]]
type = "MDCL_PLCY"
number = "9000000000000077"
medical_organisation = "Страховая компания «Пример»"
united_number = "9000000000000077"

[[person.vehicles]]
name = "Тележка"
number_plate = "К000КК00"
certificate = { series = "0000", number = "000077" }

[[person]]
citizenship = "KAZ"
snils = "000-000-600 78"
foreign_paper = { kind = "residence-permit", series = "82", number = "0000078" }

[[organisation]]
short_name = "ООО «С бумагами»"
ogrn = "1990000007776"
general_consent = true

[[organisation.vehicles]]
number_plate = "М000ММ00"
certificate = { series = "0000", number = "000078" }

[[organisation.documents]]
name = "srchis"
data = { averageHeadcount = 7 }

[[organisation.licences]]
number = "Л-77"
issuer = "Учебный орган лицензирования"
issuer_ogrn = "1990000000076"
issuer_inn = "9900000017"
activities = [{ name = "Перевозки", places = [{ address = "г. Примерск" }] }]

[[organisation.consents]]
mnemonic = "REG_QUESTIONNAIRE"
name = "Оформление анкеты клиента"
object = "АО «Учебный банк»"
object_ogrn = "1990000000109"
scopes = [{ sysname = "org_egr" }]
"##;

#[test]
fn a_file_says_what_people_have_beside_their_identity() {
    let tester = Tester::start();
    let files = json!({ "people/mine.toml": WHOLE });
    let own = tester.realm(json!({ "id": "beside", "fixtures": { "files": files } }));
    let oid = of_snils(&own, "000-000-600 77")["oid"].clone();
    assert_eq!(
        own.get("/people/{oid}/extras", &[&oid]),
        json!({
            "self_employed": { "confirmed": true, "confirmed_on": "02.09.2020" },
            "categories": [{ "id": "25", "name": "Пошив одежды", "confirmed_at": "2021-01-11T09:00:00Z" }],
            "biometrics": [{ "text": "Образец голоса", "expires_on": "01.09.2199" }, { "text": "Образец лица" }],
            "avatar": "#2f6f9f",
        })
    );
    let documents = own.get("/people/{oid}/documents", &[&oid])["documents"].clone();
    let policy = documents.as_array().unwrap().iter().find(|one| one["type"] == "MDCL_PLCY").unwrap();
    assert_eq!(policy["medical_organisation"], "Страховая компания «Пример»");
    assert_eq!(own.get("/people/{oid}/second-factor", &[&oid]), json!({ "kind": "max" }));
    let vehicle = own.get("/people/{oid}/vehicles", &[&oid])["vehicles"][0].clone();
    let expected = json!({ "id": vehicle["id"], "name": "Тележка", "number_plate": "К000КК00",
        "certificate": { "series": "0000", "number": "000077" } });
    assert_eq!(vehicle, expected);
    let foreigner = of_snils(&own, "000-000-600 78");
    let of = own.get("/people/{oid}/documents", &[&foreigner["oid"]])["documents"].clone();
    let id = of.as_array().unwrap().iter().find(|one| one["type"] == "FID_DOC").unwrap()["id"].clone();
    let paper = own.get("/people/{oid}/documents/{id}/paper", &[&foreigner["oid"], &id]);
    assert_eq!((&paper["known"]["series"], &paper["known"]["number"]), (&json!("82"), &json!("0000078")));
}

#[test]
fn a_file_says_what_other_bodies_tell_of_an_organisation() {
    let tester = Tester::start();
    let files = json!({ "people/mine.toml": WHOLE });
    let own = tester.realm(json!({ "id": "papers", "fixtures": { "files": files } }));
    let all = own.get("/organisations", &[])["organisations"].clone();
    let told = all.as_array().unwrap().iter().find(|one| one["ogrn"] == "1990000007776").unwrap();
    assert_eq!(told["vehicles"][0]["number_plate"], "М000ММ00", "{told}");
    assert_eq!(told["documents"][0]["data"], json!({ "averageHeadcount": 7 }), "{told}");
    assert_eq!(
        told["licences"][0]["activities"][0]["places"],
        json!([{ "address": "г. Примерск" }]),
        "{told}"
    );
    let consent = &told["consents"][0];
    assert_eq!((&consent["status"], &consent["minutes"]), (&json!("W"), &json!(262_800)), "{told}");
    assert_eq!(told["general_consent"], true);
}

#[test]
fn what_is_wrong_beside_the_identity_is_named_with_line_person_and_field() {
    let person = |more: &str| format!("[[person]]\n[[person]]\nlevel = \"confirmed\"\n{more}\n");
    for (text, wanted) in [
        (person("second_factor = \"retina\""), "line 4, person 2: second_factor: expected none, sms or max"),
        (person("extras = { avatar = \"blue\" }"), "line 4, person 2: extras.avatar: expected a colour"),
        (
            person("[[person.extras.biometrics]]\ntext = \"А\"\n[[person.extras.biometrics]]\ntext = \"\""),
            "line 7, person 2: extras.biometrics[1].text: ",
        ),
        (
            person(
                "[person.extras]\ncategories = [\n  { id = \"1\", name = \"А\", confirmed_at = \"today\" },\n]",
            ),
            "line 6, person 2: extras.categories[0].confirmed_at: ",
        ),
        (
            person("[person.extras]\nself_employed = { confirmed = true, confirmed_on = \"2020\" }"),
            "line 5, person 2: extras.self_employed.confirmed_on: expected a date",
        ),
        (
            person(
                "[[person.vehicles]]\nnumber_plate = \"7\"\ncertificate = { series = \"0000\", number = \"000001\" }",
            ),
            "line 5, person 2: vehicles[0].number_plate: expected 6 to 9 signs",
        ),
        (
            person("[[person.documents]]\ntype = \"MDCL_PLCY\"\nnumber = \"12\"\nunited_number = \"42\""),
            "line 7, person 2: documents[0].united_number: ",
        ),
        (person("foreign_paper = { kind = \"passport\" }"), "line 4, person 2: foreign_paper.kind: "),
        // What the form itself does not allow.
        (
            person("[person.extras]\ncolour = \"red\""),
            "line 5, person 2: extras.colour: unknown field `colour`",
        ),
        (person("[person.extras]\navatar = 7"), "line 5, person 2: extras.avatar: invalid type: integer `7`"),
        (person("nickname = 1"), "line 4, person 2: nickname: unknown field `nickname`"),
    ] {
        let told = fault_of(&text, "", None);
        assert!(told.starts_with(&format!("p.toml: {wanted}")), "{text}: {told}");
    }
    assert!(fault_of("[[person]\n", "", None).starts_with("p.toml: "), "what is no TOML names its file");
    let told = started_with(|at| {
        let person = "[[person]]\nforeign_paper = { kind = \"residence-permit\" }\n";
        std::fs::write(at.join("people/zz.toml"), person).unwrap();
    });
    assert!(told.contains("zz.toml: line 2, person 1: foreign_paper: "), "{told}");
}

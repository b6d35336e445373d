//! Owns the rehearsal of a made-up school without a diary: what is counted, told, and taken away.

use jiff::civil::Date;
use rehearse::days::Days;
use rehearse::member::{Entered, Role};
use rehearse::names::FullName;
use rehearse::policy::Spelling;
use rehearse::readiness::{self, Model};
use rehearse::report::{Lang, html, junit, letters, lists::ClassList};
use rehearse::sample::{Sample, Size};
use rehearse::school::Mention;
use rehearse::table::Table;
use rehearse::telling::Telling;
use rehearse::told::Rehearsal;
use rehearse::{Forecast, Policy, School};
use roster::snils::Snils;

const CLASSES: [&str; 6] = ["1А", "4Б", "7А", "8А", "9Б", "11А"];

fn national() -> Policy {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/policies/national-2024.toml");
    Policy::parse("national", &std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A pupil and a parent in turn; every tenth pupil without a number.
fn school(pupils: u32) -> School {
    let names: Vec<String> = (0..pupils).map(|number| format!("Фамилия{number}")).collect();
    let mention = |number: u32, role: Role| {
        let pupil = number / 2;
        let class = CLASSES[pupil as usize % CLASSES.len()];
        let grade: i16 = class.trim_end_matches(|one: char| one.is_alphabetic()).parse().unwrap();
        let is_pupil = role == Role::Pupil;
        let month = i8::try_from(pupil / 6 % 12 + 1).unwrap();
        Mention {
            id: number,
            first: number,
            row: number + 2,
            role,
            school: "",
            class: if is_pupil { class } else { "" },
            born: is_pupil.then(|| Date::new(2024 - 7 - grade, month, 15).unwrap()),
            snils: match pupil % 10 {
                0 if is_pupil => Entered::Missing,
                _ => Entered::Number(Snils::with_check(901_000_000 + u64::from(number)).unwrap().number()),
            },
            joined: None,
            survey: None,
            name: FullName::of(&names[pupil as usize], if is_pupil { "Анна" } else { "Вера" }, ""),
        }
    };
    let people =
        (0..pupils).flat_map(|pupil| [mention(2 * pupil, Role::Pupil), mention(2 * pupil + 1, Role::Parent)]);
    let kin = (0..pupils).map(|pupil| (2 * pupil + 1, 2 * pupil));
    School::of_mentions(2 * pupils as usize, people, kin, Spelling::default())
}

struct Rehearsed {
    told: Rehearsal,
    until: Date,
    sample: Sample,
    /// The first row that is out.
    out: u32,
}

fn rehearsed(pupils: u32, model: &str) -> Rehearsed {
    let (school, policy, model) = (school(pupils), national(), Model::named(model).unwrap());
    let days = Days::of(&policy, None).unwrap();
    let accounts = readiness::population(&school, &model, 7, days.phases[0]);
    let forecast = Forecast::new(&school, &policy, &accounts, days.phases[0]);
    let table = Table::of(&forecast, &days);
    let telling = Telling {
        school: &school,
        policy: &policy,
        accounts: &accounts,
        days: &days,
        table: &table,
        model: &model.id,
        seed: 7,
        what_if: true,
    };
    let told = telling.told();
    let sample = Sample::of(&school, &table, Size::Some(60), 3);
    assert_eq!(table.out(), told.all.out);
    Rehearsed { out: told.rows[0].row, told, until: days.until, sample }
}

#[test]
fn whatever_is_counted_adds_up() {
    let Rehearsed { told, sample, .. } = rehearsed(300, "spring");
    assert_eq!(told.all.people, 600);
    assert!(told.all.out > 100 && told.all.out < 500, "{}", told.all.out);
    assert_eq!(told.causes.iter().map(|cause| cause.people).sum::<usize>(), told.all.out);
    assert_eq!(told.classes.iter().map(|class| class.counted.out).sum::<usize>(), told.all.out);
    assert_eq!(told.rows.len(), told.all.out);
    for phase in &told.phases {
        assert_eq!(phase.portal + phase.password + phase.hidden + phase.out, 600);
    }
    assert_eq!((told.phases[0].out, told.phases[1].out), (0, told.all.out));
    // Pupils turn fourteen within the school year: the line goes on after the day.
    assert!(told.timeline.len() > 3, "{:?}", told.timeline);
    assert_eq!((sample.members.len(), sample.by_chance.len()), (60, 30));
    assert!(sample.cells > 8);
}

#[test]
fn measures_are_ranked_and_the_ladder_goes_down() {
    let Rehearsed { told, .. } = rehearsed(300, "spring");
    assert!(told.measures.len() > 4);
    assert!(told.measures.windows(2).all(|two| two[0].saved >= two[1].saved));
    let left: Vec<usize> = told.ladder.iter().map(|step| step.left).collect();
    assert!(left.windows(2).all(|two| two[1] < two[0]), "{left:?}");
    assert_eq!(left.last(), Some(&0), "all measures together let everybody in: {:?}", told.ladder);
}

#[test]
fn the_same_seed_draws_the_same_and_a_rehearsal_is_compared_with_the_one_before() {
    let then = rehearsed(300, "spring");
    assert_eq!(then.told, rehearsed(300, "spring").told);
    let mut now = rehearsed(300, "eve").told;
    now.compare(&then.told);
    let compared = now.compared.clone().unwrap();
    assert_eq!(compared.out_before, then.told.rows.len());
    assert_eq!(compared.ready.len() + compared.still, then.told.rows.len());
    assert_eq!(compared.fallen.len() + compared.still, now.rows.len());
    assert!(compared.ready.len() > compared.fallen.len());
}

#[test]
fn the_page_stands_alone_and_names_nobody() {
    for lang in [Lang::Ru, Lang::En] {
        let Rehearsed { told, until, out, .. } = rehearsed(300, "spring");
        let page = html::page(&told, lang, until).unwrap();
        if let Some(folder) = std::env::var_os("REHEARSE_PAGES") {
            let file = std::path::Path::new(&folder).join(format!("page-{}.html", lang.tag()));
            std::fs::write(file, &page).unwrap();
        }
        for absent in ["http://", "https://", "src=", "Фамилия", "@import", "url("] {
            assert!(!page.contains(absent), "{absent}");
        }
        assert!(page.contains(&format!("data-value=\"{out}\"")));
        assert_eq!(page.matches("<h1>").count(), 1);
        assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
        assert!(page.contains("<svg role=\"img\" aria-label="));
    }
}

#[test]
fn lists_letters_and_the_report_for_build_servers_say_the_same() {
    let Rehearsed { mut told, .. } = rehearsed(300, "spring");
    told.rows[0].name = Some("=cmd|' /C calc'!A0".into());
    let lists = ClassList::all(&told, Lang::Ru);
    let lines: usize = lists.iter().map(|list| list.csv().lines().count() - 1).sum();
    assert_eq!(lines, told.rows.len());
    assert!(lists.iter().all(|list| list.xlsx().unwrap().starts_with(b"PK")));
    let letters = letters::all(&told, Lang::Ru).unwrap();
    assert_eq!(letters.len(), told.causes.len());
    let child = letters.iter().find(|(cause, _)| *cause == "no-child-account").unwrap();
    assert!(child.1.contains("Создать учётную запись ребёнка") && child.1.contains("2 сентября 2024 года"));
    let xml = junit::report(&told, Lang::En).to_string().unwrap();
    assert_eq!(
        xml.matches("<failure").count(),
        told.classes.iter().filter(|class| class.counted.out > 0).count()
    );
    let json = serde_json::to_string(&told).unwrap();
    assert!(!json.contains("cmd|"), "a joined name is in no JSON");
}

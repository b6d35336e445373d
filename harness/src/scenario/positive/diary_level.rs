//! Owns the stories of levels: who is refused for an account that is too weak, and what they are told.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::check::page::{lacks, shows};
use crate::check::session::{is_in_as, is_out_of};
use crate::party::RelyingParty;
use crate::scenario::steps::{
    BIND, account_of, allow_if_asked, bind, enter_with_password, sign_in_at_portal,
};

const TOO_LOW: &str = "Уровня учётной записи недостаточно";

/// What the page says where only a confirmed account is let in.
const CONFIRMED: [&str; 3] = ["нужна подтверждённая", "Подтвердите личность", "Где подтвердить личность"];
/// What it says where a standard one is enough.
const STANDARD: [&str; 3] =
    ["нужна не ниже: стандартная", "дождитесь окончания их проверки", "Заполнить данные"];

/// The other letters that demand a level, the policy of each, and what its page says.
const OTHER_LETTERS: [(&str, &str, &[&str]); 3] = [
    ("S001: standard or confirmed", "voronezh-itek-2017", &STANDARD),
    ("S003: a confirmed account is required", "voronezh-dept-2017", &CONFIRMED),
    ("S002: confirmed only", "national-2024", &CONFIRMED),
];

/// A simplified account at the front door and at the binding; a confirmed one beside it.
pub(crate) fn simplified(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S004: a confirmed account is required";
    let [mother, father] = [&bench.party().legacy_users()[0], &bench.party().legacy_users()[1]];
    let weak = bench.citizen(account_of(mother, Level::Simplified))?;
    let strong = bench.citizen(account_of(father, Level::Confirmed))?;

    // With a confirmed account the same way leads in: the refusal below is about the level.
    bench.transcript().control(|| {
        bind(bench, father, &strong)?;
        let mut browser = bench.browser(father.who);
        bench.party().enter_through_portal(&mut browser)?;
        sign_in_at_portal(&mut browser, &strong)?;
        allow_if_asked(&mut browser)?;
        is_in_as(bench, &mut browser, clause, father.id)
    })?;

    for (letter, policy, needed) in OTHER_LETTERS {
        let party = bench.another_party(policy)?;
        refused_at_the_door(bench, &party, letter, &weak, needed)?;
    }
    refused_at_the_door(bench, bench.party(), clause, &weak, &CONFIRMED)?;

    let mut binding = bench.browser(mother.who);
    enter_with_password(bench, &mut binding, mother)?;
    binding.press(BIND)?;
    sign_in_at_portal(&mut binding, &weak)?;
    allow_if_asked(&mut binding)?;
    shows(bench, &binding, clause, TOO_LOW)?;
    lacks(bench, &binding, clause, "Отлично!")?;
    binding.follow("Вернуться в дневник")?;
    shows(bench, &binding, clause, "Учетная запись портала госуслуг не привязана")
}

/// The front door, the portal, and back to a page that says what is needed.
fn refused_at_the_door(
    bench: &Bench<'_>,
    party: &dyn RelyingParty,
    clause: &'static str,
    weak: &Person,
    needed: &[&str],
) -> Result<(), Halt> {
    let mut browser = bench.browser("citizen with a simplified account");
    party.enter_through_portal(&mut browser)?;
    sign_in_at_portal(&mut browser, weak)?;
    allow_if_asked(&mut browser)?;
    shows(bench, &browser, clause, TOO_LOW)?;
    needed.iter().try_for_each(|words| shows(bench, &browser, clause, words))?;
    is_out_of(bench, party, &mut browser, clause)
}

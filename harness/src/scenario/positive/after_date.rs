//! Owns the scenarios of letter S000 around its date: who has no login yet, and who comes too late with one.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Level;
use crate::bench::party::people::ADMINISTRATOR;
use crate::check::page::{lacks, shows, shows_marks};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::school::{PersonForm, add_parent, desk, enter_through_portal, show_slip, slip};
use crate::scenario::steps::{
    account_of, allow, allow_if_asked, bind, enter_with_password, sign_in_at_portal, user,
};

const CLOSED: &str = "Вход по логину и паролю закрыт";

/// S000: «с 1 декабря вы не сможете войти»; until midnight the same login opens everything.
pub(crate) fn password(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S000: from 1 December";
    let [mother, father] = [user(bench, 0)?, user(bench, 1)?];
    let mothers = bench.citizen(account_of(mother, Level::Confirmed))?;
    bind(bench, mother, &mothers)?;
    bench.wait_until("2018-11-30T23:59:00+08:00", "the last minute of the old login")?;
    let mut left_open = bench.browser(father.who);
    bench.transcript().control(|| {
        enter_with_password(bench, &mut left_open, father)?;
        is_in_as(bench, &mut left_open, clause, father.id)
    })?;

    bench.wait_until("2018-12-01T00:00:00+08:00", "1 December, by the school's clock")?;
    // The refusal is about the date and not about the password: a wrong password gets another message.
    let mut late = bench.browser(mother.who);
    enter_with_password(bench, &mut late, mother)?;
    shows(bench, &late, clause, CLOSED)?;
    shows(bench, &late, clause, "С 1 декабря 2018 года")?;
    shows(bench, &late, clause, "нажмите «через Госуслуги»")?;
    is_out(bench, &mut late, clause)?;
    // A session from the day before has ended, too.
    is_out(bench, &mut left_open, clause)?;
    left_open.open(&bench.party().inside())?;
    shows(bench, &left_open, clause, CLOSED)?;

    enter_through_portal(bench, &mut late, &mothers)?;
    is_in_as(bench, &mut late, clause, mother.id)?;
    shows_marks(bench, &late, clause, mother)
}

/// S000: «Тем родителям, у которых ещё нет логина и пароля … необходимо обратиться к … классному руководителю».
pub(crate) fn no_legacy_login(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S000: parents without a login";
    let typed = PersonForm {
        last_name: "Рощина", first_name: "Инна", middle_name: "Павловна", snils: ""
    };
    let name = ["Рощина", "Инна", "Павловна"];
    let wanted = serde_json::json!({
        "level": "confirmed", "last_name": name[0], "first_name": name[1], "middle_name": name[2],
    });
    let person = bench.citizen(wanted)?;
    let mut browser = bench.browser("parent without a login");

    let mut desk = desk(bench, &ADMINISTRATOR)?;
    add_parent(bench, &mut desk, typed, "Рябинин Лев Павлович")?;
    let code = slip(bench, &mut desk)?;

    // Neither the portal nor a code that no one gave opens anything.
    bench.transcript().control(|| {
        enter_through_portal(bench, &mut browser, &person)?;
        shows(bench, &browser, clause, "Дневник Вас не знает")?;
        is_out(bench, &mut browser, clause)?;
        show_slip(bench, &mut browser, "0000000000")?;
        shows(bench, &browser, clause, "Код активации не подходит")
    })?;

    show_slip(bench, &mut browser, &code)?;
    shows(bench, &browser, clause, "Рощина Инна Павловна")?;
    let password = "Vesna-2018!";
    bench.transcript().hide(password);
    browser.fill("Придумайте логин", "roschina.i")?;
    browser.fill("Придумайте пароль", password)?;
    browser.fill("Повторите пароль", password)?;
    browser.press("Активировать")?;
    is_in_as(bench, &mut browser, clause, "added-1")?;
    bench.party().bind(&mut browser)?;
    allow_if_asked(&mut browser)?;
    shows(bench, &browser, clause, "Отлично! Теперь Вы можете входить в Дневник.ру через портал госуслуг")?;
    browser.follow("Перейти в Дневник.ру")?;
    shows(bench, &browser, clause, "Практическая работа № 3")?;
    lacks(bench, &browser, clause, "Белкин")?;

    // A code is good for one activation.
    show_slip(bench, &mut bench.browser("somebody who found the printed code"), &code)?;
    bench.wait_until("2018-12-03T09:00:00+08:00", "until the old login is closed")?;
    let mut later = bench.browser("parent without a login");
    bench.party().enter_through_portal(&mut later)?;
    sign_in_at_portal(&mut later, &person)?;
    if later.page()?.shows("Предоставление прав доступа") {
        allow(&mut later)?;
    }
    is_in_as(bench, &mut later, clause, "added-1")
}

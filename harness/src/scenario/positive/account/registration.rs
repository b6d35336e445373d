//! Owns the scenarios of registration: the contact, its code, the password.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::check::account::{equals_by_control, has_level};
use crate::check::page::{lacks, shows, shows_all};
use crate::scenario::positive::account::{MOBILE, PASSWORD, another};
use crate::scenario::steps::cabinet::enter_cabinet;

const REGISTERED: &str = "Поздравляем, Вы успешно прошли предварительную регистрацию";
const CODE: &str = "Код подтверждения";
const NEXT: &str = "Пароль еще раз";
const AGAIN: &str = "Отправить код еще раз";
const MEMO: &str = "S000 memo 1, 3-6";

/// S000 memo 1, steps 1-6.
pub(crate) fn by_phone(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut browser = apply(bench)?;
    bench.transcript().control(|| {
        answer(&mut browser, "000000")?;
        shows(bench, &browser, MEMO, CODE)?;
        lacks(bench, &browser, MEMO, NEXT)
    })?;
    let code = bench.code_for("citizen", MOBILE, "sms")?;
    answer(&mut browser, &code)?;
    finish(bench, &mut browser)?;

    let found = bench.idp().people_with_login(MOBILE)?;
    let seen = format!("{} of that number", found.len());
    let must = "the portal knows one person of that number";
    bench.transcript().check(MEMO, must, "1 of that number", &seen, found.len() == 1);
    if let Some(person) = found.first() {
        has_level(bench, MEMO, person.oid, Level::Simplified)?;
        let person = Person { password: PASSWORD.to_owned(), ..person.clone() };
        enter_cabinet(bench, &mut bench.browser("citizen"), &person)?;
        let made = json!({
            "level": "simplified", "last_name": "Ёлкина", "first_name": "Анна", "middle_name": "", "mobile": MOBILE,
        });
        let changed = json!({ "email": "" });
        equals_by_control(bench, MEMO, person.oid, |idp| idp.made(made, &changed))?;
    }
    Ok(())
}

/// The phone belongs to someone already, and so does the address.
pub(crate) fn taken(bench: &Bench<'_>) -> Result<(), Halt> {
    const EMAIL: &str = "elkina@mail.example";
    let clause = "S000 memo 1, 3";
    // The same words with a free number lead on: the refusal below is about the number.
    bench.transcript().control(|| {
        let browser = apply(bench)?;
        shows(bench, &browser, clause, CODE)
    })?;
    let owner = bench.citizen(json!({ "level": "standard", "mobile": "+7(900)0000732", "email": EMAIL }))?;
    for (by, label, contact, kind, words) in [
        ("", "Мобильный телефон", "+7 900 000-07-32", "sms", "Телефон"),
        ("?by=email", "Электронная почта", "Elkina@MAIL.example", "mail", "Адрес электронной почты"),
    ] {
        let mut browser = bench.browser("citizen");
        browser.open(&bench.idp().url(&format!("/registration/{by}")))?;
        name(&mut browser)?;
        browser.fill(label, contact)?;
        browser.press("Зарегистрироваться")?;
        shows_all(bench, &browser, clause, &["Вы уже зарегистрированы", words, "Восстановить доступ"])?;
        lacks(bench, &browser, clause, CODE)?;
        let to = if kind == "sms" { "+7(900)0000732" } else { EMAIL };
        let sent = bench.idp().outbox(to, kind)?.iter().filter(|letter| letter.code.is_some()).count();
        let must = "no code is sent to the owner of the contact";
        bench.transcript().check(clause, must, "0 codes", &format!("{sent} codes"), sent == 0);
        browser.follow("Войти")?;
        shows(bench, &browser, clause, "Забыли пароль?")?;
    }
    has_level(bench, clause, owner.oid, Level::Standard).map(drop)
}

/// A diary sends a newcomer to register: with `imm` the simplified account leads back at once, without it the page of
/// the registration stays, and an address that is not the diary's is not followed.
pub(crate) fn returns(bench: &Bench<'_>) -> Result<(), Halt> {
    const CLAUSE: &str = "MR 3.5: the return context";
    const NUMBERS: [&str; 3] = [MOBILE, "+7(900)0000758", "+7(900)0000759"];
    bench.transcript().hide(PASSWORD);
    let own = bench.party().front_door();
    let cases =
        [(own.as_str(), true, true), (own.as_str(), false, false), ("https://foreign.example/", true, false)];
    for ((back, immediately, expected), mobile) in cases.into_iter().zip(NUMBERS) {
        let mut address = bench.idp().url("/registration/");
        address.push('?');
        let mut query = form_urlencoded::Serializer::new(&mut address);
        query.append_pair("cid", bench.party().mnemonic()).append_pair("rurl", back);
        if immediately {
            query.append_pair("imm", "true");
        }
        let mut browser = bench.browser("newcomer");
        browser.open(&address)?;
        name(&mut browser)?;
        browser.fill("Мобильный телефон", mobile)?;
        browser.press("Зарегистрироваться")?;
        answer(&mut browser, &bench.code_for("newcomer", mobile, "sms")?)?;
        browser.fill("Пароль", PASSWORD)?;
        browser.fill(NEXT, PASSWORD)?;
        browser.press("Готово")?;
        let is_back = browser.page()?.url.as_str().starts_with(own.trim_end_matches('/'));
        let word = |is_back| if is_back { "back at the diary" } else { "still at the portal" };
        let must = if immediately {
            "after the registration, with imm"
        } else {
            "after the registration, without imm"
        };
        bench.transcript().check(CLAUSE, must, word(expected), word(is_back), is_back == expected);
    }
    Ok(())
}

/// Another code than the one that was sent.
pub(crate) fn bad_code(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut browser = apply(bench)?;
    let code = bench.code_for("citizen", MOBILE, "sms")?;
    answer(&mut browser, &another(&code))?;
    shows_all(bench, &browser, MEMO, &["Введен неверный код", "Осталось попыток: 2"])?;
    answer(&mut browser, "")?;
    lacks(bench, &browser, MEMO, NEXT)?;
    nobody_is_registered(bench)?;
    answer(&mut browser, &code)?;
    finish(bench, &mut browser)
}

/// The code arrives, and the citizen is away for longer than it lives.
pub(crate) fn expired_code(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut browser = apply(bench)?;
    let code = bench.code_for("citizen", MOBILE, "sms")?;
    bench.wait("PT6M", "the code expires")?;
    answer(&mut browser, &code)?;
    shows(bench, &browser, MEMO, "Срок действия кода истек")?;
    lacks(bench, &browser, MEMO, NEXT)?;
    nobody_is_registered(bench)?;
    browser.press(AGAIN)?;
    let fresh = bench.code_for("citizen", MOBILE, "sms")?;
    answer(&mut browser, &fresh)?;
    finish(bench, &mut browser)
}

/// Three wrong codes, as many as there are attempts.
pub(crate) fn too_many(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut browser = apply(bench)?;
    let code = bench.code_for("citizen", MOBILE, "sms")?;
    let wrong = another(&code);
    for words in ["Осталось попыток: 2", "Осталось попыток: 1", "Попытки закончились"]
    {
        answer(&mut browser, &wrong)?;
        shows(bench, &browser, MEMO, words)?;
    }
    // The page asks for no code any more; a browser that kept the old page sends it all the same.
    let fields = browser.page()?.forms().iter().filter(|form| form.has("code")).count();
    bench.transcript().check(MEMO, "the page asks for the code", "no", yes(fields > 0), fields == 0);
    nobody_is_registered(bench)?;
    bench.wait("PT1M", "until a new code may be requested")?;
    browser.press(AGAIN)?;
    answer(&mut browser, &code)?;
    shows(bench, &browser, MEMO, "Введен неверный код")?;
    let fresh = bench.code_for("citizen", MOBILE, "sms")?;
    answer(&mut browser, &fresh)?;
    finish(bench, &mut browser)
}

/// The citizen asks for the code once more.
pub(crate) fn resend(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut browser = apply(bench)?;
    let old = bench.code_for("citizen", MOBILE, "sms")?;
    browser.press(AGAIN)?;
    shows(bench, &browser, MEMO, "Новый код можно запросить через")?;
    let sent = bench.idp().outbox(MOBILE, "sms")?.len();
    bench.transcript().check(MEMO, "messages during the pause", "1", &sent.to_string(), sent == 1);

    bench.wait("PT1M", "until a new code may be requested")?;
    browser.press(AGAIN)?;
    shows(bench, &browser, MEMO, "Код отправлен")?;
    answer(&mut browser, &old)?;
    shows(bench, &browser, MEMO, "Введен неверный код")?;
    let fresh = bench.code_for("citizen", MOBILE, "sms")?;
    answer(&mut browser, &fresh)?;
    finish(bench, &mut browser)
}

/// S000 memo 1, step 5: what a password must be.
pub(crate) fn password_rules(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S000 memo 1, 5";
    let mut browser = apply(bench)?;
    let code = bench.code_for("citizen", MOBILE, "sms")?;
    answer(&mut browser, &code)?;
    let attempts: [(&str, &str, &[&str]); 7] = [
        ("Sne-18!", "Sne-18!", &["Пароль короче 8 символов"]),
        ("SNEZHOK-2018!", "SNEZHOK-2018!", &["В пароле нет строчной латинской буквы"]),
        ("snezhok-2018!", "snezhok-2018!", &["В пароле нет прописной латинской буквы"]),
        ("Snezhok-again!", "Snezhok-again!", &["В пароле нет цифры"]),
        ("Snezhok2018", "Snezhok2018", &["В пароле нет знака пунктуации"]),
        (PASSWORD, "Snezhok-2019!", &["Пароли в двух полях не совпадают"]),
        (
            "снег",
            "",
            &[
                "Пароль короче 8 символов",
                "нет строчной латинской",
                "нет прописной латинской",
                "нет цифры",
                "нет знака пунктуации",
                "не совпадают",
            ],
        ),
    ];
    for (password, again, faults) in attempts {
        browser.fill("Пароль", password)?;
        browser.fill("Пароль еще раз", again)?;
        browser.press("Готово")?;
        shows_all(bench, &browser, clause, faults)?;
        lacks(bench, &browser, clause, "Поздравляем")?;
    }
    nobody_is_registered(bench)?;
    finish(bench, &mut browser)
}

/// Opens the portal and asks for an account: the next page asks for a code.
fn apply(bench: &Bench<'_>) -> Result<Browser, Halt> {
    bench.transcript().hide(PASSWORD);
    let mut browser = bench.browser("citizen");
    browser.open(&bench.idp().url("/login"))?;
    browser.follow("Зарегистрироваться")?;
    name(&mut browser)?;
    browser.fill("Мобильный телефон", MOBILE)?;
    browser.press("Зарегистрироваться")?;
    Ok(browser)
}

pub(super) fn name(browser: &mut Browser) -> Result<(), Halt> {
    browser.fill("Фамилия", "Ёлкина")?;
    browser.fill("Имя", "Анна")
}

pub(super) fn answer(browser: &mut Browser, code: &str) -> Result<(), Halt> {
    browser.fill(CODE, code)?;
    browser.press("Подтвердить")
}

/// The password twice, and the words of welcome.
pub(super) fn finish(bench: &Bench<'_>, browser: &mut Browser) -> Result<(), Halt> {
    browser.fill("Пароль", PASSWORD)?;
    browser.fill("Пароль еще раз", PASSWORD)?;
    browser.press("Готово")?;
    shows(bench, browser, MEMO, REGISTERED)
}

fn nobody_is_registered(bench: &Bench<'_>) -> Result<(), Halt> {
    let count = bench.idp().people_with_login(MOBILE)?.len();
    let must = "persons with that number before registration is complete";
    bench.transcript().check(MEMO, must, "0", &count.to_string(), count == 0);
    Ok(())
}

fn yes(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}

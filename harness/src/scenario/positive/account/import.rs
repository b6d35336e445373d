//! Owns the scenarios of accounts that banks send: codes, outcomes, registers, recovery.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::{Bank, Level};
use crate::check::account::has_level;
use crate::scenario::positive::account::bank::{answers, client};
use crate::scenario::positive::account::{EMAIL, MOBILE, SNILS, another, checked};

const CLAUSE: &str = "MR А.9: import by a bank";
const LINE: &str = "000106, Примерская область, г. Примерск, ул. Тестовая, д. 10, кв. 97";
const OTHER: &str = "+7(900)0000759";

/// A request, and the code that the citizen was sent.
fn begun(bench: &Bench<'_>, bank: &Bank<'_>) -> Result<(Value, String), Halt> {
    let id = bank.import(&client())?["requestId"].clone();
    Ok((id, bench.code_for("citizen", MOBILE, "sms")?))
}

/// Five wrong codes end a request; the right one comes too late, and the bank begins again.
pub(crate) fn wrong_codes(bench: &Bench<'_>) -> Result<(), Halt> {
    let bank = bench.idp().bank()?;
    let (id, code) = begun(bench, &bank)?;
    for _ in 1..5 {
        answers(bench, CLAUSE, "a wrong code is", "WAIT", &bank.compare(&id, &another(&code))?["status"]);
    }
    answers(
        bench,
        CLAUSE,
        "the fifth wrong code is",
        "FAILED",
        &bank.compare(&id, &another(&code))?["status"],
    );
    answers(bench, CLAUSE, "the right code then is", "FAILED", &bank.compare(&id, &code)?["status"]);
    // Another request has a code of its own, which counts.
    bench.transcript().control(|| {
        let (id, code) = begun(bench, &bank)?;
        answers(bench, CLAUSE, "the code of another request is", "OK", &bank.compare(&id, &code)?["status"]);
        Ok(())
    })
}

/// A code is sent again after a minute, three times; the fourth time the bank has to begin anew.
pub(crate) fn resends(bench: &Bench<'_>) -> Result<(), Halt> {
    let bank = bench.idp().bank()?;
    let (id, first) = begun(bench, &bank)?;
    answers(bench, CLAUSE, "a code sent again at once is", "TOO_FAST_RESEND", &bank.resend(&id)?["status"]);
    for _ in 0..3 {
        bench.wait("PT1M", "a minute")?;
        answers(bench, CLAUSE, "a code sent again after a minute is", "OK", &bank.resend(&id)?["status"]);
    }
    bench.wait("PT1M", "a minute")?;
    let fourth = &bank.resend(&id)?["status"];
    answers(bench, CLAUSE, "the fourth time is", "RESEND_LIMIT_IS_REACHED", fourth);
    let code = bench.code_for("citizen", MOBILE, "sms")?;
    bench.transcript().control(|| {
        if first != code {
            answers(bench, CLAUSE, "the first code is", "WAIT", &bank.compare(&id, &first)?["status"]);
        }
        answers(bench, CLAUSE, "the last code is", "OK", &bank.compare(&id, &code)?["status"]);
        Ok(())
    })
}

/// A code is good for a day.
pub(crate) fn a_day_later(bench: &Bench<'_>) -> Result<(), Halt> {
    let bank = bench.idp().bank()?;
    let (id, code) = begun(bench, &bank)?;
    // Within the day the code counts: a wrong one is told from one that ran out.
    bench.transcript().control(|| {
        bench.wait("PT23H", "most of a day")?;
        let bank = bench.idp().bank()?;
        answers(
            bench,
            CLAUSE,
            "a wrong code within the day is",
            "WAIT",
            &bank.compare(&id, &another(&code))?["status"],
        );
        Ok(())
    })?;
    bench.wait("PT1H", "the rest of the day")?;
    let bank = bench.idp().bank()?;
    answers(bench, CLAUSE, "the right code a day later is", "EXPIRED", &bank.compare(&id, &code)?["status"]);
    Ok(())
}

/// An account confirmed by letter is confirmed again; one that a bank confirmed is left as it is.
pub(crate) fn by_letter(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("standard"))?;
    let idp = bench.idp();
    let commands = format!("/people/{}/commands", person.oid);
    idp.post(&commands, json!({ "command": "order-letter", "address": LINE }))?;
    bench.wait("P14D", "two weeks until the letter arrives")?;
    let letter = bench.code_for("citizen", SNILS, "letter")?;
    idp.post(&commands, json!({ "command": "enter-letter-code", "code": letter }))?;
    has_level(bench, CLAUSE, person.oid, Level::Confirmed)?;
    let bank = idp.bank()?;
    let again = bank.import(&client())?;
    let told = "Person successfully reconfirmed as trusted in ESIA";
    answers(bench, CLAUSE, "an account confirmed by letter is", told, &again["description"]);
    bench.transcript().control(|| {
        answers(bench, CLAUSE, "an account that a bank confirmed is", "0", &bank.import(&client())?["code"]);
        Ok(())
    })
}

/// A simplified account with the phone is confirmed, and keeps its number.
pub(crate) fn simplified(bench: &Bench<'_>) -> Result<(), Halt> {
    let known =
        json!({ "level": "simplified", "last_name": "Ёлкина", "first_name": "Анна", "mobile": MOBILE });
    let known = bench.citizen(known)?;
    let bank = bench.idp().bank()?;
    let asked = bank.import(&client())?;
    answers(bench, CLAUSE, "the bank's answer is", "3", &asked["code"]);
    bench.transcript().control(|| {
        answers(
            bench,
            CLAUSE,
            "a second request meanwhile is",
            "ESIA-039815",
            &bank.import(&client())?["code"],
        );
        has_level(bench, CLAUSE, known.oid, Level::Simplified).map(drop)
    })?;
    let code = bench.code_for("citizen", MOBILE, "sms")?;
    answers(bench, CLAUSE, "the code is", "OK", &bank.compare(&asked["requestId"], &code)?["status"]);
    bench.wait("PT3S", "until the registers have answered")?;
    has_level(bench, CLAUSE, known.oid, Level::Confirmed).map(drop)
}

/// A phone that differs is refused, unless the portal puts it in the place of the account's.
pub(crate) fn phone_differs(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(with_mobile(OTHER))?;
    let bank = bench.idp().bank()?;
    answers(bench, CLAUSE, "a phone that differs is", "ESIA-039603", &bank.import(&client())?["code"]);
    has_level(bench, CLAUSE, person.oid, Level::Standard)?;
    bench.transcript().control(|| {
        bench.idp().change_settings(json!({ "import": { "phone_takeover": true } }))?;
        let taken = &bank.import(&client())?["code"];
        answers(bench, CLAUSE, "where the bank's phone takes its place, it is", "1", taken);
        has_level(bench, CLAUSE, person.oid, Level::Confirmed).map(drop)
    })
}

/// The dossier of the passport is waited for.
pub(crate) fn dossier(bench: &Bench<'_>) -> Result<(), Halt> {
    let bank = bench.idp().bank()?;
    bench.idp().change_settings(json!({ "import": { "dossier_delay_ms": 1_800_000 } }))?;
    answers(bench, CLAUSE, "the first answer is", "4", &bank.import(&client())?["code"]);
    answers(bench, CLAUSE, "the next answer is", "5", &bank.import(&client())?["code"]);
    bench.transcript().control(|| {
        bench.wait("PT30M", "half an hour")?;
        answers(bench, CLAUSE, "half an hour later it is", "2", &bank.import(&client())?["code"]);
        Ok(())
    })
}

/// A register that says no ends the request with its code.
pub(crate) fn registers(bench: &Bench<'_>) -> Result<(), Halt> {
    let bank = bench.idp().bank()?;
    for (register, expected, mobile) in [
        ("pension_fund", "ESIA-910001", "+7(900)0000761"),
        ("interior_ministry", "ESIA-910100", "+7(900)0000763"),
    ] {
        bench.idp().change_settings(json!({ "registers": { register: "refuse" } }))?;
        let state = ended(bench, mobile)?;
        answers(bench, CLAUSE, "the register's refusal is", expected, &state["errorStatusInfo"]["code"]);
        bench.idp().change_settings(json!({ "registers": { register: "agree" } }))?;
    }
    // The ministry's own reasons are told at once where they are known.
    bench.idp().post("/faults", json!({ "fault": "resource-error", "amount": 910_112, "times": 1 }))?;
    answers(
        bench,
        CLAUSE,
        "a passport that was replaced is",
        "ESIA-910112",
        &bank.import(&client())?["code"],
    );
    bench.transcript().control(|| {
        let state = ended(bench, MOBILE)?;
        answers(bench, CLAUSE, "with registers that agree the request is", "SUCCEEDED", &state["status"]);
        Ok(())
    })
}

/// A SNILS that is found by the passport need not be sent.
pub(crate) fn snils_found(bench: &Bench<'_>) -> Result<(), Halt> {
    let bank = bench.idp().bank()?;
    let mut without = client();
    without.as_object_mut().into_iter().for_each(|members| drop(members.remove("snils")));
    bench.transcript().control(|| {
        answers(
            bench,
            CLAUSE,
            "an import without a SNILS is",
            "ESIA-036100",
            &bank.import(&without)?["code"],
        );
        Ok(())
    })?;
    let record = json!({ "last_name": "Ёлкина", "first_name": "Анна", "middle_name": "Сергеевна",
        "birth_date": "17.05.1984" });
    bench.idp().put(&format!("/registers/pension-fund/{}", SNILS.replace(' ', "%20")), record)?;
    answers(bench, CLAUSE, "the search is", "SENT", &bank.search(&without)?["status"]);
    bench.wait("PT5S", "five seconds")?;
    answers(bench, CLAUSE, "five seconds later it is", "OK", &bank.search(&without)?["status"]);
    answers(bench, CLAUSE, "the import is", "2", &bank.import(&without)?["code"]);
    Ok(())
}

/// Access to a confirmed account goes to the contact that it has.
pub(crate) fn recovery(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("standard"))?;
    let bank = bench.idp().bank()?;
    bench.transcript().control(|| {
        let early = &bank.recover(&recovered(MOBILE))?["code"];
        answers(bench, CLAUSE, "for an account that is not confirmed it is", "ESIA-020013", early);
        Ok(())
    })?;
    bench.idp().post(&format!("/people/{}/commands", person.oid), json!({ "command": "confirm" }))?;
    answers(
        bench,
        CLAUSE,
        "to another phone it is",
        "ESIA-032016",
        &bank.recover(&recovered(OTHER))?["code"],
    );
    answers(
        bench,
        CLAUSE,
        "to the phone of the account it is",
        "OK",
        &bank.recover(&recovered(MOBILE))?["status"],
    );
    let letters = bench.idp().outbox(MOBILE, "sms")?;
    let sent = letters.iter().any(|letter| letter.text.contains("Пароль для входа"));
    let seen = if sent { "sent" } else { "not sent" };
    bench.transcript().check(CLAUSE, "a new password is", "sent", seen, sent);
    Ok(())
}

/// The request of a client with this phone, once the code was right and the registers have answered.
fn ended(bench: &Bench<'_>, mobile: &str) -> Result<Value, Halt> {
    let bank = bench.idp().bank()?;
    let mut client = client();
    client["contacts"]["elements"][0]["value"] = json!(mobile);
    client["contacts"]["elements"][1]["value"] =
        json!(format!("{}@mail.example", mobile.get(12..).unwrap_or_default()));
    let id = bank.import(&client)?["requestId"].clone();
    let code = bench.code_for("citizen", mobile, "sms")?;
    bank.compare(&id, &code)?;
    bench.wait("PT3S", "until the registers have answered")?;
    Ok(bank.state(&id)?)
}

fn with_mobile(mobile: &str) -> Value {
    let mut person = checked("standard");
    person["mobile"] = json!(mobile);
    person
}

/// The client as the call of a recovery spells one.
fn recovered(mobile: &str) -> Value {
    let mut person = client();
    person["document"] = person["documents"]["elements"][0].take();
    person.as_object_mut().into_iter().for_each(|members| drop(members.remove("documents")));
    person["contacts"] = json!([{ "type": "MBT", "value": mobile }, { "type": "EML", "value": EMAIL }]);
    person["mode"] = json!("mobile");
    person
}

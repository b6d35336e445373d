use super::*;
use crate::bench::transcript::fields::FORM_OCTETS_MAX;

fn exchange(fields: Vec<(String, String)>) -> Exchange {
    Exchange {
        who: String::new(),
        method: "POST".to_owned(),
        url: "http://127.0.0.1/".to_owned(),
        fields,
        status: 200,
        location: None,
        text: String::new(),
        tokens: Vec::new(),
    }
}

fn kept(exchange: Exchange) -> Exchange {
    let (events, output) = std::sync::mpsc::channel();
    Transcript::new("test", events, Interrupt::new()).exchanged(exchange);
    match output.recv() {
        Ok(RunEvent::Happened { what: Happening::Exchanged(exchange), .. }) => exchange,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_form_of_any_size_is_kept_within_bounds() {
    let field = |number: usize| (format!("{}{number}", "n".repeat(3_900)), "ж".repeat(4_000));
    let fields = kept(exchange((0..150).map(field).collect())).fields;
    let octets: usize = fields.iter().map(|(name, value)| name.len() + value.len()).sum();
    assert!(octets < 2 * FORM_OCTETS_MAX, "{octets}");
    assert_eq!(fields[99].1, "(8000 bytes)");
    assert_eq!(fields[100], ("…".to_owned(), "50 more fields".to_owned()));
}

#[test]
fn tokens_of_any_size_and_number_are_kept_within_bounds() {
    use base64::Engine;
    let part = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    let token = |claims: &str| format!("{}.{}.c2ln", part(r#"{"alg":"x"}"#), part(claims));
    let deep = format!("{{\"a\":{}{}1{}}}", "[".repeat(100), "1,".repeat(100_000), "]".repeat(100));
    let wide = format!("{{\"a\":{}{}1{}}}", "[".repeat(100), "1,".repeat(1_000), "]".repeat(100));
    let many = (0..50).map(|number| token(&format!("{{\"a\":{number}}}"))).collect::<Vec<_>>().join(" ");
    let tokens = |value: String| kept(exchange(vec![("t".to_owned(), value)])).tokens;
    assert_eq!(tokens(token(&deep)), Vec::<String>::new());
    assert!(tokens(token(&wide)).iter().all(|token| token.chars().count() <= RECORD_CHARS_MAX + 1));
    assert_eq!(tokens(many).len(), TOKENS_MAX);
}

/// The key of the guard that the first check of a scenario says is missing.
fn lack(id: &'static str, check: impl FnOnce(&Transcript)) -> Option<&'static str> {
    let (events, output) = std::sync::mpsc::channel();
    let transcript = Transcript::new(id, events, Interrupt::new());
    check(&transcript);
    let mut causes = output.try_iter().filter_map(|event| match event {
        RunEvent::Happened { what: Happening::Checked(check), .. } => Some(check.cause),
        _ => None,
    });
    causes.next().expect("nothing was checked").map(|cause| cause.key)
}

#[test]
fn what_does_not_hold_is_told_as_the_lack_that_the_scenario_tries_unless_the_check_knows_better() {
    let id = "hostile.lies.id.audience";
    let fails = |one: &Transcript, grade: Grade| one.weigh(grade, "RFC", "must", "so", "not so", false);
    assert_eq!(lack(id, |one| fails(one, Grade::Must)), Some("id-token.audience"));
    assert_eq!(lack(id, |one| fails(one, Grade::Should)), Some("id-token.audience"));
    assert_eq!(lack(id, |one| fails(one, Grade::Look)), None);
    assert_eq!(lack(id, |one| one.check("RFC", "must", "so", "so", true)), None);
    assert_eq!(lack("wire.v1.rsa", |one| fails(one, Grade::Must)), None);
    let of_its_own = |one: &Transcript| {
        let ended = one.about(&cause::CRASH, || {
            fails(one, Grade::Must);
            Ok(())
        });
        assert!(ended.is_ok());
    };
    assert_eq!(lack(id, of_its_own), Some("answer.crash"));
    let in_a_control = |one: &Transcript| {
        let ended = one.control(|| {
            fails(one, Grade::Must);
            Ok(())
        });
        assert!(ended.is_err());
    };
    assert_eq!(lack(id, in_a_control), None);
    let in_the_log = |one: &Transcript| {
        one.learn(Secret::Password, "Zapis-2024!");
        one.heard(&["password=Zapis-2024!".to_owned()]);
    };
    assert_eq!(lack(id, in_the_log), Some("leak.log"));
}

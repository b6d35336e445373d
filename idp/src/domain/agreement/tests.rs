use super::*;

const NOW: Timestamp = Timestamp::from_secs(1_543_611_600);

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn terms(kind: &str, scopes: &[&str], actions: &[&str], purposes: &[&str], minutes: i64) -> Terms {
    Terms {
        kind: kind.to_owned(),
        responsible: None,
        minutes,
        actions: texts(actions),
        purposes: texts(purposes),
        scopes: texts(scopes),
    }
}

#[test]
fn each_wrong_term_has_a_refusal_of_its_own() {
    use TermsRefusal as R;
    let (all, credit) = (["ALL_ACTIONS_TO_DATA"], ["CREDIT"]);
    let table = [
        (terms("CREDIT", &["fullname", "inn"], &all, &credit, 1), Ok(())),
        (terms("", &[], &all, &credit, 1), Err(R::NoKind)),
        (terms("NONE", &[], &all, &credit, 1), Err(R::UnknownKind("NONE".into()))),
        (terms("CREDIT", &["inn"], &all, &credit, 1), Err(R::ScopeMissing("fullname"))),
        (
            terms("CREDIT", &["fullname", "race_ext"], &all, &credit, 1),
            Err(R::ScopeNotAllowed("race_ext".into())),
        ),
        (terms("CREDIT", &["fullname", "email"], &all, &credit, 1), Err(R::ScopeNotGranted("email".into()))),
        (terms("SIM_NO_SCOPES", &["fullname"], &all, &credit, 1), Err(R::ScopesForbidden)),
        (terms("SIM_NO_SCOPES", &[], &all, &credit, 1), Ok(())),
        // As public clients ask.
        (terms("APIPGU", &["http://lk.gosuslugi.ru/api-order", "snils"], &all, &["APIPGU"], 525_600), Ok(())),
        (terms("FIN_AGREEMENT", &["fullname", "gender"], &all, &["FIN_AGREEMENT"], 5), Ok(())),
        (
            terms("CREDIT", &["fullname"], &all, &["CREDIT", "REG_QUESTIONNAIRE", "UPD_CUSTOMER_INF"], 5),
            Ok(()),
        ),
        (terms("CREDIT", &["fullname"], &[], &credit, 1), Err(R::NoAction)),
        (terms("CREDIT", &["fullname"], &["SELL"], &credit, 1), Err(R::UnknownAction("SELL".into()))),
        (terms("CREDIT", &["fullname"], &all, &[], 1), Err(R::NoPurpose)),
        (terms("CREDIT", &["fullname"], &all, &["FUN"], 1), Err(R::UnknownPurpose("FUN".into()))),
        (
            terms("IDENTIFICATION", &["fullname", "id_doc"], &all, &["IDENTIFICATION", "REMOTE_SERVICE"], 1),
            Err(R::OnePurpose),
        ),
        (terms("CREDIT", &["fullname"], &all, &credit, 0), Err(R::Expiry)),
        (terms("CREDIT", &["fullname"], &all, &credit, MINUTES_MAX), Ok(())),
        (terms("CREDIT", &["fullname"], &all, &credit, MINUTES_MAX + 1), Err(R::Expiry)),
    ];
    for (terms, expected) in table {
        // The relying party was granted everything but e-mail.
        assert_eq!(terms.judge(Unlisted::Refused, |scope| scope != "email"), expected, "{terms:?}");
    }
}

#[test]
fn an_agreement_acts_until_its_time_or_its_withdrawal_for_no_more_than_its_terms() {
    let given = terms("CREDIT", &["fullname", "inn"], &["ALL_ACTIONS_TO_DATA"], &["CREDIT"], 60);
    let agreement = Agreement {
        id: 1,
        person: Oid::FIRST,
        client: "BANK".parse().unwrap(),
        terms: given.clone(),
        given_at: NOW,
        withdrawn_at: None,
    };
    let less = terms("CREDIT", &["fullname"], &["ALL_ACTIONS_TO_DATA"], &["CREDIT"], 5);
    let more = terms("CREDIT", &["fullname", "snils"], &["ALL_ACTIONS_TO_DATA"], &["CREDIT"], 5);
    assert!(agreement.allows(&given, NOW) && agreement.allows(&less, NOW));
    assert!(!agreement.allows(&more, NOW));
    assert!(!agreement.allows(&given, NOW + Span::from_mins(60)));
    let withdrawn = Agreement { withdrawn_at: Some(NOW), ..agreement };
    assert!(!withdrawn.allows(&given, NOW));
}

#[test]
fn kinds_and_purposes_nobody_listed_are_taken_where_the_realm_takes_them() {
    let terms = Terms {
        kind: "NEW_KIND".to_owned(),
        minutes: 60,
        actions: vec!["USE_DATA".to_owned()],
        purposes: vec!["NEW_PURPOSE".to_owned(), "ANOTHER".to_owned()],
        scopes: vec!["fullname".to_owned(), "race_ext".to_owned()],
        ..Terms::default()
    };
    let judged = |terms: &Terms, unlisted| terms.judge(unlisted, |scope| scope != "email");
    assert_eq!(judged(&terms, Unlisted::Refused), Err(TermsRefusal::UnknownKind("NEW_KIND".to_owned())));
    assert_eq!(judged(&terms, Unlisted::Taken), Ok(()));
    // What is listed keeps its rules, and what was not granted stays out.
    let listed = Terms { kind: "CREDIT".to_owned(), ..terms.clone() };
    let extended = TermsRefusal::ScopeNotAllowed("race_ext".to_owned());
    assert_eq!(judged(&listed, Unlisted::Taken), Err(extended));
    let ungranted = Terms { scopes: vec!["email".to_owned()], ..terms };
    let refused = TermsRefusal::ScopeNotGranted("email".to_owned());
    assert_eq!(judged(&ungranted, Unlisted::Taken), Err(refused));
}

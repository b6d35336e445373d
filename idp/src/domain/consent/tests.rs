use super::*;
use crate::domain::id::Oid;
use crate::domain::time::{Span, Timestamp};

const NOW: Timestamp = Timestamp::from_secs(1_543_611_600);

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn terms(kind: &str, scopes: &[&str], actions: &[&str], purposes: &[&str], minutes: i64) -> Terms {
    Terms {
        kind: kind.to_owned(),
        minutes,
        actions: texts(actions),
        purposes: texts(purposes),
        scopes: texts(scopes),
        ..Terms::default()
    }
}

fn registry() -> Registry {
    let term = |name: &str| Term { sysname: name.to_owned(), also: Vec::new(), name: name.to_owned() };
    let kind = |name: &str, takes| Kind { takes, ..Kind::unlisted(name, 100) };
    let required = |name: &str| KindScope { sysname: name.to_owned(), required: true };
    let journal = Kind {
        also: texts(&["EDU_JORNAL"]),
        scopes: vec![required("fullname"), KindScope { sysname: "kid_snils".to_owned(), required: false }],
        purposes: texts(&["EDU_JOURNAL"]),
        ..kind("EDU_JOURNAL", Takes::Listed)
    };
    let identification = Kind { one_purpose: true, ..kind("IDENTIFICATION", Takes::Known) };
    Registry {
        kinds: vec![journal, kind("CREDIT", Takes::Known), identification, kind("NOTHING", Takes::Listed)],
        actions: vec![term("ALL")],
        purposes: vec![
            Term { also: texts(&["EDU_JORNAL"]), ..term("EDU_JOURNAL") },
            term("CREDIT"),
            term("OTHER"),
        ],
    }
}

fn judged(terms: &Terms, unlisted: Unlisted) -> Result<(), TermsRefusal> {
    // The relying party was granted everything but e-mail, and may ask for any kind but one.
    terms.judge(&Bounds {
        registry: &registry(),
        unlisted,
        is_kind_allowed: &|kind| kind != "FORBIDDEN",
        is_granted: &|scope| scope != "email" && scope != "kid_snils",
    })
}

#[test]
fn each_wrong_term_has_a_refusal_of_its_own() {
    use TermsRefusal as R;
    let (all, credit) = (["ALL"], ["CREDIT"]);
    let table = [
        (terms("CREDIT", &["fullname", "inn"], &all, &credit, 1), Ok(())),
        // What a kind lists needs no grant by application.
        (terms("EDU_JOURNAL", &["fullname", "kid_snils"], &all, &["EDU_JOURNAL"], 100), Ok(())),
        (terms("", &[], &all, &credit, 1), Err(R::NoKind)),
        (terms("NONE", &[], &all, &credit, 1), Err(R::UnknownKind("NONE".into()))),
        (
            terms("EDU_JOURNAL", &["kid_snils"], &all, &["EDU_JOURNAL"], 1),
            Err(R::ScopeMissing("fullname".into())),
        ),
        (
            terms("EDU_JOURNAL", &["fullname", "inn"], &all, &["EDU_JOURNAL"], 1),
            Err(R::ScopeNotAllowed("inn".into())),
        ),
        (terms("CREDIT", &["race_ext"], &all, &credit, 1), Err(R::ScopeNotAllowed("race_ext".into()))),
        (terms("CREDIT", &["email"], &all, &credit, 1), Err(R::ScopeNotGranted("email".into()))),
        (terms("NOTHING", &["fullname"], &all, &credit, 1), Err(R::ScopesForbidden)),
        (terms("NOTHING", &[], &all, &credit, 1), Ok(())),
        (terms("CREDIT", &["fullname"], &[], &credit, 1), Err(R::NoAction)),
        (terms("CREDIT", &["fullname"], &["SELL"], &credit, 1), Err(R::UnknownAction("SELL".into()))),
        (terms("CREDIT", &["fullname"], &all, &[], 1), Err(R::NoPurpose)),
        (terms("CREDIT", &["fullname"], &all, &["FUN"], 1), Err(R::UnknownPurpose("FUN".into()))),
        (terms("EDU_JOURNAL", &["fullname"], &all, &credit, 1), Err(R::UnknownPurpose("CREDIT".into()))),
        (terms("CREDIT", &["fullname"], &all, &["CREDIT", "OTHER"], 1), Ok(())),
        (terms("IDENTIFICATION", &["fullname"], &all, &["CREDIT", "OTHER"], 1), Err(R::OnePurpose)),
        (terms("CREDIT", &["fullname"], &all, &credit, 0), Err(R::Expiry(100))),
        (terms("CREDIT", &["fullname"], &all, &credit, 101), Err(R::Expiry(100))),
    ];
    for (terms, expected) in table {
        assert_eq!(judged(&terms, Unlisted::Refused), expected, "{terms:?}");
    }
}

#[test]
fn a_kind_is_known_in_each_of_its_spellings_and_kept_in_one() {
    let asked = terms("EDU_JORNAL", &["fullname"], &["ALL"], &["EDU_JORNAL"], 1);
    let spelled = asked.spelled(&registry());
    assert_eq!(
        (spelled.kind.as_str(), spelled.purposes.as_slice()),
        ("EDU_JOURNAL", &texts(&["EDU_JOURNAL"])[..])
    );
    assert_eq!(judged(&spelled, Unlisted::Refused), Ok(()));
}

#[test]
fn a_consent_acts_until_its_time_or_its_withdrawal() {
    let asked = terms("CREDIT", &["fullname", "inn"], &["ALL"], &["CREDIT"], 60);
    let waiting = Consent {
        id: 1,
        person: Oid::FIRST,
        client: "BANK".parse().ok(),
        terms: asked.clone(),
        asked_at: Some(NOW),
        given_at: None,
        declined_at: None,
        withdrawn_at: None,
        kid: None,
        ogrn: None,
        session: None,
        signature: None,
        asked_scopes: Vec::new(),
        forbiddens: Vec::new(),
    };
    assert_eq!((waiting.status(), waiting.is_acting(NOW)), (Status::Waiting, false));
    assert_eq!(waiting.clone().declined(NOW).status(), Status::Declined);
    let given = waiting.given(&texts(&["inn"]), "s".to_owned(), NOW);
    assert!(given.is_acting(NOW) && !given.is_acting(NOW + Span::from_mins(60)));
    assert_eq!(given.terms.scopes, texts(&["fullname"]));
    // What was left out does not make the next request another one; a scope more does, less does too.
    assert!(given.has_lists_of(&asked));
    for scopes in [&["fullname"][..], &["fullname", "inn", "snils"]] {
        assert!(!given.has_lists_of(&terms("CREDIT", scopes, &["ALL"], &["CREDIT"], 60)), "{scopes:?}");
    }
    let longer = Terms { minutes: 90, responsible: Some("АО".to_owned()), ..asked };
    assert!(given.has_lists_of(&longer), "neither the term nor who answers for the data matters");
    assert!(!given.withdrawn(NOW).is_acting(NOW));
}

#[test]
fn kinds_and_purposes_that_are_not_listed_are_taken_where_the_realm_takes_them() {
    let new = terms("NEW_KIND", &["fullname", "race_ext"], &["ALL"], &["NEW_PURPOSE", "ANOTHER"], 60);
    assert_eq!(judged(&new, Unlisted::Refused), Err(TermsRefusal::UnknownKind("NEW_KIND".to_owned())));
    assert_eq!(judged(&new, Unlisted::Taken), Ok(()));
    // What is listed keeps its rules, and what was not granted stays out.
    let listed = Terms { kind: "CREDIT".to_owned(), ..new.clone() };
    assert_eq!(judged(&listed, Unlisted::Taken), Err(TermsRefusal::ScopeNotAllowed("race_ext".to_owned())));
    let ungranted = Terms { scopes: texts(&["email"]), ..new.clone() };
    assert_eq!(judged(&ungranted, Unlisted::Taken), Err(TermsRefusal::ScopeNotGranted("email".to_owned())));
    let forbidden = Terms { kind: "FORBIDDEN".to_owned(), ..new };
    assert_eq!(
        judged(&forbidden, Unlisted::Taken),
        Err(TermsRefusal::KindNotAllowed("FORBIDDEN".to_owned()))
    );
}

use super::role::{Demand, LetsIn, Place, RoleRefusal, Verdict, judge};
use super::*;

const NOW: Timestamp = Timestamp::from_secs(1_543_611_600);

fn organisation(number: u64, kind: Kind) -> Organisation {
    let alone = kind == Kind::SoleProprietor;
    let (ogrn, inn) =
        if alone { ("399000000000011", "990000000115") } else { ("1990000000010", "9900000017") };
    Organisation {
        oid: Oid::new(number),
        kind,
        full_name: "Пример".parse().unwrap(),
        short_name: "Пример".parse().unwrap(),
        ogrn: ogrn.parse().unwrap(),
        inn: inn.parse().unwrap(),
        kpp: None,
        legal_form: None,
        oktmo: None,
        agency_kind: None,
        agency_territory: None,
        liquidated: false,
        contacts: Vec::new(),
        addresses: Vec::new(),
        groups: Vec::new(),
        branches: Vec::new(),
        categories: Vec::new(),
        papers: Papers::default(),
        updated_at: NOW,
    }
}

#[test]
fn facts_of_another_kind_of_organisation_are_refused() {
    for kind in Kind::ALL {
        assert_eq!(organisation(1, kind).check(), Ok(()), "{kind:?}");
    }
    let company = || organisation(1, Kind::Legal);
    let alone = || organisation(1, Kind::SoleProprietor);
    let cases = [
        (Organisation { ogrn: alone().ogrn, ..company() }, "ogrn", Contradiction::Ogrn),
        (Organisation { inn: company().inn, ..alone() }, "inn", Contradiction::Inn),
        (Organisation { kpp: "777700001".parse().ok(), ..alone() }, "kpp", Contradiction::Kpp),
        (
            Organisation { agency_territory: "00".parse().ok(), ..company() },
            "agency_type",
            Contradiction::Agency,
        ),
    ];
    for (wrong, field, why) in cases {
        assert_eq!(wrong.check(), Err((field, why)));
    }
}

#[test]
fn a_role_is_chosen_only_when_it_is_asked_for_and_there_is_a_choice() {
    let place = |number, kind, chief| Place { oid: Oid::new(number), kind, chief };
    let both = [place(7, Kind::Legal, true), place(8, Kind::StateBody, false)];
    let (citizen, seventh, eighth) =
        (Role::Citizen, Role::Employee(Oid::new(7)), Role::Employee(Oid::new(8)));
    let plain = Demand::default();
    let asks = Demand { asks: true, ..Demand::default() };
    let of_the_chosen = Demand { of_the_chosen: true, ..Demand::default() };
    let named = |numbers: &[u64]| Demand {
        named: numbers.iter().map(|number| Oid::new(*number)).collect(),
        ..Demand::default()
    };
    let lets = |citizens, only_chiefs| LetsIn { citizens, employees: true, only_chiefs };
    let only_employees = Demand { lets_in: lets(false, false), ..Demand::default() };
    let only_chiefs = Demand { lets_in: lets(false, true), ..Demand::default() };
    let bodies = |citizens| Demand {
        lets_in: lets(citizens, false),
        kinds: Some(vec![Kind::StateBody]),
        asks: true,
        ..Demand::default()
    };
    let (only_bodies, persons_or_bodies) = (bodies(false), bodies(true));
    let refused = |why| Verdict::Refused(why);
    // What is asked, of which organisations the citizen has, what was chosen before, what follows.
    let table = [
        (&plain, &both[..], None, Verdict::As(citizen)),
        (&plain, &both[..], Some(eighth), Verdict::As(eighth)),
        (&asks, &[], None, Verdict::As(citizen)),
        (&asks, &both[..], None, Verdict::Choose(vec![citizen, seventh, eighth])),
        (&asks, &both[..], Some(seventh), Verdict::As(seventh)),
        (&asks, &both[..1], Some(eighth), Verdict::Choose(vec![citizen, seventh])),
        (&of_the_chosen, &both[..], None, Verdict::Choose(vec![seventh, eighth])),
        (&of_the_chosen, &both[..], Some(citizen), Verdict::Choose(vec![seventh, eighth])),
        (&of_the_chosen, &both[1..], None, Verdict::As(eighth)),
        (&of_the_chosen, &[], None, refused(RoleRefusal::NotAnEmployee(None))),
        (&named(&[7]), &both[..], None, Verdict::As(seventh)),
        (&named(&[7, 8]), &both[..], None, Verdict::As(citizen)),
        (&named(&[7, 9]), &both[..], None, refused(RoleRefusal::NotAnEmployee(Some(Oid::new(9))))),
        (&only_employees, &both[..], None, Verdict::Choose(vec![seventh, eighth])),
        (&only_employees, &[], None, refused(RoleRefusal::NoSuchRole)),
        (&only_chiefs, &both[..], None, Verdict::As(seventh)),
        (&only_chiefs, &both[1..], None, refused(RoleRefusal::NoSuchRole)),
        (&persons_or_bodies, &both[..], None, Verdict::Choose(vec![citizen, eighth])),
        (&persons_or_bodies, &both[..1], None, Verdict::As(citizen)),
        (&only_bodies, &both[..], Some(seventh), Verdict::As(eighth)),
        (&only_bodies, &both[..1], None, refused(RoleRefusal::NoSuchRole)),
    ];
    for (demand, places, chosen, expected) in table {
        assert_eq!(judge(demand, places, chosen), expected, "{demand:?} {chosen:?}");
    }
}

//! What every engine promises for organisations, those who belong to them, and consents.

use idp::domain::consent::Consent;
use idp::domain::id::Oid;
use idp::domain::organisation::{Branch, Organisation};
use idp::store::port::OrganisationFilter;

use crate::store::on_every_engine;
use crate::store::samples::{NOW, account, consent, membership, oid, organisation};

const FIRST: Oid = Oid::FIRST_ORGANISATION;

#[test]
fn organisations_are_found_by_number_by_ogrn_and_by_member() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        tx.put_account(&account(0, "+7(000)0000001")).unwrap();
        let second = Oid::new(FIRST.number() + 1);
        let (one, other) = (organisation(FIRST, "1234567890123"), organisation(second, "2000000000002"));
        tx.put_organisation(&one).unwrap();
        tx.put_organisation(&other).unwrap();
        tx.put_membership(&membership(second, oid(0))).unwrap();
        tx.put_membership(&membership(second, oid(0))).unwrap();
        assert_eq!(tx.organisation(FIRST).unwrap(), Some(one.clone()));
        assert_eq!(tx.organisation(oid(0)).unwrap(), None);
        let list = |filter: OrganisationFilter| tx.organisations(&filter).unwrap();
        let all = OrganisationFilter { limit: 10, ..OrganisationFilter::default() };
        assert_eq!(list(all.clone()), [one.clone(), other.clone()]);
        assert_eq!(list(OrganisationFilter { limit: 1, ..all.clone() }).len(), 1);
        assert_eq!(list(OrganisationFilter { ogrn: Some("1234567890123".to_owned()), ..all.clone() }), [one]);
        assert_eq!(list(OrganisationFilter { member: Some(oid(0)), ..all.clone() }), [other]);
        assert_eq!(tx.members(second).unwrap(), [membership(second, oid(0))]);
        assert_eq!(tx.memberships(oid(0)).unwrap(), [membership(second, oid(0))]);
        assert_eq!(tx.memberships(oid(1)).unwrap(), []);
        assert_eq!(tx.membership(FIRST, oid(0)).unwrap(), None);
        assert!(tx.remove_membership(second, oid(0)).unwrap());
        assert!(!tx.remove_membership(second, oid(0)).unwrap());
        assert!(tx.organisations(&OrganisationFilter { member: Some(oid(0)), ..all }).unwrap().is_empty());
    });
}

#[test]
fn two_organisations_do_not_share_an_ogrn() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        tx.put_organisation(&organisation(FIRST, "1234567890123")).unwrap();
        assert!(tx.put_organisation(&organisation(Oid::new(FIRST.number() + 1), "1234567890123")).is_err());
    });
}

#[test]
fn the_number_of_a_closed_branch_is_not_given_again() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        assert_eq!(tx.next_organisation_oid().unwrap(), FIRST);
        let branch = Branch {
            oid: Oid::new(FIRST.number() + 1),
            name: "Филиал".parse().unwrap(),
            kpp: None,
            legal_form: None,
            contacts: Vec::new(),
            addresses: Vec::new(),
        };
        let without = organisation(FIRST, "1234567890123");
        tx.put_organisation(&Organisation { branches: vec![branch], ..without.clone() }).unwrap();
        tx.put_organisation(&without).unwrap();
        assert_eq!(tx.next_organisation_oid().unwrap(), Oid::new(FIRST.number() + 2));
        tx.put_account(&account(0, "+7(000)0000001")).unwrap();
        assert_eq!(tx.next_oid().unwrap(), oid(1), "people are numbered as if there were none");
    });
}

#[test]
fn consents_are_kept_for_each_citizen_and_relying_party() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        tx.put_account(&account(0, "+7(000)0000001")).unwrap();
        assert_eq!(tx.next_consent_id().unwrap(), 1);
        let (bank, shop) = (consent(1, "BANK"), consent(2, "SHOP"));
        tx.put_consent(&bank).unwrap();
        tx.put_consent(&shop).unwrap();
        assert_eq!(tx.next_consent_id().unwrap(), 3);
        let withdrawn = Consent { withdrawn_at: Some(NOW), ..bank.clone() };
        tx.put_consent(&withdrawn).unwrap();
        assert_eq!(tx.consents(oid(0), None).unwrap(), [withdrawn.clone(), shop]);
        assert_eq!(tx.consents(oid(0), bank.client.as_ref()).unwrap(), [withdrawn]);
        assert!(tx.consents(oid(1), None).unwrap().is_empty());
    });
}

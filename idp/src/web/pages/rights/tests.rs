//! The table of rights against the scopes of the specification.

use super::{describe, find, groups, table::RIGHTS};

/// The scopes of the specification's three tables.
const KNOWN: &str = "openid fullname birthdate gender snils inn birthplace id_doc medical_doc military_doc \
    foreign_passport_doc drivers_licence_doc birth_cert_doc residence_doc temporary_residence_doc vehicles email \
    mobile contacts addresses usr_org usr_avt usr_reg_cxt bio ext_auth_result self_employed kid_fullname \
    kid_birthdate kid_gender kid_snils kid_inn kid_birth_cert_doc kid_medical_doc kid_school_data kid_mobile \
    kid_email http://esia.gosuslugi.ru/usr_inf http://esia.gosuslugi.ru/ext_imp http://lk.gosuslugi.ru/api-order \
    http://lk.gosuslugi.ru/api-geps prm_chg?oid=1 pow_reg pow_reg_inf pow_reg_search \
    history_passport_doc vehicle_reg_cert_doc number_plate_doc osago_policy change_fullname_cert_doc \
    death_cert_doc marriage_cert_doc divorce_cert_doc paternity_cert_doc registry_office_data ils_doc ndfl_person \
    payout_income electronic_workbook pre_retirement_age pension_reference payments_egisso social_support_info \
    family_assets_balance reg_realestate link bank_account legalcapacity educational_doc ege_result olympics \
    student_ticket volunteer_activity remd_medical_doc bio_export fullname_ext birthdate_ext birthplace_ext \
    address_ext email_ext mobile_ext family_status_ext education_ext profession_ext social_status_ext income_ext \
    race_ext politically_ext religion_ext philosophy_ext health_ext intimacy_ext conviction_ext biometric_ext \
    org_shortname org_fullname org_type org_ogrn org_inn org_kpp org_leg org_oktmo org_agencytype \
    org_agencyterrange org_emps org_grps org_ctts org_addrs org_vhls org_brhs org_rcs org_stms org_invts org_srchis \
    org_accredited_it_company org_egr org_grant org_usn org_income_tax bss_special_tax_regime org_debt paid_tax \
    org_bfo org_msp org_bank_account org_bank_acc_block org_data";

#[test]
fn every_scope_of_the_specification_has_words() {
    for scope in KNOWN.split_whitespace() {
        assert!(find(scope).is_some(), "no words for {scope}");
    }
}

#[test]
fn a_scope_and_its_words_stand_in_the_table_once() {
    for (index, right) in RIGHTS.iter().enumerate() {
        for other in RIGHTS.iter().skip(index + 1) {
            assert_ne!(right.scope, other.scope);
            assert_ne!(right.text, other.text, "{} and {}", right.scope, other.scope);
        }
    }
}

#[test]
fn an_organisation_is_named_and_an_unknown_scope_is_shown() {
    let scope = "http://esia.gosuslugi.ru/org_ogrn?org_oid=1000000001";
    assert_eq!(describe(scope), "ОГРН организации (организация 1000000001)");
    assert_eq!(describe("moon_phase"), "Право «moon_phase»");
}

#[test]
fn rights_are_grouped_in_order_and_repeated_once() {
    let groups = groups(["email", "openid", "openid", "moon_phase"]);
    let seen: Vec<_> = groups.iter().map(|group| (group.topic.title(), group.lines.len())).collect();
    assert_eq!(seen, [("Сведения о вас", 1), ("Контакты и адреса", 1), ("Другие права", 1)]);
}

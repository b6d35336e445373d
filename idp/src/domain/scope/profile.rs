//! Scopes of the digital profile.

/// Their names; what they open lies in other systems.
pub const DIGITAL_PROFILE: &[&str] = &[
    "vehicle_reg_cert_doc",
    "number_plate_doc",
    "osago_policy",
    "change_fullname_cert_doc",
    "death_cert_doc",
    "marriage_cert_doc",
    "divorce_cert_doc",
    "paternity_cert_doc",
    "registry_office_data",
    "ils_doc",
    "org_data",
    "ndfl_person",
    "payout_income",
    "electronic_workbook",
    "pre_retirement_age",
    "pension_reference",
    "payments_egisso",
    "social_support_info",
    "family_assets_balance",
    "reg_realestate",
    "link",
    "bank_account",
    "legalcapacity",
    "educational_doc",
    "ege_result",
    "olympics",
    "student_ticket",
    "volunteer_activity",
    "remd_medical_doc",
    "bio_export",
    "fullname_ext",
    "birthdate_ext",
    "birthplace_ext",
    "address_ext",
    "email_ext",
    "mobile_ext",
    "family_status_ext",
    "education_ext",
    "profession_ext",
    "social_status_ext",
    "income_ext",
    "race_ext",
    "politically_ext",
    "religion_ext",
    "philosophy_ext",
    "health_ext",
    "intimacy_ext",
    "conviction_ext",
    "biometric_ext",
];

/// The agency that keeps the data of a scope, of those that the samples of DP 4.2.3 print.
pub fn agency(scope: &str) -> Option<&'static str> {
    Some(match scope {
        "ils_doc" => "Социальный фонд России",
        "org_data" => "Федеральная налоговая служба Российской Федерации",
        "history_passport_doc" | "vehicle_reg_cert_doc" | "drivers_licence_doc" => {
            "Министерство внутренних дел Российской Федерации"
        }
        _ => return None,
    })
}

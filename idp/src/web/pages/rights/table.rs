//! The table of scopes and their meaning.

/// What a right is about; the consent page has a heading for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The person.
    Person,
    /// The person's documents.
    Documents,
    /// Contacts and addresses.
    Contacts,
    /// The person's children.
    Children,
    /// Organisations of the person.
    Organisations,
    /// Records of other state registers about the person.
    Records,
    /// Consents to use what other systems know.
    Consents,
    /// Acting in the person's name.
    Actions,
    /// Anything the table does not know.
    Other,
}

impl Topic {
    /// Every topic, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Person,
        Self::Documents,
        Self::Contacts,
        Self::Children,
        Self::Organisations,
        Self::Records,
        Self::Consents,
        Self::Actions,
        Self::Other,
    ];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Person => "Сведения о вас",
            Self::Documents => "Ваши документы",
            Self::Contacts => "Контакты и адреса",
            Self::Children => "Сведения о ваших детях",
            Self::Organisations => "Ваши организации",
            Self::Records => "Сведения из государственных реестров",
            Self::Consents => "Согласие на обработку сведений",
            Self::Actions => "Действия от вашего имени",
            Self::Other => "Другие права",
        }
    }
}

/// A scope and what it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    /// The scope's bare name, without address and parameters.
    pub scope: &'static str,
    /// What it is about.
    pub topic: Topic,
    /// What it opens, in Russian.
    pub text: &'static str,
}

const fn right(topic: Topic, scope: &'static str, text: &'static str) -> Right {
    Right { scope, topic, text }
}

/// Every scope the simulator knows, by topic.
pub(super) const RIGHTS: &[Right] = &[
    right(Topic::Person, "openid", "Вход в систему с вашей учетной записью"),
    right(Topic::Person, "fullname", "Фамилия, имя и отчество"),
    right(Topic::Person, "birthdate", "Дата рождения"),
    right(Topic::Person, "gender", "Пол"),
    right(Topic::Person, "snils", "СНИЛС"),
    right(Topic::Person, "inn", "ИНН"),
    right(Topic::Person, "birthplace", "Место рождения"),
    right(Topic::Person, "self_employed", "Признак самозанятости"),
    right(Topic::Person, "usr_inf", "Все данные вашего профиля"),
    right(Topic::Person, "usr_avt", "Изображение профиля"),
    right(Topic::Person, "usr_reg_cxt", "Сведения о регистрации вашей учетной записи"),
    right(Topic::Person, "bio", "Результат входа по биометрии"),
    right(Topic::Person, "ext_auth_result", "Подробный результат входа по биометрии"),
    right(Topic::Documents, "id_doc", "Документ, удостоверяющий личность, и гражданство"),
    right(Topic::Documents, "medical_doc", "Полис обязательного медицинского страхования"),
    right(Topic::Documents, "military_doc", "Военный билет"),
    right(Topic::Documents, "foreign_passport_doc", "Заграничный паспорт"),
    right(Topic::Documents, "drivers_licence_doc", "Водительское удостоверение"),
    right(Topic::Documents, "birth_cert_doc", "Свидетельство о рождении"),
    right(Topic::Documents, "residence_doc", "Вид на жительство"),
    right(Topic::Documents, "temporary_residence_doc", "Разрешение на временное проживание"),
    right(Topic::Documents, "vehicles", "Транспортные средства: номер и свидетельство о регистрации"),
    right(Topic::Documents, "history_passport_doc", "Сведения о прежних паспортах"),
    right(Topic::Documents, "vehicle_reg_cert_doc", "Свидетельство о регистрации транспортного средства"),
    right(Topic::Documents, "number_plate_doc", "Государственный номер транспортного средства"),
    right(Topic::Documents, "osago_policy", "Полис ОСАГО"),
    right(Topic::Documents, "change_fullname_cert_doc", "Свидетельство о перемене имени"),
    right(Topic::Documents, "death_cert_doc", "Свидетельство о смерти"),
    right(Topic::Documents, "marriage_cert_doc", "Свидетельство о заключении брака"),
    right(Topic::Documents, "divorce_cert_doc", "Свидетельство о расторжении брака"),
    right(Topic::Documents, "paternity_cert_doc", "Свидетельство об установлении отцовства"),
    right(Topic::Documents, "educational_doc", "Документы об образовании"),
    right(Topic::Documents, "student_ticket", "Студенческий билет"),
    right(Topic::Documents, "remd_medical_doc", "Электронные медицинские документы"),
    right(Topic::Contacts, "email", "Адрес электронной почты"),
    right(Topic::Contacts, "mobile", "Номер мобильного телефона"),
    right(Topic::Contacts, "contacts", "Все контакты: телефоны и электронная почта"),
    right(Topic::Contacts, "addresses", "Адреса регистрации и проживания"),
    right(Topic::Children, "kid_fullname", "Фамилия, имя и отчество ребенка"),
    right(Topic::Children, "kid_birthdate", "Дата рождения ребенка"),
    right(Topic::Children, "kid_gender", "Пол ребенка"),
    right(Topic::Children, "kid_snils", "СНИЛС ребенка"),
    right(Topic::Children, "kid_inn", "ИНН ребенка"),
    right(Topic::Children, "kid_birth_cert_doc", "Свидетельство о рождении ребенка"),
    right(Topic::Children, "kid_medical_doc", "Полис обязательного медицинского страхования ребенка"),
    right(Topic::Children, "kid_contacts", "Контакты ребенка: телефон и адрес электронной почты"),
    right(Topic::Children, "kid_school_data", "Сведения об обучении ребенка в школе"),
    right(Topic::Children, "kid_mobile", "Номер мобильного телефона ребенка"),
    right(Topic::Children, "kid_email", "Адрес электронной почты ребенка"),
    right(Topic::Organisations, "usr_org", "Список ваших организаций"),
    right(Topic::Organisations, "org_shortname", "Краткое название организации"),
    right(Topic::Organisations, "org_fullname", "Полное название организации"),
    right(Topic::Organisations, "org_type", "Вид организации"),
    right(Topic::Organisations, "org_ogrn", "ОГРН организации"),
    right(Topic::Organisations, "org_inn", "ИНН организации"),
    right(Topic::Organisations, "org_kpp", "КПП организации"),
    right(Topic::Organisations, "org_leg", "Организационно-правовая форма"),
    right(Topic::Organisations, "org_oktmo", "ОКТМО организации"),
    right(Topic::Organisations, "org_agencytype", "Вид органа власти"),
    right(Topic::Organisations, "org_agencyterrange", "Территория органа власти"),
    right(Topic::Organisations, "org_emps", "Сотрудники организации"),
    right(Topic::Organisations, "org_grps", "Группы доступа организации"),
    right(Topic::Organisations, "org_ctts", "Контакты организации"),
    right(Topic::Organisations, "org_addrs", "Адреса организации"),
    right(Topic::Organisations, "org_vhls", "Транспортные средства организации"),
    right(Topic::Organisations, "org_brhs", "Филиалы организации"),
    right(Topic::Organisations, "org_brhs_ctts", "Контакты филиалов организации"),
    right(Topic::Organisations, "org_brhs_addrs", "Адреса филиалов организации"),
    right(Topic::Organisations, "org_rcs", "Центры обслуживания организации"),
    right(Topic::Organisations, "org_stms", "Информационные системы организации"),
    right(Topic::Organisations, "org_invts", "Приглашения сотрудников в организацию"),
    right(Topic::Organisations, "org_srchis", "Среднесписочная численность работников организации"),
    right(Topic::Organisations, "org_accredited_it_company", "Аккредитация организации как ИТ-компании"),
    right(Topic::Organisations, "org_egr", "Выписка организации из ЕГРЮЛ или ЕГРИП"),
    right(Topic::Organisations, "org_grant", "Согласия организации"),
    right(Topic::Organisations, "org_usn", "Декларации организации по УСН и НДС"),
    right(Topic::Organisations, "org_income_tax", "Декларации организации по налогу на прибыль"),
    right(
        Topic::Organisations,
        "bss_special_tax_regime",
        "Декларации предпринимателя по специальным налоговым режимам",
    ),
    right(Topic::Organisations, "org_debt", "Задолженность организации по налогам"),
    right(Topic::Organisations, "paid_tax", "Уплаченные организацией налоги"),
    right(Topic::Organisations, "org_bfo", "Бухгалтерская отчетность организации"),
    right(Topic::Organisations, "org_msp", "Сведения об организации из реестра МСП"),
    right(Topic::Organisations, "org_bank_account", "Банковские счета организации"),
    right(Topic::Organisations, "org_bank_acc_block", "Приостановление операций по счетам организации"),
    right(Topic::Records, "org_data", "Выписка из ЕГРЮЛ"),
    right(Topic::Records, "registry_office_data", "Сведения из реестра записей гражданского состояния"),
    right(Topic::Records, "ils_doc", "Выписка из лицевого счета в Социальном фонде"),
    right(Topic::Records, "ndfl_person", "Справка о доходах и налогах"),
    right(Topic::Records, "payout_income", "Доходы и выплаты"),
    right(Topic::Records, "electronic_workbook", "Электронная трудовая книжка"),
    right(Topic::Records, "pre_retirement_age", "Сведения о предпенсионном возрасте"),
    right(Topic::Records, "pension_reference", "Справка о пенсии"),
    right(Topic::Records, "payments_egisso", "Социальные выплаты"),
    right(Topic::Records, "social_support_info", "Меры социальной поддержки"),
    right(Topic::Records, "family_assets_balance", "Остаток материнского капитала"),
    right(Topic::Records, "reg_realestate", "Недвижимость"),
    right(Topic::Records, "link", "Связи с учетными записями близких"),
    right(Topic::Records, "bank_account", "Банковские счета"),
    right(Topic::Records, "legalcapacity", "Сведения о дееспособности"),
    right(Topic::Records, "ege_result", "Результаты ЕГЭ"),
    right(Topic::Records, "olympics", "Результаты олимпиад"),
    right(Topic::Records, "volunteer_activity", "Добровольческая деятельность"),
    right(Topic::Records, "bio_export", "Передача биометрических данных"),
    right(Topic::Consents, "fullname_ext", "Обработка фамилии, имени и отчества"),
    right(Topic::Consents, "birthdate_ext", "Обработка даты рождения"),
    right(Topic::Consents, "birthplace_ext", "Обработка места рождения"),
    right(Topic::Consents, "address_ext", "Обработка адреса"),
    right(Topic::Consents, "email_ext", "Обработка адреса электронной почты"),
    right(Topic::Consents, "mobile_ext", "Обработка номера мобильного телефона"),
    right(Topic::Consents, "family_status_ext", "Обработка сведений о семейном положении"),
    right(Topic::Consents, "education_ext", "Обработка сведений об образовании"),
    right(Topic::Consents, "profession_ext", "Обработка сведений о профессии"),
    right(Topic::Consents, "social_status_ext", "Обработка сведений о социальном положении"),
    right(Topic::Consents, "income_ext", "Обработка сведений о доходах"),
    right(Topic::Consents, "race_ext", "Обработка сведений о расе и национальности"),
    right(Topic::Consents, "politically_ext", "Обработка сведений о политических взглядах"),
    right(Topic::Consents, "religion_ext", "Обработка сведений о религиозных убеждениях"),
    right(Topic::Consents, "philosophy_ext", "Обработка сведений о философских убеждениях"),
    right(Topic::Consents, "health_ext", "Обработка сведений о здоровье"),
    right(Topic::Consents, "intimacy_ext", "Обработка сведений об интимной жизни"),
    right(Topic::Consents, "conviction_ext", "Обработка сведений о судимости"),
    right(Topic::Consents, "biometric_ext", "Обработка биометрических данных"),
    right(Topic::Actions, "api-order", "Подача заявлений на портале от вашего имени"),
    right(Topic::Actions, "api-geps", "Чтение ваших писем на портале"),
    right(Topic::Actions, "ext_imp", "Передача ваших данных для создания учетной записи"),
    right(Topic::Actions, "usr_prm", "Сведения о согласиях, которые вы дали"),
    right(Topic::Actions, "prm_chg", "Изменение выданных вами разрешений"),
    right(Topic::Actions, "pow_reg", "Работа с реестром доверенностей"),
    right(Topic::Actions, "pow_reg_inf", "Получение сведений о доверенностях"),
    right(Topic::Actions, "pow_reg_search", "Поиск доверенностей в реестре"),
];

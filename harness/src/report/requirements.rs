//! Owns the requirements of the official documents on a relying party: what each asks, and which scenarios try it.

use crate::lang::Said;
use crate::report::record::Story;

/// Something that a relying party owes.
#[derive(Debug)]
pub struct Requirement {
    /// Our stable name of the clause.
    pub id: &'static str,
    /// How it can be known.
    pub known: Known,
    /// What is asked.
    pub text: Said,
    /// Beginnings of the ids of scenarios that try it.
    scenarios: &'static [&'static str],
}

/// How it can be known whether a requirement is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// From outside.
    Seen,
    /// From outside in part; the rest is asked.
    Partly,
    /// Only its owner can say: a question, never a verdict.
    Asked,
}

impl Requirement {
    /// Whether a scenario says something about it.
    pub fn is_tried_by(&self, story: &Story) -> bool {
        self.is_named_by(story) || self.scenarios.iter().any(|begins| story.label.id.starts_with(begins))
    }

    /// Whether what is missing in a scenario is this.
    pub fn is_named_by(&self, story: &Story) -> bool {
        story.cause().is_some_and(|cause| cause.requirements.contains(&self.id))
    }

    /// Whether it belongs to appendix Д.
    pub fn is_of_the_appendix(&self) -> bool {
        self.id.starts_with("MR-Д-")
    }
}

/// The requirements that a scenario is about, by what it tries and by what was missing in it.
pub fn of(story: &Story) -> Vec<&'static str> {
    let asked = REQUIREMENTS.iter().filter(|one| one.is_tried_by(story));
    asked.map(|one| one.id).collect()
}

/// A name that any reader of JUnit and SARIF can write.
pub fn ascii(id: &str) -> String {
    id.replace('Д', "D")
}

use Known::{Asked, Partly, Seen};

const fn requirement(
    id: &'static str,
    known: Known,
    [en, ru]: [&'static str; 2],
    scenarios: &'static [&'static str],
) -> Requirement {
    Requirement { id, known, text: Said { en, ru }, scenarios }
}

/// All of them, by their numbers.
#[rustfmt::skip]
pub const REQUIREMENTS: &[Requirement] = &[
    requirement("MR-Д-1", Seen, ["Only documented parameters with documented values are sent", "Передаются только описанные параметры с описанными значениями"], &["request.parameters"]),
    requirement("MR-Д-2", Seen, ["A new, unique, random state for each authentication request", "Новый уникальный случайный state для каждого запроса"], &["number.state"]),
    requirement("MR-Д-3", Seen, ["The returned state is compared with the sent one", "Вернувшийся state сравнивается с отправленным"], &["hostile.state.made-up", "hostile.provider.redirect-other-state", "hostile.provider.redirect-no-state", "hostile.provider.answer-other-state", "hostile.provider.answer-no-state", "hostile.lies.redirect.state", "hostile.lies.answer.state"]),
    requirement("MR-Д-4", Seen, ["The pair of session and state is the one of the request", "Пара «сеанс и state» та же, что в запросе"], &["hostile.answer.forced", "hostile.answer.of-another-browser", "hostile.answer.to-a-binding", "hostile.session.fixed", "bind.forced", "bind.left-meanwhile", "bind.other-user-meanwhile", "crowd.left-meanwhile", "session.adopted", "session.renewed"]),
    requirement("MR-Д-5", Seen, ["The person gives the password to the portal's own page only", "Пароль вводится только на странице самого портала"], &["page."]),
    requirement("MR-Д-6", Seen, ["The order of requests is controlled; on a breach the attempt stops and can begin anew", "Порядок запросов контролируется; при нарушении попытка прекращается и начинается заново"], &["hostile.state.spent", "hostile.state.stale", "hostile.answer.twice", "hostile.provider.redirect-code-and-error", "hostile.provider.redirect-no-code", "refusal.", "bind.declined", "crowd.twice-at-once"]),
    requirement("MR-Д-7", Seen, ["Current addresses only: v2/ac and v3/te", "Только действующие адреса: v2/ac и v3/te"], &["request.version"]),
    requirement("MR-Д-8", Asked, ["Does an embedded browser of a mobile app behave like a browser?", "Ведёт ли себя встроенный браузер мобильного приложения как браузер?"], &[]),
    requirement("MR-Д-9", Asked, ["Are biometrics used by the biometric system's own rules?", "Применяется ли биометрия по правилам биометрической системы?"], &[]),
    requirement("MR-Д-10", Asked, ["Is the sign-in subsystem of one of the two allowed kinds, own or typical?", "Подсистема входа — одного из двух допустимых видов, собственная или типовая?"], &[]),
    requirement("MR-Д-11", Asked, ["Are signature means certified, of the class demanded?", "Сертифицированы ли средства подписи нужного класса?"], &[]),
    requirement("MR-Д-12", Asked, ["Are cryptographic means used as their documents say?", "Применяются ли средства криптографии по их документации?"], &[]),
    requirement("MR-Д-13", Asked, ["Was the impact of the environment on cryptography assessed?", "Оценено ли влияние среды на криптосредства?"], &[]),
    requirement("MR-Д-14", Asked, ["Is antivirus protection assessed?", "Оценено ли антивирусное средство?"], &[]),
    requirement("MR-Д-15", Partly, ["The certificate is of an accredited authority", "Сертификат выдан аккредитованным центром"], &[]),
    requirement("MR-Д-16", Asked, ["Is the typical solution assessed, where one is used?", "Оценено ли типовое решение, если оно используется?"], &[]),
    requirement("MR-Д-17", Asked, ["Does the system talk to the typical solution by its documented interface?", "Обращается ли система к типовому решению по его документированному интерфейсу?"], &[]),
    requirement("MR-Д-18", Asked, ["Is the typical solution run as its documents say?", "Эксплуатируется ли типовое решение по его документации?"], &[]),
    requirement("MR-Д-19", Asked, ["Is protection arranged by law and by the documents of the means?", "Организована ли защита по закону и документации средств?"], &[]),
    requirement("MR-Д-20", Asked, ["Is there protection from unauthorised access?", "Есть ли защита от несанкционированного доступа?"], &[]),
    requirement("MR-Д-21", Asked, ["Are the staff identified?", "Идентифицируются ли сотрудники?"], &[]),
    requirement("MR-Д-22", Asked, ["Are accounts managed, external users' too?", "Управляются ли учётные записи, в том числе внешние?"], &[]),
    requirement("MR-Д-23", Partly, ["Failed sign-ins are limited", "Число неудачных входов ограничено"], &["password.tries"]),
    requirement("MR-Д-24", Seen, ["The session ends on request and after idleness", "Сеанс кончается по требованию и при бездействии"], &["hostile.session.stolen", "diary.shared-computer", "session.forgotten", "session.next-person"]),
    requirement("MR-Д-25", Asked, ["Is traffic filtered by a firewall?", "Фильтруется ли трафик межсетевым экраном?"], &[]),
    requirement("MR-Д-26", Asked, ["Is there trusted boot?", "Есть ли доверенная загрузка?"], &[]),
    requirement("MR-Д-27", Asked, ["Is security monitored?", "Ведётся ли мониторинг безопасности?"], &[]),
    requirement("MR-Д-28", Asked, ["Is there antivirus protection?", "Есть ли антивирусная защита?"], &[]),
    requirement("MR-Д-29", Asked, ["Is there intrusion detection?", "Есть ли обнаружение вторжений?"], &[]),
    requirement("MR-Д-30", Asked, ["Are vulnerabilities found and removed?", "Выявляются и устраняются ли уязвимости?"], &[]),
    requirement("MR-Д-31", Asked, ["Are updates installed?", "Ставятся ли обновления?"], &[]),
    requirement("MR-Д-32", Asked, ["Is the health of protection means watched?", "Контролируется ли работа средств защиты?"], &[]),
    requirement("MR-Д-33", Asked, ["Is integrity controlled?", "Контролируется ли целостность?"], &[]),
    requirement("MR-Д-34", Asked, ["Is virtualisation protected?", "Защищена ли виртуализация?"], &[]),
    requirement("MR-Д-35", Asked, ["Are protection means of the trust level demanded?", "Имеют ли средства защиты нужный уровень доверия?"], &[]),
    requirement("MR-Д-36", Asked, ["Do all servers stand in Russia?", "Все ли серверы находятся в России?"], &[]),
    requirement("MR-Д-37", Asked, ["Are channels confidential throughout?", "Конфиденциальны ли каналы на всём пути?"], &[]),
    requirement("MR-Д-38", Asked, ["Is the channel protected by means of the class demanded, with keys of short life?", "Защищён ли канал средствами нужного класса с короткими сроками ключей?"], &[]),
    requirement("MR-Д-39", Asked, ["Is TLS mutual, or one-sided only through the gateway with the system's signature?", "Взаимный ли TLS, а односторонний — только через шлюз и с подписью системы?"], &[]),
    requirement("MR-Д-40", Partly, ["The certificate for automatic signing names the legal entity only", "Сертификат автоматической подписи — только на юридическое лицо"], &[]),
    requirement("MR-Д-41", Asked, ["Are GOST algorithms supported towards users?", "Поддержаны ли алгоритмы ГОСТ для пользователей?"], &[]),
    requirement("MR-Д-42", Asked, ["Can the server do GOST TLS?", "Поддерживает ли сервер TLS по ГОСТ?"], &[]),
    requirement("MR-Д-43", Asked, ["Does the mobile app use protected TLS?", "Использует ли мобильное приложение защищённый TLS?"], &[]),
    requirement("MR-Д-44", Asked, ["Is the other protected network agreed, where one is used?", "Согласована ли иная защищённая сеть, если она используется?"], &[]),
    requirement("MR-RP-1", Seen, ["The portal's Logout ends every session", "Сеанс всегда завершается через Logout портала"], &["diary.shared-computer", "session.portal-left"]),
    requirement("MR-RP-2", Seen, ["The portal's page stands in no frame", "Страница портала не во фрейме"], &["page.frames"]),
    requirement("MR-RP-3", Seen, ["Clocks agree within a minute", "Часы расходятся не больше минуты"], &["hostile.provider.token-clock-jumped", "hostile.provider.te.wrong-date", "hostile.time."]),
    requirement("MR-RP-4", Partly, ["The own session lasts 15 minutes to 3 hours", "Собственный сеанс от 15 минут до 3 часов"], &["session.forgotten"]),
    requirement("MR-RP-5", Seen, ["The organisation is chosen in the system's own pages", "Организация выбирается на страницах системы"], &["role."]),
    requirement("MR-RP-6", Seen, ["The code is taken as it is", "Код не разбирается"], &["request.code"]),
    requirement("MR-RP-7", Seen, ["The code is exchanged once", "Код обменивается один раз"], &["hostile.answer.twice", "hostile.code.redeemed", "leak.code-once", "hostile.retry.token"]),
    requirement("MR-RP-8", Seen, ["The token request has a state of its own", "У запроса маркера собственный state"], &["request.state"]),
    requirement("MR-RP-9", Seen, ["scope and address are the same at both requests", "scope и адрес одинаковы в обоих запросах"], &["request.same-values"]),
    requirement("MR-RP-10", Seen, ["The id token passes four checks, its algorithm is pinned", "Маркер идентификации проходит четыре проверки, алгоритм задан заранее"], &["hostile.provider.token-", "hostile.token.other-algorithm", "hostile.lies.id.", "hostile.lies.answer.id-token"]),
    requirement("MR-RP-11", Seen, ["The access token passes seven checks", "Маркер доступа проходит семь проверок"], &["hostile.provider.token-", "hostile.lies.access."]),
    requirement("MR-RP-12", Seen, ["Nothing of a token is used before its signature was checked", "До проверки подписи из маркера ничего не берётся"], &["hostile.provider.token-foreign-key", "hostile.provider.token-broken-signature", "hostile.lies.access.signature", "hostile.lies.access.unsigned", "hostile.lies.access.hmac"]),
    requirement("MR-RP-13", Seen, ["The newest refresh token only is kept", "Хранится только последний маркер обновления"], &[]),
    requirement("MR-RP-14", Seen, ["A refused refresh ends in a new sign-in", "Отказ в обновлении ведёт к новому входу"], &["diary.consent.no-refresh"]),
    requirement("MR-RP-15", Seen, ["PKCE verifiers are new and random", "Проверочные коды PKCE новые и случайные"], &["request.pkce"]),
    requirement("MR-RP-16", Seen, ["A person is known by the account's number", "Человек узнаётся по номеру учётной записи"], &["hostile.provider.token-other-subject", "hostile.provider.token-other-oid", "hostile.provider.resource-other-person", "diary.match.", "hostile.lies.id.person", "hostile.lies.access.person", "stranger.namesake", "stranger.child", "hands.", "bind.unbound", "good.twins"]),
    requirement("MR-RP-17", Seen, ["An access token is used by whom it was given to", "Маркер доступа использует тот, кому он выдан"], &["hostile.provider.token-other-client", "hostile.code.of-another-party", "hostile.lies.access.client"]),
    requirement("MR-RP-18", Seen, ["No retired scopes", "Нет устаревших областей доступа"], &["request.parameters"]),
    requirement("MR-RP-19", Seen, ["Consents instead of personal scopes where demanded", "Согласия вместо личных областей, где они нужны"], &["wire.consent.only"]),
    requirement("MR-RP-20", Seen, ["The button says «вход»", "На кнопке написано «вход»"], &[]),
    requirement("MR-RP-21", Asked, ["Is HTTPS with TLS 1.2 used?", "Используется ли HTTPS с TLS 1.2?"], &[]),
    requirement("MR-RP-22", Seen, ["A withdrawn permission is respected", "Отозванное разрешение учитывается"], &["diary.2024.portfolio.consent", "diary.consent.withdrawn", "diary.consent.renewed"]),
    requirement("MR-RP-23", Seen, ["The second factor is checked in the id token", "Второй фактор проверяется в маркере идентификации"], &[]),
];

//! Owns causes in what is believed of tokens, of the token answer and of the person's record.

use crate::cause::Severity::{Critical, High, Low, Medium};
use crate::cause::{Cause, cause};

/// Signature of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_SIGNATURE: Cause = cause("id-token.signature", Critical, &["MR-RP-10"], [
    ("signature of the id token", "подпись маркера идентификации"),
    ("Anybody can write a token and come in as any citizen.", "Кто угодно может сам написать маркер и войти под видом любого гражданина."),
    ("Verify the signature with the portal's published key before anything in the token is read.", "Проверяйте подпись опубликованным ключом портала до того, как читать содержимое маркера."),
]);
/// Pinned algorithm of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_ALGORITHM: Cause = cause("id-token.algorithm", Critical, &["MR-RP-10"], [
    ("pinned algorithm of the id token", "заданный заранее алгоритм подписи маркера идентификации"),
    ("A token without a signature, or one signed with the public key as a secret, is believed.", "Принимается маркер без подписи или подписанный открытым ключом как секретом."),
    ("Accept only the algorithm that is agreed with the portal; never take it from the token's header.", "Принимайте только согласованный с порталом алгоритм; не берите его из заголовка маркера."),
]);
/// Own source of the key for the id token.
#[rustfmt::skip]
pub const ID_TOKEN_KEY_SOURCE: Cause = cause("id-token.key-source", Critical, &["MR-RP-10"], [
    ("own source of the key for the id token", "собственный источник ключа для маркера идентификации"),
    ("A token that brings its own key, or the address of one, is believed.", "Принимается маркер, который сам принёс ключ или адрес ключа."),
    ("Use only the key that was configured; ignore jwk, jku, x5u, x5c and unknown kid in the header.", "Используйте только заданный ключ; не верьте полям jwk, jku, x5u, x5c и незнакомому kid в заголовке."),
]);
/// Issuer of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_ISSUER: Cause = cause("id-token.issuer", Critical, &["MR-RP-10"], [
    ("issuer of the id token", "издатель маркера идентификации"),
    ("A token of another provider with a trusted key is taken for one of the portal.", "Маркер другого поставщика принимается за маркер портала."),
    ("Compare iss with the portal's exact name.", "Сравнивайте iss с точным именем портала."),
]);
/// Expiry of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_EXPIRY: Cause = cause("id-token.expiry", High, &["MR-RP-10"], [
    ("expiry of the id token", "срок окончания маркера идентификации"),
    ("A token found in an old log or backup opens the diary for ever.", "Маркер из старого журнала или копии открывает дневник бессрочно."),
    ("Refuse a token whose exp has passed or is missing.", "Отказывайте, если exp прошёл или отсутствует."),
]);
/// Beginning of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_NOT_BEFORE: Cause = cause("id-token.not-before", Medium, &["MR-RP-10"], [
    ("beginning of the id token", "начало действия маркера идентификации"),
    ("A token that is not valid yet is believed; clocks that are wrong stay unnoticed.", "Принимается маркер, который ещё не действует; неверные часы остаются незамеченными."),
    ("Refuse a token whose nbf lies in the future by more than a minute.", "Отказывайте, если nbf позже текущего времени больше чем на минуту."),
]);
/// Moment of issue of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_ISSUED_AT: Cause = cause("id-token.issued-at", Medium, &["MR-RP-10"], [
    ("moment of issue of the id token", "время выпуска маркера идентификации"),
    ("A token from the future, or one kept from another time, is believed.", "Принимается маркер из будущего или сохранённый с прошлого раза."),
    ("Refuse a token whose iat lies in the future, or before this sign-in began.", "Отказывайте, если iat позже текущего времени или раньше начала этого входа."),
]);
/// Kind of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_KIND: Cause = cause("id-token.kind", High, &["MR-RP-10"], [
    ("kind of the id token", "вид маркера идентификации"),
    ("A token of one kind is taken for one of another, and its weaker checks are passed.", "Маркер одного вида принимается за другой, и более слабые проверки обходятся."),
    ("Compare typ and sbt with the kind of token that is expected here.", "Сравнивайте typ и sbt с тем видом маркера, который здесь ожидается."),
]);
/// Subject of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_SUBJECT: Cause = cause("id-token.subject", Critical, &["MR-RP-10", "MR-RP-16"], [
    ("subject of the id token", "субъект маркера идентификации"),
    ("A token that names nobody, or somebody in another form, signs in whoever comes first.", "Маркер без лица или с лицом в иной форме впускает кого придётся."),
    ("Refuse a token without a subject, and compare the number whole.", "Отказывайте маркеру без субъекта и сравнивайте номер целиком."),
]);
/// Form of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_FORM: Cause = cause("id-token.form", Medium, &["MR-RP-10"], [
    ("form of the id token", "форма маркера идентификации"),
    ("Doubled members, wrong types or broken encoding reach the code behind the check.", "Повторы полей, неверные типы и порченая кодировка доходят до кода за проверкой."),
    ("Parse strictly: one member of each name, each of its type, three parts.", "Разбирайте строго: каждое поле один раз, нужного типа, три части."),
]);
/// Signature of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_SIGNATURE: Cause = cause("access-token.signature", Critical, &["MR-RP-11", "MR-RP-12"], [
    ("signature of the access token", "подпись маркера доступа"),
    ("Anybody can write a token and come in as any citizen.", "Кто угодно может сам написать маркер и войти под видом любого гражданина."),
    ("Verify the signature with the portal's published key before anything in the token is read.", "Проверяйте подпись опубликованным ключом портала до того, как читать содержимое маркера."),
]);
/// Pinned algorithm of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_ALGORITHM: Cause = cause("access-token.algorithm", Critical, &["MR-RP-11"], [
    ("pinned algorithm of the access token", "заданный заранее алгоритм подписи маркера доступа"),
    ("A token without a signature, or one signed with the public key as a secret, is believed.", "Принимается маркер без подписи или подписанный открытым ключом как секретом."),
    ("Accept only the algorithm that is agreed with the portal; never take it from the token's header.", "Принимайте только согласованный с порталом алгоритм; не берите его из заголовка маркера."),
]);
/// Own source of the key for the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_KEY_SOURCE: Cause = cause("access-token.key-source", Critical, &["MR-RP-11"], [
    ("own source of the key for the access token", "собственный источник ключа для маркера доступа"),
    ("A token that brings its own key, or the address of one, is believed.", "Принимается маркер, который сам принёс ключ или адрес ключа."),
    ("Use only the key that was configured; ignore jwk, jku, x5u, x5c and unknown kid in the header.", "Используйте только заданный ключ; не верьте полям jwk, jku, x5u, x5c и незнакомому kid в заголовке."),
]);
/// Issuer of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_ISSUER: Cause = cause("access-token.issuer", Critical, &["MR-RP-11"], [
    ("issuer of the access token", "издатель маркера доступа"),
    ("A token of another provider with a trusted key is taken for one of the portal.", "Маркер другого поставщика принимается за маркер портала."),
    ("Compare iss with the portal's exact name.", "Сравнивайте iss с точным именем портала."),
]);
/// Expiry of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_EXPIRY: Cause = cause("access-token.expiry", High, &["MR-RP-11"], [
    ("expiry of the access token", "срок окончания маркера доступа"),
    ("A token found in an old log or backup opens the diary for ever.", "Маркер из старого журнала или копии открывает дневник бессрочно."),
    ("Refuse a token whose exp has passed or is missing.", "Отказывайте, если exp прошёл или отсутствует."),
]);
/// Beginning of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_NOT_BEFORE: Cause = cause("access-token.not-before", Medium, &["MR-RP-11"], [
    ("beginning of the access token", "начало действия маркера доступа"),
    ("A token that is not valid yet is believed; clocks that are wrong stay unnoticed.", "Принимается маркер, который ещё не действует; неверные часы остаются незамеченными."),
    ("Refuse a token whose nbf lies in the future by more than a minute.", "Отказывайте, если nbf позже текущего времени больше чем на минуту."),
]);
/// Moment of issue of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_ISSUED_AT: Cause = cause("access-token.issued-at", Medium, &["MR-RP-11"], [
    ("moment of issue of the access token", "время выпуска маркера доступа"),
    ("A token from the future, or one kept from another time, is believed.", "Принимается маркер из будущего или сохранённый с прошлого раза."),
    ("Refuse a token whose iat lies in the future, or before this sign-in began.", "Отказывайте, если iat позже текущего времени или раньше начала этого входа."),
]);
/// Kind of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_KIND: Cause = cause("access-token.kind", High, &["MR-RP-11"], [
    ("kind of the access token", "вид маркера доступа"),
    ("A token of one kind is taken for one of another, and its weaker checks are passed.", "Маркер одного вида принимается за другой, и более слабые проверки обходятся."),
    ("Compare typ and sbt with the kind of token that is expected here.", "Сравнивайте typ и sbt с тем видом маркера, который здесь ожидается."),
]);
/// Subject of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_SUBJECT: Cause = cause("access-token.subject", Critical, &["MR-RP-11", "MR-RP-16"], [
    ("subject of the access token", "субъект маркера доступа"),
    ("A token that names nobody, or somebody in another form, signs in whoever comes first.", "Маркер без лица или с лицом в иной форме впускает кого придётся."),
    ("Refuse a token without a subject, and compare the number whole.", "Отказывайте маркеру без субъекта и сравнивайте номер целиком."),
]);
/// Form of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_FORM: Cause = cause("access-token.form", Medium, &["MR-RP-11"], [
    ("form of the access token", "форма маркера доступа"),
    ("Doubled members, wrong types or broken encoding reach the code behind the check.", "Повторы полей, неверные типы и порченая кодировка доходят до кода за проверкой."),
    ("Parse strictly: one member of each name, each of its type, three parts.", "Разбирайте строго: каждое поле один раз, нужного типа, три части."),
]);
/// Audience of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_AUDIENCE: Cause = cause("id-token.audience", Critical, &["MR-RP-10"], [
    ("audience of the id token", "получатель маркера идентификации"),
    ("The owner of any other site that citizens use can come in here as them.", "Владелец любого другого сайта, куда входят граждане, может войти сюда под их видом."),
    ("Compare aud with the diary's own mnemonic, whole and exactly.", "Сравнивайте aud с мнемоникой дневника целиком и точно."),
]);
/// Client of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_CLIENT: Cause = cause("access-token.client", Critical, &["MR-RP-11", "MR-RP-17"], [
    ("client of the access token", "система, которой выдан маркер доступа"),
    ("A token that was given to another site opens this diary.", "Маркер, выданный другому сайту, открывает этот дневник."),
    ("Compare client_id in the access token with the diary's own mnemonic.", "Сравнивайте client_id маркера доступа с мнемоникой дневника."),
]);
/// Scope of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_SCOPE: Cause = cause("access-token.scope", Medium, &["MR-RP-11"], [
    ("scope of the access token", "области доступа маркера доступа"),
    ("Less or other data than was asked for is taken for all of it.", "Меньший или иной набор данных принимается за полный."),
    ("Compare the scopes in the token with those that were asked for.", "Сравнивайте области доступа в маркере с запрошенными."),
]);
/// Session of the access token.
#[rustfmt::skip]
pub const ACCESS_TOKEN_SESSION: Cause = cause("access-token.session", Low, &["MR-RP-11"], [
    ("session of the access token", "сессия маркера доступа"),
    ("A token of another sign-in is taken for this one's.", "Маркер другого входа принимается за маркер этого."),
    ("Compare urn:esia:sid in both tokens.", "Сравнивайте urn:esia:sid в обоих маркерах."),
]);
/// Freshness of the id token.
#[rustfmt::skip]
pub const ID_TOKEN_NONCE: Cause = cause("id-token.freshness", High, &["MR-RP-10"], [
    ("freshness of the id token", "свежесть маркера идентификации"),
    ("A genuine token of yesterday signs a person in today.", "Подлинный вчерашний маркер впускает человека сегодня."),
    ("Refuse tokens that were issued, or sign-ins that happened, before this attempt began.", "Отказывайте маркерам, выпущенным до начала этой попытки входа."),
]);
/// Agreement of both tokens on the person.
#[rustfmt::skip]
pub const SAME_SUBJECT: Cause = cause("token.same-subject", Critical, &["MR-RP-10", "MR-RP-11", "MR-RP-16"], [
    ("agreement of both tokens on the person", "совпадение лица в двух маркерах"),
    ("One person's id token with another's access token opens the other's data.", "Маркер идентификации одного с маркером доступа другого открывает чужие данные."),
    ("Compare the subject of the id token with that of the access token.", "Сравнивайте субъекта маркера идентификации с субъектом маркера доступа."),
]);
/// Second factor in the id token.
#[rustfmt::skip]
pub const SECOND_FACTOR: Cause = cause("id-token.acr", High, &["MR-RP-23"], [
    ("second factor in the id token", "второй фактор в маркере идентификации"),
    ("Somebody with a stolen password is in although a second factor is demanded.", "Укравший пароль входит, хотя требуется второй фактор."),
    ("Check acr in the id token, not only that otp was asked for.", "Проверяйте acr в маркере идентификации, а не только запрашивайте otp."),
]);
/// Required level of the account.
#[rustfmt::skip]
pub const LEVEL: Cause = cause("level.required", Critical, &["MR-RP-10"], [
    ("required level of the account", "требуемый уровень учётной записи"),
    ("An account with an invented name comes in where a confirmed one is demanded.", "Учётная запись с выдуманным именем входит туда, где нужна подтверждённая."),
    ("Compare the level in the token and in the record with the one that the rules demand.", "Сравнивайте уровень в маркере и в данных лица с тем, которого требуют правила."),
]);
/// Agreement on the account's level.
#[rustfmt::skip]
pub const LEVEL_AGREES: Cause = cause("level.agrees", Critical, &["MR-RP-10", "MR-RP-11"], [
    ("agreement on the account's level", "совпадение уровня учётной записи в маркере и данных"),
    ("One forged place is enough to pass for a confirmed citizen.", "Достаточно подделать одно место, чтобы сойти за подтверждённого гражданина."),
    ("Take an account for confirmed only where the token and the person's record agree.", "Считайте запись подтверждённой, только если маркер и данные лица совпадают."),
]);
/// Type of the token answer.
#[rustfmt::skip]
pub const TOKEN_TYPE: Cause = cause("answer.token-type", Low, &["MR-RP-9"], [
    ("type of the token answer", "тип маркера в ответе"),
    ("A token that must be used in another way is used as if it were a bearer's.", "Маркер иного вида используется как обычный."),
    ("Accept Bearer only.", "Принимайте только Bearer."),
]);
/// State of the token answer.
#[rustfmt::skip]
pub const ANSWER_STATE: Cause = cause("answer.state", Medium, &["MR-Д-3"], [
    ("state of the token answer", "state в ответе с маркерами"),
    ("An answer that belongs to another request is taken for this one's.", "Ответ на чужой запрос принимается за ответ на этот."),
    ("Compare the state of the token answer with the one that the request sent.", "Сравнивайте state ответа с тем, что был в запросе."),
]);
/// Form of the token answer.
#[rustfmt::skip]
pub const ANSWER_FORM: Cause = cause("answer.form", Medium, &[], [
    ("form of the token answer", "форма ответа с маркерами"),
    ("A cut, empty or foreign answer is read as a good one, or breaks the diary.", "Обрезанный, пустой или чужой ответ читается как годный или ломает дневник."),
    ("Refuse an answer that is not whole JSON with both tokens.", "Отказывайте ответу, который не является целым JSON с обоими маркерами."),
]);
/// Person of the record.
#[rustfmt::skip]
pub const SAME_PERSON: Cause = cause("record.same-person", Critical, &["MR-RP-16"], [
    ("person of the record", "лицо, чьи данные получены"),
    ("Data of another person are shown to whoever signed in.", "Вошедшему показываются данные другого человека."),
    ("The record itself has no number of the account: keep the SNILS with the binding, or with the user, and compare it with the record's at every sign-in.", "В самих данных нет номера учётной записи: сохраните СНИЛС при привязке или у пользователя и сравнивайте его с полученным при каждом входе."),
]);
/// Person's record asked with the access token.
#[rustfmt::skip]
pub const RECORD_READ: Cause = cause("record.read", High, &["MR-RP-11"], [
    ("person's record asked with the access token", "запрос данных лица с маркером доступа"),
    ("The portal's own look at the token is left out, and its refusals stay unheard.", "Собственная проверка маркера порталом пропускается, её отказы не слышны."),
    ("Ask for the person's record and refuse the sign-in when the portal refuses it.", "Запрашивайте данные лица и отказывайте во входе, когда портал отказал."),
]);
/// Form of the person's record.
#[rustfmt::skip]
pub const RECORD_FORM: Cause = cause("record.form", Medium, &[], [
    ("form of the person's record", "форма данных лица"),
    ("An empty or cut record signs in somebody without a name or a number.", "Пустые или обрезанные данные впускают человека без имени и номера."),
    ("Refuse a record that lacks what the diary matches by.", "Отказывайте данным, в которых нет того, по чему дневник ищет пользователя."),
]);
/// State of the account.
#[rustfmt::skip]
pub const ACCOUNT_STATUS: Cause = cause("record.status", High, &[], [
    ("state of the account", "состояние учётной записи"),
    ("A deleted or blocked account still opens the diary.", "Удалённая или заблокированная учётная запись открывает дневник."),
    ("Refuse an account that the record calls deleted or blocked.", "Отказывайте записи, которая в данных помечена удалённой или заблокированной."),
]);

/// All of them.
#[rustfmt::skip]
pub(super) const TOKEN: &[&Cause] = &[
    &ID_TOKEN_SIGNATURE,
    &ID_TOKEN_ALGORITHM,
    &ID_TOKEN_KEY_SOURCE,
    &ID_TOKEN_ISSUER,
    &ID_TOKEN_EXPIRY,
    &ID_TOKEN_NOT_BEFORE,
    &ID_TOKEN_ISSUED_AT,
    &ID_TOKEN_KIND,
    &ID_TOKEN_SUBJECT,
    &ID_TOKEN_FORM,
    &ACCESS_TOKEN_SIGNATURE,
    &ACCESS_TOKEN_ALGORITHM,
    &ACCESS_TOKEN_KEY_SOURCE,
    &ACCESS_TOKEN_ISSUER,
    &ACCESS_TOKEN_EXPIRY,
    &ACCESS_TOKEN_NOT_BEFORE,
    &ACCESS_TOKEN_ISSUED_AT,
    &ACCESS_TOKEN_KIND,
    &ACCESS_TOKEN_SUBJECT,
    &ACCESS_TOKEN_FORM,
    &ID_TOKEN_AUDIENCE,
    &ACCESS_TOKEN_CLIENT,
    &ACCESS_TOKEN_SCOPE,
    &ACCESS_TOKEN_SESSION,
    &ID_TOKEN_NONCE,
    &SAME_SUBJECT,
    &SECOND_FACTOR,
    &LEVEL,
    &LEVEL_AGREES,
    &TOKEN_TYPE,
    &ANSWER_STATE,
    &ANSWER_FORM,
    &SAME_PERSON,
    &RECORD_READ,
    &RECORD_FORM,
    &ACCOUNT_STATUS,
];

//! Owns causes in the sign-in itself: requests, answers that a browser carries, consents, sign-out.

use crate::cause::Severity::{Critical, High, Low, Medium};
use crate::cause::{Cause, cause};

/// State of the answer.
#[rustfmt::skip]
pub const STATE: Cause = cause("state.checked", Critical, &["MR-Д-3"], [
    ("state of the answer", "сравнение state в ответе портала"),
    ("An attacker's answer opened in a victim's browser is accepted.", "Ответ портала, подброшенный злоумышленником, принимается в браузере жертвы."),
    ("Compare the returned state with the one this browser was given, and refuse an absent or unknown one.", "Сравнивайте вернувшийся state с выданным этому браузеру; без него и с чужим отказывайте."),
]);
/// Bond of state and browser.
#[rustfmt::skip]
pub const STATE_BOUND: Cause = cause("state.bound", Critical, &["MR-Д-4"], [
    ("bond of state and browser", "связь state с браузером"),
    ("A victim is signed in as the attacker, or the attacker's account is tied to the victim's user.", "Жертва оказывается в сеансе злоумышленника, или его учётная запись привязывается к её пользователю."),
    ("Tie each state to a random cookie of the browser that asked, and compare the pair.", "Свяжите каждый state со случайной cookie спросившего браузера и сравнивайте пару."),
]);
/// New and random state for each request.
#[rustfmt::skip]
pub const STATE_NEW: Cause = cause("state.new", High, &["MR-Д-2"], [
    ("new and random state for each request", "новый случайный state для каждого запроса"),
    ("A state that can be guessed protects nobody.", "Предсказуемый state никого не защищает."),
    ("Make a random UUID for every authentication request.", "Создавайте случайный UUID для каждого запроса аутентификации."),
]);
/// One use of each state.
#[rustfmt::skip]
pub const STATE_ONCE: Cause = cause("state.once", High, &["MR-Д-6", "MR-Д-2"], [
    ("one use of each state", "однократность state"),
    ("A state from a log or the browser's history opens the way for an attacker's code.", "state из журнала или истории браузера открывает путь чужому коду."),
    ("Forget a state at the first answer that carries it, refusals included.", "Забывайте state при первом ответе с ним, в том числе при отказе."),
]);
/// Life of a sign-in attempt.
#[rustfmt::skip]
pub const ATTEMPT_AGE: Cause = cause("attempt.age", Medium, &["MR-Д-6"], [
    ("life of a sign-in attempt", "срок попытки входа"),
    ("An attempt left open on a shared computer can be finished by the next person.", "Попытку, оставленную на общем компьютере, может закончить следующий."),
    ("End an attempt after ten minutes and offer to begin anew.", "Прекращайте попытку через десять минут и предлагайте начать заново."),
]);
/// Order of requests and redirects.
#[rustfmt::skip]
pub const CALLBACK_ORDER: Cause = cause("callback.order", High, &["MR-Д-6"], [
    ("order of requests and redirects", "порядок запросов и переходов"),
    ("An answer that nobody asked for, or an error with a code, is taken for a sign-in.", "Ответ, которого никто не просил, или ошибка вместе с кодом принимается за вход."),
    ("Accept an answer only while an attempt of this browser waits for it; otherwise stop and offer to begin anew.", "Принимайте ответ, только пока его ждёт попытка этого браузера; иначе остановитесь и предложите начать заново."),
]);
/// Calm at a repeated answer.
#[rustfmt::skip]
pub const CALLBACK_TWICE: Cause = cause("callback.twice", Medium, &["MR-RP-7", "MR-Д-6"], [
    ("calm at a repeated answer", "спокойствие при повторе ответа"),
    ("A reloaded page throws the citizen out or exchanges a code twice.", "Обновление страницы выбрасывает гражданина или обменивает код дважды."),
    ("Redeem a code once and lead a repeated answer to the page of who is in.", "Обменивайте код один раз, повторный ответ ведите на страницу вошедшего."),
]);
/// Several attempts in one browser.
#[rustfmt::skip]
pub const TABS: Cause = cause("callback.tabs", Medium, &["MR-Д-4"], [
    ("several attempts in one browser", "несколько попыток в одном браузере"),
    ("A citizen with two tabs cannot come in, or is thrown out.", "Гражданин с двумя вкладками не может войти или выбрасывается."),
    ("Keep each attempt of a browser under its own state.", "Храните каждую попытку браузера под её state."),
]);
/// One exchange of each code.
#[rustfmt::skip]
pub const CODE_ONCE: Cause = cause("code.once", High, &["MR-RP-7"], [
    ("one exchange of each code", "однократный обмен кода"),
    ("A code from a log or a history signs somebody in again.", "Код из журнала или истории впускает ещё раз."),
    ("Exchange each code once and believe the portal when it refuses.", "Обменивайте код один раз и верьте отказу портала."),
]);
/// Code of this relying party only.
#[rustfmt::skip]
pub const CODE_PARTY: Cause = cause("code.party", Critical, &["MR-RP-7", "MR-RP-17"], [
    ("code of this relying party only", "код, выданный именно этой системе"),
    ("The owner of another site comes in as its visitors.", "Владелец другого сайта входит под видом его посетителей."),
    ("Exchange codes with the diary's own signature and believe the portal when it refuses.", "Обменивайте код со своей подписью и верьте отказу портала."),
]);
/// Code taken as it is.
#[rustfmt::skip]
pub const CODE_OPAQUE: Cause = cause("code.opaque", Low, &["MR-RP-6"], [
    ("code taken as it is", "код как непрозрачная строка"),
    ("The diary stops working when the portal changes the form of its codes.", "Дневник перестанет работать, когда портал сменит вид кодов."),
    ("Do not parse the code and do not limit its length.", "Не разбирайте код и не ограничивайте его длину."),
]);
/// Return to the own pages only.
#[rustfmt::skip]
pub const OWN_RETURN: Cause = cause("return.own", High, &["MR-Д-6"], [
    ("return to the own pages only", "возврат только на свои страницы"),
    ("A citizen is led from a genuine sign-in to a forged page.", "Гражданина уводят с настоящего входа на поддельную страницу."),
    ("Lead back to addresses of a list, never to one from the request.", "Возвращайте только на адреса из списка, не из запроса."),
]);
/// Documented parameters only.
#[rustfmt::skip]
pub const PARAMETERS: Cause = cause("request.parameters", Low, &["MR-Д-1"], [
    ("documented parameters only", "только описанные параметры"),
    ("The portal may refuse the requests at any time; the connection does not conform.", "Портал вправе отклонить такие запросы; подключение не соответствует требованиям."),
    ("Send only the documented parameters with documented values.", "Передавайте только описанные параметры с описанными значениями."),
]);
/// Own state of the token request.
#[rustfmt::skip]
pub const STATE_AT_TE: Cause = cause("request.state-at-te", Low, &["MR-RP-8"], [
    ("own state of the token request", "собственный state запроса маркера"),
    ("One state serves two requests, so that answers can be mixed up.", "Один state служит двум запросам, и ответы можно перепутать."),
    ("Make a new UUID for the token request.", "Создавайте новый UUID для запроса маркера."),
]);
/// Same scope and address at the token request.
#[rustfmt::skip]
pub const SCOPE_AT_TE: Cause = cause("request.scope-at-te", Low, &["MR-RP-9"], [
    ("same scope and address at the token request", "те же области и адрес в запросе маркера"),
    ("The portal may refuse the exchange.", "Портал вправе отказать в обмене."),
    ("Repeat scope, scope_org and redirect_uri as they were sent before.", "Повторяйте scope, scope_org и redirect_uri без изменений."),
]);
/// Current versions of the addresses.
#[rustfmt::skip]
pub const VERSION: Cause = cause("request.version", Low, &["MR-Д-7"], [
    ("current versions of the addresses", "действующие версии адресов"),
    ("The old addresses are open only to systems connected before, and may be shut.", "Старые адреса доступны лишь подключённым ранее системам и могут быть закрыты."),
    ("Move to v2/ac and v3/te with a GOST signature.", "Перейдите на v2/ac и v3/te с подписью по ГОСТ."),
]);
/// Current scopes.
#[rustfmt::skip]
pub const RETIRED_SCOPES: Cause = cause("request.retired-scopes", Low, &["MR-RP-18"], [
    ("current scopes", "действующие области доступа"),
    ("Retired scopes may stop working without notice.", "Устаревшие области могут перестать работать без предупреждения."),
    ("Replace them with the current ones.", "Замените их действующими."),
]);
/// New verifier for each PKCE request.
#[rustfmt::skip]
pub const PKCE: Cause = cause("request.pkce", Medium, &["MR-RP-15"], [
    ("new verifier for each PKCE request", "новый проверочный код PKCE для каждого запроса"),
    ("A code that is caught can be exchanged by somebody else.", "Перехваченный код может обменять другой."),
    ("Make a random verifier of 43 characters each time.", "Создавайте случайный код из 43 символов каждый раз."),
]);
/// Portal's page outside frames.
#[rustfmt::skip]
pub const FRAME: Cause = cause("page.frame", Medium, &["MR-RP-2", "MR-Д-5"], [
    ("portal's page outside frames", "страница портала вне фреймов"),
    ("The citizen cannot see whose page asks for the password.", "Гражданин не видит, чья страница спрашивает пароль."),
    ("Open the portal at the top level.", "Открывайте портал в самом окне, не во фрейме."),
]);
/// Portal's password typed at the portal only.
#[rustfmt::skip]
pub const PORTAL_PASSWORD: Cause = cause("page.portal-password", Critical, &["MR-Д-5"], [
    ("portal's password typed at the portal only", "пароль портала только на портале"),
    ("Passwords of citizens pass through the diary.", "Пароли граждан проходят через дневник."),
    ("Remove the fields; lead to the portal.", "Уберите поля и ведите на портал."),
]);
/// Word on the button.
#[rustfmt::skip]
pub const BUTTON: Cause = cause("page.button", Low, &["MR-RP-20"], [
    ("word on the button", "слово на кнопке входа"),
    ("People do not find the way in.", "Люди не находят вход."),
    ("Let the button speak of signing in (vhod), not of authorisation.", "Пишите «вход», а не «авторизация»."),
]);
/// Sign-out at the portal.
#[rustfmt::skip]
pub const LOGOUT: Cause = cause("session.logout", Medium, &["MR-RP-1"], [
    ("sign-out at the portal", "выход на портале"),
    ("On a shared computer the next person comes in as the first.", "На общем компьютере следующий входит под видом первого."),
    ("Lead through the portal's Logout whenever the session ends.", "Ведите через Logout портала при каждом завершении сеанса."),
]);
/// Renewal of refresh tokens.
#[rustfmt::skip]
pub const REFRESH: Cause = cause("refresh.rotation", Medium, &["MR-RP-13", "MR-RP-14"], [
    ("renewal of refresh tokens", "обновление маркеров обновления"),
    ("After a while the diary loses its access, or asks the portal in a loop.", "Через время дневник теряет доступ или обращается к порталу по кругу."),
    ("Keep the newest refresh token only; at 007027, 007028, 007036 begin a new sign-in.", "Храните только последний маркер; при 007027, 007028, 007036 начинайте новый вход."),
]);
/// Consents where they are demanded.
#[rustfmt::skip]
pub const CONSENTS: Cause = cause("consent.instead-of-scopes", Medium, &["MR-RP-19"], [
    ("consents where they are demanded", "согласия там, где они обязательны"),
    ("The portal refuses the sign-in with 007071 and nobody knows why.", "Портал отказывает с 007071, и никто не знает почему."),
    ("Ask for consents by permissions and explain 007071.", "Запрашивайте согласия через permissions и объясняйте 007071."),
]);
/// Consent that acts.
#[rustfmt::skip]
pub const CONSENT_ACTS: Cause = cause("consent.acts", High, &["MR-RP-22"], [
    ("consent that acts", "действующее согласие"),
    ("The diary shows a child's records without a consent, or after it ended.", "Дневник показывает данные ребёнка без согласия или после его окончания."),
    ("Let in and show only what a consent for this organisation covers today, by its dates too.", "Впускайте и показывайте только то, на что сегодня есть согласие для этой организации, сверяя и даты."),
]);
/// Respect for a withdrawn permission.
#[rustfmt::skip]
pub const WITHDRAWN: Cause = cause("consent.withdrawn", Medium, &["MR-RP-22"], [
    ("respect for a withdrawn permission", "учёт отозванного разрешения"),
    ("Data are shown as fresh although the citizen withdrew the permission.", "Данные показываются как свежие, хотя гражданин отозвал разрешение."),
    ("Ask again, and say from when the shown data are.", "Запрашивайте снова и указывайте, на какую дату данные."),
]);
/// Message as a reason to ask.
#[rustfmt::skip]
pub const PUSH_ASKS: Cause = cause("push.asks", High, &[], [
    ("message as a reason to ask", "сообщение как повод спросить"),
    ("A stranger's message locks somebody out, or opens what no consent allows.", "Сообщение постороннего лишает доступа или открывает то, на что нет согласия."),
    ("Believe no message: ask the portal for the list of consents at each, and do what the list says.", "Не верьте сообщению: по каждому запрашивайте у портала перечень согласий и следуйте ему."),
]);
/// Certificate of an accredited authority.
#[rustfmt::skip]
pub const CERTIFICATE: Cause = cause("certificate.issuer", Medium, &["MR-Д-15", "MR-Д-40"], [
    ("certificate of an accredited authority", "сертификат аккредитованного центра"),
    ("The portal refuses the system's signature in production.", "Портал отклонит подпись системы в рабочей среде."),
    ("Take a certificate of the organisation from an accredited authority.", "Получите сертификат организации в аккредитованном центре."),
]);
/// Readiness for the portal's next key.
#[rustfmt::skip]
pub const KEY_ROTATION: Cause = cause("portal.key-rotation", Medium, &["MR-RP-10"], [
    ("readiness for the portal's next key", "готовность к смене ключа портала"),
    ("When the portal changes its key nobody comes in, or an old key is believed.", "Когда портал сменит ключ, никто не войдёт или будет принят старый ключ."),
    ("Keep the current and the next key, and refuse retired ones.", "Держите текущий и следующий ключи, отозванным отказывайте."),
]);

/// All of them.
#[rustfmt::skip]
pub(super) const SIGN_IN: &[&Cause] = &[
    &STATE,
    &STATE_BOUND,
    &STATE_NEW,
    &STATE_ONCE,
    &ATTEMPT_AGE,
    &CALLBACK_ORDER,
    &CALLBACK_TWICE,
    &TABS,
    &CODE_ONCE,
    &CODE_PARTY,
    &CODE_OPAQUE,
    &OWN_RETURN,
    &PARAMETERS,
    &STATE_AT_TE,
    &SCOPE_AT_TE,
    &VERSION,
    &RETIRED_SCOPES,
    &PKCE,
    &FRAME,
    &PORTAL_PASSWORD,
    &BUTTON,
    &LOGOUT,
    &REFRESH,
    &CONSENTS,
    &CONSENT_ACTS,
    &WITHDRAWN,
    &PUSH_ASKS,
    &CERTIFICATE,
    &KEY_ROTATION,
];

//! Owns causes in the relying party itself: its sessions, its users, its pages, its strength.

use crate::cause::Severity::{Critical, High, Low, Medium};
use crate::cause::{Cause, cause};

/// Whole comparison of the diary's own password.
#[rustfmt::skip]
pub const PASSWORD: Cause = cause("password.checked", Critical, &["MR-Д-23"], [
    ("whole comparison of the diary's own password", "сравнение собственного пароля дневника целиком"),
    ("Whoever knows a login, or a part of the password, is in.", "Войдёт всякий, кто знает логин или часть пароля."),
    ("Keep a slow hash of each password, compare it whole, and put no word of a request into a query.", "Храните медленный хеш каждого пароля, сравнивайте его целиком и не вставляйте слова запроса в запрос к базе."),
]);
/// Limit of wrong passwords.
#[rustfmt::skip]
pub const TRIES: Cause = cause("password.tries", High, &["MR-Д-23"], [
    ("limit of wrong passwords", "предел неверных паролей"),
    ("Passwords are tried without end until one fits; the passwords that a school hands out are short.", "Пароли подбирают без конца, пока один не подойдет; школьные пароли коротки."),
    ("Count wrong passwords by login, whatever the browser, and close the login for a while after about ten.", "Считайте неверные пароли по логину, каким бы ни был браузер, и после десятка закрывайте логин на время."),
]);
/// Logins kept to oneself.
#[rustfmt::skip]
pub const LOGINS: Cause = cause("password.logins", Low, &[], [
    ("one answer to an unknown login and a wrong password", "один ответ на неизвестный логин и неверный пароль"),
    ("Whoever tries logins learns which of them exist, and guesses passwords for these alone.", "Перебирающий логины узнает, какие из них есть, и подбирает пароли только к ним."),
    ("Answer both with one page and one status: login or password is wrong.", "Отвечайте на то и другое одной страницей и одним статусом: неверен логин или пароль."),
]);
/// New session number at sign-in.
#[rustfmt::skip]
pub const FRESH_SESSION: Cause = cause("session.fresh", Critical, &["MR-Д-4"], [
    ("new session number at sign-in", "новый номер сеанса при входе"),
    ("An attacker plants a session number and is in once the victim is.", "Злоумышленник подбрасывает номер сеанса и входит вместе с жертвой."),
    ("Give the browser a new session number at every sign-in.", "Выдавайте браузеру новый номер сеанса при каждом входе."),
]);
/// End of the session at sign-out.
#[rustfmt::skip]
pub const SESSION_ENDS: Cause = cause("session.ends", High, &["MR-Д-24"], [
    ("end of the session at sign-out", "конец сеанса при выходе"),
    ("A copied session number works on after the person has left.", "Скопированный номер сеанса действует и после выхода."),
    ("End the session on the server, not only the cookie in the browser.", "Завершайте сеанс на сервере, а не только cookie в браузере."),
]);
/// End of an idle session.
#[rustfmt::skip]
pub const SESSION_IDLE: Cause = cause("session.idle", Medium, &["MR-Д-24", "MR-RP-4"], [
    ("end of an idle session", "конец сеанса при бездействии"),
    ("Who left the computer stays signed in for the next person.", "Ушедший от компьютера остаётся в системе для следующего."),
    ("End a session after 15 minutes to 3 hours and ask the portal again.", "Завершайте сеанс через срок от 15 минут до 3 часов и обращайтесь к порталу снова."),
]);
/// Session that cannot be made up.
#[rustfmt::skip]
pub const SESSION_NUMBER: Cause = cause("session.number", Critical, &["MR-Д-4"], [
    ("session that cannot be made up", "сеанс, который нельзя подделать"),
    ("Whoever guesses a session number, or writes a name into a cookie, is in as another user.", "Кто угадал номер сеанса или вписал имя в cookie, входит под видом другого пользователя."),
    ("Give each session a random number of 128 bits, and keep on the server whose it is.", "Давайте каждому сеансу случайный номер в 128 бит и храните на сервере, чей он."),
]);
/// Attributes of the session cookie.
#[rustfmt::skip]
pub const COOKIE_FLAGS: Cause = cause("session.cookie-flags", Medium, &["MR-Д-4"], [
    ("attributes of the session cookie", "атрибуты cookie сеанса"),
    ("A script or a plain connection can take the session.", "Скрипт или открытое соединение может забрать сеанс."),
    ("Set HttpOnly, SameSite=Lax and, under TLS, Secure.", "Ставьте HttpOnly, SameSite=Lax и, при TLS, Secure."),
]);
/// Session cookie that lives no longer than a session.
#[rustfmt::skip]
pub const COOKIE_LIFE: Cause = cause("session.cookie-life", Medium, &["MR-Д-24", "MR-RP-4"], [
    ("session cookie that lives no longer than a session", "cookie сеанса не живет дольше сеанса"),
    ("The key to the session stays on a shared computer after its browser was closed.", "Ключ сеанса остается на общем компьютере после закрытия браузера."),
    ("Give the session cookie without Max-Age and Expires, or for three hours at most.", "Выдавайте cookie сеанса без Max-Age и Expires или не более чем на три часа."),
]);
/// Sign-out by the own page only.
#[rustfmt::skip]
pub const LEFT_BY_LINK: Cause = cause("session.left-by-link", Low, &[], [
    ("sign-out by the own page only", "выход только со своей страницы"),
    ("A link on any page signs users out, in the middle of what they write.", "Ссылка на любой странице завершает сеанс пользователя посреди его работы."),
    ("Sign out by a form with POST and its own token, and never by GET.", "Завершайте сеанс формой с POST и своим маркером, но не запросом GET."),
]);
/// Session cookie that comes back from the portal.
#[rustfmt::skip]
pub const SAME_SITE_STRICT: Cause = cause("session.same-site-strict", Medium, &["MR-Д-4"], [
    ("session cookie that comes back from the portal", "cookie сеанса, которая возвращается с портала"),
    ("With SameSite=Strict nobody comes in in production: the cookie is not sent on the way back.", "С SameSite=Strict в рабочей среде не войдёт никто: на обратном пути cookie не передаётся."),
    ("Set SameSite=Lax for the cookie of the sign-in attempt.", "Для cookie попытки входа ставьте SameSite=Lax."),
]);
/// One user for each account.
#[rustfmt::skip]
pub const BOUND_ONCE: Cause = cause("binding.once", Critical, &["MR-RP-16"], [
    ("one user for each account", "одна учётная запись — один пользователь"),
    ("One family's account is tied to another family's user.", "Учётная запись одной семьи привязывается к пользователю другой."),
    ("Refuse to tie an account that belongs to another user, and ask for a fresh sign-in before tying.", "Не привязывайте запись, которая уже принадлежит другому, и требуйте нового входа перед привязкой."),
]);
/// Binding to the user of the session.
#[rustfmt::skip]
pub const BINDING_USER: Cause = cause("binding.user", Critical, &["MR-RP-16"], [
    ("binding to the user of the session", "привязка к пользователю сеанса"),
    ("An attacker's account is tied to a user whose password the attacker does not know.", "Запись злоумышленника привязывается к пользователю, пароля которого он не знает."),
    ("Tie an account only to the user whose session began the binding, and take no name from the request.", "Привязывайте запись только к пользователю, в сеансе которого начата привязка; имени из запроса не берите."),
]);
/// End of a binding.
#[rustfmt::skip]
pub const BINDING_ENDS: Cause = cause("binding.ends", High, &[], [
    ("end of a binding", "снятие привязки"),
    ("An account that was taken away still opens the diary.", "Отвязанная учётная запись по-прежнему открывает дневник."),
    ("Forget the account's number when the binding is undone, and end its sessions.", "При отвязке забывайте номер записи и завершайте её сеансы."),
]);
/// Refusal of strangers.
#[rustfmt::skip]
pub const STRANGER: Cause = cause("person.stranger", Critical, &["MR-RP-16"], [
    ("refusal of strangers", "отказ посторонним"),
    ("A citizen whom the school does not know is in.", "В дневник входит гражданин, которого школа не знает."),
    ("Let in only those whom the school has entered, and say to others what to do.", "Впускайте только тех, кого внесла школа, остальным объясняйте, что делать."),
]);
/// Comparison of the insurance number.
#[rustfmt::skip]
pub const MATCH_SNILS: Cause = cause("person.match-snils", Critical, &[], [
    ("comparison of the insurance number", "сравнение СНИЛС"),
    ("A person with another insurance number comes in as the one the school entered.", "Человек с другим СНИЛС входит под видом внесённого школой."),
    ("Compare all eleven digits of the number, and refuse an absent one.", "Сравнивайте все одиннадцать цифр и отказывайте, если номера нет."),
]);
/// Comparison of the name.
#[rustfmt::skip]
pub const MATCH_NAME: Cause = cause("person.match-name", Critical, &[], [
    ("comparison of the name", "сравнение имени"),
    ("A person with another name comes in as the one the school entered.", "Человек с другим именем входит под видом внесённого школой."),
    ("Compare surname, name and patronymic where the rules say so.", "Сравнивайте фамилию, имя и отчество там, где это требуют правила."),
]);
/// Person known by the account's number.
#[rustfmt::skip]
pub const BY_OID: Cause = cause("person.by-oid", Critical, &["MR-RP-16"], [
    ("person known by the account's number", "узнавание по номеру учётной записи"),
    ("Whoever takes over a freed address, telephone or name takes over the user too.", "Кто получил освободившиеся почту, телефон или имя, получает и пользователя."),
    ("Know persons by oid or by the insurance number, never by e-mail, telephone or name alone.", "Узнавайте людей по oid или СНИЛС, а не по почте, телефону или одному имени."),
]);
/// Role from the school's records.
#[rustfmt::skip]
pub const ROLE: Cause = cause("person.role", Critical, &[], [
    ("role from the school's records", "роль по записям школы"),
    ("A citizen works in the diary as a teacher.", "Гражданин работает в дневнике как учитель."),
    ("Take the role from the school's records, never from the request or the portal's name.", "Берите роль из записей школы, а не из запроса."),
]);
/// Child's account as a pupil's only.
#[rustfmt::skip]
pub const CHILD_IS_PUPIL: Cause = cause("person.child-is-pupil", Critical, &[], [
    ("child's account as a pupil's only", "детская запись только для ученика"),
    ("A child comes in as a parent and sees what parents see.", "Ребёнок входит как родитель и видит то, что видят родители."),
    ("Let an account of level KD in as a pupil only, whatever the school's list says.", "Записи уровня KD впускайте только как ученика, что бы ни стояло в списке школы."),
]);
/// Marks of the own pupils only.
#[rustfmt::skip]
pub const OWN_PUPILS: Cause = cause("marks.own-pupils", Critical, &[], [
    ("marks of the own pupils only", "оценки только своих детей"),
    ("A parent reads another family's marks by changing an address.", "Родитель читает оценки чужого ребёнка, изменив адрес."),
    ("Check at every page of a pupil that this user may see this pupil.", "На каждой странице ученика проверяйте, что этому пользователю его видно."),
]);
/// End of the old password's access.
#[rustfmt::skip]
pub const PASSWORD_ACCESS: Cause = cause("policy.password", High, &[], [
    ("end of the old password's access", "прекращение входа по старому паролю"),
    ("The old login still opens what the rules closed on that date.", "Старый логин открывает то, что правила закрыли с этой даты."),
    ("Close the way by password from the date of the rules, and say why.", "Закройте вход по паролю с даты правил и объясните почему."),
]);
/// Activation of the profile.
#[rustfmt::skip]
pub const ACTIVATED: Cause = cause("policy.activated", High, &[], [
    ("activation of the profile", "активация профиля"),
    ("A profile that nobody activated is opened.", "Открывается профиль, который никто не активировал."),
    ("Refuse a profile that is not activated, and say how to do it.", "Отказывайте неактивированному профилю и объясняйте, как его активировать."),
]);
/// Rules of the letter.
#[rustfmt::skip]
pub const POLICY: Cause = cause("policy.letter", Medium, &[], [
    ("rules of the letter", "правила письма"),
    ("The diary does something else than the school's letter tells parents.", "Дневник делает не то, что обещано родителям в письме школы."),
    ("Set the diary by the letter, from its date on.", "Настройте дневник по письму, начиная с его даты."),
]);
/// Way in for honest people.
#[rustfmt::skip]
pub const GOOD_USER_REFUSED: Cause = cause("person.good-refused", Medium, &[], [
    ("way in for honest people", "вход для честных людей"),
    ("Somebody who has every right to come in stays outside.", "Человек, имеющий право войти, остаётся снаружи."),
    ("Find in the party's log why it refused, and mend that.", "Найдите в журнале системы причину отказа и устраните её."),
]);
/// People of every kind.
#[rustfmt::skip]
pub const GALLERY: Cause = cause("person.gallery", Medium, &[], [
    ("people of every kind", "люди с любыми данными"),
    ("People without a patronymic, e-mail or telephone, or with an unusual name, stay outside.", "Люди без отчества, почты, телефона или с необычным именем остаются снаружи."),
    ("Demand only what the portal always gives, and store names as they come.", "Требуйте только то, что портал передаёт всегда, и храните имена как есть."),
]);
/// Each person as oneself.
#[rustfmt::skip]
pub const PERSONS_CONFUSED: Cause = cause("person.confused", Critical, &["MR-RP-16"], [
    ("each person as oneself", "каждый входит самим собой"),
    ("Somebody is in as another person and sees that person's marks.", "Человек оказывается в дневнике под чужим именем и видит чужие оценки."),
    ("Keep who is in by the session of the browser, not in anything that requests share.", "Храните вошедшего в сеансе браузера, а не в общем для запросов месте."),
]);
/// Tolerance of a minute between clocks.
#[rustfmt::skip]
pub const CLOCK: Cause = cause("clock.tolerance", Medium, &["MR-RP-3"], [
    ("tolerance of a minute between clocks", "допуск в минуту между часами"),
    ("When clocks differ by seconds nobody comes in.", "При расхождении часов на секунды никто не войдёт."),
    ("Allow a minute at both ends of every token, and keep the clock by NTP.", "Допускайте минуту с обеих сторон срока и сверяйте часы по NTP."),
]);
/// Explanation of a refusal.
#[rustfmt::skip]
pub const EXPLANATION: Cause = cause("page.explanation", Low, &["MR-Д-6"], [
    ("explanation of a refusal", "объяснение отказа"),
    ("The citizen reads no reason and does not know what to do.", "Гражданин не видит причины и не знает, что делать."),
    ("Show a page that says what happened and offers to begin anew.", "Покажите страницу, где сказано, что случилось, и предложите начать заново."),
]);
/// Calm at foreseeable answers.
#[rustfmt::skip]
pub const CRASH: Cause = cause("answer.crash", Medium, &["MR-Д-6"], [
    ("calm at foreseeable answers", "устойчивость к предвидимым ответам"),
    ("The diary breaks off with a failure, and may show its insides.", "Дневник обрывается с ошибкой и может показать своё устройство."),
    ("Catch the answer and show a refusal in the diary's own words.", "Обработайте ответ и покажите отказ своими словами."),
]);
/// Limit of waiting for the portal.
#[rustfmt::skip]
pub const HANG: Cause = cause("availability.hang", Medium, &[], [
    ("limit of waiting for the portal", "предел ожидания портала"),
    ("While the portal hangs the diary answers nobody.", "Пока портал не отвечает, дневник не отвечает никому."),
    ("Set a time limit on every request to the portal and serve others meanwhile.", "Ограничьте время каждого запроса к порталу и обслуживайте других."),
]);
/// Restraint in repeated requests.
#[rustfmt::skip]
pub const RETRY_STORM: Cause = cause("availability.retries", Medium, &[], [
    ("restraint in repeated requests", "сдержанность в повторных запросах"),
    ("A weak portal is asked again and again until it falls.", "Слабый портал опрашивается снова и снова, пока не упадёт."),
    ("Repeat once at most, after a pause, and never with a code.", "Повторяйте не более одного раза, с паузой и никогда с кодом."),
]);
/// Many people at once.
#[rustfmt::skip]
pub const CROWD: Cause = cause("availability.crowd", High, &[], [
    ("many people at once", "много людей одновременно"),
    ("Under load people are mixed up or shut out.", "Под нагрузкой людей путают или не впускают."),
    ("Keep nothing of a sign-in outside its own request and session.", "Не храните ничего о входе вне его запроса и сеанса."),
]);
/// Secrets kept from pages and addresses.
#[rustfmt::skip]
pub const SECRET_LEAK: Cause = cause("leak.secret", High, &["MR-Д-37"], [
    ("secrets kept from pages and addresses", "секреты вне страниц и адресов"),
    ("A token, code or signature can be read in a page, address or log.", "Маркер, код или подпись можно прочесть на странице, в адресе или журнале."),
    ("Keep them on the server, and mask them in logs.", "Держите их на сервере и скрывайте в журналах."),
]);
/// Requests to the portal that no redirect leads elsewhere.
#[rustfmt::skip]
pub const LED_ELSEWHERE: Cause = cause("leak.led-elsewhere", High, &["MR-Д-37"], [
    ("requests to the portal that no redirect leads elsewhere", "запросы к порталу, которые переадресация не уводит"),
    ("Whoever brings a redirect about takes the token, or a code with the signature beside it.", "Вызвавший переадресацию получает маркер или код вместе с подписью."),
    ("Follow no redirect when asking the portal, or leave Authorization and the form behind at another host.", "Не переходите по переадресации портала или не передавайте другому серверу Authorization и форму."),
]);
/// Personal data kept from others.
#[rustfmt::skip]
pub const PERSON_LEAK: Cause = cause("leak.person", High, &["MR-Д-37"], [
    ("personal data kept from others", "личные данные вне чужих глаз"),
    ("Somebody's insurance number or contacts reach another page, site or log.", "СНИЛС или контакты попадают на чужую страницу, сайт или в журнал."),
    ("Show and write down only what this person must see.", "Показывайте и записывайте только то, что должен видеть этот человек."),
]);
/// Addresses kept from other sites.
#[rustfmt::skip]
pub const REFERER: Cause = cause("leak.referer", Medium, &[], [
    ("addresses kept from other sites", "адреса вне чужих сайтов"),
    ("Other sites learn the code or state from the Referer.", "Другие сайты узнают код или state из Referer."),
    ("Redirect from the callback at once and send Referrer-Policy: no-referrer.", "Сразу уводите с адреса возврата и передавайте Referrer-Policy: no-referrer."),
]);
/// Pages kept from caches.
#[rustfmt::skip]
pub const CACHE: Cause = cause("leak.cache", Medium, &[], [
    ("pages kept from caches", "страницы вне кешей"),
    ("The next person reads marks with the back button.", "Следующий читает оценки кнопкой «Назад»."),
    ("Send Cache-Control: no-store with every page of a signed-in user.", "Передавайте Cache-Control: no-store с каждой страницей вошедшего."),
]);
/// Program's inside kept from pages.
#[rustfmt::skip]
pub const INSIDES: Cause = cause("leak.insides", Medium, &[], [
    ("program's inside kept from pages", "устройство программы вне страниц"),
    ("An error page tells an attacker how the diary is built.", "Страница ошибки рассказывает злоумышленнику, как устроен дневник."),
    ("Show a page of the diary's own at every failure, and write the details into the log.", "При любом сбое показывайте свою страницу, а подробности пишите в журнал."),
]);
/// Log without secrets and personal data.
#[rustfmt::skip]
pub const LOG: Cause = cause("leak.log", High, &[], [
    ("log without secrets and personal data", "журнал без секретов и личных данных"),
    ("Whoever reads the log reads tokens, passwords or insurance numbers.", "Кто читает журнал, читает маркеры, пароли или СНИЛС."),
    ("Mask them before a line is written, addresses of requests included.", "Скрывайте их до записи строки, в том числе в адресах запросов."),
]);
/// Escaping of foreign texts.
#[rustfmt::skip]
pub const ESCAPING: Cause = cause("page.escaping", Critical, &[], [
    ("escaping of foreign texts", "экранирование чужого текста"),
    ("A script in a name, an error or a state runs in the page of the reader.", "Скрипт из имени, ошибки или state выполняется на странице читателя."),
    ("Escape every text that comes from outside where it is shown.", "Экранируйте любой внешний текст там, где он показывается."),
]);
/// Forms of the own pages only.
#[rustfmt::skip]
pub const OWN_FORMS: Cause = cause("page.own-forms", High, &[], [
    ("forms of the own pages only", "формы только со своих страниц"),
    ("Another site acts in the diary in the name of who is in.", "Другой сайт действует в дневнике от имени вошедшего."),
    ("Put an unguessable hidden field into each form and check it.", "Добавьте в каждую форму скрытое случайное поле и проверяйте его."),
]);
/// Own pages outside frames of other sites.
#[rustfmt::skip]
pub const FRAMED: Cause = cause("page.framed", Medium, &[], [
    ("own pages outside frames of other sites", "свои страницы вне фреймов других сайтов"),
    ("Another site shows the diary within its page and has its users press what they do not see.", "Чужой сайт показывает дневник в своей странице, и пользователь нажимает то, чего не видит."),
    ("Send Content-Security-Policy: frame-ancestors 'none' with every page.", "Передавайте Content-Security-Policy: frame-ancestors 'none' с каждой страницей."),
]);
/// Answers kept from scripts of other sites.
#[rustfmt::skip]
pub const OTHER_SCRIPTS: Cause = cause("page.other-scripts", High, &[], [
    ("answers kept from scripts of other sites", "ответы, недоступные скриптам других сайтов"),
    ("A script of another site reads the records of who is in.", "Скрипт другого сайта читает данные вошедшего."),
    ("Send no Access-Control-Allow-Origin, or name known sites only.", "Не передавайте Access-Control-Allow-Origin или перечисляйте в нём только известные сайты."),
]);
/// End of access of blocked accounts.
#[rustfmt::skip]
pub const BLOCKED: Cause = cause("account.blocked", High, &[], [
    ("end of access of blocked accounts", "закрытие доступа заблокированным"),
    ("Who was blocked at the portal goes on reading in the diary.", "Заблокированный на портале продолжает читать дневник."),
    ("Ask the portal again when the session is renewed, and refuse then.", "Обращайтесь к порталу при продлении сеанса и отказывайте."),
]);

/// All of them.
#[rustfmt::skip]
pub(super) const PARTY: &[&Cause] = &[
    &TRIES,
    &LOGINS,
    &FRESH_SESSION,
    &SESSION_ENDS,
    &SESSION_IDLE,
    &SESSION_NUMBER,
    &COOKIE_FLAGS,
    &COOKIE_LIFE,
    &LEFT_BY_LINK,
    &SAME_SITE_STRICT,
    &BOUND_ONCE,
    &BINDING_USER,
    &BINDING_ENDS,
    &STRANGER,
    &MATCH_SNILS,
    &MATCH_NAME,
    &BY_OID,
    &ROLE,
    &CHILD_IS_PUPIL,
    &OWN_PUPILS,
    &PASSWORD_ACCESS,
    &ACTIVATED,
    &POLICY,
    &GOOD_USER_REFUSED,
    &GALLERY,
    &PERSONS_CONFUSED,
    &CLOCK,
    &EXPLANATION,
    &CRASH,
    &HANG,
    &RETRY_STORM,
    &CROWD,
    &SECRET_LEAK,
    &LED_ELSEWHERE,
    &PERSON_LEAK,
    &REFERER,
    &CACHE,
    &INSIDES,
    &LOG,
    &ESCAPING,
    &OWN_FORMS,
    &FRAMED,
    &OTHER_SCRIPTS,
    &PASSWORD,
    &BLOCKED,
];

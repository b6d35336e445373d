//! Owns what those who act in scenarios are called in Russian: the people at the browsers, the portal, its operators.

use crate::lang::Lang;

/// Those who act, as scenarios name them.
pub const ACTORS: &[(&str, &str)] = &[
    ("a stranger", "посторонний"),
    ("administrator", "администратор"),
    ("an operator", "оператор"),
    ("another citizen", "другой гражданин"),
    ("another parent", "другой родитель"),
    ("attacker", "злоумышленник"),
    ("bank", "банк"),
    ("bench", "стенд"),
    ("child", "ребёнок"),
    ("citizen", "гражданин"),
    ("citizen at home", "гражданин дома"),
    ("citizen at the library", "гражданин в библиотеке"),
    ("citizen who remembered", "гражданин, который вспомнил пароль"),
    ("citizen with a simplified account", "гражданин с упрощённой учётной записью"),
    ("citizen with unchecked data", "гражданин с непроверенными данными"),
    ("citizen, by mail", "гражданин, по почте"),
    ("citizen, by mail still", "гражданин, по прежней почте"),
    ("citizen, by the new number", "гражданин, по новому номеру"),
    ("citizen, by the old number", "гражданин, по старому номеру"),
    ("citizen, in another window", "гражданин, в другом окне"),
    ("citizen, later", "гражданин, позже"),
    ("citizen, on another computer", "гражданин, за другим компьютером"),
    ("father", "отец"),
    ("former owner", "прежний владелец номера"),
    ("former owner, later", "прежний владелец номера, позже"),
    ("heir", "новый владелец номера"),
    ("mother", "мать"),
    ("mother of the eldest", "мать старшего"),
    ("new parent", "новый родитель"),
    ("newcomer", "новый пользователь"),
    ("operator", "оператор"),
    ("parent", "родитель"),
    ("parent without a login", "родитель без логина"),
    ("provider", "портал"),
    ("pupil of fifteen", "ученик 15 лет"),
    ("pupil of seven", "ученик 7 лет"),
    ("pupil of seventeen", "ученик 17 лет"),
    ("pupil of ten", "ученик 10 лет"),
    ("somebody", "некто"),
    ("somebody at the door", "некто без входа"),
    ("somebody who found the printed code", "некто, нашедший распечатанный код"),
    ("somebody who is not signed in", "некто, кто не вошёл"),
    ("whoever finds the address", "нашедший адрес"),
    ("somebody with a copy of the cookies", "некто с копией cookie"),
    ("somebody with a copy of the mother's cookies", "некто с копией cookie матери"),
    ("somebody with the account", "некто с той же записью"),
    ("somebody with a weak account", "некто со слабой учётной записью"),
    ("somebody without a cookie", "некто без cookie"),
    ("stranger", "посторонний"),
    ("teacher", "учитель"),
    ("the portal", "портал"),
    ("the portal's operator", "оператор портала"),
    ("thief with the code", "похититель кода"),
    ("victim", "потерпевший"),
    ("visitor", "посетитель"),
];

/// Somebody who acts, in a language; a name that a party's file gave stays as it is.
pub fn actor(who: &str, lang: Lang) -> &str {
    let russian = || ACTORS.iter().find(|(known, _)| *known == who).map(|(_, name)| *name);
    if lang == Lang::En { who } else { russian().unwrap_or(who) }
}

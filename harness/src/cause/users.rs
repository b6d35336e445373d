//! Owns causes in what a party does with the records of its own users: new passwords, fields, digests, removal.

use crate::cause::Severity::{Critical, High};
use crate::cause::{Cause, cause};

/// New password for its owner only.
#[rustfmt::skip]
pub const NEW_PASSWORD: Cause = cause("password.new", Critical, &["MR-Д-22"], [
    ("new password for its owner only", "новый пароль только владельцу"),
    ("Whoever knows a login takes the user over, or locks the user out.", "Знающий логин завладевает пользователем или закрывает ему вход."),
    ("Send a link that works once to the address that the school has, and change nothing before it is followed.", "Отправляйте на известный школе адрес одноразовую ссылку и до перехода по ней ничего не меняйте."),
]);
/// Known fields of forms only.
#[rustfmt::skip]
pub const ADDED_FIELDS: Cause = cause("marks.known-fields", Critical, &[], [
    ("known fields of forms only", "только известные поля форм"),
    ("A user who adds a field to a form becomes a teacher, or sees other people's children.", "Пользователь, добавивший поле к форме, становится учителем или видит чужих детей."),
    ("Take from a request the fields that the form has, by name, and none of the record's others.", "Берите из запроса только поля самой формы, по именам, а не любые поля записи."),
]);
/// End of the access of removed users.
#[rustfmt::skip]
pub const REMOVED: Cause = cause("person.removed", High, &["MR-Д-22"], [
    ("end of the access of removed users", "закрытие доступа исключенным"),
    ("Who left the school goes on reading until the session ends.", "Ушедший из школы читает дневник до конца сеанса."),
    ("Look up at every request whether the session's user is still there.", "При каждом запросе проверяйте, что пользователь сеанса еще есть."),
]);
/// Digests of passwords kept on the server.
#[rustfmt::skip]
pub const DIGESTS: Cause = cause("leak.digest", High, &["MR-Д-37"], [
    ("digests of passwords kept on the server", "хеши паролей только на сервере"),
    ("Whoever reads the answer finds the password out at home.", "Прочитавший ответ подберет пароль у себя."),
    ("Answer with fields that are named one by one, and never with a whole record.", "Отдавайте поля по одному, по именам, а не запись целиком."),
]);

/// All of them.
pub(super) const USERS: &[&Cause] = &[&NEW_PASSWORD, &ADDED_FIELDS, &REMOVED, &DIGESTS];

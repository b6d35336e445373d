//! The tables of consents to published data: how they may be passed on, what a citizen may forbid; mnemonics and names.

/// A mnemonic and its name.
pub type Word = (&'static str, &'static str);

/// How published data may be passed on (DP 4.1, table 5).
pub const CONDITIONS: [Word; 3] = [
    ("NO_TRANSFER", "Не разрешаю передавать"),
    ("INTERNET", "Через Интернет"),
    ("LOCALNET", "По внутренней сети организации"),
];

/// What a citizen may forbid to do with published data (DP 4.1, table 8).
pub const FORBIDDENS: [Word; 14] = [
    ("COLLECTION", "Сбор"),
    ("RECORD", "Запись"),
    ("SYSTEMATIZATION", "Систематизация"),
    ("ACCUMULATION", "Накопление"),
    ("STORAGE", "Хранение"),
    ("UPDATE", "Обновление"),
    ("CHANGE", "Изменение"),
    ("EXTRACTION", "Извлечение"),
    ("USAGE", "Использование"),
    ("DISSEMINATION", "Распространение"),
    ("PROVIDE", "Предоставление"),
    ("ACCESS", "Доступ"),
    ("DEPERSONALIZATION", "Обезличивание"),
    ("BLOCK", "Блокирование"),
];

/// The name of a mnemonic, or the mnemonic itself where the table has none.
pub fn name<'n>(table: &[Word], mnemonic: &'n str) -> &'n str {
    table.iter().find(|(own, _)| *own == mnemonic).map_or(mnemonic, |(_, name)| *name)
}

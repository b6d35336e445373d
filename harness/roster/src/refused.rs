//! Owns why a whole file cannot be read, and what to do then.

use lang::Lang;

/// Why a file is not a list that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.told(Lang::En))]
pub enum Refused {
    /// The operating system does not give it.
    Io(String),
    /// A folder, a pipe, a device.
    NoFile,
    /// Nothing is in it.
    Empty,
    /// A picture, a program, a database.
    Binary,
    /// A file of another program, by its first octets.
    Foreign(&'static str),
    /// A workbook behind a password.
    Locked,
    /// A workbook that unfolds to more than the limit.
    TooLarge(u64),
    /// A workbook that does not hold together.
    Broken(String),
    /// More rows than the limit.
    TooManyRows(u32),
    /// No row of the first ones holds headings that are known.
    NoHeadings(Vec<String>),
    /// The headings name more columns than the limit.
    TooManyColumns(usize),
    /// Two columns say the same thing of the same person.
    TwoColumns(String, String),
    /// Headings, and nobody below them.
    Nobody,
    /// The file of `--columns` is wrong.
    Columns(String),
    /// The workbook has no such sheet.
    NoSheet(String),
}

impl Refused {
    /// What is wrong, and what to do.
    pub fn told(&self, lang: Lang) -> String {
        match lang {
            Lang::Ru => self.in_russian(),
            Lang::En => self.in_english(),
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::Io(why) => format!("файл не открывается: {why}"),
            Self::NoFile => "это не файл, а папка, канал или устройство: сохраните список в файл".to_owned(),
            Self::Empty => "файл пуст".to_owned(),
            Self::Binary => {
                "это не таблица: в файле двоичные данные. Сохраните список как CSV или XLSX".to_owned()
            }
            Self::Foreign(what) => format!(
                "это {what}, а не CSV, XLSX или ODS. Откройте его в табличном редакторе и сохраните как XLSX или CSV"
            ),
            Self::Locked => "книга закрыта паролем: сохраните её без пароля".to_owned(),
            Self::TooLarge(most) => format!(
                "книга разворачивается больше чем в {} МБ: для списка это слишком много. Сохраните лист как CSV",
                most >> 20
            ),
            Self::Broken(why) => {
                format!("книга повреждена ({why}): откройте её в табличном редакторе и сохраните заново")
            }
            Self::TooManyRows(most) => format!("строк больше {most}: разделите список"),
            Self::NoHeadings(seen) => format!(
                "не найдена строка заголовков: нужны хотя бы «Фамилия» и «Имя» или «ФИО». Первые ячейки файла: {}. Назовите колонки в файле --columns; образец печатает `roster template`",
                seen.join(" | ")
            ),
            Self::TooManyColumns(most) => {
                format!("в строке заголовков больше {most} колонок: удалите лишние")
            }
            Self::TwoColumns(one, other) => {
                format!("колонки {one} и {other} значат одно и то же: назовите нужную в файле --columns")
            }
            Self::Nobody => "под заголовками нет ни одного человека".to_owned(),
            Self::Columns(why) => format!("файл --columns: {why}"),
            Self::NoSheet(name) => format!("в книге нет листа «{name}»"),
        }
    }

    fn in_english(&self) -> String {
        match self {
            Self::Io(why) => format!("the file cannot be opened: {why}"),
            Self::NoFile => "this is a folder, a pipe or a device: save the list as a file".to_owned(),
            Self::Empty => "the file is empty".to_owned(),
            Self::Binary => {
                "this is no table: the file holds binary data. Save the list as CSV or XLSX".to_owned()
            }
            Self::Foreign(what) => format!(
                "this is {what}, not CSV, XLSX or ODS. Open it in a spreadsheet program and save it as XLSX or CSV"
            ),
            Self::Locked => "the workbook is behind a password: save it without one".to_owned(),
            Self::TooLarge(most) => format!(
                "the workbook unfolds to more than {} MB, too much for a list. Save the sheet as CSV",
                most >> 20
            ),
            Self::Broken(why) => {
                format!("the workbook is damaged ({why}): open it in a spreadsheet program and save it again")
            }
            Self::TooManyRows(most) => format!("more than {most} rows: divide the list"),
            Self::NoHeadings(seen) => format!(
                "no row of headings was found: at least surname and name, or a full name, are needed. The first cells of the file: {}. Name the columns in a --columns file; `roster template` prints an example",
                seen.join(" | ")
            ),
            Self::TooManyColumns(most) => {
                format!("the headings name more than {most} columns: remove those that are not needed")
            }
            Self::TwoColumns(one, other) => {
                format!("columns {one} and {other} mean the same: name the right one in a --columns file")
            }
            Self::Nobody => "there is nobody below the headings".to_owned(),
            Self::Columns(why) => format!("the --columns file: {why}"),
            Self::NoSheet(name) => format!("the workbook has no sheet “{name}”"),
        }
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.to_string())
    }
}

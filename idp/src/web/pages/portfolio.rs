//! «Школьное портфолио»: the marks that diaries handed in, as the pupil or a parent sees them.

use askama::Template;

use crate::web::pages::{Frame, Viewer};

/// One mark.
#[derive(Clone, PartialEq, Eq)]
pub struct Mark {
    /// The subject.
    pub subject: String,
    /// From 1 to 5.
    pub mark: u8,
    /// What it was given for.
    pub work: String,
    /// Day, month and year.
    pub date: String,
    /// The name of the school.
    pub school: String,
}

/// Whose portfolio is looked at.
#[derive(Clone, PartialEq, Eq)]
pub enum Whose {
    /// The citizen's own.
    Own,
    /// A child's.
    Childs {
        /// Names the child in links.
        child: String,
        /// Surname, name, patronymic.
        full_name: String,
    },
}

/// `/profile/portfolio`, and `/profile/family/{id}/portfolio` for a parent.
#[derive(Clone, Template)]
#[template(path = "profile/portfolio.html")]
pub struct Portfolio {
    /// The frame.
    pub frame: Frame,
    /// Whose it is.
    pub whose: Whose,
    /// Whether diaries may hand in marks.
    pub allowed: bool,
    /// The marks, the newest first.
    pub marks: Vec<Mark>,
}

#[cfg(test)]
impl Portfolio {
    /// A parent looks at a child's marks after the consent was withdrawn.
    pub(crate) fn sample() -> Self {
        let mark = |subject: &str, mark, work: &str| Mark {
            subject: subject.to_owned(),
            mark,
            work: work.to_owned(),
            date: "03.09.2024".to_owned(),
            school: "Школа № 7 поселка Вымышленный".to_owned(),
        };
        Self {
            frame: Frame::citizen("", "Журавлева Алла Игоревна"),
            whose: Whose::Childs {
                child: "1".to_owned(), full_name: "Журавлева Соня Петровна".to_owned()
            },
            allowed: false,
            marks: vec![
                mark("Алгебра", 5, "Контрольная работа"),
                mark("История", 4, "Доклад о крещении Руси"),
            ],
        }
    }

    /// A pupil whose diary has handed in nothing.
    pub(crate) fn sample_empty() -> Self {
        Self { whose: Whose::Own, allowed: true, marks: Vec::new(), ..Self::sample() }
    }
}

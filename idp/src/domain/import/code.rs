//! The code of a request: compared, sent again, run out (MR А.9, table 77).

use crate::domain::import::request::{ImportRequest, Stage, Way};
use crate::domain::import::terms::ImportTerms;
use crate::domain::time::Timestamp;

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeStatus {
    /// It is right, or a new one was sent.
    Right,
    /// It is wrong.
    Wrong,
    /// There is no such request.
    Unknown,
    /// The last one was sent too lately.
    TooFast,
    /// It was sent as often as it may be.
    NoMoreResends,
    /// It ran out.
    Expired,
    /// The tries are used up.
    Exhausted,
}

impl CodeStatus {
    /// `status` on the wire. The sample writes the first in Cyrillic letters, the table in Latin ones.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Right => "OK",
            Self::Wrong => "WAIT",
            Self::Unknown => "NOT_FOUND",
            Self::TooFast => "TOO_FAST_RESEND",
            Self::NoMoreResends => "RESEND_LIMIT_IS_REACHED",
            Self::Expired => "EXPIRED",
            Self::Exhausted => "FAILED",
        }
    }
}

impl ImportRequest {
    /// What the present code is worth, whatever is typed.
    fn standing(&self, terms: &ImportTerms, now: Timestamp) -> Option<CodeStatus> {
        if self.stage != Stage::Waiting {
            return Some(CodeStatus::Right);
        }
        if now >= self.sent_at + terms.code_ttl_ms {
            return Some(CodeStatus::Expired);
        }
        (self.attempts_left == 0).then_some(CodeStatus::Exhausted)
    }

    /// Judges what was typed; a wrong code costs a try.
    pub fn compared(mut self, code: &str, terms: &ImportTerms, now: Timestamp) -> (Self, CodeStatus) {
        if let Some(standing) = self.standing(terms, now) {
            return (self, standing);
        }
        if code.trim() == self.code {
            return (self, CodeStatus::Right);
        }
        self.attempts_left -= 1;
        let status = if self.attempts_left == 0 { CodeStatus::Exhausted } else { CodeStatus::Wrong };
        (self, status)
    }

    /// Sends another code, where that may be.
    // I: a new code bears as many tries as the first; the sample of a right code after a resend shows all five.
    pub fn sent_again(mut self, code: String, terms: &ImportTerms, now: Timestamp) -> (Self, CodeStatus) {
        if self.stage != Stage::Waiting {
            return (self, CodeStatus::Right);
        }
        if self.resends >= terms.resend_max {
            return (self, CodeStatus::NoMoreResends);
        }
        if now < self.sent_at + terms.resend_pause_ms {
            return (self, CodeStatus::TooFast);
        }
        self.resends += 1;
        self.code = code;
        self.sent_at = now;
        self.attempts_left = terms.attempts_max;
        (self, CodeStatus::Right)
    }

    /// Whether another request with this phone has to wait for this one (MR table 73: `039815`).
    pub fn keeps_phone(&self, terms: &ImportTerms, now: Timestamp) -> bool {
        if self.way == Way::Sms {
            return self.waits_for_answer(terms, now);
        }
        self.standing(terms, now).is_none() && self.resends < terms.resend_max
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::{Application, ApplicationForm};
    use crate::domain::person::sheet::NameForm;
    use crate::domain::time::Span;

    const NOW: Timestamp = Timestamp::from_secs(1_700_000_000);

    fn request() -> ImportRequest {
        let text = |text: &str| text.to_owned();
        let form = ApplicationForm {
            name: NameForm {
                last_name: text("Снегирева"), first_name: text("Алена"), ..NameForm::default()
            },
            gender: text("F"),
            birth_date: text("03.07.1983"),
            birth_place: text("г. Примерск"),
            citizenship: text("RUS"),
            snils: text("900-000-001 82"),
            passport_series: text("0102"),
            passport_number: text("000777"),
            passport_issued_on: text("03.07.2003"),
            passport_issuer_code: text("000000"),
            passport_issued_by: text("Отдел образцов"),
            ..ApplicationForm::default()
        };
        ImportRequest {
            number: 1,
            id: String::new(),
            client: "BANK".parse().unwrap(),
            application: Application::parse(&form).unwrap(),
            mobile: "+7(000)1234567".parse().unwrap(),
            email: None,
            simplified: None,
            created_at: NOW,
            way: Way::RestApi,
            code: text("2783"),
            sent_at: NOW,
            resends: 0,
            attempts_left: 2,
            stage: Stage::Waiting,
        }
    }

    #[test]
    fn a_code_bears_its_tries_its_time_and_its_resends() {
        let terms = ImportTerms { attempts_max: 2, resend_max: 1, ..ImportTerms::default() };
        let compared = |request: ImportRequest, code: &str, after: Span| {
            let (request, status) = request.compared(code, &terms, NOW + after);
            (request, status.wire())
        };
        let minute = Span::from_mins(1);
        let (request, told) = compared(request(), "0000", Span::ZERO);
        assert_eq!((told, request.attempts_left), ("WAIT", 1));
        assert_eq!(compared(request.clone(), " 2783 ", Span::ZERO).1, "OK");
        assert_eq!(compared(request.clone(), "2783", Span::from_hours(24)).1, "EXPIRED");
        let (request, told) = compared(request, "0000", Span::ZERO);
        assert_eq!(told, "FAILED");
        assert_eq!(compared(request.clone(), "2783", Span::ZERO).1, "FAILED", "the right one comes too late");
        let again = |request: ImportRequest, after| {
            let (request, status) = request.sent_again("1111".to_owned(), &terms, NOW + after);
            (request, status.wire())
        };
        assert_eq!(again(request.clone(), Span::from_secs(59)).1, "TOO_FAST_RESEND");
        let (request, told) = again(request, minute);
        assert_eq!((told, request.resends, request.attempts_left), ("OK", 1, 2));
        assert_eq!(compared(request.clone(), "2783", minute).1, "WAIT", "the old code is none any more");
        assert_eq!(compared(request.clone(), "1111", minute).1, "OK");
        assert_eq!(again(request, Span::from_mins(9)).1, "RESEND_LIMIT_IS_REACHED");
    }
}

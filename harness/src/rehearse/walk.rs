//! Owns one person's walk through the built-in diary and the portal: pages over two connections that stay open, forms sent as they are.

use std::time::Duration;

use reqwest::Url;
use serde_json::{Value, json};

use crate::load::form;
use crate::load::http::{Answer, Line, Request};
use crate::rehearse::portal::PASSWORD;

/// A page that has not come by then does not come.
const PATIENCE: Duration = Duration::from_secs(30);
/// Redirects and forms of one sign-in; more means going round in a circle.
const STEPS_MAX: usize = 16;

/// What somebody sees in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The cabinet of a user, with these pupils; their marks are shown or hidden.
    In { user: String, pupils: Vec<String>, hidden: bool },
    /// A choice of users.
    Choice(Vec<String>),
    /// The account is bound now.
    Bound,
    /// A refusal with its word.
    Refused(String),
    /// The portal waits for a code.
    NoCode,
    /// Something else.
    Odd(String),
}

/// One browser after another on the same two connections.
#[derive(Debug)]
pub(crate) struct Walker {
    diary: Site,
    portal: Site,
    /// What was asked and answered since the person sat down, with no value of a field or query in it.
    asked: Vec<Asked>,
}

/// A request and its answer.
#[derive(Debug, Clone)]
struct Asked {
    at_portal: bool,
    what: String,
    status: u16,
    location: Option<String>,
    title: String,
}

#[derive(Debug)]
struct Site {
    line: Line,
    /// Scheme and authority.
    origin: String,
}

impl Walker {
    /// A walker between a diary and a portal over plain HTTP.
    pub(crate) fn between(diary: &str, portal: &str) -> Result<Self, String> {
        Ok(Self { diary: Site::at(diary)?, portal: Site::at(portal)?, asked: Vec::new() })
    }

    /// Somebody else sits down.
    fn anew(&mut self) {
        self.diary.line.forget();
        self.portal.line.forget();
        self.asked.clear();
    }

    /// What was asked and answered since the person sat down, for a capsule.
    pub(crate) fn traffic(&self) -> Vec<Value> {
        self.asked.iter().map(Asked::told).collect()
    }

    fn send(&mut self, at_portal: bool, request: &Request<'_>) -> Result<Answer, String> {
        let site = if at_portal { &mut self.portal } else { &mut self.diary };
        let answer = site.line.send(request)?;
        self.asked.push(Asked {
            at_portal,
            what: what(request),
            status: answer.status,
            location: answer.location.as_deref().map(without_values),
            title: title(&answer.body).to_owned(),
        });
        Ok(answer)
    }

    /// Signs in with the diary's password.
    pub(crate) fn by_password(&mut self, login: &str) -> Result<Seen, String> {
        self.anew();
        let typed = form::encode(&[("login", login), ("password", PASSWORD)]);
        let answer = self.send(false, &Request::form("/login", &typed))?;
        self.follow(answer, "")
    }

    /// Signs in through the portal.
    pub(crate) fn through_portal(&mut self, login: &str) -> Result<Seen, String> {
        self.anew();
        let answer = self.send(false, &Request::form("/esia/sign-in", ""))?;
        self.follow(answer, login)
    }

    /// Goes on as one of the users that are offered.
    pub(crate) fn choose(&mut self, user: &str) -> Result<Seen, String> {
        let answer = self.send(false, &Request::form("/choose", &form::encode(&[("user", user)])))?;
        self.follow(answer, "")
    }

    /// Binds the account to the user who came in by password.
    pub(crate) fn bind(&mut self, login: &str) -> Result<Seen, String> {
        let answer = self.send(false, &Request::form("/esia/bind", ""))?;
        self.follow(answer, login)
    }

    fn follow(&mut self, answer: Answer, login: &str) -> Result<Seen, String> {
        let (mut answer, mut at_portal, mut typed) = (answer, false, false);
        for _ in 0..STEPS_MAX {
            if let Some(location) = answer.location.clone() {
                let home = if at_portal { &self.portal.origin } else { &self.diary.origin };
                let target = if location.starts_with('/') { format!("{home}{location}") } else { location };
                at_portal = target.starts_with(&self.portal.origin);
                let site = if at_portal { &self.portal } else { &self.diary };
                let path = target.strip_prefix(site.origin.as_str());
                let path = path.ok_or_else(|| format!("the browser was sent to {target}"))?;
                answer = self.send(at_portal, &Request::of(path))?;
            } else if !at_portal {
                return Ok(of_diary(&answer));
            } else {
                match self.at_portal(&answer, (login, &mut typed))? {
                    Next::Page(next) => answer = next,
                    Next::End(seen) => return Ok(seen),
                }
            }
        }
        Ok(Seen::Odd("the pages lead round in a circle".to_owned()))
    }

    /// Does on a page of the portal what a person does there.
    fn at_portal(&mut self, page: &Answer, (login, typed): (&str, &mut bool)) -> Result<Next, String> {
        if page.body.contains("Вход с подтверждением") {
            return Ok(Next::End(Seen::NoCode));
        }
        let is_consent = page.body.contains("id=\"grantAuthorization\"");
        let is_login = page.body.contains("name=\"password\"") && !*typed;
        let action = form::form_action(&page.body).filter(|_| is_consent || is_login);
        let Some(action) = action else {
            return Ok(Next::End(Seen::Odd(format!("the portal shows {}", title(&page.body)))));
        };
        let mut fields = form::hidden_fields(&page.body);
        if is_consent {
            fields.extend(ticked(&page.body));
            fields.push(("decision".to_owned(), "grant".to_owned()));
        } else {
            *typed = true;
            fields.push(("login".to_owned(), login.to_owned()));
            fields.push(("password".to_owned(), PASSWORD.to_owned()));
        }
        let pairs: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let form = form::encode(&pairs);
        Ok(Next::Page(self.send(true, &Request::form(&action, &form))?))
    }
}

impl Asked {
    fn told(&self) -> Value {
        let of = if self.at_portal { "portal" } else { "diary" };
        json!({ "of": of, "asked": self.what, "status": self.status, "location": self.location, "title": self.title })
    }
}

/// A request without the values of its fields: codes, tokens and passwords stay with those who sent them.
fn what(request: &Request<'_>) -> String {
    let fields = request.body.map(|(_, body)| format!(" ({})", names(body))).unwrap_or_default();
    format!("{} {}{fields}", request.method, without_values(request.target))
}

/// An address with the names of its query alone.
fn without_values(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", names(query)) }
}

fn names(pairs: &str) -> String {
    let names = pairs.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty());
    names.collect::<Vec<_>>().join("&")
}

enum Next {
    Page(Answer),
    End(Seen),
}

impl Site {
    fn at(address: &str) -> Result<Self, String> {
        let url: Url = address.parse().map_err(|error| format!("{address}: {error}"))?;
        let place = url.socket_addrs(|| None).map_err(|error| format!("{address}: {error}"))?;
        let place = *place.first().ok_or_else(|| format!("{address}: nobody is there"))?;
        Ok(Self { line: Line::to(place, PATIENCE), origin: url.origin().ascii_serialization() })
    }
}

/// The boxes that are ticked already, but for children: every consent for a child that is to be there was given before.
fn ticked(page: &str) -> Vec<(String, String)> {
    let tags = page.split("<input").skip(1).filter_map(|tag| tag.split('>').next());
    let boxes = tags.filter(|tag| tag.contains("type=\"checkbox\"") && tag.contains(" checked"));
    let names = boxes.filter_map(|tag| between(tag, " name=\"", "\""));
    names.filter(|name| !name.starts_with("kid_")).map(|name| (name.to_owned(), "true".to_owned())).collect()
}

/// What a page of the diary says.
fn of_diary(page: &Answer) -> Seen {
    if let Some(reason) = between(&page.body, "data-reason=\"", "\"") {
        return Seen::Refused(reason.to_owned());
    }
    if page.body.contains("Отлично! Теперь Вы можете входить") {
        return Seen::Bound;
    }
    if let Some(user) = between(&page.body, "data-user=\"", "\"") {
        let pupils = all_between(&page.body, "data-pupil=\"", "\"");
        let hidden = page.body.contains("data-marks=\"hidden\"");
        return Seen::In { user: user.to_owned(), pupils, hidden };
    }
    if page.body.contains("Выберите, как войти") {
        return Seen::Choice(all_between(&page.body, "name=\"user\" value=\"", "\""));
    }
    Seen::Odd(format!("status {}: the diary shows {}", page.status, title(&page.body)))
}

fn title(page: &str) -> &str {
    between(page, "<title>", "</title>").unwrap_or("a page without a title")
}

fn between<'p>(text: &'p str, from: &str, to: &str) -> Option<&'p str> {
    text.split_once(from)?.1.split(to).next()
}

fn all_between(text: &str, from: &str, to: &str) -> Vec<String> {
    text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_of_children_are_not_ticked_and_the_others_stay_as_they_are() {
        let page = "<input id=\"f-own_0\" name=\"own_0\" type=\"checkbox\" value=\"true\" checked>\
            <input id=\"f-kid\" name=\"kid_0_7\" type=\"checkbox\" value=\"true\" checked>\
            <input id=\"f-free\" name=\"free_0\" type=\"checkbox\" value=\"true\">";
        assert_eq!(ticked(page), [("own_0".to_owned(), "true".to_owned())]);
    }

    #[test]
    fn a_capsule_names_fields_and_holds_no_value_of_them() {
        let typed = "login=u1&password=secret";
        assert_eq!(what(&Request::form("/login", typed)), "POST /login (login&password)");
        assert_eq!(what(&Request::of("/esia/return?code=abc&state=1")), "GET /esia/return?code&state");
    }

    #[test]
    fn pages_of_the_diary_are_told_apart() {
        let page = |body: &str| of_diary(&Answer { status: 200, location: None, body: body.to_owned() });
        assert_eq!(page("<div data-reason=\"level-too-low\">"), Seen::Refused("level-too-low".to_owned()));
        let seen = page("<b data-user=\"u1\"></b><section data-pupil=\"p2\"></section>");
        assert_eq!(seen, Seen::In { user: "u1".to_owned(), pupils: vec!["p2".to_owned()], hidden: false });
        assert!(matches!(page("<title>Ошибка</title>"), Seen::Odd(why) if why.contains("Ошибка")));
    }
}

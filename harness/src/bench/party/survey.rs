//! Owns the look at a running diary: what can be found of it from outside, to be written into its file.

use reqwest::Url;

use crate::bench::browser::Browser;
use crate::bench::browser::form::{Form, Kind};
use crate::bench::browser::page::Page;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;

/// Words on a link or a button that leads to the state portal, in small letters.
const TO_THE_PORTAL: &[&str] = &["госуслуг", "есиа", "esia", "gosuslugi"];
/// Words of one that leads to a page where one signs in.
const TO_THE_DOOR: &[&str] = &["войти", "вход", "войдите", "log in", "login", "sign in"];
/// Words of one that leads out.
const OUT: &[&str] = &["выйти", "выход", "log out", "logout", "sign out"];

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// What the front page is called.
    pub(crate) title: String,
    /// The page with the state sign-in, as a path, and the words on it.
    pub(crate) sign_in: Option<(String, String)>,
    /// What the diary asks of the portal.
    pub(crate) asked: Option<Asked>,
    /// The password sign-in: its page, the words of its fields and of its button.
    pub(crate) password: Option<(String, [String; 3])>,
    /// How a page looks on which a citizen ends who said no on the portal.
    pub(crate) refusal: Option<Refusal>,
    /// Where a citizen lands who signed in.
    pub(crate) landing: Option<Landing>,
}

/// A request for authorization.
#[derive(Debug)]
pub(crate) struct Asked {
    /// Where the portal is, as the diary thinks.
    pub(crate) portal: Url,
    pub(crate) mnemonic: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) back_to: String,
}

/// A page that refuses.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    /// What it is called.
    pub(crate) title: String,
    /// What the front page is called, from which it must be told.
    pub(crate) is_front: bool,
}

/// The page after the sign-in.
#[derive(Debug)]
pub(crate) struct Landing {
    pub(crate) page: String,
    /// The element that names the citizen, the attribute if it is one, and the placeholder for its value.
    pub(crate) who: Option<(String, Option<String>, &'static str)>,
    pub(crate) leave: Option<String>,
}

/// Looks from the front door on, one door further where the front page has none.
pub(crate) fn of(browser: &mut Browser, url: &str) -> Result<Survey, Halt> {
    browser.open(url)?;
    let mut found = Survey { title: browser.page()?.title(), ..Survey::default() };
    look(browser.page()?, &mut found);
    if found.sign_in.is_none()
        && let Some(door) = clickable(browser.page()?, TO_THE_DOOR)
        && browser.click(&door).is_ok()
    {
        look(browser.page()?, &mut found);
    }
    if let Some((_, words)) = &found.sign_in {
        found.asked = browser.click_and_hold(words).ok().and_then(|portal| Asked::read(&portal));
    }
    Ok(found)
}

/// What the page of consent is headed by.
const CONSENT: &str = "Предоставление прав доступа";

/// Whether the party leads to the portal's form, where the person signs in then.
fn is_asked_at_portal(
    browser: &mut Browser,
    found: &Survey,
    url: &str,
    person: &Person,
) -> Result<bool, Halt> {
    let Some((page, words)) = &found.sign_in else {
        return Ok(false);
    };
    browser.open(&format!("{url}{page}"))?;
    browser.click(words)?;
    browser.fill("Мобильный телефон или почта", person.login())?;
    browser.fill("Пароль", &person.password)?;
    browser.press("Войти")?;
    Ok(true)
}

/// Lets a citizen sign in, and looks at where that leads.
pub(crate) fn land(
    browser: &mut Browser,
    found: &mut Survey,
    url: &str,
    person: &Person,
) -> Result<(), Halt> {
    if !is_asked_at_portal(browser, found, url, person)? {
        return Ok(());
    }
    if browser.page()?.shows(CONSENT) {
        browser.press("Предоставить")?;
    }
    let page = browser.page()?;
    let snils = person.snils.clone().unwrap_or_default();
    let named = [
        (person.oid.to_string(), "{oid}"),
        (snils, "{snils}"),
        (format!("{} {}", person.last_name, person.first_name), "{last_name} {first_name}"),
        (format!("{} {}", person.first_name, person.last_name), "{first_name} {last_name}"),
    ];
    let who = named.iter().find_map(|(text, blank)| {
        let (selector, attribute) = page.element_saying(text)?;
        Some((selector, attribute, *blank))
    });
    let leave = clickable(page, OUT);
    found.landing = Some(Landing { page: path_of(&page.url), who, leave });
    Ok(())
}

/// Lets another citizen say no on the portal, and looks at where that leads.
pub(crate) fn refuse(
    browser: &mut Browser,
    found: &mut Survey,
    url: &str,
    person: &Person,
) -> Result<(), Halt> {
    if !is_asked_at_portal(browser, found, url, person)? || !browser.page()?.shows(CONSENT) {
        return Ok(());
    }
    browser.press("Отказать")?;
    let page = browser.page()?;
    let (status, title) = (page.status, page.title());
    let is_front = title == found.title;
    found.refusal = Some(Refusal { status, title, is_front });
    Ok(())
}

impl Asked {
    fn read(portal: &Url) -> Option<Self> {
        let of = |wanted: &str| {
            portal.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
        };
        let scopes = of("scope")?.split_whitespace().map(str::to_owned).collect();
        Some(Self {
            portal: portal.clone(),
            mnemonic: of("client_id")?,
            scopes,
            back_to: of("redirect_uri")?,
        })
    }
}

fn look(page: &Page, found: &mut Survey) {
    if found.sign_in.is_none() {
        found.sign_in = clickable(page, TO_THE_PORTAL).map(|words| (path_of(&page.url), words));
    }
    if found.password.is_none() {
        found.password = page.forms().iter().find_map(old_way).map(|words| (path_of(&page.url), words));
    }
}

/// The first link or button that says one of these words, or leads to an address with one.
fn clickable(page: &Page, words: &[&str]) -> Option<String> {
    let says = |text: &str| {
        let text = text.to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    let links = page.links();
    let leads = |text: &&String| page.link(text).is_some_and(|link| says(link.url.as_str()));
    let buttons = page.forms().into_iter().flat_map(|form| form.buttons).map(|button| button.text);
    let said = links.iter().cloned().chain(buttons).find(|text| says(text));
    said.or_else(|| links.iter().find(leads).cloned())
}

/// The words of a form that asks for a password.
fn old_way(form: &Form) -> Option<[String; 3]> {
    let words = |wanted: Kind| {
        let field = form.fields.iter().find(|field| field.kind == wanted)?;
        Some(if field.words().is_empty() { field.name.clone() } else { field.words().to_owned() })
    };
    Some([words(Kind::Text)?, words(Kind::Password)?, form.buttons.first()?.text.clone()])
}

fn path_of(url: &Url) -> String {
    url.path().to_owned()
}

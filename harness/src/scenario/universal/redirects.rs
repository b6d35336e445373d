//! Owns the attacks with return addresses: wherever the party takes an address from, it leads to the party only.

use std::borrow::Cow;

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::form::{Form, Kind};
use crate::bench::halt::Halt;
use crate::bench::party::LegacyUser;
use crate::check::session::is_in_as;
use crate::scenario::steps::known::settled;
use crate::scenario::steps::{KnownUser, user};
use crate::scenario::universal::binding::sent;
use crate::scenario::universal::strangers::signed_in;
use crate::scenario::universal::{at_portal, held, parsed};

const CLAUSE: &str = "RFC 9700, 4.11: no open redirects";

/// Names under which parties keep where to go afterwards.
const NAMES: &[&str] = &[
    "next",
    "return_to",
    "returnTo",
    "return",
    "returnUrl",
    "return_url",
    "redirect",
    "redirect_to",
    "redirect_url",
    "continue",
    "url",
    "back",
    "back_url",
    "backUrl",
    "dest",
    "destination",
    "goto",
    "to",
    "from",
    "target",
    "r",
    "u",
    "ReturnUrl",
    "service",
    "callback",
    "back_to",
    "page",
    "path",
    "after",
    "forward",
];

const HOST: &str = "phishing.example";

/// Ways to write the same foreign address, some of which pass for a path.
const ADDRESSES: &[&str] = &[
    "http://phishing.example/",
    "//phishing.example/",
    "/\\phishing.example/",
    "\\\\phishing.example/",
    "https:phishing.example/",
    "/%09/phishing.example/",
    "http://{host}@phishing.example/",
    "http://{host}.phishing.example/",
    "http://phishing.example/{host}",
    "////phishing.example/",
    "https://phishing.example/",
    "HTTP://PHISHING.EXAMPLE/",
    "@phishing.example/",
    ".phishing.example/",
    "/\t/phishing.example/",
    "javascript:alert(document.domain)//phishing.example/",
    "data:text/html,phishing.example",
    "/\r\nSet-Cookie: esiacanary=1; Path=/",
];

/// On the way to the portal: the address that begins the sign-in.
pub(crate) fn at_sign_in(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    for address in addresses(bench)? {
        let mut browser = bench.browser(known.who);
        let door = with_names(&bench.party().front_door(), &address)?;
        let led = led_by(&mut browser, &door)?;
        not_away(bench, led.as_ref(), "the front page with a return address leads");
        browser.open(&door)?;
        let Some(shown) = bench.party().starts_at(&browser)? else {
            bench.party().enter_through_portal(&mut browser)?;
            stayed(bench, &mut browser, &known)?;
            not_split(bench, &browser)?;
            continue;
        };
        for start in starts(&shown, &address)? {
            let mut browser = bench.browser(known.who);
            browser.open(&door)?;
            begins_at(&mut browser, &start)?;
            stayed(bench, &mut browser, &known)?;
            not_split(bench, &browser)?;
        }
    }
    let mut own = signed_in(bench, &known)?;
    is_in_as(bench, &mut own, CLAUSE, &known.id)
}

/// On the way back from the portal.
pub(crate) fn at_answer(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    for address in addresses(bench)? {
        let mut browser = bench.browser(known.who);
        let answer = held(bench, &mut browser, &known.person)?;
        let led = led_by(&mut browser, &with_names(answer.as_str(), &address)?)?;
        not_away(bench, led.as_ref(), "the portal's answer with a return address leads");
        not_split(bench, &browser)?;
    }
    Ok(())
}

/// At the password sign-in, in the address of its page and among the fields of its form.
pub(crate) fn at_password(bench: &Bench<'_>) -> Result<(), Halt> {
    let user = user(bench, 0)?;
    for address in addresses(bench)? {
        let mut browser = bench.browser(user.who);
        let Some(Filled { page, form, fields }) = password_form(bench, &mut browser, user, &address)? else {
            return Err(Halt::NotApplicable(
                "the form of the password sign-in is not on a page of its own".to_owned(),
            ));
        };
        let led = browser.send_and_hold(&page, &form, fields)?;
        not_away(bench, led.as_ref(), "the password sign-in with a return address leads");
        not_split(bench, &browser)?;
    }
    Ok(())
}

/// A form with what was typed into it, and the address of its page.
struct Filled {
    page: String,
    form: Form,
    fields: Vec<(String, String)>,
}

/// The filled form of the password sign-in, on its page with the return address, which is among its fields too.
fn password_form(
    bench: &Bench<'_>,
    browser: &mut Browser,
    user: &LegacyUser,
    address: &str,
) -> Result<Option<Filled>, Halt> {
    let Some((page, [login, password])) = bench.party().password_page() else {
        return Err(Halt::NotApplicable("the party's file has no [password], the old way in".to_owned()));
    };
    let page = with_names(&page, address)?;
    browser.open(&page)?;
    let mut forms = browser.page()?.forms().into_iter();
    let Some(mut form) = forms.find(|form| form.fields.iter().any(|field| field.kind == Kind::Password))
    else {
        return Ok(None);
    };
    bench.transcript().hide(user.password);
    let _ = (form.fill(&login, user.login), form.fill(&password, user.password));
    let mut fields = sent(&form);
    let own: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
    let more = NAMES.iter().filter(|name| !own.iter().any(|one| one == *name));
    fields.extend(more.map(|name| ((*name).to_owned(), address.to_owned())));
    Ok(Some(Filled { page, form, fields }))
}

/// On the way out, and at the page for users only, which sends others to sign in first.
pub(crate) fn at_leaving(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    for address in addresses(bench)? {
        let mut browser = signed_in(bench, &known)?;
        is_in_as(bench, &mut browser, CLAUSE, &known.id)?;
        for place in places(bench, &mut browser)? {
            let led = led_by(&mut browser, &with_names(&place, &address)?)?;
            not_away(bench, led.as_ref(), "a page of the party with a return address leads");
        }
        leaves_with(bench, &known, &address)?;
    }
    Ok(())
}

/// Words on what leaves.
const OUT: &[&str] = &["выйти", "выход", "log out", "logout", "sign out", "leave"];

/// The forms that leave the party, each with the return address in its address and among its fields.
fn leaves_with(bench: &Bench<'_>, known: &KnownUser, address: &str) -> Result<(), Halt> {
    let mut shown = signed_in(bench, known)?;
    shown.open(&bench.party().inside())?;
    let leaves = |form: &Form| {
        let says = |text: &str| OUT.iter().any(|word| text.to_lowercase().contains(word));
        form.method == "post" && form.buttons.iter().any(|button| says(&button.text))
    };
    let count = shown.page()?.forms().iter().filter(|form| leaves(form)).count();
    for number in 0..count {
        let mut browser = signed_in(bench, known)?;
        browser.open(&bench.party().inside())?;
        let Some(mut form) = browser.page()?.forms().into_iter().filter(leaves).nth(number) else { continue };
        let mut fields = sent(&form);
        let own: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
        let more = NAMES.iter().filter(|name| !own.iter().any(|one| one == *name));
        fields.extend(more.map(|name| ((*name).to_owned(), address.to_owned())));
        form.action = parsed(&with_names(form.action.as_str(), address)?)?;
        let page = bench.party().inside();
        let led = browser.send_and_hold(&page, &form, fields)?;
        not_away(bench, led.as_ref(), "leaving with a return address leads");
        not_split(bench, &browser)?;
    }
    Ok(())
}

/// Pages that may lead on: the one for users, and what the links on it lead to.
fn places(bench: &Bench<'_>, browser: &mut Browser) -> Result<Vec<String>, Halt> {
    let inside = bench.party().inside();
    browser.open(&inside)?;
    let page = browser.page()?;
    let links = page.links().into_iter().filter_map(|text| page.link(&text));
    let own = links.filter(|link| link.url.origin() == page.url.origin()).map(|link| link.url.to_string());
    let mut places = vec![inside];
    places.extend(own.take(6));
    // What leaves comes last: after it the others show nothing.
    places.sort_by_key(|place| ["leave", "logout", "exit", "out"].iter().any(|word| place.contains(word)));
    places.dedup();
    Ok(places)
}

/// What begins the sign-in, with the return address under every name; and as the front page made it of the return address,
/// where that leads elsewhere in other words.
fn starts(shown: &Url, address: &str) -> Result<Vec<Url>, Halt> {
    let of_the_names = |(name, _): &(Cow<'_, str>, Cow<'_, str>)| NAMES.contains(&name.as_ref());
    let leads_away =
        |value: &str| shown.join(value).map_or(!value.is_empty(), |to| to.origin() != shown.origin());
    let made =
        shown.query_pairs().filter(of_the_names).any(|(_, value)| value != address && leads_away(&value));
    let others: Vec<_> =
        shown.query_pairs().into_owned().filter(|(name, _)| !NAMES.contains(&name.as_str())).collect();
    let mut bare = shown.clone();
    bare.set_query(None);
    if !others.is_empty() {
        bare.query_pairs_mut().extend_pairs(others);
    }
    let told = parsed(&with_names(bare.as_str(), address)?)?;
    Ok([Some(told), made.then(|| shown.clone())].into_iter().flatten().collect())
}

fn begins_at(browser: &mut Browser, start: &Url) -> Result<(), Halt> {
    match led_by(browser, start.as_str())? {
        Some(led) => browser.open(led.as_str()),
        None => Ok(()),
    }
}

/// The citizen goes through the portal and ends on the party's own pages.
fn stayed(bench: &Bench<'_>, browser: &mut Browser, known: &KnownUser) -> Result<(), Halt> {
    let fills = browser.page()?.forms().iter().any(|form| form.has("login") && form.has("password"));
    if !fills {
        return Ok(());
    }
    browser.fill("Мобильный телефон или почта", known.person.login())?;
    browser.fill("Пароль", &known.person.password)?;
    let Ok(answer) = browser.press_and_hold("Войти") else {
        return at_portal(browser, &known.person);
    };
    let led = led_by(browser, answer.as_str())?;
    not_away(bench, led.as_ref(), "a sign-in that began with a return address leads");
    Ok(())
}

/// The first address elsewhere to which the party's redirects lead; none where it stays on its own pages.
fn led_by(browser: &mut Browser, address: &str) -> Result<Option<Url>, Halt> {
    match browser.open_and_hold(address) {
        Ok(led) => Ok(Some(led)),
        Err(Halt::Missing(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn not_away(bench: &Bench<'_>, led: Option<&Url>, must: &str) {
    let is_foreign = |host: &str| host == HOST || host.ends_with(".phishing.example");
    let is_away = led.is_some_and(|led| {
        ["javascript", "data"].contains(&led.scheme()) || led.host_str().is_some_and(is_foreign)
    });
    if is_away {
        let seen = led.map(Url::to_string).unwrap_or_default();
        bench.transcript().judge(CLAUSE, must, "to the party or the portal", &seen, false);
    }
}

/// No line feed of a return address begins a header of its own.
fn not_split(bench: &Bench<'_>, browser: &Browser) -> Result<(), Halt> {
    let cookies = browser.cookies_of(&bench.party().front_door())?;
    if cookies.iter().any(|cookie| cookie.name == "esiacanary") {
        let must = "a line feed in a return address begins no header of the answer:";
        bench.transcript().judge(
            CLAUSE,
            must,
            "no header",
            "a cookie of the attacker's choice was set",
            false,
        );
    }
    Ok(())
}

/// The foreign addresses, with the party's own name where one passes itself off as it.
fn addresses(bench: &Bench<'_>) -> Result<Vec<String>, Halt> {
    let door = parsed(&bench.party().front_door())?;
    Ok(ADDRESSES.iter().map(|address| address.replace("{host}", door.authority())).collect())
}

/// Every name at once: a party takes the one that it knows.
fn with_names(address: &str, to: &str) -> Result<String, Halt> {
    let mut url = parsed(address)?;
    let own: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    url.query_pairs_mut().extend_pairs(
        NAMES.iter().filter(|name| !own.iter().any(|one| one == *name)).map(|name| (*name, to)),
    );
    Ok(url.to_string())
}

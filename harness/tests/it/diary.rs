//! Owns tests of the diary's pages: what a citizen can do there.

use harness::bench::browser::page::Page;
use reqwest::Url;

use crate::visit::{Town, who};

fn session_number(town: &Town, browser: &harness::bench::browser::Browser) -> String {
    format!("{:?}", browser.jar().unwrap().cookie(&Url::parse(&town.url("/")).unwrap(), "diary_session"))
}

fn reason(page: &Page) -> Option<String> {
    page.attribute("#refusal", "data-reason")
}

#[test]
fn the_old_way_in_shows_the_marks_of_ones_own_family() {
    let town = Town::sound();
    let mut browser = town.mother();
    let page = browser.page().unwrap();
    assert!(page.shows("Вымышленн") || page.shows("вымышленной"), "the page says that it is made up");
    assert!(
        page.shows("Белкин Тихон Егорович") && page.shows("Белкина Зоя Егоровна") && page.shows("Диктант")
    );
    assert!(!page.shows("Рябинин"));
    assert_eq!(who(&town, &mut browser).as_deref(), Some("belkina-vera"));

    let other = browser.peek(&town.url("/pupils/ryabinin-lev")).unwrap();
    assert_eq!((other.status, reason(&other).as_deref()), (403, Some("not-your-pupil")));
    assert!(!other.shows("Химия"));
    assert_eq!(browser.peek(&town.url("/pupils/nobody")).unwrap().status, 403);
    let own = browser.peek(&town.url("/pupils/belkin-tikhon")).unwrap();
    assert!(own.shows("Физика") && !own.shows("Окружающий мир"));
}

#[test]
fn a_wrong_password_lets_nobody_in() {
    let town = Town::sound();
    let mut browser = town.entered("belkina.v", "osen-2018!");
    assert_eq!(reason(browser.page().unwrap()).as_deref(), Some("wrong-password"));
    assert_eq!(browser.page().unwrap().status, 401);
    assert_eq!(who(&town, &mut browser), None);
}

#[test]
fn inside_is_only_for_those_who_are_in() {
    let town = Town::sound();
    let mut browser = town.browser();
    for path in ["/cabinet", "/pupils/belkin-tikhon", "/esia/bound"] {
        assert_eq!(browser.peek(&town.url(path)).unwrap().status, 303, "{path}");
    }
}

#[test]
fn binding_goes_as_the_memo_tells_and_opens_the_way_through_the_portal() {
    let town = Town::sound();
    let mut browser = town.mother();
    browser.press("Привязать учетную запись портала госуслуг").unwrap();
    let page = browser.page().unwrap();
    assert!(page.shows("Отлично! Теперь Вы можете входить в Дневник.ру через портал госуслуг"));
    browser.follow("Перейти в Дневник.ру").unwrap();
    assert!(browser.page().unwrap().shows("Учетная запись портала госуслуг привязана"));

    let request = town.portal.last_token_request();
    assert_eq!((request.grant_type.as_str(), request.code.as_str()), ("authorization_code", "the-code"));
    assert_eq!(request.client_id, "SCHOOL_DIARY");
    assert_eq!(request.redirect_uri, town.url("/esia/callback"));
    assert_eq!(request.timestamp, "2018.11.20 09:00:00 +0800");
    assert!(!request.client_secret.is_empty());
    assert_eq!(uuid::Uuid::parse_str(&request.state).unwrap().get_version_num(), 4);

    let mut later = town.browser();
    town.sign_in(&mut later);
    assert_eq!(who(&town, &mut later).as_deref(), Some("belkina-vera"));
}

#[test]
fn an_account_that_nobody_bound_is_not_let_in() {
    let town = Town::sound();
    let mut browser = town.browser();
    let page = town.sign_in(&mut browser);
    assert_eq!((page.status, reason(page).as_deref()), (403, Some("unknown-person")));
    assert!(page.shows("нажмите «Привязать учетную запись портала госуслуг»"));
    assert_eq!(who(&town, &mut browser), None);
}

#[test]
fn declining_binds_nothing_and_leaves_the_old_way_open() {
    let town = Town::sound();
    town.portal.change(|play| play.consent = false);
    let mut browser = town.mother();
    browser.press("Привязать учетную запись портала госуслуг").unwrap();
    let page = browser.page().unwrap();
    assert_eq!(reason(page).as_deref(), Some("declined"));
    assert!(page.shows("Логин и пароль дневника работают, как прежде"));
    browser.follow("Вернуться в дневник").unwrap();
    assert!(browser.page().unwrap().shows("Учетная запись портала госуслуг не привязана"));
    assert_eq!(who(&town, &mut browser).as_deref(), Some("belkina-vera"));
}

#[test]
fn an_account_belongs_to_one_user_and_a_user_to_one_account() {
    let town = Town::sound();
    town.with_mother_bound();
    let mut father = town.entered("ryabinin.p", "Zima-2019!");
    father.press("Привязать учетную запись портала госуслуг").unwrap();
    assert_eq!(reason(father.page().unwrap()).as_deref(), Some("account-of-another-user"));
    assert_eq!(who(&town, &mut father).as_deref(), Some("ryabinin-pavel"));
}

#[test]
fn a_weak_account_is_told_what_is_needed() {
    let weak = |town: &Town| {
        town.portal.change(|play| play.person["trusted"] = false.into());
        let mut browser = town.browser();
        town.sign_in(&mut browser);
        browser
    };
    let confirmed = Town::under("yaroslavl-2018", &[]);
    let browser = weak(&confirmed);
    let page = browser.page().unwrap();
    assert_eq!(reason(page).as_deref(), Some("level-too-low"));
    assert!(page.shows("нужна подтверждённая") && page.shows("Подтвердите личность"));
    let centres = format!("{}/public/ra/?fts=cfm", confirmed.portal.url);
    assert_eq!(page.link("Где подтвердить личность").unwrap().url.as_str(), centres);

    let standard = Town::under("voronezh-itek-2017", &[]);
    let browser = weak(&standard);
    let page = browser.page().unwrap();
    assert!(page.shows("нужна не ниже: стандартная") && !page.shows("Подтвердите личность"));
}

#[test]
fn signing_in_changes_the_cookie_and_leaving_takes_it() {
    let town = Town::sound();
    let mut browser = town.with_mother_bound();
    browser.open(&town.url("/")).unwrap();
    assert_eq!(session_number(&town, &browser), "None");
    town.sign_in(&mut browser);
    let address = Url::parse(&town.url("/")).unwrap();
    let jar = browser.jar().unwrap();
    let cookie = jar.cookie(&address, "diary_session").unwrap();
    assert!(cookie.http_only && !cookie.persistent);
    assert_eq!(cookie.same_site.as_deref(), Some("Lax"));

    browser.press("Выйти").unwrap();
    assert!(browser.page().unwrap().shows("Вход на портал госуслуг в этом браузере мог остаться"));
    assert_eq!(session_number(&town, &browser), "None");
    assert_eq!(who(&town, &mut browser), None);

    town.sign_in(&mut browser);
    browser.press("Выйти из дневника и с портала госуслуг").unwrap();
    assert!(browser.page().unwrap().shows("Вход в школьный дневник"));
    assert_eq!(who(&town, &mut browser), None);
}

#[test]
fn a_form_of_a_foreign_page_is_not_taken() {
    let town = Town::sound();
    let post = |origin: Option<&str>| {
        let request = harness::bench::http::http().unwrap().post(town.url("/esia/sign-in"));
        let request = origin.into_iter().fold(request, |request, origin| request.header("Origin", origin));
        request.send().unwrap().status().as_u16()
    };
    assert_eq!(post(None), 303);
    assert_eq!(post(Some(town.diary.url())), 303);
    assert_eq!(post(Some("http://evil.example")), 403);
    assert_eq!(post(Some("null")), 403);
}

#[test]
fn every_page_is_kept_out_of_caches_frames_and_referers() {
    let town = Town::sound();
    let answer = harness::bench::http::http().unwrap().get(town.url("/")).send().unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("referrer-policy"), "same-origin");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(header("x-frame-options"), "DENY");
}

#[test]
fn head_is_answered_like_get_and_other_methods_are_told_which_there_are() {
    let town = Town::sound();
    let ask = |method: &str, path: &str, host: Option<&str>| {
        let request = harness::bench::http::http().unwrap().request(method.parse().unwrap(), town.url(path));
        host.into_iter().fold(request, |request, host| request.header("Host", host)).send().unwrap()
    };
    for path in ["/", "/activate", "/style.css", "/nowhere"] {
        let [get, head] = ["GET", "HEAD"].map(|method| ask(method, path, None));
        assert_eq!(
            (head.status(), head.headers().get("content-type")),
            (get.status(), get.headers().get("content-type"))
        );
        assert!(head.text().unwrap().is_empty(), "{path}");
    }
    for (method, path, allowed) in [
        ("TRACE", "/", "GET, HEAD"),
        ("DELETE", "/", "GET, HEAD"),
        ("GET", "/login", "POST"),
        ("PATCH", "/activate", "GET, POST, HEAD"),
    ] {
        let answer = ask(method, path, None);
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["allow"]),
            (405, &allowed.parse().unwrap()),
            "{path}"
        );
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
    assert_eq!(ask("GET", "/", Some("evil.test")).status().as_u16(), 421);
}

#[test]
fn the_clock_is_set_from_outside() {
    let town = Town::sound();
    let http = harness::bench::http::http().unwrap();
    let put = |body: &str| {
        let request = http.put(town.url("/_diary/clock")).header("Content-Type", "application/json");
        let answer = request.body(body.to_owned()).send().unwrap();
        (answer.status().as_u16(), answer.text().unwrap())
    };
    let set = put(r#"{"now":"2019-01-01T00:00:00Z","mode":"frozen"}"#);
    assert_eq!(set, (200, r#"{"now":"2019-01-01T00:00:00Z","mode":"frozen"}"#.to_owned()));
    assert_eq!(town.diary.clock().now().to_string(), "2019-01-01T00:00:00Z");
    assert_eq!(put(r#"{"now":"tomorrow","mode":"frozen"}"#).0, 400);
    assert_eq!(put(r#"{"now":"2019-01-01T00:00:00Z","mode":"running"}"#).0, 200);
    assert!(!town.diary.clock().is_frozen());
}

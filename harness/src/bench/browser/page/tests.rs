use super::*;

const PAGE: &str = r#"<!doctype html><html><head><title>Вход</title><style>b{}</style></head><body>
<p>Симулятор</p><h1>Вход <b>в</b>   портал</h1><script>hidden()</script><p hidden>не видно</p>
<nav><a href="/recovery/">Забыли пароль?</a> <a href="?by=email"><span>У меня нет</span> телефона</a></nav>
<form method="post" action="/login" id="main">
  <input type="hidden" name="ctx" value="77">
  <label for="login">Мобильный телефон или почта:</label> <input id="login" name="login" value="">
  <label>Пароль * <input type="password" name="password"></label>
  <label><input type="checkbox" name="foreign_computer" value="1"> Чужой компьютер</label>
  <input name="spare" disabled value="x"><input type="file" name="scan">
  <button id="enter" type="submit">  Войти
  </button><button type="button">Показать</button>
</form>
<form>
  <label>Пол <select name="gender"><option value="M">Мужской</option><option value="F" selected>Женский</option></select></label>
  <fieldset><legend>Вид</legend><input type="radio" name="kind" value="a" id="a" checked><label for="a">Первый</label>
  <input type="radio" name="kind" value="b" id="b"><label for="b">Второй</label></fieldset>
  <textarea name="note">строка</textarea>
  <button name="decision" value="grant">Предоставить</button><input type="submit" name="decision" value="Отказать">
</form>
<button form="main" name="again" value="1">Ещё раз</button>
</body></html>"#;

fn page() -> Page {
    Page::read(Url::parse("http://127.0.0.1:8085/realms/a/login?x=1").unwrap(), 200, PAGE, &Limits::USUAL)
        .unwrap()
}

fn sent(form: &Form, button: &str) -> Vec<(String, String)> {
    form.sent(form.buttons.iter().find(|one| is_called(&one.text, button)).unwrap())
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_reader_sees_words_and_not_markup() {
    let page = page();
    assert_eq!(page.title(), "Вход в портал");
    assert!(page.shows("Вход в портал") && page.shows("Чужой компьютер") && !page.shows("ещё раз"));
    assert!(page.shows("Еще раз") && page.shows("Ещё раз"));
    for unseen in ["hidden()", "не видно", "b{}", "77"] {
        assert!(!page.shows(unseen), "{unseen}");
    }
}

#[test]
fn links_are_found_by_their_words() {
    let page = page();
    assert_eq!(page.links(), ["Забыли пароль?", "У меня нет телефона"]);
    assert_eq!(page.link("Забыли пароль?").unwrap().url.as_str(), "http://127.0.0.1:8085/recovery/");
    let relative = page.link("У меня нет телефона").unwrap();
    assert_eq!(relative.url.as_str(), "http://127.0.0.1:8085/realms/a/login?by=email");
    assert!(page.link("Забыли").is_none());
}

#[test]
fn fields_are_found_by_name_and_by_label() {
    let form = &page().forms()[0];
    for key in ["login", "Мобильный телефон или почта", "password", "Пароль", "Чужой компьютер", "ctx"]
    {
        assert!(form.has(key), "{key}");
    }
    for key in ["spare", "scan", "логин", ""] {
        assert!(!form.has(key), "{key}");
    }
}

#[test]
fn a_form_sends_what_a_browser_would() {
    let mut form = page().forms()[0].clone();
    assert_eq!((form.method.as_str(), form.action.path()), ("post", "/login"));
    assert_eq!(sent(&form, "Войти"), pairs(&[("ctx", "77"), ("login", ""), ("password", "")]));
    form.fill("Мобильный телефон или почта", "a@b").unwrap();
    form.fill("password", "p").unwrap();
    form.fill("Чужой компьютер", "да").unwrap();
    let filled = pairs(&[("ctx", "77"), ("login", "a@b"), ("password", "p"), ("foreign_computer", "1")]);
    assert_eq!(sent(&form, "Войти"), filled);
    let outside = sent(&form, "Ещё раз");
    assert_eq!(outside.last(), Some(&("again".to_owned(), "1".to_owned())));
}

#[test]
fn choices_are_made_by_value_or_by_words() {
    let mut form = page().forms()[1].clone();
    assert_eq!(
        (form.method.as_str(), form.action.as_str()),
        ("get", "http://127.0.0.1:8085/realms/a/login?x=1")
    );
    let at_first = pairs(&[("gender", "F"), ("kind", "a"), ("note", "строка"), ("decision", "grant")]);
    assert_eq!(sent(&form, "Предоставить"), at_first);
    form.fill("Пол", "Мужской").unwrap();
    form.fill("Вид", "Второй").unwrap();
    let changed = pairs(&[("gender", "M"), ("kind", "b"), ("note", "строка"), ("decision", "Отказать")]);
    assert_eq!(sent(&form, "Отказать"), changed);
    form.fill("kind", "a").unwrap();
    assert_eq!(sent(&form, "Отказать")[1].1, "a");
    let wrong = form.fill("gender", "Иной").unwrap_err();
    assert_eq!(wrong, crate::bench::browser::form::FillError::NoSuchChoice(vec!["M".into(), "F".into()]));
}

#[test]
fn what_is_not_html_reads_as_its_text() {
    let page = Page::read(Url::parse("http://127.0.0.1/").unwrap(), 500, "{\"error\":\"x\"}", &Limits::USUAL)
        .unwrap();
    assert!(page.shows("{\"error\":\"x\"}") && page.forms().is_empty() && page.title().is_empty());
}

#[test]
fn addresses_for_scripts_are_read_from_attributes_and_from_the_scripts_themselves() {
    let body = "<a href=/link>x</a><ul data-from='/list/1'><li title='/ no address'></ul>\
                <script>fetch(\"/api/one\"); let two = '/api/two?id=2', no = '//other.example/x';</script>";
    let url = Url::parse("http://127.0.0.1:8085/app").unwrap();
    let page = Page::read(url, 200, body, &Limits::USUAL).unwrap();
    let paths: Vec<_> = page.addresses_named().iter().map(|url| url.path().to_owned()).collect();
    assert_eq!(paths, ["/list/1", "/api/one", "/api/two"]);
}

use std::path::{Path, PathBuf};

use super::*;

const BUILT_IN: &str = include_str!("../../../../../fixtures/parties/builtin.toml");

fn parsed(text: &str) -> Result<Description, Mistake> {
    Description::parse("party.toml", text, PathBuf::from("."))
}

#[test]
fn every_party_of_the_repository_is_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for path in ["fixtures/parties/builtin.toml", "harness/clients/small-diary.toml"] {
        let described = Description::read(&root.join(path));
        assert!(described.is_ok(), "{path}: {}", described.unwrap_err());
    }
}

/// A place in the built-in file, what is written there instead, and what is said of it.
const MISTAKES: [(&str, &str, &str); 34] = [
    ("press = \"через Госуслуги\"", "pres = \"x\"", "field `pres`: unknown field `pres`"),
    (
        "press = \"через Госуслуги\"",
        "",
        "field `sign_in`: either `press`, the words on a link or button, or `address`",
    ),
    (
        "url = \"http://{host}\"",
        "url = \"http://{hots}\"",
        "line 6, field `url`: there is no blank {hots}; there are",
    ),
    (
        "policy = \"bratsk-2018\"",
        "policy = \"bratsk\"",
        "field `policy`: there is no policy `bratsk`; take one of",
    ),
    (
        "[start]\n",
        "[running]\nidp = \"127.0.0.1:8085\"\n[start]\n",
        "field `running`: a party is started for each story or runs already",
    ),
    ("\"{idp}\", \"--listen\"", "\"{esia}\", \"--listen\"", "field `command`: there is no blank {esia}"),
    ("scopes = [\"openid\", ", "scopes = [", "field `scopes`: without `openid`"),
    (
        "page = \"/cabinet\"\nselector",
        "page = \"cabinet\"\nselector",
        "field `page`: `cabinet` is no path of the party",
    ),
    ("selector = \"#who\"", "selector = \"#\"", "field `selector`: `#` is no CSS selector"),
    ("is = \"{user}\"", "is = \"{idp}\"", "field `is`: there is no blank {idp}; there are {oid}"),
    ("selector = \"#refusal\"", "", "field `refused`: how does a page say no?"),
    ("known = \"binding\"", "known = \"put\"", "field `known`: this needs `put`"),
    ("keeps = [\"snils\"]", "keeps = [\"oid\"]", "field `keeps`: "),
    ("[clock]", "[log]\n[clock]", "field `log`: what is the log? Either `printed = true`"),
    (
        "known = \"binding\"",
        "known = \"everybody\"",
        "unknown variant `everybody`, expected one of `anybody`, `put`, `binding`",
    ),
    (
        "[binding]\npress = \"Привязать учетную запись портала госуслуг\"\ndone = \"Отлично! Теперь Вы можете входить в \
         Дневник.ру через портал госуслуг\"\ngo_on = \"Перейти в Дневник.ру\"\nkeeps = [\"snils\"]\nundo = \"Отвязать \
         учетную запись\"\n",
        "",
        "field `known`: this needs [binding], what is pressed to bind; add it",
    ),
    (
        "path = \"/_diary/clock\", ",
        "",
        "field `put`: either `path`, which is asked of the party, or `command` is wanted",
    ),
    (
        "url = \"http://{host}\"",
        "url = \"{host}\"",
        "field `url`: `{host}` is no address of a site; write it like",
    ),
    (
        "url = \"http://{host}\"",
        "url = \"http://{host}/?a\"",
        "field `url`: `http://{host}/?a` is no address of a site",
    ),
    ("[client]\n", "[client]\ncertificate = \"lost.crt\"\n", "field `certificate`: ./lost.crt: No such file"),
    (
        "[client]\n",
        "[client]\ncertificate = \"Cargo.toml\"\n",
        "field `certificate`: ./Cargo.toml is no certificate in PEM, nor the base64 of one",
    ),
    (
        "[client]\n",
        "[client]\nredirect_hosts = [\"http://{host}/\"]\n",
        "field `redirect_hosts`: `http://{host}/` is no host",
    ),
    (
        "[client]\n",
        "[client]\nsignature_check = \"lax\"\n",
        "field `signature_check`: `lax` is not known; take one of strict, tolerant, off",
    ),
    (
        "[client]\n",
        "[client]\ntolerances = [\"sha1\", \"md5\"]\n",
        "field `tolerances`: `md5` is not known; take one of mirrored-signature,",
    ),
    (
        "[client]\n",
        "[client]\nsignature_check = \"off\"\ntolerances = [\"sha1\"]\n",
        "field `tolerances`: `signature_check = \"off\"` overlooks them all; single tolerances go with \"strict\"",
    ),
    (
        "[client]\n",
        "[client]\ndialects = [\"v4\"]\n",
        "field `dialects`: `v4` is not known; take one of v1, v2, v3",
    ),
    (
        "[client]\n",
        "[client]\ntoken_algorithm = \"HS256\"\n",
        "field `token_algorithm`: `HS256` is not known; take one of RS256, GOST3410_2012_256",
    ),
    (
        "known = \"binding\"",
        "known = \"binding\"\nlevel = \"high\"",
        "field `level`: `high` is not known; take one of simplified, standard, confirmed",
    ),
    (
        "known = \"binding\"",
        "known = \"binding\"\nmatch = [\"snils\", \"passport\"]",
        "field `match`: `passport` is not known; take one of snils, name",
    ),
    (
        "policy = \"bratsk-2018\"",
        "policy = \"bratsk-2018\"\npolicy_file = \"own.toml\"",
        "field `policy_file`: a party follows one policy",
    ),
    (
        "[clock]\n",
        "[[accepted]]\nscenario = \"leak.caches\"\nreason = \"later\"\nuntil = \"soon\"\n[clock]\n",
        "field `until`: `soon` is no day; write the last one like",
    ),
    ("method = \"PUT\"", "method = \"SET\"", "field `put`: `SET` is no method; take one of GET, POST,"),
    (
        "path = \"/_diary/clock\"",
        "command = [\"date\"]",
        "field `put`: `method`, `body` and `headers` are of a request",
    ),
    ("id = \"ryabinin-pavel\"", "id = \"belkina-vera\"", "field `id`: `belkina-vera` is there twice"),
];

#[test]
fn a_mistake_is_named_with_its_line_its_field_and_the_way_out() {
    for (right, wrong, complaint) in MISTAKES {
        assert!(BUILT_IN.contains(right), "{right}");
        let said = parsed(&BUILT_IN.replacen(right, wrong, 1)).unwrap_err().to_string();
        assert!(said.starts_with("party.toml, line ") && said.contains(complaint), "{said}\n{complaint}");
    }
}

#[test]
fn a_party_that_neither_starts_nor_runs_is_asked_how() {
    let without = BUILT_IN.split_once("[start]").unwrap().0.to_owned()
        + "[client]"
        + BUILT_IN.split_once("[client]").unwrap().1;
    let said = parsed(&without).unwrap_err().to_string();
    assert!(
        said.contains("field `start`: how does it run? Add [start] with its command, or [running]"),
        "{said}"
    );
}

#[test]
fn a_running_party_whose_people_bind_has_to_be_put_back() {
    let (head, rest) = BUILT_IN.split_once("[start]").unwrap();
    let rest = rest.split_once("[client]").unwrap().1;
    let running = format!("{head}[running]\nidp = \"127.0.0.1:8085\"\n[client]{rest}");
    let said = parsed(&running).unwrap_err().to_string();
    assert!(said.contains("field `known`: this needs `reset`"), "{said}");
    let reset = "known = \"binding\"\nreset = { command = [\"./reset-people\"] }";
    assert!(parsed(&running.replacen("known = \"binding\"", reset, 1)).is_ok());
}

#[test]
fn a_party_travels_when_it_is_told_the_moment_or_has_a_lever() {
    let travels = |text: &str| parsed(text).unwrap().travels();
    let output = BUILT_IN.split_once("[clock]").unwrap().0.to_owned()
        + "[[user]]"
        + BUILT_IN.split_once("[[user]]").unwrap().1;
    assert!(travels(BUILT_IN) && travels(&output));
    assert!(!travels(&output.replacen("\"{now}\"", "\"system\"", 1)));
}

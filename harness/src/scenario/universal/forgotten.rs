//! Owns what a program leaves open by mistake: addresses of its makers, and headers that name a user.

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::page::Page;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::cause;
use crate::check::session::is_in_as;
use crate::scenario::steps::known::{Users, settled};
use crate::scenario::universal::bare::asked_with;
use crate::scenario::universal::cookies::session_cookies;
use crate::scenario::universal::others::words_of;
use crate::scenario::universal::parsed;
use crate::scenario::universal::strangers::signed_in;

/// Shorter logins and names stand in words that tell nothing.
const SECRET_CHARS_MIN: usize = 5;

const ADDRESSES: &str = "OWASP ASVS 13.4: nothing of its makers is open";
const HEADERS: &str = "OWASP ASVS 7.2.1: who is in, the session says and nothing else";

/// Addresses under which makers of programs look at them.
const OF_MAKERS: &[&str] = &[
    "/debug",
    "/debug/",
    "/debug/sessions",
    "/debug/vars",
    "/_debug",
    "/status",
    "/info",
    "/health",
    "/metrics",
    "/admin",
    "/admin/",
    "/admin/users",
    "/users",
    "/sessions",
    "/config",
    "/settings",
    "/env",
    "/.env",
    "/.git/config",
    "/api",
    "/api/users",
    "/api/sessions",
    "/api/me",
    "/api/marks",
    "/actuator/env",
    "/server-status",
    "/console",
    "/log",
    "/logs",
    "/log.txt",
    "/dump",
    "/backup",
    "/test",
    "/test/users",
    "/internal",
    "/graphql",
    "/swagger",
    "/trace",
    "/state",
    "/tokens",
    "/whoami",
    "/phpinfo.php",
    "/users.json",
    "/sessions.json",
    "/debug/users",
    "/key.pem",
    "/keys/key.pem",
    "/keys/private.pem",
    "/certs/key.pem",
    "/static/key.pem",
    "/static/private.pem",
    "/static/private.key",
    "/.git/HEAD",
    "/.env.local",
    "/.env.bak",
    "/.htpasswd",
    "/config.json",
    "/config.yml",
    "/config.php.bak",
    "/info.php",
    "/phpinfo",
    "/test.php",
    "/adminer.php",
    "/db.json",
    "/data.json",
    "/store.json",
    "/dump.sql",
    "/dump.json",
    "/backup.sql",
    "/backup.json",
    "/db.sqlite",
    "/db.sqlite3",
    "/data.db",
    "/database.sqlite",
    "/error.log",
    "/error_log",
    "/debug.log",
    "/access.log",
    "/app.log",
    "/logs/app.log",
    "/data/",
    "/uploads/",
];

/// What files and pages of makers begin with or say, whoever is in: settings, keys, sources, what requests were sent.
#[rustfmt::skip]
const OF_MAKERS_ALONE: &[&str] = &[
    "ref: refs/heads/", "[core]", "DB_PASSWORD", "SECRET_KEY", "APP_KEY", "PRIVATE KEY", "SQLite format 3", "CREATE TABLE",
    "phpinfo()", "$_SERVER[", "HTTP_COOKIE", "Index of /", "HTTP/1.1", "Traceback (most recent call last)",
];

/// Parameters by which makers make a page say more.
const OF_DEBUGGING: &[&str] =
    &["debug", "trace", "dump", "test", "dev", "verbose", "source", "phpinfo", "profile", "XDEBUG_TRIGGER"];

/// What is not there is not opened by a header.
const NOT_FOUND: u16 = 404;

/// Headers by which servers in front of a program tell it where a request comes from.
const FROM_HERE: [(&str, &str); 4] = [
    ("X-Forwarded-For", "127.0.0.1"),
    ("X-Real-IP", "127.0.0.1"),
    ("X-Client-IP", "127.0.0.1"),
    ("Forwarded", "for=127.0.0.1"),
];

/// Headers by which servers in front of a program tell it who is in.
const NAMING: &[&str] = &[
    "X-User",
    "X-User-Id",
    "X-Remote-User",
    "Remote-User",
    "X-Forwarded-User",
    "X-Auth-User",
    "X-Authenticated-User",
    "X-Esia-Oid",
    "X-Oid",
    "X-Login",
    "X-Debug-User",
    "X-Impersonate",
];

/// The addresses of makers show a stranger nothing of those who are in.
pub(crate) fn addresses(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, ADDRESSES)?;
    let mut own = signed_in(bench, &users.mother)?;
    is_in_as(bench, &mut own, ADDRESSES, &users.mother.id)?;
    let session: Vec<String> =
        session_cookies(bench, &mut own)?.into_iter().map(|cookie| cookie.value).collect();
    let person = &users.mother.person;
    let mut secrets = words_of(&users.mother, &users.father);
    secrets.extend(person.snils.clone());
    secrets.extend([person.oid.to_string(), "PRIVATE KEY".to_owned(), "client_secret".to_owned()]);
    secrets.extend(session.into_iter().filter(|value| value.len() >= 8));
    for user in bench.party().legacy_users() {
        let [last, first, _] = user.name;
        secrets.extend([user.login.to_owned(), format!("{last} {first}")]);
    }
    secrets.retain(|words| words.trim().chars().count() >= SECRET_CHARS_MIN);
    let door = parsed(&bench.party().front_door())?;
    let mut stranger = bench.browser("stranger");
    let front = stranger.peek(door.as_str())?.text();
    secrets.extend(OF_MAKERS_ALONE.iter().map(|words| (*words).to_owned()));
    let tells = |page: &Page| {
        let text = page.text();
        secrets.iter().any(|words| text.contains(words.as_str()) && !front.contains(words.as_str()))
    };
    let mut guarded = Vec::new();
    for address in OF_MAKERS.iter().filter_map(|path| door.join(path).ok()).chain(with_debugging(&door)) {
        let page = stranger.peek(address.as_str())?;
        if page.status != NOT_FOUND {
            guarded.push(address.clone());
        }
        if tells(&page) {
            let at = address.query().map_or_else(|| address.path().to_owned(), |query| format!("?{query}"));
            let must =
                format!("the address {at} shows a stranger nothing of users, sessions, keys and sources:");
            let seen = "it shows something of them";
            bench.transcript().judge(ADDRESSES, &must, "nothing", seen, false);
        }
    }
    let seen_by_users = bench.party().legacy_users().iter().flat_map(|user| user.sees.iter().copied());
    guarded.extend(seen_by_users.filter_map(|path| door.join(path).ok()));
    for address in guarded {
        if let Ok(page) = asked_with(bench, &address, FROM_HERE.iter().copied())?
            && tells(&page)
        {
            let must = format!(
                "the address {} shows a stranger nothing, from wherever the request says that it comes:",
                address.path()
            );
            bench.transcript().judge(ADDRESSES, &must, "nothing", "it believes X-Forwarded-For", false);
        }
    }
    files_stay_inside(bench, &door)?;
    is_in_as(bench, &mut own, ADDRESSES, &users.mother.id)
}

/// The first page with the parameters of makers, each time with another word for yes.
fn with_debugging(door: &Url) -> impl Iterator<Item = Url> {
    ["1", "true"]
        .map(|yes| {
            let mut address = door.clone();
            address.query_pairs_mut().extend_pairs(OF_DEBUGGING.iter().map(|name| (*name, yes)));
            address
        })
        .into_iter()
}

/// Folders of files that every page may load.
const OF_FILES: &[&str] =
    &["/static/", "/files/", "/assets/", "/media/", "/css/", "/download/", "/download?file=", "/file?name="];

/// No address of a file leads out of its folder.
fn files_stay_inside(bench: &Bench<'_>, door: &Url) -> Result<(), Halt> {
    let mut stranger = bench.browser("stranger");
    for folder in OF_FILES {
        for up in ["..%2f", "%2e%2e%2f"] {
            let Ok(address) = door.join(&format!("{folder}{}etc%2fpasswd", up.repeat(12))) else { continue };
            let is_out = stranger.peek(address.as_str())?.text().contains("root:x:0:");
            if is_out {
                let must =
                    format!("an address of a file below {folder} leads to no other folder of the server:");
                bench.transcript().judge(ADDRESSES, &must, "to none", "to /etc/passwd", false);
            }
        }
    }
    Ok(())
}

/// Nobody is in by a header of the request.
pub(crate) fn headers(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, HEADERS)?;
    let login = bench.party().legacy_users().iter().find(|one| one.who == known.who).map(|one| one.login);
    let mut values = vec![known.id.clone(), known.person.oid.to_string()];
    values.extend(login.map(str::to_owned));
    // A header holds Latin letters only.
    values.retain(|value| value.is_ascii());
    values.dedup();
    let inside = parsed(&bench.party().inside())?;
    for value in values {
        let named = NAMING.iter().map(|name| (*name, value.as_str()));
        let seen = match asked_with(bench, &inside, named)? {
            Ok(page) => bench.party().who_on(&page),
            Err(why) => Presence::Crashed(why),
        };
        let must = "a header of the request (X-User and the like) signs nobody in:";
        bench.transcript().about(&cause::SESSION_NUMBER, || {
            let holds = seen == Presence::Nobody;
            bench.transcript().judge(HEADERS, must, "nobody is in", &seen.to_string(), holds);
            Ok(())
        })?;
    }
    Ok(())
}

//! Owns what must agree within a party's file, beyond its form; each mistake names the field and the remedy.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use reqwest::Url;
use toml::Spanned;

use crate::bench::party::blanks::{Blanks, OF_A_PERSON, OF_A_START};
use crate::bench::party::file::demands;
use crate::bench::party::file::description::{Binding, Description, Log, Password, Refused, Start, Who};
use crate::bench::party::file::form::{File, Hook, KnownBy, Place, User};
use crate::bench::party::file::registration;
use crate::bench::party::file::rule::{blanks_of, known, not_a_path, path, selector};
use crate::bench::party::relying_party::LegacyUser;
use crate::diary::{Mistake, Policy, Source};

/// A party that has not answered by then does not come any more.
const READY_WITHIN_S: u64 = 30;

/// What a hook may ask with.
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Reads a file and checks it.
pub(super) fn described(source: &Source<'_>, folder: PathBuf) -> Result<Description, Mistake> {
    let file: File = source.read()?;
    let File { party, client, who, people, .. } = &file;
    started_or_running(source, &file)?;
    base(source, &party.url)?;
    if let Some(policy) = &party.policy
        && Policy::named(policy.get_ref()).is_none()
    {
        let known: Vec<_> = Policy::names().collect();
        let why = format!("there is no policy `{}`; take one of {}", policy.get_ref(), known.join(", "));
        return Err(source.fault(policy.span(), "policy", why));
    }
    let own_policy = demands::checked(source, &file, &folder)?;
    let accepted = demands::accepted(source, &file)?;
    registration::checked(source, client, &folder)?;
    party.ca_file.as_ref().map_or(Ok(()), |file| registration::readable(source, file, "ca_file", &folder))?;
    let places = [
        ("sign_in", Some(&file.sign_in)),
        ("leave", file.leave.as_ref()),
        ("leave_with_portal", file.leave_with_portal.as_ref()),
    ];
    for (field, place) in places {
        place.map_or(Ok(()), |place| one_way(source, place, field))?;
    }
    path(source, &who.page, "page")?;
    selector(source, &who.selector)?;
    known(source, &who.is, "is", &[OF_A_PERSON])?;
    let pages = [
        file.marks.as_ref().map(|marks| &marks.page),
        file.password.as_ref().and_then(|way| way.page.as_ref()),
    ];
    pages.into_iter().flatten().try_for_each(|page| path(source, page, "page"))?;
    refusal(source, &file)?;
    acquaintance(source, &file)?;
    let hooks = [
        ("put", people.put.as_ref()),
        ("remove", people.remove.as_ref()),
        ("reset", people.reset.as_ref()),
        ("put", file.clock.as_ref().map(|clock| &clock.put)),
        ("read", file.log.as_ref().and_then(|log| log.get_ref().read.as_ref())),
    ];
    for (field, hook) in hooks {
        hook.map_or(Ok(()), |hook| one_hook(source, hook, field))?;
    }
    one_log(source, &file)?;
    source.distinct("id", file.user.iter().map(|user| &user.id))?;
    Ok(Description { accepted, own_policy, ..made(file, folder) })
}

fn started_or_running(source: &Source<'_>, file: &File) -> Result<(), Mistake> {
    match (&file.start, &file.running) {
        (Some(start), None) => {
            let start = start.get_ref();
            if start.command.get_ref().is_empty() {
                let why = "the program is missing; write it as [\"program\", \"argument\"]".to_owned();
                return Err(source.fault(start.command.span(), "command", why));
            }
            let of_a_start = |text: &String, span: Range<usize>, field: &str| {
                blanks_of(source, text, span, field, &[OF_A_START])
            };
            let command = &start.command;
            command.get_ref().iter().try_for_each(|text| of_a_start(text, command.span(), "command"))?;
            let mut environment = start
                .environment
                .iter()
                .flat_map(|all| all.get_ref().values().map(|text| (text, all.span())));
            environment.try_for_each(|(text, span)| of_a_start(text, span, "environment"))?;
            start.ready.as_ref().map_or(Ok(()), |ready| path(source, ready, "ready"))
        }
        (None, Some(running)) => {
            let idp = &running.get_ref().idp;
            let is_address = idp.get_ref().parse::<std::net::SocketAddr>().is_ok_and(|to| to.port() > 0);
            let why = "an address with a port is wanted, such as 127.0.0.1:8085".to_owned();
            if is_address { Ok(()) } else { Err(source.fault(idp.span(), "idp", why)) }
        }
        (Some(_), Some(running)) => {
            let why = "a party is started for each story or runs already; take out [start] or [running]";
            Err(source.fault(running.span(), "running", why.to_owned()))
        }
        (None, None) => {
            let why = "how does it run? Add [start] with its command, or [running] with the address where it looks \
                       for the portal";
            Err(source.fault(0..0, "start", why.to_owned()))
        }
    }
}

/// The address of the party, as a browser could go to it.
fn base(source: &Source<'_>, url: &Spanned<String>) -> Result<(), Mistake> {
    known(source, url, "url", &[OF_A_START])?;
    let sample = OF_A_START.iter().fold(Blanks::default(), |all, name| match *name {
        "host" => all.with(name, "127.0.0.1:8090"),
        name => all.with(name, "8090"),
    });
    let fits = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && url.host().is_some()
            && url.query().or(url.fragment()).is_none()
    };
    if sample.fill(url.get_ref()).parse().as_ref().is_ok_and(fits) {
        return Ok(());
    }
    let why = format!("`{}` is no address of a site; write it like `http://127.0.0.1:8090`", url.get_ref());
    Err(source.fault(url.span(), "url", why))
}

/// A place is pressed or opened, and not both.
fn one_way(source: &Source<'_>, place: &Spanned<Place>, field: &str) -> Result<(), Mistake> {
    let way = place.get_ref();
    if way.press.is_some() == way.address.is_some() {
        let why = "either `press`, the words on a link or button, or `address` is wanted".to_owned();
        return Err(source.fault(place.span(), field, why));
    }
    let paths = [&way.page, &way.address].into_iter().flatten();
    match paths.into_iter().find(|path| !path.starts_with('/')) {
        Some(path) => Err(source.fault(place.span(), field, not_a_path(path))),
        None => Ok(()),
    }
}

fn refusal(source: &Source<'_>, file: &File) -> Result<(), Mistake> {
    let Some(refused) = &file.refused else {
        return Ok(());
    };
    let way = refused.get_ref();
    if way.selector.is_none() && way.status.is_none() && way.text.is_none() {
        let why = "how does a page say no? Add `selector`, `status` or `text`".to_owned();
        return Err(source.fault(refused.span(), "refused", why));
    }
    if let Some(status) = way.status.as_ref().filter(|status| !(200..600).contains(status.get_ref())) {
        let why = format!("{} is no status of an answer that a person reads; 403 is one", status.get_ref());
        return Err(source.fault(status.span(), "status", why));
    }
    way.selector.as_ref().map_or(Ok(()), |wanted| selector(source, wanted))
}

/// What `known` says is there.
fn acquaintance(source: &Source<'_>, file: &File) -> Result<(), Mistake> {
    let known = &file.people.known;
    let lacks = match known.get_ref() {
        KnownBy::Anybody => None,
        KnownBy::Put => file.people.put.is_none().then_some("`put`, the hook that puts a person in"),
        KnownBy::Binding if file.password.is_none() => Some("[password], the old way in"),
        KnownBy::Binding if file.binding.is_none() => Some("[binding], what is pressed to bind"),
        KnownBy::Binding if file.user.len() < 2 => Some("two [[user]], who enter in the old way and bind"),
        KnownBy::Binding if file.running.is_some() && file.people.reset.is_none() => {
            Some("`reset`, the hook that puts a running party's people back as they were before each story")
        }
        KnownBy::Binding => None,
    };
    match lacks {
        Some(lacks) => Err(source.fault(known.span(), "known", format!("this needs {lacks}; add it"))),
        None => Ok(()),
    }
}

fn one_hook(source: &Source<'_>, hook: &Spanned<Hook>, field: &str) -> Result<(), Mistake> {
    let own = hook.get_ref();
    if own.path.is_some() == own.command.is_some() {
        let why = "either `path`, which is asked of the party, or `command` is wanted".to_owned();
        return Err(source.fault(hook.span(), field, why));
    }
    if own.command.as_ref().is_some_and(Vec::is_empty) {
        return Err(source.fault(hook.span(), field, "the program of `command` is missing".to_owned()));
    }
    if let Some(path) = own.path.as_ref().filter(|path| !path.starts_with('/')) {
        return Err(source.fault(hook.span(), field, not_a_path(path)));
    }
    if own.command.is_some() && (own.method.is_some() || own.body.is_some() || !own.headers.is_empty()) {
        let why =
            "`method`, `body` and `headers` are of a request; they go with `path` and not with `command`";
        return Err(source.fault(hook.span(), field, why.to_owned()));
    }
    if let Some(method) =
        own.method.as_ref().filter(|method| !METHODS.contains(&&*method.to_ascii_uppercase()))
    {
        let why = format!("`{method}` is no method; take one of {}", METHODS.join(", "));
        return Err(source.fault(hook.span(), field, why));
    }
    let texts = own.path.iter().chain(&own.body).chain(own.headers.values());
    let mut texts = texts.chain(own.command.iter().flatten());
    texts.try_for_each(|text| blanks_of(source, text, hook.span(), field, &[OF_A_START, OF_A_PERSON]))
}

/// A log is what the process prints, or what a hook reads.
fn one_log(source: &Source<'_>, file: &File) -> Result<(), Mistake> {
    let Some(log) = &file.log else {
        return Ok(());
    };
    let way = log.get_ref();
    if way.printed == way.read.is_some() {
        let why = "what is the log? Either `printed = true`, what the process prints, or `read`, a hook that gives \
                   its lines";
        return Err(source.fault(log.span(), "log", why.to_owned()));
    }
    if way.printed && file.start.is_none() {
        let why =
            "the harness sees only what a party prints that it starts itself; name `read`, a hook".to_owned();
        return Err(source.fault(log.span(), "printed", why));
    }
    Ok(())
}

fn made(file: File, folder: PathBuf) -> Description {
    let demands = demands::made(&file);
    let File {
        party, start, running, client, sign_in, who, marks, refused, people, password, binding, ..
    } = file;
    let or = |value: Option<String>, otherwise: &str| value.unwrap_or_else(|| otherwise.to_owned());
    Description {
        name: party.name,
        own_policy: None,
        accepted: Vec::new(),
        demands,
        policy: party.policy.map(Spanned::into_inner),
        running: running.map(|running| running.into_inner().idp.into_inner()),
        ca_file: party.ca_file.map(|file| folder.join(file.into_inner())),
        url: party.url.into_inner().trim_end_matches('/').to_owned(),
        start: start.map(Spanned::into_inner).map(|start| Start {
            command: start.command.into_inner(),
            environment: start.environment.map(Spanned::into_inner).unwrap_or_default(),
            ready: start.ready.map_or_else(|| "/".to_owned(), Spanned::into_inner),
            within: Duration::from_secs(start.within_s.unwrap_or(READY_WITHIN_S)),
        }),
        client: registration::made(client),
        sign_in: sign_in.into_inner(),
        who: Who {
            page: who.page.into_inner(),
            selector: who.selector.into_inner(),
            attribute: who.attribute,
            is: who.is.into_inner(),
        },
        marks_page: marks.map(|marks| marks.page.into_inner()),
        refused: refused.map(Spanned::into_inner).map(|refused| Refused {
            selector: refused.selector.map(Spanned::into_inner),
            status: refused.status.map(Spanned::into_inner),
            text: refused.text,
        }),
        leave: file.leave.map(Spanned::into_inner),
        leave_with_portal: file.leave_with_portal.map(Spanned::into_inner),
        known_by: people.known.into_inner(),
        put: people.put.map(Spanned::into_inner),
        remove: people.remove.map(Spanned::into_inner),
        reset: people.reset.map(Spanned::into_inner),
        password: password.map(|way| Password {
            page: or(way.page.map(Spanned::into_inner), "/"),
            login: or(way.login, "Логин"),
            password: or(way.password, "Пароль"),
            press: or(way.press, "Войти"),
        }),
        binding: binding.map(|way| Binding {
            press: way.press,
            done: way.done,
            undo: way.undo,
            go_on: way.go_on,
        }),
        clock: file.clock.map(|clock| clock.put.into_inner()),
        log: file
            .log
            .map(|log| log.into_inner().read.map_or(Log::Printed, |read| Log::Read(read.into_inner()))),
        users: file.user.into_iter().map(kept).collect(),
        words: file.words,
        folder,
    }
}

/// Scenarios hold their users for as long as the program runs, and it reads one file.
fn kept(user: User) -> LegacyUser {
    let leak = |text: String| -> &'static str { text.leak() };
    let marks: Vec<&'static str> = user.marks.into_iter().map(leak).collect();
    let sees = user.sees.map(Spanned::into_inner).unwrap_or_default();
    let sees: Vec<&'static str> = sees.into_iter().map(leak).collect();
    let id = leak(user.id.into_inner());
    LegacyUser {
        id,
        who: id,
        name: user.name.map(leak),
        login: leak(user.login),
        password: leak(user.password),
        marks: marks.leak(),
        sees: sees.leak(),
        role: user.role.map(leak),
    }
}

//! The inbox: every SMS, mail, letter and push of the realm, the newest first.

use std::convert::Infallible;

use crate::app::realms::outbox::{self, OutboxFilter};
use crate::domain::notice::{Channel, Posted};
use crate::protocol::params::encode;
use crate::web::console::visit::{Shown, Visit, rows, text};
use crate::web::console::words;
use crate::web::pages::console::{Block, Card, Cell, Field, Form};
use crate::web::site::perform;

/// Messages on one page.
const PAGE: u32 = 50;

/// The page.
pub async fn show(visit: &Visit) -> Shown {
    let lead = visit.say(
        "Все, что мир отправил бы людям и системам. Наружу не уходит ничего.",
        "Everything that the realm would have sent to people and systems. Nothing leaves it.",
    );
    let mut page = Shown { is_live: true, ..Shown::titled(visit.say("Входящие", "Inbox"), lead) };
    let (kind, to) = (visit.asked("kind"), visit.asked("to"));
    let mut options = vec![("", visit.say("все", "all"))];
    options.extend(words::KINDS.map(|(name, russian, english)| (name, visit.say(russian, english))));
    page.blocks.push(Block::Form(Box::new(Form {
        asks: true,
        action: visit.link("inbox"),
        title: visit.say("Какие", "Which").to_owned(),
        id: "which".to_owned(),
        button: visit.say("Показать", "Show").to_owned(),
        fields: vec![
            Field::choice("kind", visit.say("Вид", "Kind"), kind, &options),
            Field::line(
                "to",
                visit.say("Кому", "To whom"),
                to,
                visit.say("телефон, почта или СНИЛС", "phone, mail address or SNILS"),
            ),
        ],
        ..Form::default()
    })));
    if kind != "push" {
        let (cards, older) = newest(visit, kind, to, visit.asked("before").parse().ok(), PAGE).await;
        page.blocks.push(match cards.is_empty() {
            true => Block::Text(visit.say("Сообщений нет.", "There are no messages.").to_owned()),
            false => Block::Cards(cards),
        });
        let older = older.map(|before| {
            let address =
                format!("{}?kind={}&to={}&before={before}", visit.link("inbox"), encode(kind), encode(to));
            (address, visit.say("Раньше →", "Older →").to_owned())
        });
        page.blocks.push(Block::Pager(older.into_iter().collect()));
        let mut query: Vec<_> = [("kind", kind), ("to", to)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        query.push("limit=50".to_owned());
        page.blocks.push(visit.read_by(&format!("/outbox?{}", query.join("&"))));
    }
    if kind.is_empty() || kind == "push" {
        page.heading(visit.say("Извещения системам", "Pushes to clients"), "pushes");
        let pushes = visit.get("/pushes?limit=200").await.json;
        let cards: Vec<_> = rows(&pushes, "pushes").iter().rev().map(|push| pushed(visit, push)).collect();
        page.blocks.push(match cards.is_empty() {
            true => Block::Text(visit.say("Извещений нет.", "There are no pushes.").to_owned()),
            false => Block::Cards(cards),
        });
        page.blocks.push(visit.read_by("/pushes"));
    }
    page
}

/// The newest messages as cards, and before which number the older ones begin.
pub async fn newest(
    visit: &Visit,
    kind: &str,
    to: &str,
    before: Option<i64>,
    many: u32,
) -> (Vec<Card>, Option<i64>) {
    let filter = OutboxFilter {
        to: Some(to.to_owned()).filter(|to| !to.is_empty()),
        channel: kind.parse::<Channel>().ok(),
        before,
        limit: Some(many),
        newest_first: true,
        ..OutboxFilter::default()
    };
    let read = perform::<_, Infallible, _>(&visit.site, move |moment| Ok(outbox::read(moment, &filter)?));
    let found = read.await.unwrap_or_default();
    let is_full = u32::try_from(found.len()).is_ok_and(|found| found == many);
    let older = found.last().filter(|_| is_full).map(|last| last.id);
    (found.into_iter().map(|one| card(visit, one)).collect(), older)
}

fn card(visit: &Visit, posted: Posted) -> Card {
    let Posted { at, notice, .. } = posted;
    Card {
        above: vec![
            Cell::Mark("plain", words::kind(visit.lang, notice.channel.name())),
            Cell::text(notice.to),
            Cell::text(visit.moment(&at.to_string())),
        ],
        text: notice.text,
        code: notice.code.unwrap_or_default(),
        more: Vec::new(),
    }
}

fn pushed(visit: &Visit, push: &serde_json::Value) -> Card {
    let state = text(push, "state");
    let tone = match state.as_str() {
        "taken" => "good",
        "given-up" => "bad",
        _ => "plain",
    };
    Card {
        above: vec![
            Cell::Mark("plain", words::kind(visit.lang, "push")),
            Cell::Mark(tone, state),
            Cell::text(visit.moment(&text(push, "posted_at"))),
        ],
        text: text(push, "url"),
        code: String::new(),
        more: vec![(visit.say("Что отправлено", "What is sent").to_owned(), text(push, "body"))],
    }
}

//! The clock: now, moved by steps, set.

use serde_json::json;

use crate::web::console::call::Call;
use crate::web::console::visit::{Shown, Visit, text};
use crate::web::pages::console::{Block, Cell, Field};

/// Steps that testers take most: the duration and its words.
const STEPS: [(&str, &str, &str); 8] = [
    ("PT1M", "+1 минута", "+1 minute"),
    ("PT5M", "+5 минут", "+5 minutes"),
    ("PT1H", "+1 час", "+1 hour"),
    ("PT3H", "+3 часа", "+3 hours"),
    ("P1D", "+1 день", "+1 day"),
    ("P14D", "+14 дней", "+14 days"),
    ("P30D", "+30 дней", "+30 days"),
    ("P365D", "+365 дней", "+365 days"),
];

/// The page.
pub async fn show(visit: &Visit) -> Shown {
    let lead = visit.say(
        "У мира свои часы. Все, чему подошел срок, случается по порядку. Переведите и часы вашей системы.",
        "The realm has a clock of its own. What falls due on the way happens in order. Move your client’s clock too.",
    );
    let mut page = Shown { is_live: true, ..Shown::titled(visit.say("Часы", "Clock"), lead) };
    let clock = visit.get("/clock").await.json;
    let (now, is_frozen) = (text(&clock, "now"), text(&clock, "mode") == "frozen");
    let mode = if is_frozen { visit.say("стоят", "standing") } else { visit.say("идут", "running") };
    page.blocks.push(Block::Facts(vec![
        (
            visit.say("Сейчас", "Now").to_owned(),
            vec![Cell::text(visit.moment(&now)), Cell::Mark("plain", mode.to_owned())],
        ),
        ("RFC 3339".to_owned(), vec![Cell::code(&now)]),
    ]));
    page.blocks.push(visit.read_by("/clock"));
    page.heading(visit.say("Вперед", "Forward"), "forward");
    let step = |(by, russian, english): (&str, &'static str, &'static str)| {
        visit.button(
            &Call::new("POST", "/clock/advance").with(json!({ "by": by })),
            visit.say(russian, english),
        )
    };
    page.blocks.push(Block::Row(STEPS.into_iter().map(step).collect()));
    let by = Field::line(
        "text.by",
        visit.say("На сколько", "By how much"),
        "P1DT2H",
        visit.say("длительность ISO 8601: P14D, PT90M", "an ISO 8601 duration: P14D, PT90M"),
    );
    let advance = Call::new("POST", "/clock/advance");
    page.blocks.push(Block::Form(Box::new(advance.form(
        "advance",
        visit.say("На любой срок", "By any duration"),
        visit.say("Перевести", "Move"),
        vec![by],
    ))));
    page.heading(visit.say("Поставить", "Set"), "set");
    let modes = [("frozen", visit.say("стоят", "standing")), ("running", visit.say("идут", "running"))];
    // A link may bring the moment along; whoever follows it still presses the button.
    let given = Some(visit.asked("now")).filter(|asked| !asked.is_empty()).unwrap_or(&now);
    let fields = vec![
        Field::line("text.now", visit.say("Момент", "Moment"), given, "2018-12-01T00:00:00+03:00"),
        Field::choice(
            "text.mode",
            visit.say("Часы", "The clock"),
            if is_frozen { "frozen" } else { "running" },
            &modes,
        ),
    ];
    let set = Call::new("PUT", "/clock");
    page.blocks.push(Block::Form(Box::new(set.form(
        "set-clock",
        visit.say("Поставить часы", "Set the clock"),
        visit.say("Поставить", "Set"),
        fields,
    ))));
    let machine = Call::new("PUT", "/clock").with(json!({ "mode": "system" }));
    page.blocks.push(Block::Row(vec![
        visit.button(&machine, visit.say("Вернуть время машины", "Back to the machine’s time")),
    ]));
    page
}

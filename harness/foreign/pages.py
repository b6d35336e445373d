"""The diary's pages: plain HTML that works without JavaScript, every value escaped."""

from collections.abc import Iterable
from html import escape

from faults import fault
from people import Pupil, User
from settings import SETTINGS

_STYLE = (
    "body{font:1.1rem/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "label{display:block;margin:.5rem 0}"
)


def shown(text: str) -> str:
    """A value as text of a page."""
    return text if fault("values-unescaped") else escape(text)


def page(title: str, body: str) -> str:
    extra = ""
    if fault("third-party-counter"):
        extra = '<img src="http://counter.example.test/hit.gif" alt="">'
    if fault("portal-in-frame"):
        extra = f'<iframe src="{escape(SETTINGS.portal)}/" title="Госуслуги"></iframe>'
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><main>{body}</main>{extra}</body></html>"
    )


def front(csrf: str, back_to: str, note: str = "") -> str:
    asked = f"?next={escape(back_to)}" if back_to else ""
    said = f'<p class="note">{escape(note)}</p>' if note else ""
    return page(
        "Школьный дневник",
        f"<h1>Школьный дневник</h1>{said}"
        f'<p><a href="/esia/start{asked}">Вход через Госуслуги</a></p>'
        '<form method="post" action="/login"><h2>Вход по паролю дневника</h2>'
        f'<input type="hidden" name="csrf" value="{csrf}">'
        f'<input type="hidden" name="next" value="{escape(back_to)}">'
        '<label>Логин <input name="login" autocomplete="username"></label>'
        '<label>Пароль <input name="password" type="password" autocomplete="current-password"></label>'
        '<button>Войти</button></form><p><a href="/forgot">Забыли пароль?</a></p>',
    )


def refused(text: str, portal_said: str = "") -> str:
    """`portal_said` is shown by faulty diaries only."""
    return page(
        "Вход не выполнен",
        f'<h1 class="refused">Вход не выполнен</h1><p>{escape(text)}</p>{portal_said}'
        '<p><a href="/">Начать вход заново</a></p>',
    )


def _button(action: str, words: str, csrf: str, more: str = "") -> str:
    return (
        f'<form method="post" action="{action}"><input type="hidden" name="csrf" value="{csrf}">{more}'
        f"<button>{words}</button></form>"
    )


def cabinet(user: User, pupils: Iterable[Pupil], csrf: str, way: str, more: str = "") -> str:
    pupils = list(pupils)
    links = "".join(
        f'<li data-summary="/summary/{pupil.number}"><a href="/marks/{pupil.number}">{escape(pupil.name)}</a>, '
        f"{escape(pupil.school_class)}</li>"
        for pupil in pupils
    )
    choice = "".join(f'<option value="{pupil.number}">{escape(pupil.name)}</option>' for pupil in pupils)
    choice = f'<label>Ученик <select name="pupil">{choice}</select></label>'
    alone = "".join(
        _button("/marks/alone", "Показать отдельно", csrf, f'<input type="hidden" name="pupil" value="{one.number}">')
        for one in pupils
    )
    term = f'<form action="/term">{choice}<button>Показать</button></form>'
    bound = "Учётная запись портала Госуслуг привязана." if user.account else ""
    bind = ""
    if (way == "password" and not user.account) or fault("bound-account-overwritten"):
        hidden = f'<input type="hidden" name="user" value="{escape(user.id)}">'
        bind = _button("/bind", "Привязать учётную запись Госуслуг", csrf, hidden)
    if user.account and user.login:
        bind += _button("/unbind", "Отвязать учётную запись Госуслуг", csrf)
    leave = _button("/leave", "Выйти", csrf)
    if fault("leaving-by-link"):
        leave = '<p><a href="/leave">Выйти</a></p>'
    own = "" if user.login else f'<p>СНИЛС: <span id="snils">{escape(_spelled(user.snils))}</span></p>'
    teacher = '<p><a href="/teacher">Журнал класса</a></p>' if user.role == "teacher" else ""
    return page(
        "Личный кабинет",
        f'<h1>Личный кабинет</h1><p>Вы вошли как <b id="who" data-user="{escape(user.id)}">{shown(user.name)}</b>.</p>'
        f'<p>{bound}</p><p><a href="/marks">Все оценки</a></p><ul>{links}</ul>{alone}{term}{teacher}'
        f'<p><a href="/profile">Мои данные</a></p>{own}{more}{bind}{leave}'
        + _button("/leave/portal", "Выйти из дневника и из Госуслуг", csrf),
    )


def _spelled(snils: str) -> str:
    return f"{snils[:3]}-{snils[3:6]}-{snils[6:9]} {snils[9:]}" if snils else ""


def bound(csrf: str) -> str:
    return page(
        "Привязка",
        "<h1>Готово</h1><p>Учётная запись портала Госуслуг привязана</p>"
        '<p><a href="/cabinet">Перейти в дневник</a></p>' + _button("/leave", "Выйти", csrf),
    )


def _table(pupil: Pupil) -> str:
    rows = "".join(f"<tr><td>{escape(work)}</td><td>{escape(mark)}</td></tr>" for work, mark in pupil.marks)
    show = str if fault("note-unescaped") else escape
    notes = "".join(f"<p>{show(note)}</p>" for note in pupil.notes)
    return f"<h2>{escape(pupil.name)}</h2><table><tr><th>Работа</th><th>Оценка</th></tr>{rows}</table>{notes}"


def marks(pupils: Iterable[Pupil], csrf: str = "") -> str:
    tables = "".join(
        f"{_table(pupil)}<p><a href='/marks/{pupil.number}/print'>Для печати</a> "
        f"<a href='/api/marks/{pupil.number}'>Скачать</a></p>{_note_form(pupil, csrf) if csrf else ''}"
        for pupil in pupils
    )
    return page("Оценки", f'<h1>Оценки</h1>{tables}<p><a href="/cabinet">Личный кабинет</a></p>')


def summary(pupil: Pupil) -> str:
    return page("Сводка", f"<h1>Сводка</h1>{_table(pupil)}")


def _note_form(pupil: Pupil, csrf: str) -> str:
    hidden = f'<input type="hidden" name="pupil" value="{pupil.number}">'
    return _button("/marks/note", "Написать учителю", csrf, f'{hidden}<label>Заметка <input name="note"></label>')


def printed(pupil: Pupil) -> str:
    return page("Оценки для печати", f"<h1>Табель</h1>{_table(pupil)}")


def journal(pupils: Iterable[Pupil], csrf: str) -> str:
    tables = "".join(_table(pupil) for pupil in pupils)
    choice = "".join(f'<option value="{pupil.number}">{escape(pupil.name)}</option>' for pupil in pupils)
    form = (
        f'<label>Ученик <select name="pupil">{choice}</select></label>'
        '<label>Работа <input name="work"></label><label>Оценка <input name="mark"></label>'
    )
    return page(
        "Журнал класса",
        f"<h1>Журнал 5 «А» класса</h1><p>Замечание завуча: сверить оценки за четверть.</p>{tables}"
        + _button("/teacher/mark", "Поставить оценку", csrf, form)
        + '<p><a href="/cabinet">Личный кабинет</a></p>',
    )


def profile(rows: Iterable[tuple[str, str]], csrf: str = "") -> str:
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{shown(value)}</dd>" for name, value in rows)
    field = '<label>Почта для писем школы <input name="school_mail"></label>'
    form = _button("/profile", "Сохранить", csrf, field) if csrf else ""
    more = f'{form}<p><a href="/api/me">Мои данные для программ</a></p><p><a href="/cabinet">Личный кабинет</a></p>'
    return page("Мои данные", f"<h1>Мои данные</h1><dl>{lines}</dl>{more}")


def forgot(csrf: str, note: str = "") -> str:
    said = f"<p>{escape(note)}</p>" if note else ""
    field = '<label>Логин <input name="login" autocomplete="username"></label>'
    return page("Новый пароль", f"<h1>Новый пароль</h1>{said}{_button('/forgot', 'Запросить', csrf, field)}")

"""A refusal that a user can read."""


class Refusal(Exception):
    """Ends a request: its text says to the user what went wrong and what to do."""

    def __init__(self, text: str, *, status: int = 403, portal_said: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.status = status
        # The portal's own words; for the pages of a diary that repeats them.
        self.portal_said = portal_said


def portal_fails(what: str) -> Refusal:
    """The portal did not do its part."""
    return Refusal(
        f"Портал Госуслуг не ответил как должен ({what}). Попробуйте войти ещё раз через несколько минут.",
        status=502,
    )


def not_believed() -> Refusal:
    """A token does not hold; which check failed is nobody's business outside."""
    return Refusal("Ответ портала Госуслуг не прошёл проверку. Начните вход заново.")

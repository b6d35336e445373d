// Keeps a page of the console fresh: by the server's events where it has them, otherwise by asking now and then.
(() => {
  "use strict";
  const main = document.querySelector("main[data-live]");
  if (!main) return;
  const PAUSE_MS = 150;
  const ASK_MS = 5000;
  let waiting = 0;
  let asking = 0;

  const isBusy = () => {
    const focused = document.activeElement;
    const isTyping = focused && main.contains(focused) && focused.matches("input, textarea, select");
    return document.hidden || isTyping || String(document.getSelection()) !== "";
  };

  const refresh = async () => {
    waiting = 0;
    if (isBusy()) {
      waiting = setTimeout(refresh, ASK_MS);
      return;
    }
    const answer = await fetch(main.dataset.here, { credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    if (!fresh) return;
    // What was folded out stays so; what a form has come to stays until the next one is sent.
    const outcome = main.querySelector(".outcome");
    if (outcome && !fresh.querySelector(".outcome")) fresh.querySelector("h1").after(outcome);
    const isSame = fresh.innerHTML === main.innerHTML;
    if (!isSame && !main.querySelector(":not(.outcome) > details[open]")) {
      main.replaceChildren(...fresh.childNodes);
      document.querySelector(".where")?.replaceWith(page.querySelector(".where"));
    }
  };

  const soon = () => { waiting ||= setTimeout(refresh, PAUSE_MS); };
  const ask = () => { asking ||= setInterval(soon, ASK_MS); };

  const source = new EventSource(main.dataset.live);
  source.onopen = () => main.classList.add("live");
  source.onmessage = soon;
  for (const kind of ["outbox", "message", "push", "journal", "clock", "account", "person", "client", "fault", "realm", "settings"]) {
    source.addEventListener(kind, soon);
  }
  source.onerror = () => {
    main.classList.remove("live");
    if (source.readyState === EventSource.CLOSED) ask();
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
})();

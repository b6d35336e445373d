(function () {
  "use strict";
  var filter = document.getElementById("filter");
  var stories = Array.prototype.slice.call(document.querySelectorAll(".story"));
  var chips = Array.prototype.slice.call(document.querySelectorAll("[data-filter]"));
  var chosen = {};
  var unpacked = null;

  // Everything that happened, unpacked once, when the first scenario is opened.
  function everything() {
    if (!unpacked) {
      var text = atob(document.getElementById("exchanges").textContent);
      var octets = Uint8Array.from(text, function (c) { return c.charCodeAt(0); });
      var plain = new Blob([octets]).stream().pipeThrough(new DecompressionStream("gzip"));
      unpacked = new Response(plain).json();
    }
    return unpacked;
  }

  function make(name, of, text) {
    var made = document.createElement(name);
    if (of) { made.className = of; }
    if (text !== undefined) { made.textContent = text; }
    return made;
  }
  function put(into) {
    for (var at = 1; at < arguments.length; at += 1) {
      var one = arguments[at];
      into.appendChild(typeof one === "string" ? document.createTextNode(one) : one);
    }
    return into;
  }
  function path(url) { return url.replace(/^[a-z]+:\/\/[^\/]*/, "").split("?")[0] || "/"; }

  function exchange(texts, step) {
    var isBehind = step[0] === "behind", details = make("details"), wire = make("div", "wire");
    var status = make("span", "status s" + Math.floor(step[5] / 100), String(step[5]));
    var summary = put(make("summary"), isBehind ? WORDS.behind + ": " : "", make("code", "", step[3] + " " + path(texts[step[4]])), " ", status);
    put(wire, put(make("p"), make("b", "", texts[step[2]]), " " + (isBehind ? WORDS.askedProvider : WORDS.asked) + " ", make("code", "", step[3] + " " + texts[step[4]])));
    if (step[8].length) {
      var list = make("dl");
      for (var at = 0; at < step[8].length; at += 2) { put(list, make("dt", "", texts[step[8][at]]), make("dd", "", texts[step[8][at + 1]])); }
      put(wire, list);
    }
    var answer = put(make("p"), WORDS.answered + " ", make("b", "", String(step[5])));
    if (step[6] !== null) { put(answer, " " + WORDS.to + " ", make("code", "", texts[step[6]])); }
    put(wire, answer);
    step[9].forEach(function (token) { put(wire, put(make("details", "token"), make("summary", "", WORDS.token), make("pre", "", texts[token]))); });
    if (texts[step[7]]) { put(wire, make(isBehind ? "pre" : "blockquote", "", texts[step[7]])); }
    return put(make("li", "exchange"), put(details, summary, wire));
  }
  function item(texts, step) {
    if (step[0] === "did") { return put(make("li", "did"), make("b", "", texts[step[2]]), " " + texts[step[3]]); }
    if (step[0] === "check") {
      var line = put(make("li", step[3] ? "held" : "missed"), make("span", "sign", step[2]), " ");
      if (step[4]) { put(line, make("span", "control", WORDS.control), " "); }
      return put(line, texts[step[5]] + ": ", make("q", "", texts[step[6]]), make("span", "seen", " · " + WORDS.seen + " " + texts[step[7]]), make("span", "clause", " " + texts[step[8]]));
    }
    if (step[0] === "picture") {
      var kept = document.querySelector('[data-picture="' + step[4] + '"]'), image = make("img");
      image.src = "data:image/webp;base64," + kept.textContent;
      image.alt = texts[step[2]] + ": " + texts[step[3]];
      return put(make("li", "picture"), put(make("details"), make("summary", "", WORDS.picture + ": " + texts[step[3]]), image));
    }
    return exchange(texts, step);
  }
  function fill(list) {
    if (!list || list.dataset.filled) { return; }
    list.dataset.filled = "yes";
    everything().then(function (all) {
      (all.stories[list.dataset.steps] || []).forEach(function (step) {
        var line = item(all.texts, step);
        line.insertBefore(make("time", "", (step[1] / 1000).toFixed(3) + " s"), line.firstChild);
        list.appendChild(line);
      });
    });
  }
  document.addEventListener("toggle", function (event) {
    var opened = event.target;
    if (!opened.open || !opened.matches || !opened.matches(".calm, .all")) { return; }
    fill(opened.querySelector("[data-steps]"));
  }, true);

  // Chips and words choose what is shown.
  function apply() {
    var words = document.getElementById("by-id").value.trim().toLowerCase();
    var policy = document.getElementById("by-policy").value, isAny = Object.keys(chosen).length === 0, shown = 0;
    stories.forEach(function (story) {
      var own = story.dataset;
      var fits = (own.id + " " + own.title).toLowerCase().indexOf(words) >= 0 && (!policy || own.policy === policy) && (isAny || chosen[own.verdict]);
      story.hidden = !fits;
      if (fits) { shown += 1; }
    });
    document.querySelectorAll(".group, .part").forEach(function (around) {
      around.hidden = !around.querySelector(".story:not([hidden])");
    });
    document.querySelectorAll(".folded").forEach(function (folded) {
      if (!isAny || words) { folded.open = !!folded.querySelector(".story:not([hidden])"); }
    });
    document.getElementById("shown").textContent = filter.querySelector("#shown").dataset.word + " " + shown;
  }
  function press(chip, event) {
    event.preventDefault();
    var word = chip.dataset.filter;
    if (chosen[word]) { delete chosen[word]; } else { chosen[word] = true; }
    chip.setAttribute("aria-pressed", String(!!chosen[word]));
    look("findings");
    apply();
  }
  chips.forEach(function (chip) {
    chip.setAttribute("role", "button");
    chip.setAttribute("aria-pressed", "false");
    chip.addEventListener("click", function (event) { press(chip, event); });
    chip.addEventListener("keydown", function (event) { if (event.key === " ") { press(chip, event); } });
  });

  // One page of the report at a time.
  function look(name) {
    document.querySelectorAll(".view").forEach(function (view) { view.hidden = view.id !== name; });
    document.querySelectorAll(".views a").forEach(function (link) {
      if (link.hash === "#" + name) { link.setAttribute("aria-current", "page"); } else { link.removeAttribute("aria-current"); }
    });
  }
  function reveal() {
    var place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var view = place && place.closest(".view");
    look(view ? view.id : "findings");
    if (!place || place === view) { return; }
    for (var around = place; around; around = around.parentElement) { if (around.tagName === "DETAILS") { around.open = true; } }
    place.scrollIntoView();
  }
  filter.hidden = false;
  filter.addEventListener("input", apply);
  filter.addEventListener("submit", function (event) { event.preventDefault(); });
  document.querySelectorAll(".print").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  window.addEventListener("hashchange", reveal);
  apply();
  reveal();
})();

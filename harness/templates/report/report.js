(function () {
  "use strict";
  var filter = document.getElementById("filter");
  var rows = document.querySelectorAll("[data-verdict]");
  function value(id) { return document.getElementById(id).value.trim().toLowerCase(); }
  function apply() {
    var id = value("by-id"), policy = value("by-policy"), verdict = value("by-verdict"), shown = 0;
    rows.forEach(function (row) {
      var own = row.dataset;
      var fits = (own.id + " " + own.title).toLowerCase().indexOf(id) >= 0
        && (!policy || own.policy === policy) && (!verdict || own.verdict === verdict);
      row.hidden = !fits;
      if (fits && row.tagName === "DETAILS") { shown += 1; }
    });
    document.getElementById("shown").textContent = shown + " shown";
  }
  function reveal() {
    var place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var story = place && place.closest(".story");
    if (story) { story.open = true; place.scrollIntoView(); }
  }
  filter.hidden = false;
  filter.addEventListener("input", apply);
  filter.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", reveal);
  apply();
  reveal();
})();

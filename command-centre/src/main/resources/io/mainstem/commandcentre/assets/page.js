"use strict";
(() => {
  const pulse = document.getElementById("pulse");
  const search = document.getElementById("key");
  const say = (state, words) => {
    if (pulse.dataset.state !== state) {
      pulse.dataset.state = state;
      pulse.textContent = words;
    }
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "Escape" && event.target === search) {
      search.blur();
    }
  });

  const source = new EventSource("/live");
  source.addEventListener("open", () => say("up", "live"));
  source.addEventListener("error", () => say("degraded", "reconnecting"));
  source.addEventListener("pulse", () => {
    say("up", "live");
    if (!document.hidden) {
      document.body.dispatchEvent(new CustomEvent("pulse"));
    }
  });
  window.addEventListener("pagehide", () => source.close());
})();

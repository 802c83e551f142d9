/* Search in the top bar: Ctrl+K goes there; suggestions while typing, chosen with the arrow keys.
   Without this file the field is a plain form that opens the page of results. */
(() => {
  const input = document.querySelector("[data-search]");
  if (!input || !input.dataset.search) return;
  const list = document.getElementById("tim-goi-y");
  let timer = 0, asked = "", chosen = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-keyshortcuts", "Control+K");

  const options = () => [...list.querySelectorAll("a[role=option]")];

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(step) {
    const found = options();
    if (!found.length) return;
    chosen = (chosen + step + found.length + (chosen < 0 && step < 0 ? 1 : 0)) % found.length;
    found.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
    input.setAttribute("aria-activedescendant", found[chosen].id);
    found[chosen].scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const words = input.value.trim();
    if (words.length < 2) return close();
    asked = words;
    const answer = await fetch(`${input.dataset.search}?q=${encodeURIComponent(words)}`, {
      headers: { "HX-Request": "true" },
      credentials: "same-origin",
    }).catch(() => null);
    if (!answer || answer.status !== 200 || asked !== words || document.activeElement !== input) return;
    list.innerHTML = await answer.text();
    list.hidden = false;
    chosen = -1;
    input.setAttribute("aria-expanded", "true");
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (!list.hidden && event.key === "ArrowDown") choose(1);
    else if (!list.hidden && event.key === "ArrowUp") choose(-1);
    else if (event.key === "Enter" && chosen >= 0) location.assign(options()[chosen].href);
    else return;
    if (event.key !== "Escape") event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
})();

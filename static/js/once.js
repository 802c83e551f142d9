/* A form sends once: the second press of a double click is swallowed. The server decides anyway.
   Forms that answer with a file carry data-again and may be sent again at once. */
(() => {
  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method.toLowerCase() !== "post" || "again" in form.dataset || event.defaultPrevented) return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    form.setAttribute("aria-busy", "true");
  });
  const release = (form) => {
    sent.delete(form);
    form.removeAttribute("aria-busy");
  };
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form");
    if (form) release(form);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[aria-busy]").forEach(release);
  });
})();

/* A filter form with data-filters sends itself when a choice changes; its button is then not needed. */
(() => {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-filters]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });
  document.querySelectorAll("[data-filters-button]").forEach((button) => { button.hidden = true; });
  /* a checkbox with data-check-all rules the boxes of its table */
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-check-all]")) return;
    event.target.closest("table").querySelectorAll("tbody input[type=checkbox]").forEach((box) => { box.checked = event.target.checked; });
  });
})();

/* Choosing files: a button and the chosen names in our words. The browser's own control lies on top of both, unseen, so
   keys, screen readers and dropping files work as always; without this script it is shown instead. */
(() => {
  document.documentElement.classList.add("picks-files");
  const show = (input) => {
    const names = input.parentElement.querySelector("[data-file-names]");
    if (names) names.textContent = Array.from(input.files, (file) => file.name).join(", ") || names.dataset.fileNames;
  };
  const showAll = (root) => root.querySelectorAll("input[type=file]").forEach(show);
  document.addEventListener("change", (event) => {
    if (event.target.type === "file") show(event.target);
  });
  document.addEventListener("reset", (event) => setTimeout(() => showAll(event.target)));
  window.addEventListener("pageshow", () => showAll(document));
})();

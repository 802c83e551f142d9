/* A link with data-dialog opens its page's question in a dialog. The page itself works without this file:
   the part taken over is the element with data-dialog-content. */
(() => {
  if (!window.HTMLDialogElement) return;

  function show(content, link) {
    const dialog = document.createElement("dialog");
    const body = document.createElement("div");
    dialog.className = "dialog";
    body.className = "dialog-body";
    const title = document.createElement("h1");
    title.id = "hoi-thoai";
    title.textContent = content.dataset.dialogContent || link.textContent.trim();
    dialog.setAttribute("aria-labelledby", title.id);
    body.append(title, document.importNode(content, true));
    dialog.append(body);
    document.body.append(dialog);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-dialog-close]")) {
        event.preventDefault();
        dialog.close();
      }
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    dialog.showModal();
    const first = dialog.querySelector("textarea, select, input:not([type=hidden]), button[type=submit]");
    if (first) first.focus();
  }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const answer = await fetch(link.href, { credentials: "same-origin" }).catch(() => null);
    const page = answer && answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = page && page.querySelector("[data-dialog-content]");
    if (content && !answer.redirected) show(content, link);
    else location.assign(link.href);
  });
})();

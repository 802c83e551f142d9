/* A page or a fragment that came back with errors says so first: the summary takes the focus. */
(() => {
  const focus = (root) => {
    const summary = root.querySelector("[data-errors]");
    if (summary) summary.focus();
  };
  focus(document);
  document.addEventListener("htmx:afterSettle", (event) => focus(event.target));
  /* htmx: an answer it will not show (403, 500, no network) must not look like nothing happened */
  const say = (words) => {
    const old = document.getElementById("loi-mang");
    if (old) old.remove();
    const box = document.createElement("div");
    box.id = "loi-mang";
    box.className = "message is-error";
    box.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = words;
    box.append(text);
    document.getElementById("noi-dung").prepend(box);
    box.scrollIntoView({ block: "center" });
  };
  document.addEventListener("htmx:sendError", () => say("Không gửi được vì mất kết nối. Nội dung vẫn còn trên trang; hãy thử lại."));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    say(status === 403 ? "Bạn không làm được việc này, hoặc trang đã cũ. Hãy tải lại trang."
      : status === 404 ? "Việc này không còn nữa. Hãy tải lại trang."
      : "Máy chủ gặp lỗi, chưa có gì được lưu. Hãy thử lại sau ít phút.");
  });
})();

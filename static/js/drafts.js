/* What is being typed into a form with data-draft is kept in this browser until the server has saved it, so that a
   lost session loses no text. One copy per person and form; passwords, files and fields with data-unkept (ID numbers)
   are never kept. A hidden "version" is kept with the text, so that restored text on top of somebody else's change is
   still seen as a clash. */
(() => {
  const user = document.body.dataset.user;
  const prefix = "thidua:";
  const keep = { read: () => null, write: () => {}, drop: () => {}, keys: () => [] };
  try {
    const store = window.localStorage;
    keep.read = (key) => JSON.parse(store.getItem(key) || "null");
    keep.write = (key, value) => store.setItem(key, JSON.stringify(value));
    keep.drop = (key) => store.removeItem(key);
    keep.keys = () => Object.keys(store).filter((key) => key.startsWith(prefix));
  } catch { /* a browser without storage: the pages work, only nothing is kept */ }

  const mine = () => keep.keys().filter((key) => key.startsWith(`${prefix}${user}:`));

  /* The page after a sent form says how it went. "Saved" ends the copies that were sent; any other page (sign-in,
     error, the form again) means that they are still needed. Copies older than a week go. */
  const saved = document.querySelector("[data-saved]");
  keep.keys().forEach((key) => {
    const kept = keep.read(key);
    if (!kept || Date.now() - kept.at > 7 * 24 * 3600 * 1000) keep.drop(key);
    else if (kept.sent && saved && user) keep.drop(key);
    else if (kept.sent) keep.write(key, { ...kept, sent: false });
  });
  document.addEventListener("submit", (event) => {
    if ("signOut" in event.target.dataset) mine().forEach(keep.drop);
  });
  if (!user) return;

  const skipped = ["password", "file", "submit", "button", "image", "reset"];
  const fields = (form) =>
    [...form.elements].filter(
      (field) =>
        field.name &&
        !skipped.includes(field.type) &&
        !("unkept" in field.dataset) &&
        (field.type !== "hidden" || field.name.endsWith("version"))
    );
  const value = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);
  const id = (field) => (["checkbox", "radio"].includes(field.type) ? `${field.name}=${field.value}` : field.name);

  function read(form) {
    const values = {};
    fields(form).forEach((field) => { values[id(field)] = value(field); });
    return values;
  }

  function clock(moment) {
    const time = new Date(moment);
    const two = (n) => String(n).padStart(2, "0");
    const hour = `${two(time.getHours())}:${two(time.getMinutes())}`;
    return time.toDateString() === new Date().toDateString() ? hour : `${hour} ngày ${two(time.getDate())}/${two(time.getMonth() + 1)}`;
  }

  function restore(form, kept, key) {
    const before = read(form);
    const changed = fields(form).filter(
      (field) => field.type !== "hidden" && id(field) in kept.values && kept.values[id(field)] !== before[id(field)]
    );
    const homeless = Object.entries(kept.values).filter(
      ([name, text]) => !(name in before) && typeof text === "string" && text.trim()
    );
    if (!changed.length && !homeless.length) return keep.drop(key);
    const put = (values) => fields(form).forEach((field) => {
      if (!(id(field) in values)) return;
      if (["checkbox", "radio"].includes(field.type)) field.checked = values[id(field)];
      else field.value = values[id(field)];
      field.dispatchEvent(new Event("draft:put", { bubbles: true }));
    });
    put(kept.values);
    const note = document.createElement("div");
    note.className = "note";
    note.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = `Đã khôi phục nội dung đang soạn lúc ${clock(kept.at)}. Nội dung này chưa được lưu. `;
    const away = document.createElement("button");
    away.type = "button";
    away.className = "btn btn-sm";
    away.textContent = "Bỏ, lấy lại bản đã lưu";
    away.addEventListener("click", () => {
      put(before);
      keep.drop(key);
      note.remove();
    });
    text.append(away);
    note.append(text);
    if (homeless.length) {
      /* rows that are not on the page any more: shown, so that they can be copied */
      const rest = document.createElement("pre");
      rest.textContent = `Các dòng sau không còn ô trên trang, hãy chép lại nếu cần:\n${homeless.map(([, words]) => words).join("\n")}`;
      note.append(rest);
    }
    form.prepend(note);
  }

  function watch(form) {
    const key = `${prefix}${user}:${form.dataset.draft || form.id || location.pathname}`;
    const kept = keep.read(key);
    const shown = form.querySelector("[data-kept]");
    if (kept && kept.values) restore(form, kept, key);
    let timer = 0;
    const save = (sent) => {
      clearTimeout(timer);
      keep.write(key, { at: Date.now(), sent, values: read(form) });
      if (shown) shown.textContent = `Đã giữ trên máy này lúc ${clock(Date.now())}`;
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 600, false);
    });
    form.addEventListener("submit", () => save(true));
    /* the server saved meanwhile: the copy takes over the new version, or its text would clash with itself */
    form.addEventListener("htmx:afterSettle", () => keep.read(key) && save(false));
    window.addEventListener("pagehide", () => timer && keep.read(key) && !keep.read(key).sent && save(false));
  }

  document.querySelectorAll("form[data-draft]").forEach(watch);
})();

/* Dates as people type them: 8/3/2022, 08032022, 8.3.22 become 08/03/2022 when the field is left.
   What cannot be read is left as typed; the server says what is wrong with it. */
(() => {
  const shapes = [/^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$/, /^(\d{2})(\d{2})(\d{4})$/];
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.matches || !field.matches("input[data-date]")) return;
    const found = shapes.map((shape) => shape.exec(field.value.trim())).find(Boolean);
    if (!found) return;
    const [day, month, year] = found.slice(1).map(Number);
    const whole = year < 100 ? 2000 + year : year;
    const real = new Date(whole, month - 1, day);
    if (real.getMonth() !== month - 1 || real.getDate() !== day) return;
    field.value = `${String(day).padStart(2, "0")}/${String(month).padStart(2, "0")}/${whole}`;
  });
})();

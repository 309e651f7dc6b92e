// The form of a reporting rule: only the fields that the choices made need. Without scripts all of them stand there.
const form = document.getElementById("w-editor-form");
const control = (name) => form.elements.namedItem(name);
const value = (name) => control(name)?.value ?? "";
const place = (name) => form.querySelector(`[name="${name}"]`)?.closest(".w-panel__wrapper");

const NEEDED = {
  tier: () => value("units") === "tier",
  chosen: () => value("units") === "chosen",
  weekdays: () => value("rhythm") === "weekly",
  every_hours: () => value("rhythm") === "hourly",
  due_time: () => value("rhythm") !== "hourly",
  days_after: () => ["daily", "once"].includes(value("rhythm")),
  starts_on: () => value("starts_from") === "date",
  starts_stage: () => value("starts_from").startsWith("stage"),
  starts_shift: () => value("starts_from") !== "date",
  ends_on: () => value("ends_from") === "date",
  ends_stage: () => value("ends_from").startsWith("stage"),
  ends_shift: () => value("ends_from") !== "date",
};

function show() {
  for (const [name, needed] of Object.entries(NEEDED)) {
    const field = place(name);
    if (field) field.hidden = !needed();
  }
}

form.addEventListener("change", show);
show();
const preview = document.getElementById("hasil-pratinjau");
preview?.focus({ preventScroll: true });
preview?.scrollIntoView({ block: "start" });

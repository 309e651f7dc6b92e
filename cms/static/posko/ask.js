// Ticking many units at once, and how many are ticked. Without it the boxes named "all" do the same on the server.

const form = document.querySelector("[data-ask]");
const total = form.querySelector("[data-total]");
const units = (within, tier) => [...within.querySelectorAll(tier ? `[data-tier="${tier}"]` : "[data-tier]:not([data-tier=upper])")];

function governed(box) {
  return box.dataset.all === "group" ? units(box.closest(".group")) : units(form, box.dataset.all);
}

function refresh() {
  for (const box of form.querySelectorAll("[data-all]")) {
    const boxes = governed(box);
    const ticked = boxes.filter((one) => one.checked).length;
    box.checked = ticked > 0 && ticked === boxes.length;
    box.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  for (const group of form.querySelectorAll(".group")) {
    const ticked = group.querySelectorAll("[data-tier]:checked").length;
    const chip = group.querySelector("[data-picked]");
    chip.hidden = !ticked;
    chip.textContent = `${ticked} dipilih`;
  }
  const chosen = form.querySelectorAll("[data-tier]:checked").length;
  total.textContent = chosen ? `${chosen} unit dipilih` : "Belum ada unit yang dipilih";
}

form.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-all]")) for (const one of governed(box)) one.checked = box.checked;
  refresh();
});
refresh();
document.querySelector("[data-problems]")?.focus();

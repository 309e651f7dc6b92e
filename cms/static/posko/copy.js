// Copies a prepared message. Where the clipboard is closed to scripts the text is selected instead.

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const told = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "Pesan tersalin.";
    } catch {
      field.focus();
      field.select();
      told.textContent = "Pesan ditandai. Tekan lama atau Ctrl+C untuk menyalin.";
    }
  });
}
if (location.hash === "#rincian") document.getElementById("rincian")?.focus();

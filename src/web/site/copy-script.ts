/**
 * Lets what stands in a field be copied by one press, and says that it was. Without scripts, or where a browser has no
 * clipboard for the page, there is no button: the field can be marked and copied by hand.
 */
export const COPY_SCRIPT = `(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copies]")) {
    const field = document.getElementById(button.dataset.copies);
    const says = button.textContent;
    button.hidden = false;
    field.addEventListener("focus", () => field.select());
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = says; }, 2000);
    });
  }
})();`;

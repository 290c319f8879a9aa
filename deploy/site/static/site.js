// What is wider than its box can be scrolled with the keyboard, in every browser.
const WIDE = "pre, .cell_output, .table-wrapper";

function letScroll() {
  for (const box of document.querySelectorAll(WIDE)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

letScroll();
addEventListener("resize", letScroll);

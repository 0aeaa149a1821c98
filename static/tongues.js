// @ts-check
// Knows how the links to this page in other languages keep what the reader has chosen since it came.

/** @param {Document} page */
export function keepOffers(page) {
  const offers = page.querySelector("details.languages");
  const follow = () => {
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (offers?.querySelectorAll("a[hreflang]") ?? [])) {
      const params = new URLSearchParams(page.location.search);
      params.delete("lang");
      if (link.hreflang !== "en") params.set("lang", link.hreflang);
      link.href = `?${params}`;
    }
  };
  // Just before any of them can be followed or copied: with a pointer, a finger or the keyboard.
  for (const approach of ["pointerover", "focusin"]) offers?.addEventListener(approach, follow);
}

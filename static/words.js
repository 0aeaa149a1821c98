// @ts-check
// Knows what is said in the language of the page: messages, plurals, the names of months.

/** What the server says in `<script type="application/json" id="words">`; English pages have none.
 * @typedef {{ lang: string, words: Record<string, string | string[]>, months: string[], ofMonths: string[],
 * sounds: [string, string] }} Catalogue */

/** @returns {Partial<Catalogue>} */
function read() {
  const given = globalThis.document?.getElementById("words")?.textContent;
  return given ? JSON.parse(given) : {};
}

const ENGLISH = "January February March April May June July August September October November December".split(" ");
const { lang = "en", words = {}, ...names } = read();
/** The months standing alone, after a day or a preposition ("лютий", "лютого"), and what sounds better than what the
 * messages make. */
export const { months = ENGLISH, ofMonths = ENGLISH, sounds = /** @type {const} */ (["", ""]) } = names;
const plural = new Intl.PluralRules(lang);

/** @param {string} text @param {Record<string, string | number>} values */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

/** The message itself, so that one in a table is found for the catalogues; `t` says it. @param {string} message */
export const marked = (message) => message;

/** The message in the page's language, `{name}` in it filled in. @param {string} message @param {Record<string, string | number>} [values] */
export function t(message, values = {}) {
  const said = words[message];
  return filled(typeof said === "string" ? said : message, values);
}

/** The message in the form that goes with `n`, which fills `{n}`.
 * @param {string} one @param {string} many @param {number} n @param {Record<string, string | number>} [values] */
export function tn(one, many, n, values = {}) {
  const forms = Object.hasOwn(words, one) ? words[one] : [one, many];
  // gettext's forms are in the order of CLDR's categories: one, few, the rest (whole numbers need no more).
  const at = Math.min({ one: 0, few: 1 }[/** @type {string} */ (plural.select(n))] ?? 2, forms.length - 1);
  return filled(forms[at], { n, ...values });
}

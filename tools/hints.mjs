// What a script says to the browser in its first line.

/** Nearly all of it runs as the page opens: V8 compiles it whole, beside the page's thread, while the page is still read
 * (https://v8.dev/blog/explicit-compile-hints). To other browsers it is a comment. */
export const AT_ONCE = "//# allFunctionsCalledOnLoad";

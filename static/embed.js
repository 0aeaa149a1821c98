// @ts-check
// For pages that frame Dateline's embed: gives each frame the height that it asks for. A classic script, to be loaded with `async`.

window.addEventListener("message", (message) => {
  const { data } = message;
  if (data?.type !== "dateline:height" || data.v !== 1 || !Number.isFinite(data.height)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === message.source) frame.style.height = `${Math.min(Math.max(data.height, 200), 4000)}px`;
  }
});

// The Chromium that tests and benches start, whether Playwright or Puppeteer does it.

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What launch of either library wants. @param {string[]} more flags */
export const options = (...more) => ({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [...flags, ...more],
});

// One small face over three browsers: Chromium and Firefox driven by Puppeteer,
// WebKit by its own WebDriver. What a scenario says once is done in all three.

import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import puppeteer from "puppeteer-core";
import { options } from "../chromium.mjs";

/**
 * The browsers by name: each starts one and gives
 * {open(url, {width, height, dark}) → page, close()}.
 */
export const browsers = {
  Chromium: () => puppeteered({ browser: "chrome", ...options() }),
  Firefox: () => puppeteered({ browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr" }),
  WebKit: webkit,
};

/** What a page can do beyond its browser's own: the same for all. */
class Page {
  /** Waits until fn, in the page, gives something true, and returns it. */
  async waitFor(fn, ...args) {
    let last;
    for (const end = Date.now() + 15_000; Date.now() < end; await wait(50)) {
      try {
        last = await this.evaluate(fn, ...args);
        if (last) return last;
      } catch (error) {
        last = error; // a page that is just being left has nothing to say
      }
    }
    throw new Error(
      `waited in vain for ${fn} with ${JSON.stringify(args)}, had ${last} ` +
        `at ${await this.evaluate(() => location.href).catch(String)}`,
    );
  }

  /** The text of the first element, as it is seen. */
  text(selector) {
    return this.evaluate((selector) => document.querySelector(selector)?.innerText, selector);
  }

  // type(selector, text): over what is in the field. enter(selector): from here on everything
  // happens in the frame. roles(names): how many elements a screen reader finds of each role.
  // reload(): the page anew.

  /** Chooses in a list, as a user's choice arrives. */
  select(selector, value) {
    return this.evaluate(
      (selector, value) => {
        const list = document.querySelector(selector);
        list.value = value;
        if (list.value !== value) throw new Error(`${selector} has no ${value}`);
        for (const type of ["input", "change"]) list.dispatchEvent(new Event(type, { bubbles: true }));
      },
      selector,
      value,
    );
  }
}

// --- Puppeteer ---------------------------------------------------------------

async function puppeteered(options) {
  const browser = await puppeteer.launch({ headless: true, ...options });
  return {
    async open(url, { width = 1280, height = 900 } = {}) {
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      await page.goto(url);
      return new Puppet(page);
    },
    close: () => browser.close(),
  };
}

class Puppet extends Page {
  #page;
  #frame; // where everything happens
  constructor(page) {
    super();
    this.#page = page;
    this.#frame = page.mainFrame();
  }

  evaluate(fn, ...args) {
    return this.#frame.evaluate(fn, ...args);
  }
  click(selector) {
    return this.#frame.click(selector);
  }

  async type(selector, text) {
    await this.#frame.click(selector);
    await this.#frame.$eval(selector, (field) => field.select());
    await this.#page.keyboard.type(text);
  }

  async enter(selector) {
    this.#frame = await (await this.#frame.waitForSelector(selector)).contentFrame();
  }

  async roles(names) {
    const out = {};
    for (const role of names) out[role] = (await this.#page.$$(`::-p-aria([role="${role}"])`)).length;
    return out;
  }

  reload() {
    return this.#page.reload();
  }
  screenshot(path) {
    return this.#page.screenshot({ path, fullPage: true });
  }
  close() {
    return this.#page.close();
  }
}

// --- WebDriver ---------------------------------------------------------------

async function webkit() {
  const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const display = await new Promise((resolve, reject) => {
    screen.once("error", reject).once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
    screen.stdout.once("data", (number) => resolve(`:${String(number).trim()}`));
  });
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1" },
    stdio: "ignore",
  });
  await new Promise((resolve, reject) => driver.once("spawn", resolve).once("error", reject));

  const send = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0; ; tries++) {
    try {
      await send("GET", "/status");
      break;
    } catch (error) {
      if (tries === 100) throw error;
      await wait(100);
    }
  }
  const sessions = new Set();
  return {
    async open(url, { width = 1280, height = 900 } = {}) {
      const binary = process.env.MINIBROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
      const { sessionId } = await send("POST", "/session", {
        capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args: ["--automation"] } } },
      });
      const page = new Driven(
        (method, path, body) => send(method, `/session/${sessionId}${path}`, body),
        () => sessions.delete(page),
      );
      sessions.add(page);
      await page.size(width, height);
      await page.go(url);
      return page;
    },
    async close() {
      for (const page of sessions) await page.close();
      driver.kill();
      screen.kill();
    },
  };
}

const elementKey = "element-6066-11e4-a52e-4f735466cecf";

class Driven extends Page {
  #send;
  #closed;
  constructor(send, closed) {
    super();
    this.#send = send;
    this.#closed = closed;
  }

  go(url) {
    return this.#send("POST", "/url", { url });
  }
  reload() {
    return this.#send("POST", "/refresh", {});
  }

  /** The window as big as it takes for the page to have that many pixels. */
  async size(width, height) {
    for (let around = [0, 0], tries = 0; tries < 3; tries++) {
      await this.#send("POST", "/window/rect", { width: width + around[0], height: height + around[1] });
      const [w, h] = await this.evaluate(() => [innerWidth, innerHeight]);
      around = [around[0] + width - w, around[1] + height - h];
    }
  }

  async evaluate(fn, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      (async () => (${fn})(...[...arguments].slice(0, -1)))()
        .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#send("POST", "/execute/async", { script, args });
    if (error) throw new Error(error);
    return value ?? undefined;
  }

  #find(selector) {
    return this.#send("POST", "/element", { using: "css selector", value: selector });
  }

  async #element(selector, path, body) {
    const element = await this.#find(selector);
    return this.#send("POST", `/element/${element[elementKey]}${path}`, body);
  }

  /** The driver would not wait for a page that scrolls smoothly. */
  async click(selector) {
    await this.evaluate(
      (selector) => document.querySelector(selector)?.scrollIntoView({ block: "nearest", behavior: "instant" }),
      selector,
    );
    await this.#element(selector, "/click", {});
  }

  async type(selector, text) {
    await this.click(selector);
    await this.evaluate((selector) => document.querySelector(selector).select(), selector);
    await this.#element(selector, "/value", { text });
  }

  async enter(selector) {
    await this.#send("POST", "/frame", { id: await this.#find(selector) });
  }

  async roles(names) {
    const out = Object.fromEntries(names.map((role) => [role, 0]));
    const elements = await this.evaluate(() =>
      [...document.querySelectorAll("table, table *")].filter((e) => e.checkVisibility()),
    );
    for (const element of elements) {
      const role = await this.#send("GET", `/element/${element[elementKey]}/computedrole`);
      if (role in out) out[role]++;
    }
    return out;
  }

  async screenshot(path) {
    await writeFile(path, Buffer.from(await this.#send("GET", "/screenshot"), "base64"));
  }

  async close() {
    this.#closed();
    await this.#send("DELETE", "");
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

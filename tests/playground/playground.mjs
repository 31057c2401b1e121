// The playground in a real browser: by mouse, by keyboard alone, on a phone, in light and dark.
//
//   FLYWHEEL   the command to try
//   MODULES    the folder with `node_modules`
//   SHOTS      a folder for pictures of the page, if they are wanted

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

const load = createRequire(join(process.env.MODULES, "package.json"));
const { chromium } = load("playwright-core");
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");

const SIZES = [{ width: 1440, height: 900 }, { width: 360, height: 740 }];
const TABS = ["decisions", "why", "lifecycle", "timeline"];
const TOKEN = "a-token-for-tests-0123";

let browser;
let server;

before(async () => {
  server = await start();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  server?.child.kill();
});

/** A server of its own, with its address. */
function start(...more) {
  const child = spawn(process.env.FLYWHEEL, ["serve", "--port", "0", ...more], { stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((done) => child.stdout.once("data", (data) => done({ child, address: String(data).trim() })));
}

/** A page that notes what goes wrong on it, and where it asks. */
async function open(address = server.address, { viewport = SIZES[0], colorScheme = "light", ...more } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, ...more });
  const page = await context.newPage();
  page.wrong = [];
  page.on("pageerror", (error) => page.wrong.push(error.message));
  page.on("console", (said) => {
    // A browser notes each answer about rules with errors, which are no error of the page.
    const isAnswer = said.text().includes("status of 422");
    if (said.type() === "error" && !isAnswer) page.wrong.push(said.text());
  });
  page.on("request", (request) => {
    const own = request.url().startsWith(new URL(address).origin) || request.url().startsWith("blob:");
    if (!own) page.wrong.push(`asks ${request.url()}`);
  });
  await page.goto(address);
  await page.locator("#view-decisions tbody tr").first().waitFor();
  return page;
}

async function settled(page) {
  await page.waitForTimeout(60);
  await page.locator("#results:not([aria-busy])").waitFor();
}

async function close(page) {
  assert.deepEqual(page.wrong, []);
  await page.context().close();
}

async function write(page, text) {
  await page.getByRole("textbox", { name: "Rules" }).fill(text);
}

const RULES = "customer\n  orders: events\n\nstage Guest\n  resting\n  after 3 orders move to Fan\n\nstage Fan\n  resting\n";

test("every example shows everything", async () => {
  const page = await open();
  const ids = await page.locator("#example option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
  assert.ok(ids.length > 4);
  for (const id of ids) {
    await page.selectOption("#example", id);
    await settled(page);
    for (const tab of TABS) {
      await page.click(`#tab-${tab}`);
      await settled(page);
      assert.ok(await page.locator(`#view-${tab}`).evaluate((view) => view.textContent.length > 10), `${id} ${tab}`);
    }
    assert.equal(await page.locator("#stale").isVisible(), false, id);
    await page.locator("#verdict:not(:empty)").waitFor();
    assert.doesNotMatch(await page.locator("#verdict").textContent(), /error/, id);
    assert.ok(await page.locator("#view-lifecycle img").evaluate((img) => img.naturalWidth > 300), id);
    assert.ok(await page.locator("#view-timeline .lines li").count() > 0, id);
    await page.click("#tab-decisions");
  }
  await close(page);
});

test("a mistake is marked as it is written, and fixed with a button", async () => {
  const page = await open();
  await write(page, RULES.replace("move to Fan", "move to Fna"));
  const entry = page.locator("#problems > li.error").first();
  await entry.waitFor();
  assert.match(await entry.textContent(), /There is no stage Fna/);
  assert.equal(await page.locator("#rules .paper .marked.error").textContent(), "Fna");
  assert.match(await page.locator("#verdict").textContent(), /1 error/);
  await page.locator("#stale").waitFor({ state: "visible" });
  await entry.getByRole("button", { name: "Write “Fan”" }).click();
  await page.locator("#verdict[data-kind=fine]").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Rules" }).inputValue(), RULES);
  await page.locator("#stale").waitFor({ state: "hidden" });
  await close(page);
});

test("places are right after letters of any width", async () => {
  const page = await open();
  await write(page, "# 🎈🎈 — ∞\nstage Guest \"🎈é\"\n  resting\n  when tagged \"🎈\" move to Fna\n");
  await page.locator("#problems > li.error").first().waitFor();
  const marked = await page.locator("#rules .paper .marked.error").allTextContents();
  assert.ok(marked.includes("Fna"), marked.join(" | "));
  await close(page);
});

test("what is proved comes with a customer, who becomes a test", async () => {
  const page = await open();
  await write(page, RULES.replace("  after 3 orders", "  after 2 orders move to Fan\n  after 3 orders"));
  const entry = page.locator("#problems > li.warning").first();
  await entry.waitFor();
  await entry.getByText("A customer who shows it").click();
  await entry.getByRole("button", { name: "Add as a test" }).click();
  assert.match(await page.getByRole("textbox", { name: "Rules" }).inputValue(), /\ntest "/);
  await close(page);
});

test("by keyboard alone: to a problem, to a customer, through the tabs, and out of the editor", async () => {
  const page = await open();
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("aria-label") || document.activeElement.textContent);
  const until = async (name, key = "Tab") => {
    for (let left = 60; left > 0; left -= 1) {
      if ((await focused()) === name) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${name} is not reached`);
  };
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the results");
  await until("Rules");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nstage Nwe\n  when x");
  await page.locator("#problems > li.error").first().waitFor();
  await page.keyboard.press("F8");
  assert.equal(await focused(), "Rules");
  assert.ok(await page.evaluate(() => document.activeElement.selectionEnd > document.activeElement.selectionStart));
  await page.keyboard.press("Control+z");
  await until("tab-decisions");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "tab-why");
  await page.keyboard.press("End");
  assert.equal(await page.locator("#tab-timeline").getAttribute("aria-selected"), "true");
  await page.keyboard.press("Home");
  await page.selectOption("#example", "starter");
  await settled(page);
  await until("c-1");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#tab-why").getAttribute("aria-selected"), "true");
  await settled(page);
  assert.match(await page.locator("#view-why .lead").textContent(), /^c-1 /);
  await close(page);
});

/** What "Copy link" says, and the link that it copied, if any: packing one takes a moment. */
async function shared(page) {
  await page.evaluate(async () => {
    document.getElementById("toast").textContent = "";
    await navigator.clipboard.writeText("nothing");
  });
  await page.click("#share");
  await page.locator("#toast:not(:empty)").waitFor();
  const said = await page.locator("#toast").textContent();
  return { said, link: await page.evaluate(() => navigator.clipboard.readText()) };
}

test("a link holds everything", async () => {
  const page = await open(server.address, { permissions: ["clipboard-read", "clipboard-write"] });
  await write(page, RULES);
  await page.getByRole("textbox", { name: "Customers" }).fill('{"id":"ann","orders":[{},{},{}]}\n{"id":"böb 🎈","orders":[]}\n');
  await page.fill("#as-of", "2026-02-01");
  await page.click("#tab-why");
  await page.locator("#customer option").nth(1).waitFor({ state: "attached" });
  await page.selectOption("#customer", "böb 🎈");
  const { link } = await shared(page);
  assert.ok(link.length < 900, `${link.length} letters`);
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await other.locator("#view-why .lead").waitFor();
  assert.equal(await other.getByRole("textbox", { name: "Rules" }).inputValue(), RULES);
  assert.equal(await other.inputValue("#as-of"), "2026-02-01");
  assert.match(await other.locator("#view-why .lead").textContent(), /^böb 🎈 /);
  await other.context().close();
  for (const wrong of ["#1.", "#1.AAAA", "#1.%%", "#2.x"]) {
    await page.goto(`${server.address}${wrong}`);
    await page.reload();
    await page.locator("#view-why .lead").waitFor();
    assert.equal(await page.getByRole("textbox", { name: "Rules" }).inputValue(), RULES, wrong);
  }
  await close(page);
});

/** Letters that no browser packs well, the same each time. */
function noise(length) {
  let dice = 1;
  return Array.from({ length }, () => {
    dice = (Math.imul(dice, 1_103_515_245) + 12_345) & 0x7fffffff;
    return String.fromCharCode(40 + ((dice >> 16) % 50));
  }).join("");
}

test("only a link puts what is on the page into the address, and a reload keeps it", async () => {
  const page = await open(server.address, { permissions: ["clipboard-read", "clipboard-write"] });
  await write(page, RULES);
  await page.getByRole("textbox", { name: "Customers" }).fill('{"id":"ann","orders":[]}\n');
  await page.fill("#as-of", "2026-02-01");
  await page.waitForTimeout(1000);
  assert.equal(page.url(), server.address);
  await page.reload();
  await page.getByRole("button", { name: "ann" }).waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Rules" }).inputValue(), RULES);
  assert.equal(await page.inputValue("#as-of"), "2026-02-01");
  // What somebody has sent is on the page, and what is changed after that stays.
  const { link } = await shared(page);
  await page.getByRole("textbox", { name: "Customers" }).fill('{"id":"bob","orders":[]}\n');
  await page.getByRole("button", { name: "bob" }).waitFor();
  await page.goto(link);
  await page.getByRole("button", { name: "ann" }).waitFor();
  assert.equal(page.url(), server.address);
  await page.getByRole("textbox", { name: "Customers" }).fill('{"id":"cy","orders":[]}\n');
  await page.reload();
  await page.getByRole("button", { name: "cy" }).waitFor();
  await close(page);
});

test("a link that is too long is not copied without a word", async () => {
  const page = await open(server.address, { permissions: ["clipboard-read", "clipboard-write"] });
  const share = async (length) => {
    await page.getByRole("textbox", { name: "Customers" }).fill(JSON.stringify({ id: "ann", note: noise(length) }));
    const { said, link } = await shared(page);
    return [said, link.length];
  };
  const [said, length] = await share(10);
  assert.equal(said, "Copied a link that holds everything on this page.");
  assert.ok(length > 100);
  const [long, longer] = await share(20_000);
  assert.match(long, /^Copied a link .* It has [\d,]+ letters: some programs cut off links/);
  assert.ok(longer > 8_000);
  const [refused, none] = await share(1_500_000);
  assert.match(refused, /^This is too much for a link\. It would have 1,\d{3},\d{3} letters/);
  assert.equal(none, "nothing".length);
  await close(page);
});

test("ids of more digits than a browser counts stay as they are", async () => {
  const page = await open();
  const id = "12345678901234567891";
  await write(page, RULES);
  await page.getByRole("textbox", { name: "Customers" }).fill(`{"id":${id},"orders":[]}\n{"id":${id}0,"orders":[]}\n`);
  await page.getByRole("button", { name: id, exact: true }).click();
  await page.locator("#view-why .lead").waitFor();
  assert.match(await page.locator("#view-why .lead").textContent(), new RegExp(`^${id} is new`));
  assert.equal(await page.locator("#stale").isVisible(), false);
  await close(page);
});

test("tables belong to the customers", async () => {
  const page = await open();
  await write(page, RULES.replace("orders: events", 'orders: events from table "orders" by "who"'));
  await page.getByRole("textbox", { name: "Customers" }).fill("id\nann\nbob\n");
  await page.locator("#stale").waitFor({ state: "visible" });
  await page.click("#tables summary");
  await page.click("#add-table");
  await page.getByRole("textbox", { name: "Name of the table" }).fill("orders");
  await page.getByRole("textbox", { name: "Rows of the table" }).fill("who,at\nann,2026-01-01\nann,2026-01-02\nann,2026-01-03\n");
  await page.locator("#stale").waitFor({ state: "hidden" });
  await page.locator("tbody tr", { hasText: "ann" }).getByText("Fan").waitFor();
  await page.reload();
  await page.locator("tbody tr", { hasText: "ann" }).getByText("Fan").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Name of the table" }).inputValue(), "orders");
  await page.click("#add-table");
  await page.getByRole("textbox", { name: "Name of the table" }).nth(1).fill("orders");
  await page.getByText("Another table has this name").waitFor();
  await page.locator("tbody tr", { hasText: "ann" }).getByText("Fan").waitFor();
  await page.getByRole("button", { name: "Remove" }).first().click();
  await page.getByRole("button", { name: "Remove" }).first().click();
  await page.locator("#stale").waitFor({ state: "visible" });
  // A browser notes each answer that a table is missing.
  page.wrong = page.wrong.filter((said) => !said.includes("status of 400"));
  await close(page);
});

test("what is written in rules and records is never markup", async () => {
  const page = await open();
  const bad = "<img src=x onerror=alert(1)>";
  await write(page, `flywheel "${bad}"\nstage Guest "${bad}"\n  resting\n  rule "${bad}"\n  when tagged "x" tag "${bad}"\n`);
  await page.getByRole("textbox", { name: "Customers" }).fill(JSON.stringify({ id: bad, tags: ["x"] }));
  for (const tab of TABS) {
    await page.click(`#tab-${tab}`);
    await settled(page);
    assert.equal(await page.locator("main img[src=x]").count(), 0, tab);
  }
  await page.click("#tab-decisions");
  assert.equal(await page.locator("tbody th").first().textContent(), bad);
  await close(page);
});

test("a token is asked for once", async () => {
  const locked = await start("--token", TOKEN);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(locked.address);
  await page.locator("#token-text").fill(TOKEN);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.locator("#view-decisions tbody tr").first().waitFor();
  await page.reload();
  await page.locator("#view-decisions tbody tr").first().waitFor();
  assert.equal(await page.locator("#token").isVisible(), false);
  await context.close();
  locked.child.kill();
});

test("a page of another site gets nothing", async () => {
  const site = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<p>elsewhere"));
  await new Promise((done) => site.listen(0, "127.0.0.1", done));
  const page = await (await browser.newContext()).newPage();
  await page.goto(`http://localhost:${site.address().port}/`);
  const tried = await page.evaluate(async (address) => {
    const ask = (path, options) => fetch(address + path, options).then((answer) => answer.type, () => "refused");
    const frame = document.createElement("iframe");
    frame.src = address;
    const framed = new Promise((done) => { frame.onload = done; });
    document.body.append(frame);
    await framed;
    let inside = "hidden";
    try { inside = frame.contentDocument ? "seen" : "hidden"; } catch { inside = "hidden"; }
    return [
      await ask("check", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" }),
      await ask("check", { method: "POST", body: "{}" }),
      await ask("examples.json"),
      inside,
    ];
  }, server.address);
  assert.deepEqual(tried, ["refused", "refused", "refused", "hidden"]);
  await page.context().close();
  site.close();
});

for (const viewport of SIZES) {
  for (const colorScheme of ["light", "dark"]) {
    test(`everybody can use it: ${viewport.width} px, ${colorScheme}`, async () => {
      const page = await open(server.address, { viewport, colorScheme, reducedMotion: "reduce" });
      await write(page, `${RULES}stage Lost\n  when orders is 3 move to Fna\n`);
      await page.locator("#problems > li").first().waitFor();
      await page.evaluate(axe);
      for (const tab of TABS) {
        if (tab !== "decisions") await page.click(`#tab-${tab}`);
        else await page.selectOption("#example", "advocacy");
        if (tab === "timeline") await page.selectOption("#example", "tables");
        await settled(page);
        await page.waitForTimeout(250);
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        const said = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`);
        assert.deepEqual(said, [], tab);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${tab} is ${wider} px too wide`);
        if (process.env.SHOTS) {
          const path = join(process.env.SHOTS, `${tab}-${viewport.width}-${colorScheme}.png`);
          await page.screenshot({ path, fullPage: viewport.width < 500 });
        }
      }
      await close(page);
    });
  }
}

// What `try` does in the workbench, and what must then be there.
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { chromium } = require('playwright-core');

const { DATA, SHOTS, CHROMIUM } = process.env;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const ran = () => readFileSync(join(DATA, 'ran'), 'utf8').trim().split('\n').filter((line) => line !== '');

/** A workbench in a page, and what a person does in it. */
class Workbench {
  static async open(browser, about) {
    const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
    const bench = new Workbench(page);
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text()) && /flywheel/i.test(message.text())) bench.refused.push(message.text());
    });
    await page.goto(`http://127.0.0.1:8455/?folder=${DATA}/rules`);
    const dialog = page.getByRole('button', { name: about.trust ? 'Yes, I trust the authors' : "No, I don't trust the authors" });
    await dialog.click({ timeout: 60000 });
    await page.waitForTimeout(2000);
    return bench;
  }

  constructor(page) {
    this.page = page;
    this.refused = [];
  }

  shot(name) {
    return this.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }

  /** Opens a file on the left. */
  async file(name) {
    await this.page.keyboard.press('Control+1');
    await this.pick('Control+P', name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.waitForTimeout(1500);
  }

  async command(title) {
    await this.pick('F1', title);
  }

  async pick(keys, text) {
    await this.page.keyboard.press(keys);
    await this.page.locator('.quick-input-widget input').waitFor();
    await this.page.keyboard.type(text, { delay: 20 });
    await this.page.waitForTimeout(1500);
    await this.page.keyboard.press('Enter');
  }

  async goTo(place) {
    await this.pick('Control+G', place);
    await this.page.waitForTimeout(500);
  }

  /** The page in a panel that has such an element. */
  async panel(selector) {
    for (let i = 0; i < 100; i++) {
      for (const frame of this.page.frames()) {
        if (frame !== this.page.mainFrame() && (await frame.locator(selector).count().catch(() => 0)) > 0) return frame;
      }
      await this.page.waitForTimeout(200);
    }
    throw new Error(`no panel has ${selector}`);
  }

  async settles(what, done) {
    for (let i = 0; i < 100; i++) {
      if (await done()) return;
      await this.page.waitForTimeout(200);
    }
    await this.shot('failed');
    throw new Error(what);
  }

  colors() {
    return this.page.evaluate(() => new Set([...document.querySelectorAll('.view-line span[class*=mtk]')].map((each) => getComputedStyle(each).color)).size);
  }
}

async function restricted(browser) {
  const bench = await Workbench.open(browser, { trust: false });
  await bench.file('advocacy.flywheel');
  await bench.settles('there are no colors', async () => (await bench.colors()) > 5);
  await bench.shot('restricted');
  await bench.page.keyboard.press('F1');
  await bench.page.keyboard.type('Flywheel: ', { delay: 20 });
  await bench.page.waitForTimeout(1500);
  assert.equal(await bench.page.getByText('Show the Lifecycle').count(), 0);
  await bench.page.close();
  assert.deepEqual(ran(), [], 'something ran in a workspace that is not trusted');
  console.log('restricted: colors, and nothing ran');
}

async function trusted(browser) {
  const bench = await Workbench.open(browser, { trust: true });
  const { page } = bench;
  await bench.file('advocacy.flywheel');
  await bench.settles('the language server was not started', () => ran().includes('lsp --help'));
  await bench.command('Flywheel: Show the Lifecycle');
  const picture = await bench.panel('img[alt^="Customer advocacy. A ring of 6 stages"]');
  await bench.settles('the picture was not loaded', () => picture.locator('img').evaluate((image) => image.naturalWidth > 1000));
  await bench.shot('lifecycle');
  console.log('lifecycle: a picture');

  await bench.command('Flywheel: Decide for Customers');
  const table = await bench.panel('table');
  assert.equal(await table.locator('tbody tr').count(), 24);
  assert.equal(await table.locator('tbody tr:visible').count(), 24);
  await table.locator('#only').check();
  assert.equal(await table.locator('tbody tr:visible').count(), 21);
  assert.equal(await table.evaluate(() => document.scripts.length), 0);
  await bench.shot('decisions');
  await table.locator('a', { hasText: 'chidi-two-tickets' }).click();
  await page.locator('.tab.active', { hasText: 'why chidi-two-tickets' }).waitFor({ timeout: 60000 });
  console.log('decisions: a table; a click explains');

  await bench.file('customers.ndjson');
  await bench.goTo('2:40');
  await bench.command('Flywheel: Why, for the Customer');
  await page.locator('.tab', { hasText: 'why bela-just-two' }).waitFor({ timeout: 60000 });
  await page.waitForTimeout(1000);
  await bench.shot('why');
  console.log('why: the customer under the cursor');

  await bench.file('advocacy.flywheel');
  await bench.command('Flywheel: Check Rules');
  await page.getByText('advocacy.flywheel is fine').first().waitFor();
  console.log('check: fine');

  await bench.command('Flywheel: Show the Lifecycle');
  await bench.page.waitForTimeout(1500);
  await bench.page.keyboard.press('Control+1');
  await bench.goTo('76:1');
  await page.keyboard.press('End');
  await page.keyboard.type('\nwhen NPS ≥ 9 move to Nowhere', { delay: 20 });
  const problem = await bench.panel('.problem');
  assert.match(await problem.locator('.problem').textContent(), /Nowhere/);
  await bench.shot('problem');
  console.log('lifecycle: follows the rules, and says what is wrong');
  if (ran().includes('lsp')) {
    await bench.settles('there is no squiggle', async () => (await page.locator('.squiggly-error').count()) > 0);
    console.log('language server: a problem where it is');
  }
  assert.deepEqual(bench.refused, []);
  await page.close();
}

(async () => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    await restricted(browser);
    await trusted(browser);
  } finally {
    await browser.close();
  }
})().catch((error) => {
  console.error(error);
  process.exit(1);
});

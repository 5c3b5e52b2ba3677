"use strict";
// node page.js BROWSER FOLDER: looks at the pages in the folder as a person would.
const assert = require("node:assert/strict");
const path = require("node:path");
const { chromium } = require("playwright-core");

const [browserPath, folder] = process.argv.slice(2);

async function main() {
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    const visit = async (name, look, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
      const page = await context.newPage();
      const problems = [];
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
      const url = `file://${path.join(folder, `${name}.html`)}`;
      page.on("request", (request) => request.url().startsWith("about:") || request.url() === url || problems.push(`it asks for ${request.url()}`));
      await page.goto(url);
      await look(page);
      assert.deepEqual(problems, []);
      await context.close();
    };
    await visit("small", small);
    await visit("apart", apart);
    await visit("failing", failing);
    await visit("large", large);
    await visit("small", withKeys);
    for (const colorScheme of ["light", "dark"]) await visit("small", (page) => readable(page, colorScheme), { colorScheme });
  } finally {
    await browser.close();
  }
}

const text = (page, selector) => page.locator(selector).innerText();
const box = (page, key) => page.locator(`#graph [data-node="${key}"]`);

async function small(page) {
  assert.equal(await text(page, "#state"), "succeeded");
  assert.equal(await text(page, "#outputs"), '{"o0": 12, "o1": "</script><b>bold"}');
  assert.equal(await page.locator("b:text('bold')").count(), 0, "a value is no HTML");

  // The nodes that ran, those in the arm that did not, and a node inside of a workflow.
  assert.match(await box(page, "n0/n1").getAttribute("class"), /s-succeeded/);
  assert.match(await box(page, "n3:0/n0").getAttribute("class"), /s-skipped/);
  assert.match(await box(page, "n3:1/n0").getAttribute("class"), /s-succeeded/);

  await box(page, "n0/n1").click();
  const details = await text(page, "#details");
  for (const part of ["n0/n1 double", "task reported.double", "tests/report/src/bin/reported.rs:", "x: 3", "o0: 6"]) assert.ok(details.includes(part), `${part} in ${details}`);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#details").isVisible(), false);

  // The node that was retried, with the text of its error and its deck.
  await box(page, "n4").click();
  assert.match(await text(page, "#details"), /the service was <busy>/);
  const deck = page.frameLocator("#details iframe");
  assert.match(await deck.locator("body").innerText(), /The deck/);

  // The timeline has a bar for each attempt.
  await page.getByRole("tab", { name: "Timeline" }).click();
  assert.equal(await page.locator('.bar[title^="n4 publish"]').count(), 2);
  await page.locator('.bar.failed[title^="n4 publish"]').click();
  assert.match(await text(page, "#details h2"), /n4 publish/);
}

async function apart(page) {
  await box(page, "n0/n0").click();
  assert.match(await text(page, "#details"), /output of its processes\s+<load> 3/i);
  await box(page, "n0/n1").click();
  assert.match(await text(page, "#details"), /can't be told apart/);
  await box(page, "n4").click();
  assert.match(await page.frameLocator("#details iframe").locator("body").innerText(), /The deck/);
}

async function failing(page) {
  assert.equal(await text(page, "#state"), "failed");
  assert.match(await text(page, "#error"), /reported\.read.*n0.*No such file or directory/s);
  await page.getByRole("button", { name: "failed", exact: true }).click();
  assert.equal(await text(page, "#shown"), "1 of 2 nodes");
  await page.getByRole("tab", { name: "Nodes" }).click();
  assert.equal(await page.locator("#nodes tbody tr:visible").count(), 1);
  await page.locator("#nodes tbody tr:visible").click();
  assert.match(await text(page, "#details"), /path: "\/nowhere\/at\/all"/);
}

async function large(page) {
  assert.equal(await text(page, "#shown"), "2001 nodes");
  await page.locator("#filter").fill("n2000");
  assert.equal(await text(page, "#shown"), "1 of 2001 nodes");
  await page.getByRole("button", { name: "Larger" }).click();
  await box(page, "n2000").click();
  assert.match(await text(page, "#details"), /o0: 4000/);
  await page.locator("#filter").fill("");
  await page.getByRole("tab", { name: "Timeline" }).click();
  assert.equal(await page.locator(".bar").count(), 2001);
}

async function withKeys(page) {
  await page.getByRole("tab", { name: "Graph" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.ok(await page.locator("#nodes").isVisible());
  await page.locator("#nodes tbody tr").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.match(await text(page, "#details h2"), /n0\/n0 load/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#details").isVisible(), false);
  await page.getByRole("tab", { name: "Nodes" }).focus();
  await page.keyboard.press("ArrowRight");
  await box(page, "n0/n1").focus();
  await page.keyboard.press("Enter");
  assert.match(await text(page, "#details h2"), /n0\/n1 double/);
}

// Texts differ enough from what they stand on, by the rule of the Web Content Accessibility Guidelines.
async function readable(page, scheme) {
  const ratio = await page.evaluate(() => {
    const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const light = (color) => {
      const [red, green, blue] = color.match(/[\d.]+/g).map(Number);
      return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
    };
    const paper = light(getComputedStyle(document.body).backgroundColor);
    return ["h1", ".soft", "#state"].map((selector) => {
      const ink = light(getComputedStyle(document.querySelector(selector)).color);
      return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    });
  });
  assert.ok(ratio.every((one) => one >= 4.5), `${scheme}: ${ratio}`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

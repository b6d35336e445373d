// The test function of Playwright with a fixture `esia`: a realm for each test; and a citizen at a real browser.

import { test as base, type Page } from "@playwright/test";

import { valuesFor, type Walk } from "./browser.js";
import type { Person } from "./place.js";
import { type Realm, Server } from "./server.js";

let server: Server | undefined;

export const test = base.extend<{ esia: Realm }>({
  esia: async ({}, use) => {
    server ??= Server.ofEnvironment();
    const realm = await server.realm();
    await use(realm);
    await realm.remove();
  },
});

/** Fills in the provider's pages, from the sign-in page that is open until the browser leaves for another server. */
export async function enter(page: Page, esia: Realm, person: Person, walk: Walk = {}): Promise<void> {
  const realm = new URL(esia.baseUrl);
  const isProvider = (url: URL) => url.origin === realm.origin && url.pathname.startsWith(realm.pathname);
  for (let steps = 0; isProvider(new URL(page.url())) && steps < 10; steps += 1) {
    const form = page.locator('form[action*="/login"]').first();
    const step = ((await form.getAttribute("action")) ?? "").replace(/^.*(?=\/login)/, "");
    const { decision, role, ...typed } = await valuesFor(step, esia, person, walk);
    for (const [name, value] of Object.entries(typed)) await form.locator(`[name="${name}"]`).fill(value);
    if (role) await form.locator(`[name="role"][value="${role}"]`).check();
    const button = decision ? form.locator(`[name="decision"][value="${decision}"]`) : form.locator('[type="submit"]').first();
    // A relying party that nobody serves still ends the navigation.
    await Promise.all([page.waitForEvent("framenavigated"), button.click()]);
  }
}

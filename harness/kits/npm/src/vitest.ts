// The test function of Vitest with a fixture `esia`: a realm for each test.

import { test as base } from "vitest";

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

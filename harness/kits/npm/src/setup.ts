// The global set-up of Vitest and Playwright: one server for the run, which workers find by the environment.

import { Server } from "./server.js";

/** Starts a server unless the environment names one (`esia-idp exec`), and gives back what ends it. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env["ESIA_CONTROL_URL"]) return async () => undefined;
  const server = await Server.start();
  Object.assign(process.env, server.environment);
  return () => server.close();
}

// The helpers against a server: each statement has a case that would fail without it.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

import { ControlError, PageError, Refused, Server, type Algorithm, type Person, type Realm } from "esia-sim";
import { test } from "esia-sim/vitest";
import { expect } from "vitest";

test("a refused call names field and fix", async ({ esia }) => {
  const refused: unknown = await esia.person({ snils: "1" }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ControlError);
  expect((refused as ControlError).problem.field).toBe("snils");
  expect((refused as ControlError).message).toContain("fix: ");
});

for (const algorithm of ["rsa2048", "gost256", "gost512"] satisfies Algorithm[]) {
  test(`a client signs with a key of ${algorithm}`, async ({ esia }) => {
    const person = await esia.person();
    const { tokens } = await esia.signIn(person, await esia.client({ algorithm }));
    expect(tokens.oid).toBe(person.oid);
  });
}

test("a wrong signature is refused and the journal says why", async ({ esia }) => {
  const client = await esia.client();
  const request = await client.authorization({ client_secret: client.secret("2018.01.01 00:00:00 +0000", "another") });
  const way = await esia.walk(await esia.person(), request.url);
  await expect(client.returned(way, request)).rejects.toThrow(/ESIA-007005[\s\S]*fix: /);
});

test("a state that another request sent is not taken", async ({ esia }) => {
  const client = await esia.client();
  const way = await esia.walk(await esia.person(), (await client.authorization()).url);
  await expect(client.returned(way, await client.authorization())).rejects.toThrow(Refused);
});

test("who does not consent comes back without a code", async ({ esia }) => {
  const way = await esia.walk(await esia.person(), (await (await esia.client()).authorization()).url, { consent: false });
  expect([way.code, way.error]).toEqual([null, "access_denied"]);
});

for (const kind of ["sms", "totp"] as const) {
  test(`a second factor by ${kind} is given as the person would`, async ({ esia }) => {
    const person = await esia.person({ mobile: "+7(000)1112233" });
    await esia.control.PUT("/people/{oid}/second-factor", { params: { path: { oid: person.oid } }, body: { kind } });
    expect((await esia.signIn(person, await esia.client())).tokens.oid).toBe(person.oid);
    expect(await esia.outbox.messages({ to: "+7(000)1112233", kind: "sms" })).toHaveLength(kind === "sms" ? 1 : 0);
  });
}

test("a wrong password ends at the page that says so", async ({ esia }) => {
  const person: Person = { ...(await esia.person()), password: "wrong" };
  await expect(esia.walk(person, (await (await esia.client()).authorization()).url)).rejects.toThrow(PageError);
});

test("waiting for a message that does not come ends", async ({ esia }) => {
  await expect(esia.outbox.wait("+70001112244", "sms", 50)).rejects.toThrow("no sms to +70001112244");
});

test("a message that comes during the wait ends it", async ({ esia }) => {
  const person = await esia.person({ mobile: "+7(000)1112255" });
  const waiting = esia.outbox.wait("+7(000)1112255", "sms", 40_000);
  await untilSomebodyWaits(esia);
  const body = { command: "block", reason: "проба" } as const;
  await esia.control.POST("/people/{oid}/commands", { params: { path: { oid: person.oid } }, body });
  // Whoever waited to the end would be later than Vitest allows.
  expect((await waiting).text).toContain("заблокирована");
}, 20_000);

/** The server counts the calls that wait at it; who asks again and again is never among them. */
async function untilSomebodyWaits(esia: Realm): Promise<void> {
  for (let tries = 0; tries < 2000; tries += 1) {
    const { text } = await esia.http.send(`${esia.server.baseUrl}/metrics`);
    if (!text.includes("\nesia_followers 0\n")) return expect(text).toMatch(/^esia_followers 1$/m);
  }
  throw new Error("nobody waits at the server");
}

test("the clock stands where it is put and moves when told", async ({ esia }) => {
  await esia.clock.freeze("2024-09-02T07:00:00Z");
  await esia.clock.advance("P1DT1H");
  expect((await esia.clock.now()).toISOString()).toBe("2024-09-03T08:00:00.000Z");
  expect((await esia.signIn(await esia.person(), await esia.client())).code).toBeTruthy();
});

test("a fault is committed until it is cleared", async ({ esia }) => {
  const [client, person] = [await esia.client(), await esia.person()];
  await esia.faults.arm("redirect-no-code");
  expect((await esia.walk(person, (await client.authorization()).url)).code).toBeNull();
  await esia.faults.clear();
  expect((await esia.walk(person, (await client.authorization()).url)).code).toBeTruthy();
});

test("a realm may have an address without a path", async ({ esia }) => {
  const own = await esia.server.realm({ ownAddress: true });
  expect(new URL(own.baseUrl).pathname).toBe("/");
  expect((await own.signIn(await own.person(), await own.client())).code).toBeTruthy();
  await own.remove();
});

test("the fetch of a test reaches the server, also over HTTPS", async ({ esia }) => {
  expect((await fetch(`${esia.baseUrl}/public/esia.pem`)).status).toBe(200);
});

test("a server that does not start says why", async () => {
  await expect(Server.start({ options: ["--no-such-option"] })).rejects.toThrow("--no-such-option");
});

test("the server ends with a process that is killed", async () => {
  const source = 'import { Server } from "esia-sim"; const s = await Server.start(); console.log(s.baseUrl); setInterval(() => 0, 1000);';
  const parent = spawn("node", ["--input-type=module", "--eval", source], {
    stdio: ["ignore", "pipe", "inherit"],
    // Over plain HTTP also where the run is over HTTPS: this process trusts another authority.
    env: { ...process.env, ESIA_TLS: "false" },
  });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const url = `${line.toString().trim()}/public/esia.pem`;
  const answers = () => fetch(url).then(() => true, () => false);
  expect(await answers()).toBe(true);
  parent.kill("SIGKILL");
  for (let tries = 0; await answers(); tries += 1) {
    expect(tries, "the server outlived its parent").toBeLessThan(500);
    await pause(20);
  }
});

test("a process that forgets to close the server ends all the same", () => {
  const source = 'import { Server } from "esia-sim"; console.log((await Server.start()).baseUrl);';
  expect(execFileSync("node", ["--input-type=module", "--eval", source], { timeout: 20_000, encoding: "utf8" })).toContain("127.0.0.1");
});

test("without the package of the platform a command says what to install, in one line", () => {
  const env = { ...process.env, ESIA_SIM_BIN_DIR: "" };
  const source = 'Object.defineProperty(process, "arch", { value: "vax" }); await import("esia-sim").then(({ Server }) => Server.start());';
  let said = "";
  try {
    execFileSync("node", ["--input-type=module", "--eval", source], { env, stdio: "pipe", encoding: "utf8" });
  } catch (error) {
    said = (error as { stderr: string }).stderr;
  }
  expect(said).toMatch(/esia-sim: the package @esia-sim\/linux-vax is not installed: npm install @esia-sim\/linux-vax@\d/);
});

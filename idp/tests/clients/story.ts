// The story of a tester, told with the generated TypeScript types: it must pass the compiler and a live server.
import createClient from "openapi-fetch";
import type { components, paths } from "./esia-control.js";

declare const process: { argv: string[]; exitCode: number };

type Problem = components["schemas"]["Problem"];

function expect(holds: unknown, about: unknown): asserts holds {
  if (!holds) throw new Error(JSON.stringify(about));
}

/** The body of a good answer. */
function got<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  expect(answer.data !== undefined, [answer.response.status, answer.error]);
  return answer.data;
}

/** The problem of an answer that is none. */
function refused(answer: { error?: Problem; response: Response }): Problem {
  expect(answer.error, answer.response.status);
  return answer.error;
}

/** An authorization request of the story's relying party; its signature is not checked. */
function authorizeUrl(base: string, now: string, scope: string): string {
  const [day, time] = now.split("T");
  expect(day && time, now);
  const asked = new URLSearchParams({
    client_id: "STORY", client_secret: "AAAA", response_type: "code", scope, state: "a-state",
    redirect_uri: "http://127.0.0.1/back", access_type: "online",
    timestamp: `${day.replaceAll("-", ".")} ${time.slice(0, 8)} +0000`,
  });
  return `${base}/aas/oauth2/ac?${asked}`;
}

/** A realm, a person, a relying party, a sign-in, a message, the clock, the journal, an error with its field. */
async function story(server: string): Promise<void> {
  const base = createClient<paths>({ baseUrl: `${server}/control/v1` });
  const realm = got(await base.POST("/realms", { body: { id: "typescript-story", seed: 7 } }));
  const control = createClient<paths>({ baseUrl: realm.control_url });

  const clock = got(await control.PUT("/clock", { body: { mode: "frozen", now: "2024-09-02T07:00:00Z" } }));
  expect(clock.mode === "frozen" && clock.now, clock);

  const made = got(await control.POST("/people", { body: { level: "confirmed" } }));
  expect("oid" in made && made.level === "confirmed" && made.password, made);
  const person = made.oid;

  const registered = got(await control.PUT("/clients/{mnemonic}", {
    params: { path: { mnemonic: "STORY" } },
    body: {
      redirect_hosts: ["127.0.0.1"], scopes: ["openid", "fullname"], signature_check: "off",
      lifetimes: { code: 60 },
    },
  }));
  expect(registered.lifetimes?.code === 60, registered);

  const signIn = async (scope: string, now: string) => {
    const body = { person, authorize_url: authorizeUrl(realm.base_url, now, scope) };
    return new URL(got(await control.POST("/sign-ins", { body })).redirect_to).searchParams;
  };
  const back = await signIn("openid", clock.now);
  expect(back.get("code") && back.get("state") === "a-state", back.toString());

  got(await control.POST("/people/{oid}/contacts/{kind}/commands", {
    params: { path: { oid: person, kind: "mobile" } },
    body: { command: "change", value: "+7(000)1234567" },
  }));
  const outbox = got(await control.GET("/outbox", { params: { query: { to: "+70001234567" } } }));
  expect(outbox.messages.at(-1)?.code, outbox);

  const moved = got(await control.POST("/clock/advance", { body: { by: "P1D" } }));
  expect(moved.now.startsWith("2024-09-03"), moved);

  // The relying party does not have this scope.
  expect((await signIn("openid snils", moved.now)).get("error"), "an error");
  const journal = got(await control.GET("/journal", { params: { query: { outcome: "refused" } } }));
  expect(journal.entries.at(-1)?.why?.fix, journal);

  const at = { params: { path: { oid: person } } };
  const blocked = await control.POST("/people/{oid}/commands", { ...at, body: { command: "block", reason: "the end" } });
  expect(got(blocked).status === "blocked", blocked.data);
  const again = refused(await control.POST("/people/{oid}/commands", { ...at, body: { command: "submit" } }));
  expect(again.status === 409 && again.fix, again);
  const problem = refused(await control.POST("/clock/advance", { body: { by: "a day" } }));
  expect(problem.status === 400 && problem.field === "by" && problem.expected && problem.docs, problem);

  const dropped = await base.DELETE("/realms/{id}", { params: { path: { id: "typescript-story" } } });
  expect(dropped.response.status === 204, dropped.response.status);
}

story(process.argv[2] ?? "").then(
  () => console.log("told"),
  (why: unknown) => {
    console.error(why);
    process.exitCode = 1;
  },
);

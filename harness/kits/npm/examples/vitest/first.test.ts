import { test } from "esia-sim/vitest";
import { expect } from "vitest";

test("a citizen signs in", async ({ esia }) => {
  const citizen = await esia.person({ last_name: "Пробный" });
  const diary = await esia.client({ scopes: ["openid", "fullname"] });

  const { tokens } = await esia.signIn(citizen, diary);

  expect(tokens.oid).toBe(citizen.oid);
  expect(await diary.readPerson(tokens)).toMatchObject({ lastName: "Пробный" });
});

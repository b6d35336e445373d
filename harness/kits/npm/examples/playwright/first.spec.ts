import { expect } from "@playwright/test";
import { enter, test } from "esia-sim/playwright";

test("a citizen signs in", async ({ esia, page }) => {
  const citizen = await esia.person();
  const diary = await esia.client();
  const request = await diary.authorization();
  await page.route(`${diary.redirectUri}*`, (route) => route.fulfill({ body: "the diary" }));

  await page.goto(request.url);
  await enter(page, esia, citizen);

  await expect(page).toHaveURL(/[?&]code=/);
});

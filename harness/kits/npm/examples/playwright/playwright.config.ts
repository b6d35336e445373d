export default {
  globalSetup: "esia-sim/setup",
  // The authority of the simulator lives for one run; the browser need not know it.
  use: { ignoreHTTPSErrors: true, launchOptions: { executablePath: process.env["CHROMIUM"] } },
};

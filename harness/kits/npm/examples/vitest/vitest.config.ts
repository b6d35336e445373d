// A sign-in is seven requests and three signatures: on a busy machine it takes longer than a unit test may.
export default { test: { globalSetup: ["esia-sim/setup"], testTimeout: 30_000 } };

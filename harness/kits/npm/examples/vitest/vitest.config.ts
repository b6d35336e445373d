export default { test: { globalSetup: ["esia-sim/setup"] } };

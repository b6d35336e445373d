export { PageError, Way, type Walk } from "./browser.js";
export { Client, Tokens, type AuthorizationRequest, type SignedIn } from "./client.js";
export { Keys, type Algorithm } from "./keys.js";
export { ControlError, Refused, type Problem } from "./problem.js";
export { Realm, type Channel, type ClientOptions, type Message, type Person, type PersonForm } from "./realm.js";
export { Server, type RealmOptions, type StartOptions } from "./server.js";

// Tries to sign in with npm passport-esia, unmodified, driven as passport drives a strategy.
//
// Argument: JSON with url, client_id, redirect_uri, scope, certificate, key (files).
// Prints {"authorize_url"} on a line, reads the address that the citizen came back to, prints how it ended.
const fs = require('fs');
const readline = require('readline');
const Strategy = require('passport-esia');

const told = JSON.parse(process.argv[2]);
const options = {
  clientID: told.client_id,
  certificate: fs.readFileSync(told.certificate, 'utf8'),
  key: fs.readFileSync(told.key, 'utf8'),
  scope: told.scope,
  authorizationURL: `${told.url}/aas/oauth2/ac`,
  tokenURL: `${told.url}/aas/oauth2/te`,
  callbackURL: told.redirect_uri,
};

// What passport lends to a strategy for one request.
function run(query, ends) {
  const strategy = new Strategy(options, (accessToken, refreshToken, profile, done) => done(null, {accessToken}));
  Object.assign(strategy, ends).authenticate({query, headers: {}, connection: {}});
}

const end = (told, code) => {
  console.log(JSON.stringify(told));
  process.exit(code);
};

run({}, {redirect: (url) => console.log(JSON.stringify({authorize_url: url})), error: (error) => end({error: error.message}, 1)});

readline.createInterface({input: process.stdin}).once('line', (address) => {
  const query = Object.fromEntries(new URL(address).searchParams);
  run(query, {
    success: (user) => end({user}, 0),
    fail: (why) => end({error: why}, 1),
    error: (error) => end({error: error.message, told: error.oauthError || error}, 1),
  });
});

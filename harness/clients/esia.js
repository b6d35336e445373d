// Signs in and reads a person with npm esia, unmodified, through its public interface.
//
// Argument: JSON with url, client_id, redirect_uri, scope, certificate, key (files).
// Prints {"authorize_url"} on a line, reads the address that the citizen came back to, prints what it read.
const fs = require('fs');
const readline = require('readline');
const esia = require('esia');

const told = JSON.parse(process.argv[2]);
const connection = esia({
  esiaUrl: told.url,
  clientId: told.client_id,
  redirectUri: told.redirect_uri,
  scope: told.scope,
  certificate: fs.readFileSync(told.certificate, 'utf8'),
  key: fs.readFileSync(told.key, 'utf8'),
});
console.log(JSON.stringify({authorize_url: connection.getAuth().url}));

readline.createInterface({input: process.stdin}).once('line', (address) => {
  const code = new URL(address).searchParams.get('code');
  connection.getAccess(code, ['/', '/ctts', '/docs?embed=(elements)']).then(({marker, data}) => {
    const [person, contacts, documents] = data;
    console.log(JSON.stringify({token: marker.decodedAccessToken, answer: marker.response, person, contacts, documents}));
    process.exit(0);
  }, (error) => {
    console.error(error.message);
    process.exit(1);
  });
});

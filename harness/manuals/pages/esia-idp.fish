# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_esia_idp_global_optspecs
    string join \n h/help V/version
end

function __fish_esia_idp_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_esia_idp_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_esia_idp_using_subcommand
    set -l cmd (__fish_esia_idp_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c esia-idp -n "__fish_esia_idp_needs_command" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -s V -l version -d 'Print version'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "serve" -d 'Serve until SIGTERM or Ctrl-C. When ready, one JSON line is printed'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "exec" -d 'Serve on a free port, run a command with ESIA_BASE_URL, ESIA_CONTROL_URL, ESIA_CERTIFICATE and ESIA_PUBLIC_KEY set, stop, and end with the command\'s exit code. Under HTTPS also ESIA_CA_FILE and the variables by which curl, Python, Node.js and Java find roots'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "keys" -d 'Make a key and a certificate for a relying party, RSA or GOST, and print its client_certificate_hash'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "sign" -d 'Sign what stands on stdin with a key of `keys`, and print the bare signature as base64url: the `client_secret` of versions 2 and 3'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "healthcheck" -d 'Ask a server whether it can serve; exit code 0 when it can, 1 when not. For health checks of containers'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "body" -d 'Print one body of a file of `--store`: what a table keeps of a row, readable'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "migrate" -d 'Bring every realm of a file or a database to this version and end: what `serve` does at its start, without serving'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "openapi" -d 'Print the OpenAPI document of the control API'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "errors" -d 'Print the catalogue of errors as Markdown'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "reasons" -d 'Print the reasons that the journal gives for refusals as Markdown'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "lifecycle" -d 'Print the account\'s states and commands as Markdown'
complete -c esia-idp -n "__fish_esia_idp_needs_command" -f -a "settings" -d 'Print the settings of a realm as Markdown'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l listen -d 'Address and port; port 0 takes a free one' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l public-url -d 'The address of the server in links and redirects, such as `https://idp.test`, where a proxy stands in front of it' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l drain -d 'How long a server that is asked to end by SIGTERM goes on serving while /readyz says 503, so that a balancer turns away from it first: an ISO 8601 duration of at most an hour' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l allow-host -d 'A host name of the server besides localhost, its subdomains and the address it listens on; may be repeated' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l allow-origin -d 'An origin, such as http://127.0.0.1:3000, whose pages may call the control API; may be repeated' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l trusted-proxy -d 'Proxies whose headers X-Forwarded-Host, X-Forwarded-Proto and Forwarded are believed; may be repeated' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l control-token-file -d 'A file with the token that the control API, /console, /logs, /journal, /metrics and /operator require: as `Authorization: Bearer TOKEN`, in browsers as the password of any user' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l quota-people -d 'At most so many people, deleted ones too' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l quota-journal-bytes -d 'At most so many bytes of the journal, whatever the setting journal_bytes_max says: the oldest entries give way' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l quota-age -d 'How long a realm may be written, an ISO 8601 duration such as P30D; a reset begins it anew. Not for the default one' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l store -d '`memory`, a file that keeps everything, or a database of PostgreSQL: `postgres://USER[:PASSWORD]@HOST[:PORT]/DATABASE`' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l store-listen -d 'The address of the same database without a pooler, where `--store` names a pooler: through one, nodes do not hear at once what the others write' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l fixtures -d 'A folder of fixtures instead of the built-in ones' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l fixture-sets -d 'A folder whose folders are sets of fixtures: a realm is made from one by its name. Each holds people, clients, centres.toml, consents.toml, or some of them' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l clock -d '`system`, or an RFC 3339 moment at which the clock stands still' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l seed -d 'Repeats codes, identifiers and made-up people, and replaces the seed of a kept file; when left out, the kept one, or the machine\'s for a new file' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l issuer -d '`iss` of every token' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l log -d 'One line for each request on the error stream: off, text or json. Nothing secret or personal is in it' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l tls-folder -d 'Serve HTTPS; keep the authority in this folder, made there by the first run' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l tls-name -d 'A host name or IP address that the certificate covers besides loopback, the realms\' hosts, the listening address and the names of --allow-host and --public-url; may be repeated' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l tls-cert -d 'Serve HTTPS with this certificate, followed in the file by those that issued it; PEM' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l tls-key -d 'The private key of --tls-cert; PEM without a password' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l tls-ca -d 'The roots that clients verify --tls-cert against, when they are not the system\'s; PEM' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l push-host -d 'A host that pushes may go to besides this machine; may be repeated' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l push-ca -d 'The roots that HTTPS receivers of pushes are verified against; PEM. Without them no HTTPS receiver is trusted' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l expose-unprotected -d 'Allow an address other than loopback without a control token. Anyone who reaches the port can read every code and move every account'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -l tls -d 'Serve HTTPS with a certificate of the simulator\'s own authority: made for this run, or kept in FILE.tls with --store FILE. The ready line names the authority\'s certificate as ca_file'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand serve" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l allow-host -d 'A host name of the server besides localhost, its subdomains and the address it listens on; may be repeated' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l allow-origin -d 'An origin, such as http://127.0.0.1:3000, whose pages may call the control API; may be repeated' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l trusted-proxy -d 'Proxies whose headers X-Forwarded-Host, X-Forwarded-Proto and Forwarded are believed; may be repeated' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l control-token-file -d 'A file with the token that the control API, /console, /logs, /journal, /metrics and /operator require: as `Authorization: Bearer TOKEN`, in browsers as the password of any user' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l store -d '`memory`, a file that keeps everything, or a database of PostgreSQL: `postgres://USER[:PASSWORD]@HOST[:PORT]/DATABASE`' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l store-listen -d 'The address of the same database without a pooler, where `--store` names a pooler: through one, nodes do not hear at once what the others write' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l fixtures -d 'A folder of fixtures instead of the built-in ones' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l fixture-sets -d 'A folder whose folders are sets of fixtures: a realm is made from one by its name. Each holds people, clients, centres.toml, consents.toml, or some of them' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l clock -d '`system`, or an RFC 3339 moment at which the clock stands still' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l seed -d 'Repeats codes, identifiers and made-up people, and replaces the seed of a kept file; when left out, the kept one, or the machine\'s for a new file' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l issuer -d '`iss` of every token' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l log -d 'One line for each request on the error stream: off, text or json. Nothing secret or personal is in it' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l tls-folder -d 'Serve HTTPS; keep the authority in this folder, made there by the first run' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l tls-name -d 'A host name or IP address that the certificate covers besides loopback, the realms\' hosts, the listening address and the names of --allow-host and --public-url; may be repeated' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l tls-cert -d 'Serve HTTPS with this certificate, followed in the file by those that issued it; PEM' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l tls-key -d 'The private key of --tls-cert; PEM without a password' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l tls-ca -d 'The roots that clients verify --tls-cert against, when they are not the system\'s; PEM' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l push-host -d 'A host that pushes may go to besides this machine; may be repeated' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l push-ca -d 'The roots that HTTPS receivers of pushes are verified against; PEM. Without them no HTTPS receiver is trusted' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -l tls -d 'Serve HTTPS with a certificate of the simulator\'s own authority: made for this run, or kept in FILE.tls with --store FILE. The ready line names the authority\'s certificate as ca_file'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand exec" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand keys" -l algorithm -d '`rsa2048`, `gost256` or `gost512`' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand keys" -l set -d 'The set of curve parameters of a GOST key: A, B, C, XA, XB, TCA, TCB, TCC or TCD' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand keys" -l subject -d 'The subject of the certificate, such as `C=RU, O=School, CN=DIARY`' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand keys" -l days -d 'How many days the certificate is good for' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand keys" -l out -d 'The folder to write to' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand keys" -l name -d 'The name of the files: NAME.key.pem and NAME.cert.pem' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand keys" -l force -d 'Overwrite files that exist'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand keys" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand sign" -l key -d 'The private key, RSA or GOST: PEM without a password' -r -F
complete -c esia-idp -n "__fish_esia_idp_using_subcommand sign" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand healthcheck" -l url -d 'The address; of a server without a path `/readyz` is asked' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand healthcheck" -l listen -d 'Where the server listens, when no address is given' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand healthcheck" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand body" -l store -d 'The file that keeps everything. It is only read: a server may have it open' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand body" -l realm -d 'The realm' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand body" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand migrate" -l store -d 'A file that keeps everything, which no server may have open meanwhile, or a database of PostgreSQL' -r
complete -c esia-idp -n "__fish_esia_idp_using_subcommand migrate" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand openapi" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand errors" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand reasons" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand lifecycle" -s h -l help -d 'Print help'
complete -c esia-idp -n "__fish_esia_idp_using_subcommand settings" -s h -l help -d 'Print help'

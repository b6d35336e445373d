# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_esia_harness_global_optspecs
    string join \n h/help V/version
end

function __fish_esia_harness_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_esia_harness_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_esia_harness_using_subcommand
    set -l cmd (__fish_esia_harness_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c esia-harness -n "__fish_esia_harness_needs_command" -s h -l help -d 'Print help'
complete -c esia-harness -n "__fish_esia_harness_needs_command" -s V -l version -d 'Print version'
complete -c esia-harness -n "__fish_esia_harness_needs_command" -f -a "run" -d 'Run scenarios and report'
complete -c esia-harness -n "__fish_esia_harness_needs_command" -f -a "replay" -d 'Run the scenario of a capsule again, with the same seed'
complete -c esia-harness -n "__fish_esia_harness_needs_command" -f -a "init" -d 'Inspect a running diary and draft its description file for `run --party`'
complete -c esia-harness -n "__fish_esia_harness_needs_command" -f -a "rehearse" -d 'Rehearse the switch-over of a school or a region: forecast from its list who gets in, and prove it by sign-ins'
complete -c esia-harness -n "__fish_esia_harness_needs_command" -f -a "load" -d 'Drive many citizens through the sign-in at once: how many a second the diary bears, and what breaks first'
complete -c esia-harness -n "__fish_esia_harness_needs_command" -f -a "roster" -d 'Check a list of a diary\'s users, pseudonymise it, or make one up'
complete -c esia-harness -n "__fish_esia_harness_needs_command" -f -a "list" -d 'List the scenarios'
complete -c esia-harness -n "__fish_esia_harness_needs_command" -f -a "diary" -d 'Serve the built-in school diary, a small relying party with a made-up school'
complete -c esia-harness -n "__fish_esia_harness_needs_command" -f -a "play" -d 'Serve portal and diary on one clock to try out by hand: logins, and a route through the letter'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l party -d 'The file that describes your relying party; docs/guides/connect-your-diary.md says how to write one [default: the built-in diary]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l idp -d 'A running provider; without this option one is started for the run' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l idp-bin -d 'The provider\'s program [default: `esia-idp` beside this program]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l idp-ca -d 'The root certificates that verify the HTTPS provider of --idp: the ca_file of its ready line' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l control-token-file -d 'The file with the control token of the provider, if it requires one' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l jobs -d 'How many scenarios run at once [default: as many as there are processors]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l seed -d 'The seed of all random values in the run' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l answer-seconds -d 'How long one response of your diary may take, from the connection to the end of the body' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l answer-bytes -d 'How large the body of one response may be' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l scenario-seconds -d 'How long one scenario may take' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l mutations -d 'How many of the generated lies of the portal to tell: one change of one claim, header or member each' -r -f -a "none\t'None'
quick\t'The most telling of each kind'
all\t'All of them'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l mutations-for -d 'How long the lies of the whole run may take, in seconds; those that are left then are named and not told [default: as long as they take]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l patience -d 'How long your diary may wait for a portal that hangs' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l dialect -d 'The protocol version' -r -f -a "v1\t'`ac` and `te`: the signature is a CMS message'
v2\t'`v2/ac` and `v2/te`: the signature is bare, the certificate is named by its hash'
v3\t'`v2/ac` and `v3/te`: as v2, and the code is signed too'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l algorithm -d 'The algorithm with which relying parties sign; v2 and v3 accept GOST only [default: rsa for v1, gost256 for v2 and v3]' -r -f -a "rsa\t'RSA of 2048 bits with SHA-256'
gost256\t'GOST R 34.10-2012 of 256 bits with Streebog-256'
gost512\t'GOST R 34.10-2012 of 512 bits with Streebog-512'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l token-algorithm -d 'The algorithm with which the portal signs the built-in diary\'s tokens' -r -f -a "rsa\t'RSA of 2048 bits with SHA-256'
gost256\t'GOST R 34.10-2012 of 256 bits with Streebog-256'
gost512\t'GOST R 34.10-2012 of 512 bits with Streebog-512'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l browser -d 'The browser to use; Chromium takes a screenshot of every page, which the HTML report shows' -r -f -a "http\t'Plain HTTP: quick'
chromium\t'Chromium over chromedriver'
keyboard\t'Chromium with the keyboard only: everything is reached with Tab, and the focus must be visible'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l screen -d 'The size of Chromium\'s window; 360x740 is a small phone [default: 1280x900]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l screens -d 'Where to keep Chromium\'s screenshots' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l lang -d 'The language of console, HTML and remarks [default: Russian where the locale is Russian, otherwise English]' -r -f -a "ru\t'Russian'
en\t'English'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l report-json -d 'Write the report as JSON, as docs/REPORT.schema.json describes it' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l report-html -d 'Write the report as one self-contained HTML file' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l report-junit -d 'Write the report as JUnit XML, for Jenkins and GitLab' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l report-sarif -d 'Write the report as SARIF 2.1.0, for code scanning' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l history -d 'The file with the results of earlier runs, with which this run is compared' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l capsules -d 'Where to write the capsules of scenarios that did not pass' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l annotations -d 'Annotate the change that is being built with the scenarios that did not pass' -r -f -a "github\t'GitHub workflow commands, printed after the report'
gitlab\t'A GitLab code quality report, written to reports/gl-code-quality-report.json'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l tls -d 'Use HTTPS for the started provider and the built-in diary, with certificates made for this run'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l fail-fast -d 'Begin no further scenario after one that failed'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -l verbose -d 'Tell every step of every scenario on the console'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand replay" -l idp -d 'A running provider [default: as in the capsule]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand replay" -l idp-bin -d 'The provider\'s program [default: as in the capsule]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand replay" -s h -l help -d 'Print help'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand init" -l idp -d 'The simulator that the diary uses as the portal, if it is running: a made-up citizen signs in through it. The diary is registered there without a check of its signatures' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand init" -l idp-ca -d 'The root certificates that verify an HTTPS diary and simulator, in one file' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand init" -l control-token-file -d 'The file with the control token of the simulator, if it requires one' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand init" -l write -d 'Write the description to this file instead of printing it; an existing file is not overwritten' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand init" -s h -l help -d 'Print help'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l made-up -d 'Rehearse a made-up list of so many rows instead, five defects in each hundred' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l columns -d 'The file that says what columns mean that are not recognised; `roster template columns` prints an example' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l sheet -d 'The sheet of a workbook [default: the first that is visible]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l policy -d 'The policy of a letter, by its name' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l policy-file -d 'The policy\'s file; docs/guides/policies.md says how to write one' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l party -d 'The file that describes your diary, with a hook that takes people in [default: the built-in diary]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l readiness -d 'What people have on the portal: `spring`, `eve`, or a model\'s file; a survey column of the list goes before it' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l sample -d 'Whose sign-ins are made: `all`, or so many people of every kind' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l row -d 'Make the sign-ins of these rows only' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l compare -d 'The JSON of the rehearsal before' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l date -d 'The day that counts [default: the first day of the policy\'s last phase]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l key -d 'The file with the key of the pseudonyms; with the same key people are the same in the next rehearsal [default: one that the seed makes]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l seed -d 'The seed of everything that is drawn' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l out -d 'Where to write the reports' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l idp-bin -d 'The provider\'s program [default: `esia-idp` beside this program]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l lang -d 'The language of console and reports [default: Russian where the locale is Russian, otherwise English]' -r -f -a "ru\t'Russian'
en\t'English'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l forecast-only -d 'Make no sign-ins'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l what-if -d 'Try what each measure would change'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l show-names -d 'Write names into the page, the lists and the letters, joined on this machine; JSON and JUnit have rows only'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -l pdf -d 'Print the letters as PDF too, where there is a Chromium'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand rehearse" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l party -d 'The file that describes your relying party; docs/guides/connect-your-diary.md says how to write one [default: the built-in diary]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l curve -d 'The curve on which citizens arrive, such as fixtures/load/1-september.toml [default: one rate]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l rate -d 'How many citizens arrive a second; of a curve, its peak; of --steps, the first step [default: 5, or as the curve has it]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l for -d 'How long they arrive; a curve is squeezed or stretched to it; of --steps, each step [default: 30s, 20s for a step, or as the curve has it]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l people -d 'How many citizens arrive in all, at most; without --rate they are spread over --for' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l rate-max -d 'The highest rate that --steps tries' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l aim -d 'How long a sign-in may take and how many may fail: percentiles of p50, p75, p90, p95, p99, max, and errors' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l at-least -d 'With --steps: the knee below which the run is red' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l accounts -d 'How many accounts are made on the portal [default: what the run needs, 2,000 at most]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l think -d 'How long a citizen takes over a page on the average [default: 2s, or as the curve has it]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l sockets -d 'How many sockets the citizens have together' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l at-once -d 'How many citizens may be under way at the same time; those beyond count as failed' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l patience -d 'How long a citizen waits for an answer' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l seed -d 'The seed of arrivals and citizens' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l out -d 'Where to write the reports' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l compare -d 'The load.json of an earlier run, with which this one is compared' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l idp-bin -d 'The provider\'s program [default: `esia-idp` beside this program]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l lang -d 'The language of console and reports [default: Russian where the locale is Russian, otherwise English]' -r -f -a "ru\t'Russian'
en\t'English'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -l steps -d 'Raise the rate by steps until the aim fails, and tell the last good one'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand load" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and not __fish_seen_subcommand_from template check pseudonymise generate" -s h -l help -d 'Print help'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and not __fish_seen_subcommand_from template check pseudonymise generate" -f -a "template" -d 'Print a template of the list with an example, or of a --columns file'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and not __fish_seen_subcommand_from template check pseudonymise generate" -f -a "check" -d 'Check a list: what is wrong in which row, who mends it, how. The file is only read'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and not __fish_seen_subcommand_from template check pseudonymise generate" -f -a "pseudonymise" -d 'Write the list with a made-up person in place of everybody: the same rows, the same mistakes'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and not __fish_seen_subcommand_from template check pseudonymise generate" -f -a "generate" -d 'Make up a school or a region, with planted mistakes and the answer key to them'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from template" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from check" -l columns -d 'The file that says what columns mean that are not recognised; `roster template columns` prints an example' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from check" -l sheet -d 'The sheet of a workbook [default: the first that is visible]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from check" -l date -d 'The day of the check [default: today]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from check" -l settings -d 'The file with what the letters leave open: when a missing patronymic is a defect, and the like' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from check" -l lang -d 'The language [default: Russian where the locale is Russian, otherwise English]' -r -f -a "ru\t'Russian'
en\t'English'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from check" -l report-json -d 'Write the check as JSON, as docs/ROSTER.schema.json describes it' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from check" -l report-html -d 'Write the check as one self-contained HTML file' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from check" -l lists -d 'Write the findings of each class into a CSV file of its own in this folder' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from check" -l show-names -d 'Write names into JSON and lists; without it there are row numbers only'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from pseudonymise" -l columns -d 'The file that says what columns mean that are not recognised; `roster template columns` prints an example' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from pseudonymise" -l sheet -d 'The sheet of a workbook [default: the first that is visible]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from pseudonymise" -l date -d 'The day of the check [default: today]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from pseudonymise" -l key -d 'The file with the key, 16 octets at least: the same key makes the same people' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from pseudonymise" -l out -d 'The CSV file to write; an existing file is not overwritten' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from pseudonymise" -s h -l help -d 'Print help'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from generate" -l rows -d 'How many rows: a school has 2700, a region a million' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from generate" -l defects -d 'In how many of a hundred rows a mistake is planted' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from generate" -l answers -d 'The answer key to write' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from generate" -l date -d 'The day on which ages are right' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from generate" -l seed -d 'The seed: the same one makes the same list' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand roster; and __fish_seen_subcommand_from generate" -s h -l help -d 'Print help'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand list" -s h -l help -d 'Print help'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l idp -d 'The portal\'s address' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l idp-ca -d 'The root certificates that verify an HTTPS portal: the ca_file of its ready line' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l listen -d 'Where to listen; port 0 takes a free one' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l tls-cert -d 'Serve HTTPS with this certificate, followed in the file by its issuers; PEM' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l tls-key -d 'The private key of --tls-cert; PEM without a password' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l public-url -d 'The address at which browsers reach the diary [default: the address it listens on]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l control-token-file -d 'The file with the portal\'s control token, if registration requires one' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l control -d 'The portal\'s control API [default: `control/v1` under --idp]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l mnemonic -d 'The name under which the diary is registered' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l issuer -d 'The issuer that the portal\'s tokens must name' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l scope-org -d 'The scopes of the citizen\'s organisation that the diary requests, separated by spaces [default: none]' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l dialect -d 'The protocol version' -r -f -a "v1\t'`ac` and `te`: the signature is a CMS message'
v2\t'`v2/ac` and `v2/te`: the signature is bare, the certificate is named by its hash'
v3\t'`v2/ac` and `v3/te`: as v2, and the code is signed too'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l algorithm -d 'The algorithm with which relying parties sign; v2 and v3 accept GOST only [default: rsa for v1, gost256 for v2 and v3]' -r -f -a "rsa\t'RSA of 2048 bits with SHA-256'
gost256\t'GOST R 34.10-2012 of 256 bits with Streebog-256'
gost512\t'GOST R 34.10-2012 of 512 bits with Streebog-512'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l token-algorithm -d 'The algorithm with which the portal signs the built-in diary\'s tokens' -r -f -a "rsa\t'RSA of 2048 bits with SHA-256'
gost256\t'GOST R 34.10-2012 of 256 bits with Streebog-256'
gost512\t'GOST R 34.10-2012 of 512 bits with Streebog-512'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l portal-key -d 'The portal\'s certificates or public keys in PEM, one after another [default: fetched from --idp at the start]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l key -d 'The diary\'s private key in PEM [default: a new one]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l certificate -d 'The certificate of --key in PEM' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l write-certificate -d 'Where to write the certificate of a new key, to register it by hand' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l school -d 'The school [default: the built-in one]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l ledger -d 'The file in which marks are stored [default: in memory]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l policy -d 'The policy of a letter, by its name' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l policy-file -d 'A policy of your own; docs/guides/policies.md says how to write one' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l clock -d '`system`, or a moment such as 2018-11-20T09:00:00+08:00 at which to freeze the clock' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l seed -d 'The seed of all random values, for rehearsals only' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -l register -d 'Register with the portal\'s control API first'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand diary" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c esia-harness -n "__fish_esia_harness_using_subcommand play" -l policy -d 'The policy of a letter, by its name' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand play" -l policy-file -d 'A policy of your own; docs/guides/policies.md says how to write one' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand play" -l listen -d 'Where the diary listens' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand play" -l idp-listen -d 'Where the portal listens' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand play" -l idp-bin -d 'The provider\'s program [default: `esia-idp` beside this program]' -r -F
complete -c esia-harness -n "__fish_esia_harness_using_subcommand play" -l seed -d 'The seed of the portal\'s random values' -r
complete -c esia-harness -n "__fish_esia_harness_using_subcommand play" -l lang -d 'The language of the route [default: Russian where the locale is Russian, otherwise English]' -r -f -a "ru\t'Russian'
en\t'English'"
complete -c esia-harness -n "__fish_esia_harness_using_subcommand play" -s h -l help -d 'Print help (see more with \'--help\')'

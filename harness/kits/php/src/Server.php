<?php

declare(strict_types=1);

namespace EsiaSim;

/** A running simulator. One that was started here ends with this process, however that ends. */
final class Server
{
    /**
     * What `esia-idp exec` runs: it tells the variables of the server, then an empty line, and waits for the end of stdin,
     * which comes with the end of the process that holds its other side. `exec` ends with it.
     */
    private const WAIT = "env | grep -E '^(ESIA_|(CURL_CA_BUNDLE|SSL_CERT_FILE|REQUESTS_CA_BUNDLE|NODE_EXTRA_CA_CERTS"
        . "|JAVA_TOOL_OPTIONS)=)'; echo; exec cat >/dev/null";

    public readonly string $baseUrl;
    /** The authority that HTTPS clients have to trust; none over plain HTTP. */
    public readonly ?string $caFile;
    public readonly Http $http;
    public readonly Control $control;
    /** @var array<string, Keys> */
    private array $keys = [];

    /**
     * @param array<string, string> $environment the variables by which your application finds the server, and by which
     *                                           clients find its authority
     * @param resource|null $process
     * @param array<int, resource> $pipes
     */
    private function __construct(
        public readonly array $environment,
        private readonly string $folder,
        private $process = null,
        private array $pipes = [],
    ) {
        $this->baseUrl = $environment['ESIA_BASE_URL'];
        $this->caFile = $environment['ESIA_CA_FILE'] ?? null;
        $this->http = new Http($this->caFile);
        $this->control = new Control($this->http, $environment['ESIA_CONTROL_URL']);
    }

    /** Starts a server on a free port and waits until it is ready; further options are those of `esia-idp exec`. */
    public static function start(bool $tls = false, string ...$options): self
    {
        $folder = self::folder();
        $command = [Program::path(), 'exec', ...array_values($options), ...($tls ? ['--tls'] : [])];
        $files = [['pipe', 'r'], ['pipe', 'w'], ['file', "$folder/log", 'w']];
        $process = proc_open([...$command, '--', '/bin/sh', '-c', self::WAIT], $files, $pipes);
        if ($process === false) {
            throw new \RuntimeException('esia-idp does not start');
        }
        $told = [];
        while (($line = fgets($pipes[1])) !== false && $line !== "\n") {
            [$name, $value] = explode('=', rtrim($line, "\n"), 2);
            $told[$name] = $value;
        }
        if (!isset($told['ESIA_CONTROL_URL'])) {
            $code = proc_close($process);
            $said = trim((string) file_get_contents("$folder/log"));
            self::remove($folder);
            throw new \RuntimeException("esia-idp ended with $code: $said");
        }
        return new self($told, $folder, $process, $pipes);
    }

    /** The server that `esia-idp exec` runs the tests beside; none when the environment names none. */
    public static function ofEnvironment(): ?self
    {
        return getenv('ESIA_CONTROL_URL') === false ? null : new self(getenv(), self::folder());
    }

    /** Ends the server, if this process started it. */
    public function close(): void
    {
        if ($this->process !== null) {
            array_map(fclose(...), $this->pipes);
            proc_close($this->process);
            $this->process = null;
        }
        self::remove($this->folder);
    }

    /** Makes a realm: a whole provider with people, clients, clock, outbox and journal of its own. */
    public function realm(?string $name = null, ?string $clock = null, bool $ownAddress = false): Realm
    {
        $form = array_filter(['id' => $name, 'listen' => $ownAddress ? '127.0.0.1:0' : null]);
        if ($clock !== null) {
            $form['clock'] = ['mode' => 'frozen', 'now' => $clock];
        }
        return new Realm($this, $this->control->call('POST', '/realms', $form));
    }

    /** A key with its certificate; one of each algorithm is made and kept. */
    public function keys(string $algorithm = 'rsa2048'): Keys
    {
        return $this->keys[$algorithm] ??= Keys::make($this->folder, $algorithm);
    }

    private static function folder(): string
    {
        $folder = sys_get_temp_dir() . '/esia-sim-' . bin2hex(random_bytes(8));
        mkdir($folder, 0700);
        return $folder;
    }

    private static function remove(string $folder): void
    {
        if (is_dir($folder)) {
            array_map(unlink(...), glob("$folder/*") ?: []);
            rmdir($folder);
        }
    }
}
